//! The basket's price from the products themselves, and everything that stands in the way, at once.

use crate::App;
use crate::credit::{CreditUsed, used};
use crate::fits::fits;
use domain::cart::{Cart, Details};
use domain::catalog::Catalog;
use domain::deal::Promotions;
use domain::fees::fees;
use domain::least::by_card;
use domain::order::{Contact, IfMissing, Means, WholeOrder, Wish};
use domain::quote::{Quote, Terms, quote};
use domain::voucher::Voucher;
use domain::{Money, ProductHead, Quantity, Settings, Sku, SlotId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use texts::{Given, Words, say, text};
use web::problem::Failure;
use web::{Outcome, Problem};

/// A basket priced for one way of getting it.
pub(crate) struct Offered {
    /// What it costs.
    pub quote: Quote,
    /// The store credit that pays for it.
    pub credit: Vec<CreditUsed>,
    /// What the shopper confirms.
    pub fingerprint: String,
}

/// What is to be priced: a basket, or an order its shopper changes.
pub(crate) struct Wanted<'a> {
    /// How much of what.
    pub lines: &'a BTreeMap<Sku, Quantity>,
    /// When it is to get there.
    pub slot: &'a SlotId,
    /// Who wants it.
    pub contact: &'a Contact,
    /// The mail address that was proved to be theirs.
    pub member: Option<&'a str>,
    /// How it is paid.
    pub means: Means,
    /// The code of a voucher.
    pub voucher: Option<&'a str>,
    /// What may be given instead.
    pub instead: &'a BTreeMap<Sku, IfMissing>,
    /// When something is missing.
    pub wish: Wish,
    /// The order that is changed: what it holds is there for it.
    pub held: Option<&'a WholeOrder>,
}

/// Prices a basket with what the table says now, in the words of this catalog. All that is sold out, gone or too little is answered together.
pub(crate) async fn offered(app: &App, cart: &Cart, details: &Details, catalog: &Catalog, now: Timestamp) -> Outcome<Offered> {
    let wanted = Wanted {
        lines: &cart.lines,
        slot: &details.fulfillment.slot,
        contact: &details.contact,
        member: cart.member.as_deref(),
        means: details.means,
        voucher: cart.voucher.as_deref(),
        instead: &details.instead,
        wish: details.wish,
        held: None,
    };
    let with_ways = |problem: Problem| match problem.kind.as_str() {
        "/problems/unavailable" => problem.way("/cart", text("checkout-change-basket")),
        "/problems/unfit" => problem.way("/checkout", text("checkout-another-time")).way("/cart", text("checkout-change-basket")),
        "/problems/below-minimum" => problem.way("/", text("checkout-add-something")),
        _ => problem,
    };
    let quote = priced(app, &wanted, catalog, now).await.map_err(with_ways)?;
    let credit = used(app, cart, details, (quote.upper, &catalog.settings().currency)).await?;
    if left_by_card(&quote, &credit) > Money::ZERO {
        chargeable(&quote, details.means, catalog.settings()).map_err(with_ways)?;
    }
    // Credit that somebody else spent meanwhile is a difference like any other: a card pays more.
    let paid: String = credit.iter().map(|used| format!(";{} {}", used.account, used.pays)).collect();
    let fingerprint = quote.fingerprint(&format!("{}{paid}", details.fulfillment.slot.as_str()));
    Ok(Offered { quote, credit, fingerprint })
}

/// The price of what is wanted, or everything that stands in the way, without a way on.
pub(crate) async fn priced(app: &App, wanted: &Wanted<'_>, catalog: &Catalog, now: Timestamp) -> Outcome<Quote> {
    let settings = catalog.settings();
    let heads: Vec<ProductHead> = app.store.heads(wanted.lines.keys()).await?.into_iter().map(|head| catalog.spoken(head)).collect();
    let heads: BTreeMap<&Sku, &ProductHead> = heads.iter().map(|h| (&h.sku, h)).collect();
    let mut wrong = Vec::new();
    let mut asked = Vec::new();
    for (sku, quantity) in wanted.lines {
        let held = wanted.holds(sku);
        match heads.get(sku) {
            Some(head) if head.accepts(*quantity) && head.units_to_hold(*quantity) <= held => asked.push((*head, *quantity)),
            Some(head) if !head.active => wrong.push(Failure::sku(sku, "gone", text("checkout-gone"))),
            None => wrong.push(Failure::sku(sku, "gone", text("checkout-gone"))),
            Some(head) if head.units_to_hold(*quantity) > head.available + held => {
                wrong.push(too_little(&ProductHead { available: head.available + held, ..(*head).clone() }, *quantity));
            }
            Some(head) => asked.push((*head, *quantity)),
        }
    }
    if !wrong.is_empty() {
        return Err(sold_out(wrong));
    }
    fits(wanted.lines.keys(), wanted.slot, catalog)?;
    let today = now.to_zoned(settings.tz()).date();
    let (rates, ancillary) = (settings.country.rates(wanted.slot.day().unwrap_or(today)), settings.country.law().fees);
    let promotions = promotions(app, wanted, catalog, now).await?;
    // An order that is changed stays as it was shown.
    let prices = wanted.held.map_or(settings.prices, |whole| whole.order.prices);
    let terms = Terms { now, rates, prices, ancillary, fees: Vec::new(), promotions };
    let goods = quote(&asked, terms.clone());
    minimum(settings, wanted.slot.zone(), goods.worth())?;
    let quote = quote(&asked, Terms { fees: fees(settings, wanted.slot, goods.worth()), ..terms });
    let quote = quote.with_leeway(wanted.instead, wanted.wish);
    // What credit pays of a new order is not known here.
    if wanted.held.is_some_and(|whole| whole.order.credit.is_empty()) {
        chargeable(&quote, wanted.means, settings)?;
    }
    Ok(quote)
}

/// A card cannot be charged with next to nothing.
fn chargeable(quote: &Quote, means: Means, settings: &Settings) -> Outcome<()> {
    let least = by_card(&settings.currency);
    if means == Means::Online && quote.upper < least {
        return Err(too_small(say("checkout-least-by-card", [("least", Given::Amount(least, settings.currency.clone()))])));
    }
    Ok(())
}

/// The most that is left for a card or a till.
pub(crate) fn left_by_card(quote: &Quote, credit: &[CreditUsed]) -> Money {
    quote.upper - credit.iter().map(|used| used.pays).sum::<Money>()
}

impl Wanted<'_> {
    /// Stock units that the changed order holds.
    fn holds(&self, sku: &Sku) -> i64 {
        let held = self.held.iter().flat_map(|whole| &whole.lines).filter(|line| line.item.sku == *sku);
        held.map(|line| line.reserved).sum()
    }

    /// True for the voucher whose use the changed order holds.
    fn uses(&self, code: &str) -> bool {
        let promised = self.held.and_then(|whole| whole.order.promised.as_ref());
        promised.and_then(|promised| promised.voucher.as_ref()).is_some_and(|held| held.code == code)
    }
}

/// What may make it cheaper: the shop's deals, a member's prices, the voucher that was named. A member is who gets the
/// weekly offers, and orders with that address in a browser that proved to have it ([`crate::member`]).
async fn promotions(app: &App, wanted: &Wanted<'_>, catalog: &Catalog, now: Timestamp) -> Outcome<Promotions> {
    let (mut promotions, contact) = (Promotions::of(catalog.settings()), wanted.contact);
    if promotions.ask_for_members(now) {
        let email = contact.email.trim();
        let own = wanted.member.is_some_and(|member| member.trim().eq_ignore_ascii_case(email));
        promotions.member = own && app.store.subscribed_in(email).await?.is_some();
    }
    if let Some(code) = wanted.voucher
        && let Some((mut voucher, mut used_before)) = app.store.voucher(code, Some(&contact.email)).await?
    {
        if wanted.uses(code) {
            (voucher.used, used_before) = (voucher.used.saturating_sub(1), used_before.saturating_sub(1));
        }
        voucher = Voucher { title: catalog.word(&voucher.title).to_owned(), ..voucher };
        (promotions.voucher, promotions.used_before) = (Some(voucher), used_before);
    }
    Ok(promotions)
}

/// Some lines cannot be had as asked.
pub(crate) fn sold_out(wrong: Vec<Failure>) -> Problem {
    Problem::conflict("unavailable", text("checkout-unavailable")).errors(wrong)
}

/// There is less than asked.
pub(crate) fn too_little(head: &ProductHead, asked: domain::Quantity) -> Failure {
    let most = head.most(asked);
    let failure = if most.is_zero() {
        Failure::sku(&head.sku, "sold_out", say("checkout-sold-out", [("product", head.name.as_str().into())]))
    } else {
        let left = [("left", most.into()), ("product", head.name.as_str().into())];
        Failure::sku(&head.sku, "too_little", say("checkout-too-little", left))
    };
    failure.with("available", most.amount())
}

/// A delivery to some zones starts at a least worth of goods.
pub(crate) fn minimum(settings: &Settings, zone: &str, worth: Money) -> Outcome<()> {
    match settings.zones.iter().find(|z| z.id == zone) {
        Some(z) if worth < z.minimum => {
            let amount = |amount| Given::Amount(amount, settings.currency.clone());
            let values = [("zone", z.name.as_str().into()), ("least", amount(z.minimum)), ("more", amount(z.minimum - worth))];
            Err(too_small(say("checkout-least", values)))
        }
        _ => Ok(()),
    }
}

fn too_small(why: Words) -> Problem {
    Problem::conflict("below-minimum", text("checkout-more-please")).detail(why)
}

/// What each product comes to, to be compared at the next look.
pub(crate) fn shown(quote: &Quote) -> BTreeMap<Sku, Money> {
    quote.lines.iter().map(|l| (l.item.sku.clone(), l.priced.total())).collect()
}

/// The prices that are not what the shopper last saw.
pub(crate) fn differences(quote: &Quote, seen: &BTreeMap<Sku, Money>, currency: &str) -> Vec<Failure> {
    let amount = |amount| Given::Amount(amount, currency.to_owned());
    let changed = quote.lines.iter().filter_map(|l| {
        let (before, after) = (*seen.get(&l.item.sku)?, l.priced.total());
        let amount = |gross| amount(quote.prices.shown(gross, quote.rates.of(l.item.vat)));
        let words = || say("checkout-now", [("product", l.item.name.as_str().into()), ("now", amount(after)), ("before", amount(before))]);
        (before != after).then(|| Failure::sku(&l.item.sku, "price_changed", words()).with("from", before.0).with("to", after.0))
    });
    changed.collect()
}

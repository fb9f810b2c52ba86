//! The basket's price from the products themselves, and everything that stands in the way, at once.

use crate::App;
use crate::fits::fits;
use domain::cart::{Cart, Details};
use domain::deal::Promotions;
use domain::fees::fees;
use domain::quote::{Quote, Terms, quote};
use domain::{Money, ProductHead, Settings, Sku};
use jiff::Timestamp;
use std::collections::BTreeMap;
use texts::{Given, Words, say, text};
use web::problem::Failure;
use web::{Outcome, Problem};

/// Stripe charges no less: <https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>
const LEAST_BY_CARD: Money = Money(50);

/// A basket priced for one way of getting it.
pub(crate) struct Offered {
    /// What it costs.
    pub quote: Quote,
    /// What the shopper confirms.
    pub fingerprint: String,
}

/// Prices a basket with what the table says now. All that is sold out, gone or too little is answered together.
pub(crate) async fn offered(app: &App, cart: &Cart, details: &Details, settings: &Settings, now: Timestamp) -> Outcome<Offered> {
    let heads = app.store.heads(cart.lines.keys()).await?;
    let heads: BTreeMap<&Sku, &ProductHead> = heads.iter().map(|h| (&h.sku, h)).collect();
    let mut wrong = Vec::new();
    let mut asked = Vec::new();
    for (sku, quantity) in &cart.lines {
        match heads.get(sku).filter(|h| h.active) {
            None => wrong.push(Failure::sku(sku, "gone", text("checkout-gone"))),
            Some(head) if head.units_to_hold(*quantity) > head.available => wrong.push(too_little(head, *quantity)),
            Some(head) => asked.push((*head, *quantity)),
        }
    }
    if !wrong.is_empty() {
        return Err(sold_out(wrong));
    }
    fits(cart.lines.keys(), &details.fulfillment.slot, app.catalog.catalog().await?.as_ref())
        .map_err(|unfit| unfit.way("/checkout", text("checkout-another-time")).way("/cart", text("checkout-change-basket")))?;
    let rates = settings.country.rates(details.fulfillment.slot.day());
    let promotions = promotions(app, cart, details, settings, now).await?;
    let goods = quote(&asked, Terms { now, rates, fees: Vec::new(), promotions: promotions.clone() });
    let slot = &details.fulfillment.slot;
    minimum(settings, slot.zone(), goods.worth())?;
    let quote = quote(&asked, Terms { now, rates, fees: fees(settings, slot, goods.worth()), promotions });
    let quote = quote.with_leeway(&details.instead, details.wish);
    if quote.total < LEAST_BY_CARD {
        let least = Given::Amount(LEAST_BY_CARD, settings.currency.clone());
        return Err(too_small(say("checkout-least-by-card", [("least", least)])));
    }
    let fingerprint = quote.fingerprint(details.fulfillment.slot.as_str());
    Ok(Offered { quote, fingerprint })
}

/// What may make it cheaper: the shop's deals, a member's prices, the voucher in the basket. A member is who gets the
/// weekly offers, or asks for them with this order.
async fn promotions(app: &App, cart: &Cart, details: &Details, settings: &Settings, now: Timestamp) -> Outcome<Promotions> {
    let (mut promotions, contact) = (Promotions::of(settings), &details.contact);
    if promotions.ask_for_members(now) {
        promotions.member = contact.offers || app.store.subscribed_in(&contact.email).await?.is_some();
    }
    if let Some(code) = &cart.voucher
        && let Some((voucher, used_before)) = app.store.voucher(code, Some(&contact.email)).await?
    {
        (promotions.voucher, promotions.used_before) = (Some(voucher), used_before);
    }
    Ok(promotions)
}

/// Some lines cannot be had as asked.
pub(crate) fn sold_out(wrong: Vec<Failure>) -> Problem {
    Problem::conflict("unavailable", text("checkout-unavailable")).errors(wrong).way("/cart", text("checkout-change-basket"))
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
    Problem::conflict("below-minimum", text("checkout-more-please")).detail(why).way("/", text("checkout-add-something"))
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
        let words = || say("checkout-now", [("product", l.item.name.as_str().into()), ("now", amount(after)), ("before", amount(before))]);
        (before != after).then(|| Failure::sku(&l.item.sku, "price_changed", words()).with("from", before.0).with("to", after.0))
    });
    changed.collect()
}

//! The weekly offers, for one subscriber who agreed to get them.

use crate::paper::{self, Page};
use crate::{App, Worked};
use cloud::{Fault, Letter};
use domain::catalog::Catalog;
use domain::tax::Prices;
use domain::{Money, Offer, OfferKind, Product, Settings, Sku};
use jiff::Timestamp;
use maud::{Markup, html};
use texts::Language;

/// Composes and sends the letter. Whoever took their consent back meanwhile gets none, and nobody gets an empty one.
pub(crate) async fn offer_mail(app: &App, email: &str) -> Result<Worked, Fault> {
    let catalog = app.published.catalog().await?;
    if catalog.on_offer(app.clock.now()).next().is_none() {
        return Ok(Worked::Done);
    }
    if let Some(tag) = app.store.subscribed_in(email).await? {
        let language = Language::tagged(&tag).unwrap_or_else(|| Language::of(catalog.settings()));
        let catalog = catalog.read_in(language.tag());
        let offers = offers(&catalog, app.clock.now());
        app.mail.send(&letter(app, catalog.settings(), language, (&offers, email))).await?;
    }
    Ok(Worked::Done)
}

/// One line of the letter.
struct OnOffer {
    name: String,
    sku: Sku,
    was: String,
    now: String,
    /// What one pays per kilogram, liter or piece, where that is not the price; the lowest price of the 30 days before.
    fine: String,
}

/// What one offer title covers.
type Group = (Offer, Vec<Product>);

/// Running offers, those that end first at the top, with the products they are for.
fn offers(catalog: &Catalog, now: Timestamp) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for product in catalog.on_offer(now) {
        let Some(offer) = product.head.offer_at(now) else { continue };
        match groups.iter_mut().find(|(o, _)| o.id == offer.id) {
            Some((_, products)) => products.push(product.clone()),
            None => groups.push((offer.clone(), vec![product.clone()])),
        }
    }
    groups.sort_by_key(|(offer, _)| (offer.ends, offer.id.clone()));
    groups
}

fn letter(app: &App, shop: &Settings, language: Language, (offers, email): (&[Group], &str)) -> Letter {
    let (stop, member) = (link(app, "unsubscribe", email), link(app, "member", email));
    let shelf = format!("{}{}", app.origin, language.folder(Language::of(shop)));
    let plain = |amount| language.plain_money(amount, &shop.currency);
    let pretty = |amount| language.money(amount, &shop.currency);
    // As they are shown in the shop.
    let rates = shop.rates_at(app.clock.now());
    let taxed = |product: &Product| (shop.prices, rates.of(product.head.vat));
    let about = || [("shop", shop.name.as_str().into())];
    let mut text = format!("{}\n", language.say("mail-offers-text", about()));
    for (offer, products) in offers {
        text.push_str(&format!("\n{} ({})\n", offer.title, until(shop, language, offer)));
        for line in products.iter().map(|p| line(language, p, taxed(p), &plain)) {
            let values = [("product", line.name.into()), ("now", line.now.into()), ("was", line.was.into())];
            let fine = if line.fine.is_empty() { String::new() } else { format!("  {}\n", line.fine) };
            text.push_str(&format!("- {}\n{fine}  {shelf}/products/{}\n", language.say("mail-price-now", values), line.sku));
        }
    }
    text.push_str(&format!("\n{}: {member}\n", language.text("mail-member-link")));
    text.push_str(&format!("\n{} {}: {stop}\n", language.text("mail-you-asked"), language.text("mail-no-more")));
    let body = html! {
        p { (paper::link(&member, &language.text("mail-member-link"))) }
        @for (offer, products) in offers {
            h2 style="font-size:18px;margin:24px 0 4px" { (offer.title) }
            p.soft style="margin:0 0 8px;color:#55635a" { (until(shop, language, offer)) }
            (paper::rows(products.iter().map(|p| row(&shelf, &line(language, p, taxed(p), &pretty)))))
        }
    };
    let subject = language.say("mail-offers", about()).into_owned();
    let foot = html! { (language.text("mail-you-asked")) " " (paper::link(&stop, &language.text("mail-no-more"))) "." };
    let html = paper::write(&Page { language, title: &subject, body, foot: Some(foot) }).into_string();
    let headers = vec![("List-Unsubscribe", format!("<{stop}>"))];
    Letter { to: email.to_owned(), subject, text, html, headers }
}

/// `until Monday, 23 November, 20:00`.
fn until(shop: &Settings, language: Language, offer: &Offer) -> String {
    let ends = offer.ends.to_zoned(shop.tz());
    let values = [("day", language.day(ends.date()).into()), ("time", language.time(ends.time()).into())];
    language.say("mail-until", values).into_owned()
}

fn row(shelf: &str, line: &OnOffer) -> (Markup, Markup) {
    let address = format!("{shelf}/products/{}", line.sku);
    let name = html! {
        (paper::link(&address, &line.name))
        @if !line.fine.is_empty() { br; small style="color:#55635a" { (line.fine) } }
    };
    (name, html! { s { (line.was) } " " strong { (line.now) } })
}

/// A product with its prices as they are shown at its rate of VAT. `plain` writes an amount.
fn line(language: Language, product: &Product, (prices, bp): (Prices, i64), plain: &dyn Fn(Money) -> String) -> OnOffer {
    let head = &product.head;
    let written = |price: Money| plain(prices.shown(price, bp));
    let shown = |price: Money| match head.by_weight {
        Some(_) => language.say("mail-per-kilogram", [("price", written(price).into())]).into_owned(),
        None => written(price),
    };
    let kind = head.offer.as_ref().map(|offer| offer.kind);
    let now = match kind {
        None => shown(head.price),
        Some(OfferKind::Percent { bp }) => shown(head.price - head.price.share(i64::from(bp))),
        Some(OfferKind::Amount { off }) => shown(head.price - off.min(head.price)),
        Some(OfferKind::Price { price }) => shown(price.min(head.price)),
        Some(OfferKind::MultiBuy { take, pay }) => {
            let price = written(head.price.times(i64::from(pay)));
            language.say("mail-for", [("count", take.into()), ("price", price.into())]).into_owned()
        }
    };
    let was = match kind {
        Some(OfferKind::MultiBuy { take, .. }) => written(head.price.times(i64::from(take))),
        None | Some(OfferKind::Percent { .. } | OfferKind::Amount { .. } | OfferKind::Price { .. }) => shown(head.price),
    };
    let lower = head.offer.as_ref().and_then(|offer| offer.kind.lower(head.price));
    let unit = product.unit_price(prices.shown(lower.unwrap_or(head.price), bp)).filter(|_| head.by_weight.is_none());
    let unit = unit.map(|unit| language.per(&plain(unit.price), unit.per));
    let lowest =
        product.lowest.filter(|_| lower.is_some()).map(|price| language.say("tile-lowest", [("price", shown(price).into())]).into_owned());
    let plus = (prices == Prices::Net).then(|| language.text("tax-plus").into_owned());
    let fine = plus.into_iter().chain(unit).chain(lowest).collect::<Vec<_>>().join(" · ");
    let brand = if product.text.brand.is_empty() { String::new() } else { format!("{} ", product.text.brand) };
    OnOffer { name: format!("{brand}{}", head.name), sku: head.sku.clone(), was, now, fine }
}

/// The address is part of the link, so it is written as a query must be.
fn link(app: &App, purpose: &str, email: &str) -> String {
    let key = app.links.key(purpose, email);
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("email", email).append_pair("key", &key).finish();
    format!("{}/offers/{purpose}?{query}", app.origin)
}

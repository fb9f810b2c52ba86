//! The weekly offers, for one subscriber who agreed to get them.

use crate::{App, Worked};
use cloud::{Fault, Letter};
use domain::catalog::Catalog;
use domain::{Offer, OfferKind, Product};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

/// Composes and sends the letter. Whoever took their consent back meanwhile gets none, and nobody gets an empty one.
pub(crate) async fn offer_mail(app: &App, email: &str) -> Result<Worked, Fault> {
    let catalog = app.published.catalog().await?;
    let offers = offers(&catalog, app.clock.now());
    if !offers.is_empty() && app.store.is_subscribed(email).await? {
        app.mail.send(&letter(app, &catalog, &offers, email)).await?;
    }
    Ok(Worked::Done)
}

/// One line of the letter.
struct OnOffer {
    name: String,
    link: String,
    was: String,
    now: String,
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

fn letter(app: &App, catalog: &Catalog, offers: &[Group], email: &str) -> Letter {
    let shop = catalog.settings();
    let stop = unsubscribe(app, email);
    let until = |offer: &Offer| offer.ends.to_zoned(shop.tz()).strftime("until %A, %-d %B, %H:%M").to_string();
    let lines = |(_, products): &Group| products.iter().map(|p| line(app, p, &shop.currency)).collect::<Vec<_>>();
    let mut text = format!("This week at {}:\n", shop.name);
    for group in offers {
        text.push_str(&format!("\n{} ({})\n", group.0.title, until(&group.0)));
        for line in lines(group) {
            text.push_str(&format!("- {}: {} instead of {}\n  {}\n", line.name, line.now, line.was, line.link));
        }
    }
    text.push_str(&format!("\nYou get this because you asked for our offers. No more of them: {stop}\n"));
    let groups = html! {
        @for group in offers {
            h2 style="font-size:18px;margin:24px 0 4px" { (group.0.title) }
            p style="margin:0 0 8px;color:#5c6a60" { (until(&group.0)) }
            table style="width:100%;border-collapse:collapse" { @for line in lines(group) { (row(&line)) } }
        }
    };
    let subject = format!("This week's offers at {}", shop.name);
    let html = frame(&subject, &groups, &stop).into_string();
    let headers = vec![("List-Unsubscribe", format!("<{stop}>"))];
    Letter { to: email.to_owned(), subject, text, html, headers }
}

fn frame(title: &str, groups: &Markup, stop: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { (title) } }
            body style="margin:0;padding:24px;background:#faf5ea;color:#1d2b22;font:16px/1.5 system-ui,sans-serif" {
                div style="max-width:36rem;margin:0 auto" {
                    h1 style="font-size:24px" { (title) }
                    (groups)
                    p style="margin-top:32px;color:#5c6a60;font-size:14px" {
                        "You get this because you asked for our offers. "
                        a href=(stop) style="color:#1f5c3a" { "No more of them" } "."
                    }
                }
            }
        }
    }
}

fn row(line: &OnOffer) -> Markup {
    let cell = "padding:4px 0;border-top:1px solid #ded5c0";
    html! {
        tr {
            td style=(cell) { a href=(line.link) style="color:#1f5c3a" { (line.name) } }
            td style={ (cell) ";text-align:right;white-space:nowrap" } { s { (line.was) } " " strong { (line.now) } }
        }
    }
}

fn line(app: &App, product: &Product, currency: &str) -> OnOffer {
    let head = &product.head;
    let per = if head.by_weight.is_some() { " per kg" } else { "" };
    let shown = |price: domain::Money| format!("{price} {currency}{per}");
    let now = match head.offer.as_ref().map(|offer| offer.kind) {
        None => shown(head.price),
        Some(OfferKind::Percent { bp }) => shown(head.price - head.price.share(i64::from(bp))),
        Some(OfferKind::Price { price }) => shown(price.min(head.price)),
        Some(OfferKind::MultiBuy { take, pay }) => format!("{take} for {} {currency}", head.price.times(i64::from(pay))),
    };
    let was = match head.offer.as_ref().map(|offer| offer.kind) {
        Some(OfferKind::MultiBuy { take, .. }) => format!("{} {currency}", head.price.times(i64::from(take))),
        None | Some(OfferKind::Percent { .. } | OfferKind::Price { .. }) => shown(head.price),
    };
    let brand = if product.text.brand.is_empty() { String::new() } else { format!("{} ", product.text.brand) };
    OnOffer { name: format!("{brand}{}", head.name), link: format!("{}/products/{}", app.origin, head.sku), was, now }
}

/// The address is part of the link, so it is written as a query must be.
fn unsubscribe(app: &App, email: &str) -> String {
    let key = app.links.key("unsubscribe", email);
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("email", email).append_pair("key", &key).finish();
    format!("{}/offers/unsubscribe?{query}", app.origin)
}

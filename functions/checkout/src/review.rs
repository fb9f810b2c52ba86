//! `POST /checkout` remembers details and shows what they come to; with the quote's fingerprint it places the order.

use crate::details::{Told, checked};
use crate::pricing::{Offered, differences, offered, shown};
use crate::thumbnail::thumbnail;
use crate::{App, form, place};
use axum::extract::State;
use domain::cart::{Cart, CartStatus, Details};
use domain::quote::Quote;
use domain::{Money, Settings};
use http::HeaderMap;
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Tone, hidden, notice, steps, sum};
use web::problem::Failure;
use web::{Answer, Input, Kind, Outcome, Problem, Shell, View, Want, done, page, redirect, refused};

/// The order as it would be placed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Review {
    /// What it costs.
    pub quote: Quote,
    /// Confirms exactly this quote: send it as `quote`.
    pub fingerprint: String,
    /// What was told.
    pub details: Details,
    /// Prices that changed since the last look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Failure>,
}

/// Shows the review of what was told before.
pub(crate) async fn show(State(app): State<Arc<App>>, want: Want, headers: HeaderMap) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let shell = Shell::new(&app.site, &catalog);
    let cart = app.open_cart(&headers).await?;
    let Some(details) = cart.details.clone() else { return Ok(redirect("/checkout")) };
    let view = reviewed(&app, &cart, details, catalog.settings()).await?;
    Ok(page(want, &shell, &view).unkept())
}

/// Remembers details, or places the order they were reviewed for. Sent again, it answers the same order.
#[utoipa::path(post, path = "/checkout", request_body = Told, responses(
    (status = 200, description = "Details are remembered; this is what they come to", body = Review),
    (status = 201, description = "The order is placed and waits for its payment", body = place::PlacedView),
    (status = 409, description = "Sold out, price changed, slot full: every failing line at once", body = web::problem::Details),
    (status = 422, description = "Details are incomplete", body = web::problem::Details)))]
pub(crate) async fn submit(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Input(told): Input<Told>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let cart = app.cart(&headers).await?;
    if let Some(placed) = cart.as_ref().filter(|c| c.status == CartStatus::Ordered) {
        return place::again(&app, want, placed).await;
    }
    let mut cart = crate::open(cart)?;
    if let (Some(contact), Some(fulfillment)) = (told.contact.clone(), told.fulfillment.clone()) {
        match checked(contact, fulfillment, told.wish, catalog.settings(), app.clock.now()) {
            Ok(details) => {
                let seen = cart.details.take().map(|d| d.shown).unwrap_or_default();
                cart.details = Some(Details { shown: seen, ..details });
            }
            Err(problem) => return form_again(&app, want, &catalog, &told, problem).await,
        }
    }
    let Some(details) = cart.details.clone() else { return Err(incomplete()) };
    match &told.quote {
        Some(fingerprint) => place::place(&app, want, &catalog, cart, fingerprint).await,
        None => {
            let view = reviewed(&app, &cart, details, catalog.settings()).await?;
            remember(&app, &cart, &view).await?;
            Ok(done(want, &view, "/checkout/review"))
        }
    }
}

async fn form_again(app: &App, want: Want, catalog: &Arc<domain::catalog::Catalog>, told: &Told, problem: Problem) -> Outcome<Answer> {
    let shell = Shell::new(&app.site, catalog);
    let way = form::Way::default();
    let view = form::of(app, catalog, form::told(told), way, problem.errors.clone()).await?;
    Ok(refused(want, &shell, &view, problem))
}

fn incomplete() -> Problem {
    let failures = vec![
        Failure::field("contact", "required", "Tell us who you are."),
        Failure::field("fulfillment", "required", "Tell us how and when you want it."),
    ];
    Problem::invalid(failures).way("/checkout", "To your details")
}

/// What these details come to now, and what changed since the last look.
pub(crate) async fn reviewed(app: &App, cart: &Cart, details: Details, settings: &Settings) -> Outcome<Review> {
    let Offered { quote, fingerprint } = offered(app, cart, &details, settings, app.clock.now()).await?;
    let changes = differences(&quote, &details.shown);
    Ok(Review { details: Details { shown: shown(&quote), ..details }, quote, fingerprint, changes })
}

/// Keeps what was told and shown. A basket that changed meanwhile is to be looked at again.
pub(crate) async fn remember(app: &App, cart: &Cart, view: &Review) -> Outcome<()> {
    if app.store.remember(cart, &view.details).await? {
        return Ok(());
    }
    Err(Problem::conflict("basket-changed", "The basket changed meanwhile")
        .detail("Somebody, perhaps you in another window, changed the basket. Please look at it again.")
        .way("/cart", "To the basket"))
}

impl View for Review {
    fn title(&self, _: &Shell) -> String {
        "Review your order".into()
    }

    fn kind(&self) -> Kind {
        Kind::Checkout
    }

    fn html(&self, shell: &Shell) -> Markup {
        let slot = shell.settings().map(|s| crate::slots::words(s, &self.details.fulfillment.slot)).unwrap_or_default();
        html! {
            (steps(&["Basket", "Details", "Review", "Payment"], 2))
            h1 { "Review your order" }
            @if !self.changes.is_empty() {
                (notice(Tone::Warn, html! { p { "Since your last look:" } ul { @for c in &self.changes { li { (c.message) } } } }))
            }
            div.split {
                div {
                    section.card {
                        h2 { (slot) }
                        p { (self.details.contact.name) br; (self.details.contact.email) }
                        @if let Some(a) = &self.details.fulfillment.address { p { (a.street) br; (a.postcode) " " (a.city) } }
                        p { a href="/checkout" { "Change" } }
                    }
                    (lines(&self.quote, shell))
                }
                (self.confirm(shell))
            }
        }
    }
}

impl Review {
    fn confirm(&self, shell: &Shell) -> Markup {
        html! {
            section.card {
                (sums(&self.quote, shell))
                @if self.quote.upper > self.quote.total {
                    p.hint {
                        "Some of it is weighed. Up to " (shell.money(self.quote.upper))
                        " is set aside on your card; you pay exactly what the scale says."
                    }
                }
                @if let Some(age) = self.quote.age() { (notice(Tone::Plain, html! { p { "You must be " (age) " or older; we check at the door." } })) }
                form method="post" action="/checkout" {
                    (hidden("quote", &self.fingerprint))
                    button.main type="submit" { "Place order and pay" }
                }
                p.hint { "Nothing is charged before your order is picked." }
            }
        }
    }
}

/// The promised lines.
fn lines(quote: &Quote, shell: &Shell) -> Markup {
    html! {
        ul.lines {
            @for line in &quote.lines {
                li.line {
                    (thumbnail(shell, &line.item.sku, &line.item.name))
                    div.what { (line.item.name) @if line.priced.discount > Money::ZERO { @if let Some(o) = &line.item.offer { p.hint { (o.title) } } } }
                    div.how-much { (line.item.quantity.to_string()) @if line.item.by_weight.is_none() { " ×" } }
                    div.amount { (shell.money(line.priced.total())) }
                }
            }
        }
    }
}

/// The sums of a quote, VAT included and named.
fn sums(quote: &Quote, shell: &Shell) -> Markup {
    let mut rows = vec![("Goods", shell.money(quote.goods))];
    let savings = quote.savings();
    rows.extend(savings.iter().map(|(title, amount)| (title.as_str(), shell.money(-*amount))));
    if quote.deposit > Money::ZERO {
        rows.push(("Deposit", shell.money(quote.deposit)));
    }
    rows.extend(quote.fees.iter().map(|f| ("Delivery", shell.money(f.amount))));
    rows.push(("Total", shell.money(quote.total)));
    html! {
        (sum(&rows))
        p.hint { "Including VAT: " @for (n, v) in quote.vat.iter().enumerate() { @if n > 0 { ", " } (v.bp / 100) " % " (shell.money(v.vat)) } }
    }
}

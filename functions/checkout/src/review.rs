//! `POST /checkout` remembers details and shows what they come to; with the quote's fingerprint it places the order.

use crate::credit::{self, CreditUsed};
use crate::details::{Told, checked};
use crate::pricing::{Offered, differences, left_by_card, offered, shown};
use crate::thumbnail::thumbnail;
use crate::{App, form, instead, place};
use axum::extract::State;
use domain::cart::{Cart, CartStatus, Details};
use domain::catalog::Catalog;
use domain::figures::Figures;
use domain::order::Later;
use domain::quote::Quote;
use domain::{ByWeight, Money, Quantity};
use http::HeaderMap;
use maud::{Markup, html};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;
use texts::text;
use utoipa::ToSchema;
use web::components::{Cash, Tone, hidden, notice, plus_vat, sum, totals, vat_note, voucher_why_not};
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
    /// The code of the voucher in the basket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voucher: Option<String>,
    /// Its time is so far away that the card is only saved now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub card_later: bool,
    /// The store credit that pays for it, first of all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<CreditUsed>,
    /// The most that is left for a card or a till.
    pub by_card: Money,
    /// What is wrong with a code that was just typed in.
    #[serde(skip)]
    pub errors: Vec<Failure>,
    /// Prices that changed since the last look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Failure>,
}

/// Shows the review of what was told before.
pub(crate) async fn show(State(app): State<Arc<App>>, want: Want, headers: HeaderMap) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let cart = app.open_cart(&headers).await?;
    let Some(details) = cart.details.clone() else { return Ok(redirect("/checkout")) };
    let view = reviewed(&app, &cart, details, &catalog).await?;
    Ok(page(want, &shell, &view).unkept())
}

/// Remembers details, or places the order they were reviewed for. Sent again, it answers the same order.
#[utoipa::path(post, path = "/checkout", request_body = Told, responses(
    (status = 200, description = "Details are remembered; this is what they come to", body = Review),
    (status = 201, description = "The order is placed and waits for its payment", body = place::PlacedView),
    (status = 409, description = "Sold out, price changed, slot full: every failing line at once", body = web::problem::Details),
    (status = 422, description = "Details are incomplete", body = web::problem::Details)))]
pub(crate) async fn submit(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Input(told): Input<Told>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let cart = app.cart(&headers).await?;
    if let Some(placed) = cart.as_ref().filter(|c| c.status == CartStatus::Ordered) {
        return place::again(&app, want, placed).await;
    }
    let mut cart = crate::open(cart)?;
    if let (Some(contact), Some(fulfillment)) = (told.contact.clone(), told.fulfillment.clone()) {
        match checked(contact, fulfillment, told.wish, catalog.settings(), app.clock.now()) {
            Ok(details) => match instead::checked(&catalog, &cart, &told.instead) {
                Ok(instead) => {
                    let seen = cart.details.take().map(|d| d.shown).unwrap_or_default();
                    cart.details = Some(Details { shown: seen, instead, means: told.means, ..details });
                }
                Err(problem) => return form_again(&app, want, &catalog, (&cart, &told), problem).await,
            },
            Err(problem) => return form_again(&app, want, &catalog, (&cart, &told), problem).await,
        }
    }
    let Some(details) = cart.details.clone() else { return Err(incomplete()) };
    match &told.quote {
        Some(fingerprint) => place::place(&app, want, &catalog, cart, (fingerprint, told.of_age)).await,
        None => {
            let view = match reviewed(&app, &cart, details.clone(), &catalog).await {
                Ok(view) => view,
                Err(problem) => {
                    // What was typed is there again when something else is chosen.
                    app.store.remember(&cart, &details).await?;
                    return Err(problem);
                }
            };
            remember(&app, &cart, &view).await?;
            Ok(done(want, &view, "/checkout/review"))
        }
    }
}

async fn form_again(app: &App, want: Want, catalog: &Arc<Catalog>, (cart, told): (&Cart, &Told), problem: Problem) -> Outcome<Answer> {
    let shell = Shell::new(&app.site, catalog).read_by(&want.reader);
    let way = form::Way::default();
    let cart = Cart { details: form::told(told), ..cart.clone() };
    let lines = instead::rows(catalog, &cart, app.clock.now());
    let view = form::Form { lines, ..form::of(app, (catalog, shell.language), cart.details, way, problem.errors.clone()).await? };
    Ok(refused(want, &shell, &view, problem))
}

pub(crate) fn incomplete() -> Problem {
    let failures = vec![
        Failure::field("contact", "required", text("checkout-who-missing")),
        Failure::field("fulfillment", "required", text("checkout-when-missing")),
    ];
    Problem::invalid(failures).way("/checkout", text("checkout-to-details"))
}

/// What these details come to now, and what changed since the last look.
pub(crate) async fn reviewed(app: &App, cart: &Cart, details: Details, catalog: &Catalog) -> Outcome<Review> {
    let Offered { quote, credit, fingerprint } = offered(app, cart, &details, catalog, app.clock.now()).await?;
    let changes = differences(&quote, &details.shown, &catalog.settings().currency);
    let (voucher, now) = (cart.voucher.clone(), app.clock.now());
    let far = crate::details::slot(&details.fulfillment, catalog.settings(), now).and_then(|slot| Later::of(&slot, now)).is_some();
    let by_card = left_by_card(&quote, &credit);
    Ok(Review {
        card_later: far && details.means.is_online() && by_card > Money::ZERO,
        details: Details { shown: shown(&quote), ..details },
        quote,
        fingerprint,
        voucher,
        credit,
        by_card,
        errors: Vec::new(),
        changes,
    })
}

/// Keeps what was told and shown. A basket that changed meanwhile is to be looked at again.
pub(crate) async fn remember(app: &App, cart: &Cart, view: &Review) -> Outcome<()> {
    if app.store.remember(cart, &view.details).await? {
        return Ok(());
    }
    Err(basket_changed())
}

/// The basket is not the one that was looked at.
pub(crate) fn basket_changed() -> Problem {
    let problem = Problem::conflict("basket-changed", text("checkout-basket-changed"));
    problem.detail(text("checkout-basket-changed-why")).way("/cart", text("cart-back"))
}

impl View for Review {
    fn title(&self, shell: &Shell) -> String {
        shell.text("checkout-review").into_owned()
    }

    fn kind(&self) -> Kind {
        Kind::Checkout
    }

    fn html(&self, shell: &Shell) -> Markup {
        let slot = crate::slots::words(shell, &self.details.fulfillment.slot);
        html! {
            (form::progress(shell, 2))
            h1 { (shell.text("checkout-review")) }
            @if !self.changes.is_empty() {
                (notice(Tone::Warn, html! {
                    p { (shell.text("checkout-since")) }
                    ul { @for change in &self.changes { li { (change.message.said(shell.language)) } } }
                }))
            }
            div.split {
                div {
                    section.card {
                        h2 { (slot) }
                        p { (self.details.contact.name) br; (self.details.contact.email) }
                        @if let Some(a) = &self.details.fulfillment.address { p { (a.street) br; (a.postcode) " " (a.city) } }
                        p { a href="/checkout" { (shell.text("checkout-change")) } }
                    }
                    (lines(&self.quote, &self.details, shell))
                }
                div { (credit::card(self, shell)) (self.confirm(shell)) }
            }
        }
    }
}

impl Review {
    fn confirm(&self, shell: &Shell) -> Markup {
        html! {
            section.card {
                (self.sums(shell))
                @if let (Some(code), Some(why)) = (&self.voucher, self.quote.passed_over) {
                    (notice(Tone::Warn, html! { p { (voucher_why_not(code, why, shell.currency()).said(shell.language)) } }))
                }
                @if self.quote.upper > self.quote.total && self.details.means.is_beforehand() && self.by_card > Money::ZERO {
                    p.hint { (shell.say(instead::why_more(&self.quote.lines, "checkout-weighed"), [("upper", shell.money(self.by_card).to_string().into())])) }
                }
                form method="post" action="/checkout" {
                    (hidden("quote", &self.fingerprint))
                    @if let Some(age) = self.quote.age() {
                        (notice(Tone::Plain, html! { p { (shell.say("checkout-age", [("age", age.into())])) } }))
                        label.check {
                            input type="checkbox" name="of_age" value="true" required;
                            " " (shell.say("promise-of-age", [("age", age.into())]))
                        }
                    }
                    button.main type="submit" { (shell.text(if self.goes_to_a_card() { "checkout-place" } else { "paying-place" })) }
                }
                @if self.card_later { p.hint { (shell.text("change-card-later")) } }
                p.hint { (self.when_paid(shell)) }
            }
        }
    }

    fn goes_to_a_card(&self) -> bool {
        self.details.means.is_beforehand() && self.by_card > Money::ZERO
    }

    fn when_paid(&self, shell: &Shell) -> Cow<'static, str> {
        match self.by_card {
            Money::ZERO => shell.text("credit-pays-all"),
            _ if self.goes_to_a_card() => shell.text("checkout-not-charged-yet"),
            _ => shell.text("paying-later"),
        }
    }

    /// The sums of the quote, VAT included and named, and what of them credit pays.
    fn sums(&self, shell: &Shell) -> Markup {
        let figures = self.quote.figures();
        let mut rows = rows(&self.quote, &figures, shell);
        let pays = self.credit.iter().map(|used| used.pays).sum::<Money>().min(self.quote.total);
        if pays > Money::ZERO {
            rows.push((shell.text("credit-paid"), shell.money(-pays)));
            rows.push((shell.text("credit-left-to-pay"), shell.money(self.quote.total - pays)));
        }
        html! {
            (sum(&rows))
            (vat_note(self.quote.prices, &self.quote.vat, shell))
        }
    }
}

/// The promised lines.
fn lines(quote: &Quote, details: &Details, shell: &Shell) -> Markup {
    html! {
        ul.lines {
            @for (line, figures) in quote.lines.iter().zip(quote.figures().lines) {
                li.line {
                    (thumbnail(shell, &line.item.sku, &line.item.name))
                    div.what {
                        (line.item.name)
                        @for reason in figures.reasons { p.hint { (reason.title) " " span.nobr { (shell.money(-reason.off)) } } }
                        (instead::said(shell, details, line))
                    }
                    div.how-much { (how_much(shell, line.item.quantity, line.item.by_weight)) }
                    div.amount { (shell.money(figures.total)) (plus_vat(quote.prices, shell)) }
                }
            }
        }
    }
}

/// The sums of a quote, VAT included and named.
pub(crate) fn sums(quote: &Quote, shell: &Shell) -> Markup {
    html! {
        (sum(&rows(quote, &quote.figures(), shell)))
        (vat_note(quote.prices, &quote.vat, shell))
    }
}

fn rows<'a>(quote: &'a Quote, figures: &Figures, shell: &'a Shell) -> Vec<(Cow<'a, str>, Cash<'a>)> {
    let mut rows = vec![(shell.text("cart-goods"), shell.money(figures.goods()))];
    rows.extend(figures.savings().into_iter().map(|(title, amount)| (title.into(), shell.money(-amount))));
    if quote.deposit > Money::ZERO {
        rows.push((shell.text("cart-deposit"), shell.money(figures.deposit())));
    }
    let free =
        |w: &domain::deal::Waiver| (shell.say("offer-delivery-free", [("title", w.title.as_str().into())]), shell.money(Money::ZERO));
    rows.extend(quote.promised.delivery.iter().map(free));
    rows.extend(quote.fees.iter().zip(&figures.fees).map(|(fee, amount)| (shell.language.fee(&fee.kind), shell.money(*amount))));
    rows.extend(totals(figures, quote.total, shell));
    rows
}

/// How much of a line: loose goods without a cross, for they are weighed.
pub(crate) fn how_much(shell: &Shell, quantity: Quantity, loose: Option<ByWeight>) -> String {
    if loose.is_some() { shell.language.quantity(quantity) } else { shell.times(quantity) }
}

//! `/back-office/claims`: what shoppers were not content with, the oldest first, and the answers to it.

use crate::App;
use crate::amount;
use crate::back::{self, How};
use crate::days;
use crate::order::{missing, path};
use crate::steps::{Change, problem};
use crate::who::Staff;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::order::{Decision, Fault, Goods, Outcome as Comes, Waiting};
use domain::photo::Photo;
use domain::{OrderId, RefundId};
use http::header;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, badge, empty};
use web::{Answer, Failure, Input, Outcome, Path, Problem, Shell, View, Want, done, page};

/// Claims that wait for an answer.
#[derive(Serialize, ToSchema)]
pub struct Open<'a> {
    /// The oldest first.
    claims: Vec<Waiting>,
    #[serde(skip)]
    zone: TimeZone,
    #[serde(skip)]
    staff: &'a Staff,
}

/// What staff say to a claim.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// What comes of it.
    outcome: Comes,
    /// What becomes of the goods.
    #[serde(default)]
    goods: Goods,
    /// An amount like `1.50`, where it is not what the goods cost.
    #[serde(default)]
    amount: String,
    /// Where money goes back to.
    #[serde(default)]
    back: How,
    /// The shopper reads it.
    reason: String,
}

/// The claims that wait for an answer.
#[utoipa::path(get, path = "/back-office/claims", tag = "back office", responses((status = 200, body = Open)))]
pub async fn list(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let view = Open { claims: app.store.claims().await?, zone: catalog.settings().tz(), staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// Answers a claim. Money goes back by itself; a second answer changes nothing.
#[utoipa::path(post, path = "/back-office/orders/{order}/claims/{claim}", tag = "back office", request_body = Answered,
    params(("order" = String, Path), ("claim" = String, Path)),
    responses((status = 200, body = Open), (status = 409, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn answer(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path((order, claim)): Path<(OrderId, RefundId)>,
    Input(said): Input<Answered>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want: want.clone(), staff: &staff, order: &order }, app.clock.now());
    let catalog = app.catalog.catalog().await?;
    let back = |problem: Problem| problem.way("/back-office/claims", "Back to the claims");
    let amount = said.checked(&catalog.settings().currency).map_err(|failures| back(Problem::invalid(failures)))?;
    let day = days::today(catalog.settings(), now).to_string();
    let (by, reason, outcome, goods) = (staff.name(), said.reason.trim(), said.outcome, said.goods);
    let account = app.links.credit_code(&format!("{order}-{claim}")).account();
    let (back_to, account) = (&said.back.back(&app, &order, &claim), &account);
    let decision = Decision { claim: &claim, by, outcome, goods, amount, back: back_to, account, reason, day: &day };
    let decided = change.decide(|whole| whole.answer_claim(&decision, now).map_err(|refusal| problem(whole, &[refusal])));
    decided.await.map_err(back)?;
    let view = Open { claims: app.store.claims().await?, zone: catalog.settings().tz(), staff: &staff };
    Ok(done(want, &view, "/back-office/claims"))
}

/// What was promised again left the store.
#[utoipa::path(post, path = "/back-office/orders/{order}/claims/{claim}/sent", tag = "back office",
    params(("order" = String, Path), ("claim" = String, Path)),
    responses((status = 200, body = Open), (status = 409, body = web::problem::Details)))]
pub async fn sent(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path((order, claim)): Path<(OrderId, RefundId)>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want: want.clone(), staff: &staff, order: &order }, app.clock.now());
    let decided = change.decide(|whole| whole.replacement_sent(&claim, now).map_err(|refusal| problem(whole, &[refusal])));
    decided.await.map_err(|problem| problem.way("/back-office/claims", "Back to the claims"))?;
    let zone = app.catalog.catalog().await?.settings().tz();
    let view = Open { claims: app.store.claims().await?, zone, staff: &staff };
    Ok(done(want, &view, "/back-office/claims"))
}

/// The photo of a claim: for staff alone, and kept nowhere else.
#[utoipa::path(get, path = "/back-office/orders/{order}/claims/{claim}/photo", tag = "back office",
    params(("order" = String, Path), ("claim" = String, Path)),
    responses((status = 200, content_type = "image/jpeg", body = [u8]), (status = 404, body = web::problem::Details)))]
pub async fn photo(State(app): State<Arc<App>>, _: Staff, Path((order, claim)): Path<(OrderId, RefundId)>) -> Outcome<Response> {
    let content = app.files.get(&format!("claims/{order}/{claim}")).await?.ok_or_else(missing)?;
    let kind = Photo::of(&content).ok_or_else(missing)?;
    Ok(([(header::CONTENT_TYPE, kind.content_type()), (header::CACHE_CONTROL, "no-store")], content).into_response())
}

impl Answered {
    fn checked(&self, currency: &str) -> Result<Option<domain::Money>, Vec<Failure>> {
        let mut failures = Vec::new();
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            failures.push(Failure::field("reason", "required", "Please say why, in up to 200 characters. The shopper reads it."));
        }
        let text = self.amount.trim();
        let amount = if text.is_empty() { None } else { Some(amount::parse(text, currency)) };
        match amount {
            Some(Err(odd)) => failures.push(Failure::field("amount", "invalid", format!("That is no amount: {odd}."))),
            Some(Ok(amount)) if failures.is_empty() => return Ok(Some(amount)),
            Some(Ok(_)) | None => {}
        }
        if failures.is_empty() { Ok(None) } else { Err(failures) }
    }
}

impl View for Open<'_> {
    fn title(&self, _: &Shell) -> String {
        "Claims".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { "Claims" }
            @if self.claims.is_empty() {
                (empty("No claim waits for an answer", "When a shopper reports something, it stands here.", ("/back-office", "To the back office")))
            }
            @for waiting in self.claims.iter().filter(|w| w.claim.answer.is_none()) { (self.card(waiting, shell)) }
            (self.to_be_sent())
        }
    }
}

impl Open<'_> {
    /// What was promised again, until somebody sent it.
    fn to_be_sent(&self) -> Markup {
        let promised: Vec<&Waiting> = self.claims.iter().filter(|w| w.claim.answer.is_some()).collect();
        html! {
            @if !promised.is_empty() {
                h2 { "To be sent again" }
                @for waiting in promised {
                    section.card {
                        h3 { (waiting.claim.units) " × " (waiting.about) }
                        p.hint { a href=(path(&waiting.order)) { "Order " (waiting.order) } " · " (waiting.name) }
                        form method="post" action={ (path(&waiting.order)) "/claims/" (waiting.claim.claim) "/sent" } {
                            button.main type="submit" { "It is on its way" }
                        }
                    }
                }
            }
        }
    }

    fn card(&self, waiting: &Waiting, _: &Shell) -> Markup {
        let (order, claim) = (path(&waiting.order), &waiting.claim);
        let action = format!("{order}/claims/{}", claim.claim);
        let made = claim.at.to_zoned(self.zone.clone()).strftime("%-d %b, %H:%M").to_string();
        html! {
            section.card {
                h2 { (fault(claim.fault)) @if !waiting.about.is_empty() { ": " (waiting.about) } @if claim.units > 0 { " " (badge(Tone::Warn, &claim.units.to_string())) } }
                p.hint { (made) " · " a href=(order) { "Order " (waiting.order) } " · " (waiting.name) }
                @if !claim.words.is_empty() { blockquote { (claim.words) } }
                @if claim.photo { p { a href={ (action) "/photo" } { img.claim src={ (action) "/photo" } alt="The shopper's photo" width="320" loading="lazy"; } } }
                form.stack method="post" action=(action) {
                    fieldset {
                        legend { "What comes of it" }
                        (radio("outcome", "refund", "Money back", true))
                        (radio("outcome", "credit", "Credit for the next order: say how much; they get a code by mail", false))
                        (radio("outcome", "replacement", "The same goods again, from the shelf", false))
                        (radio("outcome", "refused", "Nothing", false))
                    }
                    @if claim.units > 0 {
                        fieldset {
                            legend { "The goods" }
                            (radio("goods", "kept", "stay with the shopper, or never came", true))
                            (radio("goods", "restocked", "came back, and can be sold", false))
                            (radio("goods", "wasted", "came back, and are thrown away", false))
                        }
                    }
                    (back::field())
                    (Field::text("amount", "Amount", "").inputmode("decimal").most(12).optional()
                        .hint("Empty: what the goods cost, with their deposit; the delivery fee for a late one."))
                    (Field::text("reason", "In your words", "").hint("The shopper reads it."))
                    button.main type="submit" { "Answer" }
                }
            }
        }
    }
}

fn radio(name: &str, value: &str, words: &str, checked: bool) -> Markup {
    html! { label { input type="radio" name=(name) value=(value) checked[checked]; " " (words) } }
}

fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Missing => "Missing",
        Fault::Damaged => "Damaged",
        Fault::Wrong => "Wrong",
        Fault::Late => "Late",
    }
}

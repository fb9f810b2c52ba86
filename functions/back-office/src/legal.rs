//! `/back-office/legal`: the owner's legal texts. What is written is published and linked; what is not is honestly absent.

use crate::App;
use crate::who::Staff;
use axum::extract::State;
use domain::Settings;
use domain::legal::{LONGEST, Legal, LegalPage};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, badge, notice};
use web::shell::{About, Kind};
use web::{Answer, Failure, Input, Outcome, Problem, Shell, View, Want, done, page, refused};

/// Texts as they are to be. What is absent stays; an empty one takes its page away. Plain text: a line that begins
/// with `#` is a heading, one with `-` an item of a list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Written {
    imprint: Option<String>,
    privacy: Option<String>,
    terms: Option<String>,
    withdrawal: Option<String>,
}

/// All legal texts.
#[derive(Serialize, ToSchema)]
pub struct LegalTexts<'a> {
    /// Those that are written.
    legal: &'a Legal,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

/// The legal texts as they are.
#[utoipa::path(get, path = "/back-office/legal", tag = "back office", responses((status = 200, body = LegalTexts)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    let view = LegalTexts { legal: &settings.legal, errors: &[], staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// Writes legal texts anew, and publishes them.
#[utoipa::path(post, path = "/back-office/legal", tag = "back office", request_body = Written,
    responses((status = 200, body = LegalTexts), (status = 422, body = web::problem::Details)))]
pub async fn write(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(written): Input<Written>) -> Outcome<Answer> {
    let before = stored(&app).await?;
    let (legal, failures) = written.over(before.legal.clone());
    if !failures.is_empty() {
        let catalog = app.catalog.catalog().await?;
        let view = LegalTexts { legal: &legal, errors: &failures, staff: &staff };
        return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())));
    }
    let after = Settings { legal, ..before.clone() };
    if after != before {
        let job = app.store.save_settings(&after, app.clock.now()).await?;
        app.jobs.announce(&[job]).await;
    }
    Ok(done(want, &LegalTexts { legal: &after.legal, errors: &[], staff: &staff }, "/back-office/legal"))
}

impl Written {
    /// The texts with these in place, and what is wrong with them.
    fn over(self, mut legal: Legal) -> (Legal, Vec<Failure>) {
        let mut failures = Vec::new();
        let texts = [
            (LegalPage::Imprint, self.imprint),
            (LegalPage::Privacy, self.privacy),
            (LegalPage::Terms, self.terms),
            (LegalPage::Withdrawal, self.withdrawal),
        ];
        for (page, text) in texts {
            let Some(text) = text else { continue };
            let length = text.chars().count();
            if length > LONGEST {
                failures.push(Failure::field(page.as_str(), "too_long", format!("At most {LONGEST} characters; these are {length}.")));
            }
            legal = legal.with(page, text.trim().to_owned());
        }
        (legal, failures)
    }
}

/// From the table: the published ones may be a moment behind.
async fn stored(app: &App) -> Outcome<Settings> {
    app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))
}

/// What a page is called here, and what it is for.
fn about(page: LegalPage) -> (&'static str, &'static str) {
    match page {
        LegalPage::Imprint => {
            ("Imprint", "Who runs the shop: name, address, contact, register and VAT numbers. In Germany section 5 DDG asks for it.")
        }
        LegalPage::Privacy => {
            ("Privacy", "What you keep about people, why, and for how long. The shop adds what cookies it sets; you need not write that.")
        }
        LegalPage::Terms => ("Terms", "Your terms of sale."),
        LegalPage::Withdrawal => {
            ("Withdrawal", "The right of withdrawal and its form. Goods that spoil quickly are an exception that has to be said.")
        }
    }
}

impl View for LegalTexts<'_> {
    fn title(&self, _: &Shell) -> String {
        "Legal texts".into()
    }

    fn kind(&self) -> Kind {
        Kind::BackOffice
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About { staff: Some(self.staff.name()), ..About::default() }
    }

    fn html(&self, _: &Shell) -> Markup {
        let missing: Vec<&str> = LegalPage::ALL.into_iter().filter(|p| self.legal.text(*p).is_none()).map(|p| about(p).0).collect();
        html! {
            h1 { "Legal texts" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            @if !missing.is_empty() {
                (notice(Tone::Warn, html! {
                    p { "Not written yet: " (missing.join(", ")) ". A shop that sells to the public has to have these pages. "
                        "What they say is yours to decide, or your lawyer's: Larder brings no text of its own." }
                }))
            }
            p.hint { "Plain text. An empty line begins a paragraph, a line that begins with # is a heading, lines that begin with - are a list." }
            @for page in LegalPage::ALL { (self.card(page)) }
        }
    }
}

impl LegalTexts<'_> {
    fn card(&self, page: LegalPage) -> Markup {
        let ((name, hint), path) = (about(page), format!("/legal/{}", page.as_str()));
        let (text, most) = (self.legal.text(page), u32::try_from(LONGEST).unwrap_or(u32::MAX));
        html! {
            section.card {
                h2 { (name) " " @if text.is_some() { (badge(Tone::Good, "published")) } @else { (badge(Tone::Warn, "not written yet")) } }
                form.stack method="post" action="/back-office/legal" {
                    (Field::text(page.as_str(), name, text.unwrap_or_default()).rows(10).most(most).hint(hint).optional().errors(self.errors))
                    button.main type="submit" { "Save " (name.to_lowercase()) }
                }
                @if text.is_some() { p.hint { a href=(path) { "See the page" } ". A change is there within a minute." } }
            }
        }
    }
}

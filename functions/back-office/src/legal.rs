//! `/back-office/legal`: the owner's legal texts. What is written is published and linked; what is not is honestly absent.

use crate::App;
use crate::settings::rewritten;
use crate::who::Staff;
use axum::extract::State;
use domain::Settings;
use domain::legal::{LONGEST, Legal, LegalPage};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, badge, notice};
use web::{Answer, Failure, Input, Language, Outcome, Problem, Shell, View, Want, done, page, refused};

/// Texts as they are to be. What is absent stays; an empty one takes its page away. Plain text: a line that begins
/// with `#` is a heading, one with `-` an item of a list.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Written {
    imprint: Option<String>,
    privacy: Option<String>,
    terms: Option<String>,
    withdrawal: Option<String>,
    /// The same in other languages, by language tag.
    #[serde(default)]
    said: BTreeMap<String, Said>,
}

/// The texts of one more language.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalSaid)]
pub struct Said {
    imprint: Option<String>,
    privacy: Option<String>,
    terms: Option<String>,
    withdrawal: Option<String>,
}

/// All of them together must fit into the item that the settings are: a table takes 400 KB.
const MOST_BYTES: usize = 300_000;

/// All legal texts.
#[derive(Serialize, ToSchema)]
pub struct LegalTexts<'a> {
    /// Those that are written.
    legal: &'a Legal,
    #[serde(skip)]
    own: Language,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

/// The legal texts as they are.
#[utoipa::path(get, path = "/back-office/legal", tag = "back office", responses((status = 200, body = LegalTexts)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    let view = LegalTexts { legal: &settings.legal, own: Language::of(&settings), errors: &[], staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// Writes legal texts anew, and publishes them.
#[utoipa::path(post, path = "/back-office/legal", tag = "back office", request_body = Written,
    responses((status = 200, body = LegalTexts), (status = 422, body = web::problem::Details)))]
pub async fn write(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(written): Input<Written>) -> Outcome<Answer> {
    let before = stored(&app).await?;
    let (legal, failures) = written.clone().over(before.legal.clone());
    if !failures.is_empty() {
        let catalog = app.catalog.catalog().await?;
        let view = LegalTexts { legal: &legal, own: Language::of(&before), errors: &failures, staff: &staff };
        return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())));
    }
    let after = rewritten(&app, |before| Settings { legal: written.clone().over(before.legal.clone()).0, ..before.clone() }).await?;
    Ok(done(want, &LegalTexts { legal: &after.legal, own: Language::of(&after), errors: &[], staff: &staff }, "/back-office/legal"))
}

impl Written {
    /// The texts with these in place, and what is wrong with them.
    fn over(self, legal: Legal) -> (Legal, Vec<Failure>) {
        let mut failures = Vec::new();
        let own = [self.imprint, self.privacy, self.terms, self.withdrawal];
        let mut legal = written(legal, own, |page| page.as_str().to_owned(), &mut failures);
        for (tag, said) in self.said {
            if Language::tagged(&tag).is_none() {
                failures.push(Failure::field(format!("said[{tag}]"), "unknown", "The shop does not speak this language."));
                continue;
            }
            let texts = [said.imprint, said.privacy, said.terms, said.withdrawal];
            let there = legal.said.remove(&tag).unwrap_or_default();
            let there = written(there, texts, |page| field(&tag, page), &mut failures);
            legal.said.extend((!there.is_empty()).then_some((tag, there)));
        }
        let bytes: usize =
            std::iter::once(&legal).chain(legal.said.values()).flat_map(|l| LegalPage::ALL.map(|p| l.text(p).map_or(0, str::len))).sum();
        if bytes > MOST_BYTES {
            failures.push(Failure::field(
                "said",
                "too_long",
                format!("All texts together may have {MOST_BYTES} bytes; these have {bytes}."),
            ));
        }
        (legal, failures)
    }
}

/// The texts of one language with these in place.
fn written(legal: Legal, texts: [Option<String>; 4], field: impl Fn(LegalPage) -> String, failures: &mut Vec<Failure>) -> Legal {
    let told = LegalPage::ALL.into_iter().zip(texts).filter_map(|(page, text)| Some((page, text?)));
    told.fold(legal, |legal, (page, text)| {
        let length = text.chars().count();
        if length > LONGEST {
            failures.push(Failure::field(field(page), "too_long", format!("At most {LONGEST} characters; these are {length}.")));
        }
        legal.with(page, text.trim().to_owned())
    })
}

fn field(tag: &str, page: LegalPage) -> String {
    format!("said[{tag}][{}]", page.as_str())
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

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
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
    /// The same text in another language; where it is not written, the shop's own is shown.
    fn said(&self, page: LegalPage, language: Language) -> Markup {
        let (tag, name) = (language.tag(), language.name());
        let text = self.legal.said.get(tag).and_then(|said| said.text(page));
        let (field, most) = (field(tag, page), u32::try_from(LONGEST).unwrap_or(u32::MAX));
        html! {
            details {
                summary { "In " (name) " " @if text.is_none() { (badge(Tone::Plain, "as above")) } }
                form.stack method="post" action="/back-office/legal" {
                    (Field::text(&field, &format!("{name}: {}", about(page).0.to_lowercase()), text.unwrap_or_default()).rows(10).most(most).optional().errors(self.errors))
                    button.main type="submit" { "Save " (about(page).0.to_lowercase()) " in " (name) }
                }
            }
        }
    }

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
                @for language in Language::all().filter(|language| *language != self.own) { (self.said(page, language)) }
            }
        }
    }
}

//! What a shopper tells the shop with a claim, and the form it is told in.

use axum::extract::{FromRequest, Multipart, Request};
use domain::order::{Fault, WholeOrder, Window};
use domain::{Quantity, RefundId};
use http::{StatusCode, header};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use texts::text;
use utoipa::ToSchema;
use web::components::{Choice, Choices, Field, Tone, hidden, notice, wrong};
use web::{Failure, Input, Problem, Shell};

/// Most bytes of a claim with its photo: Lambda takes 6 MB, and a photo grows by a third on its way.
pub(crate) const MOST_BYTES: usize = 4 * 1024 * 1024 + 64 * 1024;

/// A claim as it is sent. A form may have a file in its field `photo`: JPEG, PNG or WebP, up to 4 MB.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// From the order's link.
    pub key: String,
    /// Its name, letters and digits: the same name is the same claim. One is made up when it is absent.
    pub claim: Option<RefundId>,
    /// Which line; absent when the whole delivery was late.
    pub line: Option<u16>,
    /// What is wrong.
    pub fault: Option<Fault>,
    /// How many pieces or grams of it; all when absent.
    pub units: Option<u32>,
    /// In the shopper's words.
    #[serde(default)]
    pub words: String,
    #[serde(skip)]
    pub photo: Vec<u8>,
}

/// Reads a claim from JSON or a form.
pub(crate) struct Sent(pub Asked);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Sent, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return from_form(request, state).await.map(Sent);
        }
        Input::<Asked>::from_request(request, state).await.map(|Input(asked)| Sent(asked))
    }
}

async fn from_form<S: Send + Sync>(request: Request, state: &S) -> Result<Asked, Problem> {
    let mut form = Multipart::from_request(request, state).await.map_err(|e| unread(e.status()))?;
    let mut asked = Asked::default();
    while let Some(field) = form.next_field().await.map_err(|e| unread(e.status()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(|e| unread(e.status()))?;
        if name == "photo" {
            asked.photo = content.to_vec();
            continue;
        }
        let said = String::from_utf8_lossy(&content).into_owned();
        match name.as_str() {
            "key" => asked.key = said,
            "claim" => asked.claim = RefundId::parse(said).ok(),
            "line" => asked.line = said.parse().ok(),
            "fault" => asked.fault = FAULTS.into_iter().find(|(_, name, _)| *name == said).map(|(fault, ..)| fault),
            "units" => asked.units = said.trim().parse().ok(),
            "words" => asked.words = said,
            _ => {}
        }
    }
    Ok(asked)
}

fn unread(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "too-large", text("problem-too-large")).detail(text("claim-photo-too-large")),
        _ => Problem::malformed(text("problem-broke-off")),
    }
}

/// What may be wrong: as it is sent, and its text.
pub(crate) const FAULTS: [(Fault, &str, &str); 4] = [
    (Fault::Missing, "missing", "claim-missing"),
    (Fault::Damaged, "damaged", "claim-damaged"),
    (Fault::Wrong, "wrong", "claim-wrong"),
    (Fault::Late, "late", "claim-late"),
];

/// The form, while claims are taken.
pub(crate) struct Form {
    lines: Vec<Claimable>,
    asked: Asked,
    failures: Vec<Failure>,
    refusal: Option<Problem>,
}

struct Claimable {
    line: u16,
    name: String,
    units: i64,
    loose: bool,
}

impl Claimable {
    fn quantity(&self) -> Quantity {
        let units = u32::try_from(self.units).unwrap_or_default();
        if self.loose { Quantity::Grams(units) } else { Quantity::Pieces(units) }
    }
}

impl Form {
    /// The form with what may be claimed at this moment; none once that is nothing.
    pub fn of(whole: &WholeOrder, window: Window, now: Timestamp) -> Option<Form> {
        let in_time = |line: Option<u16>| whole.claimable_until(line, window).is_some_and(|until| now <= until);
        if !in_time(None) {
            return None;
        }
        let settled = whole.settlement().lines;
        let line = |l: domain::order::SettledLine| {
            let units = whole.claimable(l.line);
            Claimable { line: l.line, units, loose: l.item.by_weight.is_some(), name: l.item.name }
        };
        let lines = settled.into_iter().filter(|l| in_time(Some(l.line))).map(line).filter(|l| l.units > 0).collect();
        Some(Form { lines, asked: Asked::default(), failures: Vec::new(), refusal: None })
    }

    /// As it was filled in, with what has to be corrected.
    pub fn again(self, asked: Asked, problem: &Problem) -> Form {
        let refusal = problem.errors.is_empty().then(|| problem.clone());
        Form { asked, failures: problem.errors.clone(), refusal, ..self }
    }

    pub fn html(&self, action: &str, key: &str, shell: &Shell) -> Markup {
        let again = !self.failures.is_empty() || self.refusal.is_some();
        let name = self.asked.claim.as_ref().map_or_else(cloud::random::token, ToString::to_string);
        let faults = FAULTS.map(|(_, value, label)| Choice { value, label: html! { (shell.text(label)) }, closed: None });
        html! {
            details.card #claim open[again] {
                summary { (shell.text("claim-open")) }
                @if let Some(problem) = &self.refusal { (notice(Tone::Bad, html! { p { (problem.title.said(shell.language)) } })) }
                form.stack method="post" action=(action) enctype="multipart/form-data" {
                    (hidden("key", key)) (hidden("claim", &name))
                    (Choices::of("fault", &shell.text("claim-what"), &faults).chosen(self.fault()).errors(&self.failures, shell.language))
                    (self.line(shell))
                    (Field::text("units", &shell.text("claim-how-much"), &self.asked.units.map(|u| u.to_string()).unwrap_or_default())
                        .kind("number").inputmode("numeric").hint(&shell.text("claim-how-much-hint")).optional()
                        .language(shell.language).errors(&self.failures))
                    (Field::text("words", &shell.text("claim-words"), &self.asked.words)
                        .rows(3).most(500).optional().language(shell.language).errors(&self.failures))
                    (self.photo(shell))
                    button.main type="submit" { (shell.text("claim-send")) }
                    p.hint { (shell.text("claim-law")) }
                }
            }
        }
    }

    fn line(&self, shell: &Shell) -> Markup {
        let error = wrong(&self.failures, "line");
        html! {
            div.field .wrong[error.is_some()] {
                label for="claim-line" { (shell.text("claim-which")) }
                select #claim-line name="line" aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "claim-line-error")] {
                    option value="" { (shell.text("claim-whole-delivery")) }
                    @for line in &self.lines {
                        option value=(line.line) selected[self.asked.line == Some(line.line)] {
                            (line.name) " (" (shell.times(line.quantity())) ")"
                        }
                    }
                }
                @if let Some(error) = error { p.error #claim-line-error { (error.said(shell.language)) } }
            }
        }
    }

    fn photo(&self, shell: &Shell) -> Markup {
        let error = wrong(&self.failures, "photo");
        html! {
            div.field .wrong[error.is_some()] {
                label for="photo" { (shell.text("claim-photo")) " " span.optional { (shell.text("frame-optional")) } }
                p.hint #photo-hint { (shell.text("claim-photo-hint")) }
                input #photo type="file" name="photo" accept="image/jpeg,image/png,image/webp" aria-invalid=[error.map(|_| "true")]
                    aria-describedby=(if error.is_some() { "photo-error photo-hint" } else { "photo-hint" });
                @if let Some(error) = error { p.error #photo-error { (error.said(shell.language)) } }
            }
        }
    }

    fn fault(&self) -> Option<&'static str> {
        let said = self.asked.fault?;
        FAULTS.into_iter().find(|(fault, ..)| *fault == said).map(|(_, value, _)| value)
    }
}

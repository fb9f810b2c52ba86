//! What is answered when a request cannot be done: RFC 9457 for programs, the same as a page for people.
//!
//! A handler returns [`Outcome`] and uses `?`. An expected refusal is made with [`Problem::new`] or one of its
//! siblings; any other error becomes a fault: logged once with its whole chain, shown without internals.

use crate::answer::View;
use crate::components::icons::SPRIG;
use crate::shell::{Kind, Shell};
use axum::response::{IntoResponse, Response};
use domain::ids::Malformed;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use serde::Serialize;
use serde_json::{Map, Value};
use std::any::Any;
use std::error::Error;
use std::sync::Arc;
use texts::{Language, Words, text};
use utoipa::ToSchema;

/// What a handler returns.
pub type Outcome<T> = Result<T, Problem>;

/// A refusal or a fault. Deliberately no `std::error::Error`, so that `?` turns every error into one.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Problem(Box<Details>);

/// The document of RFC 9457.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Details {
    /// `/problems/sold-out`: stable, for programs to tell cases apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// The case in a few words.
    #[schema(value_type = String)]
    pub title: Words,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do, for people.
    #[serde(skip_serializing_if = "Words::is_empty")]
    #[schema(value_type = String)]
    pub detail: Words,
    /// A reference that is also in the log; on faults.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Every field or line that fails, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Failure>,
    /// Ways on, shown on the page: address and words.
    #[serde(skip)]
    pub ways: Vec<(String, Words)>,
    /// For 429 and 503.
    #[serde(skip)]
    pub retry_after: Option<u32>,
    /// The chain of causes, for the log only.
    #[serde(skip)]
    cause: Option<String>,
}

/// One field or line that fails.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Failure {
    /// The form field or JSON path it is about: `contact.mail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The product it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// Line number: of an order, or of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Stable: `sold_out`, `price_changed`, `required`.
    pub code: &'static str,
    /// For people.
    #[schema(value_type = String)]
    pub message: Words,
    /// Facts of the case: `{"available": 2}`.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Failure {
    /// About a form field.
    pub fn field(field: impl Into<String>, code: &'static str, message: impl Into<Words>) -> Failure {
        Failure { field: Some(field.into()), code, message: message.into(), ..Failure::default() }
    }

    /// About a product.
    pub fn sku(sku: &domain::Sku, code: &'static str, message: impl Into<Words>) -> Failure {
        Failure { sku: Some(sku.to_string()), code, message: message.into(), ..Failure::default() }
    }

    /// About a line.
    pub fn line(line: u32, code: &'static str, message: impl Into<Words>) -> Failure {
        Failure { line: Some(line), code, message: message.into(), ..Failure::default() }
    }

    /// Adds a fact.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Failure {
        self.more.insert(name.to_owned(), serde_json::to_value(value).unwrap_or(Value::Null));
        self
    }
}

impl Problem {
    /// A refusal: its status, its stable slug (`sold-out`), its title.
    pub fn new(status: StatusCode, slug: &str, title: impl Into<Words>) -> Problem {
        Problem(Box::new(Details {
            kind: format!("/problems/{slug}"),
            title: title.into(),
            status: status.as_u16(),
            detail: Words::default(),
            instance: None,
            errors: Vec::new(),
            ways: Vec::new(),
            retry_after: None,
            cause: None,
        }))
    }

    /// 400: the request cannot be read.
    pub fn malformed(detail: impl Into<Words>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "malformed", text("problem-malformed")).detail(detail)
    }

    /// 404: byte for byte the same for what does not exist and what is somebody else's, given the same words.
    pub fn not_found(detail: impl Into<Words>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", text("problem-not-found")).detail(detail)
    }

    /// 403.
    pub fn forbidden(detail: impl Into<Words>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", text("problem-forbidden")).detail(detail)
    }

    /// 422: readable, but some fields are not acceptable. All of them at once.
    pub fn invalid(errors: Vec<Failure>) -> Problem {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", text("problem-invalid"));
        problem.detail(text("problem-invalid-why")).errors(errors)
    }

    /// 409: the world has moved on. Slug and title say how: `conflict("sold-out", "Sold out")`.
    pub fn conflict(slug: &str, title: impl Into<Words>) -> Problem {
        Problem::new(StatusCode::CONFLICT, slug, title)
    }

    /// 500, from any error. `?` does the same.
    pub fn fault(err: &(dyn Error + 'static)) -> Problem {
        Problem::broken(chain(err))
    }

    /// 500 without an error value at hand; the words go to the log only.
    pub fn broken(cause: impl Into<String>) -> Problem {
        let mut problem = Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", text("problem-fault"));
        problem.0.detail = text("problem-fault-why");
        problem.0.cause = Some(cause.into());
        problem.0.instance = Some(reference());
        problem
    }

    /// What happened and what to do.
    pub fn detail(mut self, detail: impl Into<Words>) -> Problem {
        self.0.detail = detail.into();
        self
    }

    /// Every failing field or line.
    pub fn errors(mut self, errors: Vec<Failure>) -> Problem {
        self.0.errors = errors;
        self
    }

    /// A way on for people: `.way("/cart", "Back to the basket")`.
    pub fn way(mut self, href: impl Into<String>, words: impl Into<Words>) -> Problem {
        self.0.ways.push((href.into(), words.into()));
        self
    }

    /// `Retry-After`, in seconds.
    pub fn retry_after(mut self, seconds: u32) -> Problem {
        self.0.retry_after = Some(seconds);
        self
    }

    /// The status as a type.
    pub fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The document in a language.
    pub(crate) fn said(&self, language: Language) -> Response {
        let mut said = self.clone();
        for words in [&mut said.0.title, &mut said.0.detail].into_iter().chain(said.0.errors.iter_mut().map(|e| &mut e.message)) {
            *words = words.chosen(language);
        }
        said.document()
    }

    fn document(&self) -> Response {
        let body = serde_json::to_vec(self).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        (self.status_code(), kind, body).into_response()
    }

    /// Writes a fault's cause to the log. Called where the problem is answered.
    fn log(&self) {
        if let Some(cause) = &self.0.cause {
            tracing::error!(reference = self.0.instance.as_deref(), cause, "fault");
        }
    }
}

impl std::ops::Deref for Problem {
    type Target = Details;
    fn deref(&self) -> &Details {
        &self.0
    }
}

/// Names that cannot be names are the client's mistake; every other error is ours.
impl<E: Error + Send + Sync + 'static> From<E> for Problem {
    fn from(err: E) -> Problem {
        match (&err as &dyn Any).downcast_ref::<Malformed>() {
            Some(malformed) => Problem::malformed(malformed.to_string()),
            None => Problem::fault(&err),
        }
    }
}

/// `what happened: why: why that`.
fn chain(err: &(dyn Error + 'static)) -> String {
    let mut text = err.to_string();
    let mut source = err.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn reference() -> String {
    let mut random = [0; 4];
    match getrandom::fill(&mut random) {
        Ok(()) => random.iter().map(|b| format!("{b:02x}")).collect(),
        Err(_) => "unknown".to_owned(),
    }
}

/// JSON, with the problem itself as an extension: [`crate::guard`] makes a page of it for browsers.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.log();
        let mut response = self.document();
        if let Some(seconds) = self.0.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl View for Problem {
    fn title(&self, shell: &Shell) -> String {
        self.0.title.said(shell.language).into_owned()
    }

    fn kind(&self) -> Kind {
        Kind::Shop
    }

    fn html(&self, shell: &Shell) -> Markup {
        let said = |words: &Words| words.said(shell.language).into_owned();
        html! {
            section.problem {
                (SPRIG)
                h1 { (said(&self.0.title)) }
                @if !self.0.detail.is_empty() { p.lead { (said(&self.0.detail)) } }
                @if !self.0.errors.is_empty() {
                    ul.failures { @for failure in &self.0.errors { li { (said(&failure.message)) } } }
                }
                @if let Some(reference) = &self.0.instance { p.hint { (shell.text("problem-reference")) " " code { (reference) } } }
                p.ways {
                    @for (n, (href, words)) in self.0.ways.iter().enumerate() { a.button .main[n == 0] href=(shell.path(href)) { (said(words)) } }
                    @if self.0.ways.is_empty() {
                        a.button.main href=(shell.path("/")) { (shell.text("problem-to-shop")) }
                        a.button.quiet href="/cart" { (shell.text("problem-to-basket")) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;

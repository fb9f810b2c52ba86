//! What a client sends: a JSON body or a form, a query, a path. Each answers a [`Problem`] when it cannot be read.

use crate::problem::{Failure, Problem};
use axum::extract::{FromRequest, FromRequestParts, Request};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use texts::{say, text};

/// The body, as `application/json` or `application/x-www-form-urlencoded`. Forms nest by brackets: `quantity[pieces]=2`.
#[derive(Clone, Copy, Debug)]
pub struct Input<T>(pub T);

/// The query string, with the same nesting.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

/// The path's parameters. What cannot be a name is not found.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned, S: Sync + Send> FromRequest<S> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Input<T>, Problem> {
        let form = is_form(request.headers())?;
        let body = Bytes::from_request(request, state).await.map_err(|refusal| unread(refusal.status()))?;
        if form { from_form(&body) } else { from_json(&body) }.map(Input)
    }
}

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Problem> {
        from_form(parts.uri.query().unwrap_or_default().as_bytes()).map(Query)
    }
}

impl<T: DeserializeOwned + Send, S: Sync + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Problem> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Path(value)),
            Err(_) => Err(Problem::not_found(text("problem-nothing-here"))),
        }
    }
}

fn is_form(headers: &HeaderMap) -> Result<bool, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim() {
        "application/json" => Ok(false),
        "application/x-www-form-urlencoded" => Ok(true),
        _ => {
            let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", text("problem-unknown-content"));
            Err(problem.detail(text("problem-unknown-content-why")))
        }
    }
}

fn unread(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "too-large", text("problem-too-large")).detail(text("problem-too-large-why")),
        _ => Problem::malformed(text("problem-broke-off")),
    }
}

fn from_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|err| unreadable(&err.path().to_string(), &err.inner().to_string()))?;
    json.end().map_err(|err| unreadable(".", &err.to_string()))?;
    Ok(value)
}

fn from_form<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    serde_qs::Config::new().use_form_encoding(true).deserialize_bytes(text).map_err(|err| unreadable(".", &err.to_string()))
}

fn unreadable(path: &str, why: &str) -> Problem {
    Problem::malformed(say("problem-unreadable", [("why", why.into())])).errors(vec![Failure::field(path, "malformed", why)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use domain::{Quantity, Sku};
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        sku: Sku,
        quantity: Quantity,
        note: Option<String>,
    }

    async fn read(kind: &str, body: &'static str) -> Result<Line, Problem> {
        let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        Input::<Line>::from_request(request, &()).await.map(|input| input.0)
    }

    fn apples() -> Line {
        Line { sku: Sku::parse("apple").unwrap(), quantity: Quantity::Grams(500), note: None }
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[tokio::test]
    async fn json_and_form_say_the_same() {
        let json = r#"{"sku":"apple","quantity":{"grams":500}}"#;
        assert_eq!(read("application/json; charset=utf-8", json).await.unwrap(), apples());
        assert_eq!(read(FORM, "sku=apple&quantity[grams]=500").await.unwrap(), apples());
        assert_eq!(read(FORM, "sku=apple&quantity%5Bgrams%5D=500").await.unwrap(), apples());
    }

    #[tokio::test]
    async fn a_plus_is_a_space_in_a_form() {
        let line = read(FORM, "sku=apple&quantity%5Bpieces%5D=1&note=ring+twice%21").await.unwrap();
        assert_eq!(line.note.as_deref(), Some("ring twice!"));
    }

    #[tokio::test]
    async fn what_cannot_be_read_says_where() {
        let problem = read("application/json", r#"{"sku":"apple","quantity":{"grams":-1}}"#).await.unwrap_err();
        assert_eq!((problem.status, problem.errors[0].field.as_deref()), (400, Some("quantity.grams")));
        assert_eq!(read(FORM, "sku=apple&quantity[grams]=many").await.unwrap_err().status, 400);
        assert_eq!(read(FORM, "sku=apple&quantity[pieces]=1&price=1").await.unwrap_err().status, 400);
        assert_eq!(read("text/plain", "hello").await.unwrap_err().status, 415);
    }
}

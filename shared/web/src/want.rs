//! What the client wants to read: a page or JSON, and in which language.

use crate::reader::Reader;
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, header};
use std::convert::Infallible;

/// How to answer. A handler takes it as an argument; it cannot fail.
#[derive(Clone, Debug)]
pub struct Want {
    /// What the answer is written in.
    pub content: Content,
    /// Who reads it.
    pub reader: Reader,
}

/// What an answer is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// A browser, or anybody who did not say.
    Html,
    /// `Accept: application/json`, or a JSON body and no word about HTML.
    Json,
}

impl Content {
    /// Reads it from a request's headers.
    pub fn of(headers: &HeaderMap) -> Content {
        let mut asked = Asked::default();
        for value in headers.get_all(header::ACCEPT) {
            weighted(value.to_str().unwrap_or_default()).for_each(|(kind, weight)| asked.note(kind, weight));
        }
        match (asked.json, asked.html) {
            (0, 0) if sends_json(headers) => Content::Json,
            (json, html) if json > html => Content::Json,
            _ => Content::Html,
        }
    }
}

/// What a header lists, each with its weight in thousandths (RFC 9110, section 12.4.2).
pub(crate) fn weighted(list: &str) -> impl Iterator<Item = (&str, u16)> {
    list.split(',').map(|one| {
        let mut parts = one.split(';');
        let name = parts.next().unwrap_or_default().trim();
        (name, parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1000, thousandths))
    })
}

/// The weight of each.
#[derive(Default)]
struct Asked {
    json: u16,
    html: u16,
}

impl Asked {
    fn note(&mut self, kind: &str, weight: u16) {
        match kind {
            "application/json" | "application/problem+json" => self.json = self.json.max(weight),
            "text/html" | "application/xhtml+xml" => self.html = self.html.max(weight),
            _ => {}
        }
    }
}

/// `1`, `0.8`, `0.125` as thousandths; nonsense counts as nothing.
fn thousandths(q: &str) -> u16 {
    let (whole, part) = q.trim().split_once('.').unwrap_or((q.trim(), ""));
    let digits = part.bytes().chain(std::iter::repeat(b'0')).take(3);
    let part = digits.fold(0, |sum, d| sum * 10 + u16::from(d.saturating_sub(b'0').min(9)));
    if whole == "1" { 1000 } else { part }
}

fn sends_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"application/json"))
}

impl<S: Sync> FromRequestParts<S> for Want {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Want, Infallible> {
        let reader = parts.extensions.get::<Reader>().cloned().unwrap_or_default();
        Ok(Want { content: Content::of(&parts.headers), reader })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(accept: &str) -> Content {
        Content::of(&HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]))
    }

    #[test]
    fn a_browser_gets_a_page() {
        assert_eq!(want("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Content::Html);
        assert_eq!(want("*/*"), Content::Html);
        assert_eq!(Content::of(&HeaderMap::new()), Content::Html);
    }

    #[test]
    fn a_program_gets_json() {
        assert_eq!(want("application/json"), Content::Json);
        assert_eq!(want("application/problem+json, */*;q=0.1"), Content::Json);
        assert_eq!(want("application/json, text/html;q=0.9"), Content::Json);
        assert_eq!(want("application/json;q=0.5, text/html"), Content::Html);
    }

    #[test]
    fn who_sends_json_and_takes_anything_gets_json() {
        let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, "application/json".parse().unwrap())]);
        assert_eq!(Content::of(&headers), Content::Json);
        headers.insert(header::ACCEPT, "*/*".parse().unwrap());
        assert_eq!(Content::of(&headers), Content::Json);
    }
}

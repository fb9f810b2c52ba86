//! What the client wants to read: a page or JSON.

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, header};
use std::convert::Infallible;

/// What the answer is written in. A handler takes it as an argument; it cannot fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// A browser, or anybody who did not say.
    Html,
    /// `Accept: application/json`, or a JSON body and no word about HTML.
    Json,
}

impl Want {
    /// Reads it from a request's headers.
    pub fn of(headers: &HeaderMap) -> Want {
        let mut asked = Asked::default();
        for value in headers.get_all(header::ACCEPT) {
            value.to_str().unwrap_or_default().split(',').for_each(|range| asked.note(range));
        }
        match (asked.json, asked.html) {
            (0, 0) if sends_json(headers) => Want::Json,
            (json, html) if json > html => Want::Json,
            _ => Want::Html,
        }
    }
}

/// The weight of each, in thousandths (RFC 9110, section 12.4.2).
#[derive(Default)]
struct Asked {
    json: u16,
    html: u16,
}

impl Asked {
    fn note(&mut self, range: &str) {
        let mut parts = range.split(';');
        let kind = parts.next().unwrap_or_default().trim();
        let weight = parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1000, thousandths);
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
        Ok(Want::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(accept: &str) -> Want {
        Want::of(&HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]))
    }

    #[test]
    fn a_browser_gets_a_page() {
        assert_eq!(want("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Want::Html);
        assert_eq!(want("*/*"), Want::Html);
        assert_eq!(Want::of(&HeaderMap::new()), Want::Html);
    }

    #[test]
    fn a_program_gets_json() {
        assert_eq!(want("application/json"), Want::Json);
        assert_eq!(want("application/problem+json, */*;q=0.1"), Want::Json);
        assert_eq!(want("application/json, text/html;q=0.9"), Want::Json);
        assert_eq!(want("application/json;q=0.5, text/html"), Want::Html);
    }

    #[test]
    fn who_sends_json_and_takes_anything_gets_json() {
        let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, "application/json".parse().unwrap())]);
        assert_eq!(Want::of(&headers), Want::Json);
        headers.insert(header::ACCEPT, "*/*".parse().unwrap());
        assert_eq!(Want::of(&headers), Want::Json);
    }
}

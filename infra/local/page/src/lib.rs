//! What the pages of the payment providers' stand-ins have in common: the frame, its style, and how they are sent. Plain
//! forms, no script.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use maud::{DOCTYPE, Markup, html};

/// A page around its content.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What is not real about it: `No real card, no real money.`
    pub unreal: &'a str,
    /// Where its style sheet is.
    pub style: &'a str,
}

impl Frame<'_> {
    /// The whole document.
    pub fn around(&self, content: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { (self.title) " – test payment" }
                    link rel="stylesheet" href=(self.style);
                }
                body {
                    header.banner { strong { "Test payment." } " " (self.unreal) }
                    main {
                        h1 { (self.title) }
                        (content)
                    }
                }
            }
        }
    }
}

/// Sends a page: never kept, nowhere framed, nothing loaded but its style.
pub fn page(status: StatusCode, markup: Markup) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, markup).into_response()
}

/// See other: after a form, a page that is safe to load again. `None`: it is no address.
pub fn to(url: &str) -> Option<Response> {
    let location = HeaderValue::try_from(url).ok()?;
    Some((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}

/// The style sheet.
pub async fn style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")];
    (headers, include_str!("page.css")).into_response()
}

//! What stands before and behind every handler: who may post, which headers every answer carries, what a fault looks like.

use crate::answer;
use crate::problem::Problem;
use crate::reader::Reader;
use crate::shell::{Kind, Shell};
use crate::site::Site;
use crate::want::Content;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use std::any::Any;
use std::sync::Arc;
use std::time::Instant;
use texts::{Language, text};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// Most bytes of a body, unless the router says otherwise with its own `DefaultBodyLimit`.
pub const BODY_LIMIT: usize = 256 * 1024;

/// A router as it meets the world. Routers of several functions may be merged first and guarded once.
pub fn guarded(router: Router, site: Site) -> Router {
    let guard = Guard { headers: Arc::new(security_headers(&site)), site };
    router
        .fallback(fallback)
        .method_not_allowed_fallback(other_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(guard, stand))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::map_response(weaken))
}

/// A compressed body is not the same bytes: its tag says so (RFC 9110, section 8.8.1).
async fn weaken(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let strong = headers.get(header::ETAG).filter(|t| t.as_bytes().starts_with(b"\"") && headers.contains_key(header::CONTENT_ENCODING));
    let weak = strong.and_then(|tag| HeaderValue::try_from([b"W/", tag.as_bytes()].concat()).ok());
    if let Some(weak) = weak {
        headers.insert(header::ETAG, weak);
    }
    response
}

/// 404 for addresses that lead nowhere.
pub async fn fallback() -> Problem {
    Problem::not_found(text("problem-nothing-here"))
}

async fn other_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", text("problem-not-possible"))
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
    Problem::broken(format!("panic: {}", text.unwrap_or_default())).into_response()
}

#[derive(Clone)]
struct Guard {
    site: Site,
    headers: Arc<Vec<(HeaderName, HeaderValue)>>,
}

async fn stand(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let asked = Asked::of(&request, &guard.site);
    request.extensions_mut().insert(asked.reader.clone());
    let response = match from_elsewhere(&request, &guard.site) {
        true => cross_site().into_response(),
        false => next.run(request).await,
    };
    let mut response = asked.unless_known(asked.readable(response, &guard.site));
    for (name, value) in guard.headers.iter() {
        response.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    response.headers_mut().extend(asked.remembered(&guard.site).map(|cookie| (header::SET_COOKIE, cookie)));
    asked.log(&mut response, began);
    response
}

/// What of a request is needed after it was answered.
struct Asked {
    method: Method,
    path: String,
    route: Option<MatchedPath>,
    content: Content,
    reader: Reader,
    kind: Kind,
    known: Option<HeaderValue>,
}

impl Asked {
    fn of(request: &Request, site: &Site) -> Asked {
        let staff = request.uri().path().starts_with("/back-office");
        Asked {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            content: Content::of(request.headers()),
            reader: Reader::of(request, site),
            kind: if staff { Kind::BackOffice } else { Kind::Shop },
            known: request.headers().get(header::IF_NONE_MATCH).cloned(),
        }
    }

    /// A problem becomes a page for who wants one, and is said in the reader's language. Cookies and `Retry-After` stay.
    fn readable(&self, mut response: Response, site: &Site) -> Response {
        let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() else { return response };
        let shell = Shell::last(site);
        let shell = if self.kind == Kind::BackOffice { shell } else { shell.read_by(&self.reader) };
        let shell = if problem.status_code() == StatusCode::NOT_FOUND { shell.nowhere() } else { shell };
        let answer = match self.content {
            Content::Json if shell.language == Language::default() => return response,
            Content::Json => problem.said(shell.language),
            Content::Html => answer::html(&shell, problem.as_ref(), self.kind).into_response(),
        };
        let (parts, body) = answer.into_parts();
        // The problem may have been compressed on its way here; the page is not.
        response.headers_mut().remove(header::CONTENT_ENCODING);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().insert(header::CONTENT_TYPE, parts.headers[header::CONTENT_TYPE].clone());
        *response.body_mut() = body;
        response
    }

    /// What keeps the language, on answers that are one person's.
    fn remembered(&self, site: &Site) -> Option<HeaderValue> {
        self.reader.remembered(&self.path, site, Shell::last(site).own())
    }

    /// 304 for who holds the same bytes already.
    fn unless_known(&self, response: Response) -> Response {
        let tag = response.headers().get(header::ETAG);
        let same = self.method.is_safe() && response.status() == StatusCode::OK && knows(self.known.as_ref(), tag);
        if !same {
            return response;
        }
        let (mut parts, _) = response.into_parts();
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, axum::body::Body::empty())
    }

    /// The route, never the address: addresses hold order keys and what people search for.
    fn log(&self, response: &mut Response, began: Instant) {
        let micros = began.elapsed().as_micros();
        let route = self.route.as_ref().map_or("-", MatchedPath::as_str);
        tracing::debug!(method = self.method.as_str(), route, status = response.status().as_u16(), micros, "answered");
        let timing = HeaderValue::try_from(format!("app;dur={}.{:03}", micros / 1000, micros % 1000));
        response.headers_mut().extend(timing.ok().map(|t| (HeaderName::from_static("server-timing"), t)));
    }
}

/// RFC 9110, section 13.1.2: a weak comparison with any of the listed tags.
fn knows(known: Option<&HeaderValue>, tag: Option<&HeaderValue>) -> bool {
    let (Some(Ok(known)), Some(Ok(tag))) = (known.map(HeaderValue::to_str), tag.map(HeaderValue::to_str)) else { return false };
    known.split(',').map(str::trim).any(|t| t == "*" || t.trim_start_matches("W/") == tag)
}

/// True for a request that changes something and was made by another site's page.
///
/// Browsers say where a request comes from, in one of two headers; programs say nothing and hold no cookies.
fn from_elsewhere(request: &Request, site: &Site) -> bool {
    let headers = request.headers();
    let text = |name: HeaderName| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    if let Some(fetch) = text(HeaderName::from_static("sec-fetch-site"))
        && !matches!(fetch, "same-origin" | "none")
    {
        return true;
    }
    text(header::ORIGIN).is_some_and(|origin| !site.is_at(origin, headers))
}

fn cross_site() -> Problem {
    let problem = Problem::new(StatusCode::FORBIDDEN, "cross-site", text("problem-cross-site"));
    problem.detail(text("problem-cross-site-why"))
}

fn security_headers(site: &Site) -> Vec<(HeaderName, HeaderValue)> {
    let pays_at: String = site.pays_at().iter().map(|origin| format!(" {origin}")).collect();
    let policy = format!(
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         form-action 'self'{pays_at}; base-uri 'none'; frame-ancestors 'none'"
    );
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let mut headers: Vec<_> = fixed.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
    headers.extend(HeaderValue::try_from(policy).ok().map(|p| (header::CONTENT_SECURITY_POLICY, p)));
    if site.is_https() {
        headers.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains")));
    }
    headers
}

#[cfg(test)]
#[path = "guard_tests.rs"]
mod tests;

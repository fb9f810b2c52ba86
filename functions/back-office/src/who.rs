//! Who is there: a session in a cookie, or a bearer token. Asked before every handler inside.

use crate::App;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cloud::Fault;
use cloud::store::staff::{Member, Role};
use domain::StaffId;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::sync::Arc;
use web::{Content, Problem, Site, redirect};

/// The member of staff a request comes from. Only there inside the guarded routes.
#[derive(Clone, Debug)]
pub struct Staff(pub Member);

impl Staff {
    /// As orders and stock rows name them.
    pub fn id(&self) -> &StaffId {
        &self.0.staff
    }

    /// As the page's header names them.
    pub fn name(&self) -> &str {
        self.0.staff.as_str()
    }

    /// May do everything.
    pub fn is_owner(&self) -> bool {
        self.0.role == Role::Owner
    }
}

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Staff, Problem> {
        parts.extensions.get::<Staff>().cloned().ok_or_else(|| Problem::broken("a route stands outside the guard"))
    }
}

/// Lets members of staff in. Anybody else is sent to the sign-in page, or told so as a program.
pub async fn signed_in(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    match member(&app, request.headers()).await {
        Ok(Some(member)) => {
            request.extensions_mut().insert(Staff(member));
            next.run(request).await
        }
        Ok(None) => stranger(&request),
        Err(fault) => Problem::from(fault).into_response(),
    }
}

/// Lets the owner in. Stands behind [`signed_in`].
pub async fn owners_only(staff: Staff, request: Request, next: Next) -> Response {
    if staff.is_owner() {
        return next.run(request).await;
    }
    let problem = Problem::forbidden("Only the owner of the shop may do this.");
    problem.way("/back-office", "To the back office").into_response()
}

/// Who a request comes from. The member is looked up each time: who was removed is out at once, whatever their session says.
pub async fn member(app: &App, headers: &HeaderMap) -> Result<Option<Member>, Fault> {
    let Some(token) = token(headers, &app.site) else { return Ok(None) };
    match app.store.session(token, app.clock.now()).await? {
        Some(member) => app.store.member(member.staff.as_str()).await,
        None => Ok(None),
    }
}

/// The bearer token, or else the session cookie.
pub fn token<'h>(headers: &'h HeaderMap, site: &Site) -> Option<&'h str> {
    let bearer = headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    match bearer {
        Some(text) => text.strip_prefix("Bearer ").map(str::trim),
        None => site.cookie("session").read(headers),
    }
}

fn stranger(request: &Request) -> Response {
    let headers = request.headers();
    if Content::of(headers) == Content::Json || headers.contains_key(header::AUTHORIZATION) {
        let problem = Problem::new(StatusCode::UNAUTHORIZED, "sign-in", "Please sign in");
        let problem = problem.detail("This needs the session of a member of staff, as a cookie or as a bearer token.");
        let mut response = problem.way("/back-office/sign-in", "Sign in").into_response();
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        return response;
    }
    let path = request.uri().path_and_query().map_or("", |p| p.as_str());
    match request.method() {
        &Method::GET if path != HOME => redirect(&with_next("/back-office/sign-in", path)).into_response(),
        _ => redirect("/back-office/sign-in").into_response(),
    }
}

const HOME: &str = "/back-office";

/// An address that carries on where to go afterwards.
pub fn with_next(address: &str, next: &str) -> String {
    let next = local(next);
    if next == HOME {
        return address.to_owned();
    }
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("{address}?{query}")
}

/// A page of the back office to go on to; anything else is its entrance.
pub fn local(next: &str) -> &str {
    let inside = next.strip_prefix(HOME).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = next.len() <= 500 && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let elsewhere = next.contains("//") || next.contains("/../") || next.starts_with("/back-office/sign-");
    if inside && plain && !elsewhere { next } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_back_office_are_gone_on_to() {
        for good in ["/back-office", "/back-office/orders?day=2026-11-23", "/back-office?x=1", "/back-office/products?q=a#b"] {
            assert_eq!(local(good), good);
        }
        for bad in ["", "/", "//evil.example", "https://evil.example", "/back-office//evil.example", "/back-officer", "/back-office/\\evil"]
        {
            assert_eq!(local(bad), HOME, "{bad}");
        }
        assert_eq!(local("/back-office/sign-out"), HOME);
        assert_eq!(local("/back-office/x\r\nset-cookie: a=b"), HOME);
    }

    #[test]
    fn where_one_wanted_to_go_survives_the_way_to_the_door() {
        assert_eq!(with_next("/in", "/back-office/orders?day=2026-11-23"), "/in?next=%2Fback-office%2Forders%3Fday%3D2026-11-23");
        assert_eq!(with_next("/in", "https://evil.example"), "/in");
    }

    #[test]
    fn a_bearer_token_counts_before_the_cookie() {
        let site = Site::new("http://localhost:8080");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("session=cookie"));
        assert_eq!(token(&headers, &site), Some("cookie"));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Bearer program"));
        assert_eq!(token(&headers, &site), Some("program"));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Basic x"));
        assert_eq!(token(&headers, &site), None);
    }
}

//! Answers: one view, as a page or as JSON.

use crate::problem::Problem;
use crate::shell::{About, Kind, Shell};
use crate::want::{Content, Want};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::freshness;
use http::{HeaderValue, StatusCode, header};
use maud::Markup;
use serde::Serialize;
use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

/// What an answer says: serialized it is the JSON, `html` is the page's main content. It may borrow.
pub trait View: Serialize {
    /// The page's title, without the shop's name.
    fn title(&self, _: &Shell) -> String;

    /// The content of `<main>`.
    fn html(&self, shell: &Shell) -> Markup;

    /// Who is signed in, on a page of the back office.
    fn staff(&self) -> Option<&str> {
        None
    }

    /// Which frame it stands in.
    fn kind(&self) -> Kind {
        if self.staff().is_some() { Kind::BackOffice } else { Kind::Shop }
    }

    /// What the frame says about it.
    fn about(&self, _: &Shell) -> About<'_> {
        About { staff: self.staff(), ..About::default() }
    }
}

/// How a page that is somebody's own is kept.
const OWN: HeaderValue = HeaderValue::from_static("private, no-cache");
/// How a page that is the same for everybody is kept. What the numbers come to is in `domain::freshness`.
static EVERYBODYS: LazyLock<HeaderValue> = LazyLock::new(|| {
    let keep = format!("public, max-age=0, s-maxage={}, stale-while-revalidate={}", freshness::EDGE, freshness::MEANWHILE);
    HeaderValue::try_from(keep).unwrap_or(OWN)
});

/// An answer on its way out. Made by [`page`], [`done`] or [`refused`].
#[derive(Debug)]
pub struct Answer(Response);

/// A view as the client wants it: the page, or its JSON. 200, `Cache-Control: private, no-cache` until told otherwise.
pub fn page<V: View>(want: Want, shell: &Shell, view: &V) -> Answer {
    let answer = match want.content {
        Content::Json => json(view),
        Content::Html => html(&shell.read_at(view.kind(), &want.reader), view, view.kind()),
    };
    answer.header(header::CACHE_CONTROL, OWN)
}

/// After a POST: a form is led on by 303, a program gets 200 and the view.
pub fn done<V: Serialize>(want: Want, view: &V, location: &str) -> Answer {
    match want.content {
        Content::Json => json(view).header(header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        Content::Html => redirect(location),
    }
}

/// 303 See Other.
pub fn redirect(location: &str) -> Answer {
    let location = HeaderValue::from_str(location).unwrap_or_else(|_| HeaderValue::from_static("/"));
    let keep = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Answer((StatusCode::SEE_OTHER, [(header::LOCATION, location), keep]).into_response())
}

/// 301 Moved Permanently, for people. No longer kept than a page: a name may change back, and a kept answer would not know.
pub fn moved(location: &str) -> Answer {
    let location = HeaderValue::from_str(location).unwrap_or_else(|_| HeaderValue::from_static("/"));
    let differs = (header::VARY, HeaderValue::from_static("accept"));
    Answer((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location), differs]).into_response()).public()
}

/// A form that is shown again with its errors: a program gets the problem, a browser the view, both its status.
pub fn refused<V: View>(want: Want, shell: &Shell, view: &V, problem: Problem) -> Answer {
    let status = problem.status_code();
    match want.content {
        Content::Json => Answer(problem.into_response()),
        Content::Html => page(want, shell, view).status(status),
    }
}

impl Answer {
    /// Another status: `.status(StatusCode::CREATED)`. A redirect keeps its own.
    pub fn status(mut self, status: StatusCode) -> Answer {
        if self.0.status() != StatusCode::SEE_OTHER {
            *self.0.status_mut() = status;
        }
        self
    }

    /// One `Set-Cookie`, from [`crate::cookies::Cookie::set`]. The answer is somebody's own from now on.
    pub fn cookie(mut self, cookie: HeaderValue) -> Answer {
        self.0.headers_mut().append(header::SET_COOKIE, cookie);
        let public = self.0.headers().get(header::CACHE_CONTROL).is_some_and(|keep| keep.as_bytes().starts_with(b"public"));
        if public { self.header(header::CACHE_CONTROL, OWN) } else { self }
    }

    /// Several of them: `.cookies(set_cart(&site, &cart, items))`.
    pub fn cookies(self, cookies: impl IntoIterator<Item = HeaderValue>) -> Answer {
        cookies.into_iter().fold(self, Answer::cookie)
    }

    /// Any other header; replaces one of the same name.
    pub fn header(mut self, name: header::HeaderName, value: HeaderValue) -> Answer {
        self.0.headers_mut().insert(name, value);
        self
    }

    /// The same for everybody: CloudFront keeps it for a few seconds, browsers ask each time whether it is still the same.
    /// Only where no cookie was read; an answer that sets one stays private.
    pub fn public(self) -> Answer {
        match self.0.headers().contains_key(header::SET_COOKIE) {
            true => self,
            false => self.header(header::CACHE_CONTROL, EVERYBODYS.clone()),
        }
    }

    /// Not kept anywhere: pages with secrets in them.
    pub fn unkept(self) -> Answer {
        self.header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        self.0
    }
}

fn json<V: Serialize>(view: &V) -> Answer {
    match serde_json::to_vec(view) {
        Ok(body) => body_of("application/json", body),
        Err(err) => Answer(Problem::from(err).into_response()),
    }
}

pub(crate) fn html<V: View>(shell: &Shell, view: &V, kind: Kind) -> Answer {
    let markup = shell.page(kind, &view.title(shell), &view.about(shell), view.html(shell));
    body_of("text/html; charset=utf-8", markup.into_string().into_bytes())
}

/// Every body has a strong `ETag`: the same bytes, the same tag, so an unchanged page answers 304. Once it is compressed
/// the tag is weak: `guard` sees to that.
fn body_of(kind: &'static str, body: Vec<u8>) -> Answer {
    let mut hasher = DefaultHasher::new();
    hasher.write(&body);
    let tag = HeaderValue::try_from(format!("\"{:016x}\"", hasher.finish()));
    let mut response = Response::new(Bytes::from(body).into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    headers.extend(tag.ok().map(|tag| (header::ETAG, tag)));
    Answer(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(answer: Answer) -> String {
        answer.0.headers()[header::CACHE_CONTROL].to_str().unwrap().to_owned()
    }

    #[test]
    fn an_answer_that_sets_a_cookie_is_nobody_elses() {
        let (answer, cookie) = (|| json(&1), HeaderValue::from_static("cart=1"));
        assert_eq!(kept(answer().public()), "public, max-age=0, s-maxage=5, stale-while-revalidate=2");
        assert_eq!(kept(answer().public().cookie(cookie.clone())), "private, no-cache");
        assert_eq!(kept(answer().header(header::CACHE_CONTROL, OWN).cookie(cookie).public()), "private, no-cache");
    }

    #[test]
    fn an_address_that_changed_is_not_kept_for_good() {
        let answer = moved("/products/tea/green-tea?page=2");
        assert_eq!(
            (answer.0.status(), &answer.0.headers()[header::VARY]),
            (StatusCode::MOVED_PERMANENTLY, &HeaderValue::from_static("accept"))
        );
        assert!(kept(answer).starts_with("public, max-age=0"));
    }
}

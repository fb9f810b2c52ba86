//! Answers: one view, as a page or as JSON.

use crate::problem::Problem;
use crate::shell::{About, Kind, Shell};
use crate::want::{Content, Want};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use maud::Markup;
use serde::Serialize;
use std::hash::{DefaultHasher, Hasher};

/// What an answer says: serialized it is the JSON, `html` is the page's main content. It may borrow.
pub trait View: Serialize {
    /// The page's title, without the shop's name.
    fn title(&self, _: &Shell) -> String;

    /// The content of `<main>`.
    fn html(&self, shell: &Shell) -> Markup;

    /// Which frame it stands in.
    fn kind(&self) -> Kind {
        Kind::Shop
    }

    /// What the frame says about it.
    fn about(&self, _: &Shell) -> About<'_> {
        About::default()
    }
}

/// An answer on its way out. Made by [`page`], [`done`] or [`refused`].
#[derive(Debug)]
pub struct Answer(Response);

/// A view as the client wants it: the page, or its JSON. 200, `Cache-Control: private, no-cache` until told otherwise.
pub fn page<V: View>(want: Want, shell: &Shell, view: &V) -> Answer {
    let answer = match want.content {
        Content::Json => json(view),
        Content::Html => html(&shell.read_at(view.kind(), &want.reader), view, view.kind()),
    };
    answer.header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))
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

    /// One `Set-Cookie`, from [`crate::cookies::Cookie::set`].
    pub fn cookie(mut self, cookie: HeaderValue) -> Answer {
        self.0.headers_mut().append(header::SET_COOKIE, cookie);
        self
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

    /// The same for everybody, and may be kept for so many seconds. Only where no cookie was read.
    pub fn public(self, seconds: u32) -> Answer {
        let value = HeaderValue::try_from(format!("public, max-age={seconds}"));
        self.header(header::CACHE_CONTROL, value.unwrap_or_else(|_| HeaderValue::from_static("no-cache")))
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

/// Every body has a strong `ETag`: the same bytes, the same tag, so an unchanged page answers 304.
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

//! Who reads, and where: the language an answer is in, and the address it stands at.
//!
//! Public pages are the same for everybody, so their language is part of the address: `/aisles/fruit` is in the shop's
//! own, `/de/aisles/fruit` in German. Pages of one person have one address. They are in the language of the public page
//! one comes from, else in the one chosen before (a cookie), else in one the browser asks for, else in the shop's own.

use crate::site::Site;
use crate::want::weighted;
use axum::extract::Request;
use domain::catalog::Catalog;
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use std::sync::Arc;
use texts::Language;

/// What is one person's: kept nowhere, and without a language in the address.
const PERSONAL: [&str; 9] =
    ["/cart", "/checkout", "/orders", "/offers/member", "/offers/unsubscribe", "/slots", "/language", "/list", "/waiting"];
/// What is not for shoppers to read.
const UNREAD: [&str; 8] = ["/back-office", "/assets", "/pictures", "/webhooks", "/openapi.json", "/sitemap.xml", "/robots.txt", "/_local"];

/// A language is remembered for a year.
pub(crate) const REMEMBERED_SECONDS: u32 = 365 * 24 * 3600;

/// Who reads an answer. Made by the guard for every request.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The language. None: the shop's own.
    pub language: Option<Language>,
    /// Where they are.
    pub here: Here,
    /// What the language would be, if the page they come from did not say another.
    otherwise: Option<Option<Language>>,
}

/// Where a page stands: its path and query, without the language.
#[derive(Clone, Debug, Default)]
pub enum Here {
    /// Nobody said.
    #[default]
    Unknown,
    /// The same for everybody, with its language in the address.
    Public(Arc<str>),
    /// One person's.
    Personal(Arc<str>),
}

impl Reader {
    /// Who sends a request.
    pub fn of(request: &Request, site: &Site) -> Reader {
        let (uri, headers) = (request.uri(), request.headers());
        if let Some((language, _)) = apart(uri.path()) {
            return Reader { language: Some(language), here: Here::Public(without_language(uri)), otherwise: None };
        }
        let from = referer(headers, site);
        let here = match *request.method() {
            Method::GET | Method::HEAD => without_language(uri),
            // What was posted cannot be looked at again; the page it was posted from can.
            _ => Arc::from(from.as_ref().map_or("/", path_of)),
        };
        let known = cookie(headers, site).or_else(|| asked_for(headers));
        let told = from.filter(|uri| is_read(uri.path())).map(|uri| apart(uri.path()).map(|(language, _)| language));
        Reader { language: told.unwrap_or(known), here: Here::Personal(here), otherwise: told.map(|_| known) }
    }

    /// The catalog in the words they read.
    pub fn catalog(&self, catalog: Arc<Catalog>) -> Arc<Catalog> {
        match self.language {
            Some(language) => catalog.read_in(language.tag()),
            None => catalog,
        }
    }

    /// The cookie that keeps the language of the page somebody came from, where it would be forgotten.
    pub(crate) fn remembered(&self, path: &str, site: &Site, own: Language) -> Option<HeaderValue> {
        let language = self.language.unwrap_or(own);
        let forgotten = self.otherwise.is_some_and(|otherwise| otherwise.unwrap_or(own) != language);
        (forgotten && is_in(path, &PERSONAL)).then(|| remember(site, language))
    }
}

/// The cookie that keeps a chosen language.
pub fn remember(site: &Site, language: Language) -> HeaderValue {
    site.cookie("lang").set(language.tag(), REMEMBERED_SECONDS)
}

/// True for public pages: their language is part of the address.
pub(crate) fn is_read(path: &str) -> bool {
    !is_in(path, &PERSONAL) && !is_in(path, &UNREAD)
}

fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])))
}

/// `/de/aisles/fruit` is German, and `/aisles/fruit`.
pub fn apart(path: &str) -> Option<(Language, &str)> {
    let inner = path.strip_prefix('/')?;
    let tag = inner.split('/').next()?;
    let language = Language::tagged(tag).filter(|l| l.tag() == tag)?;
    let rest = inner.get(tag.len()..).filter(|rest| !rest.is_empty()).unwrap_or("/");
    is_own(rest).then_some((language, rest))
}

/// The path and query of an address without its language.
pub fn without_language(uri: &Uri) -> Arc<str> {
    let whole = path_of(uri);
    let (path, query) = whole.split_once('?').map_or((whole, None), |(path, query)| (path, Some(query)));
    let path = apart(path).map_or(path, |(_, rest)| rest);
    query.map_or_else(|| Arc::from(path), |query| Arc::from(format!("{path}?{query}")))
}

/// A path of this site, or the entrance: `//elsewhere.example` is an address of another.
fn path_of(uri: &Uri) -> &str {
    uri.path_and_query().map(|p| p.as_str()).filter(|p| is_own(p)).unwrap_or("/")
}

/// True for a path that a browser looks for at this site, whatever stands in it.
pub fn is_own(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_ascii_control())
}

/// The page of this site that somebody comes from.
fn referer(headers: &HeaderMap, site: &Site) -> Option<Uri> {
    let uri: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
    site.is_at(&origin, headers).then_some(uri)
}

fn cookie(headers: &HeaderMap, site: &Site) -> Option<Language> {
    Language::tagged(site.cookie("lang").read(headers)?)
}

/// The best of the languages a browser asks for: `de-DE,de;q=0.9,en;q=0.8`.
fn asked_for(headers: &HeaderMap) -> Option<Language> {
    let values = headers.get_all(header::ACCEPT_LANGUAGE).into_iter().filter_map(|v| v.to_str().ok());
    let known = |tag: &str| Language::tagged(tag).or_else(|| Language::tagged(tag.split('-').next()?));
    let spoken = values.flat_map(weighted).filter_map(|(tag, weight)| Some((known(tag)?, weight))).filter(|(_, weight)| *weight > 0);
    // The first of those asked for equally.
    spoken.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(language, _)| language)
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;

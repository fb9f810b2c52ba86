//! Where the shop stands on the web.

use crate::cookies::Cookie;
use domain::catalog::Catalog;
use http::{HeaderMap, header};
use std::sync::{Arc, PoisonError, RwLock};

/// The shop's address, and what follows from it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Site(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    origin: String,
    pays_at: Vec<String>,
    /// The catalog the last page was made with, so that a page about a fault has the same frame.
    last: RwLock<Option<Arc<Catalog>>>,
}

impl Site {
    /// A shop at an origin: `https://shop.example` or `http://localhost:8080`, without a slash at the end.
    pub fn new(origin: impl Into<String>) -> Site {
        Site::paying_at(origin, [])
    }

    /// The same, whose forms may lead to these other origins: the payment provider's page.
    pub fn paying_at(origin: impl Into<String>, pays_at: impl IntoIterator<Item = String>) -> Site {
        let origin = origin.into().trim_end_matches('/').to_owned();
        Site(Arc::new(Inner { origin, pays_at: pays_at.into_iter().collect(), last: RwLock::new(None) }))
    }

    /// `https://shop.example`.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// Origins a form may lead to, beside the shop itself.
    pub fn pays_at(&self) -> &[String] {
        &self.0.pays_at
    }

    /// Cookies are `Secure` and `__Host-`, and browsers are told to stay on https.
    pub fn is_https(&self) -> bool {
        self.0.origin.starts_with("https://")
    }

    /// True for an origin that is this site's, as it is set or as it was asked for.
    pub(crate) fn is_at(&self, origin: &str, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
        origin == self.origin() || origin.split_once("://").is_some_and(|(_, at)| Some(at) == host)
    }

    /// The full address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.origin)
    }

    /// A cookie of this site, to be set or read: `HttpOnly`, `SameSite=Lax`, `Path=/`.
    pub fn cookie(&self, name: &'static str) -> Cookie {
        Cookie::new(name, self.is_https())
    }

    pub(crate) fn remember(&self, catalog: &Arc<Catalog>) {
        let last = self.0.last.read().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_some_and(|l| Arc::ptr_eq(l, catalog)) {
            return;
        }
        drop(last);
        *self.0.last.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(catalog));
    }

    pub(crate) fn last(&self) -> Option<Arc<Catalog>> {
        self.0.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

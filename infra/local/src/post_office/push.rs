//! A push service for browsers that are tests: takes notices as the browsers' own services do, and cannot read them.

use super::PostOffice;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

/// A notice as it was handed in.
#[derive(Clone, Debug)]
pub struct Pushed {
    /// Which browser it is for.
    pub device: String,
    /// Who signed it, and how long it may wait.
    pub headers: HeaderMap,
    /// What only the browser can read.
    pub sealed: Vec<u8>,
}

/// How many are kept; the oldest go first.
const KEPT: usize = 100;

/// `POST /push/{device}`: RFC 8030. A device called `gone` listens no more.
pub(super) async fn take(State(office): State<PostOffice>, Path(device): Path<String>, headers: HeaderMap, sealed: Bytes) -> StatusCode {
    let signed = headers.get("authorization").is_some_and(|by| by.as_bytes().starts_with(b"vapid t="));
    if !signed || !headers.contains_key("ttl") {
        return StatusCode::UNAUTHORIZED;
    }
    if device == "gone" {
        return StatusCode::GONE;
    }
    let mut shelf = office.shelf();
    shelf.pushed.push_back(Pushed { device, headers, sealed: sealed.to_vec() });
    if shelf.pushed.len() > KEPT {
        shelf.pushed.pop_front();
    }
    StatusCode::CREATED
}

//! Pictures out of the bucket, as CloudFront serves them on AWS.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cloud::Files;
use domain::picture::{self, Format};
use http::{HeaderValue, StatusCode, header};

/// Whoever has the address may look.
pub(crate) fn routes(files: Files) -> Router {
    Router::new().route("/pictures/{*name}", get(show)).with_state(files)
}

async fn show(State(files): State<Files>, Path(name): Path<String>) -> Response {
    match files.get(&format!("pictures/{name}")).await {
        Ok(Some(content)) => ([kind(&name), keep(&name)], content).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

fn kind(name: &str) -> (header::HeaderName, HeaderValue) {
    let format = Format::ALL.into_iter().find(|format| name.ends_with(format.ending())).unwrap_or(Format::Webp);
    (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()))
}

/// A name that follows from the content is kept for a year, the shop's art for a day.
fn keep(name: &str) -> (header::HeaderName, HeaderValue) {
    let keep = if picture::is_uploaded(name) { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    (header::CACHE_CONTROL, HeaderValue::from_static(keep))
}

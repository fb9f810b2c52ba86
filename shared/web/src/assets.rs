//! The stylesheet, the script, the icon and the picture for sharing: in the binary, named by their content, kept by browsers for a year.

use crate::Problem;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use texts::text;

/// The one stylesheet: tokens first, then what shoppers see, then the pieces everybody's pages are made of, then paper and the reader's own colors.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "css",
        "text/css; charset=utf-8",
        concat!(
            include_str!("../assets/tokens.css"),
            include_str!("../assets/frame.css"),
            include_str!("../assets/shop.css"),
            include_str!("../assets/larder.css"),
            include_str!("../assets/elsewhere.css")
        )
        .as_bytes(),
    )
});
/// The one script. Nothing needs it.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "js",
        "text/javascript; charset=utf-8",
        concat!(
            include_str!("../assets/larder.js"),
            include_str!("../assets/basket.js"),
            include_str!("../assets/quick.js"),
            include_str!("../assets/panel.js"),
            include_str!("../assets/suggest.js"),
            include_str!("../assets/again.js"),
            include_str!("../assets/listen.js"),
            include_str!("../assets/shrink.js")
        )
        .as_bytes(),
    )
});
/// Shows notices of an order, also when no page of the shop is open.
pub static WORKER: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("worker.js", "text/javascript; charset=utf-8", include_bytes!("../assets/worker.js")));
/// The icon in the browser's tab.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| Asset::new("svg", "image/svg+xml", include_bytes!("../assets/larder.svg")));

/// What an address without a picture of its own is shared with, 1200 x 630.
pub static SHARED: LazyLock<Asset> = LazyLock::new(|| Asset::new("png", "image/png", include_bytes!("../assets/larder.png")));

/// A file that is part of the program.
#[derive(Debug)]
pub struct Asset {
    ending: &'static str,
    kind: &'static str,
    content: &'static [u8],
    path: String,
    etag: String,
}

impl Asset {
    fn new(ending: &'static str, kind: &'static str, content: &'static [u8]) -> Asset {
        let hash: String = Sha256::digest(content).iter().take(6).map(|b| format!("{b:02x}")).collect();
        Asset { ending, kind, content, path: format!("/assets/larder-{hash}.{ending}"), etag: format!("\"{hash}\"") }
    }

    /// `/assets/larder-3f2a9c01b2d4.css`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Serves the files. Part of `browse`'s router.
///
/// A page of the version before asks for the file under its old name: it gets today's, but not for a year.
pub fn assets_router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(asset))
}

async fn asset(Path(file): Path<String>) -> Response {
    let ending = file.strip_prefix("larder-").and_then(|rest| rest.split_once('.')).map_or("", |(_, ending)| ending);
    let Some(asset) = [&*STYLE, &*SCRIPT, &*WORKER, &*ICON, &*SHARED].into_iter().find(|a| a.ending == ending) else {
        return Problem::not_found(text("problem-nothing-here")).into_response();
    };
    let current = asset.path.strip_prefix("/assets/") == Some(file.as_str());
    let keep = if current { "public, max-age=31536000, immutable" } else { "public, max-age=60" };
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, keep), (header::ETAG, &asset.etag)];
    (headers, asset.content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_asset_is_kept_for_a_year_under_its_own_name_only() {
        let name = STYLE.path().rsplit('/').next().unwrap().to_owned();
        let keep = |r: &Response| r.headers()[header::CACHE_CONTROL].to_str().unwrap().to_owned();
        assert!(keep(&asset(Path(name)).await).contains("immutable"));
        assert_eq!(keep(&asset(Path("larder-0ld.css".into())).await), "public, max-age=60");
        assert_eq!(asset(Path("passwd".into())).await.status(), 404);
    }
}

//! What anybody may look at: home, aisles, products, search. One page is one file: the handler, then its view.
//!
//! Nothing here reads a cookie or writes anything. Pages are made from the published catalog in memory.

mod aisle;
mod home;
mod kept;
mod pager;
mod product;
mod scene;
mod search;
mod sitemap;

pub use aisle::AislePage;
pub use home::HomePage;
pub use pager::Pager;
pub use product::ProductPage;
pub use search::SearchPage;

use axum::routing::get;
use axum::{Router, middleware};
use std::sync::Arc;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use web::Language;

/// What browsing may touch.
pub struct App {
    /// Everything a page shows.
    pub catalog: cloud::Published,
    /// Only to learn what is sold out.
    pub store: cloud::Store,
    /// Which offers run.
    pub clock: cloud::Clock,
    /// Where the shop stands.
    pub site: web::Site,
}

/// What it is told.
pub const NEEDS: &[cloud::Variable] = &[cloud::Variable::Table, cloud::Variable::Bucket, cloud::Variable::Origin];

/// The pages, and the files they are dressed in.
pub fn router(app: App) -> Router {
    let keeper = Arc::new(kept::Keeper::new(app));
    spoken()
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(keeper, kept::answer))
        .merge(web::assets_router())
}

/// Every page as it is, and once more below each language: `/de/aisles/fruit`.
fn spoken() -> Router {
    let below = |all: Router, language: Language| {
        let folder = format!("/{}", language.tag());
        // The entrance has a slash at its end, and is found without.
        all.nest(&folder, pages()).nest(&format!("{folder}/"), entrance())
    };
    Language::all().fold(pages(), below)
}

fn entrance() -> Router {
    Router::new().route("/", get(home::page))
}

/// Every page, to be given its scene.
fn pages() -> Router {
    Router::new()
        .route("/", get(home::page))
        .route("/aisles/{aisle}", get(aisle::page))
        .route("/products/{sku}", get(product::page))
        .route("/search", get(search::page))
        .route("/sitemap.xml", get(sitemap::sitemap))
        .route("/robots.txt", get(sitemap::robots))
}

/// What `GET /openapi.json` says about these pages.
pub fn api() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(home::page, aisle::page, product::page, search::page), components(schemas(web::problem::Details)))]
struct Api;

#[cfg(test)]
mod tests;

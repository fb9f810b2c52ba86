//! What anybody may look at: home, aisles, products, search. One page is one file: the handler, then its view.
//!
//! Nothing here reads a cookie or writes anything. Pages are made from the published catalog in memory.

mod again;
mod aisle;
mod asked;
mod beside;
mod delivery;
mod filters;
mod gone;
mod help;
mod home;
mod kept;
mod legal;
mod offers;
mod pager;
mod product;
mod scene;
mod search;
mod sitemap;
mod structured;
mod waiting;

pub use again::Products;
pub use aisle::AislePage;
pub use delivery::DeliveryPage;
pub use help::HelpPage;
pub use home::HomePage;
pub use legal::LegalText;
pub use offers::OffersPage;
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
        // Kept for a year, so made as small as it goes. What is compressed here is not compressed again outside.
        .merge(web::assets_router().layer(CompressionLayer::new().quality(CompressionLevel::Best)))
}

/// Every page as it is, and once more below each language: `/de/aisles/fruit`.
fn spoken() -> Router {
    let below = |all: Router, language: Language| {
        let folder = format!("/{}", language.tag());
        // The entrance has a slash at its end, and is found without.
        all.nest(&folder, pages()).nest(&format!("{folder}/"), entrance())
    };
    Language::all().fold(pages().merge(for_machines()), below)
}

fn entrance() -> Router {
    Router::new().route("/", get(home::page))
}

/// Every page, to be given its scene.
fn pages() -> Router {
    Router::new()
        .route("/", get(home::page))
        .route("/aisles/{aisle}", get(aisle::page))
        .route("/products", get(again::page))
        .route("/products/{sku}", get(product::page))
        .route("/products/{sku}/{name}", get(product::page))
        .route("/search", get(search::page))
        .route("/offers", get(offers::page))
        .route("/help", get(help::page))
        .route("/delivery", get(delivery::page))
        .route("/legal/{page}", get(legal::page))
}

/// What has no language.
fn for_machines() -> Router {
    Router::new().route("/sitemap.xml", get(sitemap::sitemap)).route("/robots.txt", get(sitemap::robots))
}

/// What `GET /openapi.json` says about these pages.
pub fn api() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

#[derive(OpenApi)]
#[openapi(
    paths(home::page, aisle::page, again::page, product::page, search::page, offers::page, help::page, delivery::page, legal::page),
    components(schemas(web::problem::Details, domain::search::Sort))
)]
struct Api;

#[cfg(test)]
mod tests;

//! The basket: seen, changed, undone; and the language it is read in. It promises nothing; checkout looks at stock and price again.

mod basket;
mod language;
mod lines;
mod list;
mod list_page;
mod voucher;

use axum::Router;
use axum::routing::{get, post};
use cloud::{Clock, Published, Store, Variable};
use std::sync::Arc;
use utoipa::OpenApi;
use web::Site;

/// What this function may touch.
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub catalog: Published,
    pub clock: Clock,
    pub site: Site,
}

/// What it is told.
pub const NEEDS: &[Variable] = &[Variable::Table, Variable::Bucket, Variable::Origin];

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/cart", get(basket::show))
        .route("/cart/lines", post(lines::set))
        .route("/cart/undo", post(lines::undo))
        .route("/cart/voucher", post(voucher::set))
        .route("/list", get(list::show).post(list::read))
        .route("/list/basket", post(list::put))
        .route("/language", post(language::choose))
        .with_state(Arc::new(app))
}

#[derive(OpenApi)]
#[openapi(paths(basket::show, lines::set, lines::undo, voucher::set, list::show, list::read, list::put, language::choose))]
struct Api;

/// The routes as OpenAPI describes them.
pub fn api() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

//! What all pages of one moment are made from.

use crate::App;
use axum::extract::FromRequestParts;
use cloud::Fault;
use cloud::store::shelf::Shelf;
use domain::catalog::Catalog;
use domain::{Product, Sku, freshness};
use http::request::Parts;
use http::{StatusCode, Uri};
use jiff::Timestamp;
use std::sync::Arc;
use texts::text;
use web::components::{Stock, Tile};
use web::reader::{Here, apart, without_language};
use web::{Outcome, Problem, Shell};

/// The catalog, the shelf and the time. Set once per request; three reference counts.
#[derive(Clone)]
pub struct Scene {
    pub shell: Shell,
    /// As it was published.
    pub published: Arc<Catalog>,
    /// The same in the language of the page.
    pub catalog: Arc<Catalog>,
    pub shelf: Arc<Shelf>,
    pub now: Timestamp,
}

impl Scene {
    /// From memory, except every 3 seconds (the shelf) and every 5 (the catalog).
    ///
    /// The shelf is a hint: without it people can still look around, and checkout looks at the products themselves.
    pub async fn set(app: &App) -> Outcome<Scene> {
        let catalog = match app.catalog.catalog().await {
            Err(Fault::Absent(_)) => return Err(not_open_yet()),
            found => found?,
        };
        let shelf = app.store.shelf().await.unwrap_or_else(|fault| {
            tracing::warn!(error = &fault as &dyn std::error::Error, "showing everything as in stock");
            Arc::default()
        });
        Ok(Scene { shell: Shell::new(&app.site, &catalog), published: Arc::clone(&catalog), catalog, shelf, now: app.clock.now() })
    }

    /// The same scene, read at an address: its language is the one named there, or the shop's own. The shop's own is not
    /// named: such a page has moved to the answer.
    pub fn read_at(mut self, address: &Uri) -> Result<Scene, String> {
        let (own, here) = (self.shell.own(), without_language(address));
        let language = apart(address.path()).map(|(language, _)| language);
        if language == Some(own) {
            return Err(here.to_string());
        }
        let language = language.unwrap_or(own);
        self.catalog = self.published.read_in(language.tag());
        self.shell = Shell { language, here: Here::Public(here), catalog: Some(Arc::clone(&self.catalog)), ..self.shell };
        Ok(self)
    }

    /// True when a page made from the other still says the same.
    pub fn is_like(&self, other: &Scene) -> bool {
        let age = self.now.as_second() - other.now.as_second();
        Arc::ptr_eq(&self.published, &other.published)
            && Arc::ptr_eq(&self.shelf, &other.shelf)
            && (0..i64::from(freshness::PAGE)).contains(&age)
    }

    /// Whether a product can be had.
    pub fn stock(&self, sku: &Sku) -> Stock {
        match sku {
            sku if self.shelf.out.contains(sku) => Stock::SoldOut,
            sku if self.shelf.low.contains(sku) => Stock::Low,
            _ => Stock::InStock,
        }
    }

    /// A product as it stands on the shelf now.
    pub fn tile<'a>(&'a self, product: &'a Product) -> Tile<'a> {
        let deals = &self.catalog.settings().deals;
        let deal = deals.iter().find(|deal| deal.runs_at(self.now) && deal.names(&product.head));
        Tile {
            deal: deal.map(|deal| deal.title.as_str()),
            ..Tile::of(product, self.stock(&product.head.sku), (self.catalog.settings(), self.now))
        }
    }
}

/// 503 until the first catalog is published: a matter of seconds after the shop was set up.
fn not_open_yet() -> Problem {
    let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not-open-yet", text("opening-title"));
    problem.detail(text("opening-lead")).way("/", text("opening-again")).retry_after(30)
}

impl<S: Sync> FromRequestParts<S> for Scene {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Outcome<Scene> {
        parts.extensions.get::<Scene>().cloned().ok_or_else(|| Problem::broken("a page without its scene"))
    }
}

//! Products by their codes: what a browser remembers having bought, with today's prices.

use crate::scene::Scene;
use domain::Sku;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::components::{Tile, tiles};
use web::{Answer, Outcome, Query, Shell, View, Want, page as show};

/// More than this are not looked at.
const MOST: usize = 24;

/// Which ones.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct These {
    /// The shop's codes, with commas between them.
    pub skus: String,
}

/// Some products, in the order they are asked for. What is not sold any more is left out.
#[utoipa::path(get, path = "/products", tag = "browse", params(These), responses((status = 200, body = Products)))]
pub async fn page(scene: Scene, want: Want, Query(these): Query<These>) -> Outcome<Answer> {
    let skus = these.skus.split(',').take(MOST).filter_map(|sku| Sku::parse(sku).ok());
    let products: Vec<_> = skus.filter_map(|sku| scene.catalog.product(&sku)).collect();
    let view = Products { products: products.into_iter().map(|p| scene.tile(p)).collect() };
    Ok(show(want, &scene.shell, &view).public())
}

/// Some products.
#[derive(Debug, Serialize, ToSchema)]
pub struct Products<'a> {
    /// As they are offered now.
    pub products: Vec<Tile<'a>>,
}

impl View for Products<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.text("home-again").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! { h1 { (shell.text("home-again")) } h2.sr-only { (shell.text("search-products")) } (tiles(&self.products, shell)) }
    }
}

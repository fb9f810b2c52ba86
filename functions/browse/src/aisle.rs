//! One aisle: its products, by name.

use crate::pager::{Asked, PER_PAGE, Pager};
use crate::scene::Scene;
use domain::AisleId;
use domain::catalog::Catalog;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Tile, tiles, trail};
use web::{About, Answer, Outcome, Path, Problem, Query, Shell, View, Want, page as show};

/// An aisle's products.
#[utoipa::path(
    get, path = "/aisles/{aisle}", tag = "browse",
    params(("aisle" = String, Path, description = "The aisle's name in addresses"), Asked),
    responses((status = 200, body = AislePage), (status = 404, description = "No such aisle", body = web::problem::Details))
)]
pub async fn page(scene: Scene, want: Want, Path(aisle): Path<AisleId>, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let total = scene.catalog.aisle(&aisle).count();
    let name = name(&scene.catalog, &aisle).or((total > 0).then_some(aisle.as_str()));
    let name = name.ok_or_else(|| Problem::not_found("There is no such aisle.").way("/#aisles", "All aisles"))?;
    let pager = Pager::new(asked.page, total)?;
    let products = scene.catalog.aisle(&aisle).skip(pager.before()).take(PER_PAGE).map(|p| scene.tile(p)).collect();
    let view = AislePage { aisle: &aisle, name, pager, products };
    Ok(show(want, &scene.shell, &view).public(15))
}

/// What the sign over an aisle says.
pub fn name<'a>(catalog: &'a Catalog, aisle: &AisleId) -> Option<&'a str> {
    catalog.settings().aisles.iter().find(|a| a.slug == *aisle).map(|a| a.name.as_str())
}

/// An aisle, one page of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AislePage<'a> {
    /// Its name in addresses.
    pub aisle: &'a AisleId,
    /// Its name on the sign.
    pub name: &'a str,
    /// Where in it one is.
    #[serde(flatten)]
    pub pager: Pager,
    /// By name.
    pub products: Vec<Tile<'a>>,
}

impl View for AislePage<'_> {
    fn title(&self, _: &Shell) -> String {
        self.name.to_owned()
    }

    fn about(&self, _: &Shell) -> About<'_> {
        let path = format!("/aisles/{}", self.aisle);
        let canonical = if self.pager.page > 1 { format!("{path}?page={}", self.pager.page) } else { path };
        let description = format!("{}: {} products, delivered or ready for you to pick up.", self.name, self.pager.total);
        About { canonical: Some(canonical), description: Some(description), aisle: Some(self.aisle.as_str()), ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", "Shop"), ("/#aisles", "Aisles")]))
            header.heading { h1 { (self.name) } p.count { (self.pager.count()) } }
            @if self.products.is_empty() { p.lead { "The shelves here are empty at the moment." } }
            h2.sr-only { "Products" }
            (tiles(&self.products, shell.currency()))
            (self.pager.links(&format!("/aisles/{}?page=", self.aisle)))
        }
    }
}

//! Search: by name, brand, aisle, diet, barcode; typos forgiven.

use crate::pager::{PER_PAGE, Pager};
use crate::scene::Scene;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::components::{Tile, tiles, trail};
use web::{About, Answer, Outcome, Query, Shell, View, Want, page as show};

/// More matches than this are not listed.
const MOST: usize = 240;

/// What is searched for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Search {
    /// Words, or a code.
    pub q: String,
    /// From 1.
    pub page: Option<usize>,
}

/// Products that match.
#[utoipa::path(get, path = "/search", tag = "browse", params(Search), responses((status = 200, body = SearchPage)))]
pub async fn page(scene: Scene, want: Want, Query(search): Query<Search>) -> Outcome<Answer> {
    let query: String = search.q.trim().chars().take(80).collect();
    let found = scene.catalog.search(&query, MOST);
    let pager = Pager::new(search.page, found.len())?;
    let products = found.into_iter().skip(pager.before()).take(PER_PAGE).map(|p| scene.tile(p)).collect();
    let view = SearchPage { query: &query, pager, products };
    Ok(show(want, &scene.shell, &view).public(15))
}

/// Matches, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchPage<'a> {
    /// What was searched for.
    pub query: &'a str,
    /// Where in the matches one is.
    #[serde(flatten)]
    pub pager: Pager,
    /// Best first.
    pub products: Vec<Tile<'a>>,
}

impl View for SearchPage<'_> {
    fn title(&self, _: &Shell) -> String {
        if self.query.is_empty() { "Search".to_owned() } else { format!("{} – search", self.query) }
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About { query: Some(self.query), ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", "Shop")]))
            header.heading {
                @if self.query.is_empty() { h1 { "What are you looking for?" } } @else { h1 { "“" (self.query) "”" } p.count { (self.pager.count()) } }
            }
            @if self.products.is_empty() { (nothing(shell, self.query)) }
            h2.sr-only { "Products" }
            (tiles(&self.products, shell.currency()))
            (self.pager.links(&self.more()))
        }
    }
}

impl SearchPage<'_> {
    /// The address of these matches, up to the page number.
    fn more(&self) -> String {
        let mut path = String::from("/search?q=");
        for b in self.query.bytes() {
            match b {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => path.push(char::from(b)),
                b' ' => path.push('+'),
                b => path.push_str(&format!("%{b:02X}")),
            }
        }
        path + "&page="
    }
}

fn nothing(shell: &Shell, query: &str) -> Markup {
    html! {
        @if !query.is_empty() { p.lead { "Nothing here goes by that name. Try fewer or other words, or walk the aisles." } }
        @if let Some(shop) = shell.settings() {
            ul.pills { @for aisle in &shop.aisles { li { a.pill href={ "/aisles/" (aisle.slug.as_str()) } { (aisle.name) } } } }
        }
    }
}

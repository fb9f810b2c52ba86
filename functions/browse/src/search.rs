//! Search: by name, brand, aisle, diet, barcode; typos forgiven; filters with counts.

use crate::asked::Asked;
use crate::filters::Filters;
use crate::pager::Pager;
use crate::scene::Scene;
use domain::search::{Facets, Reading};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Tile, tiles, trail};
use web::{About, Answer, Outcome, Query, Shell, View, Want, page as show};

/// Products that match. With `take=6&facets=false` it is quick and small enough to be asked at every letter.
#[utoipa::path(get, path = "/search", tag = "browse", params(Asked), responses((status = 200, body = SearchPage)))]
pub async fn page(scene: Scene, want: Want, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let find = asked.find();
    let found = (!find.words.is_empty()).then(|| scene.catalog.find(&find, &scene.shelf.out, scene.now));
    let (products, total, facets, reading) =
        found.map_or_else(Default::default, |found| (found.products, found.total, found.facets, found.reading));
    let facets = if asked.facets == Some(false) { Facets::default() } else { facets };
    let pager = asked.pager(total)?;
    let products = products.into_iter().map(|p| scene.tile(p)).collect();
    let (spelling, partly) = match &reading {
        Reading::AsTyped => (None, false),
        Reading::Partly => (None, true),
        Reading::Respelled(spelling) => (Some(spelling.clone()), false),
        Reading::Nothing(spelling) => (spelling.clone(), false),
    };
    let view = SearchPage { query: find.words, pager, products, facets, spelling, partly, reading, asked };
    Ok(show(want, &scene.shell, &view).public())
}

/// Matches, best first unless asked otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchPage<'a> {
    /// What was searched for.
    pub query: String,
    /// Where in the matches one is.
    #[serde(flatten)]
    pub pager: Pager,
    /// On this page.
    pub products: Vec<Tile<'a>>,
    /// What they could be narrowed by.
    pub facets: Facets<'a>,
    /// The spelling these matches are for; without matches, one that finds some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spelling: Option<String>,
    /// No product has all the words: these have as many as any.
    pub partly: bool,
    #[serde(skip)]
    reading: Reading,
    #[serde(skip)]
    asked: Asked,
}

impl View for SearchPage<'_> {
    fn title(&self, shell: &Shell) -> String {
        match self.query.as_str() {
            "" => shell.text("search-title").into_owned(),
            words => shell.say("search-title-of", [("words", words.into())]).into_owned(),
        }
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About { query: Some(&self.query), ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", &shell.text("search-trail-shop"))]))
            header.heading {
                @if self.query.is_empty() {
                    h1 { (shell.text("search-what")) }
                } @else {
                    h1 { (shell.say("search-heading", [("words", self.query.as_str().into())])) }
                    p.count { (self.pager.count(shell)) }
                }
            }
            (self.remark(shell))
            @if self.query.is_empty() || matches!(self.reading, Reading::Nothing(_)) { (aisles(shell)) } @else { (self.list(shell)) }
        }
    }
}

impl SearchPage<'_> {
    /// How what was typed was understood, where that needs saying.
    fn remark(&self, shell: &Shell) -> Markup {
        html! {
            @match &self.reading {
                _ if self.query.is_empty() => { p.lead { (shell.text("search-start")) } }
                Reading::AsTyped => {}
                Reading::Partly => p.lead { (shell.text("search-partly")) },
                Reading::Respelled(spelling) => {
                    p.lead { (shell.say("search-respelled", [("words", self.query.as_str().into()), ("spelling", spelling.as_str().into())])) }
                }
                Reading::Nothing(spelling) => {
                    p.lead { (shell.text("search-nothing")) }
                    @if let Some(spelling) = spelling {
                        @let other = Asked { q: spelling.clone(), ..Asked::default() };
                        p.lead { (shell.text("search-did-you-mean")) " " a href=(other.cleared("/search")) { (spelling) } "?" }
                    }
                }
            }
        }
    }

    fn list(&self, shell: &Shell) -> Markup {
        let usual = shell.text("search-sort-relevance");
        let filters = Filters { shell, path: "/search", asked: &self.asked, facets: &self.facets, usual };
        html! {
            (filters.pills())
            div.listing {
                (filters.form())
                div {
                    h2.sr-only { (shell.text("search-products")) }
                    @if self.products.is_empty() { (filters.nothing_left()) }
                    (tiles(&self.products, shell))
                    (self.pager.links(shell, |page| self.asked.turned("/search", page)))
                }
            }
        }
    }
}

fn aisles(shell: &Shell) -> Markup {
    html! {
        @if let Some(shop) = shell.settings() {
            ul.pills { @for aisle in &shop.aisles { li { a.pill href={ (shell.path("/aisles/")) (aisle.slug.as_str()) } { (aisle.name) } } } }
        }
    }
}

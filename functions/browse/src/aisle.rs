//! One aisle or a section of it: its products, to be filtered and sorted.

use crate::asked::Asked;
use crate::filters::Filters;
use crate::pager::Pager;
use crate::scene::Scene;
use crate::structured;
use domain::AisleId;
use domain::aisles::At;
use domain::catalog::Catalog;
use domain::search::{Facets, Filter, Find};
use domain::settings::{Aisle, Section};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Tile, tiles, trail};
use web::{About, Answer, Card, Outcome, Path, Problem, Query, Shell, View, Want, moved, page as show};

/// An aisle's products. `q` and `aisle` count only in `/search`.
#[utoipa::path(
    get, path = "/aisles/{aisle}", tag = "browse",
    params(("aisle" = String, Path, description = "The aisle's name in addresses"), Asked),
    responses((status = 200, body = AislePage), (status = 404, description = "No such aisle", body = web::problem::Details))
)]
pub async fn page(scene: Scene, want: Want, Path(aisle): Path<AisleId>, Query(asked): Query<Asked>) -> Outcome<Answer> {
    if let Some(now) = led_on(&scene, &aisle, &asked) {
        return Ok(now);
    }
    let sign = sign(&scene.catalog, &aisle);
    if sign.is_none() && scene.catalog.aisle(&aisle).next().is_none() {
        return Err(Problem::not_found(scene.shell.text("aisle-unknown")).way("/#aisles", scene.shell.text("frame-all-aisles")));
    }
    let asked = Asked { q: String::new(), aisle: Vec::new(), ..asked };
    let find = asked.find();
    let find = Find { filter: Filter { aisles: vec![aisle.clone()], ..find.filter }, ..find };
    let found = scene.catalog.find(&find, &scene.shelf.out, scene.now);
    let pager = asked.pager(found.total)?;
    let products = found.products.into_iter().map(|p| scene.tile(p)).collect();
    let name = sign.map_or(aisle.as_str(), |a| a.name.as_str());
    let sections = sign.map(|a| a.sections.as_slice()).unwrap_or_default();
    let stands_in = |section: &Section| scene.catalog.aisle(&aisle).any(|p| p.text.section.as_ref() == Some(&section.slug));
    let sections: Vec<&Section> = sections.iter().filter(|section| stands_in(section)).collect();
    let path = format!("/aisles/{aisle}");
    let known =
        |slug: &AisleId| sections.iter().any(|s| s.slug == *slug) || found.facets.sections.iter().any(|count| count.value == slug.as_str());
    if !asked.section.iter().all(known) {
        return Err(Problem::not_found(scene.shell.text("aisle-unknown-section")).way(&path, name));
    }
    let view = AislePage { aisle: &aisle, name, pager, products, sections, facets: found.facets, path, asked };
    Ok(show(want, &scene.shell, &view).public())
}

/// Where an aisle or a section is that had another address.
fn led_on(scene: &Scene, aisle: &AisleId, asked: &Asked) -> Option<Answer> {
    let section = match asked.section.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    let at = At { aisle: aisle.clone(), section };
    let now = scene.catalog.settings().led_on(&at);
    let former = now != at && !scene.catalog.settings().is_there(&at);
    former.then(|| moved(&scene.shell.path(&now.path())))
}

/// What the sign over an aisle says.
pub fn name<'a>(catalog: &'a Catalog, aisle: &AisleId) -> Option<&'a str> {
    sign(catalog, aisle).map(|a| a.name.as_str())
}

fn sign<'a>(catalog: &'a Catalog, aisle: &AisleId) -> Option<&'a Aisle> {
    catalog.settings().aisles.iter().find(|a| a.slug == *aisle)
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
    /// What is bought most first, then by name, unless asked otherwise.
    pub products: Vec<Tile<'a>>,
    /// Its parts that have something in them.
    pub sections: Vec<&'a Section>,
    /// What they could be narrowed by.
    pub facets: Facets<'a>,
    #[serde(skip)]
    path: String,
    #[serde(skip)]
    asked: Asked,
}

impl View for AislePage<'_> {
    fn title(&self, _: &Shell) -> String {
        self.section().map_or_else(|| self.name.to_owned(), |section| format!("{} – {}", section.name, self.name))
    }

    /// Filtered and sorted pages are not to be listed: they show what the plain ones show.
    fn about(&self, shell: &Shell) -> About<'_> {
        let canonical = self.asked.is_plain().then(|| self.asked.turned(&self.path, self.pager.page));
        let of = [("aisle", self.heading().into()), ("count", self.pager.total.into())];
        let description = Some(shell.say("aisle-description", of).into_owned());
        let mut way = vec![(self.path.clone(), self.name)];
        way.extend(self.section().map(|section| (format!("{}?section={}", self.path, section.slug), section.name.as_str())));
        let card = Card { data: Some(structured::way(shell, &way)), ..Card::default() };
        About { canonical, description, aisle: Some(self.aisle.as_str()), card, ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        let (shop, aisles) = (shell.text("search-trail-shop"), shell.text("aisle-trail"));
        let mut way = vec![("/", shop.as_ref()), ("/#aisles", aisles.as_ref())];
        way.extend(self.section().map(|_| (self.path.as_str(), self.name)));
        let usual = shell.text("aisle-sort-popular");
        let filters = Filters { shell, path: &self.path, asked: &self.asked, facets: &self.facets, usual };
        html! {
            (trail(shell, &way))
            header.heading { h1 lang=[shell.lang_of(self.heading())] { (self.heading()) } p.count { (self.pager.count(shell)) } }
            (self.section_links(shell))
            (filters.pills())
            div.listing {
                (filters.form())
                div {
                    h2.sr-only { (shell.text("search-products")) }
                    @if self.products.is_empty() && self.asked.is_plain() { p.lead { (shell.text("aisle-empty")) } }
                    @else if self.products.is_empty() { (filters.nothing_left()) }
                    (tiles(&self.products, shell))
                    (self.pager.links(shell, |page| self.asked.turned(&self.path, page)))
                }
            }
        }
    }
}

impl AislePage<'_> {
    /// The section one is in, if it is one.
    fn section(&self) -> Option<&Section> {
        match self.asked.section.as_slice() {
            [slug] => self.sections.iter().copied().find(|section| section.slug == *slug),
            _ => None,
        }
    }

    fn heading(&self) -> &str {
        self.section().map_or(self.name, |section| section.name.as_str())
    }

    /// They lead to the plain pages.
    fn section_links(&self, shell: &Shell) -> Markup {
        let here = |is: bool| is.then_some("page");
        html! {
            @if !self.sections.is_empty() {
                nav.sections aria-label=(shell.text("aisle-sections")) {
                    ul.pills {
                        li { a.pill href=(shell.path(&self.path)) aria-current=[here(self.asked.section.is_empty())] { (shell.text("aisle-all")) } }
                        @for section in &self.sections {
                            li {
                                a.pill lang=[shell.lang_of(&section.name)] href={ (shell.path(&self.path)) "?section=" (section.slug.as_str()) } aria-current=[here(self.asked.section.contains(&section.slug))] {
                                    (section.name)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

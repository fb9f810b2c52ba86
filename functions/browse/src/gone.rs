//! What is no longer sold: 410 for those who keep lists, the same shelf for those who wanted it.

use crate::aisle;
use crate::scene::Scene;
use domain::address::slug;
use domain::catalog::Gone;
use domain::{AisleId, Product};
use http::StatusCode;
use maud::{Markup, html};
use serde::Serialize;
use std::cmp::Reverse;
use web::components::{Stock, Tile, tiles};
use web::{About, Answer, Problem, Shell, View, Want, refused};

/// Products shown instead.
const INSTEAD: usize = 6;

/// What is answered at the address of a product that is gone.
pub fn answer(want: Want, scene: &Scene, gone: &Gone) -> Answer {
    let view = GonePage::of(scene, gone);
    let problem = Problem::new(StatusCode::GONE, "gone", view.title(&scene.shell)).detail(scene.shell.text("gone-lead"));
    refused(want, &scene.shell, &view, problem)
}

/// A product that is no longer sold.
#[derive(Debug, Serialize)]
struct GonePage<'a> {
    name: &'a str,
    aisle: &'a AisleId,
    /// Absent when the aisle is gone too.
    aisle_name: Option<&'a str>,
    instead: Vec<Tile<'a>>,
}

impl<'a> GonePage<'a> {
    fn of(scene: &'a Scene, gone: &'a Gone) -> GonePage<'a> {
        let wanted = slug(&gone.name);
        let mut shelf: Vec<&Product> = scene.catalog.aisle(&gone.aisle).filter(|p| scene.stock(&p.head.sku) != Stock::SoldOut).collect();
        shelf.sort_by_cached_key(|p| Reverse(in_common(&wanted, &slug(&p.head.name))));
        GonePage {
            name: &gone.name,
            aisle: &gone.aisle,
            aisle_name: aisle::name(&scene.catalog, &gone.aisle),
            instead: shelf.into_iter().take(INSTEAD).map(|p| scene.tile(p)).collect(),
        }
    }
}

/// How many words of one name are in the other.
fn in_common(wanted: &str, name: &str) -> usize {
    wanted.split('-').filter(|word| word.len() > 2 && name.split('-').any(|other| other == *word)).count()
}

impl View for GonePage<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.say("gone-title", [("name", self.name.into())]).into_owned()
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About { aisle: Some(self.aisle.as_str()), ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            section.problem {
                h1 { (self.title(shell)) }
                p.lead { (shell.text("gone-lead")) }
                p.ways {
                    @if let Some(name) = self.aisle_name {
                        a.button href={ (shell.path("/aisles/")) (self.aisle) } { (shell.say("gone-to-aisle", [("aisle", name.into())])) }
                    }
                    a.button.quiet href=(shell.path("/search")) { (shell.text("gone-to-search")) }
                }
            }
            @if !self.instead.is_empty() {
                section.strip { h2 { (shell.text("gone-instead")) } (tiles(&self.instead, shell)) }
            }
        }
    }
}

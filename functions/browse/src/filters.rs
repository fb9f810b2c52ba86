//! Filters with counts, the order, and what is filtered by: one plain form, shared by search and aisles.

use crate::asked::Asked;
use domain::search::{Count, Facets, Sort};
use maud::{Markup, html};
use std::borrow::Cow;
use web::Shell;
use web::components::hidden;

/// A list of products and what it could be narrowed by.
pub struct Filters<'a> {
    pub shell: &'a Shell,
    /// Where the list is: `/search`.
    pub path: &'a str,
    pub asked: &'a Asked,
    pub facets: &'a Facets<'a>,
    /// What the usual order is called here.
    pub usual: Cow<'a, str>,
}

/// More values than this of one filter are folded.
const SHOWN: usize = 8;

impl Filters<'_> {
    /// The form. Folded on phones; the style sheet opens it where there is room beside the products.
    pub fn form(&self) -> Markup {
        if self.asked.is_plain() && self.facets.aisles.is_empty() {
            return html! {};
        }
        let chosen = self.asked.chosen().len();
        let text = |name| self.shell.text(name);
        html! {
            form.filters action=(self.shell.path(self.path)) aria-label=(text("search-filters")) {
                @if !self.asked.q.is_empty() { (hidden("q", &self.asked.words())) }
                @for section in &self.asked.section { (hidden("section", section.as_str())) }
                details {
                    summary {
                        (text("search-filters"))
                        @if chosen > 0 { " " span.badge { (chosen) } }
                    }
                    div.filter-groups {
                        (self.order())
                        (self.flags())
                        (self.group(&text("search-diets"), "diet", &self.facets.diets, |count| self.diet(count.value)))
                        @if self.path == "/search" {
                            (self.group(&text("search-aisles"), "aisle", &self.facets.aisles, |count| self.aisle(count.value)))
                        }
                        (self.group(&text("search-brands"), "brand", &self.facets.brands, |count| count.value.to_owned().into()))
                        button.main type="submit" { (text("search-show")) }
                    }
                }
            }
        }
    }

    /// What is filtered by, each to be taken away.
    pub fn pills(&self) -> Markup {
        let chosen = self.asked.chosen();
        html! {
            @if !chosen.is_empty() {
                ul.pills.chosen aria-label=(self.shell.text("search-chosen")) {
                    @for filter in &chosen {
                        @let name = self.name(*filter);
                        li {
                            a.pill href=(self.shell.path(&self.asked.without(self.path, *filter))) aria-label=(self.shell.say("search-remove", [("name", name.as_ref().into())])) {
                                (name) span aria-hidden="true" { "×" }
                            }
                        }
                    }
                    @if chosen.len() > 1 { li { a.pill.quiet href=(self.shell.path(&self.asked.cleared(self.path))) { (self.shell.text("search-clear")) } } }
                }
            }
        }
    }

    /// Products there are, but none with these filters.
    pub fn nothing_left(&self) -> Markup {
        html! {
            p.lead { (self.shell.text("search-nothing-left")) }
            p { a.button href=(self.shell.path(&self.asked.cleared(self.path))) { (self.shell.text("search-clear")) } }
        }
    }

    fn order(&self) -> Markup {
        let orders = [
            ("relevance", self.usual.clone(), Sort::Relevance),
            ("price", self.shell.text("search-sort-price"), Sort::Price),
            ("unit-price", self.shell.text("search-sort-unit-price"), Sort::UnitPrice),
        ];
        html! {
            div.filter-group {
                label for="sort" { (self.shell.text("search-sort")) }
                select #sort name="sort" {
                    @for (value, words, sort) in &orders { option value=(value) selected[self.asked.sort == *sort] { (words) } }
                }
            }
        }
    }

    fn flags(&self) -> Markup {
        let flag = |name: &'static str, products: usize, chosen: bool| {
            let count = Count { value: "true", products, chosen };
            html! { @if products > 0 || chosen { (tick(name, &count, &self.name((name, "true")))) } }
        };
        html! {
            fieldset.filter-group {
                legend.sr-only { (self.shell.text("search-flags")) }
                (flag("offer", self.facets.on_offer, self.asked.offer))
                (flag("stock", self.facets.in_stock, self.asked.stock))
            }
        }
    }

    fn group<'n>(&self, legend: &str, name: &str, counts: &[Count<'n>], label: impl Fn(&Count<'n>) -> Cow<'n, str>) -> Markup {
        // One value that is not chosen leaves nothing to choose.
        let worth_it = counts.len() > 1 || counts.iter().any(|count| count.chosen);
        let (first, more): (Vec<_>, Vec<_>) = counts.iter().enumerate().partition(|(n, count)| *n < SHOWN || count.chosen);
        html! {
            @if worth_it {
                fieldset.filter-group {
                    legend { (legend) }
                    @for (_, count) in first { (tick(name, count, &label(count))) }
                    @if !more.is_empty() {
                        details {
                            summary { (self.shell.text("search-more")) }
                            @for (_, count) in more { (tick(name, count, &label(count))) }
                        }
                    }
                }
            }
        }
    }

    fn name<'n>(&self, (filter, value): (&str, &'n str)) -> Cow<'n, str> {
        match filter {
            "offer" => self.shell.text("search-offer"),
            "stock" => self.shell.text("search-stock"),
            "diet" => self.diet(value),
            "aisle" => self.aisle(value),
            _ => value.into(),
        }
    }

    fn aisle<'n>(&self, slug: &'n str) -> Cow<'n, str> {
        let aisles = self.shell.settings().map(|shop| shop.aisles.as_slice()).unwrap_or_default();
        aisles.iter().find(|aisle| aisle.slug.as_str() == slug).map_or(slug.into(), |aisle| aisle.name.clone().into())
    }

    /// The diets that everybody knows in the shopper's language, others as the owner wrote them.
    fn diet<'n>(&self, diet: &'n str) -> Cow<'n, str> {
        match diet {
            "vegan" => self.shell.text("search-diet-vegan"),
            "vegetarian" => self.shell.text("search-diet-vegetarian"),
            "gluten-free" => self.shell.text("search-diet-gluten-free"),
            "lactose-free" => self.shell.text("search-diet-lactose-free"),
            "organic" => self.shell.text("search-diet-organic"),
            "halal" => self.shell.text("search-diet-halal"),
            "kosher" => self.shell.text("search-diet-kosher"),
            "no-added-sugar" => self.shell.text("search-diet-no-added-sugar"),
            other => other.into(),
        }
    }
}

fn tick(name: &str, count: &Count, label: &str) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name=(name) value=(count.value) checked[count.chosen];
            span { (label) }
            span.many { (count.products) }
        }
    }
}

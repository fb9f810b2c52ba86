//! The aisles with all their sections, each with what may be done about it.

use crate::aisles::occupied;
use crate::who::Staff;
use domain::Settings;
use domain::aisles::At;
use domain::catalog::Catalog;
use domain::settings::Aisle;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use web::components::{Tone, hidden, notice};
use web::{Failure, Language, Shell, View};

/// The aisles.
#[derive(Serialize, ToSchema)]
pub struct AislesPage<'a> {
    /// In the order they are walked.
    aisles: &'a [Aisle],
    /// Former addresses, and where they lead.
    moved: BTreeMap<String, String>,
    #[serde(skip)]
    settings: &'a Settings,
    #[serde(skip)]
    occupied: BTreeSet<At>,
    #[serde(skip)]
    catalog: &'a Catalog,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

impl<'a> AislesPage<'a> {
    /// As the settings have them.
    pub fn of(settings: &'a Settings, catalog: &'a Catalog, errors: &'a [Failure], staff: &'a Staff) -> AislesPage<'a> {
        let moved = settings.moved.keys().map(|former| (former.to_string(), settings.led_on(former).to_string())).collect();
        AislesPage { aisles: &settings.aisles, moved, occupied: occupied(settings, catalog), settings, catalog, errors, staff }
    }
}

impl View for AislesPage<'_> {
    fn title(&self, _: &Shell) -> String {
        "Aisles".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, _: &Shell) -> Markup {
        html! {
            h1 { "Aisles" }
            p.lead { "In the order they are walked, by shoppers and by who picks. Shoppers see a change within a minute." }
            @for error in self.errors { (notice(Tone::Bad, html! { p { (error.message.to_string()) } })) }
            @for (n, aisle) in self.aisles.iter().enumerate() { (self.aisle(n, aisle)) }
            section.card { h2 { "One more aisle" } (add("", "New aisle")) }
            @if !self.moved.is_empty() {
                section.card {
                    h2 { "Former addresses" }
                    p.hint { "Whoever follows an old link comes here." }
                    ul { @for (former, now) in &self.moved { li { code { (former) } " leads to " code { (now) } } } }
                }
            }
            p { a href="/back-office/words" { "Other words in other languages" } }
        }
    }
}

impl AislesPage<'_> {
    fn aisle(&self, n: usize, aisle: &Aisle) -> Markup {
        let at = At { aisle: aisle.slug.clone(), section: None };
        let products = self.catalog.aisle(&aisle.slug).count();
        html! {
            section.card id=(aisle.slug.as_str()) {
                h2 { (aisle.name) " " span.hint { (products) " products" } }
                (self.edits(&at, &aisle.name, (n, self.aisles.len()), Some(&aisle.picture)))
                details {
                    summary { (aisle.sections.len()) " sections" span.sr-only { " of " (aisle.name) } }
                    @for (n, section) in aisle.sections.iter().enumerate() {
                        @let at = At { section: Some(section.slug.clone()), ..at.clone() };
                        h3 { (section.name) }
                        (self.edits(&at, &section.name, (n, aisle.sections.len()), None))
                    }
                    (add(aisle.slug.as_str(), &format!("New section of {}", aisle.name)))
                }
            }
        }
    }

    /// `place`: which of how many.
    fn edits(&self, at: &At, name: &str, place: (usize, usize), picture: Option<&str>) -> Markup {
        let at_text = at.to_string();
        let own = Language::of(self.settings);
        html! {
            form.row method="post" action="/back-office/aisles" {
                (hidden("action", "rename")) (hidden("at", &at_text))
                (input("name", &format!("Sign of {name}"), name, None))
                @for other in Language::all().filter(|other| *other != own) {
                    @let said = self.settings.glossary.get(other.tag()).and_then(|words| words.get(name)).map_or("", String::as_str);
                    (input(&format!("said[{}]", other.tag()), &format!("{} ({})", name, other.name()), said, Some(other.tag())))
                }
                @if let Some(picture) = picture { (self.pictures(at, name, picture)) }
                label { input type="checkbox" name="address" value="true"; " The address " code { (at.path()) } " follows" }
                button type="submit" { "Save" span.sr-only { " " (name) } }
            }
            div.row {
                @for (to, sign, words) in [(place.0, "↑", "earlier"), (place.0 + 2, "↓", "later")] {
                    @if to >= 1 && to <= place.1 {
                        form method="post" action="/back-office/aisles" {
                            (hidden("action", "place")) (hidden("at", &at_text)) (hidden("place", &to.to_string()))
                            button type="submit" aria-label={ (name) " comes " (words) } { (sign) }
                        }
                    }
                }
                (self.into(at, name))
                @if !self.occupied.contains(at) {
                    form method="post" action="/back-office/aisles" {
                        (hidden("action", "remove")) (hidden("at", &at_text))
                        button.quiet type="submit" { "Remove" span.sr-only { " " (name) } }
                    }
                }
            }
        }
    }

    /// Everything that stands there goes somewhere else, and the address leads after it.
    fn into(&self, at: &At, name: &str) -> Markup {
        html! {
            form.row method="post" action="/back-office/aisles" data-confirm={ "Put everything of " (name) " there?" } {
                (hidden("action", "into")) (hidden("at", &at.to_string()))
                label {
                    span.sr-only { "Put all of " (name) " into" }
                    select name="to" required {
                        option value="" { "Put all of it into …" }
                        @for aisle in self.aisles.iter().filter(|a| at.section.is_some() || a.slug != at.aisle) {
                            option value=(aisle.slug.as_str()) { (aisle.name) }
                            @for section in aisle.sections.iter().filter(|s| at.section.as_ref() != Some(&s.slug)) {
                                option value={ (aisle.slug.as_str()) "/" (section.slug.as_str()) } { (aisle.name) ": " (section.name) }
                            }
                        }
                    }
                }
                button type="submit" { "Put" span.sr-only { " all of " (name) " there" } }
            }
        }
    }

    /// Pictures of the products that stand there.
    fn pictures(&self, at: &At, name: &str, picture: &str) -> Markup {
        let mut pictures: Vec<(&str, &str)> = Vec::new();
        for product in self.catalog.aisle(&at.aisle) {
            let one = product.text.picture.as_str();
            if !one.is_empty() && one != picture && !pictures.iter().any(|(known, _)| *known == one) {
                pictures.push((one, &product.head.name));
            }
        }
        html! {
            label {
                span.sr-only { "Picture of " (name) }
                select name="picture" {
                    option value=(picture) selected { @if picture.is_empty() { "No picture" } @else { "The picture it has" } }
                    @for (one, of) in pictures.iter().take(40) { option value=(one) { "As " (of) } }
                }
            }
        }
    }
}

fn input(name: &str, label: &str, value: &str, lang: Option<&str>) -> Markup {
    html! { label { span.sr-only { (label) } input type="text" name=(name) value=(value) maxlength="60" lang=[lang] placeholder=[lang] required[lang.is_none()]; } }
}

fn add(at: &str, label: &str) -> Markup {
    html! {
        form.row method="post" action="/back-office/aisles" {
            (hidden("action", "add")) (hidden("at", at))
            (input("name", label, "", None))
            button type="submit" { (label) }
        }
    }
}

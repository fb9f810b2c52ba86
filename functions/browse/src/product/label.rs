//! What stands on a product's label: facts, ingredients with their allergens, nutrition.

use super::{ProductPage, words};
use domain::product::{Nutrition, emphasized};
use domain::wording::{Told, Wordings};
use maud::{Markup, html};
use std::borrow::Cow;
use web::Shell;

/// Content, origin, keeping, age, numbers.
pub(super) fn facts(page: &ProductPage, shell: &Shell) -> Markup {
    let keeps = page.keeps_days.map(|days| shell.say("product-keeps", [("days", days.into())]));
    html! {
        dl.facts {
            @if let Some(pack) = page.tile.pack { (fact(shell.text("product-content"), html! { (shell.language.pack(pack)) })) }
            @if let Some(grams) = page.drained { (fact(shell.text("product-drained"), html! { (shell.language.grams(grams)) })) }
            @if !page.origin.is_empty() { (fact(shell.text("product-origin"), html! { span lang=[either(page.tile.said, Told::Origin, page.origin, shell)] { (page.origin) } })) }
            @if page.keeps_storage() { (fact(shell.text("product-storage"), page.storage_says(shell))) }
            @if let Some(times) = page.times { (fact(shell.text("product-times"), html! { (words::times(times, shell)) })) }
            @if let Some(keeps) = keeps { (fact(shell.text("product-freshness"), html! { (keeps) })) }
            @if let Some(alcohol) = page.alcohol {
                (fact(shell.text("product-alcohol"), html! { (shell.language.percent(i64::from(alcohol) * 10)) " vol" }))
            }
            @if let Some(age) = page.tile.age {
                (fact(shell.text("product-age"), html! { (shell.say("product-from-age", [("age", age.into())])) }))
            }
            @if !page.producer.is_empty() { (fact(shell.text("product-producer"), html! { (page.producer) })) }
            @if let Some(barcode) = page.barcode { (fact(shell.text("product-barcode"), html! { (barcode) })) }
            @if let Some(plu) = page.plu { (fact(shell.text("product-plu"), html! { (plu) })) }
        }
    }
}

/// A country, a variant, or how something is kept, may be said of one product, or in the glossary of all.
pub(super) fn either(said: &Wordings, told: Told, words: &str, shell: &Shell) -> Option<&'static str> {
    shell.lang(said, told).and_then(|_| shell.lang_of(words))
}

fn fact(name: Cow<str>, says: Markup) -> Markup {
    html! { div { dt { (name) } dd { (says) } } }
}

impl ProductPage<'_> {
    fn keeps_storage(&self) -> bool {
        words::storage(self.storage).is_some() || !self.keeping.is_empty()
    }

    fn storage_says(&self, shell: &Shell) -> Markup {
        let cold = words::storage(self.storage).map(|name| shell.text(name));
        html! {
            @if let Some(cold) = &cold { (cold) }
            @if !self.keeping.is_empty() {
                @if cold.is_some() { ". " }
                span lang=[either(self.tile.said, Told::Keeping, self.keeping, shell)] { (self.keeping) }
            }
        }
    }
}

/// Ingredients, allergens, nutrition. Allergens are emphasized where they stand, and named once more below.
pub(super) fn label(page: &ProductPage, shell: &Shell) -> Markup {
    html! {
        @if !page.ingredients.is_empty() {
            section { h2 { (shell.text("product-ingredients")) } p.ingredients lang=[shell.lang(page.tile.said, Told::Ingredients)] { (ingredients(page)) } }
        }
        @if !page.allergens.is_empty() {
            section {
                h2 { (shell.text("product-contains")) }
                ul.pills { @for allergen in page.allergens { li.pill.warn { (words::allergen(*allergen, shell)) } } }
            }
        }
        @if !page.traces.is_empty() {
            section {
                h2 { (shell.text("product-may-contain")) }
                ul.pills { @for allergen in page.traces { li.pill { (words::allergen(*allergen, shell)) } } }
            }
        }
        @if let Some(nutrition) = &page.nutrition { section { h2 { (shell.text("product-nutrition")) } (table(nutrition, shell)) } }
    }
}

fn ingredients(page: &ProductPage) -> Markup {
    html! {
        @for part in emphasized(page.ingredients, page.allergens) {
            @if part.names.is_some() { strong { (part.text) } } @else { (part.text) }
        }
    }
}

/// In the order of annex XV of Regulation (EU) 1169/2011.
fn table(n: &Nutrition, shell: &Shell) -> Markup {
    let rows = [
        (shell.text("product-fat"), false, Some(n.fat_mg)),
        (shell.text("product-saturates"), true, Some(n.saturates_mg)),
        (shell.text("product-carbohydrate"), false, Some(n.carbohydrate_mg)),
        (shell.text("product-sugars"), true, Some(n.sugars_mg)),
        (shell.text("product-fiber"), false, n.fiber_mg),
        (shell.text("product-protein"), false, Some(n.protein_mg)),
        (shell.text("product-salt"), false, Some(n.salt_mg)),
    ];
    let rows = rows.iter().filter_map(|(name, part, mg)| Some((name, *part, (*mg)?)));
    html! {
        table.nutrition {
            caption { (shell.text("product-per-hundred")) }
            tbody {
                tr { th scope="row" { (shell.text("product-energy")) } td { (n.energy_kj) " kJ / " (n.energy_kcal()) " kcal" } }
                @for (name, part, mg) in rows { tr .part[part] { th scope="row" { (name) } td { (words::grams(mg, shell)) } } }
            }
        }
    }
}

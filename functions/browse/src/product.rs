//! One product: everything on its label, and what stands beside it.

use crate::aisle;
use crate::scene::Scene;
use domain::product::{Nutrition, Storage};
use domain::{Product, Sku};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Content, Stock, Tile, choose_forms, price_block, shelf, tiles, trail};
use web::{About, Answer, Outcome, Path, Problem, Shell, View, Want, page as show};

/// Neighbors shown below.
const BESIDE: usize = 6;

/// A product.
#[utoipa::path(
    get, path = "/products/{sku}", tag = "browse", params(("sku" = String, Path, description = "The shop's code")),
    responses((status = 200, body = ProductPage), (status = 404, description = "Not sold here", body = web::problem::Details))
)]
pub async fn page(scene: Scene, want: Want, Path(sku): Path<Sku>) -> Outcome<Answer> {
    let gone = || Problem::not_found("We do not sell this, or not any more.").way("/search", "Search the shop").way("/", "To the shop");
    let product = scene.catalog.product(&sku).ok_or_else(gone)?;
    Ok(show(want, &scene.shell, &ProductPage::of(&scene, product)).public(15))
}

/// A product with everything on its label. Absent facts are absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductPage<'a> {
    /// As in a list.
    #[serde(flatten)]
    pub tile: Tile<'a>,
    /// What the sign over its aisle says.
    pub aisle_name: &'a str,
    /// One or two sentences.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// As on the pack.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub ingredients: &'a str,
    /// Of the 14 that must be named.
    pub allergens: &'a [String],
    /// vegan, organic, ...
    pub diet: &'a [String],
    /// Per 100 g or 100 ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nutrition: Option<Nutrition>,
    /// Country.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub origin: &'a str,
    /// How it is kept.
    pub storage: Storage,
    /// GTIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcode: Option<&'a str>,
    /// Look-up code of loose produce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plu: Option<&'a str>,
    /// What may be given instead, best first.
    pub substitutes: Vec<Tile<'a>>,
    /// What stands beside it.
    pub beside: Vec<Tile<'a>>,
}

impl<'a> ProductPage<'a> {
    fn of(scene: &'a Scene, product: &'a Product) -> ProductPage<'a> {
        let (head, text, catalog) = (&product.head, &product.text, &*scene.catalog);
        let instead = text.substitutes.iter().filter_map(|sku| catalog.product(sku)).take(BESIDE);
        let other = |p: &&Product| p.head.sku != head.sku && !text.substitutes.contains(&p.head.sku);
        let last = catalog.aisle(&head.aisle).count().saturating_sub(BESIDE + 1);
        let here = catalog.aisle(&head.aisle).position(|p| p.head.sku == head.sku).unwrap_or(0);
        let beside = catalog.aisle(&head.aisle).skip(here.saturating_sub(BESIDE / 2).min(last)).filter(other).take(BESIDE);
        ProductPage {
            tile: scene.tile(product),
            aisle_name: aisle::name(catalog, &head.aisle).unwrap_or(head.aisle.as_str()),
            description: &text.description,
            ingredients: &text.ingredients,
            allergens: &text.allergens,
            diet: &text.diet,
            nutrition: text.nutrition,
            origin: &text.origin,
            storage: text.storage,
            barcode: text.barcode.as_deref(),
            plu: text.plu.as_deref(),
            substitutes: instead.map(|p| scene.tile(p)).collect(),
            beside: beside.map(|p| scene.tile(p)).collect(),
        }
    }

    fn facts(&self) -> Markup {
        let storage = match self.storage {
            Storage::Ambient => None,
            Storage::Chilled => Some("Keep chilled"),
            Storage::Frozen => Some("Keep frozen"),
        };
        html! {
            dl.facts {
                @if let Some(pack) = self.tile.pack { div { dt { "Content" } dd { (Content(pack)) } } }
                @if !self.origin.is_empty() { div { dt { "Origin" } dd { (self.origin) } } }
                @if let Some(storage) = storage { div { dt { "Storage" } dd { (storage) } } }
                @if let Some(age) = self.tile.age { div { dt { "Age" } dd { "Only from " (age) " years; we check at the door." } } }
                @if let Some(barcode) = self.barcode { div { dt { "Barcode" } dd { (barcode) } } }
                @if let Some(plu) = self.plu { div { dt { "PLU" } dd { (plu) } } }
            }
        }
    }

    fn label(&self) -> Markup {
        html! {
            @if !self.ingredients.is_empty() { section { h2 { "Ingredients" } p { (self.ingredients) } } }
            @if !self.allergens.is_empty() {
                section { h2 { "Contains" } ul.pills { @for allergen in self.allergens { li.pill.warn { (allergen) } } } }
            }
            @if let Some(nutrition) = &self.nutrition { section { h2 { "Nutrition" } (nutrition_table(nutrition)) } }
        }
    }

    fn weighed(&self) -> Markup {
        html! {
            @if self.tile.by_weight.is_some() && self.tile.stock != Stock::SoldOut {
                p.hint { "Weighed when we pick it: you pay what the scale says, and never more than the amount shown at checkout." }
            }
        }
    }
}

impl View for ProductPage<'_> {
    fn title(&self, _: &Shell) -> String {
        self.tile.name.to_owned()
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About {
            canonical: Some(format!("/products/{}", self.tile.sku)),
            description: (!self.description.is_empty()).then(|| self.description.to_owned()),
            aisle: Some(self.tile.aisle.as_str()),
            ..About::default()
        }
    }

    fn html(&self, shell: &Shell) -> Markup {
        let aisle = format!("/aisles/{}", self.tile.aisle);
        html! {
            (trail(shell, &[("/", "Shop"), (&aisle, self.aisle_name)]))
            article.product {
                (shelf(&self.tile, true))
                div.about {
                    @if !self.tile.brand.is_empty() { p.maker { (self.tile.brand) } }
                    h1 { (self.tile.name) }
                    @if !self.description.is_empty() { p.lead { (self.description) } }
                    @if !self.diet.is_empty() { ul.pills { @for diet in self.diet { li.pill.good { (diet) } } } }
                    div.buy {
                        @if let Some(offer) = &self.tile.offer { p.offer { (offer.title) } }
                        (price_block(&self.tile, shell.currency()))
                        (choose_forms(&self.tile))
                        (self.weighed())
                    }
                    (self.facts())
                }
                div.label { (self.label()) }
            }
            @if !self.substitutes.is_empty() { section.strip { h2 { "Or try" } (tiles(&self.substitutes, shell.currency())) } }
            @if !self.beside.is_empty() { section.strip { h2 { "Beside it on the shelf" } (tiles(&self.beside, shell.currency())) } }
        }
    }
}

fn nutrition_table(n: &Nutrition) -> Markup {
    let rows = [
        ("Fat", n.fat_mg),
        ("of which saturates", n.saturates_mg),
        ("Carbohydrate", n.carbohydrate_mg),
        ("of which sugars", n.sugars_mg),
        ("Protein", n.protein_mg),
        ("Salt", n.salt_mg),
    ];
    // 1 kcal is 4.184 kJ.
    let kcal = (n.energy_kj * 1000 + 2092) / 4184;
    html! {
        table.nutrition {
            caption { "Per 100 g or 100 ml" }
            tbody {
                tr { th scope="row" { "Energy" } td { (n.energy_kj) " kJ / " (kcal) " kcal" } }
                @for (name, mg) in rows {
                    tr .part[name.starts_with("of")] { th scope="row" { (name) } td { (grams(mg)) } }
                }
            }
        }
    }
}

/// One decimal; two for what is less than a gram and more than a trace.
fn grams(mg: u32) -> Markup {
    html! {
        @if mg < 1000 && mg % 100 >= 10 { "0." (mg / 100) (mg % 100 / 10) " g" } @else { (mg / 1000) "." (mg % 1000 / 100) " g" }
    }
}

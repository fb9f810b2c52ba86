//! A family: the same thing in several sizes or flavors, as a row of choices with their prices.

use super::label::either;
use crate::scene::Scene;
use domain::product::UnitPrice;
use domain::wording::{Told, Wordings};
use domain::{Money, Product, Sku};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::Shell;
use web::components::{Label, Stock};

/// One of a family.
#[derive(Debug, Serialize, ToSchema)]
pub struct Variant<'a> {
    /// Which product it is.
    pub sku: &'a Sku,
    /// Its whole name, for its address.
    #[serde(skip)]
    pub name: &'a str,
    /// What tells it from the others.
    pub label: &'a str,
    /// Which of its texts are said in which language.
    #[serde(skip)]
    pub said: &'a Wordings,
    /// What one pays, offer included.
    pub price: Money,
    /// The same per kilogram, liter or piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<UnitPrice>,
    /// As they are shown.
    #[serde(skip)]
    pub shown: Label,
    /// Whether it can be had.
    pub stock: Stock,
    /// The one the page is about.
    pub this: bool,
}

/// The whole family, small ones first; nothing for a product that is alone.
pub(super) fn of<'a>(scene: &'a Scene, product: &Product) -> Vec<Variant<'a>> {
    let Some(family) = &product.text.family else { return Vec::new() };
    let mut all: Vec<&Product> = scene.catalog.family(&family.id).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    all.sort_by_key(|p| (p.text.pack.map(|pack| pack.amount), label(p)));
    all.into_iter().map(|one| variant(scene, one, one.head.sku == product.head.sku)).collect()
}

fn variant<'a>(scene: &'a Scene, product: &'a Product, this: bool) -> Variant<'a> {
    let tile = scene.tile(product);
    let price = tile.offer.and_then(|o| o.price).unwrap_or(tile.price);
    Variant {
        sku: &product.head.sku,
        name: &product.head.name,
        label: label(product),
        said: &product.text.said,
        price,
        unit_price: tile.unit_price,
        shown: tile.label(),
        stock: tile.stock,
        this,
    }
}

fn label(product: &Product) -> &str {
    product.text.family.as_ref().map_or(product.head.name.as_str(), |f| &f.label)
}

/// The row of choices.
pub(super) fn row(family: &[Variant], shell: &Shell) -> Markup {
    html! {
        @if !family.is_empty() {
            nav.family aria-label=(shell.text("product-family")) {
                ul {
                    @for one in family {
                        li {
                            a .gone[one.stock == Stock::SoldOut] href=(shell.path(&domain::address::product(one.sku, one.name))) aria-current=[one.this.then_some("page")] {
                                strong lang=[either(one.said, Told::Variant, one.label, shell)] { (one.label) } " "
                                span { (shell.money(one.shown.pays)) } " "
                                small {
                                    @if one.stock == Stock::SoldOut { (shell.text("product-sold-out")) }
                                    @else if let Some(unit) = one.shown.unit_price { (shell.unit_price(unit)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

//! A product: its head (everything checkout must check) and its text (everything a shopper reads).

use crate::{AisleId, Money, Offer, Quantity, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What checkout needs to know of a product. Small, because it is written at every sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProductHead {
    /// The shop's own code.
    pub sku: Sku,
    /// As on the shelf label.
    pub name: String,
    /// Where it stands.
    pub aisle: AisleId,
    /// Per piece, or per kilogram when sold by weight. VAT included.
    pub price: Money,
    /// Grows with every change of price or offer: a basket quoted at another version is quoted again.
    pub pv: u32,
    /// Free to be sold, in stock units: pieces, or grams when sold by weight.
    pub available: i64,
    /// Which VAT rate applies.
    pub vat: VatClass,
    /// Deposit on each piece (bottle, can, crate).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub deposit: Money,
    /// Youngest age that may buy it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Present for loose goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_weight: Option<ByWeight>,
    /// The offer that hangs on it, running or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// False: no longer sold.
    pub active: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(money: &Money) -> bool {
    *money == Money::ZERO
}

/// How loose goods are ordered and weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ByWeight {
    /// What one piece weighs, about, in grams.
    pub nominal: u32,
    /// How much more than ordered may be weighed in, in basis points.
    pub tolerance_bp: u32,
}

/// The VAT classes a grocer meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VatClass {
    /// Drinks, household, cosmetics, services.
    Standard,
    /// Food.
    Reduced,
    /// Exempt.
    Zero,
}

impl VatClass {
    /// Germany's rates in basis points: section 12 UStG, paragraphs 1 (19 %) and 2 (7 %).
    pub fn basis_points(self) -> i64 {
        match self {
            VatClass::Standard => 1900,
            VatClass::Reduced => 700,
            VatClass::Zero => 0,
        }
    }
}

impl ProductHead {
    /// The offer, if it counts at this moment.
    pub fn offer_at(&self, now: Timestamp) -> Option<&Offer> {
        self.offer.as_ref().filter(|o| o.runs_at(now))
    }

    /// The unit stock is counted in matches what is asked: packed goods are not sold in grams.
    pub fn accepts(&self, quantity: Quantity) -> bool {
        self.by_weight.is_some() || matches!(quantity, Quantity::Pieces(_))
    }

    /// Stock units meant by a quantity: pieces, or nominal grams.
    pub fn units(&self, quantity: Quantity) -> i64 {
        units(self.by_weight, quantity)
    }

    /// Stock units to hold for a quantity: with the tolerance for weighed goods, so that the scale may say a little more.
    pub fn units_to_hold(&self, quantity: Quantity) -> i64 {
        let units = self.units(quantity);
        match self.by_weight {
            None => units,
            Some(w) => (units * (10_000 + i64::from(w.tolerance_bp)) + 9_999) / 10_000,
        }
    }

    /// How many of the asked kind could still be sold.
    pub fn most(&self, asked: Quantity) -> Quantity {
        let fits = |n: u32, make: fn(u32) -> Quantity| self.units_to_hold(make(n)) <= self.available;
        match asked {
            Quantity::Pieces(n) => Quantity::Pieces(greatest(n, |n| fits(n, Quantity::Pieces))),
            Quantity::Grams(n) => Quantity::Grams(greatest(n, |n| fits(n, Quantity::Grams))),
        }
    }
}

/// Stock units meant by a quantity of something sold this way.
pub fn units(by_weight: Option<ByWeight>, quantity: Quantity) -> i64 {
    match (quantity, by_weight) {
        (Quantity::Grams(g), _) => i64::from(g),
        (Quantity::Pieces(n), None) => i64::from(n),
        (Quantity::Pieces(n), Some(w)) => i64::from(n) * i64::from(w.nominal),
    }
}

/// The greatest n up to `most` for which `fits` holds, where it holds for all smaller ones too.
fn greatest(most: u32, fits: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

/// What a shopper reads about a product. Absent facts are absent, never made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ProductText {
    /// Maker or label.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// The section of its aisle, by slug; none: it stands in the aisle itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<AisleId>,
    /// Net content of one piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
    /// GTIN with a right check digit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// Price look-up code of loose produce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plu: Option<String>,
    /// Of the 14 that Regulation (EU) 1169/2011, annex II, names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allergens: Vec<String>,
    /// As on the pack.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ingredients: String,
    /// Per 100 g or 100 ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nutrition: Option<Nutrition>,
    /// Country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// How it is kept.
    pub storage: Storage,
    /// vegan, vegetarian, gluten-free, organic, ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diet: Vec<String>,
    /// One or two sentences.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Name of the picture, without size and ending.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub picture: String,
    /// What staff may give instead, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<Sku>,
}

/// Net content of one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pack {
    /// In the unit beside it.
    pub amount: u32,
    /// What it is measured in.
    pub unit: PackUnit,
}

/// What a pack's content is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PackUnit {
    /// Grams.
    G,
    /// Milliliters.
    Ml,
    /// Things.
    Piece,
}

/// How a product is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    /// On a shelf.
    #[default]
    Ambient,
    /// In the cooler.
    Chilled,
    /// In the freezer.
    Frozen,
}

/// Nutrition declaration per 100 g or 100 ml: energy in kJ, the rest in milligrams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are the declaration's own words, annex XV of Regulation (EU) 1169/2011")]
pub struct Nutrition {
    pub energy_kj: u32,
    pub fat_mg: u32,
    pub saturates_mg: u32,
    pub carbohydrate_mg: u32,
    pub sugars_mg: u32,
    pub protein_mg: u32,
    pub salt_mg: u32,
}

/// Head and text together, as the catalog holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Product {
    /// What checkout checks.
    #[serde(flatten)]
    pub head: ProductHead,
    /// What a shopper reads.
    #[serde(flatten)]
    pub text: ProductText,
}

/// A price per kilogram, liter or piece: Directive 98/6/EC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitPrice {
    /// Rounded once, by the shop.
    pub price: Money,
    /// Per what.
    pub per: UnitOfPrice,
}

/// What a unit price is per.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitOfPrice {
    /// Kilogram.
    Kg,
    /// Liter.
    L,
    /// One thing of several in a pack.
    Piece,
}

impl Product {
    /// The unit price at a shelf price, where the law or sense asks for one.
    pub fn unit_price(&self, price: Money) -> Option<UnitPrice> {
        if self.head.by_weight.is_some() {
            return Some(UnitPrice { price, per: UnitOfPrice::Kg });
        }
        let pack = self.text.pack.filter(|p| p.amount > 0)?;
        let (per, scale) = match pack.unit {
            PackUnit::G => (UnitOfPrice::Kg, 1000),
            PackUnit::Ml => (UnitOfPrice::L, 1000),
            PackUnit::Piece if pack.amount == 1 => return None,
            PackUnit::Piece => (UnitOfPrice::Piece, 1),
        };
        Some(UnitPrice { price: price.scaled(scale, i64::from(pack.amount)), per })
    }
}

//! A product: its head (everything checkout must check) and its text (everything a shopper reads).

mod allergen;
mod diet;
mod fact;
mod ingredients;
mod nutrition;
mod text;
pub mod times;

pub use allergen::Allergen;
pub use diet::Diet;
pub use fact::Fact;
pub use ingredients::{Part, emphasized};
pub use nutrition::Nutrition;
pub use text::{Family, Pack, PackUnit, ProductText, Storage};
pub use times::Times;

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

impl ByWeight {
    /// What is meant when nobody says how much: one of it; of light things half a kilogram, for nobody wants one carrot.
    pub fn unsaid(self) -> Quantity {
        if self.nominal < 100 { Quantity::Grams(500) } else { Quantity::Pieces(1) }
    }

    /// As many pieces as that weighs, about.
    fn pieces(self, grams: u32) -> u32 {
        (grams + self.nominal / 2).checked_div(self.nominal).unwrap_or(0).max(1)
    }
}

/// The VAT classes a grocer meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VatClass {
    /// Drinks, household, cosmetics, services.
    Standard,
    /// Food.
    Reduced,
    /// Basic food, where that has a rate of its own; elsewhere it is food.
    Basic,
    /// Exempt.
    Zero,
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

    /// The line with more of it, in the unit it is held in.
    pub fn more(&self, held: Option<Quantity>, by: Quantity) -> Quantity {
        match held {
            None => by,
            Some(Quantity::Pieces(n)) => Quantity::Pieces(n.saturating_add(self.as_pieces(by))),
            Some(Quantity::Grams(g)) => Quantity::Grams(g.saturating_add(self.as_grams(by))),
        }
    }

    /// The line with less of it, down to nothing.
    pub fn less(&self, held: Option<Quantity>, by: Quantity) -> Quantity {
        match held {
            None => Quantity::Pieces(0),
            Some(Quantity::Pieces(n)) => Quantity::Pieces(n.saturating_sub(self.as_pieces(by))),
            Some(Quantity::Grams(g)) => Quantity::Grams(g.saturating_sub(self.as_grams(by))),
        }
    }

    fn as_pieces(&self, quantity: Quantity) -> u32 {
        match (quantity, self.by_weight) {
            (Quantity::Grams(g), Some(weight)) => weight.pieces(g),
            (Quantity::Pieces(n) | Quantity::Grams(n), _) => n,
        }
    }

    fn as_grams(&self, quantity: Quantity) -> u32 {
        u32::try_from(self.units(quantity)).unwrap_or(u32::MAX)
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

/// Head and text together, as the catalog holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Product {
    /// What checkout checks.
    #[serde(flatten)]
    pub head: ProductHead,
    /// What a shopper reads.
    #[serde(flatten)]
    pub text: ProductText,
    /// The lowest price in the 30 days before its offer began. Only in the published catalog: see [`crate::lowest`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Money>,
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

impl UnitPrice {
    /// The same per 100 g or 100 ml.
    pub fn per_hundred(self) -> Option<Money> {
        match self.per {
            UnitOfPrice::Kg | UnitOfPrice::L => Some(self.price.scaled(1, 10)),
            UnitOfPrice::Piece => None,
        }
    }
}

impl Product {
    /// A head and its text, as the table has them.
    pub fn new(head: ProductHead, text: ProductText) -> Product {
        Product { head, text, lowest: None }
    }

    /// The unit price at a shelf price, where the law or sense asks for one. Goods in a liquid that is not eaten are
    /// priced by what is left without it: Directive 98/6/EC, article 3 (3).
    pub fn unit_price(&self, price: Money) -> Option<UnitPrice> {
        if self.head.by_weight.is_some() {
            return Some(UnitPrice { price, per: UnitOfPrice::Kg });
        }
        if let Some(drained) = self.text.drained.filter(|grams| *grams > 0) {
            return Some(UnitPrice { price: price.scaled(1000, i64::from(drained)), per: UnitOfPrice::Kg });
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

    /// What one piece of loose goods costs, about, at a price per kilogram.
    pub fn about_each(&self, price: Money) -> Option<Money> {
        self.head.by_weight.map(|w| price.scaled(i64::from(w.nominal), 1000))
    }
}

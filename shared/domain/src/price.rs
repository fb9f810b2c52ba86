//! What items cost: price times quantity, rounded once, less their own offer. What promotions do beyond that is in [`crate::deal`].

use crate::deal::{Promised, reckon};
use crate::product::units;
use crate::{AisleId, ByWeight, Money, Offer, OfferKind, ProductHead, Quantity, Sku, VatClass};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something at a price, in a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Item {
    /// Which product.
    pub sku: Sku,
    /// Its name when it was promised.
    pub name: String,
    /// Its aisle when it was promised.
    pub aisle: AisleId,
    /// How much.
    pub quantity: Quantity,
    /// Per piece, or per kilogram.
    pub price: Money,
    /// Present for loose goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_weight: Option<ByWeight>,
    /// Deposit on each piece.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub deposit_each: Money,
    /// Which VAT rate applies, to the deposit too.
    pub vat: VatClass,
    /// The offer that counted then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
}

impl Item {
    /// A product as it is sold now, with the offer that counts.
    pub fn of(head: &ProductHead, quantity: Quantity, offer: Option<Offer>) -> Item {
        Item {
            sku: head.sku.clone(),
            name: head.name.clone(),
            aisle: head.aisle.clone(),
            quantity,
            price: head.price,
            by_weight: head.by_weight,
            deposit_each: head.deposit,
            vat: head.vat,
            offer,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(money: &Money) -> bool {
    *money == Money::ZERO
}

/// What an item comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Priced {
    /// Price times quantity, rounded once.
    pub goods: Money,
    /// What promotions take off; never more than the goods.
    pub discount: Money,
    /// Deposit on its pieces.
    pub deposit: Money,
    /// Of the discount, its share of what the whole order gets off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub share: Money,
}

impl Priced {
    /// What is charged for it.
    pub fn total(&self) -> Money {
        self.goods - self.discount + self.deposit
    }

    /// What the goods are worth after their own reductions: thresholds and cuts of the order look at this.
    pub fn worth(&self) -> Money {
        self.goods - self.discount + self.share
    }
}

/// Prices items with the offers that hang on them, in their order. Which order that is changes no amount of any item.
pub fn items(items: &[Item]) -> Vec<Priced> {
    reckon(items, &Promised::on_the_shelf(items)).into_iter().map(|one| one.priced).collect()
}

impl Item {
    /// Price times this many stock units, rounded once.
    pub fn goods(&self) -> Money {
        at(self.price, self.by_weight.is_some(), units(self.by_weight, self.quantity))
    }
}

fn at(price: Money, per_kilogram: bool, units: i64) -> Money {
    if per_kilogram { price.scaled(units, 1000) } else { price.times(units) }
}

/// An item at its own offer, whatever else is in the basket. A multi-buy takes nothing off one alone.
pub(crate) fn alone(item: &Item) -> Priced {
    let goods = item.goods();
    let lowered = |price: Money| at(price.max(Money::ZERO).min(item.price), item.by_weight.is_some(), units(item.by_weight, item.quantity));
    let discount = match item.offer.as_ref().map(|o| o.kind) {
        None | Some(OfferKind::MultiBuy { .. }) => Money::ZERO,
        Some(OfferKind::Percent { bp }) => goods.share(i64::from(bp.min(10_000))),
        Some(OfferKind::Amount { off }) => goods - lowered(item.price - off.max(Money::ZERO)),
        Some(OfferKind::Price { price }) => goods - lowered(price),
    };
    let pieces = if item.by_weight.is_some() { 0 } else { i64::from(item.quantity.amount()) };
    Priced { goods, discount, deposit: item.deposit_each.times(pieces), share: Money::ZERO }
}

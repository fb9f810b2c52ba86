//! Prices of several items together: the same rule serves the quote and the settlement after picking.

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
    /// What its offer takes off; never more than the goods.
    pub discount: Money,
    /// Deposit on its pieces.
    pub deposit: Money,
}

impl Priced {
    /// What is charged for it.
    pub fn total(&self) -> Money {
        self.goods - self.discount + self.deposit
    }
}

/// Prices items, in their order. Which order that is changes no amount of any item.
pub fn items(items: &[Item]) -> Vec<Priced> {
    let mut priced: Vec<Priced> = items.iter().map(alone).collect();
    for (n, free) in free_pieces(items) {
        priced[n].discount = items[n].price.times(free);
    }
    priced
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

fn alone(item: &Item) -> Priced {
    let goods = item.goods();
    let discount = match item.offer.as_ref().map(|o| o.kind) {
        None | Some(OfferKind::MultiBuy { .. }) => Money::ZERO,
        Some(OfferKind::Percent { bp }) => goods.share(i64::from(bp.min(10_000))),
        Some(OfferKind::Price { price }) => {
            let price = price.max(Money::ZERO).min(item.price);
            goods - at(price, item.by_weight.is_some(), units(item.by_weight, item.quantity))
        }
    };
    let pieces = if item.by_weight.is_some() { 0 } else { i64::from(item.quantity.amount()) };
    Priced { goods, discount, deposit: item.deposit_each.times(pieces) }
}

/// For each multi-buy group: which items give how many free pieces. The cheapest are free; equal prices fall to the first code.
/// Where items of a group disagree on how many to take, because the offer is just being changed, the greatest number counts.
fn free_pieces(items: &[Item]) -> Vec<(usize, i64)> {
    let mut group: Vec<(&str, Money, &Sku, usize, i64)> = items
        .iter()
        .enumerate()
        .filter_map(|(n, item)| {
            let offer = item.offer.as_ref().filter(|_| item.by_weight.is_none())?;
            let OfferKind::MultiBuy { take, .. } = offer.kind else { return None };
            Some((offer.id.as_str(), item.price, &item.sku, n, i64::from(take)))
        })
        .collect();
    group.sort();
    let mut free = Vec::new();
    for same in group.chunk_by(|a, b| a.0 == b.0) {
        let pieces = |n: usize| i64::from(items[n].quantity.amount());
        let take = same.iter().map(|g| g.4).fold(2, i64::max);
        let mut left = same.iter().map(|g| pieces(g.3)).sum::<i64>() / take;
        for g in same {
            let here = left.min(pieces(g.3));
            free.push((g.3, here));
            left -= here;
        }
    }
    free
}

//! What promotions an order was promised with: all that is needed to work its price out again.

use super::{Cut, Deal, DealKind, Goods};
use crate::price::Item;
use crate::{Money, OfferKind, Sku};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The promotions that counted, beside the offers its lines carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Promised {
    /// Sets, in the order they took their pieces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<Counted>,
    /// What the order gets off. Once reached it stays, whatever is missing later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<OrderCut>,
    /// Why the delivery is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Waiver>,
    /// The use of a voucher that the order holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<Held>,
}

/// A deal, and how many of its sets were in the basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counted {
    /// Its terms then.
    #[serde(flatten)]
    pub deal: Deal,
    /// Sets that saved something.
    pub times: u32,
}

/// What is taken off an order, and from which goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderCut {
    /// The deal, or the voucher's code.
    pub id: String,
    /// What the shopper reads.
    pub title: String,
    /// How much.
    pub cut: Cut,
    /// From which lines.
    #[serde(default)]
    pub goods: Goods,
}

/// A delivery fee that is not charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiver {
    /// The deal, or the voucher's code.
    pub id: String,
    /// What the shopper reads.
    pub title: String,
    /// What the delivery would have cost.
    pub off: Money,
}

/// One use of a voucher: taken when the order is placed, given back when it ends without being delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Held {
    /// Its code.
    pub code: String,
    /// The terms it was promised under.
    pub version: u32,
    /// How often anybody may use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// How often one customer may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<u32>,
    /// Whose use it is: a mail address, as [`crate::voucher::customer`] writes it. Empty until it is placed.
    #[serde(default)]
    pub customer: String,
}

impl Promised {
    /// True when lines and fees say all there is to say.
    pub fn is_nothing(&self) -> bool {
        *self == Promised::default()
    }

    /// The multi-buys that hang on these items, as many as there may be: orders from before say nothing else.
    pub fn on_the_shelf(items: &[Item]) -> Promised {
        Promised { sets: multi_buys(items).into_iter().map(|deal| Counted { deal, times: u32::MAX }).collect(), ..Promised::default() }
    }

    /// What must be the same for the promise to be the same.
    pub(crate) fn terms(&self) -> String {
        let sets: Vec<_> = self.sets.iter().map(|c| (&c.deal.id, &c.deal.kind, c.times)).collect();
        let cut = self.cut.as_ref().map(|c| (&c.id, c.cut));
        let held = self.voucher.as_ref().map(|h| (&h.code, h.version));
        format!("{sets:?};{cut:?};{:?};{held:?}", self.delivery.as_ref().map(|w| &w.id))
    }
}

/// One deal for each multi-buy on the shelf. Where products of a group disagree on how many to take, because the offer
/// is just being changed, the greatest number counts.
pub(super) fn multi_buys(items: &[Item]) -> Vec<Deal> {
    let mut groups: BTreeMap<&str, (Deal, u8)> = BTreeMap::new();
    for item in items.iter().filter(|item| item.by_weight.is_none()) {
        let Some(offer) = &item.offer else { continue };
        let OfferKind::MultiBuy { take, .. } = offer.kind else { continue };
        let new = || (of_offer(offer, Vec::new()), 2);
        let (deal, most) = groups.entry(&offer.id).or_insert_with(new);
        deal.goods.skus.push(item.sku.clone());
        *most = take.max(*most);
    }
    let deal = |(deal, take)| Deal { kind: DealKind::CheapestFree { take, free: 1 }, ..deal };
    groups.into_values().map(deal).collect()
}

fn of_offer(offer: &crate::Offer, skus: Vec<Sku>) -> Deal {
    Deal {
        id: offer.id.clone(),
        title: offer.title.clone(),
        kind: DealKind::CheapestFree { take: 2, free: 1 },
        goods: Goods::of(skus),
        starts: offer.starts,
        ends: offer.ends,
        group: None,
    }
}

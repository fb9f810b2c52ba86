//! Deals: what makes a basket cheaper than its price labels say.
//!
//! An offer ([`crate::offer`]) changes a product's label and hangs on the product. A deal looks at the basket: several
//! products together, the whole order, or who asks. Deals are published with the settings, so nobody reads the table
//! for them; whether one runs is decided by the clock at every quote. What everybody pays for one piece is always an
//! offer: so the labels that were kept say what the lowest price of 30 days was ([`crate::lowest`]).
//!
//! Prices come first, then sets, then the order:
//! 1. each line has one price: the lowest of its offer and the member prices;
//! 2. pieces at these prices make sets (multi-buys, set prices, bundles). A piece is in one set, and a set is only made
//!    where it saves something;
//! 3. of thresholds and the voucher, the one that takes off most counts. It is split over its lines by largest remainder.
//!
//! Of the promotions in one exclusion group one counts, offers on labels too; and no set is made, and no member's price
//! counts, that would cost a threshold more than it saves: the choice that makes the basket cheapest ([`best`]).

mod best;
mod goods;
mod plans;
mod promised;
mod reckon;
mod sets;

pub use best::{Best, Promotions, best};
pub use goods::Goods;
pub use promised::{Counted, Held, OrderCut, Promised, Waiver};
pub use reckon::{Given, Reason, Reckoned, cut_rest, kept, reckon};

use crate::price::Item;
use crate::{Money, Offer, OfferKind, ProductHead, Quantity, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A reduction that depends on the basket, between two moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Deal {
    /// Its name in books.
    pub id: String,
    /// What the shopper reads: "Any 3 yogurts for 2.00".
    pub title: String,
    /// What it does.
    pub kind: DealKind,
    /// For what. A bundle names its parts itself.
    #[serde(default)]
    pub goods: Goods,
    /// First moment it counts.
    pub starts: Timestamp,
    /// First moment it no longer counts.
    pub ends: Timestamp,
    /// Of all promotions with the same name here, one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// What a deal does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DealKind {
    /// Members pay less for each.
    MemberPrice {
        /// How much less. Never a multi-buy.
        cut: OfferKind,
    },
    /// Take so many; so many of them are free, the cheapest.
    CheapestFree {
        /// All of a set.
        take: u8,
        /// Fewer than `take`.
        free: u8,
    },
    /// Any so many for a price.
    SetPrice {
        /// All of a set.
        take: u8,
        /// What the set costs.
        price: Money,
    },
    /// One of each part together for a price.
    Bundle {
        /// Each part is one of these products.
        parts: Vec<Vec<Sku>>,
        /// What the bundle costs.
        price: Money,
    },
    /// Off the order, once the goods are worth so much after steps 1 and 2.
    Threshold {
        /// From this worth on, that included.
        from: Money,
        /// What it takes off.
        cut: Cut,
    },
}

/// What is taken off an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// So much, at most what the goods are worth.
    Amount {
        /// More than nothing.
        off: Money,
    },
    /// Basis points of what the goods are worth.
    Percent {
        /// 1 to 10,000.
        bp: u16,
    },
    /// The delivery fee.
    Delivery,
}

impl Cut {
    /// What it takes off goods of this worth. Never more than that, and more of them never come to less.
    pub fn of(self, worth: Money) -> Money {
        match self {
            Cut::Amount { off } => off.min(worth).max(Money::ZERO),
            Cut::Percent { bp } => worth.share(i64::from(bp.min(10_000))).max(Money::ZERO),
            Cut::Delivery => Money::ZERO,
        }
    }

    /// What is wrong with it, in words for the owner.
    pub fn problem(self) -> Option<&'static str> {
        match self {
            Cut::Amount { off } if off <= Money::ZERO => Some("an amount off is more than nothing"),
            Cut::Percent { bp } if bp == 0 || bp > 10_000 => Some("a percentage is between 0.01 and 100"),
            Cut::Amount { .. } | Cut::Percent { .. } | Cut::Delivery => None,
        }
    }
}

impl Deal {
    /// True from `starts` to just before `ends`.
    pub fn runs_at(&self, now: Timestamp) -> bool {
        self.starts <= now && now < self.ends
    }

    /// True for what makes sets of pieces.
    pub fn is_set(&self) -> bool {
        matches!(self.kind, DealKind::CheapestFree { .. } | DealKind::SetPrice { .. } | DealKind::Bundle { .. })
    }

    /// True when it is said on a product's own page: it names the product, or its aisle.
    pub fn names(&self, head: &ProductHead) -> bool {
        match &self.kind {
            DealKind::Bundle { parts, .. } => parts.iter().any(|part| part.contains(&head.sku)),
            DealKind::CheapestFree { .. } | DealKind::SetPrice { .. } if head.by_weight.is_some() => false,
            DealKind::CheapestFree { .. } | DealKind::SetPrice { .. } | DealKind::MemberPrice { .. } | DealKind::Threshold { .. } => {
                let particular = !self.goods.skus.is_empty() || !self.goods.aisles.is_empty();
                particular && self.goods.covers(&Item::of(head, Quantity::Pieces(1), head.offer.clone()))
            }
        }
    }

    /// A member price as the offer it is for a member.
    fn as_offer(&self) -> Option<Offer> {
        let DealKind::MemberPrice { cut } = self.kind else { return None };
        Some(Offer { id: self.id.clone(), title: self.title.clone(), kind: cut, starts: self.starts, ends: self.ends, group: None })
    }

    /// What is wrong with it, in words for the owner.
    pub fn problem(&self) -> Option<&'static str> {
        if self.ends <= self.starts {
            return Some("the promotion ends before it starts");
        }
        match &self.kind {
            DealKind::MemberPrice { cut: OfferKind::MultiBuy { .. } } => Some("a member price is a price, a percentage or an amount off"),
            DealKind::MemberPrice { .. } => self.as_offer().and_then(|offer| offer.problem()),
            DealKind::CheapestFree { take, free } if *free == 0 || free >= take => {
                Some("of at least two, at least one is free and one is not")
            }
            DealKind::SetPrice { take, .. } if *take < 2 => Some("a set has at least two pieces"),
            DealKind::Bundle { parts, .. } if parts.len() < 2 || parts.iter().any(Vec::is_empty) => Some("a bundle has at least two parts"),
            DealKind::SetPrice { price, .. } | DealKind::Bundle { price, .. } if *price <= Money::ZERO => {
                Some("a price is more than nothing")
            }
            DealKind::Threshold { from, .. } if *from < Money::ZERO => Some("a threshold is not below nothing"),
            DealKind::Threshold { cut, .. } => cut.problem(),
            DealKind::CheapestFree { .. } | DealKind::SetPrice { .. } | DealKind::Bundle { .. } => None,
        }
    }
}

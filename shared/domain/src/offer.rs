//! Offers: what makes a price lower for a while.
//!
//! An offer hangs on the product heads it is for. Whether it runs is decided by the clock at every quote,
//! so it starts and ends on time even when the schedule that hangs it up is late.

use crate::Money;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A price reduction on one or several products, between two moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Offer {
    /// Products with the same id share one multi-buy.
    pub id: String,
    /// What the shopper reads: "3 for 2".
    pub title: String,
    /// How the price changes.
    pub kind: OfferKind,
    /// First moment it counts.
    pub starts: Timestamp,
    /// First moment it no longer counts.
    pub ends: Timestamp,
    /// Of all promotions with the same name here, one counts in a basket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// How an offer changes the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// Basis points off (2000 = 20 %).
    Percent {
        /// 1 to 10,000.
        bp: u16,
    },
    /// So much off each piece, or each kilogram.
    Amount {
        /// At most the price.
        off: Money,
    },
    /// Take so many, the cheapest of them is free. Pieces only.
    MultiBuy {
        /// 3 in "3 for 2".
        take: u8,
        /// Always `take - 1`; a deal may give away more ([`crate::deal`]).
        pay: u8,
    },
    /// Another price, per piece or per kilogram like the product's own.
    Price {
        /// Only counts while it is lower than the product's.
        price: Money,
    },
}

impl OfferKind {
    /// The price of one while it counts, if that is lower: never for a multi-buy.
    pub fn lower(self, price: Money) -> Option<Money> {
        let lower = match self {
            OfferKind::Percent { bp } => price - price.share(i64::from(bp)),
            OfferKind::Amount { off } => price - off.max(Money::ZERO).min(price),
            OfferKind::Price { price } => price,
            OfferKind::MultiBuy { .. } => return None,
        };
        (lower < price).then_some(lower)
    }
}

impl Offer {
    /// True from `starts` to just before `ends`.
    pub fn runs_at(&self, now: Timestamp) -> bool {
        self.starts <= now && now < self.ends
    }

    /// What is wrong with it, in words for the owner.
    pub fn problem(&self) -> Option<&'static str> {
        match self.kind {
            _ if self.ends <= self.starts => Some("the offer ends before it starts"),
            OfferKind::Percent { bp } if bp == 0 || bp > 10_000 => Some("a percentage is between 0.01 and 100"),
            OfferKind::Amount { off } if off <= Money::ZERO => Some("an amount off is more than nothing"),
            OfferKind::MultiBuy { take, pay } if take < 2 || pay.checked_add(1) != Some(take) => {
                Some("a multi-buy gives one of at least two for free")
            }
            OfferKind::Price { price } if price <= Money::ZERO => Some("a price is more than nothing"),
            _ => None,
        }
    }
}

//! Promotions: offers planned by the owner, hung on products when their time comes and taken down after.

use crate::{Offer, OfferKind, ProductHead, Sku};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A planned offer and the products it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Promotion {
    /// What the shopper reads, and how the price changes.
    #[serde(flatten)]
    pub offer: Offer,
    /// Which products.
    pub skus: Vec<Sku>,
    /// How far the clock has got with it.
    pub stage: Stage,
}

/// How far the clock has got with a promotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Not on the products yet.
    Planned,
    /// On the products.
    Hung,
    /// Taken down.
    Over,
}

/// Offers are hung up this long before they start: the quote watches the clock itself.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// What is to be done with a promotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Hang it on its products.
    HangUp,
    /// Take it down.
    TakeDown,
}

impl Promotion {
    /// What is due at `now`, if anything.
    pub fn due(&self, now: Timestamp) -> Option<Due> {
        match self.stage {
            Stage::Planned | Stage::Hung if self.offer.ends <= now => Some(Due::TakeDown),
            Stage::Planned if self.offer.starts <= now + AHEAD => Some(Due::HangUp),
            Stage::Planned | Stage::Hung | Stage::Over => None,
        }
    }

    /// The stage once that is done.
    pub fn after(&self, due: Due) -> Promotion {
        let stage = match due {
            Due::HangUp => Stage::Hung,
            Due::TakeDown => Stage::Over,
        };
        Promotion { stage, ..self.clone() }
    }

    /// True while a product still carries another offer that runs: this one is hung on it when that is over.
    pub fn waits_for(&self, head: &ProductHead, now: Timestamp) -> bool {
        head.offer.as_ref().is_some_and(|offer| offer.id != self.offer.id && offer.ends > now)
    }

    /// The head with this promotion hung up or taken down; `None` if nothing changes.
    /// A product carries one offer: one that still runs is not pushed aside.
    pub fn applied(&self, due: Due, head: &ProductHead, now: Timestamp) -> Option<ProductHead> {
        let mine = head.offer.as_ref().is_some_and(|o| o.id == self.offer.id);
        let offer = match due {
            Due::HangUp if self.waits_for(head, now) || head.offer.as_ref() == Some(&self.offer) => return None,
            Due::HangUp if head.by_weight.is_some() && matches!(self.offer.kind, OfferKind::MultiBuy { .. }) => return None,
            Due::HangUp => Some(self.offer.clone()),
            Due::TakeDown if mine => None,
            Due::TakeDown => return None,
        };
        Some(ProductHead { offer, pv: head.pv + 1, ..head.clone() })
    }
}

//! Vouchers: a code that takes something off one order, so often and no more.
//!
//! A use is taken in the transaction that places the order and given back in the one that cancels or expires it. What is
//! decided here is only what a shopper is told before; the conditions of those transactions are what counts.

use crate::Money;
use crate::deal::{Cut, Goods, OrderCut, Promised};
use crate::price::Item;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A voucher as the table has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Voucher {
    /// What the shopper types, as [`code`] writes it.
    pub code: String,
    /// What the shopper reads: "Welcome: 5.00 off".
    pub title: String,
    /// What it takes off.
    pub cut: Cut,
    /// The goods it counts for must be worth this much.
    #[serde(default)]
    pub minimum: Money,
    /// Which goods those are.
    #[serde(default)]
    pub goods: Goods,
    /// First moment it counts.
    pub starts: Timestamp,
    /// First moment it no longer counts.
    pub ends: Timestamp,
    /// How often anybody may use it, all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// How often one customer may, by mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<u32>,
    /// Of all promotions with the same name here, one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Orders that hold a use of it, or were delivered with it.
    pub used: u32,
    /// Grows when the owner ends it: no order is placed under terms that are gone.
    pub version: u32,
}

/// Why a voucher takes nothing off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unusable {
    /// It counts later.
    NotYet,
    /// Its time is over.
    Over,
    /// It was used as often as it may be.
    UsedUp,
    /// This customer used it as often as they may.
    UsedByYou,
    /// The goods it is for are worth too little.
    TooLittle {
        /// What is missing.
        more: Money,
    },
    /// Nothing in the basket is reduced by it.
    NothingForIt,
    /// It pays for a delivery, and there is none to pay.
    NoDelivery,
    /// Something better counts already.
    Beaten,
}

/// A code as it is stored and compared: letters and digits, in capitals. `None`: no code looks like that.
pub fn code(typed: &str) -> Option<String> {
    let bare = |c: &char| !c.is_whitespace() && *c != '-';
    let code: String = typed.chars().filter(bare).map(|c| c.to_ascii_uppercase()).collect();
    let fits = (4..=24).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    fits.then_some(code)
}

/// A mail address as uses are counted by: however it is written, it is the same customer.
pub fn customer(email: &str) -> String {
    email.trim().to_lowercase()
}

impl Voucher {
    /// Why it takes nothing off any basket now, for somebody who used it so often.
    pub fn unusable(&self, now: Timestamp, mine: u32) -> Option<Unusable> {
        match () {
            () if now < self.starts => Some(Unusable::NotYet),
            () if self.ends <= now => Some(Unusable::Over),
            () if self.limit.is_some_and(|limit| self.used >= limit) => Some(Unusable::UsedUp),
            () if self.each.is_some_and(|each| mine >= each) => Some(Unusable::UsedByYou),
            () => None,
        }
    }

    /// Why it took nothing off a basket that was quoted with it.
    pub fn passed_over(&self, items: &[(&Item, Money)], promised: &Promised) -> Option<Unusable> {
        if promised.voucher.as_ref().is_some_and(|held| held.code == self.code) {
            return None;
        }
        let worth: Money = items.iter().filter(|(item, _)| self.goods.covers(item)).map(|(_, worth)| *worth).sum();
        Some(match self.cut {
            _ if worth <= Money::ZERO => Unusable::NothingForIt,
            _ if worth < self.minimum => Unusable::TooLittle { more: self.minimum - worth },
            Cut::Delivery => Unusable::NoDelivery,
            Cut::Amount { .. } | Cut::Percent { .. } => Unusable::Beaten,
        })
    }

    /// What it takes off an order, from which worth on.
    pub(crate) fn as_cut(&self) -> (Money, OrderCut) {
        let Voucher { code, title, cut, goods, .. } = self;
        (self.minimum, OrderCut { id: code.clone(), title: title.clone(), cut: *cut, goods: goods.clone() })
    }

    /// What is wrong with it, in words for the owner.
    pub fn problem(&self) -> Option<&'static str> {
        match () {
            () if code(&self.code).as_ref() != Some(&self.code) => Some("a code has 4 to 24 letters and digits"),
            () if self.ends <= self.starts => Some("the voucher ends before it starts"),
            () if self.limit == Some(0) || self.each == Some(0) => Some("a limit is at least one"),
            () if self.minimum < Money::ZERO => Some("a minimum is not below nothing"),
            () => self.cut.problem(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        assert_eq!(code(" welcome-5 "), Some("WELCOME5".into()));
        assert_eq!(code("ABCD 2345"), Some("ABCD2345".into()));
        for wrong in ["", "abc", "wëlcome", "a#bcd", &"x".repeat(25)] {
            assert_eq!(code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_customer_is_the_same_however_they_write_their_address() {
        assert_eq!(customer(" Ada@Example.org "), customer("ada@example.org"));
    }
}

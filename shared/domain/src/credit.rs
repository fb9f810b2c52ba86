//! Store credit: gift cards, goodwill, refunds that a shopper took as credit. One account per code.
//!
//! Whoever has the code has the credit, like a gift card in a purse: an e-mail address proves nothing at a checkout
//! without accounts. So the code is 128 random bits, and the shop keeps only its hash.

use crate::order::Tender;
use crate::{Money, OrderId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// The secret a shopper types: 32 hexadecimal digits, shown in groups of four.
#[derive(Clone, PartialEq, Eq)]
pub struct CreditCode(String);

impl CreditCode {
    /// The code these random bits spell.
    pub fn from_random(random: [u8; 16]) -> CreditCode {
        CreditCode(random.iter().map(|b| format!("{b:02x}")).collect())
    }

    /// Reads a code as people type it: with spaces or dashes, in capitals or not.
    pub fn parse(text: &str) -> Option<CreditCode> {
        let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_lowercase()).collect();
        (code.len() == 32 && code.bytes().all(|b| b.is_ascii_hexdigit())).then_some(CreditCode(code))
    }

    /// `1f3a-…`: as it is written in a letter.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// Its last four digits: enough to tell one card from another, and of no use to anybody else.
    pub fn ends(&self) -> String {
        self.0.chars().skip(28).collect()
    }

    /// The account it opens.
    pub fn account(&self) -> CreditId {
        CreditId(Sha256::digest(self.0.as_bytes()).iter().map(|b| format!("{b:02x}")).collect())
    }
}

/// Deliberately without the code: it is money.
impl std::fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CreditCode(..)")
    }
}

/// An account's name: the hash of its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct CreditId(String);

impl CreditId {
    /// As in keys.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CreditId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an account holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Which account.
    pub credit: CreditId,
    /// Never below zero.
    pub balance: Money,
    /// ISO 4217.
    pub currency: String,
}

/// A movement of credit, stored once under its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditMove {
    /// Which account.
    pub credit: CreditId,
    /// Unique in the account, and the same for a repeat: `issued#claim-1`, `spent#ORDER`, `returned#ORDER`.
    pub name: String,
    /// Onto the account, or off it when negative.
    pub amount: Money,
    /// ISO 4217.
    pub currency: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// For which order, if for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Why, where a person decided it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What a gift card was paid with, where one was sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender: Option<Tender>,
}

/// Codes that may pay for one order together.
pub const MOST_CODES: usize = 3;

/// What each account pays of at most `upper`, in this order. What is left for a card is nothing, or at least what a card can
/// be charged with: else the credit pays a little less.
pub fn shares(balances: impl Iterator<Item = Money>, upper: Money, least: Money) -> Vec<Money> {
    let mut open = upper;
    let mut shares: Vec<Money> = Vec::new();
    for balance in balances {
        let share = balance.min(open).max(Money::ZERO);
        open = open - share;
        shares.push(share);
    }
    let mut short = if open > Money::ZERO { (least - open).max(Money::ZERO) } else { Money::ZERO };
    for share in shares.iter_mut().rev() {
        let less = short.min(*share);
        (*share, short) = (*share - less, short - less);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = CreditCode::from_random([0xab; 16]);
        assert_eq!(code.shown(), "abab-abab-abab-abab-abab-abab-abab-abab");
        for typed in [code.shown(), code.shown().to_uppercase(), code.shown().replace('-', " ")] {
            assert_eq!(CreditCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        for wrong in ["", "abab", &"g".repeat(32), &"a".repeat(33)] {
            assert_eq!(CreditCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn credit_is_used_up_in_order_and_leaves_a_card_nothing_or_enough() {
        let shared =
            |balances: &[i64]| shares(balances.iter().map(|b| Money(*b)), Money(1_000), Money(50)).iter().map(|s| s.0).collect::<Vec<_>>();
        assert_eq!(shared(&[]), Vec::<i64>::new());
        assert_eq!(shared(&[400, 300]), [400, 300]);
        assert_eq!(shared(&[400, 900, 100]), [400, 600, 0]);
        assert_eq!(shared(&[400, 580]), [400, 550], "20 cents cannot be charged to a card, 50 can");
        assert_eq!(shared(&[940, 20]), [940, 10]);
        assert_eq!(shared(&[940, 5, 15]), [940, 5, 5]);
        assert_eq!(shared(&[1_000]), [1_000]);
    }

    #[test]
    fn neither_log_nor_table_learns_a_code() {
        let code = CreditCode::from_random([7; 16]);
        assert!(!format!("{code:?}").contains("07"));
        assert_ne!(code.account().as_str(), code.0);
        assert_ne!(code.account(), CreditCode::from_random([8; 16]).account());
    }
}

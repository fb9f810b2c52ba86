//! Store credit: gift cards, goodwill, refunds that a shopper took as credit. One account per code.
//!
//! Whoever has the code has the credit, like a gift card in a purse: an e-mail address proves nothing at a checkout
//! without accounts. So the code is 128 random bits, and the shop keeps only its hash.

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
    fn neither_log_nor_table_learns_a_code() {
        let code = CreditCode::from_random([7; 16]);
        assert!(!format!("{code:?}").contains("07"));
        assert_ne!(code.account().as_str(), code.0);
        assert_ne!(code.account(), CreditCode::from_random([8; 16]).account());
    }
}

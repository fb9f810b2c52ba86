//! Real baskets: who put what into them, in which order.

use crate::Outcome;
use crate::assortment::Good;
use crate::chance::Chance;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A line of `baskets.jsonl`.
#[derive(Clone, Debug, Deserialize)]
pub struct Basket {
    /// Its number in the data set.
    pub order: u64,
    /// Whose, where the data set knows.
    pub user: Option<u64>,
    /// In the order they were added.
    pub products: Vec<u64>,
}

/// How much of something: as the shop's API says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// So many.
    Pieces(u64),
    /// By weight.
    Grams(u64),
}

/// All baskets of the file, at most so many.
pub fn read(file: &Path, most: usize) -> Outcome<Vec<Basket>> {
    let text = fs::read_to_string(file).map_err(|fault| format!("{}: {fault}", file.display()))?;
    let baskets = text.lines().take(most).map(|line| Ok(serde_json::from_str(line)?));
    baskets.collect()
}

impl Basket {
    /// A number for the shopper.
    pub fn shopper(&self) -> u64 {
        self.user.unwrap_or(self.order)
    }

    /// A decision about this basket.
    pub fn chance(&self, question: &str) -> Chance {
        Chance::of(question, self.order)
    }

    /// How much of a product goes in. Loose goods mostly by weight, some by the piece.
    pub fn quantity(&self, good: &Good) -> Quantity {
        let chance = |question| Chance::of(question, format!("{}/{}", self.order, good.sku));
        match good.loose {
            Some(_) if chance("by weight").percent(75) => Quantity::Grams(chance("grams").within(2, 30) * 50),
            Some(_) | None => Quantity::Pieces(chance("pieces").within(1, 3)),
        }
    }
}

impl Quantity {
    /// `{"pieces": 2}`.
    pub fn json(self) -> Value {
        match self {
            Quantity::Pieces(n) => json!({ "pieces": n }),
            Quantity::Grams(n) => json!({ "grams": n }),
        }
    }

    /// So much of the same kind.
    #[must_use]
    pub fn lowered(self, to: u64) -> Quantity {
        match self {
            Quantity::Pieces(_) => Quantity::Pieces(to),
            Quantity::Grams(_) => Quantity::Grams(to),
        }
    }
}

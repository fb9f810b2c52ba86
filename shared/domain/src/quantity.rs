//! How much of something: pieces or grams, always integers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How much a shopper asks for. Loose goods are asked for as pieces or grams, packed goods as pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// So many packs, or so many apples.
    Pieces(u32),
    /// So many grams of loose goods.
    Grams(u32),
}

impl Quantity {
    /// Most pieces of one product in a basket.
    pub const MOST_PIECES: u32 = 99;
    /// Most grams of one product in a basket (25 kg).
    pub const MOST_GRAMS: u32 = 25_000;

    /// The bare number, in its own unit.
    pub fn amount(self) -> u32 {
        match self {
            Quantity::Pieces(n) | Quantity::Grams(n) => n,
        }
    }

    /// Zero removes a line.
    pub fn is_zero(self) -> bool {
        self.amount() == 0
    }

    /// True when no single line may hold so much.
    pub fn is_too_much(self) -> bool {
        match self {
            Quantity::Pieces(n) => n > Self::MOST_PIECES,
            Quantity::Grams(n) => n > Self::MOST_GRAMS,
        }
    }
}

/// `2` or `500 g` or `1.5 kg`.
impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Quantity::Pieces(n) => write!(f, "{n}"),
            Quantity::Grams(g) if g >= 1000 && g % 1000 == 0 => write!(f, "{} kg", g / 1000),
            Quantity::Grams(g) if g >= 1000 && g % 100 == 0 => write!(f, "{}.{} kg", g / 1000, g % 1000 / 100),
            Quantity::Grams(g) => write!(f, "{g} g"),
        }
    }
}

//! A shopping list as people write it: "milk, 6 eggs, 500 g carrots", in English or German.
//!
//! Nothing on it is ever lost: each entry keeps what was typed, and what cannot be understood is an entry too.

mod amount;
mod words;

use crate::product::{Pack, PackUnit};
use crate::{ByWeight, Product, Quantity, Sku};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Longest list that is read, in characters.
pub const MOST_TEXT: usize = 4_000;

/// One thing on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As typed.
    pub line: String,
    /// What to look for.
    pub words: String,
    /// How much of it.
    pub amount: Amount,
}

/// How much the list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// It does not say.
    Unsaid,
    /// `6 eggs`: so many things, however they are packed.
    Things(u32),
    /// `2 x milk`, `2 bottles of milk`: so many packs.
    Packs(u32),
    /// `500 g`.
    Grams(u32),
    /// `1.5 l`.
    Milliliters(u32),
}

/// The entries of a list, in their order: one per line, or between commas.
pub fn parse(text: &str) -> Vec<Entry> {
    pieces(text).into_iter().map(entry).collect()
}

/// What somebody who asks for so much of this product puts into the basket: never less than asked, but for a tenth.
pub fn quantity(product: &Product, amount: Amount) -> Quantity {
    let quantity = match product.head.by_weight {
        Some(weight) => loose(weight, amount),
        None => Quantity::Pieces(packs(product.text.pack, amount)),
    };
    match quantity {
        Quantity::Pieces(n) => Quantity::Pieces(n.clamp(1, Quantity::MOST_PIECES)),
        Quantity::Grams(g) => Quantity::Grams(g.clamp(1, Quantity::MOST_GRAMS)),
    }
}

/// A basket with a list put into it. The list asks for at least so much: a line that already holds as much or more
/// stays as it is, any other is set. So the same list twice changes nothing more.
pub fn put_into(basket: &BTreeMap<Sku, Quantity>, list: &[(&Product, Quantity)]) -> BTreeMap<Sku, Quantity> {
    let mut lines = basket.clone();
    for (sku, (product, wanted)) in together(list) {
        let held = lines.get(&sku).map_or(0, |held| product.head.units(*held));
        if held < product.head.units(wanted) {
            lines.insert(sku, wanted);
        }
    }
    lines
}

/// The same product on several lines is one line of all of it; pieces and grams together are grams.
fn together<'a>(list: &[(&'a Product, Quantity)]) -> BTreeMap<Sku, (&'a Product, Quantity)> {
    let mut sums: BTreeMap<Sku, (&Product, Quantity)> = BTreeMap::new();
    for (product, more) in list {
        sums.entry(product.head.sku.clone()).and_modify(|sum| sum.1 = both(product, sum.1, *more)).or_insert((product, *more));
    }
    sums
}

fn both(product: &Product, one: Quantity, other: Quantity) -> Quantity {
    match (one, other) {
        (Quantity::Pieces(a), Quantity::Pieces(b)) => Quantity::Pieces(a.saturating_add(b).min(Quantity::MOST_PIECES)),
        (a, b) => {
            let grams = product.head.units(a) + product.head.units(b);
            Quantity::Grams(u32::try_from(grams).unwrap_or(u32::MAX).min(Quantity::MOST_GRAMS))
        }
    }
}

fn loose(weight: ByWeight, amount: Amount) -> Quantity {
    match amount {
        Amount::Grams(g) => Quantity::Grams(g),
        Amount::Things(n) | Amount::Packs(n) => Quantity::Pieces(n),
        Amount::Unsaid | Amount::Milliliters(_) => weight.unsaid(),
    }
}

fn packs(pack: Option<Pack>, amount: Amount) -> u32 {
    let content = |unit| pack.filter(|p| p.unit == unit && p.amount > 0).map(|p| p.amount);
    match amount {
        Amount::Unsaid => 1,
        Amount::Packs(n) => n,
        Amount::Things(n) => content(PackUnit::Piece).map_or(n, |one| enough(n, one)),
        Amount::Grams(g) => content(PackUnit::G).map_or(1, |one| enough(g, one)),
        Amount::Milliliters(ml) => content(PackUnit::Ml).map_or(1, |one| enough(ml, one)),
    }
}

/// How many packs of `one` make `asked`, where the last tenth of a pack may be missing.
fn enough(asked: u32, one: u32) -> u32 {
    asked.saturating_sub(one / 10).div_ceil(one).max(1)
}

/// Cuts at line ends, commas and semicolons, but not within `1,5 kg`.
fn pieces(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let digit = |n: usize| bytes.get(n).is_some_and(u8::is_ascii_digit);
    let cuts = text.match_indices([',', ';', '\n', '\r']).map(|(at, _)| at);
    let cuts = cuts.filter(|at| !(bytes[*at] == b',' && *at > 0 && digit(at - 1) && digit(at + 1)));
    let (mut from, mut all) = (0, Vec::new());
    for at in cuts.chain([text.len()]) {
        all.push(text[from..at].trim());
        from = (at + 1).min(text.len());
    }
    all.retain(|piece| piece.chars().any(char::is_alphanumeric));
    all
}

fn entry(line: &str) -> Entry {
    let (amount, words) = amount::split(line);
    Entry { line: line.to_owned(), words, amount }
}

#[cfg(test)]
mod tests;

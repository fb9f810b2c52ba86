//! Finding products: by what a shopper types, narrowed by filters, in the order they choose.
//!
//! An `Index` knows which words stand in which product, `Columns` know what products are filtered, counted and sorted
//! by. Both are made once per published catalog. `Find` asks them; everything that changes by the minute (what is
//! sold out, which offers run) comes as an argument.
//!
//! What is typed is understood in steps, each taken only when the one before found no product with all the words:
//! words as they are (or their other number, or unfinished, or within a longer word), then with typos forgiven and
//! aisles counted, then as many of the words as any product has.

mod columns;
mod forms;
mod index;
mod look_up;
mod narrow;
mod near;
mod rows;
mod spelling;
mod synonyms;
mod tally;
mod words;

pub(crate) use columns::Columns;
pub(crate) use index::Index;
pub(crate) use look_up::Hit;
pub(crate) use narrow::Narrowing;

use crate::{AisleId, Product};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is looked for. Everything may stay empty: that finds the whole catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// As typed: words, or a barcode, a PLU, a product code.
    pub words: String,
    /// What the products must be.
    pub filter: Filter,
    /// Which come first.
    pub sort: Sort,
    /// So many are on the pages before.
    pub skip: usize,
    /// At most so many are answered.
    pub take: usize,
}

/// What products must be. Several aisles, sections or brands widen the choice; several diets narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In one of these.
    pub aisles: Vec<AisleId>,
    /// In one of these parts of an aisle.
    pub sections: Vec<AisleId>,
    /// Of one of these makers, as written on the label.
    pub brands: Vec<String>,
    /// With all of these: vegan and gluten-free.
    pub diets: Vec<String>,
    /// Only with an offer that counts now.
    pub on_offer: bool,
    /// Only what can be had.
    pub in_stock: bool,
}

/// Which products come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// The best match, then what is bought most. Of equals, what is sold out comes last.
    #[default]
    Relevance,
    /// The lowest price, offers included.
    Price,
    /// The lowest price per kilogram or liter; then what is counted; then what has no unit price.
    UnitPrice,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// This page of it.
    pub products: Vec<&'a Product>,
    /// All pages of it.
    pub total: usize,
    /// What it could be narrowed by.
    pub facets: Facets<'a>,
    /// How what was typed was understood.
    pub reading: Reading,
}

/// How what was typed was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As it stands, or nothing was typed.
    #[default]
    AsTyped,
    /// With another spelling, which is this.
    Respelled(String),
    /// No product has all the words: these have as many as any.
    Partly,
    /// No product has any of the words. The nearest spelling the shop knows, if one is near.
    Nothing(Option<String>),
}

/// How many products each filter would leave, all other filters applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Facets<'a> {
    /// By slug, in the order they are walked.
    pub aisles: Vec<Count<'a>>,
    /// By slug, when exactly one aisle is chosen.
    pub sections: Vec<Count<'a>>,
    /// The most frequent ones.
    pub brands: Vec<Count<'a>>,
    /// vegan, organic, ...; the most frequent first.
    pub diets: Vec<Count<'a>>,
    /// With an offer that counts now.
    pub on_offer: usize,
    /// Not sold out.
    pub in_stock: usize,
}

/// One value of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count<'a> {
    /// Which.
    pub value: &'a str,
    /// How many products have it.
    pub products: usize,
    /// It is being filtered by.
    pub chosen: bool,
}

#[cfg(test)]
mod tests;

//! What products are filtered, counted and sorted by, one column each: a search looks at thousands of products and
//! must not touch the products themselves.

use super::index::what_it_is;
use super::rows::Rows;
use super::words;
use crate::catalog::Snapshot;
use crate::product::UnitOfPrice;
use crate::{AisleId, Money, OfferKind, Product, Sku};
use jiff::Timestamp;
use std::collections::HashMap;
use std::hash::Hash;

/// The columns of a catalog, by product number.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(super) aisles: Column<AisleId>,
    pub(super) sections: Column<(AisleId, Option<AisleId>)>,
    pub(super) brands: Column<String>,
    pub(super) diets: Rows<u16>,
    pub(super) diet_names: Vec<String>,
    pub(super) prices: Vec<Prices>,
    pub(super) offers: Vec<Running>,
    /// How often it was bought lately: the number of binary digits, so that only large differences count.
    pub(super) sold: Vec<u8>,
    /// Letters of its name up to what it is: of equal matches the shorter name is meant, and "3.8 %" makes none longer.
    pub(super) lengths: Vec<u16>,
}

/// Values by product, as numbers.
#[derive(Debug)]
pub(super) struct Column<T> {
    /// By product: which value.
    pub(super) of: Vec<u32>,
    /// By number, as first seen.
    pub(super) values: Vec<T>,
}

/// What a product is sorted by: its prices as they are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prices {
    pub(super) price: i64,
    /// By the class of its unit, then the price per it.
    pub(super) unit: (u8, i64),
}

/// An offer on a product.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    pub(super) product: u32,
    pub(super) starts: Timestamp,
    pub(super) ends: Timestamp,
    /// The prices while it runs.
    pub(super) prices: Prices,
}

impl Columns {
    pub(crate) fn of(snapshot: &Snapshot, by_sku: &HashMap<Sku, usize>) -> Columns {
        let products = &snapshot.products;
        let (diets, diet_names) = diets(products);
        let (shop, rates) = (&snapshot.settings, snapshot.settings.rates_at(snapshot.published));
        let shown = |product: &Product, price| shop.prices.shown(price, rates.of(product.head.vat));
        let mut sold = vec![0; products.len()];
        for (sku, times) in &snapshot.habits.sold {
            if let Some(sold) = by_sku.get(sku).and_then(|n| sold.get_mut(*n)) {
                *sold = u8::try_from(u32::BITS - times.leading_zeros()).unwrap_or(0);
            }
        }
        Columns {
            aisles: Column::of(products.iter().map(|p| p.head.aisle.clone())),
            sections: Column::of(products.iter().map(|p| (p.head.aisle.clone(), p.text.section.clone()))),
            brands: Column::of(products.iter().map(|p| p.text.brand.clone())),
            diets,
            diet_names,
            prices: products.iter().map(|p| Prices::at(p, shown(p, p.head.price))).collect(),
            offers: products.iter().zip(0..).filter_map(|(p, n)| Running::of(p, n, |price| shown(p, price))).collect(),
            sold,
            lengths: products.iter().map(|p| letters(&p.head.name)).collect(),
        }
    }
}

fn letters(name: &str) -> u16 {
    let letters = match what_it_is(name) {
        0 => name.len(),
        what => words::raw(name).take(what).map(str::len).sum(),
    };
    u16::try_from(letters).unwrap_or(u16::MAX)
}

fn diets(products: &[Product]) -> (Rows<u16>, Vec<String>) {
    let (mut rows, mut names): (Rows<u16>, Vec<String>) = (Rows::default(), Vec::new());
    for product in products {
        let numbers = product.text.diet.iter().filter_map(|diet| {
            let known = names.iter().position(|name| name == diet.name());
            let number = known.unwrap_or_else(|| {
                names.push(diet.name().to_owned());
                names.len() - 1
            });
            u16::try_from(number).ok()
        });
        rows.push(&numbers.collect::<Vec<_>>());
    }
    (rows, names)
}

impl<T: Clone + Eq + Hash> Column<T> {
    fn of(values: impl Iterator<Item = T>) -> Column<T> {
        let mut numbers: HashMap<T, u32> = HashMap::new();
        let mut column = Column { of: Vec::new(), values: Vec::new() };
        for value in values {
            let next = u32::try_from(column.values.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(value.clone()).or_insert(next);
            if number == next {
                column.values.push(value);
            }
            column.of.push(number);
        }
        column
    }

    /// The numbers of these values.
    pub(super) fn numbers(&self, wanted: impl Fn(&T) -> bool) -> Vec<u32> {
        self.values.iter().zip(0..).filter(|(value, _)| wanted(value)).map(|(_, number)| number).collect()
    }
}

impl Prices {
    fn at(product: &Product, price: Money) -> Prices {
        let unit = product.unit_price(price).map_or((2, price.0), |unit| match unit.per {
            // A liter of what one drinks or pours weighs about a kilogram.
            UnitOfPrice::Kg | UnitOfPrice::L => (0, unit.price.0),
            UnitOfPrice::Piece => (1, unit.price.0),
        });
        Prices { price: price.0, unit }
    }
}

impl Running {
    fn of(product: &Product, number: u32, shown: impl Fn(Money) -> Money) -> Option<Running> {
        let (offer, price) = (product.head.offer.as_ref()?, product.head.price);
        let price = match offer.kind {
            OfferKind::Percent { bp } => price - price.share(i64::from(bp)),
            OfferKind::Amount { off } => price - off.min(price),
            OfferKind::Price { price: offered } => offered.min(price),
            OfferKind::MultiBuy { .. } => price,
        };
        Some(Running { product: number, starts: offer.starts, ends: offer.ends, prices: Prices::at(product, shown(price)) })
    }
}

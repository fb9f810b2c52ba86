//! The lines an order is to have: those it has, as they are told, with what comes along from the basket or was searched for.

use crate::change_page::{Changing, Row};
use domain::cart::MOST_LINES;
use domain::catalog::Catalog;
use domain::order::WholeOrder;
use domain::{Quantity, Sku};
use std::collections::BTreeMap;
use texts::{Words, say, text};
use web::problem::Failure;
use web::{Outcome, Problem};

/// So much more of each. What is ordered by another unit is added up in grams.
pub(crate) fn add<'a>(
    catalog: &Catalog,
    whole: &WholeOrder,
    more: impl Iterator<Item = (&'a Sku, &'a Quantity)>,
    lines: &mut BTreeMap<Sku, Quantity>,
) {
    for (sku, quantity) in more {
        let ordered = whole.lines.iter().find(|line| line.item.sku == *sku).map(|line| line.item.quantity);
        let there = lines.get(sku).copied().or(ordered).filter(|there| !there.is_zero());
        let sum = match (there, *quantity) {
            (None, quantity) => quantity,
            (Some(Quantity::Pieces(a)), Quantity::Pieces(b)) => Quantity::Pieces(a.saturating_add(b)),
            (Some(there), quantity) => {
                let grams = |q| catalog.product(sku).map_or(0, |product| product.head.units(q));
                Quantity::Grams(u32::try_from(grams(there).saturating_add(grams(quantity))).unwrap_or(u32::MAX))
            }
        };
        lines.insert(sku.clone(), sum);
    }
}

/// All lines of the order as they are wanted, or what is wrong with them.
pub(crate) fn wanted(catalog: &Catalog, whole: &WholeOrder, told: &BTreeMap<Sku, Quantity>) -> Outcome<BTreeMap<Sku, Quantity>> {
    let mut lines: BTreeMap<Sku, Quantity> = whole.lines.iter().map(|line| (line.item.sku.clone(), line.item.quantity)).collect();
    lines.extend(told.iter().map(|(sku, quantity)| (sku.clone(), *quantity)));
    lines.retain(|_, quantity| !quantity.is_zero());
    let wrong = |sku: &Sku, code: &'static str, words: Words| Failure::sku(sku, code, words);
    let most = || [("pieces", Quantity::MOST_PIECES.into()), ("weight", Quantity::Grams(Quantity::MOST_GRAMS).into())];
    let failures = lines.iter().filter_map(|(sku, quantity)| match catalog.product(sku) {
        _ if quantity.is_too_much() => Some(wrong(sku, "too_much", say("cart-too-much", most()))),
        Some(product) if !product.head.accepts(*quantity) => {
            Some(wrong(sku, "by_piece", say("cart-by-piece", [("product", product.head.name.as_str().into())])))
        }
        _ => None,
    });
    let failures: Vec<Failure> = failures.collect();
    match () {
        () if !failures.is_empty() => Err(Problem::invalid(failures)),
        () if lines.is_empty() => {
            Err(Problem::new(http::StatusCode::UNPROCESSABLE_ENTITY, "nothing-left", text("change-nothing"))
                .detail(text("change-nothing-why")))
        }
        () if lines.len() > MOST_LINES => {
            let most = i64::try_from(MOST_LINES).unwrap_or_default();
            Err(Problem::conflict("basket-full", text("cart-full")).detail(say("change-full-why", [("most", most.into())])))
        }
        () => Ok(lines),
    }
}

/// True when the order, or what waits for its payment, holds exactly what is told.
pub(crate) fn is_made(whole: &WholeOrder, told: &BTreeMap<Sku, Quantity>) -> bool {
    let lines = whole.amended.as_ref().map_or(&whole.lines, |amended| &amended.lines);
    let held = |sku: &Sku| lines.iter().find(|line| line.item.sku == *sku).map(|line| line.item.quantity);
    told.iter().all(|(sku, quantity)| match held(sku) {
        Some(held) => held == *quantity,
        None => quantity.is_zero(),
    })
}

impl Changing {
    /// The quantities that were told, and rows for products that are new.
    pub(crate) fn take(&mut self, catalog: &Catalog, told: &BTreeMap<Sku, Quantity>) {
        for (sku, quantity) in told {
            match self.rows.iter_mut().find(|row| row.sku == *sku) {
                Some(row) => row.quantity = *quantity,
                None if quantity.is_zero() => {}
                None => self.rows.extend(catalog.product(sku).map(|product| Row::of(product, *quantity))),
            }
        }
    }

    /// Rows for what the words find, with nothing of it taken yet.
    pub(crate) fn found(&mut self, catalog: &Catalog, most: usize) {
        let found = catalog.search(&self.find, most);
        self.nothing_found = found.is_empty();
        for product in found {
            let none = if product.head.by_weight.is_some() { Quantity::Grams(0) } else { Quantity::Pieces(0) };
            if !self.rows.iter().any(|row| row.sku == product.head.sku) {
                self.rows.push(Row { found: true, ..Row::of(product, none) });
            }
        }
    }
}

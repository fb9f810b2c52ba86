//! Picking: what was found on the shelf, what it weighs, what was given instead.
//!
//! A report is never changed. A later one overrides a line, and moves the difference in stock, so a slip of the
//! finger is mended by picking the line again.

use super::proposal::{clock, withdraw};
use super::{Job, LedgerRow, Movement, MovementReason, Order, Refusal, State, Step, StockChange, WholeOrder, Write};
use crate::price::{Item, Priced};
use crate::product::units;
use crate::quote::Line;
use crate::{Money, Product, Quantity, Sku, StaffId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a picker says about one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Picked {
    /// Which line, from 1.
    pub line: u16,
    /// What happened.
    pub pick: Pick,
}

/// What can happen to a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// All of it is in the crate.
    Found,
    /// Loose goods, as the scale says.
    Weighed {
        /// Net weight.
        grams: u32,
    },
    /// Less than ordered, or nothing.
    Short {
        /// What was found: pieces, or grams of loose goods.
        found: u32,
    },
    /// Something else instead.
    Substituted {
        /// What was given.
        sku: Sku,
        /// How much of it.
        quantity: Quantity,
    },
}

/// What counts for a line, with all that its price needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PickResult {
    /// As ordered.
    Found,
    /// So many grams.
    Weighed(u32),
    /// So many stock units of what was ordered.
    Short(u32),
    /// Another product.
    Substituted(Box<Substitute>),
    /// Another product, if the shopper says yes.
    Proposed(Box<Substitute>),
}

impl PickResult {
    /// True when a picker who says this says nothing new. A substitute's price may have changed since; what was given counts.
    pub fn says(&self, pick: &Pick) -> bool {
        match (self, pick) {
            (PickResult::Found, Pick::Found) => true,
            (PickResult::Weighed(was), Pick::Weighed { grams: is }) | (PickResult::Short(was), Pick::Short { found: is }) => was == is,
            (PickResult::Substituted(was), Pick::Substituted { sku, quantity }) => was.item.sku == *sku && was.item.quantity == *quantity,
            _ => false,
        }
    }

    /// What is in the crate instead of what was ordered.
    pub fn instead(&self) -> Option<&Substitute> {
        match self {
            PickResult::Substituted(given) | PickResult::Proposed(given) => Some(given),
            PickResult::Found | PickResult::Weighed(_) | PickResult::Short(_) => None,
        }
    }
}

/// A product given instead, never dearer than what was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Substitute {
    /// What was given.
    pub item: Item,
    /// Stock units taken.
    pub units: i64,
    /// Its price, lowered to what was agreed where it would be more.
    pub priced: Priced,
}

/// One report of a picker. Immutable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PickReport {
    /// From 1.
    pub report: u16,
    /// Who picked.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// By line.
    pub results: BTreeMap<u16, PickResult>,
}

impl WholeOrder {
    /// Takes a picker's findings into account. `None`: nothing new. `products` holds what is named as a substitute, and what
    /// it is to stand in for.
    pub fn pick(&self, findings: &[Picked], by: &StaffId, products: &[Product], now: Timestamp) -> Result<Option<Write>, Refusal> {
        let mut order = self.in_picking(by, now)?;
        let mut results = BTreeMap::new();
        for finding in findings {
            let line = self.lines.iter().find(|l| l.line == finding.line).ok_or(Refusal::NoSuchLine(finding.line))?;
            // Said before: what was agreed on then stands, whatever the product costs now.
            if self.result(line.line).is_some_and(|result| result.says(&finding.pick)) {
                results.remove(&line.line);
                continue;
            }
            let result = self.check(line, &finding.pick, products).map_err(|why| Refusal::Impossible { line: line.line, why })?;
            results.insert(line.line, result);
        }
        if results.is_empty() {
            return Ok(None);
        }
        withdraw(&mut order.promise, &results, now);
        Ok(Some(self.reported(order, by, now, results)))
    }

    /// The next version, being picked.
    pub(super) fn in_picking(&self, by: &StaffId, now: Timestamp) -> Result<Order, Refusal> {
        match &self.order.state {
            State::Placed { .. } if self.order.saved().is_some() => Err(Refusal::CardUnasked),
            State::Placed { .. } => Ok(self.order.moved(State::Picking { by: by.clone(), at: now }, now)),
            State::Picking { .. } => Ok(self.order.touched()),
            _ => Err(Refusal::NotNow(self.order.state.name(), "picked")),
        }
    }

    /// Stores results with what they do to stock, and to the questions that are open.
    pub(super) fn reported(&self, mut order: Order, by: &StaffId, now: Timestamp, results: BTreeMap<u16, PickResult>) -> Write {
        order.reports += 1;
        let report = PickReport { report: order.reports, by: by.clone(), at: now, results: self.within(results) };
        let (stock, movements) = self.stock_effects(&report);
        let (start, done) = clock(&self.order.promise, &order.promise);
        let (start, done) = (start.into_iter().collect(), done.map(|step| (step, None)).into_iter().collect());
        let write = Write { stock, movements, report: Some(report), start, done, ..Write::of(order) };
        if self.amended.is_some() { self.without_asking(write, now) } else { write }
    }

    fn stock_effects(&self, report: &PickReport) -> (Vec<StockChange>, Vec<Movement>) {
        let (mut stock, mut missing) = (BTreeMap::<&Sku, i64>::new(), BTreeMap::<&Sku, i64>::new());
        for line in self.lines.iter().filter(|l| report.results.contains_key(&l.line)) {
            for (result, sign) in [(self.result(line.line), -1), (report.results.get(&line.line), 1)] {
                let Some(result) = result else { continue };
                let effect = Effect::of(line, result);
                *stock.entry(&line.item.sku).or_default() += sign * effect.freed;
                *missing.entry(&line.item.sku).or_default() -= sign * effect.missing;
                if let Some(given) = result.instead() {
                    *stock.entry(&given.item.sku).or_default() -= sign * given.units;
                }
            }
        }
        let row = |(sku, units): (&Sku, i64)| Movement {
            sku: sku.clone(),
            reason: MovementReason::Missing,
            units,
            by: report.by.to_string(),
            at: report.at,
            order: Some(self.order.order.clone()),
            id: format!("{}-{}", self.order.order, report.report),
        };
        let changed = |(_, units): &(&Sku, i64)| *units != 0;
        let stock = stock.into_iter().filter(changed).map(|(sku, units)| StockChange { sku: sku.clone(), units });
        (stock.collect(), missing.into_iter().filter(changed).map(row).collect())
    }
}

/// What a result does to the stock of the line's own product: `reserved = picked + freed + missing`.
struct Effect {
    freed: i64,
    missing: i64,
}

impl Effect {
    fn of(line: &Line, result: &PickResult) -> Effect {
        match result {
            PickResult::Found => Effect { freed: 0, missing: 0 },
            PickResult::Weighed(grams) => Effect { freed: line.reserved - i64::from(*grams), missing: 0 },
            PickResult::Short(found) => Effect { freed: 0, missing: line.reserved - i64::from(*found) },
            PickResult::Substituted(_) | PickResult::Proposed(_) => Effect { freed: 0, missing: line.reserved },
        }
    }
}

impl WholeOrder {
    fn check(&self, line: &Line, pick: &Pick, products: &[Product]) -> Result<PickResult, String> {
        let loose = line.item.by_weight.is_some();
        match pick {
            Pick::Found if loose => Err("loose goods are weighed: enter the grams on the scale".into()),
            Pick::Found => Ok(PickResult::Found),
            Pick::Weighed { .. } if !loose => Err("only loose goods are weighed".into()),
            Pick::Weighed { grams } if i64::from(*grams) > line.reserved => {
                Err(format!("{grams} g is more than the {} g the shopper agreed to pay for", line.reserved))
            }
            Pick::Weighed { grams: 0 } => Err("nothing on the scale: report it as missing".into()),
            Pick::Weighed { grams } => Ok(PickResult::Weighed(*grams)),
            Pick::Short { found } if i64::from(*found) >= units(line.item.by_weight, line.item.quantity) => {
                Err("that is not less than ordered".into())
            }
            Pick::Short { found } => Ok(PickResult::Short(*found)),
            Pick::Substituted { sku, quantity } => self.give(line, sku, *quantity, products).map(|s| PickResult::Substituted(Box::new(s))),
        }
    }
}

impl Order {
    /// The order as it enters the pick list: findable by its slot's day.
    pub fn listed(&self) -> Write {
        let waiting =
            matches!(self.state, State::Placed { .. } | State::Picking { .. } | State::Ready { .. } | State::OutForDelivery { .. });
        let slot = &self.fulfillment.slot;
        let mut order = self.touched();
        if waiting && self.day.is_none() {
            order.day = Some(slot.date().to_owned());
            order.slot_order = Some(format!("{}#{}#{}", slot.window(), slot.method(), self.order));
        }
        Write { done: vec![(Step::Placed, None)], ..Write::of(order) }
    }
}

/// Used when an order is ready: the ledger's view of what was picked.
pub(super) fn sale(fact_at: Timestamp, total: Money, vat: &[crate::VatPart]) -> LedgerRow {
    let mut postings = vec![("shopper".to_owned(), total)];
    for part in vat {
        postings.push((format!("net-{}", part.class.as_str()), -(part.gross - part.vat)));
        postings.push((format!("vat-{}", part.class.as_str()), -part.vat));
    }
    LedgerRow { fact: "settled".to_owned(), at: fact_at, postings }
}

/// The ledger's view of what credit paid of it.
pub(super) fn paid_with_credit(at: Timestamp, amount: Money) -> Option<LedgerRow> {
    (amount > Money::ZERO).then(|| LedgerRow::transfer("credit".to_owned(), at, "credit", "shopper", amount))
}

/// The job that charges what was picked.
pub(super) fn charge(now: Timestamp) -> Job {
    Job::now(Step::Capture, now)
}

//! Picking: what was found on the shelf, what it weighs, what was given instead.
//!
//! A report is never changed. A later one overrides a line, and moves the difference in stock, so a slip of the
//! finger is mended by picking the line again.

use super::{Job, LedgerRow, Movement, MovementReason, Order, Refusal, State, Step, StockChange, WholeOrder, Write};
use crate::price::{self, Item, Priced};
use crate::product::units;
use crate::quote::Line;
use crate::{Money, ProductHead, Quantity, Sku, StaffId};
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
}

impl PickResult {
    /// What a picker says to get this result.
    fn reported(&self) -> Pick {
        match self {
            PickResult::Found => Pick::Found,
            PickResult::Weighed(grams) => Pick::Weighed { grams: *grams },
            PickResult::Short(found) => Pick::Short { found: *found },
            PickResult::Substituted(s) => Pick::Substituted { sku: s.item.sku.clone(), quantity: s.item.quantity },
        }
    }
}

/// A product given instead, never dearer than what was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Substitute {
    /// What was given.
    pub item: Item,
    /// Stock units taken.
    pub units: i64,
    /// Its price, lowered to the promise where it would be more.
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

/// One line after picking: what is charged for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettledLine {
    /// Which line.
    pub line: u16,
    /// What is in the crate (the substitute, if there is one), in the quantity picked. Zero: nothing.
    pub item: Item,
    /// Stock units picked.
    pub units: i64,
    /// What is charged.
    pub priced: Priced,
    /// True when it is not what was ordered.
    pub substitute: bool,
}

impl WholeOrder {
    /// Takes a picker's findings into account. `None`: nothing new. `heads` holds the products named as substitutes.
    pub fn pick(&self, findings: &[Picked], by: &StaffId, heads: &[ProductHead], now: Timestamp) -> Result<Option<Write>, Refusal> {
        let mut order = match &self.order.state {
            State::Placed { .. } => self.order.moved(State::Picking { by: by.clone(), at: now }, now),
            State::Picking { .. } => self.order.touched(),
            _ => return Err(Refusal::NotNow(self.order.state.name(), "picked")),
        };
        let mut results = BTreeMap::new();
        for finding in findings {
            let line = self.lines.iter().find(|l| l.line == finding.line).ok_or(Refusal::NoSuchLine(finding.line))?;
            // Said before: what was agreed on then stands, whatever the product costs now.
            if self.result(line.line).is_some_and(|result| result.reported() == finding.pick) {
                results.remove(&line.line);
                continue;
            }
            let result = check(line, &finding.pick, heads).map_err(|why| Refusal::Impossible { line: line.line, why })?;
            results.insert(line.line, result);
        }
        if results.is_empty() {
            return Ok(None);
        }
        order.reports += 1;
        let report = PickReport { report: order.reports, by: by.clone(), at: now, results };
        let (stock, movements) = self.stock_effects(&report);
        Ok(Some(Write { stock, movements, report: Some(report), ..Write::of(order) }))
    }

    fn stock_effects(&self, report: &PickReport) -> (Vec<StockChange>, Vec<Movement>) {
        let (mut stock, mut missing) = (BTreeMap::<&Sku, i64>::new(), BTreeMap::<&Sku, i64>::new());
        for line in self.lines.iter().filter(|l| report.results.contains_key(&l.line)) {
            for (result, sign) in [(self.result(line.line), -1), (report.results.get(&line.line), 1)] {
                let Some(result) = result else { continue };
                let effect = Effect::of(line, result);
                *stock.entry(&line.item.sku).or_default() += sign * effect.freed;
                *missing.entry(&line.item.sku).or_default() -= sign * effect.missing;
                if let PickResult::Substituted(s) = result {
                    *stock.entry(&s.item.sku).or_default() -= sign * s.units;
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
            PickResult::Substituted(_) => Effect { freed: 0, missing: line.reserved },
        }
    }
}

fn check(line: &Line, pick: &Pick, heads: &[ProductHead]) -> Result<PickResult, String> {
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
        Pick::Substituted { sku, quantity } => substitute(line, sku, *quantity, heads).map(|s| PickResult::Substituted(Box::new(s))),
    }
}

fn substitute(line: &Line, sku: &Sku, quantity: Quantity, heads: &[ProductHead]) -> Result<Substitute, String> {
    let head = heads.iter().find(|h| h.sku == *sku && h.active).ok_or_else(|| format!("there is no product {sku}"))?;
    if *sku == line.item.sku {
        return Err("that is the product itself".into());
    }
    if !head.accepts(quantity) || quantity.is_zero() || quantity.is_too_much() {
        return Err(format!("{quantity} is not how {} is sold", head.name));
    }
    if head.age > line.age {
        return Err(format!("{} has an age limit that the ordered product does not have", head.name));
    }
    let item = Item::of(head, quantity, None);
    let promised = line.priced.total();
    let own = price::items(std::slice::from_ref(&item)).first().copied().unwrap_or_default();
    if own.deposit > promised {
        return Err(format!("the deposit of {} alone is more than what was promised", head.name));
    }
    let goods = own.goods.min(promised - own.deposit);
    Ok(Substitute { units: head.units(quantity), priced: Priced { goods, discount: Money::ZERO, deposit: own.deposit }, item })
}

/// What each line comes to after picking. Lines without a result count as ordered.
///
/// A line given instead still counts for its multi-buy as it was ordered: otherwise the rest of the group would lose
/// its free piece, and the order could come to more than was authorized.
pub fn settle(whole: &WholeOrder) -> Vec<SettledLine> {
    let mut lines: Vec<SettledLine> = whole.lines.iter().map(|line| settled(line, whole.result(line.line))).collect();
    let counts = whole.lines.iter().zip(&lines).map(|(line, settled)| if settled.substitute { &line.item } else { &settled.item });
    let items: Vec<Item> = counts.cloned().collect();
    for (settled, priced) in lines.iter_mut().zip(price::items(&items)).filter(|(settled, _)| !settled.substitute) {
        settled.priced = priced;
    }
    lines
}

fn settled(line: &Line, result: Option<&PickResult>) -> SettledLine {
    let own = |quantity: Quantity| {
        let item = Item { quantity, ..line.item.clone() };
        SettledLine { line: line.line, units: units(item.by_weight, quantity), item, priced: Priced::default(), substitute: false }
    };
    match result {
        None | Some(PickResult::Found) => own(line.item.quantity),
        Some(PickResult::Weighed(grams)) => own(Quantity::Grams(*grams)),
        Some(PickResult::Short(found)) if line.item.by_weight.is_some() => own(Quantity::Grams(*found)),
        Some(PickResult::Short(found)) => own(Quantity::Pieces(*found)),
        Some(PickResult::Substituted(s)) => {
            SettledLine { line: line.line, item: s.item.clone(), units: s.units, priced: s.priced, substitute: true }
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

/// The job that charges what was picked.
pub(super) fn charge(now: Timestamp) -> Job {
    Job::now(Step::Capture, now)
}

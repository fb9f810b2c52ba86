//! Nobody came, or the door stayed shut: what is packed comes back, and the order ends with nothing kept.
//!
//! The sale was booked when it was packed, so it is undone by a row of its own. There is no invoice yet, and so there is no
//! credit note. A card that was charged gets its money back, one that was not is let go of, credit goes back onto its
//! accounts, and whoever was trusted to pay at the door may be trusted again.

use super::release::let_go;
use super::{Goods, Job, LedgerRow, Movement, MovementReason, Order, Refusal, SettledLine, State, Step, StockChange, WholeOrder, Write};
use crate::{Money, Sku, StaffId};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Why an order was canceled that nobody fetched, or that was refused at the door.
pub const NOT_COLLECTED: &str = "not collected";

impl WholeOrder {
    /// It came back. `goods` says what becomes of each line; what is not named is thrown away.
    pub fn come_back(&self, goods: &BTreeMap<u16, Goods>, by: &StaffId, now: Timestamp) -> Result<Write, Refusal> {
        let order = &self.order;
        if !matches!(order.state, State::Ready { .. } | State::OutForDelivery { .. }) {
            return Err(Refusal::NotNow(order.state.name(), "taken back"));
        }
        if order.owed() > Money::ZERO {
            return Err(Refusal::NotRefundable("money is on its way back already: wait until it is there"));
        }
        let mut next = order.moved(State::Canceled { at: now, reason: NOT_COLLECTED.to_owned() }, now);
        (next.day, next.slot_order) = (None, None);
        let spent = order.credit_kept();
        let credit = next.put_all_back(now);
        let ledger = [Some(self.unsold(now)), uncredited(spent, now)].into_iter().flatten().collect();
        let mut start = vec![Job::now(Step::CanceledMail, now)];
        start.extend(let_go(order, now));
        // Whatever is being charged is let go of instead; what was charged meanwhile goes back when that is told.
        let done = vec![(Step::Capture, None)];
        let mut write = Write { ledger, credit, start, done, free_slot: true, free_voucher: true, known: order.ended(), ..Write::of(next) };
        for line in self.in_the_crate() {
            let becomes = goods.get(&line.line).copied().unwrap_or(Goods::Wasted);
            order.bring_back(&line, becomes, (by, now), &mut write);
        }
        write.stock = merged(&write.stock);
        Ok(self.without_asking(write, now))
    }

    /// What was packed and did not come back before.
    fn in_the_crate(&self) -> Vec<SettledLine> {
        let back = |line: u16| self.order.refunds.iter().flat_map(|r| &r.parts).filter(move |p| p.of == super::Of::Line(line));
        let left = |l: SettledLine| SettledLine { units: l.units - back(l.line).map(|p| p.units).sum::<i64>(), ..l };
        self.settlement().lines.into_iter().map(left).filter(|l| l.units > 0).collect()
    }

    /// The sale undone, as far as it was not undone before.
    fn unsold(&self, now: Timestamp) -> LedgerRow {
        let refunded = || self.order.refunds.iter();
        let settled = self.order.settled.unwrap_or_default();
        let mut postings = vec![("shopper".to_owned(), refunded().map(|r| r.amount).sum::<Money>() - settled)];
        for part in self.settlement().vat {
            let back = || refunded().flat_map(|r| &r.vat).filter(|p| p.class == part.class);
            let gross = part.gross - back().map(|p| p.gross).sum::<Money>();
            let vat = part.vat - back().map(|p| p.vat).sum::<Money>();
            postings.push((format!("net-{}", part.class.as_str()), gross - vat));
            postings.push((format!("vat-{}", part.class.as_str()), vat));
        }
        LedgerRow { fact: "unsold".to_owned(), at: now, postings }
    }
}

/// Credit that had paid for it is not spent any more.
fn uncredited(amount: Money, at: Timestamp) -> Option<LedgerRow> {
    (amount > Money::ZERO).then(|| LedgerRow::transfer("uncredited".to_owned(), at, "shopper", "credit", amount))
}

/// One change for each product.
fn merged(changes: &[StockChange]) -> Vec<StockChange> {
    let mut all: BTreeMap<&Sku, i64> = BTreeMap::new();
    changes.iter().for_each(|change| *all.entry(&change.sku).or_default() += change.units);
    all.into_iter().map(|(sku, units)| StockChange { sku: sku.clone(), units }).collect()
}

impl Order {
    /// A line comes back, to the shelf or to the bin.
    fn bring_back(&self, line: &SettledLine, becomes: Goods, (by, at): (&StaffId, Timestamp), write: &mut Write) {
        let row = |reason: MovementReason, units: i64, what: &str| Movement {
            sku: line.item.sku.clone(),
            reason,
            units,
            by: by.to_string(),
            at,
            order: Some(self.order.clone()),
            id: format!("{}-{}-{what}", self.order, line.line),
        };
        write.movements.push(row(MovementReason::Returned, line.units, "back"));
        match becomes {
            Goods::Restocked => write.stock.push(StockChange { sku: line.item.sku.clone(), units: line.units }),
            Goods::Kept | Goods::Wasted => write.movements.push(row(MovementReason::Wasted, -line.units, "waste")),
        }
    }
}

//! Ready and handed over: the order is worth exactly what was picked.

use super::pick::{charge, paid_with_credit, sale};
use super::release::let_go;
use super::{Job, Known, NOTHING_THERE, Rank, Refusal, SettledLine, State, Step, WholeOrder, Write, settle};
use crate::slot::Method;
use crate::{Money, StaffId, VatPart};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an order comes to after picking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Settlement {
    /// Line by line.
    pub lines: Vec<SettledLine>,
    /// Per rate, contained in the total.
    pub vat: Vec<VatPart>,
    /// What is paid for it.
    pub total: Money,
}

impl WholeOrder {
    /// What it comes to with the results so far; lines without one count as ordered.
    pub fn settlement(&self) -> Settlement {
        let lines = settle(self);
        let fees: Money = self.order.fees.iter().map(|f| f.amount).sum();
        let total = lines.iter().map(|l| l.priced.total()).sum::<Money>() + fees;
        let vat = self.order.rates.parts(lines.iter().map(|l| (l.item.vat, l.priced.total())), &self.order.fees);
        Settlement { lines, vat, total }
    }

    /// Packed. What was picked is charged; when nothing was found, nothing is, and the order is canceled.
    pub fn ready(&self, now: Timestamp) -> Result<Write, Refusal> {
        if !matches!(self.order.state, State::Picking { .. }) {
            return Err(Refusal::NotNow(self.order.state.name(), "made ready"));
        }
        let open: Vec<u16> = self.lines.iter().map(|l| l.line).filter(|n| self.result(*n).is_none()).collect();
        if !open.is_empty() {
            return Err(Refusal::Unpicked(open));
        }
        let asked: Vec<u16> = self.order.promise.open().map(|p| p.line).collect();
        if !asked.is_empty() {
            return Err(Refusal::Asked(asked));
        }
        let settlement = self.settlement();
        if settlement.lines.iter().all(|l| l.units == 0) {
            return Ok(self.nothing_found(now));
        }
        let mut order = self.order.moved(State::Ready { at: now }, now);
        order.settled = Some(settlement.total);
        let credit = order.put_rest_back(now);
        let mut ledger = vec![sale(now, settlement.total, &settlement.vat)];
        ledger.extend(paid_with_credit(now, order.credit_spent()));
        Ok(Write { ledger, credit, start: vec![charge(now)], ..Write::of(order) })
    }

    /// Holds ended with the pick reports; slot and money are let go of.
    fn nothing_found(&self, now: Timestamp) -> Write {
        let reason = NOTHING_THERE.to_owned();
        let mut order = self.order.moved(State::Canceled { at: now, reason }, now);
        (order.day, order.slot_order) = (None, None);
        let credit = order.put_all_back(now);
        let mut start = vec![Job::now(Step::CanceledMail, now)];
        start.extend(let_go(&self.order, now));
        let write = Write { free_slot: true, free_voucher: true, start, credit, known: self.order.ended(), ..Write::of(order) };
        self.without_asking(write, now)
    }

    /// Leaves for the shopper's door, and they are told. Only a delivery, and only once it is charged, unless it is paid
    /// at that door.
    pub fn send_off(&self, by: &StaffId, now: Timestamp) -> Result<Write, Refusal> {
        let order = &self.order;
        if !matches!(order.state, State::Ready { .. }) || order.fulfillment.method != Method::Delivery {
            return Err(Refusal::NotNow(order.state.name(), "sent off"));
        }
        if order.due().is_none() {
            self.charged()?;
        }
        let next = order.moved(State::OutForDelivery { by: by.clone(), at: now }, now);
        Ok(Write { start: vec![Job::now(Step::OnItsWay, now)], ..Write::of(next) })
    }

    /// Nothing leaves the store before its money is there.
    fn charged(&self) -> Result<(), Refusal> {
        let payment = &self.order.payment;
        // Where credit pays all of it there is no payment; where it pays all of what was picked, the card is let go of first.
        let is = payment.rank != Rank::Authorized && Some(payment.captured) == self.order.rest_due();
        if is { Ok(()) } else { Err(Refusal::NotCharged) }
    }

    /// Given to the shopper. Only once the card is charged exactly what was picked; where that is nothing, once it is let go of.
    pub fn hand_over(&self, by: &StaffId, day: &str, now: Timestamp) -> Result<Write, Refusal> {
        let order = &self.order;
        if !matches!(order.state, State::Ready { .. } | State::OutForDelivery { .. }) {
            return Err(Refusal::NotNow(order.state.name(), "handed over"));
        }
        if order.due().is_some() {
            return Err(Refusal::NotNow("not paid", "handed over"));
        }
        self.charged()?;
        if self.needs_age_check() {
            return Err(Refusal::AgeUnchecked(order.age.unwrap_or_default()));
        }
        let takings = self.taken(day, now);
        let next = order.moved(State::HandedOver { by: by.clone(), at: now }, now);
        // Who fetched it knows that it is there.
        let told = order.fulfillment.method == Method::Delivery;
        let start = told.then(|| Job::now(Step::HandedOverMail, now)).into_iter().collect();
        Ok(Write { takings: Some(takings), start, known: Some(Known::Served), ..Write::of(next) })
    }
}

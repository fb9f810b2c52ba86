//! The age check: asked at checkout, looked at when the goods change hands.
//!
//! What was seen is noted with one of four words, never a date of birth. What may not be handed over goes back to the
//! shelf, and its money back to the shopper.

use super::{
    Back, Grant, HowMuch, Movement, MovementReason, Of, Order, Refusal, SettledLine, State, StockChange, Tender, WholeOrder, Write,
};
use crate::slot::Method;
use crate::{Money, RefundId, Sku, StaffId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Who looked, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgeCheck {
    /// What was seen.
    pub outcome: AgeSeen,
    /// Who looked.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// What an age check can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgeSeen {
    /// Old enough.
    OldEnough,
    /// No identity card, or nobody there who has one.
    NoCard,
    /// Too young.
    TooYoung,
    /// Old enough, and drunk.
    Drunk,
}

/// What a refusal at the door needs to be written down.
pub struct Looked<'a> {
    /// What was seen.
    pub seen: AgeSeen,
    /// Who looked.
    pub by: &'a StaffId,
    /// Why the money comes back, for the shopper to read.
    pub reason: &'a str,
    /// The day it counts for, in the shop's time zone.
    pub day: &'a str,
}

impl Looked<'_> {
    fn noted(&self, now: Timestamp) -> AgeCheck {
        AgeCheck { outcome: self.seen, by: self.by.clone(), at: now }
    }
}

/// There is one check, so its refund has one name.
const REFUND: &str = "age-check";

impl WholeOrder {
    /// What is in the crate with an age limit. What was given instead counts like what it stands in for.
    fn limited(&self) -> Vec<SettledLine> {
        let limited = |line: u16| self.lines.iter().any(|l| l.line == line && l.age.is_some());
        self.settlement().lines.into_iter().filter(|l| l.units > 0 && limited(l.line)).collect()
    }

    /// True while somebody must look at a card before this changes hands. A parcel's carrier looks at its door, not the shop.
    pub fn needs_age_check(&self) -> bool {
        let here = self.order.fulfillment.method != Method::Shipment;
        here && self.order.promise.age_check.is_none() && !self.limited().is_empty()
    }

    /// Takes an age check into account. `None`: it was noted before, or there is nothing to check.
    pub fn check_age(&self, looked: &Looked<'_>, now: Timestamp) -> Result<Option<Write>, Refusal> {
        let (order, limited) = (&self.order, self.limited());
        if !matches!(order.state, State::Ready { .. } | State::OutForDelivery { .. }) {
            return Err(Refusal::NotNow(order.state.name(), "handed over"));
        }
        match order.promise.age_check.as_ref().map(|check| check.outcome) {
            None if limited.is_empty() => return Ok(None),
            Some(before) if before == looked.seen => return Ok(None),
            Some(before) if before != AgeSeen::OldEnough => return Err(Refusal::NotNow("checked already", "checked again")),
            None | Some(_) => {}
        }
        let mut write = match looked.seen {
            AgeSeen::OldEnough => Write::of(order.touched()),
            AgeSeen::NoCard | AgeSeen::TooYoung | AgeSeen::Drunk => self.kept_back(&limited, looked, &Back::AsPaid, now)?,
        };
        write.order.promise.age_check = Some(looked.noted(now));
        Ok(Some(write))
    }

    /// Given to the shopper but for what may not be handed over, and paid now. In the books all of it is taken, and what
    /// comes back is given back from the same till: what changes hands is the difference.
    pub fn hand_over_rest(&self, tender: Tender, looked: &Looked<'_>, now: Timestamp) -> Result<Write, Refusal> {
        let before = self.order.promise.age_check.as_ref().map(|check| check.outcome);
        if before.is_some_and(|before| before != AgeSeen::OldEnough) {
            return Err(Refusal::NotNow("checked already", "checked again"));
        }
        let (paid, taken) = self.paid_with(tender, now)?;
        let kept = paid.kept_back(&paid.limited(), looked, &Back::Till(tender), now)?;
        let mut rest = WholeOrder { order: kept.order, ..paid };
        rest.order.promise.age_check = Some(looked.noted(now));
        let over = rest.hand_over(looked.by, looked.day, now)?;
        let ledger = [vec![taken], kept.ledger, over.ledger].concat();
        let start = [kept.start, over.start].concat();
        let order = Order { version: self.order.version + 1, ..over.order };
        Ok(Write { order, ledger, start, stock: kept.stock, movements: kept.movements, credit: kept.credit, ..over })
    }

    /// The goods go back to the shelf, what they cost to the shopper.
    fn kept_back(&self, limited: &[SettledLine], looked: &Looked<'_>, back: &Back, now: Timestamp) -> Result<Write, Refusal> {
        self.order.paid_or_refused()?;
        let left: Vec<_> =
            self.left().into_iter().map(|l| l.rest).filter(|rest| limited.iter().any(|l| rest.of == Of::Line(l.line))).collect();
        let parts: Vec<_> = left.iter().filter(|rest| rest.amount() > Money::ZERO).map(|rest| (rest.of, HowMuch::All)).collect();
        let mut write = if parts.is_empty() {
            Write::of(self.order.touched())
        } else {
            let refund = RefundId::parse(REFUND).map_err(|_| Refusal::NotRefundable("the refund has no name"))?;
            let grant = Grant { refund: &refund, by: looked.by.as_str(), reason: looked.reason, parts: &parts, back, day: looked.day };
            self.refund_part(&grant, now)?.unwrap_or_else(|| Write::of(self.order.touched()))
        };
        let mut back: BTreeMap<&Sku, i64> = BTreeMap::new();
        for (line, rest) in limited.iter().filter_map(|l| Some((l, left.iter().find(|rest| rest.of == Of::Line(l.line))?))) {
            *back.entry(&line.item.sku).or_default() += rest.units;
        }
        for (sku, units) in back.into_iter().filter(|(_, units)| *units > 0) {
            write.stock.push(StockChange { sku: sku.clone(), units });
            let (reason, order) = (MovementReason::Returned, &self.order.order);
            let id = format!("{order}-{REFUND}");
            write.movements.push(Movement {
                sku: sku.clone(),
                reason,
                units,
                by: looked.by.to_string(),
                at: now,
                order: Some(order.clone()),
                id,
            });
        }
        Ok(write)
    }
}

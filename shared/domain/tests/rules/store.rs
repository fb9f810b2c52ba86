//! Stores a [`Write`] as the table does: all of it if the version is the one before and no money fact is known, or
//! nothing. After each, all that must hold at every moment is looked at.

use domain::credit::{CreditId, CreditMove};
use domain::order::{CHANGED, Known, LedgerRow, Movement, MovementReason, PickResult, Placement, Refusal, State, Step, WholeOrder, Write};
use domain::takings::TakingsFact;
use domain::{Money, Sku, SlotId};
use std::collections::{BTreeMap, BTreeSet};

/// A job row: the step, and the payment it is about.
pub type JobKey = (Step, Option<String>);

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    Yes,
    Known,
    Overtaken,
    TooLittle,
}

/// The states an order may go to from each.
const GRAPH: [(&str, &[&str]); 8] = [
    ("awaiting_payment", &["placed", "canceled", "expired"]),
    ("placed", &["picking", "canceled"]),
    ("picking", &["ready", "canceled"]),
    ("ready", &["out_for_delivery", "handed_over", "canceled"]),
    ("out_for_delivery", &["handed_over", "canceled"]),
    ("handed_over", &[]),
    ("canceled", &[]),
    ("expired", &[]),
];

/// The table, with one order in it.
pub struct Store {
    pub whole: WholeOrder,
    pub available: BTreeMap<Sku, i64>,
    pub ledger: BTreeMap<String, LedgerRow>,
    pub jobs: BTreeSet<JobKey>,
    pub slot_held: bool,
    pub voucher_held: bool,
    pub cart_open: bool,
    /// What is taken of each slot.
    pub points: BTreeMap<SlotId, i64>,
    pub takings: Option<TakingsFact>,
    /// What its end told about whoever ordered.
    pub known: Option<Known>,
    pub given_back: Vec<TakingsFact>,
    /// What the credit accounts it was paid with hold, from nothing when it was placed.
    pub accounts: BTreeMap<CreditId, Money>,
    moved: BTreeSet<(CreditId, String)>,
    movements: Vec<Movement>,
    start: BTreeMap<Sku, i64>,
    past: Vec<WholeOrder>,
}

impl Store {
    /// An order just placed. `start` is what was free of each product before.
    pub fn new(placement: Placement, start: BTreeMap<Sku, i64>) -> Store {
        let whole = crate::shop::whole(placement.clone());
        let mut available = start.clone();
        for line in &whole.lines {
            *available.get_mut(&line.item.sku).unwrap() -= line.reserved;
        }
        let mut store = Store {
            past: vec![whole.clone()],
            whole,
            available,
            ledger: BTreeMap::new(),
            jobs: BTreeSet::from([(placement.job.step, placement.job.intent.clone())]),
            slot_held: true,
            voucher_held: true,
            cart_open: false,
            points: [(placement.slot.id.clone(), i64::from(placement.order.points()))].into(),
            takings: None,
            known: None,
            given_back: Vec::new(),
            accounts: BTreeMap::new(),
            moved: BTreeSet::new(),
            movements: Vec::new(),
            start,
        };
        store.move_credit(&placement.credit);
        store.stock_is_conserved();
        store.credit_is_conserved();
        store
    }

    /// Decides on the order as somebody read it `stale` versions ago; when that is overtaken, reads and decides again.
    pub fn decide(
        &mut self,
        stale: usize,
        decide: impl Fn(&WholeOrder) -> Result<Option<Write>, Refusal>,
    ) -> Result<Option<Stored>, Refusal> {
        let old = self.past[self.past.len() - 1 - stale.min(self.past.len() - 1)].clone();
        if old.order.version != self.whole.order.version
            && let Ok(Some(write)) = decide(&old)
        {
            let stored = self.commit(&write);
            assert_ne!(stored, Stored::Yes, "a decision on version {} was stored over {}", old.order.version, self.whole.order.version);
        }
        let Some(write) = decide(&self.whole)? else { return Ok(None) };
        let stored = self.commit(&write);
        assert_ne!(stored, Stored::Overtaken, "a decision on the order as it stands is not of the next version");
        Ok(Some(stored))
    }

    /// All of it, or nothing.
    pub fn commit(&mut self, write: &Write) -> Stored {
        one_action_per_item(write);
        if write.ledger.iter().any(|row| self.ledger.contains_key(&row.fact)) {
            return Stored::Known;
        }
        if write.order.version != self.whole.order.version + 1 {
            return Stored::Overtaken;
        }
        if write.stock.iter().any(|c| c.units < 0 && self.available[&c.sku] + c.units < 0) {
            return Stored::TooLittle;
        }
        self.apply(write);
        self.all_is_true();
        Stored::Yes
    }

    fn apply(&mut self, write: &Write) {
        self.whole.order = write.order.clone();
        self.amend(write);
        self.ledger.extend(write.ledger.iter().map(|row| (row.fact.clone(), row.clone())));
        for change in &write.stock {
            *self.available.get_mut(&change.sku).unwrap() += change.units;
        }
        self.movements.extend(write.movements.iter().cloned());
        self.move_credit(&write.credit);
        assert!(self.slot_held || !write.free_slot, "a slot is given back twice");
        self.slot_held &= !write.free_slot;
        assert!(self.voucher_held || !write.free_voucher, "the use of a voucher is given back twice");
        self.voucher_held &= !write.free_voucher;
        assert!(!(self.cart_open && write.reopen_cart), "a basket is opened twice");
        self.cart_open |= write.reopen_cart;
        if let Some(report) = &write.report {
            assert_eq!(usize::from(report.report), self.whole.reports.len() + 1, "reports are numbered");
            self.whole.reports.push(report.clone());
        }
        let (before, after) = (&self.past[self.past.len() - 1].order, &self.whole.order);
        if after.refunds.len() > before.refunds.len() {
            assert!(after.payment.refunded + after.owed() <= after.payment.captured, "more is granted back than was charged");
        }
        if let Some(back) = write.takings.as_ref().filter(|fact| fact.refund.is_some()) {
            assert!(self.given_back.iter().all(|fact| fact.refund != back.refund), "given back twice");
            self.given_back.push(back.clone());
        } else if let Some(takings) = &write.takings {
            assert!(self.takings.replace(takings.clone()).is_none(), "taken twice");
        }
        if let Some(known) = write.known {
            assert_eq!(self.known.replace(known), None, "an order ends once");
        }
        self.jobs.extend(write.start.iter().map(|job| (job.step, job.intent.clone())));
        self.jobs.retain(|job| !write.done.contains(job));
        self.past.push(self.whole.clone());
    }

    fn amend(&mut self, write: &Write) {
        let id = &write.order.fulfillment.slot;
        if write.free_slot {
            *self.points.entry(id.clone()).or_default() -= i64::from(write.order.points());
        }
        let Some(amend) = &write.amend else {
            assert!(self.whole.amended.is_none() || write.order.awaited().is_some(), "a change waits, or none");
            return;
        };
        for change in &amend.slots {
            *self.points.entry(change.slot.clone()).or_default() += change.points;
        }
        if let Some(relined) = &amend.relined {
            assert_eq!(relined.former.lines, self.whole.lines, "what it was is kept");
            self.whole.lines = relined.lines.clone();
        }
        if let Some(waits) = &amend.waits {
            self.whole.amended = Some((**waits).clone());
        }
        if write.order.awaited().is_none() {
            self.whole.amended = None;
        }
    }

    /// An order takes its points of its slot, and what waits for its payment what it takes more.
    fn slots_are_held(&self) {
        let (order, ended) = (&self.whole.order, matches!(self.whole.order.state, State::Canceled { .. } | State::Expired { .. }));
        let mut held: BTreeMap<SlotId, i64> = self.points.keys().map(|slot| (slot.clone(), 0)).collect();
        let mut add = |slot: &SlotId, points: u32| {
            let held = held.entry(slot.clone()).or_default();
            *held = (*held).max(i64::from(points));
        };
        if !ended {
            add(&order.fulfillment.slot, order.points());
        }
        if let Some(amended) = &self.whole.amended {
            add(&amended.fulfillment.slot, amended.way.points);
        }
        assert_eq!(self.points, held, "points of slots");
    }

    fn all_is_true(&self) {
        let (before, after) = (&self.past[self.past.len() - 2].order, &self.whole.order);
        assert_eq!(usize::from(after.reports), self.whole.reports.len());
        self.history_is_a_path();
        self.slots_are_held();
        let same = after.payment.intent == before.payment.intent;
        let took_over =
            before.payment.intent.as_ref().is_some_and(|former| after.former.contains(former) && !before.former.contains(former));
        assert!(took_over || after.payment.rank >= before.payment.rank, "the rank fell: {:?} to {:?}", before.payment, after.payment);
        assert!(before.payment.intent.is_none() || same || took_over, "another payment");
        let paid = &after.payment;
        assert!(Money::ZERO <= paid.refunded && paid.refunded <= paid.captured && paid.captured <= paid.authorized, "{paid:?}");
        let review = |order: &domain::Order| order.review.clone().unwrap_or_default();
        assert!(review(after).starts_with(&review(before)), "what is to be reviewed is forgotten");
        for row in self.ledger.values() {
            assert_eq!(row.postings.iter().map(|(_, amount)| *amount).sum::<Money>(), Money::ZERO, "{row:?}");
        }
        if let (State::HandedOver { .. }, State::Ready { .. } | State::OutForDelivery { .. }) = (&after.state, &before.state) {
            assert_eq!(Some(paid.captured + after.credit_spent()), after.settled, "charged and picked");
            assert_eq!(self.takings.as_ref().map(|t| t.total), Some(after.invoiced()));
        }
        self.stock_is_conserved();
        self.credit_is_conserved();
        let ended = matches!(after.state, State::Canceled { .. } | State::Expired { .. });
        assert_eq!((self.slot_held, self.voucher_held), (!ended, !ended));
        assert!(!ended || after.day.is_none() && after.slot_order.is_none(), "ended, and on the pick list");
    }

    fn move_credit(&mut self, moves: &[CreditMove]) {
        for one in moves {
            assert!(self.moved.insert((one.credit.clone(), one.name.clone())), "{} moves twice", one.name);
            assert_ne!(one.amount, Money::ZERO, "{} moves nothing", one.name);
            *self.accounts.entry(one.credit.clone()).or_default() += one.amount;
        }
    }

    /// What left an account is in the order, and nothing that was put back is there twice. The ledger has what is spent.
    fn credit_is_conserved(&self) {
        let order = &self.whole.order;
        for credit in &order.credit {
            assert!(Money::ZERO <= credit.returned && credit.returned <= credit.reserved, "{credit:?}");
            assert_eq!(self.accounts[&credit.account], credit.returned - credit.reserved, "{credit:?}");
        }
        assert_eq!(self.accounts.values().copied().sum::<Money>(), order.credited_anew() - order.credit_kept());
        let spent = if order.settled.is_some() { order.credit_kept() } else { Money::ZERO };
        assert_eq!(self.balance("credit"), spent - order.credited_anew(), "credit in the ledger");
        assert!(Money::ZERO <= order.credit_spent() && order.rest_due().is_none_or(|rest| rest >= Money::ZERO));
        assert!(order.rest_due().is_none_or(|rest| rest <= order.by_card()), "more is charged than was authorized");
    }

    fn history_is_a_path(&self) {
        let order = &self.whole.order;
        let names: Vec<&str> = order.history.iter().map(|(name, _)| name.as_str()).filter(|name| *name != CHANGED).collect();
        assert_eq!(names[0], "awaiting_payment");
        assert_eq!(names.last(), Some(&order.state.name()));
        for pair in names.windows(2) {
            let (_, next) = GRAPH.iter().find(|(from, _)| *from == pair[0]).unwrap();
            assert!(next.contains(&pair[1]), "{names:?}");
        }
        assert!(order.history.is_sorted_by_key(|(_, at)| *at));
    }

    /// Free + held + picked + missing is what was there at first; a hold is taken once and ends once.
    fn stock_is_conserved(&self) {
        let mut there: BTreeMap<&Sku, i64> = self.available.iter().map(|(sku, units)| (sku, *units)).collect();
        let mut missing: BTreeMap<&Sku, i64> = BTreeMap::new();
        assert!(there.values().all(|units| *units >= 0), "{there:?}");
        let ended = matches!(self.whole.order.state, State::Canceled { .. } | State::Expired { .. });
        for line in &self.whole.lines {
            let own = &line.item.sku;
            let (sku, picked, lost) = match self.whole.result(line.line) {
                None if ended => (own, 0, 0),
                None => (own, line.reserved, 0),
                Some(PickResult::Found) => (own, i64::from(line.item.quantity.amount()), 0),
                Some(PickResult::Weighed(grams)) => (own, i64::from(*grams), 0),
                Some(PickResult::Short(found)) => (own, i64::from(*found), line.reserved - i64::from(*found)),
                Some(PickResult::Substituted(given) | PickResult::Proposed(given)) => (&given.item.sku, given.units, line.reserved),
            };
            *there.entry(sku).or_default() += picked;
            *there.entry(own).or_default() += lost;
            *missing.entry(own).or_default() -= lost;
        }
        if let Some(amended) = &self.whole.amended {
            let held = |sku: &Sku| self.whole.lines.iter().filter(|l| l.item.sku == *sku).map(|l| l.reserved).sum::<i64>();
            for line in &amended.lines {
                *there.entry(&line.item.sku).or_default() += (line.reserved - held(&line.item.sku)).max(0);
            }
        }
        for back in self.movements.iter().filter(|m| matches!(m.reason, MovementReason::Returned | MovementReason::Wasted)) {
            *there.entry(&back.sku).or_default() -= back.units;
            *missing.entry(&back.sku).or_default() += back.units;
        }
        assert_eq!(there, self.start.iter().map(|(sku, units)| (sku, *units)).collect());
        let mut book: BTreeMap<&Sku, i64> = missing.keys().map(|sku| (*sku, 0)).collect();
        self.movements.iter().for_each(|m| *book.entry(&m.sku).or_default() += m.units);
        assert_eq!(book, missing, "the stock book");
        let rows: BTreeSet<(&Sku, &str)> = self.movements.iter().map(|m| (&m.sku, m.id.as_str())).collect();
        assert_eq!(rows.len(), self.movements.len(), "two movements under one name");
    }

    /// What came back to the shelf.
    pub fn returned(&self) -> Vec<&Movement> {
        self.movements.iter().filter(|m| m.reason == MovementReason::Returned).collect()
    }

    /// What an account of the ledger holds.
    pub fn balance(&self, account: &str) -> Money {
        self.ledger.values().flat_map(|row| &row.postings).filter(|(name, _)| name == account).map(|(_, amount)| *amount).sum()
    }

    /// The amount a fact moved, if it is known.
    pub fn fact(&self, name: &str) -> Option<Money> {
        self.ledger.get(name).map(|row| row.postings[0].1)
    }
}

/// DynamoDB refuses two actions on one item in a transaction, and more than 100 actions.
fn one_action_per_item(write: &Write) {
    let jobs = write.start.iter().map(|job| (job.step, job.intent.clone())).chain(write.done.iter().cloned());
    let mut keys: Vec<String> = jobs.map(|job| format!("{job:?}")).collect();
    keys.extend(write.stock.iter().map(|c| format!("stock {}", c.sku)));
    keys.extend(write.movements.iter().map(|m| format!("movement {} {}", m.sku, m.id)));
    keys.extend(write.ledger.iter().map(|row| row.fact.clone()));
    keys.extend(write.credit.iter().flat_map(|m| [m.credit.to_string(), format!("{} {}", m.credit, m.name)]));
    let distinct: BTreeSet<&String> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len(), "two actions on one item: {keys:?}");
    assert!(keys.len() + 3 <= 100, "more than a transaction holds");
    assert!(write.stock.iter().all(|c| c.units != 0), "a change of nothing");
}

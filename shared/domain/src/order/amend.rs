//! A change of a placed order by its shopper, until its slot closes and before it is picked: other lines, another slot, both
//! at what they cost today.
//!
//! What is covered by what is set aside on the card takes effect at once, in one transaction. What is not is held, and asked
//! for on a payment page for the whole of it: when exactly that is authorized the change takes effect, and the former
//! authorization is let go of. If it is not paid in time, what was held for it goes back, and the order stands as it was.

use super::{
    Amend, Amended, Asking, Bounds, Fact, FactKind, Former, IfMissing, Job, Kept, Order, Payment, PointsChange, Rank, Relined, State, Step,
    StockChange, Way, WholeOrder, Write, agreed, place::promised,
};
use crate::deal::Promised;
use crate::quote::{Line, Quote};
use crate::{Money, Sku, SlotId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// What a change is called in an order's history.
pub const CHANGED: &str = "changed";
/// Changes of one order: more is no shopper's hesitation.
pub const MOST_CHANGES: usize = 20;
/// Products whose stock one change moves: it is one transaction, and DynamoDB allows 100 actions in one.
pub const MOST_MOVED: usize = 85;
/// Minutes a change that costs more is held for its payment.
const HOLD_MINUTES: i64 = 30;

impl Order {
    /// The next version in the same state; that it was changed stands in its history.
    pub(super) fn changed(&self, now: Timestamp) -> Order {
        let mut history = self.history.clone();
        history.push((CHANGED.to_owned(), now));
        Order { history, ..self.touched() }
    }

    /// How often it was changed.
    pub fn changes(&self) -> usize {
        self.history.iter().filter(|(name, _)| name == CHANGED).count()
    }

    /// The most it may come to after a change that asks for no further payment: what is set aside on the card, or what is
    /// trusted to be paid at handover, and the credit that is held back. `None`: it is neither, or further.
    pub fn covered(&self, trusted: Money) -> Option<Money> {
        let placed = matches!(self.state, State::Placed { .. });
        match (self.at_handover, self.payment.rank) {
            (Some(_), Rank::None) if placed => Some((trusted + self.reserved()).max(self.upper)),
            (None, Rank::Authorized) if placed => Some(self.payment.authorized + self.reserved()),
            // The card is asked for all of it later.
            (None, Rank::None) if placed && self.saved().is_some() && self.awaited().is_none() => Some(Money(i64::MAX)),
            // Credit pays for all of it.
            (None, Rank::None) if placed && self.later.is_none() && self.by_card() == Money::ZERO => Some(self.reserved()),
            _ => None,
        }
    }

    /// True where a change that costs more has no payment page to be paid on.
    pub fn has_no_page(&self) -> bool {
        self.at_handover.is_some() || self.payment.rank == Rank::None && self.later.is_none()
    }

    /// The payment page that is waited for.
    pub fn awaited(&self) -> Option<&Asking> {
        self.asking.as_ref().filter(|asking| !asking.over)
    }

    /// Which payment page the provider is asked for, and of how much.
    pub fn page(&self) -> (u16, Money) {
        self.asking.as_ref().map_or((0, self.by_card()), |asking| (asking.attempt, asking.amount))
    }

    /// With what a change replaces.
    fn with(&self, wanted: &Amended) -> Order {
        let slot = &wanted.fulfillment.slot;
        let (day, slot_order) = (slot.date().to_owned(), format!("{}#{}#{}", slot.window(), slot.method(), self.order));
        let mut promise = self.promise.clone();
        (promise.instead, promise.of_age) = (wanted.instead.clone(), wanted.of_age);
        Order {
            total: wanted.total,
            upper: wanted.upper,
            rates: wanted.rates,
            fees: wanted.fees.clone(),
            fulfillment: wanted.fulfillment.clone(),
            way: Some(wanted.way.clone()),
            promise,
            age: wanted.age,
            promised: wanted.promised.clone(),
            line_count: u16::try_from(wanted.lines.len()).unwrap_or(u16::MAX),
            day: self.day.as_ref().map(|_| day),
            slot_order: self.slot_order.as_ref().map(|_| slot_order),
            ..self.clone()
        }
    }
}

impl WholeOrder {
    /// All of it that a change may replace, as it is.
    pub fn as_it_is(&self) -> Amended {
        let order = &self.order;
        Amended {
            lines: self.lines.clone(),
            total: order.total,
            upper: order.upper,
            fulfillment: order.fulfillment.clone(),
            way: order.way.clone().unwrap_or_default(),
            instead: order.promise.instead.clone(),
            of_age: order.promise.of_age,
            age: order.age,
            rates: order.rates,
            fees: order.fees.clone(),
            promised: order.promised.clone(),
        }
    }

    /// With another quote, in the slot it has, of which it then takes so many points.
    pub fn requoted(&self, quote: Quote, points: u32, of_age: bool) -> Amended {
        let age = quote.age();
        Amended {
            instead: agreed(&quote.lines, &self.said_instead(), self.order.wish),
            of_age: age.filter(|_| of_age).max(self.order.promise.of_age),
            age,
            total: quote.total,
            upper: quote.upper,
            rates: quote.rates,
            fees: quote.fees,
            promised: promised(quote.promised, &self.order.contact),
            lines: quote.lines,
            way: Way { points, ..self.order.way.clone().unwrap_or_default() },
            ..self.as_it_is()
        }
    }

    /// What its shopper said about single products, for when they are missing.
    pub fn said_instead(&self) -> BTreeMap<Sku, IfMissing> {
        let said = |line: &Line| {
            let agreed = self.order.promise.instead.get(&line.line)?;
            Some((line.item.sku.clone(), IfMissing { choice: agreed.choice.clone(), dearer: agreed.more > Money::ZERO }))
        };
        self.lines.iter().filter_map(said).collect()
    }

    /// The order as its shopper wants it now: at once, or once it is paid.
    pub fn amend(&self, wanted: Amended, bounds: &Bounds) -> Result<Write, Kept> {
        let (order, now) = (&self.order, bounds.now);
        let covered = order.covered(bounds.trusted).ok_or(Kept::NotNow)?;
        let moves = wanted.fulfillment.slot != order.fulfillment.slot;
        if order.closes(bounds.listed).is_none_or(|closes| closes <= now) || moves && bounds.slot.closes <= now {
            return Err(Kept::Closed);
        }
        match () {
            () if wanted == self.as_it_is() => Err(Kept::Same),
            () if order.awaited().is_some() => Err(Kept::Waiting),
            () if order.changes() >= MOST_CHANGES || usize::from(order.attempts) >= MOST_CHANGES => Err(Kept::TooOften),
            () if self.moved_to(&wanted).len() > MOST_MOVED => Err(Kept::TooMuch),
            () if wanted.upper <= covered => Ok(self.takes_effect(&wanted, bounds)),
            () if order.has_no_page() => Err(Kept::Dearer(wanted.upper - covered)),
            () => Ok(self.held_for(wanted, bounds)),
        }
    }

    /// Within what is covered: all of it at once.
    fn takes_effect(&self, wanted: &Amended, bounds: &Bounds) -> Write {
        let stock = self.moved_to(wanted);
        let prices = prices(&stock, &wanted.lines);
        let slots = self.points_to(wanted, bounds.slot.capacity);
        let mut order = self.order.changed(bounds.now).with(wanted);
        let amend = Amend { prices, slots, ..self.relined(wanted, bounds.now) };
        let mut start = vec![Job::now(Step::ChangedMail, bounds.now)];
        if wanted.fulfillment.slot != self.order.fulfillment.slot {
            start.extend(order.asked_for(&bounds.slot));
        }
        Write { stock, start, amend: Some(Box::new(amend)), ..Write::of(order) }
    }

    /// Dearer: only what is more is taken, and held for the payment.
    fn held_for(&self, wanted: Amended, bounds: &Bounds) -> Write {
        let until = bounds.now + SignedDuration::from_mins(HOLD_MINUTES);
        let stock: Vec<StockChange> = self.moved_to(&wanted).into_iter().filter(|change| change.units < 0).collect();
        let prices = prices(&stock, &wanted.lines);
        let slots = self.points_to(&wanted, bounds.slot.capacity).into_iter().filter(|change| change.points > 0).collect();
        let attempt = self.order.attempts + 1;
        let asking = Some(Asking { attempt, amount: wanted.upper - self.order.reserved(), until, over: false });
        let order = Order { asking, attempts: attempt, ..self.order.touched() };
        let amend = Amend { prices, slots, waits: Some(Box::new(wanted)), ..Amend::default() };
        let start = vec![Job { step: Step::AskingEnd, due: until, intent: None }];
        Write { stock, start, amend: Some(Box::new(amend)), ..Write::of(order) }
    }

    /// The change that waits takes effect, because exactly what was asked for it is authorized. `None`: that is not so.
    pub(super) fn paid_change(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let (wanted, asking) = (self.amended.as_ref()?, self.order.awaited()?);
        // Should the former authorization be lost meanwhile, this one takes its place all the same.
        // What credit paid alone so far has no card's word yet.
        let by_credit = self.order.payment.rank == Rank::None && self.order.at_handover.is_none() && self.order.by_card() == Money::ZERO;
        let covered = by_credit || matches!(self.order.payment.rank, Rank::Authorized | Rank::Voided);
        let placed = matches!(self.order.state, State::Placed { .. }) && covered;
        let exact = fact.kind == FactKind::Authorized && fact.amount == asking.amount && fact.currency == self.order.currency;
        if !placed || !exact || self.order.knows(fact) {
            return None;
        }
        let mut order = self.order.changed(now).with(wanted);
        let mut start = vec![Job::now(Step::ChangedMail, now)];
        if let Some(former) = order.payment.intent.take() {
            start.extend((order.payment.rank == Rank::Authorized).then(|| Job::for_payment(Step::Void, &former, now)));
            order.former.push(former);
        }
        order.payment =
            Payment { rank: Rank::Authorized, intent: Some(fact.intent.clone()), authorized: fact.amount, ..Payment::default() };
        order.asking = None;
        let stock = self.moved_to(wanted).into_iter().filter(|change| change.units > 0).collect();
        let slots = self.points_to(wanted, 0).into_iter().filter(|change| change.points < 0).collect();
        let amend = Amend { slots, ..self.relined(wanted, now) };
        let (ledger, done) = (vec![fact.row(now)], vec![(Step::AskingEnd, None)]);
        Some(Write { stock, ledger, start, done, amend: Some(Box::new(amend)), ..Write::of(order) })
    }

    /// What waited for its payment is waited for no longer: what was held for it goes back, and the order stands as it was.
    /// Its payment page is closed first. `None`: nothing waits.
    pub fn end_asking(&self, now: Timestamp) -> Option<Write> {
        let asking = self.order.awaited()?;
        let write = match &self.amended {
            Some(_) => self.without_asking(Write::of(self.order.touched()), now),
            None => self.not_paid_again(asking, now),
        };
        let start = write.start.into_iter().filter(|job| job.step != Step::AskingEnd).collect();
        Some(Write { start, done: vec![(Step::AskingEnd, None)], ..write })
    }

    /// The same write, and nothing of a change that waits is left; its payment page is closed by the job this starts.
    pub(super) fn without_asking(&self, mut write: Write, now: Timestamp) -> Write {
        let Some(asking) = self.order.awaited() else { return write };
        write.order.asking = Some(Asking { over: true, ..asking.clone() });
        write.start.push(Job::now(Step::AskingEnd, now));
        let Some(wanted) = &self.amended else { return write };
        for held in self.moved_to(wanted).into_iter().filter(|change| change.units < 0) {
            match write.stock.iter_mut().find(|change| change.sku == held.sku) {
                Some(change) => change.units -= held.units,
                None => write.stock.push(StockChange { units: -held.units, ..held }),
            }
        }
        write.stock.retain(|change| change.units != 0);
        let held = self.points_to(wanted, 0).into_iter().filter(|change| change.points > 0);
        let slots = held.map(|change| PointsChange { points: -change.points, ..change }).collect();
        write.amend = Some(Box::new(Amend { slots, ..Amend::default() }));
        write
    }

    fn relined(&self, wanted: &Amended, now: Timestamp) -> Amend {
        let order = &self.order;
        let former = Former {
            lines: self.lines.clone(),
            fulfillment: order.fulfillment.clone(),
            fees: order.fees.clone(),
            total: order.total,
            upper: order.upper,
            at: now,
        };
        let use_of = |promised: &Option<Promised>| promised.as_ref().and_then(|promised| promised.voucher.clone());
        let voucher_back = use_of(&order.promised).filter(|_| use_of(&wanted.promised).is_none());
        Amend { relined: Some(Relined { lines: wanted.lines.clone(), former }), voucher_back, ..Amend::default() }
    }

    /// What a change does to stock, product by product.
    fn moved_to(&self, wanted: &Amended) -> Vec<StockChange> {
        let mut units: BTreeMap<&Sku, i64> = BTreeMap::new();
        self.lines.iter().for_each(|line| *units.entry(&line.item.sku).or_default() += line.reserved);
        wanted.lines.iter().for_each(|line| *units.entry(&line.item.sku).or_default() -= line.reserved);
        let moved = units.into_iter().filter(|(_, units)| *units != 0);
        moved.map(|(sku, units)| StockChange { sku: sku.clone(), units }).collect()
    }

    /// What a change does to slots. `capacity` is that of the one it takes.
    fn points_to(&self, wanted: &Amended, capacity: u32) -> Vec<PointsChange> {
        let (held, takes) = (&self.order.fulfillment.slot, &wanted.fulfillment.slot);
        let change = |slot: &SlotId, points| PointsChange { slot: slot.clone(), points, capacity };
        let (was, is) = (i64::from(self.order.points()), i64::from(wanted.way.points));
        let changes = if held == takes { vec![change(held, is - was)] } else { vec![change(takes, is), change(held, -was)] };
        changes.into_iter().filter(|change| change.points != 0).collect()
    }
}

/// The price versions of what is taken.
fn prices(stock: &[StockChange], lines: &[Line]) -> BTreeMap<Sku, u32> {
    let taken = |line: &&Line| stock.iter().any(|change| change.units < 0 && change.sku == line.item.sku);
    lines.iter().filter(taken).map(|line| (line.item.sku.clone(), line.pv)).collect()
}

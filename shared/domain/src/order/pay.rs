//! What the payment provider tells us, in whatever order and however often.
//!
//! A fact is stored once, under its own name. The payment's rank only ever rises. An order is paid only by an
//! authorization of exactly its amount in its currency; anything else is let go of and looked at by a person.

use super::{Job, LedgerRow, Order, State, Step, Write};
use crate::{Money, OrderId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The payment of an order, as far as facts have arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    /// The furthest it got.
    pub rank: Rank,
    /// The provider's name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// The most that may be captured.
    pub authorized: Money,
    /// Charged.
    pub captured: Money,
    /// Given back, of what was charged.
    pub refunded: Money,
}

/// How far a payment got. Facts may come late and twice; the rank never falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Nothing is known.
    #[default]
    None,
    /// The money is set aside.
    Authorized,
    /// The money was let go of.
    Voided,
    /// The money was taken.
    Captured,
}

/// Something that happened to money, at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The order the provider names.
    pub order: OrderId,
    /// The provider's name for the payment.
    pub intent: String,
    /// What happened.
    pub kind: FactKind,
    /// How much.
    pub amount: Money,
    /// ISO 4217, upper case.
    pub currency: String,
}

/// What can happen to money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Set aside.
    Authorized,
    /// Taken.
    Captured,
    /// Let go of.
    Voided,
    /// Given back, under the provider's name for the refund.
    Refunded(String),
}

impl Fact {
    /// Its name in the ledger: the same fact has the same name, whoever tells it.
    pub fn name(&self) -> String {
        match &self.kind {
            FactKind::Authorized => format!("authorized#{}", self.intent),
            FactKind::Captured => format!("captured#{}", self.intent),
            FactKind::Voided => format!("voided#{}", self.intent),
            FactKind::Refunded(refund) => format!("refunded#{refund}"),
        }
    }

    fn row(&self, at: Timestamp) -> LedgerRow {
        let (to, from) = match self.kind {
            FactKind::Authorized => ("authorized", "promised"),
            FactKind::Voided => ("promised", "authorized"),
            FactKind::Captured => ("provider", "shopper"),
            FactKind::Refunded(_) => ("shopper", "provider"),
        };
        LedgerRow::transfer(self.name(), at, to, from, self.amount)
    }
}

impl Order {
    /// Takes a fact into account. `None`: it changes nothing, because it is known or overtaken.
    pub fn learn(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        match &fact.kind {
            FactKind::Authorized => self.authorized(fact, now),
            FactKind::Captured => self.captured(fact, now),
            FactKind::Voided => self.voided(fact, now),
            FactKind::Refunded(_) => self.refunded(fact, now),
        }
    }

    fn is_about_this_payment(&self, fact: &Fact) -> bool {
        self.payment.intent.as_ref() == Some(&fact.intent) && fact.currency == self.currency
    }

    fn is_as_asked(&self, fact: &Fact) -> bool {
        fact.amount == self.upper && fact.currency == self.currency
    }

    /// What a person must look at, with one more reason.
    pub(super) fn reviewed(&self, why: &str) -> Option<String> {
        Some(self.review.iter().map(String::as_str).chain([why]).collect::<Vec<_>>().join("; "))
    }

    /// True when this happened to the fact's payment although it is not the one asked for: the review tells of it.
    fn saw(&self, kind: FactKind, fact: &Fact) -> bool {
        let told = format!("{} of ", Fact { kind, ..fact.clone() }.name());
        self.review.as_ref().is_some_and(|why| why.contains(&told))
    }

    fn authorized(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        if self.is_about_this_payment(fact) {
            return self.authorized_late(fact, now);
        }
        if self.saw(FactKind::Captured, fact) {
            // Taken since, and on its way back: there is nothing left to let go of.
            return Some(Write { ledger: vec![fact.row(now)], ..Write::of(self.touched()) });
        }
        if self.payment.intent.is_some() || !self.is_as_asked(fact) {
            return Some(self.strange(fact, now));
        }
        let paid = |order: Order| Order {
            payment: Payment { rank: Rank::Authorized, intent: Some(fact.intent.clone()), authorized: fact.amount, ..Payment::default() },
            ..order
        };
        Some(match &self.state {
            State::AwaitingPayment { .. } => Write {
                ledger: vec![fact.row(now)],
                start: vec![Job::now(Step::Placed, now)],
                done: vec![(Step::Expire, None)],
                ..Write::of(paid(self.moved(State::Placed { at: now }, now)))
            },
            // Too late: the stock is gone. The money is let go of by itself.
            State::Canceled { .. } | State::Expired { .. } => Write {
                ledger: vec![fact.row(now)],
                start: vec![Job::for_payment(Step::Void, &fact.intent, now)],
                ..Write::of(paid(self.touched()))
            },
            State::Placed { .. }
            | State::Picking { .. }
            | State::Ready { .. }
            | State::OutForDelivery { .. }
            | State::HandedOver { .. } => self.strange(fact, now),
        })
    }

    /// Told after what followed it: it pays nothing any more, but the sums and the books wait for it.
    fn authorized_late(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        if self.payment.rank == Rank::Authorized {
            return None;
        }
        let mut payment = Payment { rank: self.payment.rank.max(Rank::Authorized), ..self.payment.clone() };
        if self.is_as_asked(fact) {
            payment.authorized = payment.authorized.max(fact.amount);
        }
        Some(Write { ledger: vec![fact.row(now)], ..Write::of(Order { payment, ..self.touched() }) })
    }

    /// A payment that is not the one asked for: never counted, let go of, and shown to a person.
    fn strange(&self, fact: &Fact, now: Timestamp) -> Write {
        let why = format!("{} of {} {} where {} {} was asked", fact.name(), fact.amount, fact.currency, self.upper, self.currency);
        let (undo, done) = match fact.kind {
            FactKind::Captured => (Step::Refund, vec![(Step::Void, Some(fact.intent.clone()))]),
            FactKind::Authorized | FactKind::Voided | FactKind::Refunded(_) => (Step::Void, Vec::new()),
        };
        let start = [Step::ReviewMail, undo].map(|step| Job::for_payment(step, &fact.intent, now)).to_vec();
        let mut order = Order { review: self.reviewed(&why), ..self.touched() };
        if fact.kind == FactKind::Captured && self.payment.intent.is_none() && fact.currency == self.currency {
            let (rank, intent) = (Rank::Captured, Some(fact.intent.clone()));
            order.payment = Payment { rank, intent, authorized: fact.amount, captured: fact.amount, refunded: Money::ZERO };
        }
        Write { ledger: vec![fact.row(now)], start, done, ..Write::of(order) }
    }

    fn captured(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        if !self.is_about_this_payment(fact) {
            // We capture only what we know to be authorized: somebody else took this money, so it is given back.
            return Some(self.strange(fact, now));
        }
        if self.payment.rank >= Rank::Captured {
            return None;
        }
        let mut order = self.touched();
        order.payment.rank = Rank::Captured;
        order.payment.has_taken(fact.amount);
        let owed = order.payment.captured > order.payment.refunded;
        let wanted = self.settled == Some(fact.amount);
        if !wanted {
            order.review = self.reviewed(&format!("captured {} where {:?} was picked", fact.amount, self.settled));
        }
        let job = |step| Job::for_payment(step, &fact.intent, now);
        let (start, done) = match self.state {
            // What was taken can no longer be let go of.
            State::AwaitingPayment { .. } | State::Canceled { .. } | State::Expired { .. } => {
                (owed.then(|| job(Step::Refund)), vec![(Step::Void, Some(fact.intent.clone()))])
            }
            State::Placed { .. }
            | State::Picking { .. }
            | State::Ready { .. }
            | State::OutForDelivery { .. }
            | State::HandedOver { .. } => ((!wanted).then(|| job(Step::ReviewMail)), Vec::new()),
        };
        Some(Write { ledger: vec![fact.row(now)], start: start.into_iter().collect(), done, ..Write::of(order) })
    }

    fn voided(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let done = vec![(Step::Void, Some(fact.intent.clone()))];
        if !self.is_about_this_payment(fact) {
            // An authorization never counted (a strange one) is let go of: the ledger closes it, the order does not change.
            let closed = Write { ledger: vec![fact.row(now)], done, ..Write::of(self.touched()) };
            return if self.saw(FactKind::Authorized, fact) { Some(closed) } else { self.voided_early(fact, now) };
        }
        if self.payment.rank >= Rank::Voided {
            return None;
        }
        let mut order = self.touched();
        order.payment.rank = Rank::Voided;
        let underway = matches!(self.state, State::Placed { .. } | State::Picking { .. } | State::Ready { .. });
        let missed = underway && self.settled != Some(Money::ZERO);
        if missed {
            order.review = self.reviewed(&format!("{} while the order is {}: nothing can be charged", fact.name(), self.state.name()));
        }
        let start = missed.then(|| Job::for_payment(Step::ReviewMail, &fact.intent, now)).into_iter().collect();
        Some(Write { ledger: vec![fact.row(now)], start, done, ..Write::of(order) })
    }

    /// Let go of before we were told that it was authorized. Both are written down, so that the authorization, coming
    /// late, pays nothing. An order that has ended lets go of a late authorization anyway.
    fn voided_early(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let waiting = matches!(self.state, State::AwaitingPayment { .. });
        if !waiting || self.payment.intent.is_some() || !self.is_as_asked(fact) {
            return None;
        }
        let authorized = Fact { kind: FactKind::Authorized, ..fact.clone() };
        let intent = Some(fact.intent.clone());
        let payment = Payment { rank: Rank::Voided, intent, authorized: fact.amount, ..Payment::default() };
        Some(Write { ledger: vec![authorized.row(now), fact.row(now)], ..Write::of(Order { payment, ..self.touched() }) })
    }

    fn refunded(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let mut order = self.touched();
        let mut start = Vec::new();
        if self.payment.intent.is_none() && fact.currency == self.currency {
            // Given back before we were told that it was taken.
            order.payment.intent = Some(fact.intent.clone());
            order.review = self.reviewed(&format!("{} of {}, which we never took", fact.name(), fact.intent));
            start.push(Job::for_payment(Step::ReviewMail, &fact.intent, now));
        }
        let counted = order.is_about_this_payment(fact);
        if counted {
            order.payment.refunded += fact.amount;
            order.payment.has_taken(order.payment.refunded);
        }
        // Part of what is owed does not end the job to give it all back.
        let over = !counted || order.payment.refunded >= order.payment.captured;
        let done = over.then(|| (Step::Refund, Some(fact.intent.clone()))).into_iter().collect();
        Some(Write { ledger: vec![fact.row(now)], start, done, ..Write::of(order) })
    }
}

impl Payment {
    /// At least this much was taken, and so it was authorized. Facts may come in any order: the greatest counts.
    fn has_taken(&mut self, amount: Money) {
        self.captured = self.captured.max(amount);
        self.authorized = self.authorized.max(self.captured);
    }
}

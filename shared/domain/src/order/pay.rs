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
        self.payment.intent.as_ref() == Some(&fact.intent)
    }

    fn authorized(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        if self.is_about_this_payment(fact) {
            return None;
        }
        let another = self.payment.intent.is_some() || self.review.is_some();
        if another || fact.amount != self.upper || fact.currency != self.currency {
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
            State::Placed { .. } | State::Picking { .. } | State::Ready { .. } | State::HandedOver { .. } => self.strange(fact, now),
        })
    }

    /// A payment that is not the one asked for: never counted, let go of, and shown to a person.
    fn strange(&self, fact: &Fact, now: Timestamp) -> Write {
        let why = format!("{} of {} {} where {} {} was asked", fact.name(), fact.amount, fact.currency, self.upper, self.currency);
        let why = self.review.iter().map(String::as_str).chain([why.as_str()]).collect::<Vec<_>>().join("; ");
        let mut start = vec![Job::for_payment(Step::ReviewMail, &fact.intent, now)];
        start.push(match fact.kind {
            FactKind::Captured => Job::for_payment(Step::Refund, &fact.intent, now),
            FactKind::Authorized | FactKind::Voided | FactKind::Refunded(_) => Job::for_payment(Step::Void, &fact.intent, now),
        });
        let mut order = Order { review: Some(why), ..self.touched() };
        if fact.kind == FactKind::Captured && self.payment.intent.is_none() {
            let (rank, intent) = (Rank::Captured, Some(fact.intent.clone()));
            order.payment = Payment { rank, intent, authorized: fact.amount, captured: fact.amount, refunded: Money::ZERO };
        }
        Write { ledger: vec![fact.row(now)], start, ..Write::of(order) }
    }

    fn captured(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        if !self.is_about_this_payment(fact) {
            // We capture only what we know to be authorized: somebody else took this money, so it is given back.
            return Some(self.strange(fact, now));
        }
        if self.payment.rank >= Rank::Captured {
            return None;
        }
        let payment = Payment { rank: Rank::Captured, captured: fact.amount, ..self.payment.clone() };
        let wanted = self.settled == Some(fact.amount);
        let order = Order { payment, ..self.touched() };
        let start = match self.state {
            State::Canceled { .. } | State::Expired { .. } => vec![Job::for_payment(Step::Refund, &fact.intent, now)],
            _ if !wanted => vec![Job::for_payment(Step::ReviewMail, &fact.intent, now)],
            _ => Vec::new(),
        };
        let review = (!wanted).then(|| format!("captured {} where {:?} was picked", fact.amount, self.settled));
        let order = Order { review: review.or(order.review.clone()), ..order };
        Some(Write { ledger: vec![fact.row(now)], start, ..Write::of(order) })
    }

    fn voided(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let done = vec![(Step::Void, Some(fact.intent.clone()))];
        if !self.is_about_this_payment(fact) {
            // An authorization never counted (a strange one) is let go of: the ledger closes it, the order does not change.
            let strange = self.review.as_ref().is_some_and(|why| why.contains(&fact.intent));
            return strange.then(|| Write { ledger: vec![fact.row(now)], done, ..Write::of(self.touched()) });
        }
        if self.payment.rank >= Rank::Voided {
            return None;
        }
        let payment = Payment { rank: Rank::Voided, ..self.payment.clone() };
        Some(Write { ledger: vec![fact.row(now)], done, ..Write::of(Order { payment, ..self.touched() }) })
    }

    fn refunded(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let mut payment = self.payment.clone();
        if self.is_about_this_payment(fact) {
            payment.refunded += fact.amount;
        }
        Some(Write { ledger: vec![fact.row(now)], done: vec![(Step::Refund, Some(fact.intent.clone()))], ..Write::of(Order { payment, ..self.touched() }) })
    }
}

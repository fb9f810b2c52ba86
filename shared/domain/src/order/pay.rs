//! What the payment provider tells us, in whatever order and however often.
//!
//! A fact is stored once, under its own name. The payment's rank only ever rises. An order is paid only by an
//! authorization of exactly its amount in its currency; anything else is let go of and looked at by a person.

use super::{Fact, FactKind, Job, Order, Payment, Rank, Ruling, State, Step, WholeOrder, Write};
use crate::Money;
use jiff::Timestamp;

impl WholeOrder {
    /// Takes a fact into account. `None`: it changes nothing, because it is known or overtaken.
    pub fn learn(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let again = match self.amended {
            Some(_) => self.paid_change(fact, now),
            None => self.order.paid_again(fact, now),
        };
        again.or_else(|| self.order.learn(fact, now))
    }
}

impl Order {
    /// The same, where no change of the order waits for it.
    fn learn(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        match &fact.kind {
            FactKind::Saved(card) => self.card_saved(card, fact, now),
            FactKind::Authorized => self.authorized(fact, now),
            FactKind::Captured => self.captured(fact, now),
            FactKind::Voided => self.voided(fact, now),
            FactKind::Refunded(_) => self.refunded(fact, now),
            FactKind::Bounced(refund) => Some(self.bounced(refund, fact, now)),
            FactKind::Disputed(dispute) => self.learn_dispute(dispute, Ruling::Open, fact, now),
            FactKind::DisputeWon(dispute) => self.learn_dispute(dispute, Ruling::Won, fact, now),
            FactKind::DisputeLost(dispute) => self.learn_dispute(dispute, Ruling::Lost, fact, now),
        }
    }

    pub(super) fn is_about_this_payment(&self, fact: &Fact) -> bool {
        self.payment.intent.as_ref() == Some(&fact.intent) && fact.currency == self.currency
    }

    fn is_as_asked(&self, fact: &Fact) -> bool {
        fact.amount == self.by_card() && fact.currency == self.currency
    }

    /// True for what was asked on a further payment page.
    fn is_as_asked_again(&self, fact: &Fact) -> bool {
        self.asking.as_ref().is_some_and(|asking| asking.amount == fact.amount) && fact.currency == self.currency
    }

    /// True for a payment that is counted already, was, or was taken before anybody told that it was authorized.
    pub(super) fn knows(&self, fact: &Fact) -> bool {
        let (counted, former) = (self.payment.intent.as_ref() == Some(&fact.intent), self.former.contains(&fact.intent));
        counted || former || self.saw(FactKind::Captured, fact)
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
        if self.payment.intent.is_some() && self.is_as_asked_again(fact) && !self.former.contains(&fact.intent) {
            // Asked for, and waited for no longer: let go of by itself.
            let mut order = self.touched();
            order.former.push(fact.intent.clone());
            let start = vec![Job::for_payment(Step::Void, &fact.intent, now)];
            return Some(Write { ledger: vec![fact.row(now)], start, ..Write::of(order) });
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
            // The saved card said yes.
            State::Placed { .. } if self.saved().is_some() => {
                Write { ledger: vec![fact.row(now)], done: vec![(Step::Authorize, None)], ..Write::of(paid(self.touched())) }
            }
            // Too late: the stock is gone. The money is let go of by itself.
            State::Canceled { .. } | State::Expired { .. } => Write {
                ledger: vec![fact.row(now)],
                start: vec![Job::for_payment(Step::Void, &fact.intent, now), Job::now(Step::TooLateMail, now)],
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
        let why = format!("{} of {} {} where {} {} was asked", fact.name(), fact.amount, fact.currency, self.by_card(), self.currency);
        let (undo, done) = match fact.kind {
            FactKind::Captured => (Step::Refund, vec![(Step::Void, Some(fact.intent.clone()))]),
            FactKind::Saved(_)
            | FactKind::Authorized
            | FactKind::Voided
            | FactKind::Refunded(_)
            | FactKind::Bounced(_)
            | FactKind::Disputed(_)
            | FactKind::DisputeWon(_)
            | FactKind::DisputeLost(_) => (Step::Void, Vec::new()),
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
        let wanted = self.rest_due() == Some(fact.amount);
        if !wanted {
            order.review = self.reviewed(&format!("captured {} where {:?} was picked", fact.amount, self.rest_due()));
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
            let known = self.saw(FactKind::Authorized, fact) || self.former.contains(&fact.intent);
            return if known { Some(closed) } else { self.voided_early(fact, now) };
        }
        if self.payment.rank >= Rank::Voided {
            return None;
        }
        let mut order = self.touched();
        order.payment.rank = Rank::Voided;
        let underway = matches!(self.state, State::Placed { .. } | State::Picking { .. } | State::Ready { .. });
        let missed = underway && self.rest_due() != Some(Money::ZERO);
        if missed {
            let why = format!("{} while the order is {}: nothing can be charged before it is paid again", fact.name(), self.state.name());
            order.review = self.reviewed(&why);
        }
        let mut start: Vec<Job> = missed.then(|| Job::for_payment(Step::ReviewMail, &fact.intent, now)).into_iter().collect();
        if missed && order.awaited().is_none() {
            start.extend(order.ask_again(now));
        }
        Some(Write { ledger: vec![fact.row(now)], start, done, ..Write::of(order) })
    }

    /// Let go of before we were told that it was authorized. Both are written down, so that the authorization, coming
    /// late, pays nothing. An order that has ended lets go of a late authorization anyway.
    fn voided_early(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let waiting = matches!(self.state, State::AwaitingPayment { .. });
        let authorized = Fact { kind: FactKind::Authorized, ..fact.clone() };
        if self.payment.intent.is_some() && self.is_as_asked_again(fact) {
            let mut order = self.touched();
            order.former.push(fact.intent.clone());
            return Some(Write { ledger: vec![authorized.row(now), fact.row(now)], ..Write::of(order) });
        }
        if !waiting || self.payment.intent.is_some() || !self.is_as_asked(fact) {
            return None;
        }
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
        if let FactKind::Refunded(name) = &fact.kind
            && counted
            && !self.told_of(name, fact.amount)
        {
            start.push(Job::about(Step::MoneyBackMail, name, now));
        }
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

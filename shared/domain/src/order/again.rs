//! An authorization that was lost while its order is underway: its shopper is asked to pay again, on another payment page.
//! What is not paid again by then is canceled, unless somebody packs it already: then the owner decides.

use super::{Asking, Fact, FactKind, Job, Order, Payment, Rank, State, Step, WholeOrder, Write};
use jiff::{SignedDuration, Timestamp};

/// Why an order was canceled that was not paid again.
pub const NOT_PAID: &str = "its payment was lost and not made again";
/// Hours a shopper has at least, and at most: no payment page lives longer than a day.
const LEAST_HOURS: i64 = 2;
const MOST_HOURS: i64 = 20;

impl Order {
    /// Asks for what is to be charged, or at most may be, once more. Until its slot closes, where that is soon enough and not
    /// too soon.
    pub(super) fn ask_again(&mut self, now: Timestamp) -> Vec<Job> {
        let (soonest, latest) = (now + SignedDuration::from_hours(LEAST_HOURS), now + SignedDuration::from_hours(MOST_HOURS));
        let until = self.closes(None).unwrap_or(soonest).clamp(soonest, latest);
        self.attempts += 1;
        let amount = self.rest_due().unwrap_or(self.by_card());
        self.asking = Some(Asking { attempt: self.attempts, amount, until, over: false });
        vec![Job::now(Step::AskMail, now), Job { step: Step::AskingEnd, due: until, intent: None }]
    }

    /// It is paid again, by exactly what was asked for. `None`: that is not so.
    pub(super) fn paid_again(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let asking = self.awaited()?;
        let exact = fact.kind == FactKind::Authorized && fact.amount == asking.amount && fact.currency == self.currency;
        let underway = matches!(self.state, State::Placed { .. } | State::Picking { .. } | State::Ready { .. });
        let lost = self.payment.rank == Rank::Voided || self.saved().is_some();
        if !exact || !underway || !lost || self.knows(fact) {
            return None;
        }
        let mut order = self.touched();
        order.former.extend(order.payment.intent.take());
        order.payment =
            Payment { rank: Rank::Authorized, intent: Some(fact.intent.clone()), authorized: fact.amount, ..Payment::default() };
        order.asking = None;
        // What is packed waits for its charge.
        let start = self.settled.map(|_| Job::now(Step::Capture, now)).into_iter().collect();
        Some(Write { ledger: vec![fact.row(now)], start, done: vec![(Step::AskingEnd, None)], ..Write::of(order) })
    }
}

impl WholeOrder {
    /// Nobody paid again in time.
    pub(super) fn not_paid_again(&self, asking: &Asking, now: Timestamp) -> Write {
        let mut write = match self.cancel(NOT_PAID, now) {
            Ok(write) => write,
            Err(_) => {
                let over = Some(Asking { over: true, ..asking.clone() });
                Write::of(Order { asking: over, ..self.order.touched() })
            }
        };
        write.order.review = write.order.reviewed(&format!("{} was not paid again by {}", asking.amount, asking.until));
        let intent = self.order.payment.intent.as_deref().unwrap_or_default();
        write.start.push(Job::for_payment(Step::ReviewMail, intent, now));
        write
    }
}

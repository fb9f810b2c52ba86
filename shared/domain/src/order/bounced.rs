//! A refund that came back: the shopper's bank did not take it, sometimes days after the provider had given it.
//!
//! Told only together with the refund itself, by whoever asked the provider for everything that happened to a payment:
//! so what is taken off again was always counted before.

use super::{Fact, Job, Order, Returned, Step, Write};
use crate::Money;
use jiff::Timestamp;

impl Order {
    /// The shop has the money again, and the shopper is still owed it. A person has to see to that.
    pub(super) fn bounced(&self, refund: &str, fact: &Fact, now: Timestamp) -> Write {
        let mut order = self.touched();
        if self.is_about_this_payment(fact) {
            order.payment.refunded = (order.payment.refunded - fact.amount).max(Money::ZERO);
        }
        let is_it = |money: &Returned| matches!(money, Returned::Paid { name, .. } if name == refund);
        for ours in order.refunds.iter_mut().filter(|ours| is_it(&ours.money)) {
            ours.money = Returned::Refused { why: "the bank did not take it".to_owned() };
        }
        order.review = self.reviewed(&format!("the refund {refund} of {} came back, the bank did not take it", fact.amount));
        let start = vec![Job::for_payment(Step::ReviewMail, &fact.intent, now)];
        Write { ledger: vec![fact.row(now)], start, ..Write::of(order) }
    }
}

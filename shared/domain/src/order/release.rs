//! Giving up: an order that was not paid in time, or that somebody canceled, lets go of all it holds.

use super::{Job, Order, Rank, Refusal, State, Step, StockChange, WholeOrder, Write};
use jiff::Timestamp;

/// Why an order was canceled that its shopper canceled.
pub const BY_SHOPPER: &str = "by the shopper";
/// Why it was canceled when the picker found none of it.
pub const NOTHING_THERE: &str = "nothing of it was on the shelf";

impl WholeOrder {
    /// Not paid in time. Ask the provider to close the payment page first.
    pub fn expire(&self, now: Timestamp) -> Result<Write, Refusal> {
        match self.order.state {
            State::AwaitingPayment { until } if until <= now => {
                let ended = match &self.order.given_up {
                    Some(reason) => State::Canceled { at: now, reason: reason.clone() },
                    None => State::Expired { at: now },
                };
                let write = self.released(ended, now);
                let start = let_go(&self.order, now).into_iter().collect();
                Ok(Write { reopen_cart: true, start, done: vec![(Step::Expire, None)], ..write })
            }
            _ => Err(Refusal::NotNow(self.order.state.name(), "expired")),
        }
    }

    /// Staff end an order that waits for its payment: it is waited for no longer. The worker closes the payment page, and
    /// then it is canceled; should it be paid meanwhile, it is canceled as a paid one. `None`: that was said before.
    pub fn give_up(&self, reason: &str, now: Timestamp) -> Result<Option<Write>, Refusal> {
        match (&self.order.state, &self.order.given_up) {
            (State::AwaitingPayment { .. }, None) => {
                let (state, given_up) = (State::AwaitingPayment { until: now }, Some(reason.to_owned()));
                let order = Order { state, given_up, ..self.order.touched() };
                Ok(Some(Write { start: vec![Job::now(Step::Expire, now)], ..Write::of(order) }))
            }
            (State::AwaitingPayment { .. }, Some(_)) => Ok(None),
            _ => Err(Refusal::NotNow(self.order.state.name(), "given up")),
        }
    }

    /// Canceled by the shopper or by staff, before picking starts. A payment still open at the provider is to be closed first.
    pub fn cancel(&self, reason: &str, now: Timestamp) -> Result<Write, Refusal> {
        let canceled = State::Canceled { at: now, reason: reason.to_owned() };
        match self.order.state {
            State::AwaitingPayment { .. } => {
                let write = self.released(canceled, now);
                let start = let_go(&self.order, now).into_iter().collect();
                Ok(Write { reopen_cart: true, start, done: vec![(Step::Expire, None)], ..write })
            }
            State::Placed { .. } => {
                let write = self.released(canceled, now);
                let mut start = vec![Job::now(Step::CanceledMail, now)];
                start.extend(let_go(&self.order, now));
                let done = self.order.saved().map(|_| (Step::Authorize, None)).into_iter().collect();
                Ok(self.without_asking(Write { start, done, ..write }, now))
            }
            _ => Err(Refusal::NotNow(self.order.state.name(), "canceled")),
        }
    }

    /// Every line's hold goes back to the shelf, the slot to the calendar.
    fn released(&self, state: State, now: Timestamp) -> Write {
        let stock = self.lines.iter().map(|l| StockChange { sku: l.item.sku.clone(), units: l.reserved }).collect();
        let mut order = Order { day: None, slot_order: None, ..self.order.moved(state, now) };
        let credit = order.put_all_back(now);
        Write { stock, credit, free_slot: true, free_voucher: true, known: self.order.ended(), ..Write::of(order) }
    }
}

/// The job that lets go of what was authorized, or gives back what was taken already.
pub(super) fn let_go(order: &Order, now: Timestamp) -> Option<Job> {
    let (payment, intent) = (&order.payment, order.payment.intent.as_ref()?);
    match payment.rank {
        _ if payment.captured > payment.refunded => Some(Job::for_payment(Step::Refund, intent, now)),
        Rank::Authorized => Some(Job::for_payment(Step::Void, intent, now)),
        Rank::None | Rank::Voided | Rank::Captured => None,
    }
}

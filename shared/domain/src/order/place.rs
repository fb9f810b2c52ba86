//! Placing: a confirmed quote becomes an order that holds stock and slot until it is paid.

use super::{AtHandover, Contact, Fulfillment, Job, Later, Order, OrderCredit, Payment, Promise, State, Step, Trust, Via, Way, Wish};
use crate::credit::CreditMove;
use crate::deal::{Held, Promised};
use crate::quote::{Line, Quote};
use crate::voucher::customer;
use crate::{CartId, Money, OrderId, Slot};
use jiff::{SignedDuration, Timestamp};

/// All that becomes true when an order is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The new order, version 1.
    pub order: Order,
    /// What is promised.
    pub lines: Vec<Line>,
    /// The slot, with its capacity.
    pub slot: Slot,
    /// What is to be done about it: give up waiting for its payment, or tell that it is placed.
    pub job: Job,
    /// The trust that an order paid at handover needs.
    pub trust: Option<Trust>,
    /// Credit that it takes off its accounts.
    pub credit: Vec<CreditMove>,
}

/// What a shopper confirmed.
pub struct Wanted {
    /// Chosen with the basket, so that a second submit names the same order.
    pub order: OrderId,
    /// The basket and its version.
    pub cart: (CartId, u64),
    /// What it costs.
    pub quote: Quote,
    /// ISO 4217.
    pub currency: String,
    /// Who.
    pub contact: Contact,
    /// How and when.
    pub fulfillment: Fulfillment,
    /// When something is missing.
    pub wish: Wish,
    /// What was agreed beyond the quote.
    pub promise: Promise,
    /// The language the shopper reads.
    pub language: String,
    /// The slot as the calendar has it.
    pub slot: Slot,
    /// Present when it is paid when it is handed over: whom the shop trusts with that.
    pub trust: Option<Trust>,
    /// Store credit that pays for it, before anything else does.
    pub credit: Vec<OrderCredit>,
    /// With which provider it is paid beforehand.
    pub via: Via,
    /// What it takes of the slot, and the code it is handed over for.
    pub way: Way,
}

/// Minutes an unpaid order holds its stock.
const HOLD_MINUTES: i64 = 30;

/// The order these wishes make. One that is paid beforehand holds until 30 minutes from now, even past the slot's
/// cut-off; one that credit covers, or that is paid at handover, waits for nothing.
pub fn place(wanted: Wanted, now: Timestamp) -> Placement {
    let until = now + SignedDuration::from_mins(HOLD_MINUTES);
    let waiting = State::AwaitingPayment { until };
    let mut history = vec![(waiting.name().to_owned(), now)];
    let covered = wanted.credit.iter().map(|c| c.reserved).sum::<Money>() >= wanted.quote.upper;
    let trust = wanted.trust.filter(|_| !covered);
    let waits = trust.is_none() && !covered;
    let (state, job) = match waits {
        true => (waiting, Job { step: Step::Expire, due: until, intent: None }),
        false => (State::Placed { at: now }, Job::now(Step::Placed, now)),
    };
    if !waits {
        history.push((state.name().to_owned(), now));
    }
    let later = Later::of(&wanted.slot, now).filter(|_| waits && wanted.via.is_card());
    let (quote, contact) = (wanted.quote, wanted.contact);
    let order = Order {
        order: wanted.order,
        cart: wanted.cart.0,
        cart_version: wanted.cart.1,
        version: 1,
        history,
        state,
        currency: wanted.currency,
        total: quote.total,
        upper: quote.upper,
        credit: wanted.credit,
        payment: Payment::default(),
        via: wanted.via,
        approval: None,
        review: None,
        settled: None,
        refunds: Vec::new(),
        invoice: None,
        given_up: None,
        claims: Vec::new(),
        reports: 0,
        contact: contact.clone(),
        fulfillment: wanted.fulfillment,
        wish: wanted.wish,
        promise: wanted.promise,
        language: wanted.language,
        age: quote.age(),
        rates: quote.rates,
        prices: quote.prices,
        fees: quote.fees,
        promised: promised(quote.promised, &contact),
        line_count: u16::try_from(quote.lines.len()).unwrap_or(u16::MAX),
        day: None,
        slot_order: None,
        at_handover: trust.map(|_| AtHandover::default()),
        disputes: Vec::new(),
        way: Some(wanted.way),
        later,
        asking: None,
        attempts: 0,
        former: Vec::new(),
    };
    let credit = order.credit.iter().map(|c| c.spent(&order.order, &order.currency, now)).collect();
    Placement { order, lines: quote.lines, slot: wanted.slot, job, trust, credit }
}

/// What is kept of the promotions: the use of a voucher becomes this customer's.
pub(super) fn promised(promised: Promised, contact: &Contact) -> Option<Promised> {
    let voucher = promised.voucher.clone().map(|held| Held { customer: customer(&contact.email), ..held });
    Some(Promised { voucher, ..promised }).filter(|promised| !promised.is_nothing())
}

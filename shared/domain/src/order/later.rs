//! A slot beyond the time an authorization lasts: the card is saved when the order is placed, and asked the day before. What
//! it refuses then, its shopper is asked to pay on a payment page.

use super::{Fact, Job, Order, Rank, State, Step, WholeOrder, Write};
use crate::Slot;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days from which on a card is saved: a bank lets go of an authorization after seven.
const DAYS: i64 = 6;
/// Hours before its slot begins at which the card is asked, or when the slot closes, if that is earlier.
const HOURS_BEFORE: i64 = 24;

/// A card that is asked later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Later {
    /// When it is asked.
    pub due: Timestamp,
    /// Once it is saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<SavedCard>,
}

/// The provider's names for a card, and for whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "customer and method, as the provider calls them")]
pub struct SavedCard {
    pub customer: String,
    pub method: String,
}

impl Later {
    /// For a slot that begins too late to set money aside now. `None`: it does not.
    pub fn of(slot: &Slot, now: Timestamp) -> Option<Later> {
        let far = slot.starts > now + SignedDuration::from_hours(24 * DAYS);
        far.then(|| Later { due: due(slot), card: None })
    }
}

fn due(slot: &Slot) -> Timestamp {
    (slot.starts - SignedDuration::from_hours(HOURS_BEFORE)).min(slot.closes)
}

impl Order {
    /// The card that is saved, and not asked yet.
    pub fn saved(&self) -> Option<&SavedCard> {
        self.later.as_ref().and_then(|later| later.card.as_ref()).filter(|_| self.payment.rank == Rank::None)
    }

    /// True while its payment page saves a card rather than setting money aside.
    pub fn saves_card(&self) -> bool {
        self.asking.is_none() && self.later.as_ref().is_some_and(|later| later.card.is_none())
    }

    /// The card is saved: the order is placed. `None`: it was before, or the order ended meanwhile.
    pub(super) fn card_saved(&self, card: &SavedCard, fact: &Fact, now: Timestamp) -> Option<Write> {
        let later = self.later.as_ref()?;
        if !matches!(self.state, State::AwaitingPayment { .. }) || self.payment.rank != Rank::None {
            return None;
        }
        let mut order = self.moved(State::Placed { at: now }, now);
        order.later = Some(Later { card: Some(card.clone()), ..later.clone() });
        let start = vec![Job::now(Step::Placed, now), authorize(later.due)];
        Some(Write { ledger: vec![fact.row(now)], start, done: vec![(Step::Expire, None)], ..Write::of(order) })
    }

    /// The same, in another slot: its card is asked when that one is near.
    pub(super) fn asked_for(&mut self, slot: &Slot) -> Option<Job> {
        self.saved()?;
        let later = self.later.as_mut()?;
        later.due = due(slot);
        Some(authorize(later.due))
    }

    /// True for a slot that begins before its authorization is over; one without can have any.
    pub fn reaches(&self, starts: Timestamp, now: Timestamp) -> bool {
        self.payment.rank == Rank::None || starts <= now + SignedDuration::from_hours(24 * DAYS)
    }

    /// True when its card is to be asked now.
    pub fn is_to_be_asked(&self, now: Timestamp) -> bool {
        let due = self.later.as_ref().is_some_and(|later| later.due <= now);
        due && self.saved().is_some() && self.awaited().is_none() && matches!(self.state, State::Placed { .. })
    }
}

impl WholeOrder {
    /// The card said no: the shopper is asked to pay on a page, and the owner is told. `None`: it is not asked any more.
    pub fn card_refused(&self, why: &str, now: Timestamp) -> Option<Write> {
        if !self.order.is_to_be_asked(now) {
            return None;
        }
        let mut order = self.order.touched();
        order.review = self.order.reviewed(&format!("the saved card was refused: {why}"));
        let mut start = order.ask_again(now);
        start.push(Job::now(Step::ReviewMail, now));
        Some(Write { start, done: vec![(Step::Authorize, None)], ..Write::of(order) })
    }
}

fn authorize(due: Timestamp) -> Job {
    Job { step: Step::Authorize, due, intent: None }
}

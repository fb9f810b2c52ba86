//! Another slot for an order: chosen by the shopper until the old one closes, priced anew, and never dearer than what is set
//! aside on the card, or than what is trusted to be paid at handover.

use super::{Fulfillment, Job, Order, Rank, State, Step, Way, WholeOrder};
use crate::fees::Fee;
use crate::{Money, Rates, Slot, SlotId};
use jiff::Timestamp;

/// An order with another slot: the old one is given back in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebooking {
    /// The new head.
    pub order: Order,
    /// The slot it leaves, and the points it took of it.
    pub left: (SlotId, u32),
    /// The slot it takes.
    pub to: Slot,
    /// The shopper is told.
    pub job: Job,
}

/// Another way to get the goods, as the shop offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Method, slot and address.
    pub fulfillment: Fulfillment,
    /// The slot as the calendar has it.
    pub slot: Slot,
    /// What that costs.
    pub fees: Vec<Fee>,
    /// The VAT rates of its day.
    pub rates: Rates,
    /// What the order takes of it, and a code, should it be handed over for one and have none yet.
    pub way: Way,
    /// The most an order may come to that is paid when it is handed over.
    pub trusted: Money,
}

/// Why an order keeps its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It has that slot already.
    Same,
    /// Somebody is picking it, it is not paid, or it ended.
    NotNow,
    /// Its slot closed.
    Closed,
    /// It would cost so much more than is set aside on the card, or than may be paid at handover.
    Dearer(Money),
    /// It was changed so often that a person should look at it.
    TooOften,
}

/// What a change is called in an order's history.
pub const CHANGED: &str = "changed";
/// Changes of one order: more is no shopper's hesitation.
pub const MOST_CHANGES: usize = 20;

impl Order {
    /// The next version in the same state; that it was changed stands in its history.
    pub(super) fn changed(&self, now: Timestamp) -> Order {
        let mut history = self.history.clone();
        history.push((CHANGED.to_owned(), now));
        Order { history, ..self.touched() }
    }

    /// The most it may come to after a change: what is set aside on the card, or what is trusted to be paid at handover.
    /// `None`: it is neither, or further.
    pub fn covered(&self, trusted: Money) -> Option<Money> {
        let placed = matches!(self.state, State::Placed { .. });
        match (self.at_handover, self.payment.rank) {
            (Some(_), Rank::None) if placed => Some(trusted.max(self.upper)),
            (None, Rank::Authorized) if placed => Some(self.payment.authorized),
            _ => None,
        }
    }

    /// How often it was changed.
    pub fn changes(&self) -> usize {
        self.history.iter().filter(|(name, _)| name == CHANGED).count()
    }

    /// Its way in another slot. Who has a code keeps it, and the guesses at it; where nobody asks for one, there is none.
    fn way_to(&self, other: Way, closes: Timestamp) -> Way {
        let held = self.way.clone().unwrap_or_default();
        let coded = other.code.is_some();
        let (code, tries) = if coded && held.code.is_some() { (held.code, held.tries) } else { (other.code, 0) };
        Way { points: other.points, code, tries, here: None, parcel: None, closes: Some(closes) }
    }
}

impl WholeOrder {
    /// The order in another slot. `listed` is when its own slot closes as the calendar has it now.
    pub fn rebook(&self, other: Other, listed: Option<Timestamp>, now: Timestamp) -> Result<Rebooking, Kept> {
        let order = &self.order;
        if order.fulfillment.slot == other.slot.id {
            return Err(Kept::Same);
        }
        let covered = order.covered(other.trusted).ok_or(Kept::NotNow)?;
        if order.closes(listed).is_none_or(|closes| closes <= now) || other.slot.closes <= now {
            return Err(Kept::Closed);
        }
        if order.changes() >= MOST_CHANGES {
            return Err(Kept::TooOften);
        }
        let sum = |fees: &[Fee]| fees.iter().map(|fee| fee.amount).sum::<Money>();
        let more = sum(&other.fees) - sum(&order.fees);
        let upper = order.upper + more;
        if upper > covered {
            return Err(Kept::Dearer(upper - covered));
        }
        let slot = &other.slot.id;
        let (day, slot_order) = (slot.date().to_owned(), format!("{}#{}#{}", slot.window(), slot.method(), order.order));
        let next = Order {
            total: order.total + more,
            upper,
            rates: other.rates,
            fees: other.fees,
            fulfillment: other.fulfillment,
            day: order.day.as_ref().map(|_| day),
            slot_order: order.slot_order.as_ref().map(|_| slot_order),
            way: Some(order.way_to(other.way, other.slot.closes)),
            ..order.changed(now)
        };
        let left = (order.fulfillment.slot.clone(), order.points());
        Ok(Rebooking { order: next, left, to: other.slot, job: Job::now(Step::ChangedMail, now) })
    }
}

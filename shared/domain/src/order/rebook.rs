//! Another slot for an order that is paid: chosen by the shopper until the old one closes, priced anew, and never dearer
//! than what is set aside on the card.

use super::{Fulfillment, Order, Rank, State, WholeOrder};
use crate::fees::Fee;
use crate::{Money, Rates, Slot, SlotId};
use jiff::Timestamp;

/// An order with another slot: the old one is given back in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebooking {
    /// The new head.
    pub order: Order,
    /// The slot it leaves.
    pub left: SlotId,
    /// The slot it takes.
    pub to: Slot,
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
    /// It would cost so much more than is set aside on the card.
    Dearer(Money),
}

impl WholeOrder {
    /// The order in another slot. `closes` is when its own slot does, as the calendar has it now.
    pub fn rebook(&self, other: Other, closes: Option<Timestamp>, now: Timestamp) -> Result<Rebooking, Kept> {
        let order = &self.order;
        if order.fulfillment.slot == other.slot.id {
            return Err(Kept::Same);
        }
        if !matches!(order.state, State::Placed { .. }) || order.payment.rank != Rank::Authorized {
            return Err(Kept::NotNow);
        }
        if closes.is_none_or(|closes| closes <= now) || other.slot.closes <= now {
            return Err(Kept::Closed);
        }
        let sum = |fees: &[Fee]| fees.iter().map(|fee| fee.amount).sum::<Money>();
        let more = sum(&other.fees) - sum(&order.fees);
        let upper = order.upper + more;
        if upper > order.payment.authorized {
            return Err(Kept::Dearer(upper - order.payment.authorized));
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
            ..order.touched()
        };
        Ok(Rebooking { order: next, left: order.fulfillment.slot.clone(), to: other.slot })
    }
}

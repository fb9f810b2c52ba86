//! Another slot for an order: chosen by the shopper until the old one closes, and priced anew. The goods and their prices
//! stay as they were promised.

use super::{Amended, Bounds, Fulfillment, Kept, Order, Way, WholeOrder, Write};
use crate::fees::Fee;
use crate::{Money, Rates};
use jiff::Timestamp;

/// Another way to get the goods, as the shop offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Method, slot and address.
    pub fulfillment: Fulfillment,
    /// What that costs.
    pub fees: Vec<Fee>,
    /// The VAT rates of its day.
    pub rates: Rates,
    /// What the order takes of it, and a code, should it be handed over for one and have none yet.
    pub way: Way,
}

impl Order {
    /// Its way in another slot. Who has a code keeps it, and the guesses at it; where nobody asks for one, there is none.
    pub fn way_to(&self, other: Way, closes: Timestamp) -> Way {
        let held = self.way.clone().unwrap_or_default();
        let coded = other.code.is_some();
        let (code, tries) = if coded && held.code.is_some() { (held.code, held.tries) } else { (other.code, 0) };
        Way { points: other.points, code, tries, here: None, parcel: None, closes: Some(closes), by_id: None }
    }
}

impl WholeOrder {
    /// The order in another slot.
    pub fn rebook(&self, other: Other, bounds: &Bounds) -> Result<Write, Kept> {
        let order = &self.order;
        if order.fulfillment.slot == other.fulfillment.slot {
            return Err(Kept::Same);
        }
        let sum = |fees: &[Fee]| fees.iter().map(|fee| fee.amount).sum::<Money>();
        let more = sum(&other.fees) - sum(&order.fees);
        let moved = Amended {
            total: order.total + more,
            upper: order.upper + more,
            rates: other.rates,
            fees: other.fees,
            fulfillment: other.fulfillment,
            way: order.way_to(other.way, bounds.slot.closes),
            ..self.as_it_is()
        };
        self.amend(moved, bounds)
    }
}

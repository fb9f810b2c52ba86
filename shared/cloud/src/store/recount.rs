//! Counting the shelf: staff say how much is free to be sold, and the book gets the difference.

use super::tx::{Change, Ended, Tx, pause};
use super::{Store, keys, number, parsed};
use crate::Fault;
use domain::order::{Movement, MovementReason};
use domain::{ProductHead, Sku};
use jiff::{SignedDuration, Timestamp};

/// A product counted by a person.
#[derive(Clone, Copy, Debug)]
pub struct Count<'a> {
    /// Which product.
    pub sku: &'a Sku,
    /// What is free to be sold, in stock units: not what lies packed for orders.
    pub free: i64,
    /// Who counted.
    pub by: &'a str,
    /// Names this count: a repeat under the same name changes nothing.
    pub id: &'a str,
}

impl Store {
    /// Sets what is free to be sold to what was counted. The row in the book is exactly the difference, even while
    /// others sell; a count that was right is a row of nothing. Answers the head as it is then; `None`: no such product.
    pub async fn recount(&self, count: &Count<'_>, now: Timestamp) -> Result<Option<ProductHead>, Fault> {
        for attempt in 0..8 {
            let Some(head) = self.heads([count.sku]).await?.pop() else { return Ok(None) };
            if self.is_counted(count, now).await? {
                return Ok(Some(head));
            }
            let units = count.free - head.available;
            let (reason, by, id) = (MovementReason::Adjusted, count.by.to_owned(), count.id.to_owned());
            let movement = Movement { sku: count.sku.clone(), reason, units, by, at: now, order: None, id };
            let mut tx = Tx::new(format!("counting {}", count.sku));
            let values = vec![(":free", number(count.free)), (":seen", number(head.available))];
            let change = Change { set: "SET #available = :free", when: "#available = :seen", values };
            tx.update(keys::product_head(count.sku), change);
            super::products::add_movement(&mut tx, &movement)?;
            match tx.run(self).await? {
                Ended::Done => return Ok(Some(ProductHead { available: count.free, ..head })),
                Ended::Refused(_) => pause(attempt).await,
            }
        }
        Err(Fault::Busy(format!("counting {}", count.sku)))
    }

    /// Looks for the row of this count in the book of today and yesterday: repeats come soon.
    async fn is_counted(&self, count: &Count<'_>, now: Timestamp) -> Result<bool, Fault> {
        for at in [now, now - SignedDuration::from_hours(24)] {
            let (pk, prefix) = keys::movements_of_day(count.sku, &at.strftime("%F").to_string());
            for item in self.partition(&pk, &prefix).await? {
                if parsed::<Movement>(item)?.id == count.id {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

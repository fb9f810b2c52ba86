//! The rows of one day, for the nightly audit.

use super::{Store, keys, parsed};
use crate::{Call, Fault};
use domain::audit::{Book, Day, SlotUse};
use domain::order::LedgerRow;
use domain::{OrderId, SlotId};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Used {
    sk: String,
    used: u32,
    cap: u32,
}

impl Store {
    /// The orders of a day's slots and those handed over on it, what was taken, and how full its slots are.
    pub fn books<'a>(&'a self, day: &'a str) -> Call<'a, Day> {
        Box::pin(async move {
            let takings = self.takings(day).await?;
            let on_list = self.orders_on(day).await?;
            let orders: BTreeSet<OrderId> = on_list.into_iter().map(|o| o.order).chain(takings.iter().map(|t| t.order.clone())).collect();
            let mut books = Vec::with_capacity(orders.len());
            for order in &orders {
                books.extend(self.book(order).await?);
            }
            Ok(Day { books, takings, slots: self.slots_used(day).await? })
        })
    }

    async fn slots_used(&self, day: &str) -> Result<Vec<SlotUse>, Fault> {
        let mut slots = Vec::new();
        for item in self.partition(&keys::slot_day(day), "").await? {
            let Used { sk, used, cap } = parsed(item)?;
            // `10:00-12:00#delivery#mitte`
            let slot = SlotId::parse(&format!("{day}_{}", sk.replace('#', "_")));
            slots.extend(slot.ok().map(|slot| SlotUse { slot, used, cap }));
        }
        Ok(slots)
    }

    async fn book(&self, order: &OrderId) -> Result<Option<Book>, Fault> {
        let Some(whole) = self.whole_order(order).await? else { return Ok(None) };
        let ledger = self.partition(&keys::order_pk(order), keys::FACT).await?;
        let ledger = ledger.into_iter().map(parsed::<LedgerRow>).collect::<Result<_, _>>()?;
        Ok(Some(Book { whole, ledger }))
    }
}

//! The rows of one day, for the nightly audit.

use super::{Store, keys, parsed};
use crate::{Call, Fault};
use domain::OrderId;
use domain::audit::{Book, Day};
use domain::order::LedgerRow;
use std::collections::BTreeSet;

impl Store {
    /// The orders of a day's slots and those handed over on it, what was taken, gift cards too, and how full its slots are.
    pub fn books<'a>(&'a self, day: &'a str) -> Call<'a, Day> {
        Box::pin(async move {
            let takings = self.takings(day).await?;
            let on_list = self.orders_on(day).await?;
            let orders: BTreeSet<OrderId> = on_list.into_iter().map(|o| o.order).chain(takings.iter().map(|t| t.order.clone())).collect();
            let mut books = Vec::with_capacity(orders.len());
            for order in &orders {
                books.extend(self.book(order).await?);
            }
            Ok(Day { books, takings, gifts: self.gifts(day).await?, slots: self.slots_used(day).await? })
        })
    }

    /// The names of what happened to an order's money.
    pub async fn facts(&self, order: &OrderId) -> Result<BTreeSet<String>, Fault> {
        let rows = self.partition(&keys::order_pk(order), keys::FACT).await?;
        let rows = rows.into_iter().map(parsed::<LedgerRow>).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().map(|row| row.fact).collect())
    }

    async fn book(&self, order: &OrderId) -> Result<Option<Book>, Fault> {
        let Some(whole) = self.whole_order(order).await? else { return Ok(None) };
        let ledger = self.partition(&keys::order_pk(order), keys::FACT).await?;
        let ledger = ledger.into_iter().map(parsed::<LedgerRow>).collect::<Result<_, _>>()?;
        Ok(Some(Book { whole, ledger }))
    }
}

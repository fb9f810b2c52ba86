//! Who waits in which bay. A bay has room for one car: that its last one is gone is a condition of saying that one waits.

use super::tx::{Change, Ended, Tx, pause};
use super::{Store, item_of, keys, text};
use crate::{Call, Fault};
use domain::OrderId;
use domain::order::{WholeOrder, Write};
use serde::{Deserialize, Serialize};

/// What became of saying that one waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parked {
    /// It is noted, or was before.
    Yes,
    /// Somebody else waits there.
    Taken,
}

/// The order whose shopper came last.
#[derive(Serialize, Deserialize)]
struct Bay {
    order: OrderId,
}

impl Store {
    /// Notes that an order's shopper waits in a bay, unless another one does. Nobody has to clear a bay: one whose order
    /// was handed over, or waits elsewhere, is free.
    pub fn park<'a>(&'a self, order: &'a OrderId, bay: u16, arrive: &'a (dyn Fn(&WholeOrder) -> Option<Write> + Sync)) -> Call<'a, Parked> {
        Box::pin(async move {
            for attempt in 0..10 {
                let Some(whole) = self.whole_order(order).await? else { return Ok(Parked::Yes) };
                let Some(write) = arrive(&whole) else { return Ok(Parked::Yes) };
                let (key, head) = (keys::bay(whole.order.fulfillment.slot.date(), bay), keys::order_head(order));
                let last: Option<Bay> = self.read(&key).await?;
                if let Some(last) = last.as_ref().filter(|last| last.order != *order)
                    && let Some(other) = self.order(&last.order).await?
                    && other.here().is_some_and(|here| here.bay == bay)
                {
                    return Ok(Parked::Taken);
                }
                let mut tx = Tx::new(format!("noting that order {order} waits in bay {bay}"));
                tx.replace(head.clone(), item_of(&head, &write.order)?, whole.order.version);
                match last {
                    None => tx.create(key.clone(), item_of(&key, &Bay { order: order.clone() })?),
                    Some(last) => {
                        let values = vec![(":order", text(order.as_str())), (":last", text(last.order.as_str()))];
                        tx.update(key, Change { set: "SET #order = :order", when: "#order = :last", values });
                    }
                }
                match tx.run(self).await? {
                    Ended::Done => return Ok(Parked::Yes),
                    Ended::Refused(_) => pause(attempt).await,
                }
            }
            Err(Fault::Busy(format!("noting who waits in bay {bay}")))
        })
    }
}

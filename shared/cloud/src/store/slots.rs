//! Slots: only what their orders take of each is stored, in points, and the capacity it was first taken under or the owner
//! set since.

use super::keys::{self, Item, Key};
use super::tx::{Change, Ended, Tx, pause};
use super::{Store, number, parsed};
use crate::Fault;
use domain::audit::SlotUse;
use domain::{Slot, SlotId};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

#[derive(Deserialize)]
struct Counter {
    sk: String,
    used: u32,
    cap: u32,
    was: Option<u32>,
}

impl Store {
    /// How many more points each of these slots takes.
    pub async fn room(&self, slots: &[Slot]) -> Result<HashMap<SlotId, u32>, Fault> {
        let days: HashSet<&str> = slots.iter().map(|s| s.id.date()).collect();
        let mut held = HashMap::new();
        for day in days {
            held.extend(self.slots_used(day).await?.into_iter().map(|slot| (slot.slot.clone(), slot)));
        }
        let room = |slot: &Slot| held.get(&slot.id).map_or(slot.capacity, |row| row.cap.saturating_sub(row.used));
        Ok(slots.iter().map(|slot| (slot.id.clone(), room(slot))).collect())
    }

    /// The slots of a day that were ever taken or set, and how full they are.
    pub async fn slots_used(&self, day: &str) -> Result<Vec<SlotUse>, Fault> {
        let mut slots = Vec::new();
        for item in self.partition(&keys::slot_day(day), "").await? {
            let Counter { sk, used, cap, was } = parsed(item)?;
            // `10:00-12:00#delivery#mitte`
            let slot = SlotId::parse(&format!("{day}_{}", sk.replace('#', "_")));
            slots.extend(slot.ok().map(|slot| SlotUse { slot, used, cap, was }));
        }
        Ok(slots)
    }

    /// Sets what a slot takes; 0 closes it. Orders in it stay, also those it has no more room for: the row keeps what it
    /// took before.
    pub async fn limit_slot(&self, slot: &SlotId, points: u32) -> Result<(), Fault> {
        let key = keys::slot(slot);
        for attempt in 0..8 {
            let row: Option<Counter> = self.read(&key).await?;
            let mut tx = Tx::new(format!("setting what slot {slot} takes"));
            let to = (":cap", number(points));
            let change = match &row {
                None => Change {
                    set: "SET #used = :none, #cap = :cap",
                    when: "attribute_not_exists(#used)",
                    values: vec![to, (":none", number(0))],
                },
                Some(row) if row.used > points => Change {
                    set: "SET #cap = :cap, #was = :was",
                    when: "#cap = :seen AND #used <= :was",
                    values: vec![to, (":was", number(row.cap.max(row.was.unwrap_or(0)))), (":seen", number(row.cap))],
                },
                Some(row) => {
                    Change { set: "SET #cap = :cap REMOVE #was", when: "#used = :used", values: vec![to, (":used", number(row.used))] }
                }
            };
            tx.update(key.clone(), change);
            if let Ended::Done = tx.run(self).await? {
                return Ok(());
            }
            pause(attempt).await;
        }
        Err(Fault::Busy(format!("setting what slot {slot} takes")))
    }
}

/// Takes points of a slot that has room for them, under the capacity it is thought to have.
pub(super) fn take(tx: &mut Tx, slot: Key, points: u32, cap: u32) {
    let mut values = vec![(":none", number(0)), (":points", number(points)), (":cap", number(cap))];
    // What does not fit an empty slot fits none; a number below 0 would say so too, were it stored as one.
    let when = match cap.checked_sub(points) {
        Some(most) => {
            values.push((":most", number(most)));
            "attribute_not_exists(#used) OR (#cap = :cap AND #used <= :most)"
        }
        None => "#cap = :cap AND #used < :none",
    };
    let set = "SET #used = if_not_exists(#used, :none) + :points, #cap = if_not_exists(#cap, :cap)";
    tx.update(slot, Change { set, when, values });
}

/// Gives points of a slot back.
pub(super) fn give_back(tx: &mut Tx, slot: Key, points: u32) {
    let values = vec![(":points", number(points))];
    tx.update(slot, Change { set: "SET #used = #used - :points", when: "#used >= :points", values });
}

/// The capacity to try again with: the slot has another than was thought, and room under it.
pub(super) fn other_cap(item: Option<&Item>, points: u32, tried: u32) -> Option<u32> {
    let row: Counter = parsed(item?.clone()).ok()?;
    (row.cap != tried && row.used.checked_add(points)? <= row.cap).then_some(row.cap)
}

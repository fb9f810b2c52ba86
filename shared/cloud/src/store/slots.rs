//! Slots: only how many orders each holds is stored.

use super::keys;
use super::{Store, parsed};
use crate::Fault;
use domain::{Slot, SlotId};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

#[derive(Deserialize)]
struct Counter {
    pk: String,
    sk: String,
    used: u32,
    cap: u32,
}

impl Store {
    /// How many more orders each of these slots takes.
    pub async fn room(&self, slots: &[Slot]) -> Result<HashMap<SlotId, u32>, Fault> {
        let days: HashSet<&str> = slots.iter().map(|s| s.id.date()).collect();
        let mut held = HashMap::new();
        for day in days {
            for item in self.partition(&keys::slot_day(day), "").await? {
                let counter: Counter = parsed(item)?;
                held.insert((counter.pk, counter.sk), counter.cap.saturating_sub(counter.used));
            }
        }
        let room = |slot: &Slot| {
            let key = keys::slot(&slot.id);
            (slot.id.clone(), held.get(&(key.pk, key.sk)).copied().unwrap_or(slot.capacity))
        };
        Ok(slots.iter().map(room).collect())
    }
}

//! What is stored with a change of an order: other lines, the former ones, what waits for its payment, points of slots.

use super::keys::{self, Item};
use super::orders::{Committed, Lines, Obstacle};
use super::tx::Tx;
use super::{item_of, parsed, slots};
use crate::Fault;
use domain::order::{Amend, Write};
use domain::{Order, Sku, SlotId};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What stands where in a decision's transaction.
pub(super) struct Positions {
    pub stock: Range<usize>,
    pub credit: Range<usize>,
    pub slots: Vec<Taken>,
}

/// Points that are taken of a slot.
pub(super) struct Taken {
    at: usize,
    slot: SlotId,
    points: u32,
    cap: u32,
}

/// Gives and takes points, one action per slot.
pub(super) fn change_slots(tx: &mut Tx, write: &Write, caps: &HashMap<SlotId, u32>) -> Vec<Taken> {
    let mut points: BTreeMap<&SlotId, (i64, u32)> = BTreeMap::new();
    if write.free_slot {
        points.insert(&write.order.fulfillment.slot, (-i64::from(write.order.points()), 0));
    }
    for change in write.amend.iter().flat_map(|amend| &amend.slots) {
        let (sum, cap) = points.entry(&change.slot).or_default();
        (*sum, *cap) = (*sum + change.points, change.capacity);
    }
    let mut taken = Vec::new();
    for (slot, (points, cap)) in points {
        let count = u32::try_from(points.unsigned_abs()).unwrap_or(u32::MAX);
        match points {
            0 => {}
            1.. => {
                let cap = caps.get(slot).copied().unwrap_or(cap);
                taken.push(Taken { at: tx.len(), slot: slot.clone(), points: count, cap });
                slots::take(tx, keys::slot(slot), count, cap);
            }
            _ => slots::give_back(tx, keys::slot(slot), count),
        }
    }
    taken
}

/// Lines and what waits. The former lines stay for good.
pub(super) fn store(tx: &mut Tx, order: &Order, amend: &Amend) -> Result<(), Fault> {
    let id = &order.order;
    if let Some(relined) = &amend.relined {
        let (key, former) = (keys::order_lines(id), keys::former_order(id, order.version - 1));
        tx.put(key.clone(), item_of(&key, &Lines { lines: relined.lines.clone() })?);
        tx.put(former.clone(), item_of(&former, &relined.former)?);
    }
    // Once it waits no longer, the head says so, and the next one takes its place.
    if let Some(amended) = &amend.waits {
        tx.put(keys::order_amended(id), item_of(&keys::order_amended(id), amended)?);
    }
    if let Some(held) = &amend.voucher_back {
        super::vouchers::give_back(tx, held);
    }
    Ok(())
}

impl Positions {
    /// Capacities to try again with, where slots have others than was thought and room under them.
    pub fn other_caps(&self, failed: &[(usize, Option<Item>)], tried: &HashMap<SlotId, u32>) -> Option<HashMap<SlotId, u32>> {
        let mut caps = HashMap::new();
        for slot in &self.slots {
            if let Some((_, item)) = failed.iter().find(|(n, _)| *n == slot.at)
                && let Some(cap) = slots::other_cap(item.as_ref(), slot.points, slot.cap)
                && tried.get(&slot.slot) != Some(&cap)
            {
                caps.insert(slot.slot.clone(), cap);
            }
        }
        (!caps.is_empty()).then_some(caps)
    }

    /// Why nothing was stored.
    pub fn judged(&self, write: &Write, failed: Vec<(usize, Option<Item>)>) -> Result<Committed, Fault> {
        let at = |n: usize| failed.iter().any(|(failed, _)| *failed == n);
        if (1..self.stock.start).any(at) {
            return Ok(Committed::Known);
        }
        if at(0) {
            return Ok(Committed::Overtaken);
        }
        let moves: Vec<usize> = failed.iter().filter(|(n, _)| self.credit.contains(n)).map(|(n, _)| n - self.credit.start).collect();
        if !moves.is_empty() {
            // A row that is there: it moved before, and so did all that was to happen with it.
            let known = moves.iter().any(|n| n % super::credit::ACTIONS == 0);
            return Ok(if known { Committed::Known } else { Committed::NoCredit });
        }
        let sku = |n: usize| self.stock.contains(&n).then(|| write.stock[n - self.stock.start].sku.clone());
        if write.amend.is_some() {
            let full = self.slots.iter().any(|slot| at(slot.at));
            let mut obstacles: Vec<Obstacle> = full.then_some(Obstacle::SlotFull).into_iter().collect();
            for (n, item) in failed {
                match (sku(n), item) {
                    (Some(_), Some(item)) => obstacles.push(Obstacle::Product(Box::new(parsed(item)?))),
                    (Some(sku), None) => obstacles.push(Obstacle::Gone(sku)),
                    (None, _) => {}
                }
            }
            return Ok(if obstacles.is_empty() { Committed::Overtaken } else { Committed::Refused(obstacles) });
        }
        let short: Vec<Sku> = failed.iter().filter_map(|(n, _)| sku(*n)).collect();
        Ok(if short.is_empty() { Committed::Overtaken } else { Committed::TooLittle(short) })
    }
}

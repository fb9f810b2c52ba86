//! What shoppers were promised: every order of the run, to be found again at its end.

use super::baskets::Basket;
use super::ordering::Promised;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An order that was promised.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its number.
    pub order: String,
    /// Opens its page.
    pub key: String,
    /// The basket it came from, by its number in the data set.
    pub basket: u64,
    /// The shopper paid it and wants it.
    pub paid: bool,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Orders(Mutex<BTreeMap<String, Known>>);

impl Orders {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<String, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more.
    pub fn add(&self, promised: &Promised, basket: &Basket) {
        let known = Known { order: promised.order.clone(), key: promised.key.clone(), basket: basket.order, paid: false };
        self.kept().insert(promised.order.clone(), known);
    }

    /// It is paid, as far as its shopper knows.
    pub fn paid(&self, order: &str) {
        if let Some(known) = self.kept().get_mut(order) {
            known.paid = true;
        }
    }

    /// The basket an order came from.
    pub fn basket(&self, order: &str) -> Option<u64> {
        self.kept().get(order).map(|known| known.basket)
    }

    /// True when every paid order is among these, or no longer wanted.
    pub fn all_seen(&self, seen: &HashSet<String>) -> bool {
        self.kept().values().filter(|known| known.paid).all(|known| seen.contains(&known.order))
    }

    /// Its shopper wants it no more.
    pub fn given_up(&self, order: &str) {
        if let Some(known) = self.kept().get_mut(order) {
            known.paid = false;
        }
    }

    /// All, by number.
    pub fn all(&self) -> Vec<Known> {
        self.kept().values().cloned().collect()
    }
}

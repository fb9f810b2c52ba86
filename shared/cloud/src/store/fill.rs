//! A whole list put into a basket: one read, one write.

use super::cart::Changed;
use super::tx::pause;
use super::{Store, item_of, keys};
use crate::Fault;
use domain::cart::{Cart, CartStatus, MOST_LINES};
use domain::{CartId, Quantity, Sku};
use std::collections::BTreeMap;

/// What is in a basket.
pub type Lines = BTreeMap<Sku, Quantity>;

impl Store {
    /// Changes all lines of an open basket at once, by a rule; the basket is made when it does not exist. A rule that
    /// would overfill it changes nothing.
    pub async fn fill_basket(&self, cart: &CartId, rule: impl Fn(&Lines) -> Lines) -> Result<Changed, Fault> {
        let key = keys::cart(cart);
        for attempt in 0..6 {
            let held: Option<Cart> = self.read(&key).await?;
            let before = held.clone().unwrap_or_else(|| Cart::new(cart.clone()));
            let lines = rule(&before.lines);
            match before.status {
                CartStatus::Ordered => return Ok(Changed::Ordered(Box::new(before))),
                CartStatus::Open if lines.len() > MOST_LINES => return Ok(Changed::Full),
                CartStatus::Open if lines == before.lines => return Ok(Changed::Yes(Box::new(before))),
                CartStatus::Open => {}
            }
            let version = before.version;
            let after = Cart { lines, version: version + 1, removed: None, ..before };
            let item = item_of(&key, &after)?;
            let stored = if held.is_some() { self.replace(item, version).await? } else { self.create(item).await? };
            if stored {
                return Ok(Changed::Yes(Box::new(after)));
            }
            pause(attempt).await;
        }
        Err(Fault::Busy(format!("filling basket {cart}")))
    }
}

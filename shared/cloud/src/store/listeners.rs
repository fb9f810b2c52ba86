//! Browsers that asked to be told about an order.

use super::{Store, item_of, keys, parsed};
use crate::Fault;
use domain::OrderId;
use domain::push::{MOST_LISTENERS, Subscription};
use sha2::{Digest, Sha256};

impl Store {
    /// Notes a browser that listens to an order. Again is the same. `false`: too many listen already.
    pub async fn listen(&self, order: &OrderId, who: &Subscription) -> Result<bool, Fault> {
        let (key, there) = (keys::listener(order, &hash_of(who)), self.listeners(order).await?);
        if there.contains(who) {
            return Ok(true);
        }
        if there.len() >= MOST_LISTENERS {
            return Ok(false);
        }
        self.put(item_of(&key, who)?).await?;
        Ok(true)
    }

    /// The browsers that listen to an order.
    pub async fn listeners(&self, order: &OrderId) -> Result<Vec<Subscription>, Fault> {
        self.partition(&keys::order_pk(order), keys::LISTENER).await?.into_iter().map(parsed).collect()
    }
}

fn hash_of(who: &Subscription) -> String {
    Sha256::digest(who.endpoint.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

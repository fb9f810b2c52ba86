//! Claims that wait for an answer: a row for each, in the transaction that makes the claim, gone with the one that answers it.

use super::tx::Tx;
use super::{Store, item_of, keys, parsed};
use crate::Fault;
use domain::OrderId;
use domain::order::{Desk, Waiting};

impl Store {
    /// All of them, the oldest first.
    pub async fn claims(&self) -> Result<Vec<Waiting>, Fault> {
        self.partition(keys::CLAIMS, "").await?.into_iter().map(parsed).collect()
    }
}

/// One action: the row comes or goes.
pub(super) fn desk(tx: &mut Tx, order: &OrderId, desk: &Desk) -> Result<(), Fault> {
    match desk {
        Desk::Comes(waiting) => {
            let key = keys::claim(&waiting.claim.at.to_string(), order, &waiting.claim.claim);
            tx.put(key.clone(), item_of(&key, waiting)?);
        }
        Desk::Goes { at, claim } => tx.delete(keys::claim(&at.to_string(), order, claim)),
    }
    Ok(())
}

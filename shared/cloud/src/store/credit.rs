//! Credit accounts: a balance that is never below zero, and a row for every movement of it.
//!
//! A movement and its balance change together, and where an order causes it, together with the order
//! ([`domain::order::Write`]`::credit`). A movement of a name that is known changes nothing.

use super::keys;
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, text};
use crate::Fault;
use domain::Money;
use domain::credit::{Credit, CreditId, CreditMove};

/// What became of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is stored.
    Yes,
    /// It was stored before.
    Known,
    /// There is no such account, not so much on it, or it is in another currency.
    TooLittle,
}

impl Store {
    /// What an account holds, if there is one.
    pub async fn credit(&self, credit: &CreditId) -> Result<Option<Credit>, Fault> {
        self.read(&keys::credit(credit)).await
    }

    /// Moves credit by itself. What goes onto an account that does not exist opens it.
    pub async fn move_credit(&self, moved: &CreditMove) -> Result<Moved, Fault> {
        let mut tx = Tx::new(format!("moving credit: {}", moved.name));
        move_credit(&mut tx, moved)?;
        Ok(match tx.run(self).await? {
            Ended::Done => Moved::Yes,
            Ended::Refused(failed) if failed.iter().any(|(n, _)| *n == 0) => Moved::Known,
            Ended::Refused(_) => Moved::TooLittle,
        })
    }
}

/// Two actions: the movement, once, and the balance.
pub(super) fn move_credit(tx: &mut Tx, moved: &CreditMove) -> Result<(), Fault> {
    let key = keys::credit_move(&moved.credit, &moved.name);
    tx.create(key.clone(), item_of(&key, moved)?);
    let CreditMove { credit, amount, currency, .. } = moved;
    if *amount < Money::ZERO {
        let values = vec![(":amount", number(-amount.0)), (":currency", text(currency))];
        let when = "#balance >= :amount AND #currency = :currency";
        tx.update(keys::credit(credit), Change { set: "SET #balance = #balance - :amount", when, values });
        return Ok(());
    }
    let set = "SET #balance = if_not_exists(#balance, :none) + :amount, #credit = :credit, #currency = :currency";
    let when = "attribute_not_exists(#currency) OR #currency = :currency";
    let values =
        vec![(":none", number(0)), (":amount", number(amount.0)), (":credit", text(credit.as_str())), (":currency", text(currency))];
    tx.update(keys::credit(credit), Change { set, when, values });
    Ok(())
}

//! Credit accounts: a balance that is never below zero, and a row for every movement of it.
//!
//! A movement and its balance change together, and where an order causes it, together with the order
//! ([`domain::order::Write`]`::credit`). A movement of a name that is known changes nothing.

use super::keys;
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, parsed, text};
use crate::{Fault, JobRef};
use domain::Money;
use domain::credit::{Credit, CreditId, CreditMove};
use domain::gift::GiftSold;
use jiff::{SignedDuration, Timestamp};

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

/// Credit to be issued, and who is told its code.
pub struct Issue<'a> {
    /// The movement that opens its account.
    pub moved: &'a CreditMove,
    /// Its name, which its code follows from.
    pub name: &'a str,
    /// Who gets the letter.
    pub email: &'a str,
    /// In which language.
    pub language: &'a str,
    /// What the till took for it, where it was sold.
    pub sold: Option<&'a GiftSold>,
}

impl Store {
    /// What an account holds, if there is one.
    pub async fn credit(&self, credit: &CreditId) -> Result<Option<Credit>, Fault> {
        self.read(&keys::credit(credit)).await
    }

    /// What these accounts hold. Those that do not exist are left out.
    pub async fn credits(&self, accounts: &[&CreditId]) -> Result<Vec<Credit>, Fault> {
        if accounts.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = accounts.iter().map(|account| keys::credit(account)).collect();
        self.read_all(&keys).await?.into_iter().map(parsed).collect()
    }

    /// Everything that moved on an account, by name.
    pub async fn credit_moves(&self, account: &CreditId) -> Result<Vec<CreditMove>, Fault> {
        let (pk, prefix) = keys::credit_moves(account);
        self.partition(&pk, &prefix).await?.into_iter().map(parsed).collect()
    }

    /// Issues credit, with the letter that says its code and what the till took. What was issued under this name before
    /// is known.
    pub async fn issue_credit(&self, issue: &Issue<'_>, now: Timestamp) -> Result<(Moved, JobRef), Fault> {
        let mut tx = Tx::new(format!("issuing credit: {}", issue.name));
        move_credit(&mut tx, issue.moved)?;
        let key = keys::shop_job(&format!("credit#{}", issue.name), "credit-mail");
        let mut item = key.item();
        for (name, value) in [("email", issue.email), ("language", issue.language), ("intent", issue.name)] {
            item.insert(name.to_owned(), text(value));
        }
        super::jobs::due(&mut item, now + SignedDuration::from_mins(1));
        tx.put(key.clone(), item);
        if let Some(sold) = issue.sold {
            let key = keys::gift(sold);
            tx.create(key.clone(), item_of(&key, sold)?);
        }
        Ok((moved_as(tx.run(self).await?), JobRef { pk: key.pk, sk: key.sk }))
    }

    /// Moves credit by itself. What goes onto an account that does not exist opens it.
    pub async fn move_credit(&self, moved: &CreditMove) -> Result<Moved, Fault> {
        let mut tx = Tx::new(format!("moving credit: {}", moved.name));
        move_credit(&mut tx, moved)?;
        Ok(moved_as(tx.run(self).await?))
    }
}

fn moved_as(ended: Ended) -> Moved {
    match ended {
        Ended::Done => Moved::Yes,
        Ended::Refused(failed) if failed.iter().any(|(n, _)| *n == 0) => Moved::Known,
        Ended::Refused(_) => Moved::TooLittle,
    }
}

/// Actions a movement takes: its row, once, and the balance.
pub(super) const ACTIONS: usize = 2;

/// The row of a movement, then its balance.
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

//! Vouchers: each a counter with its terms, and one counter per customer where that is limited.
//!
//! A use is taken and given back only in the transactions of the order that holds it.

use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, keys, number, parsed, text};
use crate::{Fault, random};
use domain::deal::Held;
use domain::voucher::{Voucher, customer};
use jiff::Timestamp;
use serde::Deserialize;

/// How often one customer used a voucher.
#[derive(Deserialize)]
struct Uses {
    used: u32,
}

impl Store {
    /// All vouchers, past ones too, with how often they were used.
    pub async fn vouchers(&self) -> Result<Vec<Voucher>, Fault> {
        let rows = self.partition(keys::VOUCHERS, "").await?;
        let code = |row: &keys::Item| row.get("sk").and_then(|sk| sk.as_s().ok()).map(|code| keys::voucher(code));
        let keys: Vec<_> = rows.iter().filter_map(code).collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.read_all(&keys).await?.into_iter().map(parsed).collect()
    }

    /// A voucher, and how often this customer used it. Nobody in particular used it never.
    pub async fn voucher(&self, code: &str, email: Option<&str>) -> Result<Option<(Voucher, u32)>, Fault> {
        let mut wanted = vec![keys::voucher(code)];
        wanted.extend(email.map(|email| uses(code, &customer(email))));
        let (mut voucher, mut mine) = (None, 0);
        for item in self.read_all(&wanted).await? {
            match item.get("sk").and_then(|sk| sk.as_s().ok()).map(String::as_str) {
                Some(keys::VOUCHER) => voucher = Some(parsed::<Voucher>(item)?),
                _ => mine = parsed::<Uses>(item)?.used,
            }
        }
        Ok(voucher.map(|voucher| (voucher, mine)))
    }

    /// Makes a voucher. `false`: there is one of this code.
    pub async fn add_voucher(&self, voucher: &Voucher) -> Result<bool, Fault> {
        let (key, listed) = (keys::voucher(&voucher.code), keys::listed_voucher(&voucher.code));
        let mut tx = Tx::new(format!("making voucher {}", voucher.code));
        tx.create(key.clone(), item_of(&key, voucher)?);
        tx.put(listed.clone(), listed.item());
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// Ends a voucher now, if it still runs or is to run. Orders that hold a use keep it.
    pub async fn end_voucher(&self, code: &str, now: Timestamp) -> Result<bool, Fault> {
        let values = vec![(":now", text(now.to_string())), (":one", number(1))];
        let mut tx = Tx::new(format!("ending voucher {code}"));
        let change = Change { set: "SET #ends = :now, #version = #version + :one", when: "attribute_exists(pk)", values };
        tx.update(keys::voucher(code), change);
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }
}

/// Takes a use, if its terms are those that were promised and there is one left: for everybody and for this customer.
pub(super) fn take(tx: &mut Tx, held: &Held) {
    let values = vec![(":one", number(1)), (":version", number(held.version))];
    let when = "#version = :version AND (attribute_not_exists(#limit) OR #used < #limit)";
    tx.update(keys::voucher(&held.code), Change { set: "SET #used = #used + :one", when, values });
    if let Some(each) = held.each {
        let values = vec![(":none", number(0)), (":one", number(1)), (":each", number(each))];
        let set = "SET #used = if_not_exists(#used, :none) + :one";
        tx.update(uses(&held.code, &held.customer), Change { set, when: "attribute_not_exists(#used) OR #used < :each", values });
    }
}

/// Gives a use back.
pub(super) fn give_back(tx: &mut Tx, held: &Held) {
    let less = || Change { set: "SET #used = #used - :one", when: "#used >= :one", values: vec![(":one", number(1))] };
    tx.update(keys::voucher(&held.code), less());
    if held.each.is_some() {
        tx.update(uses(&held.code, &held.customer), less());
    }
}

/// By the hash of the address: the table lists no shoppers by what they bought with.
fn uses(code: &str, customer: &str) -> keys::Key {
    keys::voucher_uses(code, &random::hashed(customer).chars().take(32).collect::<String>())
}

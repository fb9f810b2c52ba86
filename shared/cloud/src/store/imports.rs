//! Catalog imports under way: where each has got to.
//!
//! An import goes in chunks of rows. What a chunk adds and changes is counted before its first write and kept with
//! the import, so that a worker that takes over in the middle counts the same.

use super::keys::{self, Key};
use super::products::{add_movement, change_stock, set_head, take_down};
use super::tx::{Change, Ended, Tx};
use super::{Store, attribute, item_of, number, text};
use crate::{Fault, JobRef};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::order::Movement;
use domain::{Product, ProductHead};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// An import of a file in the bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Its name.
    pub import: String,
    /// Rows that can be used.
    pub rows: u32,
    /// Rows done.
    pub done: u32,
    /// Products added.
    pub added: u32,
    /// Products changed.
    pub changed: u32,
    /// Who started it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// It was looked at and started; before, it is only a plan.
    pub started: bool,
    /// The rows being worked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chunk: Option<Chunk>,
}

/// The rows from `done` up to `to`, and what they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// First row that is not part of it.
    pub to: u32,
    /// Products it adds.
    pub added: u32,
    /// Products it changes.
    pub changed: u32,
}

/// A product that an import changes.
#[derive(Clone, Debug)]
pub struct Amended {
    /// The head that was read.
    pub before: ProductHead,
    /// What is written about it from now on; `None` when only its stock is another.
    pub after: Option<Product>,
    /// What comes into its stock book.
    pub movement: Option<Movement>,
}

/// What a worker is to do after a chunk.
#[derive(Debug)]
pub enum Advanced {
    /// The next chunk.
    Next,
    /// Nothing more: the import is done, and the new catalog asked for by this job.
    Done(JobRef),
    /// Nothing: another worker moved the import on.
    Overtaken,
}

/// The sweep takes over from a chain of messages that broke, not from one that goes on.
const GRACE: SignedDuration = SignedDuration::from_secs(60);

impl Store {
    /// The import of that name.
    pub async fn import(&self, id: &str) -> Result<Option<Import>, Fault> {
        self.read(&keys::import(id)).await
    }

    /// Remembers a plan.
    pub async fn save_import(&self, import: &Import) -> Result<(), Fault> {
        let key = keys::import(&import.import);
        self.put(item_of(&key, import)?).await
    }

    /// Starts an import once; a repeat finds it started.
    pub async fn start_import(&self, id: &str, now: Timestamp) -> Result<JobRef, Fault> {
        let key = job(id);
        let mut item = key.item();
        super::jobs::due(&mut item, now + GRACE);
        item.insert("import".to_owned(), text(id));
        let mut tx = Tx::new(format!("starting import {id}"));
        let values = vec![(":yes", AttributeValue::Bool(true)), (":no", AttributeValue::Bool(false))];
        tx.update(keys::import(id), Change { set: "SET #started = :yes", when: "#started = :no", values });
        tx.put(key.clone(), item);
        tx.run(self).await?;
        Ok(JobRef { pk: key.pk, sk: key.sk })
    }

    /// Begins a chunk at the rows the import has come to. The answer is the chunk that was begun there first.
    /// `None`: another worker finished it meanwhile.
    pub async fn begin_chunk(&self, import: &Import, chunk: Chunk) -> Result<Option<Chunk>, Fault> {
        if import.chunk.is_some() {
            return Ok(import.chunk);
        }
        let key = keys::import(&import.import);
        let values = vec![(":done", number(import.done)), (":chunk", attribute(&key, &chunk)?)];
        let when = "#done = :done AND attribute_not_exists(#chunk)";
        let mut tx = Tx::new(format!("beginning rows {} to {} of import {}", import.done, chunk.to, import.import));
        tx.update(key, Change { set: "SET #chunk = :chunk", when, values });
        match tx.run(self).await? {
            Ended::Done => Ok(Some(chunk)),
            Ended::Refused(_) => {
                let now = self.import(&import.import).await?;
                Ok(now.filter(|now| now.done == import.done).and_then(|now| now.chunk))
            }
        }
    }

    /// Changes several products together, stock included; at most 20 at a time. `false`: none of them, because one is
    /// another than was read, or its movement was booked before.
    pub async fn amend_products(&self, products: &[Amended], now: Timestamp) -> Result<bool, Fault> {
        let mut tx = Tx::new(format!("changing {} products", products.len()));
        for Amended { before, after, movement } in products {
            let units = movement.as_ref().map_or(0, |m| m.units);
            match after {
                Some(after) => {
                    let texts = keys::product_text(&before.sku);
                    let written = ProductHead { pv: before.pv + 1, ..after.head.clone() };
                    set_head(&mut tx, before, &written, units)?;
                    take_down(&mut tx, before, &written, now)?;
                    tx.put(texts.clone(), item_of(&texts, &after.text)?);
                }
                None => change_stock(&mut tx, &before.sku, units),
            }
            if let Some(movement) = movement {
                add_movement(&mut tx, movement)?;
            }
        }
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// Moves an import past a chunk. With its last row goes its job, and a new catalog is asked for.
    pub async fn end_chunk(&self, import: &Import, chunk: Chunk, now: Timestamp) -> Result<Advanced, Fault> {
        let mut tx = Tx::new(format!("moving import {} to row {}", import.import, chunk.to));
        let values = vec![
            (":before", number(import.done)),
            (":to", number(chunk.to)),
            (":added", number(chunk.added)),
            (":changed", number(chunk.changed)),
        ];
        let set = "SET #done = :to, #added = #added + :added, #changed = #changed + :changed REMOVE #chunk";
        tx.update(keys::import(&import.import), Change { set, when: "#done = :before AND attribute_exists(#chunk)", values });
        let end = if chunk.to >= import.rows {
            tx.delete(job(&import.import));
            Advanced::Done(self.publication(&mut tx, now))
        } else {
            let due = vec![(":due", text((now + GRACE).to_string()))];
            tx.update(job(&import.import), Change { set: "SET due = :due REMOVE claim, held", when: "attribute_exists(pk)", values: due });
            Advanced::Next
        };
        Ok(match tx.run(self).await? {
            Ended::Done => end,
            Ended::Refused(_) => Advanced::Overtaken,
        })
    }
}

fn job(id: &str) -> Key {
    keys::shop_job(&format!("import#{id}"), "import")
}

//! The register of invoices and credit notes: a counter for each kind and year, and a row for each document, by month.

use super::tx::{Change, Tx};
use super::{Store, item_of, keys, number, parsed};
use crate::Fault;
use domain::invoice::{Drawn, Issued, Kind, year};
use domain::order::Write;
use serde::Deserialize;

#[derive(Deserialize)]
struct Counter {
    last: u32,
}

impl Store {
    /// The documents of a kind issued in a month (`2026-11`), by number.
    pub async fn issued_in(&self, kind: Kind, month: &str) -> Result<Vec<Issued>, Fault> {
        let (pk, prefix) = keys::register_month(kind, month);
        self.partition(&pk, &prefix).await?.into_iter().map(parsed).collect()
    }

    /// One document.
    pub async fn issued(&self, kind: Kind, drawn: &Drawn) -> Result<Option<Issued>, Fault> {
        self.read(&keys::register(kind, &drawn.day, drawn.number)).await
    }

    /// The document a write issues, under the next number.
    pub(super) async fn next_document(&self, write: &Write) -> Result<Option<Issued>, Fault> {
        let Some(fact) = &write.takings else { return Ok(None) };
        let counter: Option<Counter> = self.read(&keys::register_counter(Kind::of(fact), year(&fact.day))).await?;
        let next = counter.map_or(0, |counter| counter.last) + 1;
        Ok(Some(Issued::of(fact, next, &write.order, write.seller.clone().unwrap_or_default())))
    }
}

/// Draws the number, if nobody was faster, and enters the document. Answers with the position of the draw.
pub(super) fn enter(tx: &mut Tx, issued: &Issued) -> Result<(), Fault> {
    let Issued { kind, drawn, .. } = issued;
    let before = drawn.number - 1;
    let when = if before == 0 { "attribute_not_exists(#last)" } else { "#last = :before" };
    let mut values = vec![(":next", number(drawn.number))];
    if before > 0 {
        values.push((":before", number(before)));
    }
    tx.update(keys::register_counter(*kind, year(&drawn.day)), Change { set: "SET #last = :next", when, values });
    let key = keys::register(*kind, &drawn.day, drawn.number);
    tx.create(key.clone(), item_of(&key, issued)?);
    Ok(())
}

//! Which products are sold out or nearly so: one small item, kept for a few seconds.

use super::keys;
use super::orders::Decision;
use super::{Store, parsed};
use crate::{Call, Fault, meter};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use domain::{ProductHead, Sku};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Products to warn about. A hint for pages: checkout looks at the products themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Shelf {
    /// Sold out.
    pub out: BTreeSet<Sku>,
    /// Nearly.
    pub low: BTreeSet<Sku>,
}

/// The shelf with what only those who change it need to know.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Known {
    out: BTreeSet<Sku>,
    low: BTreeSet<Sku>,
    /// Somebody waits for it.
    waited: BTreeSet<Sku>,
}

/// The shelf as read last.
pub(crate) type Cache = Mutex<Option<(Instant, Arc<Shelf>)>>;

/// Products by the set they go into or come out of.
type Sets = HashMap<&'static str, Vec<String>>;

const FRESH: Duration = Duration::from_secs(3);

impl Store {
    /// Products to warn about, at most three seconds behind the stored ones.
    pub fn shelf(&self) -> Call<'_, Arc<Shelf>> {
        Box::pin(async move {
            let kept = self.shelf.lock().ok().and_then(|cache| cache.clone());
            if let Some((_, shelf)) = kept.filter(|(read, _)| read.elapsed() < FRESH) {
                return Ok(shelf);
            }
            let get = self.client.get_item().table_name(&self.table).set_key(Some(keys::shelf().item()));
            let answer = get.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
            let answer = answer.map_err(Fault::call(|| "reading the shelf".to_owned()))?;
            meter::read(answer.consumed_capacity.as_ref());
            let shelf: Arc<Shelf> = Arc::new(answer.item.map(parsed).transpose()?.unwrap_or_default());
            if let Ok(mut cache) = self.shelf.lock() {
                *cache = Some((Instant::now(), Arc::clone(&shelf)));
            }
            Ok(shelf)
        })
    }

    /// Notes how these products stand. The shelf is a hint for pages: what was done stands, noted or not.
    pub async fn note_shelf(&self, heads: &[ProductHead]) {
        let noted = match self.note_differences(heads).await {
            Ok(back) => self.ask_for_calls(&back).await,
            Err(fault) => Err(fault),
        };
        if let Err(fault) = noted {
            tracing::warn!(error = &fault as &dyn std::error::Error, "the shelf was not noted");
        }
    }

    /// Writes only where products stand otherwise than the shelf says. Answers those somebody waits for, and can have.
    async fn note_differences<'a>(&self, heads: &'a [ProductHead]) -> Result<Vec<&'a ProductHead>, Fault> {
        let known: Known = self.read(&keys::shelf()).await?.unwrap_or_default();
        let (mut add, mut delete) = (Sets::new(), Sets::new());
        for head in heads {
            let (out, low) = standing(head);
            for (name, is, was) in [("out", out, known.out.contains(&head.sku)), ("low", low, known.low.contains(&head.sku))] {
                match (is, was) {
                    (true, false) => add.entry(name).or_default().push(head.sku.to_string()),
                    (false, true) => delete.entry(name).or_default().push(head.sku.to_string()),
                    _ => {}
                }
            }
        }
        for (verb, sets) in [("ADD", add), ("DELETE", delete)].into_iter().filter(|(_, sets)| !sets.is_empty()) {
            self.change_shelf(verb, sets).await?;
        }
        Ok(heads.iter().filter(|head| known.waited.contains(&head.sku) && !is_out(head)).collect())
    }

    /// Somebody waits for this product.
    pub(super) async fn mark_waited(&self, sku: &Sku) -> Result<(), Fault> {
        self.change_shelf("ADD", Sets::from([("waited", vec![sku.to_string()])])).await
    }

    /// Nobody waits for it any more.
    pub(super) async fn unmark_waited(&self, sku: &Sku) -> Result<(), Fault> {
        self.change_shelf("DELETE", Sets::from([("waited", vec![sku.to_string()])])).await
    }

    /// Notes what a decision did to the shelf.
    pub async fn note_decision<E>(&self, decided: &Decision<E>) {
        let Decision::Stored(write) = decided else { return };
        if write.stock.is_empty() {
            return;
        }
        match self.heads(write.stock.iter().map(|change| &change.sku)).await {
            Ok(heads) => self.note_shelf(&heads).await,
            Err(fault) => tracing::warn!(error = &fault as &dyn std::error::Error, "the shelf was not noted"),
        }
    }

    fn change_shelf<'a>(&'a self, verb: &'a str, sets: Sets) -> Call<'a, ()> {
        Box::pin(async move {
            let clauses: Vec<String> = sets.keys().map(|name| format!("#{name} :{name}")).collect();
            let mut update = self.client.update_item().table_name(&self.table).set_key(Some(keys::shelf().item()));
            for (name, skus) in sets {
                update = update.expression_attribute_names(format!("#{name}"), name);
                update = update.expression_attribute_values(format!(":{name}"), AttributeValue::Ss(skus));
            }
            let update = update.update_expression(format!("{verb} {}", clauses.join(", ")));
            let answer = update.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
            let answer = answer.map_err(Fault::call(|| "noting the shelf".to_owned()))?;
            meter::write(answer.consumed_capacity.as_ref());
            if let Ok(mut cache) = self.shelf.lock() {
                *cache = None;
            }
            Ok(())
        })
    }
}

/// True when not even the smallest amount can be had.
pub fn is_out(head: &ProductHead) -> bool {
    standing(head).0
}

/// Sold out: not even the smallest amount. Low: five pieces, or a kilogram.
fn standing(head: &ProductHead) -> (bool, bool) {
    let (least, few) = if head.by_weight.is_some() { (100, 1000) } else { (1, 5) };
    let out = !head.active || head.available < least;
    (out, !out && head.available <= few)
}

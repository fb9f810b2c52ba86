//! The table: one named method per access pattern, each with the condition that makes it safe to repeat.

mod amend;
pub mod bays;
pub mod books;
pub mod cart;
pub mod claims;
mod commit;
pub mod credit;
pub mod fill;
pub mod imports;
pub mod invoices;
pub mod jobs;
mod keys;
mod known;
mod listeners;
pub mod orders;
mod paying;
pub mod products;
pub mod promotions;
pub mod recount;
pub mod shelf;
mod single;
pub mod slots;
pub mod staff;
pub mod takings;
mod tx;
pub mod vouchers;
pub mod waiting;

use crate::{Call, Env, Fault, aws, meter};
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnConsumedCapacity};
use keys::{Item, Key};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// The shop's one table.
#[derive(Clone, Debug)]
pub struct Store {
    client: aws::Late<aws_sdk_dynamodb::Client>,
    table: String,
    shelf: std::sync::Arc<shelf::Cache>,
}

/// A value as DynamoDB wants it.
pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number as DynamoDB wants it.
pub(crate) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A value of the shop as an item under a key.
pub(crate) fn item_of<T: Serialize>(key: &Key, value: &T) -> Result<Item, Fault> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(Fault::unreadable(|| key.to_string()))?;
    item.extend(key.item());
    Ok(item)
}

/// A value of the shop as one attribute.
pub(crate) fn attribute<T: Serialize>(key: &Key, value: &T) -> Result<AttributeValue, Fault> {
    serde_dynamo::to_attribute_value(value).map_err(Fault::unreadable(|| key.to_string()))
}

/// An item as a value of the shop.
pub(crate) fn parsed<T: DeserializeOwned>(item: Item) -> Result<T, Fault> {
    let key = || match (item.get("pk"), item.get("sk")) {
        (Some(AttributeValue::S(pk)), Some(AttributeValue::S(sk))) => format!("{pk}/{sk}"),
        _ => "an item".to_owned(),
    };
    let key = key();
    serde_dynamo::from_item(item).map_err(Fault::unreadable(|| key))
}

impl Store {
    /// Late: no call is made before the first question.
    pub fn new(env: &Env) -> Store {
        Store { client: aws::dynamodb(env), table: env.table.clone(), shelf: std::sync::Arc::default() }
    }

    /// Reads one item as it is now.
    async fn read<T: DeserializeOwned>(&self, key: &Key) -> Result<Option<T>, Fault> {
        self.get(key).await?.map(parsed).transpose()
    }

    fn get<'a>(&'a self, key: &'a Key) -> Call<'a, Option<Item>> {
        Box::pin(async move {
            let get = self.client.get_item().table_name(&self.table).set_key(Some(key.item())).consistent_read(true);
            let answer = get.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
            let answer = answer.map_err(Fault::call(|| format!("reading {key}")))?;
            meter::read(answer.consumed_capacity.as_ref());
            Ok(answer.item)
        })
    }

    /// Reads many items as they are now. Those that do not exist are left out; the order is the table's.
    fn read_all<'a>(&'a self, keys: &'a [Key]) -> Call<'a, Vec<Item>> {
        Box::pin(async move {
            let mut items = Vec::with_capacity(keys.len());
            for chunk in keys.chunks(100) {
                let mut wanted: Vec<Item> = chunk.iter().map(Key::item).collect();
                for attempt in 0.. {
                    let ask = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true).build();
                    let ask = ask.map_err(Fault::call(|| "reading items".to_owned()))?;
                    let call = self.client.batch_get_item().request_items(&self.table, ask);
                    let answer = call.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
                    let answer = answer.map_err(Fault::call(|| format!("reading {} items", keys.len())))?;
                    answer.consumed_capacity().iter().for_each(|c| meter::read(Some(c)));
                    items.extend(answer.responses.unwrap_or_default().remove(&self.table).unwrap_or_default());
                    let left = answer.unprocessed_keys.unwrap_or_default().remove(&self.table);
                    match left.map(|l| l.keys).filter(|keys| !keys.is_empty()) {
                        None => break,
                        Some(_) if attempt == 7 => return Err(Fault::Busy(format!("reading {} items", keys.len()))),
                        Some(keys) => wanted = keys,
                    }
                    tx::pause(attempt).await;
                }
            }
            Ok(items)
        })
    }

    /// All items of a partition, or those whose sort key starts with `prefix`, as they are now.
    fn partition<'a>(&'a self, pk: &'a str, prefix: &'a str) -> Call<'a, Vec<Item>> {
        if prefix.is_empty() {
            return self.all(pk, "pk = :pk", Vec::new());
        }
        self.all(pk, "pk = :pk AND begins_with(sk, :sk)", vec![(":sk", text(prefix))])
    }

    /// The items of a partition whose sort keys lie between two, as they are now.
    fn between<'a>(&'a self, pk: &'a str, first: &str, last: &str) -> Call<'a, Vec<Item>> {
        self.all(pk, "pk = :pk AND sk BETWEEN :first AND :last", vec![(":first", text(first)), (":last", text(last))])
    }

    fn all<'a>(&'a self, pk: &'a str, condition: &'a str, values: Vec<(&'a str, AttributeValue)>) -> Call<'a, Vec<Item>> {
        Box::pin(async move {
            let mut values: HashMap<String, AttributeValue> = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            values.insert(":pk".to_owned(), text(pk));
            let mut items = Vec::new();
            let mut from = None;
            loop {
                let query = self.client.query().table_name(&self.table).consistent_read(true);
                let query = query.key_condition_expression(condition).set_expression_attribute_values(Some(values.clone()));
                let query = query.set_exclusive_start_key(from).return_consumed_capacity(ReturnConsumedCapacity::Total);
                let page = query.send().await.map_err(Fault::call(|| format!("reading all of {pk}")))?;
                meter::read(page.consumed_capacity.as_ref());
                items.extend(page.items.unwrap_or_default());
                from = page.last_evaluated_key;
                if from.is_none() {
                    return Ok(items);
                }
            }
        })
    }
}

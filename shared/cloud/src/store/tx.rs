//! Transactions, and how to read their cancellation: by position.
//!
//! A conflict or throttling is tried again, with jitter, up to five times. A failed condition is an answer and never
//! tried again; all failed conditions are collected, with the items as they stood.

use super::keys::{Item, Key};
use super::{Store, text};
use crate::{Call, Fault, meter, random};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Delete, Put, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use std::collections::HashMap;
use std::time::Duration;

/// Several writes that happen together, or not at all. At most 100.
#[derive(Debug)]
pub(crate) struct Tx {
    doing: String,
    actions: Vec<Action>,
}

#[derive(Debug)]
struct Action {
    key: Key,
    kind: Kind,
    condition: Option<String>,
    values: HashMap<String, AttributeValue>,
}

#[derive(Debug)]
enum Kind {
    Put(Item),
    Update(String),
    Delete,
}

/// How a transaction ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// All of it happened.
    Done,
    /// None of it happened: these positions' conditions failed, with the items as they stood.
    Refused(Vec<(usize, Option<Item>)>),
}

/// An update: its expression, its condition, the values of both.
pub(crate) struct Change<'a> {
    pub set: &'a str,
    pub when: &'a str,
    pub values: Vec<(&'a str, AttributeValue)>,
}

impl Tx {
    pub fn new(doing: impl Into<String>) -> Tx {
        Tx { doing: doing.into(), actions: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.actions.len()
    }

    /// Stores an item where there is none.
    pub fn create(&mut self, key: Key, item: Item) {
        self.push(key, Kind::Put(item), Some("attribute_not_exists(pk)".to_owned()), HashMap::new());
    }

    /// Stores an item, whatever was there.
    pub fn put(&mut self, key: Key, item: Item) {
        self.push(key, Kind::Put(item), None, HashMap::new());
    }

    /// Stores an item in place of its version `before`.
    pub fn replace(&mut self, key: Key, item: Item, before: u64) {
        let values = HashMap::from([(":before".to_owned(), super::number(before))]);
        self.push(key, Kind::Put(item), Some("version = :before".to_owned()), values);
    }

    /// The same, where what was stored before there were versions counts as version 0.
    pub fn replace_or_first(&mut self, key: Key, item: Item, before: u64) {
        match before {
            0 => self.push(key, Kind::Put(item), Some("attribute_not_exists(version)".to_owned()), HashMap::new()),
            _ => self.replace(key, item, before),
        }
    }

    pub fn update(&mut self, key: Key, change: Change<'_>) {
        let values = change.values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let condition = (!change.when.is_empty()).then(|| change.when.to_owned());
        self.push(key, Kind::Update(change.set.to_owned()), condition, values);
    }

    /// Deletes an item, if it is there.
    pub fn delete(&mut self, key: Key) {
        self.push(key, Kind::Delete, None, HashMap::new());
    }

    /// Deletes an item only while an attribute has this text.
    pub fn delete_if(&mut self, key: Key, attribute: &str, value: &str) {
        let values = HashMap::from([(":is".to_owned(), text(value))]);
        self.push(key, Kind::Delete, Some(format!("{attribute} = :is")), values);
    }

    fn push(&mut self, key: Key, kind: Kind, condition: Option<String>, values: HashMap<String, AttributeValue>) {
        self.actions.push(Action { key, kind, condition, values });
    }

    /// Under one token, so that a repeat whose first try did happen is the same transaction.
    pub fn run(self, store: &Store) -> Call<'_, Ended> {
        Box::pin(async move {
            let doing = self.doing;
            let items = self.actions.into_iter().map(|a| a.built(&store.table)).collect::<Result<Vec<_>, Fault>>()?;
            let token = random::token();
            for attempt in 0..5 {
                let call = store.client.transact_write_items().set_transact_items(Some(items.clone())).client_request_token(&token);
                let answer = call.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
                let error = match answer {
                    Ok(done) => {
                        done.consumed_capacity().iter().for_each(|c| meter::write(Some(c)));
                        return Ok(Ended::Done);
                    }
                    Err(error) => error,
                };
                match error.as_service_error() {
                    Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                        let reasons = canceled.cancellation_reasons();
                        if !reasons.iter().any(passing) {
                            return refused(reasons).ok_or_else(|| Fault::call(|| doing)(error));
                        }
                    }
                    Some(TransactWriteItemsError::TransactionInProgressException(_)) => {}
                    _ => return Err(Fault::call(|| doing)(error)),
                }
                pause(attempt).await;
            }
            Err(Fault::Busy(doing))
        })
    }
}

impl Action {
    fn built(self, table: &str) -> Result<TransactWriteItem, Fault> {
        let Action { key, kind, condition, values } = self;
        let at = Some(key.item());
        let values = (!values.is_empty()).then_some(values);
        let old = ReturnValuesOnConditionCheckFailure::AllOld;
        let wrong = Fault::call(move || format!("building the write of {key}"));
        let built = TransactWriteItem::builder();
        let built = match kind {
            Kind::Put(item) => {
                let put = Put::builder().table_name(table).set_item(Some(item)).set_condition_expression(condition);
                let put = put.set_expression_attribute_values(values).return_values_on_condition_check_failure(old);
                built.put(put.build().map_err(wrong)?)
            }
            Kind::Update(set) => {
                let names = names_in(&[&set, condition.as_deref().unwrap_or_default()]);
                let update = Update::builder().table_name(table).set_key(at).update_expression(set);
                let update = update.set_condition_expression(condition).set_expression_attribute_values(values);
                let update = update.set_expression_attribute_names(Some(names).filter(|n| !n.is_empty()));
                built.update(update.return_values_on_condition_check_failure(old).build().map_err(wrong)?)
            }
            Kind::Delete => {
                let delete = Delete::builder().table_name(table).set_key(at).set_condition_expression(condition);
                let delete = delete.set_expression_attribute_values(values).return_values_on_condition_check_failure(old);
                built.delete(delete.build().map_err(wrong)?)
            }
        };
        Ok(built.build())
    }
}

/// Attributes called `#name` in expressions, because many plain words are reserved.
pub(crate) fn names_in(expressions: &[&str]) -> HashMap<String, String> {
    let after = expressions.iter().flat_map(|e| e.split('#').skip(1));
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    after.map(name).map(|n| (format!("#{n}"), n)).collect()
}

/// Reasons that pass by themselves.
fn passing(reason: &CancellationReason) -> bool {
    matches!(reason.code(), Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"))
}

/// The failed conditions, or `None` when it failed for another reason, which is a fault.
fn refused(reasons: &[CancellationReason]) -> Option<Ended> {
    let failed = |r: &CancellationReason| r.code() == Some("ConditionalCheckFailed");
    let clean = |r: &CancellationReason| failed(r) || matches!(r.code(), None | Some("None"));
    let all: Vec<_> = reasons.iter().enumerate().filter(|(_, r)| failed(r)).map(|(n, r)| (n, r.item.clone())).collect();
    (!all.is_empty() && reasons.iter().all(clean)).then_some(Ended::Refused(all))
}

/// 20 to 400 ms, longer with each attempt, never the same twice.
pub(crate) async fn pause(attempt: u32) {
    let most = 400_u64.min(20 << attempt.min(6));
    tokio::time::sleep(Duration::from_millis(10 + random::below(most))).await;
}

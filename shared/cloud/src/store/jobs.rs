//! The outbox: work that a transaction made necessary, until the transaction that does it.

use super::keys::{self, Item, Key};
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, parsed, text};
use crate::{Fault, JobRef, meter};
use aws_sdk_dynamodb::types::ReturnConsumedCapacity;
use domain::OrderId;
use domain::order::{Job, Step};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A job row as the worker reads it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// When the sweep sends it next.
    pub due: Timestamp,
    /// Which order, for the steps of an order.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// Which step, for the steps of an order.
    #[serde(default)]
    pub step: Option<Step>,
    /// Which payment, for steps about one.
    #[serde(default)]
    pub intent: Option<String>,
    /// Changes when the job is asked for anew.
    #[serde(default)]
    pub mark: String,
}

/// Makes an item findable by the sweep.
pub(crate) fn due(item: &mut Item, at: Timestamp) {
    item.insert("due".to_owned(), text(at.to_string()));
    item.insert("jq".to_owned(), text(keys::DUE));
}

/// The row of an order's job.
pub(crate) fn item(order: &OrderId, job: &Job) -> Result<Item, Fault> {
    let mut item = item_of(&keys::order_job(order, job.step, job.intent.as_deref()), job)?;
    item.insert("order".to_owned(), text(order.as_str()));
    due(&mut item, job.due);
    Ok(item)
}

/// The message for an order's job.
pub fn reference(order: &OrderId, job: &Job) -> JobRef {
    let key = keys::order_job(order, job.step, job.intent.as_deref());
    JobRef { pk: key.pk, sk: key.sk }
}

fn key_of(job: &JobRef) -> Key {
    Key { pk: job.pk.clone(), sk: job.sk.clone() }
}

impl Store {
    /// The row a message points at. `None`: the job is done.
    pub async fn job(&self, job: &JobRef) -> Result<Option<Row>, Fault> {
        self.read(&key_of(job)).await
    }

    /// Work that is overdue, oldest first, at most `most`.
    pub async fn overdue(&self, now: Timestamp, most: i32) -> Result<Vec<JobRef>, Fault> {
        let query = self.client.query().table_name(&self.table).index_name(keys::DUE_INDEX).limit(most);
        let query = query.key_condition_expression("jq = :jq AND due <= :now");
        let query = query.expression_attribute_values(":jq", text(keys::DUE));
        let query = query.expression_attribute_values(":now", text(now.to_string()));
        let page = query.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
        let page = page.map_err(Fault::call(|| "listing overdue jobs".to_owned()))?;
        meter::read(page.consumed_capacity.as_ref());
        page.items.unwrap_or_default().into_iter().map(parsed).collect()
    }

    /// Takes an overdue job for sending: nobody else sends it for two minutes. `false`: it is done, or was taken.
    pub async fn take(&self, job: &JobRef, now: Timestamp) -> Result<bool, Fault> {
        let mut tx = Tx::new(format!("taking {} {}", job.pk, job.sk));
        let again = now + SignedDuration::from_mins(2);
        let values = vec![(":again", text(again.to_string())), (":now", text(now.to_string())), (":one", number(1)), (":none", number(0))];
        let set = "SET due = :again, attempts = if_not_exists(attempts, :none) + :one";
        tx.update(key_of(job), Change { set, when: "due <= :now", values });
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// Deletes a job row that has no other effect in the table.
    pub async fn job_done(&self, job: &JobRef) -> Result<(), Fault> {
        let mut tx = Tx::new(format!("finishing {} {}", job.pk, job.sk));
        tx.delete(key_of(job));
        tx.run(self).await.map(drop)
    }

    /// Deletes a job row unless it was asked for anew since it was read.
    pub async fn job_done_unless_renewed(&self, job: &JobRef, row: &Row) -> Result<(), Fault> {
        let mut tx = Tx::new(format!("finishing {} {}", job.pk, job.sk));
        tx.delete_if(key_of(job), "mark", &row.mark);
        tx.run(self).await.map(drop)
    }
}

//! The outbox: work that a transaction made necessary, until the transaction that does it.

use super::keys::{self, Item, Key};
use super::single::unhindered;
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, parsed, text};
use crate::{Call, Fault, JobRef, meter};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{ReturnConsumedCapacity, ReturnValue};
use domain::order::{Job, Step};
use domain::{OrderId, Sku};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A job row as the worker that claimed it reads it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Which row.
    #[serde(flatten)]
    pub job: JobRef,
    /// Which order, for the steps of an order.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// Which step, for the steps of an order.
    #[serde(default)]
    pub step: Option<Step>,
    /// Which payment, for steps about one.
    #[serde(default)]
    pub intent: Option<String>,
    /// Which import, for an import.
    #[serde(default)]
    pub import: Option<String>,
    /// Whose mail, for one of a kind.
    #[serde(default)]
    pub email: Option<String>,
    /// Which product, for what is back.
    #[serde(default)]
    pub sku: Option<Sku>,
    /// Which language a letter is in, where the order does not say.
    #[serde(default)]
    pub language: Option<String>,
    /// The claim it is done under. A row that is written anew has none.
    claim: String,
}

/// How long a claim lasts: longer than a worker lives, shorter than a message that failed stays away.
const CLAIM: SignedDuration = SignedDuration::from_secs(60);

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
    /// Claims a job for doing: for a minute, nobody else does it, so that a message that comes twice makes no second
    /// letter. `None`: it is done, or being done.
    pub fn claim<'a>(&'a self, job: &'a JobRef, now: Timestamp) -> Call<'a, Option<Row>> {
        Box::pin(async move {
            let update = self.client.update_item().table_name(&self.table).set_key(Some(key_of(job).item()));
            let update = update
                .update_expression("SET #claim = :claim, #held = :until")
                .condition_expression("attribute_exists(pk) AND (attribute_not_exists(#held) OR #held <= :now OR #claim = :claim)")
                .expression_attribute_names("#claim", "claim")
                .expression_attribute_names("#held", "held")
                .expression_attribute_values(":claim", text(crate::random::token()))
                .expression_attribute_values(":until", text((now + CLAIM).to_string()))
                .expression_attribute_values(":now", text(now.to_string()))
                .return_values(ReturnValue::AllNew)
                .return_consumed_capacity(ReturnConsumedCapacity::Total);
            match unhindered(|| update.clone().send()).await {
                Ok(done) => {
                    meter::write(done.consumed_capacity.as_ref());
                    done.attributes.map(parsed).transpose()
                }
                Err(error) => match error.as_service_error() {
                    Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(None),
                    _ => Err(Fault::call(|| format!("claiming {} {}", job.pk, job.sk))(error)),
                },
            }
        })
    }

    /// Gives a claim back: the job failed, and its message comes again.
    pub async fn give_back(&self, row: &Row) -> Result<(), Fault> {
        let mut tx = Tx::new(format!("giving {} {} back", row.job.pk, row.job.sk));
        let values = vec![(":claim", text(&row.claim))];
        tx.update(key_of(&row.job), Change { set: "REMOVE #claim, #held", when: "#claim = :claim", values });
        tx.run(self).await.map(drop)
    }

    /// Work that is overdue, oldest first, at most `most`.
    pub fn overdue(&self, now: Timestamp, most: i32) -> Call<'_, Vec<JobRef>> {
        Box::pin(async move {
            let query = self.client.query().table_name(&self.table).index_name(keys::DUE_INDEX).limit(most);
            let query = query.key_condition_expression("jq = :jq AND due <= :now");
            let query = query.expression_attribute_values(":jq", text(keys::DUE));
            let query = query.expression_attribute_values(":now", text(now.to_string()));
            let page = query.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
            let page = page.map_err(Fault::call(|| "listing overdue jobs".to_owned()))?;
            meter::read(page.consumed_capacity.as_ref());
            page.items.unwrap_or_default().into_iter().map(parsed).collect()
        })
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

    /// Deletes the row of a claimed job that is done, unless it was asked for anew meanwhile.
    pub async fn finish(&self, row: &Row) -> Result<(), Fault> {
        self.delete_if(&key_of(&row.job), "claim", &row.claim).await
    }
}

//! Writes of one item: half the price of a transaction.
//!
//! A write whose reply got lost is repeated by the SDK, and then its condition fails. It is recognized: the item stands
//! as asked.

use super::keys::{Item, Key};
use super::tx::pause;
use super::{Store, text};
use crate::{Call, Fault, meter};
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure};

/// Calls, and calls again while a transaction is on the item: that passes by itself, and the SDK does not wait for it.
pub(super) async fn unhindered<T, E, F>(call: impl Fn() -> F) -> Result<T, SdkError<E>>
where
    E: ProvideErrorMetadata,
    F: Future<Output = Result<T, SdkError<E>>>,
{
    let hindered = |answer: &Result<T, SdkError<E>>| {
        let error = answer.as_ref().err().and_then(SdkError::as_service_error);
        error.and_then(ProvideErrorMetadata::code) == Some("TransactionConflictException")
    };
    let mut answer = call().await;
    for attempt in 0..5 {
        if !hindered(&answer) {
            break;
        }
        pause(attempt).await;
        answer = call().await;
    }
    answer
}

impl Store {
    /// Stores an item whole, whatever was there.
    pub(super) fn put(&self, item: Item) -> Call<'_, ()> {
        Box::pin(async move {
            let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
            let put = put.return_consumed_capacity(ReturnConsumedCapacity::Total);
            let answer = unhindered(|| put.clone().send()).await.map_err(Fault::call(|| "storing an item".to_owned()))?;
            meter::write(answer.consumed_capacity.as_ref());
            Ok(())
        })
    }

    /// Stores an item where there is none. `false`: there is one.
    pub(super) async fn create(&self, item: Item) -> Result<bool, Fault> {
        self.put_if(item, "attribute_not_exists(pk)", None).await
    }

    /// Stores an item in place of its version `before`. `false`: it is another by now.
    pub(super) async fn replace(&self, item: Item, before: u64) -> Result<bool, Fault> {
        self.put_if(item, "version = :before", Some((":before", super::number(before)))).await
    }

    fn put_if<'a>(&'a self, item: Item, when: &'a str, value: Option<(&'a str, AttributeValue)>) -> Call<'a, bool> {
        Box::pin(async move {
            let values = value.map(|(name, value)| [(name.to_owned(), value)].into());
            let put = self.client.put_item().table_name(&self.table).set_item(Some(item.clone())).condition_expression(when);
            let put = put.set_expression_attribute_values(values).return_consumed_capacity(ReturnConsumedCapacity::Total);
            let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            match unhindered(|| put.clone().send()).await {
                Ok(done) => {
                    meter::write(done.consumed_capacity.as_ref());
                    Ok(true)
                }
                Err(error) => match error.as_service_error() {
                    Some(PutItemError::ConditionalCheckFailedException(failed)) => Ok(failed.item.as_ref() == Some(&item)),
                    _ => Err(Fault::call(|| "storing an item".to_owned())(error)),
                },
            }
        })
    }

    /// Deletes an item, if it is there.
    pub(super) fn delete<'a>(&'a self, key: &'a Key) -> Call<'a, ()> {
        Box::pin(async move {
            let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key.item()));
            let delete = delete.return_consumed_capacity(ReturnConsumedCapacity::Total);
            let answer = unhindered(|| delete.clone().send()).await.map_err(Fault::call(|| format!("deleting {key}")))?;
            meter::write(answer.consumed_capacity.as_ref());
            Ok(())
        })
    }

    /// Deletes an item only while an attribute has this text.
    pub(super) fn delete_if<'a>(&'a self, key: &'a Key, attribute: &'a str, is: &'a str) -> Call<'a, ()> {
        Box::pin(async move {
            let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key.item()));
            let delete = delete.condition_expression("#attribute = :is").expression_attribute_names("#attribute", attribute);
            let delete = delete.expression_attribute_values(":is", text(is)).return_consumed_capacity(ReturnConsumedCapacity::Total);
            match unhindered(|| delete.clone().send()).await {
                Ok(done) => meter::write(done.consumed_capacity.as_ref()),
                Err(error) => match error.as_service_error() {
                    Some(DeleteItemError::ConditionalCheckFailedException(_)) => {}
                    _ => return Err(Fault::call(|| format!("deleting {key}"))(error)),
                },
            }
            Ok(())
        })
    }
}

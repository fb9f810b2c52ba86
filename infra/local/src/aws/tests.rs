//! The SDK against the table: what the shop relies on.

use std::path::Path;

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Put, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};

use super::*;

const TABLE: &str = "larder";

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

async fn table(data: Option<&Path>) -> (Aws, aws_sdk_dynamodb::Client) {
    let aws = Aws::start(data).await.unwrap();
    let client = aws.dynamodb_client();
    create_table(&client, TABLE).await.unwrap();
    (aws, client)
}

async fn stock(client: &aws_sdk_dynamodb::Client, sku: &str, available: i64) {
    let put = client.put_item().table_name(TABLE).item("pk", text(sku)).item("sk", text("S"));
    put.item("available", number(available)).send().await.unwrap();
}

fn take(sku: &str, pieces: i64) -> TransactWriteItem {
    let update = Update::builder()
        .table_name(TABLE)
        .key("pk", text(sku))
        .key("sk", text("S"))
        .update_expression("SET available = available - :q")
        .condition_expression("available >= :q")
        .expression_attribute_values(":q", number(pieces))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    TransactWriteItem::builder().update(update.build().unwrap()).build()
}

fn codes(reasons: &[CancellationReason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.code().unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_canceled_transaction_says_which_line_and_what_is_left() {
    let (_aws, client) = table(None).await;
    stock(&client, "P#1", 5).await;
    stock(&client, "P#2", 1).await;
    let lines = vec![take("P#1", 2), take("P#2", 2), take("P#3", 1)];
    let refused = client.transact_write_items().set_transact_items(Some(lines)).send().await.unwrap_err();
    let TransactWriteItemsError::TransactionCanceledException(canceled) = refused.into_service_error() else {
        panic!("another error");
    };
    let reasons = canceled.cancellation_reasons();
    assert_eq!(codes(reasons), ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"]);
    assert_eq!(reasons[1].item().unwrap()["available"], number(1));
    assert!(reasons[2].item().is_none_or(std::collections::HashMap::is_empty));
    let first = client.get_item().table_name(TABLE).key("pk", text("P#1")).key("sk", text("S")).send().await.unwrap();
    assert_eq!(first.item.unwrap()["available"], number(5));
}

#[tokio::test]
async fn capacity_is_counted_as_on_aws() {
    let (_aws, client) = table(None).await;
    let put = |n: usize| {
        let put = Put::builder().table_name(TABLE).item("pk", text(&format!("P#{n}"))).item("sk", text("S"));
        TransactWriteItem::builder().put(put.build().unwrap()).build()
    };
    let written = client
        .transact_write_items()
        .set_transact_items(Some((0..20).map(put).collect()))
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
        .send()
        .await
        .unwrap();
    assert_eq!(written.consumed_capacity()[0].capacity_units(), Some(40.0));
}

#[tokio::test]
async fn both_indexes_are_sparse_and_project_what_the_template_says() {
    let (_aws, client) = table(None).await;
    let job = client.put_item().table_name(TABLE).item("pk", text("X#1")).item("sk", text("receipt"));
    job.item("jq", text("job")).item("due", text("2026")).item("attempts", number(0)).send().await.unwrap();
    let order = client.put_item().table_name(TABLE).item("pk", text("O#1")).item("sk", text("H"));
    order.item("day", text("2026-11-23")).item("slot_order", text("10#1")).item("total", number(1)).send().await.unwrap();
    let find = |index: &str, key: &str, value: &str| {
        let query = client.query().table_name(TABLE).index_name(index).key_condition_expression("#k = :v");
        query.expression_attribute_names("#k", key).expression_attribute_values(":v", text(value)).send()
    };
    let due = find("due", "jq", "job").await.unwrap().items.unwrap();
    assert_eq!((due.len(), due[0].contains_key("attempts")), (1, false));
    let day = find("day", "day", "2026-11-23").await.unwrap().items.unwrap();
    assert_eq!((day.len(), &day[0]["total"]), (1, &number(1)));
}

#[tokio::test]
async fn the_table_outlives_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let (aws, client) = table(Some(folder.path())).await;
    stock(&client, "P#1", 7).await;
    drop(aws);
    let (_aws, client) = table(Some(folder.path())).await;
    let kept = client.get_item().table_name(TABLE).key("pk", text("P#1")).key("sk", text("S")).send().await.unwrap();
    assert_eq!(kept.item.unwrap()["available"], number(7));
}

#[tokio::test]
async fn two_shops_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = Aws::start(Some(folder.path())).await.unwrap();
    let fault = Aws::start(Some(folder.path())).await.unwrap_err();
    assert!(chain(&fault).ends_with("another shop is running on it"));
    drop(first);
    Aws::start(Some(folder.path())).await.unwrap();
}

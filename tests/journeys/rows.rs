//! The table as it is stored, read raw from the emulator.

use larder::shop::Shop;
use serde_json::Value;
use std::collections::BTreeMap;

/// An item's attributes.
pub type Row = Value;

/// Every item by its key. A scan: for tests only.
pub async fn rows(shop: &Shop) -> BTreeMap<(String, String), Row> {
    let client = shop.aws.dynamodb_client();
    let mut pages = client.scan().table_name(&shop.env.table).consistent_read(true).into_paginator().items().send();
    let mut rows = BTreeMap::new();
    while let Some(item) = pages.next().await {
        let row: Value = serde_dynamo::from_item(item.unwrap()).unwrap();
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        rows.insert((text("pk"), text("sk")), row);
    }
    rows
}

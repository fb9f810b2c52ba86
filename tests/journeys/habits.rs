//! What was bought together stands together on the shelf from the next night on.

use super::{Open, eventually, settings};
use domain::takings::{Sold, TakingsFact};
use domain::{Money, OrderId, Sku};
use jiff::SignedDuration;
use serde_json::json;

/// An order of these that was handed over yesterday.
async fn handed_over(open: &Open, n: u8, skus: &[&str]) {
    let at = open.shop.clock.now() - SignedDuration::from_hours(24);
    let sold = |code: &&str| Sold { sku: Sku::parse(*code).unwrap(), name: (*code).into(), units: 1, by_weight: false, amount: Money(100) };
    let order = OrderId::from_random([n & 31, n >> 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let day = at.to_zoned(settings().tz()).date().to_string();
    let sold = skus.iter().map(sold).collect();
    let fact = TakingsFact {
        order,
        refund: None,
        day,
        at,
        total: Money(100),
        vat: Vec::new(),
        sold,
        fees: Money::ZERO,
        tender: None,
        credit: Money::ZERO,
    };
    let mut item = serde_json::to_value(&fact).unwrap();
    (item["pk"], item["sk"]) = (json!(format!("D#{}", fact.day)), json!(fact.order));
    let item = serde_dynamo::to_item(item).unwrap();
    let put = open.shop.aws.dynamodb_client().put_item().table_name(&open.shop.env.table).set_item(Some(item));
    put.send().await.unwrap();
}

#[tokio::test]
async fn what_was_bought_together_stands_together() {
    let open = Open::shop().await;
    for n in 0..10 {
        handed_over(&open, n, &["bread", "milk"]).await;
        handed_over(&open, 20 + n, &["cola"]).await;
        handed_over(&open, 40 + n, &["cola", "apples"]).await;
    }
    assert_eq!(open.stranger().get("/products/milk").await.good()["companions"], json!([]));
    open.fire("reports").await;
    open.advance(61);
    open.fire("sweep").await;
    open.quiet().await;
    let milk = eventually("milk goes with bread", async || {
        open.shop.worker.published.look_again();
        let milk = open.stranger().get("/products/milk").await.good();
        (milk["companions"][0]["sku"] == "bread").then_some(milk)
    })
    .await;
    assert_eq!(milk["companions"].as_array().unwrap().len(), 1);
    assert!(open.stranger().page("/products/milk/milk").await.body.contains("Goes well with"));

    // A later publication keeps them.
    open.owner().await.edit("milk", &json!({ "price": 130 })).await;
    open.quiet().await;
    let catalog = open.shop.worker.published.catalog().await.unwrap();
    assert_eq!(catalog.snapshot.habits.sold[&Sku::parse("cola").unwrap()], 20);
}

//! What stands on a product's label, from the owner's desk to the shopper's page.

use super::{Open, eventually};
use domain::promotion::{Promotion, Stage};
use domain::{Offer, OfferKind, Sku};
use jiff::SignedDuration;
use serde_json::{Value, json};

const DAY: i64 = 24 * 3600;

/// The product as shoppers see it, once it is so.
async fn shown(open: &Open, path: &str, so: impl Fn(&Value) -> bool) -> Value {
    eventually("shoppers see it", async || Some(open.stranger().get(path).await.json()).filter(|p| so(p))).await
}

#[tokio::test]
async fn a_reduction_names_the_lowest_price_of_the_thirty_days_before() {
    let open = Open::shop().await;
    open.owner().await.edit("bread", &json!({ "price": 200 })).await;
    open.advance(2 * DAY);
    open.owner().await.edit("bread", &json!({ "price": 260 })).await;
    let starts = open.shop.clock.now();
    let offer = |id: &str, starts| Offer {
        group: None,
        id: id.into(),
        title: "Half price".into(),
        kind: OfferKind::Percent { bp: 5000 },
        starts,
        ends: starts + SignedDuration::from_hours(24),
    };
    let hang = async |offer: Offer| {
        let skus = vec![Sku::parse("bread").unwrap()];
        open.shop.worker.store.save_promotion(&Promotion { offer, skus, stage: Stage::Planned }).await.unwrap();
        open.fire("promotions").await;
        open.quiet().await;
    };
    hang(offer("first", starts)).await;
    let bread = shown(&open, "/products/bread", |p| p["offer"].is_object()).await;
    assert_eq!((&bread["price"], &bread["offer"]["price"], &bread["lowest"]), (&json!(260), &json!(130), &json!(200)));
    assert!(open.stranger().page("/products/bread/bread").await.body.contains("€2.00"));

    open.advance(2 * DAY);
    hang(offer("second", open.shop.clock.now())).await;
    let bread = shown(&open, "/products/bread", |p| p["lowest"] != 200 && p["offer"].is_object()).await;
    assert_eq!(bread["lowest"], 130, "what the first offer cost counts before the second");
}

#[tokio::test]
async fn the_owner_writes_the_label_and_shoppers_read_it() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let told = json!({
        "name": "Fresh Milk", "place": "dairy-eggs/milk", "content": "1 l", "allergens": ["milk"], "diet": ["vegetarian"],
        "facts": { "ingredients": "Whole milk, pasteurized", "keeps_days": "5", "family": "Milk", "variant": "1 l" },
    });
    let path = "/back-office/products/milk/facts";
    for _ in 0..2 {
        owner.browser.patch(path, &told).await.good();
    }
    open.quiet().await;
    let milk = shown(&open, "/products/milk", |p| p["name"] == "Fresh Milk").await;
    assert_eq!((&milk["section"]["slug"], &milk["keeps_days"], &milk["price"]), (&json!("milk"), &json!(5), &json!(120)));
    assert_eq!((&milk["unit_price"]["price"], &milk["allergens"], &milk["brand"]), (&json!(120), &json!(["milk"]), &json!("Larder")));
    let page = open.stranger().page("/products/milk/fresh-milk").await;
    assert!(page.body.contains("Whole <strong>milk</strong>, pasteurized"), "{}", page.body);
}

#[tokio::test]
async fn a_label_that_cannot_be_keeps_what_was_typed() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let path = "/back-office/products/milk/facts";
    let wrong = json!({ "place": "moon", "diet": ["vegan"], "allergens": ["milk"], "facts": { "fat": "a lot", "brand": "Kuh & Co" } });
    let errors = owner.browser.patch(path, &wrong).await.refused(422, "invalid");
    let fields: Vec<&str> = errors.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["facts[fat]", "place"]);
    let typed = [("name", "Milk <b>"), ("content", "a glass"), ("facts[brand]", "Kuh & Co"), ("allergens[]", ""), ("diet[]", "vegan")];
    let page = owner.browser.form(path, &typed).await;
    assert_eq!(page.status, 422);
    for kept in ["Milk &lt;b&gt;", "value=\"a glass\"", "Kuh &amp; Co", "value=\"vegan\" checked", "The unit"] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    open.staff().await.browser.patch(path, &json!({ "name": "Mine" })).await.refused(403, "forbidden");
    assert_eq!(open.stranger().get("/products/milk").await.json()["name"], "Milk");
}

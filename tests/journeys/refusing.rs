//! What cannot be had is said at once, by name, and changes nothing.

use super::placed;
use super::{Open, assert_true_books, assortment, packed, settings};
use domain::Quantity::{Grams, Pieces};
use serde_json::json;

fn failure(about: &str, code: &str) -> (String, String) {
    (about.to_owned(), code.to_owned())
}

#[tokio::test]
async fn sold_out_lines_are_all_named_at_once() {
    let open = Open::shop().await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    for (sku, quantity) in [("apples", Grams(1000)), ("milk", Pieces(5)), ("bread", Pieces(2)), ("cola", Pieces(1))] {
        ada.put(sku, quantity).await;
    }
    let review = ada.review().await.good();
    owner.edit("apples", &json!({ "stock": 0 })).await;
    owner.edit("milk", &json!({ "stock": 3 })).await;
    let refused = ada.confirm(&review).await;
    assert_eq!(refused.refused(409, "unavailable"), [failure("apples", "sold_out"), failure("milk", "too_little")]);
    let left = refused.json()["errors"].as_array().unwrap().iter().find(|e| e["sku"] == "milk").unwrap()["available"].clone();
    assert_eq!(left, 3);
    assert_eq!((open.available("bread").await, open.available("cola").await), (30, 60));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_changed_price_is_shown_and_confirmed_anew() {
    let open = Open::shop().await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    ada.put("milk", Pieces(2)).await;
    ada.put("bread", Pieces(1)).await;
    let review = ada.review().await.good();
    assert_eq!(review["quote"]["total"], 490);
    owner.edit("milk", &json!({ "price": 150 })).await;
    let refused = ada.confirm(&review).await;
    assert_eq!(refused.refused(409, "price-changed"), [failure("milk", "price_changed")]);
    let change = &refused.json()["errors"][0];
    assert_eq!((&change["from"], &change["to"]), (&json!(240), &json!(300)));
    assert_eq!(open.available("milk").await, 50, "nothing was taken");
    let again = ada.browser.get("/checkout/review").await.good();
    assert_ne!(review["fingerprint"], again["fingerprint"]);
    assert_eq!(placed(&ada.confirm(&again).await).total, 550);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_price_that_fell_is_confirmed_anew_too() {
    let open = Open::shop().await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    ada.put("milk", Pieces(2)).await;
    let review = ada.review().await.good();
    owner.edit("milk", &json!({ "price": 99 })).await;
    ada.confirm(&review).await.refused(409, "price-changed");
    let again = ada.browser.get("/checkout/review").await.good();
    assert_eq!(placed(&ada.confirm(&again).await).total, 198);
}

#[tokio::test]
async fn a_full_slot_refuses_the_next_order() {
    let mut one = settings();
    one.slots.capacity_pickup = 1;
    let open = Open::with(assortment(), one).await;
    let (mut ada, mut bob) = (open.shopper("ada"), open.shopper("bob"));
    ada.put("milk", Pieces(1)).await;
    bob.put("milk", Pieces(1)).await;
    let slot = bob.slot().await;
    let review = bob.browser.post("/checkout", &bob.details(&slot)).await.good();
    let first = ada.checkout().await;
    assert_eq!(open.order(&first).await.fulfillment.slot.as_str(), slot);
    assert_eq!(bob.confirm(&review).await.refused(409, "slot-full"), [failure("fulfillment.slot", "slot_full")]);
    assert!(!bob.slots("method=pickup").await.contains(&slot), "it is shown as full");
    // With another slot the same basket goes through.
    assert_eq!(bob.checkout().await.total, 120);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_81st_product_is_refused_with_a_clear_message() {
    let many = (0..81).map(|n| packed(&format!("thing-{n:02}"), 100 + n, 10)).collect();
    let open = Open::with(many, settings()).await;
    let mut ada = open.shopper("ada");
    for n in 0..80 {
        ada.put(&format!("thing-{n:02}"), Pieces(1)).await;
    }
    let refused = ada.try_to_put("thing-80", Pieces(1)).await;
    refused.refused(409, "basket-full");
    assert!(refused.json()["detail"].as_str().unwrap().contains("80"), "{}", refused.body);
    // What is in it already may be changed, and all eighty go through in one order.
    ada.put("thing-00", Pieces(2)).await;
    let placed = ada.checkout().await;
    assert_eq!(open.order(&placed).await.line_count, 80);
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    let mut kim = open.staff().await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn nobody_names_their_own_price() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    let path = "/cart/lines";
    for body in [
        json!({ "sku": "milk", "quantity": { "pieces": 1 }, "price": 1 }),
        json!({ "sku": "milk", "quantity": { "pieces": -1 } }),
        json!({ "sku": "milk", "quantity": { "pieces": 1.5 } }),
        json!({ "sku": "milk", "quantity": { "pieces": 4294967296_u64 } }),
        json!({ "sku": "milk#S", "quantity": { "pieces": 1 } }),
    ] {
        assert_eq!(ada.browser.post(path, &body).await.status, 400, "{body}");
    }
    for (body, code) in [
        (json!({ "sku": "milk", "quantity": { "pieces": 100 } }), "too_much"),
        (json!({ "sku": "milk", "quantity": { "grams": 500 } }), "not_by_weight"),
        (json!({ "sku": "unicorn", "quantity": { "pieces": 1 } }), "unknown"),
    ] {
        let sku = body["sku"].as_str().unwrap();
        assert_eq!(ada.browser.post(path, &body).await.refused(422, "invalid"), [failure(sku, code)]);
    }
    ada.put("milk", Pieces(1)).await;
    let review = ada.review().await.good();
    let wished = json!({ "quote": review["fingerprint"], "total": 1 });
    assert_eq!(ada.browser.post("/checkout", &wished).await.status, 400);
    let made_up = json!({ "quote": "0".repeat(24) });
    ada.browser.post("/checkout", &made_up).await.refused(409, "price-changed");
    assert_eq!(open.available("milk").await, 50);
}

#[tokio::test]
async fn an_order_too_small_to_be_paid_holds_nothing_forever() {
    let mut products = assortment();
    products.push(packed("bag", 20, 10));
    let open = Open::with(products, settings()).await;
    let mut ada = open.shopper("ada");
    ada.put("bag", Pieces(1)).await;
    // The provider takes no payment below 0.50: either it is said at once, or the hold ends with its half hour.
    let review = ada.review().await;
    if review.status == 200 && ada.confirm(&review.json()).await.status == 201 {
        open.advance(31 * 60);
        open.fire("sweep").await;
        super::eventually("the bag is free again", async || (open.available("bag").await == 10).then_some(())).await;
    }
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

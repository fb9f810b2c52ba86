//! The main way through the shop.

use super::{Open, assert_true_books};
use domain::Quantity::{Grams, Pieces};
use serde_json::json;

#[tokio::test]
async fn a_basket_becomes_an_order_that_is_picked_charged_and_handed_over() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("apples", Grams(1000)).await;
    ada.put("milk", Pieces(2)).await;
    let basket = ada.put("cola", Pieces(6)).await;
    assert_eq!((basket["total"].as_i64(), basket["deposit"].as_i64()), (Some(1290), Some(150)));

    let placed = ada.checkout().await;
    assert_eq!((placed.total, placed.upper), (1290, 1320), "10 % more apples may be weighed in");
    assert_eq!(open.available("apples").await, 20_000 - 1100);
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    let receipt = open.mail("ada", &format!("Your order {}", placed.order)).await;
    let words = receipt.text.clone().unwrap_or_default();
    assert!(words.contains("12.90") && words.contains("13.20"), "{words}");

    let today = open.order(&placed).await.fulfillment.slot.date().to_owned();
    let listed = kim.browser.get(&format!("/back-office/orders?day={today}")).await.good();
    assert_eq!(listed["orders"][0]["order"], placed.order.as_str());
    kim.pick(&placed, &[("apples", json!({ "weighed": { "grams": 950 } })), ("milk", json!("found")), ("cola", json!("found"))]).await;
    assert_eq!(kim.ready(&placed).await["comes_to"], 1275);

    let payment = open.bank().payment(&placed, "succeeded").await;
    assert_eq!(payment["amount_received"], 1275, "exactly what the scale said");
    let ready = open.mail("ada", &format!("Your order {} is ready", placed.order)).await;
    assert!(ready.text.as_deref().unwrap_or_default().contains("12.75"));
    open.quiet().await;
    kim.hand_over(&placed).await;

    let day = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((day["orders"].as_u64(), day["total"].as_i64(), day["average"].as_i64()), (Some(1), Some(1275), Some(1275)));
    let vat =
        json!([{ "class": "standard", "bp": 1900, "gross": 750, "vat": 120 }, { "class": "reduced", "bp": 700, "gross": 525, "vat": 34 }]);
    assert_eq!(day["vat"], vat);
    let sold: Vec<_> =
        day["best_sellers"].as_array().unwrap().iter().map(|s| (s["sku"].as_str().unwrap(), s["units"].as_i64().unwrap())).collect();
    assert_eq!(sold, [("cola", 6), ("apples", 950), ("milk", 2)]);
    assert_eq!((open.available("apples").await, open.available("milk").await, open.available("cola").await), (19_050, 48, 54));
    let seen = ada.look(&placed).await;
    assert_eq!((seen["status"].as_str(), seen["payment"]["captured"].as_i64()), (Some("handed_over"), Some(1275)));
    let states: Vec<_> = seen["history"].as_array().unwrap().iter().map(|h| h[0].as_str().unwrap()).collect();
    assert_eq!(states, ["awaiting_payment", "placed", "picking", "ready", "handed_over"]);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_delivery_has_its_fee_until_it_is_worth_enough() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("wine", Pieces(2)).await;
    let slot = ada.slots("method=delivery&postcode=10115").await.pop().unwrap();
    let mut details = ada.details(&slot);
    details["fulfillment"] = json!({
        "method": "delivery", "slot": slot, "address": { "street": "Musterweg 1", "postcode": "10115", "city": "Berlin" },
    });
    let review = ada.browser.post("/checkout", &details).await.good();
    assert_eq!((&review["quote"]["fees"][0]["amount"], &review["quote"]["total"]), (&json!(290), &json!(1890)));
    ada.put("wine", Pieces(5)).await;
    let review = ada.browser.post("/checkout", &details).await.good();
    assert_eq!((&review["quote"]["fees"], &review["quote"]["total"]), (&json!([]), &json!(4000)));
    ada.put("wine", Pieces(1)).await;
    ada.browser.post("/checkout", &details).await.refused(409, "below-minimum");
    // The door is Mitte's, the slot another zone's: its fee cannot be chosen.
    details["fulfillment"]["address"]["postcode"] = json!("10405");
    let wrong = ada.browser.post("/checkout", &details).await.refused(422, "invalid");
    assert_eq!(wrong, [("fulfillment.slot".to_owned(), "slot_closed".to_owned())]);
}

#[tokio::test]
async fn declined_and_challenged_cards_may_try_again() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("bread", Pieces(1)).await;
    let placed = ada.checkout().await;
    for button in ["decline", "authenticate", "fail"] {
        ada.press(&placed, button).await.leads();
    }
    assert_eq!(ada.look(&placed).await["status"], "awaiting_payment");
    for button in ["authenticate", "approve"] {
        ada.press(&placed, button).await.leads();
    }
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_removed_line_can_be_put_back() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(3)).await;
    let without = ada.put("milk", Pieces(0)).await;
    assert_eq!((without["lines"].as_array().unwrap().len(), &without["removed"]["sku"]), (0, &json!("milk")));
    let again = ada.browser.post("/cart/undo", &json!({})).await.good();
    assert_eq!(again["lines"][0]["quantity"], json!({ "pieces": 3 }));
}

#[tokio::test]
async fn after_an_order_the_next_thing_starts_a_new_basket() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(1)).await;
    let first = ada.checkout().await;
    let waiting = ada.try_to_put("bread", Pieces(1)).await;
    waiting.refused(409, "basket-ordered");
    ada.pay(&first).await;
    open.becomes(&first, "placed").await;
    let basket = ada.put("bread", Pieces(1)).await;
    assert_eq!(basket["lines"].as_array().unwrap().len(), 1);
    let second = ada.checkout().await;
    assert_ne!(first.order, second.order);
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

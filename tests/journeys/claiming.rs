//! What was not right, and what the shop does about it.

use super::{Content, Open, Picker, Placed, Shopper, assert_true_books};
use domain::Money;
use domain::Quantity::{Grams, Pieces};
use http::Method;
use serde_json::{Value, json};

/// A kilogram of apples at 3.00, three milk at 1.20, four cola at 1.00 and 0.25 deposit: brought to the shopper.
async fn handed_over(open: &Open) -> (Shopper, Picker, Placed) {
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    for (sku, quantity) in [("apples", Grams(1000)), ("milk", Pieces(3)), ("cola", Pieces(4))] {
        ada.put(sku, quantity).await;
    }
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    (ada, kim, placed)
}

const APPLES: u16 = 1;
const COLA: u16 = 2;
const MILK: u16 = 3;

async fn claim(ada: &mut Shopper, open: &Open, placed: &Placed, what: Value) -> super::Reply {
    let mut body = what;
    body["key"] = json!(open.key_of(&placed.id()));
    ada.browser.post(&format!("/orders/{}/claims", placed.order), &body).await
}

async fn answer(kim: &mut Picker, placed: &Placed, claim: &str, said: Value) -> super::Reply {
    kim.browser.post(&format!("/back-office/orders/{}/claims/{claim}", placed.order), &said).await
}

/// A picture whose camera wrote down where it was.
fn photo_form(key: &str) -> String {
    let webp = "RIFF\u{24}\0\0\0WEBPVP8L\u{4}\0\0\0abcdEXIF\u{8}\0\0\0GPS 52.5";
    let field = |name: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let texts = [("key", key), ("claim", "broken"), ("fault", "damaged"), ("line", "2"), ("units", "2"), ("words", "Two bottles burst")];
    let fields: String = texts.iter().map(|(name, value)| field(name, value)).collect();
    format!("{fields}--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.webp\"\r\n\r\n{webp}\r\n--x--\r\n")
}

#[tokio::test]
async fn a_claim_with_a_photo_leads_to_money_back() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    let form = photo_form(&open.key_of(&placed.id()));
    for _ in 0..2 {
        let content = Content::Text("multipart/form-data; boundary=x", &form);
        let sent = ada.browser.ask(Method::POST, &format!("/orders/{}/claims", placed.order), "text/html", content).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    open.mail("ada", &format!("We have your message about order {}", placed.order)).await;
    let waiting = kim.browser.get("/back-office/claims").await.good();
    assert_eq!(waiting["claims"].as_array().unwrap().len(), 1);
    assert_eq!((&waiting["claims"][0]["about"], &waiting["claims"][0]["claim"]["words"]), (&json!("Cola"), &json!("Two bottles burst")));

    let photo = format!("/back-office/orders/{}/claims/broken/photo", placed.order);
    let shown = kim.browser.page(&photo).await;
    assert_eq!((shown.status, shown.headers["content-type"].to_str().unwrap()), (200, "image/webp"));
    assert!(shown.body.contains("VP8L") && !shown.body.contains("GPS"), "{}", shown.body);
    assert_ne!(ada.browser.page(&photo).await.status, 200, "a photo is for staff alone");

    let said = json!({ "outcome": "refund", "goods": "wasted", "reason": "We are sorry" });
    answer(&mut kim, &placed, "broken", said.clone()).await.good();
    answer(&mut kim, &placed, "broken", said).await.good();
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!((order.refunds.len(), order.payment.refunded), (1, Money(250)));
    assert_eq!(kim.browser.get("/back-office/claims").await.good()["claims"], json!([]));
    open.mail("ada", &format!("Money back for your order {}", placed.order)).await;
    let seen = ada.look(&placed).await;
    assert_eq!((&seen["claims"][0]["outcome"], &seen["claims"][0]["reason"]), (&json!("refund"), &json!("We are sorry")));
    assert_eq!(open.available("cola").await, 56, "what is thrown away is not sold again");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_line_is_claimed_and_refunded_once() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    let milk = |name: &str, units: u32| json!({ "claim": name, "fault": "missing", "line": MILK, "units": units });
    claim(&mut ada, &open, &placed, milk("one", 2)).await.good();
    claim(&mut ada, &open, &placed, milk("two", 2)).await.refused(422, "invalid");
    claim(&mut ada, &open, &placed, milk("two", 1)).await.good();
    for name in ["one", "two"] {
        answer(&mut kim, &placed, name, json!({ "outcome": "refund", "reason": "sorry" })).await.good();
    }
    claim(&mut ada, &open, &placed, milk("three", 1)).await.refused(422, "invalid");
    open.quiet().await;
    assert_eq!(open.order(&placed).await.payment.refunded, Money(360));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_comes_back_is_sold_again_and_what_is_replaced_leaves_the_shelf() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    claim(&mut ada, &open, &placed, json!({ "claim": "back", "fault": "wrong", "line": COLA, "units": 3 })).await.good();
    claim(&mut ada, &open, &placed, json!({ "claim": "again", "fault": "damaged", "line": MILK, "units": 1 })).await.good();
    answer(&mut kim, &placed, "back", json!({ "outcome": "refund", "goods": "restocked", "reason": "sorry" })).await.good();
    answer(&mut kim, &placed, "again", json!({ "outcome": "replacement", "reason": "on the next tour" })).await.good();
    open.mail("ada", &format!("Our answer about your order {}", placed.order)).await;
    open.quiet().await;
    assert_eq!((open.available("cola").await, open.available("milk").await), (59, 46));
    assert_eq!(open.order(&placed).await.payment.refunded, Money(375));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_replacement_is_somebodys_task_until_it_is_sent() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    claim(&mut ada, &open, &placed, json!({ "claim": "again", "fault": "damaged", "line": MILK, "units": 1 })).await.good();
    answer(&mut kim, &placed, "again", json!({ "outcome": "replacement", "reason": "on the next tour" })).await.good();
    let desk = kim.browser.page("/back-office/claims").await;
    assert!(desk.body.contains("To be sent again") && desk.body.contains("1 × Milk"), "{}", desk.body);
    let path = format!("/back-office/orders/{}/claims/again/sent", placed.order);
    for _ in 0..2 {
        kim.browser.post(&path, &json!({})).await.good();
    }
    assert!(!kim.browser.page("/back-office/claims").await.body.contains("To be sent again"));
    assert!(open.order(&placed).await.claims[0].answer.as_ref().unwrap().sent.is_some());
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn goods_that_came_back_for_an_amount_are_not_claimed_or_brought_back_again() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    let milk = |name: &str, units: u32| json!({ "claim": name, "fault": "damaged", "line": MILK, "units": units });
    claim(&mut ada, &open, &placed, milk("one", 3)).await.good();
    let part = json!({ "outcome": "refund", "goods": "restocked", "amount": "1.00", "reason": "the corner was bent" });
    answer(&mut kim, &placed, "one", part).await.good();
    assert_eq!(open.available("milk").await, 50, "all three are on the shelf again");
    claim(&mut ada, &open, &placed, milk("two", 1)).await.refused(422, "invalid");
    open.quiet().await;
    assert_eq!(open.order(&placed).await.payment.refunded, Money(100));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_was_refused_with_its_goods_back_does_not_come_back_twice() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    let milk = |name: &str| json!({ "claim": name, "fault": "wrong", "line": MILK, "units": 3 });
    let said = json!({ "outcome": "refused", "goods": "restocked", "reason": "it is what you ordered" });
    claim(&mut ada, &open, &placed, milk("one")).await.good();
    answer(&mut kim, &placed, "one", said.clone()).await.good();
    claim(&mut ada, &open, &placed, milk("two")).await.good();
    answer(&mut kim, &placed, "two", said).await.refused(409, "not-refundable");
    assert_eq!(open.available("milk").await, 50);
    open.quiet().await;
}

#[tokio::test]
async fn the_form_takes_claims_for_days_and_loose_goods_for_two() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    open.advance(3 * 24 * 3600);
    claim(&mut ada, &open, &placed, json!({ "fault": "damaged", "line": APPLES })).await.refused(409, "too-late");
    claim(&mut ada, &open, &placed, json!({ "claim": "late", "fault": "late", "words": "two hours" })).await.good();
    let mut kim_again = open.staff().await;
    let refused = answer(&mut kim_again, &placed, "late", json!({ "outcome": "refused", "reason": "it was on time" })).await;
    refused.good();
    let page = ada.browser.page(&placed.path()).await;
    assert!(page.body.contains("not accepted") && page.body.contains("it was on time"), "{}", page.body);
    open.advance(12 * 24 * 3600);
    claim(&mut ada, &open, &placed, json!({ "fault": "damaged", "line": MILK })).await.refused(409, "too-late");
    kim.browser.page("/").await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_claim_needs_the_orders_key_and_something_to_claim() {
    let open = Open::shop().await;
    let (mut ada, _, placed) = handed_over(&open).await;
    let path = format!("/orders/{}/claims", placed.order);
    let stranger = json!({ "key": "0".repeat(32), "fault": "missing", "line": MILK });
    assert_eq!(open.stranger().post(&path, &stranger).await.status, 404);
    claim(&mut ada, &open, &placed, json!({ "fault": "missing" })).await.refused(422, "invalid");
    claim(&mut ada, &open, &placed, json!({ "line": MILK })).await.refused(422, "invalid");
    claim(&mut ada, &open, &placed, json!({ "fault": "missing", "line": 9 })).await.refused(422, "invalid");
    let not_yet = open.paid("bob").await;
    let (mut bob, waiting) = not_yet;
    claim(&mut bob, &open, &waiting, json!({ "fault": "late" })).await.refused(409, "not-now");
    assert_true_books(&open.shop).await;
}

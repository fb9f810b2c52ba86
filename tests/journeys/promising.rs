//! What was agreed when something is missing, and what the shopper is asked between the shelves.

use super::{Open, Picker, Placed, Shopper, assert_true_books, placed};
use domain::Quantity::{self, Grams, Pieces};
use serde_json::{Value, json};

/// A little more than the time to answer.
const LONG: i64 = 21 * 60;

/// A paid order whose shopper said more at checkout.
async fn promised(open: &Open, lines: &[(&str, Quantity)], said: &[(&str, Value)]) -> (Shopper, Picker, Placed) {
    let mut ada = open.shopper("ada");
    for (sku, quantity) in lines {
        ada.put(sku, *quantity).await;
    }
    let slot = ada.slot().await;
    let mut details = ada.details(&slot);
    for (field, value) in said {
        details[*field] = value.clone();
    }
    let review = ada.browser.post("/checkout", &details).await.good();
    let placed = placed(&ada.confirm(&review).await);
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    (ada, open.staff().await, placed)
}

fn instead(sku: &str, pieces: u32) -> Value {
    json!({ "substituted": { "sku": sku, "quantity": { "pieces": pieces } } })
}

async fn ask(kim: &mut Picker, placed: &Placed, line: u16, sku: &str, pieces: u32) -> super::Reply {
    let question = json!({ "line": line, "sku": sku, "quantity": { "pieces": pieces } });
    kim.browser.post(&format!("/back-office/orders/{}/proposals", placed.order), &question).await
}

async fn answer(ada: &mut Shopper, placed: &Placed, word: &str) -> super::Reply {
    let said = json!({ "key": placed.key, "question": 1, "answer": word });
    ada.browser.post(&format!("/orders/{}/answer", placed.order), &said).await
}

async fn charged(open: &Open, kim: &mut Picker, placed: &Placed) -> i64 {
    kim.ready(placed).await;
    let payment = open.bank().payment(placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(placed).await;
    assert_true_books(&open.shop).await;
    payment["amount_received"].as_i64().unwrap()
}

#[tokio::test]
async fn what_was_said_for_one_product_counts_for_it_alone() {
    let open = Open::shop().await;
    let said = [("wish", json!("leave_out")), ("instead", json!({ "milk": { "choice": "this:oat-milk", "dearer": true } }))];
    let (_, mut kim, placed) = promised(&open, &[("milk", Pieces(2)), ("bread", Pieces(1))], &said).await;
    assert_eq!((placed.total, placed.upper), (490, 490 + 48), "a fifth more of 2.40 is authorized");
    for (sku, line) in [("cola", "milk"), ("cola", "bread")] {
        let refused = kim.report(&placed, &[(line, instead(sku, 1))]).await;
        assert_eq!(refused.refused(422, "invalid")[0].1, "impossible", "{sku} for {line}");
    }
    kim.pick(&placed, &[("milk", instead("oat-milk", 2)), ("bread", json!("found"))]).await;
    assert_eq!(charged(&open, &mut kim, &placed).await, 240 + 48 + 250, "4.60 on the shelf, 2.88 agreed");
}

#[tokio::test]
async fn what_may_never_stand_in_is_not_even_asked_about() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = promised(&open, &[("oat-milk", Pieces(2))], &[]).await;
    let refused = kim.report(&placed, &[("oat-milk", instead("milk", 2))]).await;
    assert_eq!(refused.refused(422, "invalid")[0].1, "impossible", "milk contains milk");
    assert_eq!(ask(&mut kim, &placed, 1, "milk", 2).await.refused(422, "invalid")[0].1, "impossible");
    assert_eq!(ask(&mut kim, &placed, 1, "wine", 1).await.refused(422, "invalid")[0].1, "impossible");
    let seen = kim.browser.get(&format!("/back-office/orders/{}?line=1&q=milk", placed.order)).await.good();
    let milk = seen["instead"]["candidates"].as_array().unwrap().iter().find(|c| c["sku"] == "milk").unwrap().clone();
    assert_eq!(milk["may"], "never");
    let mut bob = open.shopper("bob");
    bob.put("oat-milk", Pieces(1)).await;
    let slot = bob.slot().await;
    let mut details = bob.details(&slot);
    details["instead"] = json!({ "oat-milk": { "choice": "this:milk" } });
    assert_eq!(bob.browser.post("/checkout", &details).await.refused(422, "invalid")[0].1, "unfit");
}

#[tokio::test]
async fn the_shopper_says_yes_to_something_dearer() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = promised(&open, &[("milk", Pieces(1)), ("bread", Pieces(1))], &[]).await;
    assert_eq!(ask(&mut kim, &placed, 2, "oat-milk", 1).await.refused(422, "invalid")[0].1, "impossible", "1.10 more than was authorized");
    kim.pick(&placed, &[("bread", json!({ "short": { "found": 0 } }))]).await;
    for _ in 0..2 {
        ask(&mut kim, &placed, 2, "oat-milk", 1).await.good();
    }
    assert_eq!(open.available("oat-milk").await, 19, "it is in the crate");
    let mail = open.mail("ada", &format!("A question about your order {}", placed.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains(&format!("/orders/{}?key=", placed.order)));
    kim.step(&placed, "ready").await.refused(409, "asked");
    assert!(ada.browser.page(&placed.path()).await.body.contains("A question from your picker"));
    for _ in 0..2 {
        answer(&mut ada, &placed, "yes").await.good();
    }
    answer(&mut ada, &placed, "no").await.refused(409, "not-open");
    assert_eq!(charged(&open, &mut kim, &placed).await, 230);
}

#[tokio::test]
async fn the_shopper_says_no() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = promised(&open, &[("milk", Pieces(2)), ("bread", Pieces(1))], &[("wish", json!("leave_out"))]).await;
    ask(&mut kim, &placed, 2, "oat-milk", 1).await.good();
    answer(&mut ada, &placed, "no").await.good();
    assert_eq!((open.available("oat-milk").await, open.available("milk").await), (20, 48));
    kim.pick(&placed, &[("bread", json!("found"))]).await;
    assert_eq!(charged(&open, &mut kim, &placed).await, 250);
}

#[tokio::test]
async fn silence_follows_the_wish_at_the_deadline() {
    for (wish, worth) in [("similar", 120), ("leave_out", 0)] {
        let open = Open::shop().await;
        let said = [("wish", json!(wish))];
        let (mut ada, mut kim, placed) = promised(&open, &[("milk", Pieces(1)), ("apples", Grams(1000))], &said).await;
        kim.pick(&placed, &[("apples", json!({ "weighed": { "grams": 500 } }))]).await;
        ask(&mut kim, &placed, 2, "oat-milk", 1).await.good();
        open.fire("sweep").await;
        open.quiet().await;
        kim.step(&placed, "ready").await.refused(409, "asked");
        open.advance(LONG);
        open.fire("sweep").await;
        super::eventually("the question ends", async || open.order(&placed).await.promise.open().next().is_none().then_some(())).await;
        answer(&mut ada, &placed, "yes").await.refused(409, "not-open");
        assert_eq!(charged(&open, &mut kim, &placed).await, 150 + worth, "{wish}");
    }
}

#[tokio::test]
async fn a_strangers_answer_counts_for_nothing() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = promised(&open, &[("milk", Pieces(2))], &[("wish", json!("leave_out"))]).await;
    ask(&mut kim, &placed, 1, "oat-milk", 1).await.good();
    let said = json!({ "key": "0".repeat(32), "question": 1, "answer": "yes" });
    assert_eq!(open.stranger().post(&format!("/orders/{}/answer", placed.order), &said).await.status, 404);
    kim.pick(&placed, &[("milk", json!("found"))]).await;
    assert_eq!(charged(&open, &mut kim, &placed).await, 240, "picking took the question back");
}

//! Money that staff give back: by line, once, with its tax, told to the shopper, and taken off the day.

use super::{Open, Picker, Placed, Reply, Shopper, assert_true_books};
use domain::Money;
use domain::Quantity::{Grams, Pieces};
use futures::future::join_all;
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

async fn give(kim: &mut Picker, placed: &Placed, asked: &Value) -> Reply {
    kim.browser.post(&format!("/back-office/orders/{}/refunds", placed.order), asked).await
}

fn line_of(whole: &Value, sku: &str) -> String {
    let line = whole["lines"].as_array().unwrap().iter().find(|l| l["sku"] == sku).unwrap();
    format!("line-{}", line["line"])
}

#[tokio::test]
async fn two_broken_bottles_are_given_back_with_their_deposit() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = handed_over(&open).await;
    let cola = line_of(&kim.look(&placed).await, "cola");
    let asked = json!({ "refund": "broken", "of": cola, "much": "units", "number": "2", "reason": "two bottles were broken" });
    let seen = give(&mut kim, &placed, &asked).await.good();
    assert_eq!((&seen["refunds"][0]["amount"], &seen["refunds"][0]["vat"][0]["vat"]), (&json!(250), &json!(40)));
    give(&mut kim, &placed, &asked).await.good();
    open.quiet().await;

    let order = open.order(&placed).await;
    assert_eq!((order.payment.captured, order.payment.refunded, order.owed()), (Money(1160), Money(250), Money::ZERO));
    let mail = open.mail("ada", &format!("Money back for your order {}", placed.order)).await;
    let text = mail.text.clone().unwrap_or_default();
    assert!(text.contains("2.50") && text.contains("two bottles were broken") && text.contains("Cola"), "{text}");
    let looked = ada.look(&placed).await;
    assert_eq!((&looked["refunds"][0]["amount"], &looked["refunds"][0]["paid"]), (&json!(250), &json!(true)));
    let standard = looked["vat"].as_array().unwrap().iter().find(|part| part["bp"] == 1900).unwrap();
    assert_eq!((&standard["gross"], &standard["vat"]), (&json!(250), &json!(40)), "of 5.00 with 0.80 in it");
    assert!(!looked.to_string().contains("kim@"), "who granted it is the shop's own business");
    let day = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((&day["orders"], &day["total"], &day["given_back"]), (&json!(1), &json!(910), &json!(250)));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_cannot_go_back_is_refused_in_words() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = handed_over(&open).await;
    let milk = line_of(&kim.look(&placed).await, "milk");
    let ask = |much: &str, number: &str| json!({ "of": milk, "much": much, "number": number, "reason": "sorry" });
    give(&mut kim, &placed, &ask("units", "4")).await.refused(409, "not-refundable");
    give(&mut kim, &placed, &ask("amount", "3.61")).await.refused(409, "not-refundable");
    give(&mut kim, &placed, &ask("units", "two")).await.refused(422, "invalid");
    give(&mut kim, &placed, &json!({ "of": "line-1", "reason": " " })).await.refused(422, "invalid");
    give(&mut kim, &placed, &ask("all", "")).await.good();
    give(&mut kim, &placed, &ask("all", "")).await.refused(409, "not-refundable");
    let page = kim.browser.page(&format!("/back-office/orders/{}", placed.order)).await;
    assert!(page.body.contains("Give money back") && !page.body.contains("Milk, up to"), "{}", page.body);
    open.quiet().await;
    assert_eq!(open.order(&placed).await.payment.refunded, Money(360));
    assert_true_books(&open.shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_give_no_more_back_than_was_charged() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = handed_over(&open).await;
    let cola = line_of(&kim.look(&placed).await, "cola");
    let asks = (0..50).map(|n| {
        let mut kim = Picker::new(kim.browser.clone());
        let asked = json!({ "refund": format!("r{n}"), "of": cola, "much": "units", "number": "1", "reason": "sorry" });
        let placed = placed.clone();
        async move { give(&mut kim, &placed, &asked).await.status }
    });
    let all = join_all(asks).await;
    open.quiet().await;
    let order = open.order(&placed).await;
    assert!(all.iter().all(|status| matches!(status, 200 | 409 | 503)), "{all:?}");
    assert_eq!(all.iter().filter(|status| **status == 200).count(), order.refunds.len(), "{all:?}");
    assert!(order.refunds.len() <= 4 && order.payment.refunded == order.refunds.iter().map(|r| r.amount).sum());
    assert_true_books(&open.shop).await;
}

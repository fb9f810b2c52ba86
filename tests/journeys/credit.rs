//! Store credit: moved once, never below zero, spent before a card, and back when it is not needed.

use super::{Open, Placed, Reply, Shopper, assert_true_books, placed};
use cloud::store::credit::Moved;
use cloud::store::orders::Decision;
use domain::Money;
use domain::Quantity::Pieces;
use domain::credit::{CreditCode, CreditMove};
use domain::order::{Rank, Write};
use futures::future::join_all;
use serde_json::{Value, json};
use std::convert::Infallible;

fn moved(open: &Open, code: &CreditCode, name: &str, cents: i64) -> CreditMove {
    CreditMove {
        credit: code.account(),
        name: name.to_owned(),
        amount: Money(cents),
        currency: "EUR".to_owned(),
        by: "owner@larder.example".to_owned(),
        at: open.shop.clock.now(),
        order: None,
        reason: String::new(),
        tender: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_spend_the_same_credit_at_once_only_what_there_is_is_spent() {
    let open = Open::shop().await;
    let (store, code) = (&open.shop.worker.store, cloud::random::credit_code());
    assert_eq!(store.move_credit(&moved(&open, &code, "issued#gift", 1_000)).await.unwrap(), Moved::Yes);
    let names: Vec<String> = (0..20).map(|n| format!("spent#{n}")).collect();
    let spendings: Vec<CreditMove> = names.iter().map(|name| moved(&open, &code, name, -300)).collect();
    let all = join_all(spendings.iter().map(async |one| {
        loop {
            // Busy is an honest answer when twenty hands reach for one item: they try again.
            if let Ok(outcome) = store.move_credit(one).await {
                break outcome;
            }
        }
    }));
    let spent = all.await.into_iter().filter(|outcome| *outcome == Moved::Yes).count();
    assert_eq!((spent, store.credit(&code.account()).await.unwrap().unwrap().balance), (3, Money(100)));
}

#[tokio::test]
async fn credit_moves_once_under_its_name_and_only_in_its_currency() {
    let open = Open::shop().await;
    let (store, code) = (&open.shop.worker.store, cloud::random::credit_code());
    let spend = moved(&open, &code, "spent#1", -1);
    assert_eq!(store.move_credit(&spend).await.unwrap(), Moved::TooLittle, "there is no such account");
    let issue = moved(&open, &code, "issued#claim-1", 500);
    assert_eq!(store.move_credit(&issue).await.unwrap(), Moved::Yes);
    assert_eq!(store.move_credit(&issue).await.unwrap(), Moved::Known);
    let dollars = CreditMove { currency: "USD".to_owned(), ..moved(&open, &code, "issued#claim-2", 500) };
    assert_eq!(store.move_credit(&dollars).await.unwrap(), Moved::TooLittle);
    assert_eq!(store.credit(&code.account()).await.unwrap().unwrap().balance, Money(500));
}

/// A code with so much on it.
async fn gift(open: &Open, cents: i64) -> CreditCode {
    let code = cloud::random::credit_code();
    assert_eq!(open.shop.worker.store.move_credit(&moved(open, &code, "issued#gift", cents)).await.unwrap(), Moved::Yes);
    code
}

async fn left_on(open: &Open, code: &CreditCode) -> i64 {
    open.shop.worker.store.credit(&code.account()).await.unwrap().unwrap().balance.0
}

async fn enter(shopper: &mut Shopper, code: &str) -> Reply {
    shopper.browser.post("/checkout/credit", &json!({ "code": code })).await
}

/// A shopper at the review of two milk and two cola, 2.40 and 2.50, with this code entered.
async fn at_review(open: &Open, name: &str, code: &CreditCode) -> (Shopper, Value) {
    let mut shopper = open.shopper(name);
    shopper.put("milk", Pieces(2)).await;
    shopper.put("cola", Pieces(2)).await;
    shopper.review().await.good();
    let review = enter(&mut shopper, &code.shown()).await.good();
    (shopper, review)
}

async fn to_the_shopper(open: &Open, placed: &Placed) {
    let mut kim = open.staff().await;
    open.quiet().await;
    kim.pick_all(placed).await;
    kim.ready(placed).await;
    open.quiet().await;
    kim.hand_over(placed).await;
}

#[tokio::test]
async fn a_gift_card_pays_all_of_an_order_and_no_payment_page_is_asked_for() {
    let open = Open::shop().await;
    let code = gift(&open, 2_000).await;
    let (mut ada, review) = at_review(&open, "ada", &code).await;
    assert_eq!((&review["by_card"], &review["credit"][0]["pays"], &review["credit"][0]["left"]), (&json!(0), &json!(490), &json!(1_510)));
    let page = ada.browser.page("/checkout/review").await;
    assert!(page.body.contains("Paid with credit") && page.body.contains("Your credit pays for all of it"), "{}", page.body);
    assert!(!page.body.contains(&code.shown()), "the code is not shown again");
    let order = placed(&ada.confirm(&review).await);
    assert_eq!((open.order(&order).await.state.name(), &order.pay_url), ("placed", &None));
    assert_eq!(left_on(&open, &code).await, 1_510);
    let receipt = open.mail("ada", &format!("Your order {}", order.order)).await;
    assert!(receipt.text.as_deref().unwrap_or_default().contains("Paid with credit"), "{:?}", receipt.text);
    to_the_shopper(&open, &order).await;
    let stored = open.order(&order).await;
    assert_eq!((stored.state.name(), stored.payment.rank, stored.credit_spent()), ("handed_over", Rank::None, Money(490)));
    let takings = open.owner().await.browser.get("/back-office/takings").await.good();
    assert_eq!((&takings["total"], &takings["credit"], &takings["cash"]), (&json!(490), &json!(490), &json!(0)));
    let invoice = ada.browser.page(&format!("/orders/{}/documents/invoice?key={}", order.order, order.key)).await;
    assert!(invoice.body.contains("Paid with store credit"), "{}", invoice.body);
    assert!(open.bank().payments_of(&order).await.is_empty());
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_card_pays_what_credit_does_not_and_a_refund_goes_to_the_card_first() {
    let open = Open::shop().await;
    let code = gift(&open, 100).await;
    let (mut ada, review) = at_review(&open, "ada", &code).await;
    let order = placed(&ada.confirm(&review).await);
    assert_eq!((order.total, left_on(&open, &code).await), (490, 0));
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    assert_eq!(open.order(&order).await.payment.authorized, Money(390));
    to_the_shopper(&open, &order).await;
    assert_eq!(open.order(&order).await.payment.captured, Money(390));
    let mut kim = open.staff().await;
    for line in ["line-1", "line-2"] {
        let asked = json!({ "refund": line, "of": line, "much": "all", "reason": "all of it was warm" });
        kim.browser.post(&format!("/back-office/orders/{}/refunds", order.order), &asked).await.good();
    }
    open.quiet().await;
    let stored = open.order(&order).await;
    assert_eq!((stored.payment.refunded, stored.credit_kept(), stored.refundable()), (Money(390), Money::ZERO, Money::ZERO));
    assert_eq!(left_on(&open, &code).await, 100);
    let page = ada.browser.page(&order.path()).await;
    assert!(page.body.contains("€1.00 of it is back on your credit"), "{}", page.body);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_is_not_found_is_not_spent_and_the_card_is_let_go_of() {
    let open = Open::shop().await;
    let code = gift(&open, 300).await;
    let (mut ada, review) = at_review(&open, "ada", &code).await;
    let order = placed(&ada.confirm(&review).await);
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    open.quiet().await;
    let mut kim = open.staff().await;
    kim.pick(&order, &[("milk", json!("found")), ("cola", json!({ "short": { "found": 0 } }))]).await;
    kim.ready(&order).await;
    open.quiet().await;
    kim.hand_over(&order).await;
    let stored = open.order(&order).await;
    assert_eq!((stored.state.name(), stored.payment.rank, stored.payment.captured), ("handed_over", Rank::Voided, Money::ZERO));
    assert_eq!(left_on(&open, &code).await, 60);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn credit_comes_back_when_an_order_is_canceled_or_expires() {
    let open = Open::shop().await;
    let code = gift(&open, 2_000).await;
    let (mut ada, review) = at_review(&open, "ada", &code).await;
    let order = placed(&ada.confirm(&review).await);
    assert_eq!(left_on(&open, &code).await, 1_510);
    ada.cancel(&order).await.good();
    assert_eq!(left_on(&open, &code).await, 2_000);
    let little = gift(&open, 100).await;
    let (mut bob, review) = at_review(&open, "bob", &little).await;
    let order = placed(&bob.confirm(&review).await);
    open.advance(31 * 60);
    open.fire("sweep").await;
    open.becomes(&order, "expired").await;
    assert_eq!(left_on(&open, &little).await, 100);
    let again = bob.checkout().await;
    assert_eq!((open.order(&again).await.by_card(), left_on(&open, &little).await), (Money(390), 0), "the basket still has the code");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_same_credit_pays_for_one_of_two_orders_and_the_other_shopper_is_told() {
    let open = Open::shop().await;
    let code = gift(&open, 500).await;
    let (mut ada, first) = at_review(&open, "ada", &code).await;
    let (mut bob, second) = at_review(&open, "bob", &code).await;
    placed(&ada.confirm(&first).await);
    let refused = bob.confirm(&second).await;
    refused.refused(409, "price-changed");
    let review = bob.browser.get("/checkout/review").await.good();
    assert_eq!((&review["credit"][0]["pays"], &review["by_card"]), (&json!(10), &json!(480)));
    placed(&bob.confirm(&review).await);
    assert_eq!(left_on(&open, &code).await, 0);
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_who_confirm_at_once_the_credit_pays_for_those_it_covers() {
    let open = Open::shop().await;
    let code = gift(&open, 1_000).await;
    let mut all = Vec::new();
    for n in 0..10 {
        all.push(at_review(&open, &format!("s{n}"), &code).await);
    }
    let answers = join_all(all.iter_mut().map(async |(shopper, review)| shopper.confirm(review).await)).await;
    let paid = answers.iter().filter(|answer| answer.status == 201).count();
    assert!(answers.iter().all(|answer| matches!(answer.status, 201 | 409 | 503)), "{answers:?}");
    assert!(paid <= 2, "1000 cents pay for two orders of 490");
    assert_eq!(left_on(&open, &code).await, 1_000 - 490 * i64::try_from(paid).unwrap());
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn of_wrong_codes_five_are_looked_up_in_five_minutes() {
    let open = Open::shop().await;
    let code = gift(&open, 500).await;
    let mut eve = open.shopper("eve");
    eve.put("milk", Pieces(2)).await;
    eve.review().await.good();
    for _ in 0..5 {
        enter(&mut eve, &cloud::random::credit_code().shown()).await.refused(422, "invalid");
    }
    enter(&mut eve, &code.shown()).await.refused(429, "too-many-codes");
    open.advance(301);
    let review = enter(&mut eve, &code.shown().to_uppercase()).await.good();
    assert_eq!(review["by_card"], 0);
    let account = review["credit"][0]["account"].clone();
    let out = eve.browser.post("/checkout/credit", &json!({ "remove": account })).await.good();
    assert_eq!((out["credit"].is_null(), &out["by_card"]), (true, &json!(240)));
}

#[tokio::test]
async fn credit_is_entered_with_plain_forms_and_pays_before_cash_at_the_door() {
    let open = Open::shop().await;
    let (mut ada, first) = open.paid("ada").await;
    to_the_shopper(&open, &first).await;
    let code = gift(&open, 90).await;
    ada.put("milk", Pieces(2)).await;
    let slot = ada.slot().await;
    let mut details = ada.details(&slot);
    details["means"] = json!("at_handover");
    ada.browser.post("/checkout", &details).await.good();
    let wrong = ada.browser.form("/checkout/credit", &[("code", "1234")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("We do not know this code"), "{}", wrong.body);
    assert_eq!(ada.browser.form("/checkout/credit", &[("code", &code.shown())]).await.leads(), "/checkout/review");
    let page = ada.browser.page("/checkout/review").await;
    let quote = page.between("name=\"quote\" value=\"", "\"").pop().unwrap();
    assert!(page.body.contains(&format!("ending in {}", &code.shown()[35..])) && page.body.contains("€1.50"), "{}", page.body);
    let next = ada.browser.form("/checkout", &[("quote", &quote)]).await.leads();
    let order = next.trim_start_matches("/orders/").split('?').next().unwrap().to_owned();
    let key = open.key_of(&domain::OrderId::parse(order.clone()).unwrap());
    let order = Placed { order, key, pay_url: None, total: 240, upper: 240 };
    let mut kim = open.staff().await;
    open.quiet().await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.quiet().await;
    let seen = kim.look(&order).await;
    assert_eq!((&seen["due"], &seen["credit"]), (&json!(150), &json!(90)));
    kim.browser.post(&format!("/back-office/orders/{}/handover", order.order), &json!({ "tender": "cash" })).await.good();
    let takings = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((&takings["total"], &takings["cash"], &takings["credit"]), (&json!(480), &json!(150), &json!(90)));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_decision_whose_credit_is_not_there_is_refused_at_once_and_one_that_moved_before_is_known() {
    let open = Open::shop().await;
    let (_, order) = open.paid("ada").await;
    let store = &open.shop.worker.store;
    let code = gift(&open, 100).await;
    let spend = |name: &str, cents: i64| {
        let credit = vec![moved(&open, &code, name, -cents)];
        move |whole: &domain::order::WholeOrder| {
            let order = domain::Order { version: whole.order.version + 1, ..whole.order.clone() };
            Ok::<_, Infallible>(Some(Write { credit: credit.clone(), ..Write::of(order) }))
        }
    };
    assert!(matches!(store.decide(&order.id(), spend("spent#x", 200)).await.unwrap(), Decision::NoCredit));
    assert!(matches!(store.decide(&order.id(), spend("spent#x", 60)).await.unwrap(), Decision::Stored(_)));
    assert!(matches!(store.decide(&order.id(), spend("spent#x", 60)).await.unwrap(), Decision::Nothing(_)));
    assert_eq!(left_on(&open, &code).await, 40);
}

//! Gift cards and credit that the shop issues: once, by a code that stands nowhere but in a letter.

use super::{Open, Picker, assert_true_books, placed, rows};
use domain::Quantity::Pieces;
use domain::credit::CreditCode;
use serde_json::{Value, json};

fn wanted() -> Value {
    json!({ "issue": "gift-1", "amount": "25,00", "reason": "sold in the store", "email": "bob@example.org", "language": "de" })
}

/// The code in a letter.
fn code_in(text: &str) -> CreditCode {
    let word = text.split_whitespace().find(|word| CreditCode::parse(word).is_some());
    word.and_then(CreditCode::parse).unwrap_or_else(|| panic!("no code in {text}"))
}

#[tokio::test]
async fn a_gift_card_is_issued_once_mailed_in_its_language_and_spent() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let issued = owner.browser.post("/back-office/credit", &wanted()).await.good();
    let code = CreditCode::parse(issued["code"].as_str().unwrap()).unwrap();
    let again = owner.browser.post("/back-office/credit", &wanted()).await.good();
    assert_eq!((&again["code"], &again["accounts"][0]["balance"]), (&issued["code"], &json!(2_500)));
    let mail = open.mail("bob", "25,00\u{a0}€ für deinen nächsten Einkauf").await;
    assert_eq!(code_in(mail.text.as_deref().unwrap_or_default()), code);
    open.quiet().await;
    assert_eq!(open.mails("bob").len(), 1);
    let digits = code.shown().replace('-', "");
    assert!(rows(&open.shop).await.values().all(|row| !row.to_string().contains(&digits)), "the table has no code");

    let mut bob = open.shopper("bob");
    bob.put("milk", Pieces(2)).await;
    bob.review().await.good();
    let review = bob.browser.post("/checkout/credit", &json!({ "code": code.shown() })).await.good();
    let order = placed(&bob.confirm(&review).await);
    let seen = owner.browser.post("/back-office/credit/look", &json!({ "code": code.shown() })).await.good();
    let moves: Vec<i64> = seen["accounts"][0]["moves"].as_array().unwrap().iter().map(|m| m["amount"].as_i64().unwrap()).collect();
    assert_eq!((moves.iter().sum::<i64>(), moves.len(), seen["code"].is_null()), (2_260, 2, true));
    let by_order = owner.browser.get(&format!("/back-office/credit?order={}", order.order)).await.good();
    assert_eq!(by_order["accounts"][0]["account"], seen["accounts"][0]["account"]);
    let takings = owner.browser.get("/back-office/takings").await.good();
    assert_eq!(takings["total"], 0, "selling a gift card is no turnover");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_gift_card_is_said_and_nothing_is_issued() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    for (field, value) in [("amount", "0"), ("amount", "9.999"), ("amount", "501"), ("reason", " "), ("email", "bob")] {
        let mut spoiled = wanted();
        spoiled[field] = json!(value);
        owner.browser.post("/back-office/credit", &spoiled).await.refused(422, "invalid");
    }
    owner.browser.post("/back-office/credit/look", &json!({ "code": "12" })).await.refused(422, "invalid");
    let page = owner
        .browser
        .form("/back-office/credit", &[("amount", "5"), ("reason", "a present"), ("email", "bob@example.org"), ("language", "en")])
        .await;
    assert!(page.status == 200 && page.body.contains("is not shown again"), "{}", page.body);
    assert!(rows(&open.shop).await.keys().filter(|(pk, sk)| pk.starts_with("B#") && sk == "B").count() == 1);
}

/// An order of two milk, 2.40, fetched from the store.
async fn fetched(open: &Open) -> (super::Shopper, Picker, super::Placed) {
    let (ada, order) = open.paid("ada").await;
    let mut kim = open.staff().await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.bank().payment(&order, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&order).await;
    (ada, kim, order)
}

#[tokio::test]
async fn a_late_order_without_a_fee_is_made_good_with_credit() {
    let open = Open::shop().await;
    let (mut ada, mut kim, order) = fetched(&open).await;
    let claim = json!({ "key": order.key, "claim": "late", "fault": "late", "words": "an hour" });
    ada.browser.post(&format!("/orders/{}/claims", order.order), &claim).await.good();
    let path = format!("/back-office/orders/{}/claims/late", order.order);
    let said = |amount: &str| json!({ "outcome": "credit", "amount": amount, "reason": "we are sorry" });
    kim.browser.post(&path, &said("")).await.refused(409, "not-refundable");
    kim.browser.post(&path, &said("2.41")).await.refused(409, "not-refundable");
    for _ in 0..2 {
        kim.browser.post(&path, &said("2.00")).await.good();
    }
    let mail = open.mail("ada", &format!("Our answer about your order {}", order.order)).await;
    let code = code_in(mail.text.as_deref().unwrap_or_default());
    assert_eq!(open.shop.worker.store.credit(&code.account()).await.unwrap().unwrap().balance.0, 200);
    assert!(ada.browser.page(&order.path()).await.body.contains("credit for your next order"));
    let by_order = open.owner().await.browser.get(&format!("/back-office/credit?order={}", order.order)).await.good();
    assert_eq!(by_order["accounts"][0]["balance"], 200);
    let stored = open.order(&order).await;
    assert_eq!((stored.payment.refunded.0, stored.refundable().0), (0, 240), "what was charged stays as it is");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

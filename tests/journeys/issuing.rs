//! Gift cards and credit that the shop issues: once, by a code that stands nowhere but in a letter.

use super::{Open, Picker, assert_true_books, placed, rows};
use domain::Quantity::Pieces;
use domain::credit::CreditCode;
use serde_json::{Value, json};

fn wanted() -> Value {
    json!({ "issue": "gift-1", "amount": "25,00", "paid": "cash", "reason": "a birthday", "email": "bob@example.org", "language": "de" })
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
    let mut unsaid = wanted();
    unsaid["paid"] = Value::Null;
    let why = owner.browser.post("/back-office/credit", &unsaid).await.refused(422, "invalid");
    assert_eq!(why, [("paid".to_owned(), "required".to_owned())]);
    owner.browser.post("/back-office/credit/look", &json!({ "code": "12" })).await.refused(422, "invalid");
    let page = owner
        .browser
        .form(
            "/back-office/credit",
            &[("amount", "5"), ("paid", "nothing"), ("reason", "a present"), ("email", "bob@example.org"), ("language", "en")],
        )
        .await;
    assert!(page.status == 200 && page.body.contains("is not shown again"), "{}", page.body);
    let rows = rows(&open.shop).await;
    assert_eq!(rows.keys().filter(|(pk, sk)| pk.starts_with("B#") && sk == "B").count(), 1);
    assert_eq!(rows.keys().filter(|(pk, _)| pk.ends_with("#gifts")).count(), 0, "what is given away is not sold");
}

#[tokio::test]
async fn what_the_till_takes_for_gift_cards_is_owed_and_stands_beside_the_takings() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    for (issue, paid, amount) in [("a", "cash", "25"), ("b", "terminal", "10"), ("c", "cash", "5,50"), ("d", "nothing", "3")] {
        let mut gift = wanted();
        (gift["issue"], gift["paid"], gift["amount"]) = (json!(issue), json!(paid), json!(amount));
        // Told twice, also with another word for how it was paid, it is the same one.
        owner.browser.post("/back-office/credit", &gift).await.good();
        gift["paid"] = json!("terminal");
        owner.browser.post("/back-office/credit", &gift).await.good();
    }
    let takings = owner.browser.get("/back-office/takings").await.good();
    assert_eq!(takings["gifts"], json!({ "sold": 3, "cash": 3_050, "terminal": 1_000 }));
    assert_eq!((&takings["total"], &takings["cash"], &takings["vat"]), (&json!(0), &json!(0), &json!([])), "none of it is turnover");
    let page = owner.browser.page("/back-office/takings").await.body;
    assert!(page.contains("Gift cards sold") && page.contains("€30.50") && page.contains("€10.00"), "{page}");
    let day = takings["day"].as_str().unwrap();
    let shop = &open.shop.worker;
    let app =
        reports::App { store: shop.store.clone(), files: shop.files.clone(), published: shop.published.clone(), clock: shop.clock.clone() };
    let report = reports::make(&app, day).await.unwrap();
    assert_eq!(
        (report.takings.gifts.total(), report.takings.cash_in_all(), report.violations),
        (domain::Money(4_050), domain::Money(3_050), vec![])
    );
    let csv = owner.browser.page(&format!("/back-office/reports/{day}.csv")).await.body;
    assert!(csv.contains("gift cards,,Sold for cash,,EUR,30.50") && csv.contains("gift cards,,Cash in all,,EUR,30.50"), "{csv}");

    let rows = rows(&open.shop).await;
    let postings =
        rows.iter().filter(|((pk, _), _)| pk.ends_with("#gifts")).flat_map(|(_, row)| row["postings"].as_array().unwrap().clone());
    let mut accounts = std::collections::BTreeMap::<String, i64>::new();
    postings.for_each(|one| *accounts.entry(one[0].as_str().unwrap().to_owned()).or_default() += one[1].as_i64().unwrap());
    let owed = [("cash", 3_050), ("credit", -4_050), ("terminal", 1_000)].map(|(account, cents)| (account.to_owned(), cents));
    assert_eq!(accounts, owed.into());
    open.quiet().await;
    assert_true_books(&open.shop).await;
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

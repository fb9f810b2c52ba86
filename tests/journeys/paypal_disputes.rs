//! Disputes at PayPal: it holds the money from the first day on, and says in the end whose it is.

use super::disputing::{balance, books, reconcile};
use super::paypal::{desk, events, moves, paid, picked, silent};
use super::{Open, Placed, assert_true_books, eventually};
use domain::order::{Dispute, Ruling};
use domain::{Money, Order};
use paypal_stand_in::Delivery;
use serde_json::{Value, json};

/// Charged 5.10 and handed over; and the name of what was captured.
async fn charged(open: &Open) -> (Placed, Value) {
    let (_, placed, _) = paid(open).await;
    picked(open, &placed).await;
    open.staff().await.hand_over(&placed).await;
    let capture = moves(open, &placed).await["captures"][0]["id"].clone();
    (placed, capture)
}

/// The shopper complains, `PayPal` decides.
async fn case(open: &Open, asked: &Value) -> Value {
    desk(open).post("/_test/disputes", asked).await.good()
}

async fn opened(open: &Open, capture: &Value) -> Value {
    case(open, &json!({ "capture": capture })).await["dispute_id"].clone()
}

/// What its one dispute came to.
async fn stands(open: &Open, placed: &Placed, stand: Ruling, cents: i64) -> Order {
    let is = |dispute: &Dispute| (dispute.stand, dispute.amount) == (stand, Money(cents));
    let what = format!("the dispute is {stand:?} with {cents}");
    let order =
        eventually(&what, async || Some(open.order(placed).await).filter(|order| order.disputes.len() == 1 && is(&order.disputes[0])))
            .await;
    open.quiet().await;
    order
}

async fn balances(open: &Open, placed: &Placed) -> [i64; 3] {
    [balance(open, placed, "provider").await, balance(open, placed, "disputed").await, balance(open, placed, "lost").await]
}

#[tokio::test]
async fn it_is_held_at_once_and_then_it_is_the_shops_or_the_shoppers() {
    // How it ends, how much the shopper gets, and what provider and lost come to.
    let ends = [
        ("RESOLVED_SELLER_FAVOUR", None, Ruling::Won, 510, [510, 0, 0]),
        ("RESOLVED_WITH_PAYOUT", None, Ruling::Won, 510, [510, 0, 0]),
        ("CANCELED_BY_BUYER", None, Ruling::Won, 510, [510, 0, 0]),
        ("RESOLVED_BUYER_FAVOUR", None, Ruling::Lost, 510, [0, 0, 510]),
        ("RESOLVED_BUYER_FAVOUR", Some(120), Ruling::Lost, 120, [390, 0, 120]),
    ];
    let open = Open::shop().await;
    for (outcome, cents, stand, amount, after) in ends {
        let (placed, capture) = charged(&open).await;
        let dispute = opened(&open, &capture).await;
        let order = stands(&open, &placed, Ruling::Open, 510).await;
        assert_eq!(balances(&open, &placed).await, [0, 510, 0]);
        assert!(order.review.unwrap_or_default().contains("PayPal took 5.10 back"));
        open.mail("owner", &format!("Payment review: order {}", placed.order)).await;
        case(&open, &json!({ "dispute": dispute })).await;
        open.quiet().await;
        assert_eq!(balances(&open, &placed).await, [0, 510, 0], "that it goes to PayPal changes nothing");
        case(&open, &json!({ "dispute": dispute, "outcome": outcome, "cents": cents })).await;
        let order = stands(&open, &placed, stand, amount).await;
        assert_eq!(balances(&open, &placed).await, after, "{outcome}");
        assert_eq!((order.payment.captured, order.payment.refunded, order.refunds.len()), (Money(510), Money::ZERO, 0));
        let seen = open.staff().await.look(&placed).await;
        assert_eq!(seen["disputes"], json!([{ "dispute": dispute, "amount": amount, "stand": stand }]));
        let before = books(&open).await;
        reconcile(&open).await;
        assert_eq!(books(&open).await, before, "everything was told, and the sums are the same");
    }
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn told_late_twice_and_backwards_it_is_booked_once() {
    let open = Open::shop().await;
    let (placed, capture) = charged(&open).await;
    silent(&open);
    let dispute = opened(&open, &capture).await;
    case(&open, &json!({ "dispute": dispute })).await;
    case(&open, &json!({ "dispute": dispute, "outcome": "RESOLVED_BUYER_FAVOUR" })).await;
    assert_eq!(open.order(&placed).await.disputes, [], "nobody told");
    open.shop.paypal.deliver_with(Delivery { duplicates: 2, reorder: true, paused: false });
    stands(&open, &placed, Ruling::Lost, 510).await;
    eventually("all is told", async || (open.shop.paypal.undelivered() == 0).then_some(())).await;
    open.quiet().await;
    let before = super::rows(&open.shop).await;
    for kind in ["CUSTOMER.DISPUTE.CREATED", "CUSTOMER.DISPUTE.UPDATED", "CUSTOMER.DISPUTE.RESOLVED", "PAYMENT.CAPTURE.REVERSED"] {
        let [told] = &events(&open, kind).await[..] else { panic!("not one event {kind}") };
        let again = desk(&open).post(&format!("/_test/redeliver/{}?times=5", told["id"].as_str().unwrap()), &json!({})).await.good();
        assert_eq!(again["statuses"], json!([200, 200, 200, 200, 200]));
    }
    open.quiet().await;
    assert_eq!(super::rows(&open.shop).await, before, "nothing new");
    assert_eq!(balances(&open, &placed).await, [0, 0, 510]);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_no_webhook_told_of_a_dispute_is_found_by_the_hour() {
    let open = Open::shop().await;
    let (placed, capture) = charged(&open).await;
    silent(&open);
    opened(&open, &capture).await;
    reconcile(&open).await;
    let order = stands(&open, &placed, Ruling::Open, 510).await;
    assert!(order.review.unwrap_or_default().contains("only found at the provider"));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_dispute_of_another_amount_or_of_nothing_of_ours_is_no_money() {
    let open = Open::shop().await;
    let (placed, capture) = charged(&open).await;
    for claimed in [("EUR", "5.11"), ("USD", "5.10")] {
        let amount = json!({ "currency_code": claimed.0, "value": claimed.1 });
        let made = case(&open, &json!({ "capture": capture, "cents": 510, "claimed": amount })).await;
        let what = format!("is of {} {}, where 5.10 EUR was charged", claimed.1, claimed.0);
        eventually(&what, async || open.order(&placed).await.review.filter(|why| why.contains(&what))).await;
        case(&open, &json!({ "dispute": made["dispute_id"], "outcome": "CANCELED_BY_BUYER" })).await;
    }
    let told = events(&open, "CUSTOMER.DISPUTE.CREATED").await.remove(0);
    let mut strange = told.clone();
    strange["resource"]["disputed_transactions"][0]["seller_transaction_id"] = json!("SOMEBODYELSES00000");
    let mut unreadable = told.clone();
    unreadable["resource"] = json!({ "dispute_id": "PP-R-1" });
    for (event, status) in [(strange, 200), (unreadable, 500)] {
        assert_eq!(desk(&open).post("/_test/events", &event).await.good()["statuses"], json!([status]));
    }
    assert_eq!(desk(&open).post("/_test/events?webhook=WHother", &told).await.good()["statuses"], json!([400]), "not for us");
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!((order.disputes.len(), balances(&open, &placed).await), (0, [510, 0, 0]));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_is_given_back_meanwhile_goes_back_once() {
    // By the shop, which ends the dispute; or by the owner at PayPal.
    let open = Open::shop().await;
    let (placed, capture) = charged(&open).await;
    opened(&open, &capture).await;
    stands(&open, &placed, Ruling::Open, 510).await;
    let mut kim = open.staff().await;
    let refunds = format!("/back-office/orders/{}/refunds", placed.order);
    let some = json!({ "refund": "sour", "of": "line-1", "much": "amount", "number": "0.70", "reason": "it was sour" });
    kim.browser.post(&refunds, &some).await.good();
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!((order.payment.refunded, order.owed()), (Money::ZERO, Money::ZERO), "PayPal gives no part back while it is disputed");
    desk(&open).post("/_test/refunds", &json!({ "capture": capture, "cents": 510 })).await.good();
    stands(&open, &placed, Ruling::Lost, 510).await;
    let order = open.order(&placed).await;
    assert_eq!((order.payment.refunded, balances(&open, &placed).await), (Money::ZERO, [0, 0, 510]));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn shoppers_complain_and_paypal_decides_on_a_page_of_its_own() {
    let open = Open::shop().await;
    let (placed, capture) = charged(&open).await;
    let page = format!("{}/resolutioncenter", open.shop.paypal_url);
    let mut shopper = desk(&open);
    let capture = capture.as_str().unwrap();
    assert!(shopper.page("/resolutioncenter").await.body.contains("open a dispute"));
    shopper.form(&page, &[("capture", capture)]).await.leads();
    let order = stands(&open, &placed, Ruling::Open, 510).await;
    let dispute = order.disputes[0].dispute.as_str();
    shopper.form(&page, &[("dispute", dispute)]).await.leads();
    shopper.form(&page, &[("dispute", dispute), ("outcome", "RESOLVED_SELLER_FAVOUR")]).await.leads();
    stands(&open, &placed, Ruling::Won, 510).await;
    assert_true_books(&open.shop).await;
}

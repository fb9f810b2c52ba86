//! What the payment provider tells us: once, often, wrongly, or not the provider at all.

use super::{Open, Placed, Shopper, assert_true_books, rows};
use domain::Quantity::Pieces;
use serde_json::{Value, json};
use stripe_stand_in::Delivery;

const AUTHORIZED: &str = "payment_intent.amount_capturable_updated";

async fn waiting(open: &Open) -> (Shopper, Placed) {
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    (ada, placed)
}

/// The ledger of an order.
async fn facts(open: &Open, placed: &Placed) -> Vec<String> {
    let pk = format!("O#{}", placed.order);
    let all = rows(&open.shop).await.into_keys().filter(|(p, sk)| *p == pk && sk.starts_with("J#"));
    all.map(|(_, sk)| sk.split('#').nth(1).unwrap_or_default().to_owned()).collect()
}

/// Pinelab #620: one event was delivered three times, and settled three times.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_webhook_repeated_fifty_times_counts_once() {
    let open = Open::shop().await;
    let (mut ada, placed) = waiting(&open).await;
    let mut bank = open.bank();
    open.shop.stand_in.deliver_with(Delivery { paused: true, ..Delivery::default() });
    ada.pay(&placed).await;
    let payment = bank.payment(&placed, "requires_capture").await;
    let event = bank.event(payment["id"].as_str().unwrap(), AUTHORIZED).await;
    assert_eq!(bank.redeliver(&event, 50).await, vec![200; 50]);
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    assert_eq!(bank.redeliver(&event, 50).await, vec![200; 50]);
    open.quiet().await;
    assert_eq!(facts(&open, &placed).await, ["authorized"]);
    assert_eq!(open.mails("ada").len(), 1, "one receipt");
    assert_eq!(open.available("milk").await, 48);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_forged_webhook_is_refused() {
    let open = Open::shop().await;
    let (_, placed) = waiting(&open).await;
    let mut bank = open.bank();
    let event = authorized(&placed, placed.upper, "eur");
    let now = open.shop.clock.now().as_second();
    for (query, status) in [
        ("secret=whsec_other".to_owned(), 400),
        (format!("at={}", now - 310), 400),
        (format!("at={}", now + 310), 400),
        (format!("secret=whsec_other&at={now}"), 400),
    ] {
        assert_eq!(bank.send(&event, &query).await, [status], "{query}");
    }
    let mut stranger = open.stranger();
    assert_eq!(stranger.post("/webhooks/stripe", &event).await.status, 400, "no signature at all");
    let mut copied = open.stranger().with("stripe-signature", format!("t={now},v1={}", "0".repeat(64)));
    assert_eq!(copied.post("/webhooks/stripe", &event).await.status, 400);
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment");
    assert!(facts(&open, &placed).await.is_empty());
    // The same event, signed as it should be: it was the signature that was refused.
    assert_eq!(bank.send(&event, "").await, [200]);
    assert_eq!(open.order(&placed).await.state.name(), "placed");
}

/// Medusa #16407: a payment's amount was not bound to its order.
#[tokio::test]
async fn wrong_amount_is_never_paid() {
    wrong_payment_is_never_paid(|placed| (placed.upper - 1, "eur")).await;
}

#[tokio::test]
async fn too_much_is_never_paid_either() {
    wrong_payment_is_never_paid(|placed| (placed.upper + 1, "eur")).await;
}

#[tokio::test]
async fn wrong_currency_is_never_paid() {
    wrong_payment_is_never_paid(|placed| (placed.upper, "usd")).await;
}

async fn wrong_payment_is_never_paid(wrong: impl Fn(&Placed) -> (i64, &'static str)) {
    let open = Open::shop().await;
    let (_, placed) = waiting(&open).await;
    let (mut bank, (amount, currency)) = (open.bank(), wrong(&placed));
    let page = bank.page_for(&placed, amount, currency).await;
    bank.pay(&page).await;
    bank.payment(&placed, "canceled").await;
    open.mail("owner", &format!("Payment review: order {}", placed.order)).await;
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!((order.state.name(), order.review.is_some(), order.payment.authorized.0), ("awaiting_payment", true, 0));
    assert_eq!(open.mails("ada").len(), 0, "no receipt");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_rest_of_the_story_may_come_in_any_order() {
    let open = Open::shop().await;
    let (mut ada, placed) = waiting(&open).await;
    let (mut bank, mut kim) = (open.bank(), open.staff().await);
    open.shop.stand_in.deliver_with(Delivery { duplicates: 3, reorder: true, seed: 7, ..Delivery::default() });
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    let payment = bank.payment(&placed, "succeeded").await;
    open.quiet().await;
    // The authorization again, now that the money is taken; and its capture, twice.
    let intent = payment["id"].as_str().unwrap();
    for kind in [AUTHORIZED, "payment_intent.succeeded", "payment_intent.succeeded"] {
        let event = bank.event(intent, kind).await;
        assert_eq!(bank.redeliver(&event, 3).await, [200, 200, 200]);
    }
    kim.hand_over(&placed).await;
    assert_eq!(facts(&open, &placed).await, ["authorized", "captured", "settled"]);
    assert_eq!(open.order(&placed).await.payment.captured.0, 240);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn events_about_nothing_of_ours_are_accepted_and_change_nothing() {
    let open = Open::shop().await;
    let (_, placed) = waiting(&open).await;
    let before = rows(&open.shop).await;
    let mut bank = open.bank();
    let mut other = authorized(&placed, placed.upper, "eur");
    other["data"]["object"]["metadata"] = json!({});
    let unknown = json!({ "id": "evt_2", "object": "event", "type": "customer.created", "data": { "object": { "id": "cus_1" } } });
    for event in [other, unknown] {
        assert_eq!(bank.send(&event, "").await, [200], "{event}");
    }
    assert_eq!(rows(&open.shop).await, before);
}

#[tokio::test]
async fn money_for_an_order_we_do_not_know_is_told_again_later() {
    let open = Open::shop().await;
    let (_, mut placed) = waiting(&open).await;
    placed.order = "000000000000".to_owned();
    assert_eq!(open.bank().send(&authorized(&placed, 240, "eur"), "").await, [500]);
}

fn authorized(placed: &Placed, amount: i64, currency: &str) -> Value {
    let intent = json!({
        "id": "pi_made_up", "object": "payment_intent", "status": "requires_capture", "amount": amount, "amount_capturable": amount,
        "amount_received": 0, "currency": currency, "metadata": { "order": placed.order },
    });
    json!({ "id": "evt_1", "object": "event", "type": AUTHORIZED, "data": { "object": intent } })
}

#[test]
fn events_come_in_the_version_we_ask_in() {
    assert_eq!(payments::API_VERSION, stripe_stand_in::API_VERSION);
}

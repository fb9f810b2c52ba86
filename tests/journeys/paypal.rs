//! Paid with PayPal: approved there, set aside by us, taken when it is picked.

use super::{Browser, Open, Placed, Shopper, assert_true_books, eventually, placed};
use cloud::Clock;
use domain::Quantity::{Grams, Pieces};
use domain::order::{Rank, Via};
use domain::{Money, Order};
use fulfillment_worker::{App, Event};
use futures::future::join_all;
use paypal_stand_in::Delivery;
use serde_json::{Value, json};

/// A little more than an unpaid order holds its goods.
const HOLD: i64 = 31 * 60;

/// PayPal, seen from behind its counter.
pub(super) fn desk(open: &Open) -> Browser {
    Browser::at(&open.http, &open.shop.paypal_url)
}

pub(super) fn silent(open: &Open) {
    open.shop.paypal.deliver_with(Delivery { paused: true, ..Delivery::default() });
}

/// Two milk at 1.20 and about a kilogram of apples at 3.00, to be paid with PayPal.
async fn ordered(open: &Open) -> (Shopper, Placed) {
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    ada.put("apples", Grams(1000)).await;
    let slot = ada.slot().await;
    let mut details = ada.details(&slot);
    details["means"] = json!("paypal");
    let review = ada.browser.post("/checkout", &details).await.good();
    let placed = placed(&ada.confirm(&review).await);
    assert!(placed.pay_url().starts_with(&format!("{}/checkoutnow?token=", open.shop.paypal_url)), "{}", placed.pay_url());
    (ada, placed)
}

async fn press(ada: &mut Shopper, placed: &Placed, button: &str) -> String {
    ada.browser.form(placed.pay_url(), &[("action", button)]).await.leads()
}

/// The shopper approves and comes back.
async fn approve(open: &Open, ada: &mut Shopper, placed: &Placed) {
    let back = press(ada, placed, "approve").await;
    let back = back.strip_prefix(&open.shop.origin).unwrap_or_else(|| panic!("leads to {back}"));
    assert_eq!(ada.browser.page(back).await.status, 200);
}

pub(super) async fn paid(open: &Open) -> (Shopper, Placed, Order) {
    let (mut ada, placed) = ordered(open).await;
    approve(open, &mut ada, &placed).await;
    let order = open.becomes(&placed, "placed").await;
    open.quiet().await;
    (ada, placed, order)
}

/// What happened to its money at PayPal.
pub(super) async fn moves(open: &Open, placed: &Placed) -> Value {
    let all = desk(open).get("/_test/dump").await.good()["orders"].clone();
    let mut own = all.as_array().unwrap().iter().filter(|order| order["purchase_units"][0]["custom_id"] == placed.order.as_str());
    let found = own.next().unwrap()["purchase_units"][0]["payments"].clone();
    assert!(own.next().is_none(), "one payment per order");
    found
}

pub(super) async fn events(open: &Open, kind: &str) -> Vec<Value> {
    let all = desk(open).get("/_test/dump").await.good()["events"].clone();
    let all = all.as_array().unwrap().iter().map(|entry| entry["event"].clone());
    all.filter(|event| event["event_type"] == kind).collect()
}

pub(super) async fn picked(open: &Open, placed: &Placed) -> Order {
    let mut kim = open.staff().await;
    let less = json!({ "weighed": { "grams": 900 } });
    kim.pick(placed, &[("milk", json!("found")), ("apples", less)]).await;
    kim.ready(placed).await;
    let what = format!("order {} is charged", placed.order);
    eventually(&what, async || Some(open.order(placed).await).filter(|order| order.payment.rank == Rank::Captured)).await;
    open.quiet().await;
    open.order(placed).await
}

#[tokio::test]
async fn exactly_what_was_picked_is_taken_and_a_part_of_it_goes_back() {
    // Told by PayPal, or only by the shopper who comes back.
    for told in [true, false] {
        let open = Open::shop().await;
        if !told {
            silent(&open);
        }
        let (_, placed, order) = paid(&open).await;
        assert_eq!((order.via, order.payment.authorized), (Via::PayPal, order.upper));
        let order = picked(&open, &placed).await;
        assert_eq!((order.settled, order.payment.captured), (Some(Money(510)), Money(510)));
        let money = moves(&open, &placed).await;
        assert_eq!((&money["captures"][0]["amount"]["value"], &money["captures"][0]["final_capture"]), (&json!("5.10"), &json!(true)));
        let mut kim = open.staff().await;
        kim.hand_over(&placed).await;
        let whole = kim.look(&placed).await;
        assert_eq!(whole["via"], "paypal");
        let asked = json!({ "refund": "sour", "of": "line-1", "much": "amount", "number": "0.70", "reason": "it was sour" });
        for _ in 0..2 {
            kim.browser.post(&format!("/back-office/orders/{}/refunds", placed.order), &asked).await.good();
        }
        open.quiet().await;
        let order = open.order(&placed).await;
        assert_eq!((order.payment.refunded, order.owed(), order.review), (Money(70), Money::ZERO, None));
        let money = moves(&open, &placed).await;
        assert_eq!(money["refunds"].as_array().map(Vec::len), Some(1));
        assert_eq!(money["refunds"][0]["amount"]["value"], "0.70");
        assert_true_books(&open.shop).await;
    }
}

#[tokio::test]
async fn a_webhook_alone_sets_the_money_aside() {
    let open = Open::shop().await;
    let (mut ada, placed) = ordered(&open).await;
    press(&mut ada, &placed, "approve").await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    assert_eq!(moves(&open, &placed).await["authorizations"].as_array().map(Vec::len), Some(1));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_is_given_up_is_never_set_aside_and_what_was_paid_is_let_go_of() {
    let open = Open::shop().await;
    let (mut ada, first) = ordered(&open).await;
    assert_eq!(press(&mut ada, &first, "cancel").await, format!("{}{}", open.shop.origin, first.path()));
    assert_eq!(ada.cancel(&first).await.good()["status"], "canceled");
    approve(&open, &mut ada, &first).await;
    open.quiet().await;
    assert_eq!(moves(&open, &first).await, Value::Null, "approved too late, and nothing happens to the money");
    assert_eq!(open.order(&first).await.state.name(), "canceled");

    let (mut ada, second, _) = paid(&open).await;
    assert_eq!(ada.cancel(&second).await.good()["status"], "canceled");
    let what = "the authorization is let go of";
    eventually(what, async || (open.order(&second).await.payment.rank == Rank::Voided).then_some(())).await;
    open.quiet().await;
    assert_eq!(moves(&open, &second).await["authorizations"][0]["status"], "VOIDED");
    assert_eq!(open.available("milk").await, 50);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn who_approves_in_the_last_moment_has_ordered_and_who_does_not_has_not() {
    let open = Open::shop().await;
    silent(&open);
    let (mut ada, placed) = ordered(&open).await;
    press(&mut ada, &placed, "approve").await;
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment", "nobody told");
    open.advance(HOLD);
    open.fire("sweep").await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    assert_eq!(moves(&open, &placed).await["authorizations"][0]["status"], "CREATED");

    let (mut bob, late) = ordered(&open).await;
    open.advance(HOLD);
    open.fire("sweep").await;
    open.becomes(&late, "expired").await;
    approve(&open, &mut bob, &late).await;
    open.quiet().await;
    assert_eq!(moves(&open, &late).await, Value::Null);
    assert_eq!(open.available("milk").await, 48);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_account_that_cannot_pay_leads_back_to_paypal() {
    let open = Open::shop().await;
    let (mut ada, placed) = ordered(&open).await;
    press(&mut ada, &placed, "decline").await;
    open.quiet().await;
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment");
    let again = ada.browser.post(&format!("/orders/{}/pay", placed.order), &json!({ "key": placed.key })).await.good();
    assert_eq!(again["pay_url"], placed.pay_url());
    approve(&open, &mut ada, &placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn webhooks_may_come_twice_late_and_in_any_order() {
    let open = Open::shop().await;
    silent(&open);
    let (_, placed, _) = paid(&open).await;
    picked(&open, &placed).await;
    let rows = super::rows(&open.shop).await;
    open.shop.paypal.deliver_with(Delivery { duplicates: 2, reorder: true, paused: false });
    eventually("all is told", async || (open.shop.paypal.undelivered() == 0).then_some(())).await;
    let approved = events(&open, "CHECKOUT.ORDER.APPROVED").await.remove(0);
    let again = format!("/_test/redeliver/{}?times=20", approved["id"].as_str().unwrap());
    let told = desk(&open).post(&again, &json!({})).await.good();
    assert_eq!(told["statuses"], json!(vec![200; 20]));
    open.quiet().await;
    assert_eq!(super::rows(&open.shop).await, rows, "nothing new");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_paypal_did_not_send_is_refused() {
    let open = Open::shop().await;
    silent(&open);
    let (mut ada, placed) = ordered(&open).await;
    press(&mut ada, &placed, "approve").await;
    let approved = events(&open, "CHECKOUT.ORDER.APPROVED").await.remove(0);
    let mut other = approved.clone();
    other["resource"]["purchase_units"][0]["custom_id"] = json!("somebody-elses");
    assert_eq!(desk(&open).post("/_test/events?webhook=WHother", &approved).await.good()["statuses"], json!([400]));
    let mut stranger = open.stranger();
    assert_eq!(stranger.post("/webhooks/paypal", &approved).await.status, 400, "no signature");
    let names = ["transmission-id", "transmission-time", "transmission-sig", "cert-url", "auth-algo"];
    for body in [json!({}), json!([]), other, approved] {
        let request = open.http.post(format!("{}/webhooks/paypal", open.shop.origin)).body(body.to_string());
        let request = names.iter().fold(request, |request, name| request.header(format!("paypal-{name}"), "made-up"));
        assert_eq!(request.send().await.unwrap().status().as_u16(), 400, "{body}");
    }
    open.quiet().await;
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment");
}

#[tokio::test]
async fn what_the_owner_gives_back_at_paypal_is_found_by_the_hour() {
    let open = Open::shop().await;
    silent(&open);
    let (_, placed, _) = paid(&open).await;
    picked(&open, &placed).await;
    let capture = moves(&open, &placed).await["captures"][0]["id"].clone();
    desk(&open).post("/_test/refunds", &json!({ "capture": capture, "cents": 110 })).await.good();
    let clock = Clock::default();
    clock.advance(15 * 60);
    let worker = App { provider_clock: clock, ..open.shop.worker.clone() };
    let hours = (0..2).map(|_| fulfillment_worker::handle(&worker, Event::Reconcile { reconcile: true }));
    join_all(hours).await.into_iter().for_each(|done| drop(done.unwrap()));
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!(order.payment.refunded, Money(110));
    assert!(order.review.unwrap_or_default().contains("only found at the provider"));
    assert_true_books(&open.shop).await;
}

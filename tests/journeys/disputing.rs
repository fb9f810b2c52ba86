//! What happens at the provider without the shop: banks take money back, the owner refunds by hand, webhooks get lost.

use super::{Open, Placed, Row, assert_true_books, eventually};
use cloud::Clock;
use domain::Money;
use domain::order::{Returned, Ruling, WholeOrder, Write};
use fulfillment_worker::{App, Event};
use std::collections::BTreeMap;
use stripe_stand_in::Delivery;

/// An order that was charged and handed over, and the name of its payment.
async fn charged(open: &Open) -> (Placed, String) {
    let (_, placed) = open.paid("ada").await;
    let mut kim = open.staff().await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    let payment = open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    (placed, payment["id"].as_str().unwrap().to_owned())
}

/// Every row, but for how far the hours got.
pub(super) async fn books(open: &Open) -> BTreeMap<(String, String), Row> {
    let mut rows = super::rows(&open.shop).await;
    rows.retain(|(pk, _), _| pk != "A#reconciled");
    rows
}

pub(super) async fn balance(open: &Open, placed: &Placed, account: &str) -> i64 {
    let pk = format!("O#{}", placed.order);
    let rows = super::rows(&open.shop).await.into_iter().filter(|((p, sk), _)| *p == pk && sk.starts_with("J#"));
    let postings = rows.flat_map(|(_, row)| row["postings"].as_array().cloned().unwrap_or_default());
    postings.filter(|posting| posting[0] == account).map(|posting| posting[1].as_i64().unwrap()).sum()
}

/// The hour has come, as the provider's clock sees it.
pub(super) async fn reconcile(open: &Open) {
    reconcile_after(open, 15 * 60).await;
}

async fn reconcile_after(open: &Open, seconds: i64) {
    let clock = Clock::default();
    clock.advance(seconds);
    let worker = App { provider_clock: clock, ..open.shop.worker.clone() };
    fulfillment_worker::handle(&worker, Event::Reconcile { reconcile: true }).await.unwrap();
    open.quiet().await;
}

#[tokio::test]
async fn a_bank_takes_money_back_and_the_shop_wins_or_loses_it() {
    for (won, verdict, provider, lost) in [(true, Ruling::Won, 240, 0), (false, Ruling::Lost, 0, 240)] {
        let open = Open::shop().await;
        let (placed, intent) = charged(&open).await;
        let dispute = open.bank().dispute(&intent).await;
        eventually("the dispute is known", async || (open.order(&placed).await.disputed() == Money(240)).then_some(())).await;
        let letter = open.mail("owner", &format!("Payment review: order {}", placed.order)).await;
        assert!(letter.text.as_deref().unwrap_or_default().contains("the bank took 2.40 back"), "{:?}", letter.text);
        assert_eq!((balance(&open, &placed, "provider").await, balance(&open, &placed, "disputed").await), (0, 240));
        open.bank().decide(&dispute, won).await;
        eventually("it is decided", async || (open.order(&placed).await.disputes[0].stand == verdict).then_some(())).await;
        assert_eq!((balance(&open, &placed, "provider").await, balance(&open, &placed, "disputed").await), (provider, 0));
        assert_eq!(balance(&open, &placed, "lost").await, lost);
        open.quiet().await;
        assert_true_books(&open.shop).await;
    }
}

#[tokio::test]
async fn a_refund_made_by_hand_at_the_provider_is_in_the_books() {
    let open = Open::shop().await;
    let (placed, intent) = charged(&open).await;
    open.bank().refund_by_hand(&intent, 50).await;
    eventually("it is learned", async || (open.order(&placed).await.payment.refunded == Money(50)).then_some(())).await;
    assert_eq!(balance(&open, &placed, "provider").await, 190);
    let letter = open.mail("ada", &format!("Money back for your order {}", placed.order)).await;
    assert!(letter.text.as_deref().unwrap_or_default().contains("0.50"), "{:?}", letter.text);
    open.quiet().await;
    let order = open.order(&placed).await;
    let [refund] = order.refunds.as_slice() else { panic!("{:?}", order.refunds) };
    assert_eq!((refund.amount, refund.note.is_some(), order.owed()), (Money(50), true, Money(0)));
    assert_eq!(refund.vat.iter().map(|part| part.gross).sum::<Money>(), Money(50));
    let day = open.staff().await.browser.get("/back-office/takings").await.good();
    assert_eq!((&day["total"], &day["given_back"]), (&serde_json::json!(190), &serde_json::json!(50)));
    assert_eq!(open.mails("ada").iter().filter(|mail| mail.subject.starts_with("Money back")).count(), 1);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_refund_that_comes_back_is_owed_again_and_somebody_is_told() {
    // Told by a webhook, or found by the hour.
    for told in [true, false] {
        let open = Open::shop().await;
        let (placed, _) = charged(&open).await;
        let mut kim = open.staff().await;
        let asked = serde_json::json!({ "refund": "sour", "of": "line-1", "much": "amount", "number": "0.50", "reason": "it was sour" });
        kim.browser.post(&format!("/back-office/orders/{}/refunds", placed.order), &asked).await.good();
        open.quiet().await;
        let Returned::Paid { name, .. } = open.order(&placed).await.refunds[0].money.clone() else { panic!("not paid") };
        open.shop.stand_in.deliver_with(Delivery { paused: !told, ..Delivery::default() });
        open.bank().refund_fails(&name).await;
        if !told {
            reconcile(&open).await;
        }
        eventually("it is learned", async || (open.order(&placed).await.payment.refunded == Money(0)).then_some(())).await;
        open.quiet().await;
        let order = open.order(&placed).await;
        assert!(matches!(order.refunds[0].money, Returned::Refused { .. }), "{:?}", order.refunds);
        assert!(order.review.unwrap_or_default().contains("came back, the bank did not take it"));
        open.mail("owner", &format!("Payment review: order {}", placed.order)).await;
        assert_eq!(balance(&open, &placed, "provider").await, 240);
        assert_true_books(&open.shop).await;
    }
}

#[tokio::test]
async fn what_no_webhook_told_is_found_by_the_hour() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", domain::Quantity::Pieces(2)).await;
    let placed = ada.checkout().await;
    open.shop.stand_in.deliver_with(Delivery { paused: true, ..Delivery::default() });
    ada.pay(&placed).await;
    open.bank().payment(&placed, "requires_capture").await;
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment", "nobody told");
    reconcile(&open).await;
    let order = open.order(&placed).await;
    assert_eq!(order.state.name(), "placed");
    assert!(order.review.as_deref().unwrap_or_default().contains("not told to the shop, only found at the provider"));
    open.mail("owner", &format!("Payment review: order {}", placed.order)).await;
    let before = books(&open).await;
    reconcile(&open).await;
    assert_eq!(books(&open).await, before, "an hour later there is nothing new");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn when_everything_was_told_the_hour_finds_nothing() {
    let open = Open::shop().await;
    let (placed, intent) = charged(&open).await;
    open.bank().refund_by_hand(&intent, 50).await;
    eventually("it is learned", async || (open.order(&placed).await.payment.refunded == Money(50)).then_some(())).await;
    open.quiet().await;
    let before = books(&open).await;
    reconcile(&open).await;
    assert_eq!(books(&open).await, before);
}

#[tokio::test]
async fn an_outage_of_days_is_caught_up_from_where_the_last_hour_got_to() {
    let open = Open::shop().await;
    reconcile(&open).await;
    let mut ada = open.shopper("ada");
    ada.put("milk", domain::Quantity::Pieces(2)).await;
    let placed = ada.checkout().await;
    open.shop.stand_in.deliver_with(Delivery { paused: true, ..Delivery::default() });
    ada.pay(&placed).await;
    open.bank().payment(&placed, "requires_capture").await;
    reconcile_after(&open, 40 * 3600).await;
    assert_eq!(open.order(&placed).await.state.name(), "placed", "although it was paid long before the last four hours");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn sums_that_differ_are_told_to_a_person_once() {
    let open = Open::shop().await;
    let (placed, _) = charged(&open).await;
    let wrong = |whole: &WholeOrder| {
        let mut order = whole.order.clone();
        order.version += 1;
        order.payment.captured = Money(200);
        Ok::<_, std::convert::Infallible>(Some(Write::of(order)))
    };
    open.shop.worker.store.decide(&placed.id(), wrong).await.unwrap();
    for _ in 0..2 {
        reconcile(&open).await;
    }
    let told = open.order(&placed).await.review.unwrap_or_default();
    assert_eq!(told, "the provider charged 2.40 and gave 0.00 back, and the books say 2.00 and 0.00");
    let letters = open.mails("owner").into_iter().filter(|mail| mail.subject.starts_with("Payment review"));
    assert_eq!(letters.count(), 1);
}

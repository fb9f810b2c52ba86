//! What happens at the provider without the shop: banks take money back, the owner refunds by hand, webhooks get lost.

use super::{Open, Placed, assert_true_books, eventually};
use cloud::Clock;
use domain::Money;
use domain::order::Ruling;
use fulfillment_worker::{App, Event};
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

async fn balance(open: &Open, placed: &Placed, account: &str) -> i64 {
    let pk = format!("O#{}", placed.order);
    let rows = super::rows(&open.shop).await.into_iter().filter(|((p, sk), _)| *p == pk && sk.starts_with("J#"));
    let postings = rows.flat_map(|(_, row)| row["postings"].as_array().cloned().unwrap_or_default());
    postings.filter(|posting| posting[0] == account).map(|posting| posting[1].as_i64().unwrap()).sum()
}

/// The hour has come, as the provider's clock sees it.
async fn reconcile(open: &Open) {
    let clock = Clock::default();
    clock.advance(15 * 60);
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
    assert_true_books(&open.shop).await;
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
    let before = super::rows(&open.shop).await;
    reconcile(&open).await;
    assert_eq!(super::rows(&open.shop).await, before, "an hour later there is nothing new");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn when_everything_was_told_the_hour_finds_nothing() {
    let open = Open::shop().await;
    let (placed, intent) = charged(&open).await;
    open.bank().refund_by_hand(&intent, 50).await;
    eventually("it is learned", async || (open.order(&placed).await.payment.refunded == Money(50)).then_some(())).await;
    open.quiet().await;
    let before = super::rows(&open.shop).await;
    reconcile(&open).await;
    assert_eq!(super::rows(&open.shop).await, before);
}

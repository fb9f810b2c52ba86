//! Money that goes back after the card was charged: in parts, once each, and never more than was taken.

use super::{Open, Placed, assert_true_books};
use domain::Money;
use domain::order::Fact;
use payments::{Part, Trouble};
use serde_json::Value;

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

async fn give_back(open: &Open, placed: &Placed, intent: &str, cents: i64, refund: &str) -> Result<Fact, Trouble> {
    let order = placed.id();
    open.shop.worker.provider.refund_part(&Part { order: &order, intent, amount: Money(cents), refund }).await
}

async fn refunds(open: &Open) -> Vec<i64> {
    let all = open.bank().dump().await["refunds"].as_array().cloned().unwrap_or_default();
    all.iter().map(|refund: &Value| refund["amount"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_part_goes_back_once_however_often_it_is_asked_for() {
    let open = Open::shop().await;
    let (placed, intent) = charged(&open).await;
    let first = give_back(&open, &placed, &intent, 30, "claim-1").await.unwrap();
    assert_eq!(give_back(&open, &placed, &intent, 30, "claim-1").await.unwrap(), first);
    // A day later the provider has forgotten the key, and still knows the name.
    open.bank().days_pass(2).await;
    assert_eq!(give_back(&open, &placed, &intent, 30, "claim-1").await.unwrap(), first);
    let second = give_back(&open, &placed, &intent, 30, "claim-2").await.unwrap();
    assert_ne!(second, first, "another claim of the same amount is another refund");
    assert_eq!(refunds(&open).await, [30, 30]);
    super::eventually("both refunds are learned", async || (open.order(&placed).await.payment.refunded == Money(60)).then_some(())).await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn all_parts_together_are_never_more_than_was_charged() {
    let open = Open::shop().await;
    let (placed, intent) = charged(&open).await;
    let all = open.order(&placed).await.payment.captured;
    give_back(&open, &placed, &intent, all.0 - 10, "claim-1").await.unwrap();
    let refused = give_back(&open, &placed, &intent, 11, "claim-2").await;
    assert!(matches!(refused, Err(Trouble::Refused { .. })), "{refused:?}");
    give_back(&open, &placed, &intent, 10, "claim-3").await.unwrap();
    super::eventually("all of it is learned", async || (open.order(&placed).await.payment.refunded == all).then_some(())).await;
    assert_eq!(refunds(&open).await, [all.0 - 10, 10]);
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

//! A payment page whose key stands for another request by now, because the shop's address changed since it was made.

use super::Open;
use domain::Money;
use domain::Quantity::Pieces;
use domain::order::{Asking, Later, Order};
use payments::{Asked, Page, Trouble};

/// The payment page of an order, asked for by a shop at this address.
async fn page(open: &Open, order: &Order, at: &str) -> Result<Page, Trouble> {
    let back = format!("{at}/orders/{}?key=k", order.order);
    open.shop.worker.provider.page(&Asked { order, back: &back }).await
}

async fn url(open: &Open, order: &Order, at: &str) -> String {
    page(open, order, at).await.unwrap().url.unwrap()
}

async fn waiting(open: &Open, name: &str) -> Order {
    let mut shopper = open.shopper(name);
    shopper.put("milk", Pieces(2)).await;
    let placed = shopper.checkout().await;
    open.order(&placed).await
}

fn asked_again(order: &Order, attempt: u16) -> Order {
    let until = order.history[0].1;
    Order { asking: Some(Asking { attempt, amount: Money(300), until, over: false }), ..order.clone() }
}

#[tokio::test]
async fn each_attempt_finds_its_own_page_again() {
    let open = Open::shop().await;
    let (first, _) = (waiting(&open, "ada").await, waiting(&open, "bob").await);
    let attempts = [first.clone(), asked_again(&first, 1), asked_again(&first, 2)];
    let mut made = Vec::new();
    for attempt in &attempts {
        // The first was made when the order was placed, at the address the shop has.
        made.push(if attempt.asking.is_none() {
            url(&open, attempt, "http://moved.example").await
        } else {
            url(&open, attempt, &open.shop.origin).await
        });
    }
    for (attempt, made) in attempts.iter().zip(&made) {
        assert_eq!(&url(&open, attempt, "http://moved.example").await, made);
    }
    made.dedup();
    assert_eq!(made.len(), 3);
    let sessions = open.bank().dump().await["sessions"].as_array().unwrap().len();
    assert_eq!(sessions, 4, "no page was made a second time");
}

#[tokio::test]
async fn a_page_that_saves_a_card_is_found_again_too() {
    let open = Open::shop().await;
    let placed = waiting(&open, "ada").await;
    let later = Later { due: placed.history[0].1, card: None };
    let saving = Order { order: domain::OrderId::from_random([9; 12]), later: Some(later), ..placed };
    let made = url(&open, &saving, &open.shop.origin).await;
    assert_eq!(url(&open, &saving, "http://moved.example").await, made);
    assert_ne!(url(&open, &asked_again(&saving, 1), "http://moved.example").await, made, "that one is paid");
}

//! What was held is given back once, however the table answers.

use super::fragile::Fragile;
use super::plan::{Call, Fault, first};
use crate::journeys::{Placed, Shopper, eventually};
use domain::Quantity::Pieces;

const HOLD: i64 = 31 * 60;

async fn waiting(shop: &Fragile) -> (Shopper, Placed) {
    let mut ada = shop.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    (ada, placed)
}

/// The transaction that ends an order: head, stock, slot, basket, job.
fn releasing(call: &Call) -> bool {
    call.writes("H") && call.writes("C") && !call.writes("L")
}

#[tokio::test]
async fn an_expiry_whose_reply_is_lost_gives_back_once() {
    for fault in [Fault::FailAfter, Fault::Reject, Fault::Conflict] {
        let shop = Fragile::shop().await;
        let (mut ada, placed) = waiting(&shop).await;
        shop.open.advance(HOLD);
        shop.follow(first(1, fault, releasing));
        shop.sweep().await;
        eventually("the fault is met", async || (shop.proxy.faults() > 0).then_some(())).await;
        shop.recovers().await;
        assert_eq!(shop.open.order(&placed).await.state.name(), "expired", "{fault:?}");
        assert_eq!(shop.open.available("milk").await, 50);
        assert_eq!(ada.basket().await["items"], 1);
    }
}

#[tokio::test]
async fn going_back_twice_because_nothing_came_back_is_going_back_once() {
    for fault in [Fault::FailAfter, Fault::Reject] {
        let shop = Fragile::shop().await;
        let (mut ada, placed) = waiting(&shop).await;
        shop.follow(first(1, fault, releasing));
        let lost = ada.cancel(&placed).await;
        assert!(lost.status >= 500, "{} {}", lost.status, lost.body);
        assert_eq!(ada.cancel(&placed).await.good()["status"], "canceled");
        assert_eq!(shop.open.available("milk").await, 50, "{fault:?}");
        let again = ada.checkout().await;
        assert_ne!(again.order, placed.order);
        shop.recovers().await;
    }
}

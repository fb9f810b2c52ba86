//! An order is placed once, however the table answers.

use super::fragile::Fragile;
use super::plan::{Call, Fault, always, fair, first, once, weather};
use crate::journeys::{Open, Placed, Shopper, assortment, packed, placed, settings};
use domain::Quantity::Pieces;
use futures::future::join_all;
use serde_json::Value;

fn placing(call: &Call) -> bool {
    call.writes("L")
}

async fn reviewed(shop: &Fragile) -> (Shopper, Value) {
    let mut ada = shop.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    ada.put("bread", Pieces(1)).await;
    let review = ada.review().await.good();
    (ada, review)
}

#[tokio::test]
async fn a_lost_reply_makes_no_second_order() {
    let shop = Fragile::shop().await;
    let (mut ada, review) = reviewed(&shop).await;
    shop.follow(first(1, Fault::FailAfter, placing));
    let lost = ada.confirm(&review).await;
    assert_eq!(lost.status, 201, "found by its basket: {}", lost.body);
    let order = placed(&ada.confirm(&review).await);
    assert_eq!(placed(&ada.confirm(&review).await), order);
    assert_eq!((shop.orders().await, shop.open.available("milk").await), (1, 48));
    ada.pay(&order).await;
    shop.open.becomes(&order, "placed").await;
    shop.recovers().await;
}

#[tokio::test]
async fn a_line_that_goes_dead_once_is_not_even_noticed() {
    for fault in [Fault::LoseReply, Fault::FailAfter, Fault::Reject, Fault::Repeat, Fault::Throttle, Fault::Conflict, Fault::Delay] {
        let shop = Fragile::shop().await;
        let (mut ada, review) = reviewed(&shop).await;
        shop.follow(once(fault, placing));
        let reply = ada.confirm(&review).await;
        assert_eq!(reply.status, 201, "{fault:?}: {}", reply.body);
        assert!(shop.proxy.faults() > 0, "{fault:?}");
        assert_eq!((shop.orders().await, shop.open.available("milk").await), (1, 48), "{fault:?}");
        shop.recovers().await;
    }
}

#[tokio::test]
async fn a_conflict_is_never_sold_out() {
    for fault in [Fault::Conflict, Fault::Throttle, Fault::Reject] {
        let shop = Fragile::shop().await;
        let (mut ada, review) = reviewed(&shop).await;
        shop.follow(always(fault, placing));
        let reply = ada.confirm(&review).await;
        assert!(reply.status >= 500, "{fault:?}: {} {}", reply.status, reply.body);
        assert_eq!((shop.orders().await, shop.open.available("milk").await), (0, 50));
        shop.follow(fair());
        placed(&ada.confirm(&review).await);
        shop.recovers().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_conflicts_sells_what_is_there_and_no_more() {
    let mut products = assortment();
    products.push(packed("last-ones", 500, 5));
    let shop = Fragile::around(Open::with(products, settings()).await).await;
    let mut buyers = Vec::new();
    for n in 0..12 {
        let mut buyer = shop.shopper(&format!("buyer-{n}"));
        buyer.put("last-ones", Pieces(1)).await;
        let review = buyer.review().await.good();
        buyers.push((buyer, review));
    }
    let storm = weather(11, 75);
    shop.follow(Box::new(move |call| if placing(call) && storm(call) != Fault::Pass { Fault::Conflict } else { Fault::Pass }));
    let sold: Vec<Option<Placed>> = join_all(buyers.into_iter().map(|(buyer, review)| persist(buyer, review))).await;
    assert!(shop.proxy.faults() > 5, "a storm of {} conflicts", shop.proxy.faults());
    assert_eq!((sold.iter().flatten().count(), shop.orders().await, shop.open.available("last-ones").await), (5, 5, 0));
    shop.recovers().await;
}

/// Tries again while it is the shop's fault. `None`: sold out.
async fn persist(mut buyer: Shopper, review: Value) -> Option<Placed> {
    for _ in 0..50 {
        let reply = buyer.confirm(&review).await;
        match reply.status {
            201 => return Some(placed(&reply)),
            409 => {
                assert_eq!(reply.refused(409, "unavailable"), [("last-ones".to_owned(), "sold_out".to_owned())]);
                return None;
            }
            _ => assert!(reply.status >= 500, "{}", reply.body),
        }
    }
    panic!("fifty faults in a row");
}

#[tokio::test]
async fn a_basket_is_filled_whatever_the_first_try_meets() {
    for fault in [Fault::Reject, Fault::LoseReply, Fault::FailAfter, Fault::Throttle, Fault::Repeat, Fault::Unprocessed] {
        let shop = Fragile::shop().await;
        shop.follow(once(fault, |_| true));
        let mut ada = shop.shopper("ada");
        for n in 1..=3 {
            ada.put("milk", Pieces(n)).await;
            ada.put("bread", Pieces(n)).await;
        }
        assert_eq!(ada.basket().await["total"], 360 + 750, "{fault:?}");
        let order = ada.checkout().await;
        assert_eq!((order.total, shop.orders().await), (1110, 1), "{fault:?}");
        shop.recovers().await;
    }
}

#[tokio::test]
async fn a_line_set_during_a_transaction_on_the_basket_is_set() {
    let shop = Fragile::shop().await;
    let mut ada = shop.shopper("ada");
    ada.put("milk", Pieces(1)).await;
    // A single write that meets a transaction is refused by a name of its own, which the SDK does not repeat.
    shop.follow(once(Fault::Conflict, |call| call.operation == "UpdateItem"));
    let reply = ada.try_to_put("milk", Pieces(2)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(ada.basket().await["total"], 240);
}

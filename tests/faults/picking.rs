//! A picker who taps again because nothing came back picks once.

use super::fragile::Fragile;
use super::plan::{Fault, first, once};
use crate::journeys::{Picker, Placed, Reply};
use domain::Quantity::{Grams, Pieces};
use serde_json::json;

async fn paid(shop: &Fragile) -> (Picker, Placed) {
    let mut ada = shop.shopper("ada");
    ada.put("apples", Grams(1000)).await;
    ada.put("milk", Pieces(3)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    shop.open.becomes(&placed, "placed").await;
    shop.open.quiet().await;
    (shop.staff().await, placed)
}

#[track_caller]
fn nothing_came_back(reply: &Reply) {
    assert!(reply.status >= 500, "{} {}", reply.status, reply.body);
}

#[tokio::test]
async fn every_step_whose_reply_is_lost_may_be_taken_again() {
    for fault in [Fault::FailAfter, Fault::Reject] {
        let shop = Fragile::shop().await;
        let (mut kim, placed) = paid(&shop).await;
        let findings = [("apples", json!({ "weighed": { "grams": 950 } })), ("milk", json!({ "short": { "found": 1 } }))];
        shop.follow(first(1, fault, |call| call.writes("K#")));
        nothing_came_back(&kim.report(&placed, &findings).await);
        kim.pick(&placed, &findings).await;
        assert_eq!((shop.open.available("apples").await, shop.open.available("milk").await), (19_050, 47), "{fault:?}");

        shop.follow(first(1, fault, |call| call.writes("J#settled")));
        nothing_came_back(&kim.step(&placed, "ready").await);
        kim.ready(&placed).await;
        shop.recovers().await;
        assert_eq!(shop.bank().payment(&placed, "succeeded").await["amount_received"], 285 + 120);

        let takings = placed.order.clone();
        shop.follow(first(1, fault, move |call| call.writes(&takings)));
        nothing_came_back(&kim.step(&placed, "handover").await);
        kim.hand_over(&placed).await;
        let day = kim.browser.get("/back-office/takings").await.good();
        assert_eq!((&day["orders"], &day["total"]), (&json!(1), &json!(405)), "{fault:?}");
        shop.recovers().await;
    }
}

#[tokio::test]
async fn a_shaky_line_is_not_noticed_between_the_shelves() {
    for fault in [Fault::LoseReply, Fault::Conflict, Fault::Throttle, Fault::Repeat] {
        let shop = Fragile::shop().await;
        let (mut kim, placed) = paid(&shop).await;
        shop.follow(once(fault, |_| true));
        kim.pick_all(&placed).await;
        kim.edit("bread", &json!({ "stock": 12 })).await;
        kim.ready(&placed).await;
        shop.recovers().await;
        kim.hand_over(&placed).await;
        assert_eq!(shop.open.available("bread").await, 12, "{fault:?}");
        shop.recovers().await;
    }
}

//! Money facts are stored once, and what they make necessary is done, however the table answers.

use super::fragile::Fragile;
use super::plan::{Call, Fault, first, once};
use crate::journeys::{Placed, Shopper};
use domain::Quantity::Pieces;

async fn waiting(shop: &Fragile) -> (Shopper, Placed) {
    let mut ada = shop.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    (ada, placed)
}

fn authorizing(call: &Call) -> bool {
    call.writes("J#authorized")
}

#[tokio::test]
async fn an_event_whose_commit_is_not_acknowledged_counts_once() {
    let shop = Fragile::shop().await;
    let (mut ada, placed) = waiting(&shop).await;
    shop.follow(first(1, Fault::FailAfter, authorizing));
    ada.pay(&placed).await;
    shop.open.becomes(&placed, "placed").await;
    let mails = shop.open.mails("ada").len();
    assert_eq!(mails, 0, "the commit came true, and nobody knows: no message was sent");
    // The provider tells it again, the sweep finds the work.
    shop.recovers().await;
    assert_eq!(shop.facts(&placed).await, ["authorized"]);
    assert_eq!((shop.open.mails("ada").len(), shop.open.available("milk").await), (1, 48));
}

#[tokio::test]
async fn an_event_that_does_not_get_through_is_told_again() {
    for fault in [Fault::Reject, Fault::Conflict] {
        let shop = Fragile::shop().await;
        let (mut ada, placed) = waiting(&shop).await;
        shop.follow(first(2, fault, authorizing));
        ada.pay(&placed).await;
        shop.open.becomes(&placed, "placed").await;
        shop.recovers().await;
        assert_eq!((shop.facts(&placed).await, shop.open.mails("ada").len()), (vec!["authorized".to_owned()], 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_copies_of_an_event_on_a_shaky_line_count_once() {
    let shop = Fragile::shop().await;
    let (mut ada, placed) = waiting(&shop).await;
    let mut bank = shop.bank();
    shop.stand_in.deliver_with(stripe_stand_in::Delivery { paused: true, ..Default::default() });
    ada.pay(&placed).await;
    let payment = bank.payment(&placed, "requires_capture").await;
    let event = bank.event(payment["id"].as_str().unwrap(), "payment_intent.amount_capturable_updated").await;
    shop.follow(once(Fault::FailAfter, Call::is_transaction));
    let statuses = bank.redeliver(&event, 50).await;
    assert!(statuses.iter().all(|s| *s == 200 || *s >= 500), "{statuses:?}");
    shop.stand_in.deliver_with(stripe_stand_in::Delivery::default());
    shop.recovers().await;
    assert_eq!(shop.facts(&placed).await, ["authorized"]);
    assert_eq!((shop.open.order(&placed).await.state.name(), shop.open.mails("ada").len()), ("placed", 1));
}

#[tokio::test]
async fn a_charge_whose_booking_is_lost_is_made_and_booked_once() {
    for fault in [Fault::FailAfter, Fault::Reject] {
        let shop = Fragile::shop().await;
        let (mut ada, placed) = waiting(&shop).await;
        let mut kim = shop.staff().await;
        ada.pay(&placed).await;
        shop.open.becomes(&placed, "placed").await;
        shop.open.quiet().await;
        kim.pick_all(&placed).await;
        shop.follow(first(2, fault, |call| call.writes("J#captured")));
        kim.ready(&placed).await;
        let payment = shop.bank().payment(&placed, "succeeded").await;
        shop.recovers().await;
        assert_eq!(shop.facts(&placed).await, ["authorized", "captured", "settled"], "{fault:?}");
        let charges = shop.bank().dump().await["charges"].as_array().unwrap().iter().filter(|c| c["captured"] == true).count();
        assert_eq!((payment["amount_received"].as_i64(), charges), (Some(240), 1));
        kim.hand_over(&placed).await;
        shop.recovers().await;
    }
}

#[tokio::test]
async fn a_release_whose_booking_is_lost_is_booked_once() {
    let shop = Fragile::shop().await;
    let (mut ada, placed) = waiting(&shop).await;
    ada.pay(&placed).await;
    shop.open.becomes(&placed, "placed").await;
    shop.open.quiet().await;
    shop.follow(first(2, Fault::FailAfter, |call| call.writes("J#voided")));
    ada.cancel(&placed).await.good();
    shop.bank().payment(&placed, "canceled").await;
    shop.recovers().await;
    assert_eq!(shop.facts(&placed).await, ["authorized", "voided"]);
    assert_eq!(shop.open.available("milk").await, 50);
}

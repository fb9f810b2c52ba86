//! A refund whose reply is lost, at any of its steps, is made once.

use super::fragile::Fragile;
use super::plan::{Fault, first};
use crate::journeys::{Picker, Placed};
use domain::Money;
use domain::Quantity::Pieces;
use domain::order::Returned;
use serde_json::json;

async fn handed_over(shop: &Fragile) -> (Picker, Placed) {
    let (mut ada, mut kim) = (shop.shopper("ada"), shop.staff().await);
    ada.put("cola", Pieces(4)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    shop.open.becomes(&placed, "placed").await;
    shop.open.quiet().await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    shop.recovers().await;
    kim.hand_over(&placed).await;
    (kim, placed)
}

#[tokio::test]
async fn every_step_of_a_refund_may_be_taken_again() {
    for fault in [Fault::FailAfter, Fault::Reject] {
        let shop = Fragile::shop().await;
        let (mut kim, placed) = handed_over(&shop).await;
        let path = format!("/back-office/orders/{}/refunds", placed.order);
        let asked = json!({ "refund": "broken", "of": "line-1", "much": "units", "number": "1", "reason": "sorry" });
        shop.follow(first(1, fault, |call| call.writes("J#returned")));
        let lost = kim.browser.post(&path, &asked).await;
        assert!(lost.status >= 500, "{}", lost.body);
        // From here on the worker's own writes meet the fault: the provider's word, and that the refund is paid.
        shop.follow(first(2, fault, |call| call.writes("J#refunded") || call.writes("H")));
        kim.browser.post(&path, &asked).await;
        shop.recovers().await;
        kim.browser.post(&path, &asked).await.good();
        shop.recovers().await;
        let order = shop.open.order(&placed).await;
        assert_eq!((order.refunds.len(), order.payment.refunded), (1, Money(125)), "{fault:?}");
        assert!(matches!(order.refunds[0].money, Returned::Paid { .. }), "{fault:?}: {:?}", order.refunds);
        let paid = shop.bank().dump().await["refunds"].as_array().unwrap().len();
        assert_eq!(paid, 1, "{fault:?}");
    }
}

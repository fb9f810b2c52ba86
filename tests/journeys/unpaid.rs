//! Somebody walks away, comes back, or changes their mind.

use super::{Open, assert_true_books, rows};
use domain::Quantity::{Grams, Pieces};
use domain::order::Rank;
use payments::Asked;
use stripe_stand_in::Delivery;

/// A little more than an unpaid order holds its goods.
const HOLD: i64 = 31 * 60;

#[tokio::test]
async fn an_unpaid_order_expires_and_gives_everything_back() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("apples", Grams(1000)).await;
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    let slot = open.order(&placed).await.fulfillment.slot;
    open.fire("sweep").await;
    open.quiet().await;
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment", "its time is not over");

    open.advance(HOLD);
    open.fire("sweep").await;
    open.becomes(&placed, "expired").await;
    open.quiet().await;
    assert_eq!((open.available("apples").await, open.available("milk").await), (20_000, 50));
    let day = (format!("T#{}", slot.date()), format!("{}#pickup#store", slot.window()));
    assert_eq!(rows(&open.shop).await[&day]["used"], 0);
    assert_eq!(ada.press(&placed, "pay").await.status, 410, "the payment page was closed");
    assert!(open.bank().payments_of(&placed).await.iter().all(|p| p["status"] == "canceled"));
    // The basket is still there, and can be ordered again.
    assert_eq!(ada.basket().await["items"], 2);
    let again = ada.checkout().await;
    assert_ne!(again.order, placed.order);
    assert!(open.mails("ada").is_empty());
    assert_true_books(&open.shop).await;
}

/// WooCommerce #67354: a shopper was locked out by their own old hold.
#[tokio::test]
async fn going_back_to_the_basket_reopens_it() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(50)).await;
    let first = ada.checkout().await;
    assert_eq!(open.available("milk").await, 0);
    assert_eq!(ada.cancel(&first).await.good()["status"], "canceled");
    assert_eq!(open.available("milk").await, 50, "nobody is locked out by their own hold");
    assert_eq!(ada.press(&first, "pay").await.status, 410, "no second payment lives beside the next one");
    ada.put("milk", Pieces(49)).await;
    let second = ada.checkout().await;
    assert_ne!(first.order, second.order);
    ada.cancel(&first).await.good();
    assert_eq!(open.order(&second).await.state.name(), "awaiting_payment", "the old order's link does not touch the new one");
    ada.pay(&second).await;
    open.becomes(&second, "placed").await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_payment_after_expiry_is_let_go_of() {
    let open = Open::shop().await;
    let (mut ada, mut bank) = (open.shopper("ada"), open.bank());
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    open.advance(HOLD);
    open.fire("sweep").await;
    open.becomes(&placed, "expired").await;
    // The provider took the money all the same, and tells us only now.
    let page = bank.page_for(&placed, placed.upper, "eur").await;
    bank.pay(&page).await;
    let payment = bank.payment(&placed, "requires_capture").await;
    let event = bank.event(payment["id"].as_str().unwrap(), "payment_intent.amount_capturable_updated").await;
    assert_eq!(bank.send(&event, "").await, [200]);

    bank.payment(&placed, "canceled").await;
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!((order.state.name(), order.payment.rank, order.payment.captured.0), ("expired", Rank::Voided, 0));
    open.mail("ada", &format!("Your payment for order {} came too late", placed.order)).await;
    assert_eq!(open.available("milk").await, 50);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_payment_nobody_told_us_of_is_found_before_the_order_expires() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    open.shop.stand_in.deliver_with(Delivery { paused: true, ..Delivery::default() });
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment");
    open.advance(HOLD);
    open.fire("sweep").await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    assert_eq!(open.available("milk").await, 48);
    assert_eq!(open.mails("ada").len(), 1);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn canceling_a_paid_order_releases_the_card() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    assert_eq!(ada.cancel(&placed).await.good()["status"], "canceled");
    let payment = open.bank().payment(&placed, "canceled").await;
    assert_eq!(payment["amount_received"], 0);
    open.mail("ada", &format!("Your order {} was canceled", placed.order)).await;
    open.quiet().await;
    assert_eq!(open.available("milk").await, 50);
    assert_eq!(open.order(&placed).await.payment.rank, Rank::Voided);
    assert_eq!(ada.cancel(&placed).await.good()["status"], "canceled", "canceling twice is canceling once");
    assert_eq!(open.mails("ada").iter().filter(|m| m.subject.ends_with("canceled")).count(), 1);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_order_in_the_pickers_hands_is_not_canceled_by_its_shopper() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("milk", Pieces(2)).await;
    ada.put("bread", Pieces(1)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    kim.pick(&placed, &[("milk", serde_json::json!("found"))]).await;
    ada.cancel(&placed).await.refused(409, "not-cancelable");
    assert_eq!(open.order(&placed).await.state.name(), "picking");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn staff_may_cancel_what_is_paid_and_say_why() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    let path = format!("/back-office/orders/{}/cancel", placed.order);
    let why = serde_json::json!({ "reason": "the cooler broke down" });
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    kim.browser.post(&path, &serde_json::json!({ "reason": " " })).await.refused(422, "invalid");
    kim.browser.post(&path, &why).await.good();
    let mail = open.mail("ada", &format!("Your order {} was canceled", placed.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains("the cooler broke down"));
    open.bank().payment(&placed, "canceled").await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn staff_may_end_an_order_that_is_not_paid_and_its_payment_page_is_closed() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    let path = format!("/back-office/orders/{}/cancel", placed.order);
    let why = serde_json::json!({ "reason": "the cooler broke down" });
    for _ in 0..2 {
        kim.browser.post(&path, &why).await.good();
    }
    let order = open.becomes(&placed, "canceled").await;
    assert!(matches!(order.state, domain::order::State::Canceled { reason, .. } if reason == "the cooler broke down"));
    open.quiet().await;
    let pages = open.bank().dump().await["sessions"].clone();
    assert!(!pages.to_string().contains("\"status\":\"open\""), "{pages}");
    assert_eq!(open.available("milk").await, 50);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_page_is_closed_also_when_the_shop_moved_meanwhile() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    let order = open.order(&placed).await;
    let asked = Asked { order: &order, back: "https://moved.example/orders?key=1" };
    let provider = &open.shop.worker.provider;
    assert_eq!(provider.page(&asked).await.unwrap().url, placed.pay_url);
    assert_eq!(provider.close(&asked).await.unwrap(), None);
    assert_eq!(open.bank().dump().await["sessions"][0]["status"], "expired");
}

//! A slot that is far away: the card is saved, asked on the day before, and what it refuses is paid on a page.

use super::{Open, Placed, Shopper, assert_true_books, eventually, settings};
use domain::Quantity::Pieces;
use domain::order::{Order, Rank};
use jiff::SignedDuration;
use serde_json::json;

async fn open() -> Open {
    let mut settings = settings();
    settings.slots.days = 14;
    Open::with(super::assortment(), settings).await
}

/// An order for the last slot of a fortnight, its card saved with a button of the page.
async fn saved(open: &Open, name: &str, button: &str) -> (Shopper, Placed) {
    let mut ada = open.shopper(name);
    ada.put("milk", Pieces(2)).await;
    let order = ada.checkout().await;
    ada.press(&order, button).await.leads();
    open.becomes(&order, "placed").await;
    open.quiet().await;
    (ada, order)
}

/// The day before has come, and the card was asked.
async fn the_day_before(open: &Open, order: &Placed) {
    let due = open.order(order).await.later.unwrap().due;
    let wait = due.duration_since(open.shop.clock.now()) + SignedDuration::from_mins(2);
    open.advance(wait.as_secs());
    open.fire("sweep").await;
}

async fn once(open: &Open, order: &Placed, what: &str, is: fn(&Order) -> bool) -> Order {
    eventually(what, async || Some(open.order(order).await).filter(&is)).await
}

#[tokio::test]
async fn a_card_is_saved_first_and_asked_on_the_day_before() {
    let open = open().await;
    let mut bob = open.shopper("bob");
    bob.put("milk", Pieces(1)).await;
    let review = bob.review().await.good();
    assert_eq!(review["card_later"], true);
    let (mut ada, order) = saved(&open, "ada", "pay").await;
    let placed = open.order(&order).await;
    assert_eq!((placed.payment.rank, placed.payment.authorized.0), (Rank::None, 0));
    assert!(ada.browser.page(&order.path()).await.body.contains("Your card is saved."));
    let letter = open.mail("ada", &format!("Your order {}", order.order)).await;
    assert!(letter.text.as_deref().unwrap_or_default().contains("Your card is saved"), "{:?}", letter.text);
    let mut kim = open.staff().await;
    assert!(kim.browser.page(&format!("/back-office/orders/{}", order.order)).await.body.contains("The card is saved, and asked on"));
    assert_eq!(kim.report(&order, &[("milk", json!("found"))]).await.status, 409, "nothing is picked before the card was asked");
    assert_true_books(&open.shop).await;

    // It may be changed without paying anew: the card is asked for all of it.
    let wish = json!({ "key": order.key, "lines": { "milk": { "pieces": 3 } } });
    let path = format!("/orders/{}/change", order.order);
    let seen = ada.browser.post(&path, &wish).await.good();
    let mut confirmed = wish.clone();
    confirmed["quote"] = seen["fingerprint"].clone();
    assert_eq!(ada.browser.post(&path, &confirmed).await.good().get("pay_url"), None);

    the_day_before(&open, &order).await;
    let asked = once(&open, &order, "the card is asked", |order| order.payment.rank == Rank::Authorized).await;
    assert_eq!((asked.payment.authorized.0, asked.review), (360, None));
    open.quiet().await;
    let mut kim = open.staff().await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.quiet().await;
    kim.hand_over(&order).await;
    assert_eq!(open.order(&order).await.payment.captured.0, 360);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_the_saved_card_refuses_is_paid_on_a_page() {
    let open = open().await;
    for (name, button) in [("ada", "decline_later"), ("eve", "ask_later")] {
        let (mut shopper, order) = saved(&open, name, button).await;
        the_day_before(&open, &order).await;
        once(&open, &order, "it asks for a payment", |order| order.awaited().is_some()).await;
        open.quiet().await;
        open.mail(name, &format!("Please pay for your order {}", order.order)).await;
        assert!(shopper.browser.page(&order.path()).await.body.contains("on the card you saved"));
        let paid = shopper.browser.post(&format!("/orders/{}/pay", order.order), &json!({ "key": order.key })).await.good();
        let page = Placed { pay_url: paid["pay_url"].as_str().map(str::to_owned), ..order.clone() };
        shopper.pay(&page).await;
        once(&open, &order, "it is paid", |order| order.payment.rank == Rank::Authorized).await;
        open.quiet().await;
        assert_true_books(&open.shop).await;
    }
}

#[tokio::test]
async fn what_nobody_pays_after_that_is_canceled_and_the_owner_knows() {
    let open = open().await;
    let (_, order) = saved(&open, "ada", "decline_later").await;
    the_day_before(&open, &order).await;
    let asked = once(&open, &order, "it asks for a payment", |order| order.awaited().is_some()).await;
    let wait = asked.awaited().unwrap().until.duration_since(open.shop.clock.now());
    open.advance(wait.as_secs() + 120);
    open.fire("sweep").await;
    open.becomes(&order, "canceled").await;
    open.quiet().await;
    assert_eq!(open.available("milk").await, 50);
    open.mail("ada", &format!("Your order {} was canceled", order.order)).await;
    assert!(open.order(&order).await.review.unwrap().contains("card_declined"));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_card_that_is_not_saved_in_time_leaves_nothing_held() {
    let open = open().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let order = ada.checkout().await;
    open.advance(31 * 60);
    open.fire("sweep").await;
    open.becomes(&order, "expired").await;
    open.quiet().await;
    assert_eq!(ada.press(&order, "pay").await.status, 410);
    assert_eq!(open.available("milk").await, 50);
    // And canceled, it is never asked.
    let (mut eve, order) = saved(&open, "eve", "pay").await;
    eve.cancel(&order).await.good();
    the_day_before(&open, &order).await;
    open.quiet().await;
    assert_eq!(open.order(&order).await.payment.rank, Rank::None);
    assert!(open.bank().payments_of(&order).await.is_empty());
    assert_true_books(&open.shop).await;
}

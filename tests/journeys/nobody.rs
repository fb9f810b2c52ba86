//! Nobody fetched it, or the door stayed shut: goods and money go back where they belong, and nobody is stuck.

use super::{Open, Picker, Placed, Shopper, assert_true_books, assortment, eventually, placed, settings};
use domain::Quantity::{Grams, Pieces};
use domain::Settings;
use domain::invoice::Seller;
use domain::order::Rank;
use serde_json::{Value, json};

/// Apples and two cola, packed.
async fn packed(open: &Open) -> (Shopper, Picker, Placed) {
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("apples", Grams(1000)).await;
    ada.put("cola", Pieces(2)).await;
    let order = ada.checkout().await;
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    (ada, kim, order)
}

async fn come_back(kim: &mut Picker, order: &Placed, told: &Value) -> super::Reply {
    kim.browser.post(&format!("/back-office/orders/{}/come-back", order.order), told).await
}

#[tokio::test]
async fn what_nobody_fetched_goes_back_to_the_shelf_and_its_money_to_the_card() {
    let open = Open::shop().await;
    let (mut ada, mut kim, order) = packed(&open).await;
    open.bank().payment(&order, "succeeded").await;
    open.quiet().await;
    let page = kim.browser.page(&format!("/back-office/orders/{}", order.order)).await;
    assert!(page.body.contains("nobody fetched it") && page.body.contains("goods[1]"), "{}", page.body);
    for _ in 0..2 {
        assert_eq!(come_back(&mut kim, &order, &json!({})).await.good()["state"], "canceled");
    }
    open.quiet().await;
    let stored = open.order(&order).await;
    assert_eq!((stored.payment.captured, stored.payment.refunded), (stored.payment.captured, stored.settled.unwrap()));
    assert_eq!((open.available("apples").await, open.available("cola").await), (19_000, 60), "loose apples do not keep");
    let mail = open.mail("ada", &format!("Your order {} was canceled", order.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains("What was charged goes back"), "{:?}", mail.text);
    assert!(ada.browser.page(&order.path()).await.body.contains("Nobody fetched it"));
    let takings = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((&takings["total"], &takings["orders"]), (&json!(0), &json!(0)));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn staff_say_line_by_line_what_becomes_of_it() {
    let open = Open::shop().await;
    let (_, kim, order) = packed(&open).await;
    open.quiet().await;
    let mut form = kim.browser.clone();
    let path = format!("/back-office/orders/{}/come-back", order.order);
    form.form(&path, &[("goods[1]", "restocked"), ("goods[2]", "wasted")]).await.leads();
    open.quiet().await;
    assert_eq!((open.available("apples").await, open.available("cola").await), (20_000, 58));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_card_that_can_no_longer_be_charged_ends_the_order_without_a_dead_end() {
    let open = Open::shop().await;
    let (_, order) = open.paid("ada").await;
    let mut kim = open.staff().await;
    kim.pick_all(&order).await;
    open.bank().days_pass(8).await;
    eventually("the bank let go of it", async || (open.order(&order).await.payment.rank == Rank::Voided).then_some(())).await;
    kim.ready(&order).await;
    open.quiet().await;
    come_back(&mut kim, &order, &json!({})).await.good();
    open.quiet().await;
    let stored = open.order(&order).await;
    assert_eq!((stored.state.name(), stored.payment.rank, stored.payment.captured.0), ("canceled", Rank::Voided, 0));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn who_did_not_fetch_an_order_to_be_paid_at_the_counter_may_order_again() {
    let open = Open::shop().await;
    let (mut ada, first) = open.paid("ada").await;
    let mut kim = open.staff().await;
    kim.pick_all(&first).await;
    kim.ready(&first).await;
    open.bank().payment(&first, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&first).await;
    let order = later(&mut ada).await;
    open.quiet().await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.quiet().await;
    come_back(&mut kim, &order, &json!({})).await.good();
    open.quiet().await;
    later(&mut ada).await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

/// Two milk, to be paid when they are fetched.
async fn later(ada: &mut Shopper) -> Placed {
    ada.put("milk", Pieces(2)).await;
    let slot = ada.slot().await;
    let mut details = ada.details(&slot);
    details["means"] = json!("at_handover");
    let review = ada.browser.post("/checkout", &details).await.good();
    placed(&ada.confirm(&review).await)
}

#[tokio::test]
async fn what_goes_back_before_the_handover_is_not_on_the_invoice_and_needs_no_credit_note() {
    let open = Open::shop().await;
    let (mut ada, mut kim, order) = packed(&open).await;
    open.bank().payment(&order, "succeeded").await;
    open.quiet().await;
    let asked = json!({ "refund": "warm", "of": "line-2", "much": "units", "number": "1", "reason": "one was warm" });
    kim.browser.post(&format!("/back-office/orders/{}/refunds", order.order), &asked).await.good();
    open.quiet().await;
    kim.hand_over(&order).await;
    let stored = open.order(&order).await;
    assert_eq!((stored.refunds[0].early, &stored.refunds[0].note), (true, &None));
    let invoice = ada.browser.page(&format!("/orders/{}/documents/invoice?key={}", order.order, order.key)).await;
    assert!(invoice.body.contains("4.25") && invoice.body.contains("Cola"), "3.00 of apples and one cola: {}", invoice.body);
    let takings = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((&takings["total"], &takings["given_back"]), (&json!(425), &json!(0)));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_invoice_names_the_shop_until_the_owner_says_who_sells_and_they_are_reminded() {
    let open = Open::with(assortment(), Settings { seller: Seller::default(), ..settings() }).await;
    let (mut ada, mut kim, order) = packed(&open).await;
    open.bank().payment(&order, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&order).await;
    let invoice = ada.browser.page(&format!("/orders/{}/documents/invoice?key={}", order.order, order.key)).await;
    assert!(invoice.body.contains(&settings().street) && !invoice.body.contains("VAT or tax number"), "{}", invoice.body);
    assert!(open.owner().await.browser.page("/back-office").await.body.contains("Say who sells"));
    assert!(!kim.browser.page("/back-office").await.body.contains("Say who sells"));
}

//! Paid at handover: whom the shop trusts, with how much, and that not a cent is lost between the door and the books.

use super::{Open, Placed, Reply, Shopper, assert_true_books, placed};
use domain::Quantity::Pieces;
use serde_json::json;

/// Confirms the basket as paid at handover.
pub(super) async fn later(shopper: &mut Shopper) -> Reply {
    let slot = shopper.slot().await;
    let mut details = shopper.details(&slot);
    details["means"] = json!("at_handover");
    let review = shopper.browser.post("/checkout", &details).await.good();
    shopper.confirm(&review).await
}

/// A shopper who got an order before, with milk in the basket.
pub(super) async fn regular(open: &Open) -> Shopper {
    let (mut ada, first) = open.paid("ada").await;
    let mut kim = open.staff().await;
    kim.pick_all(&first).await;
    kim.ready(&first).await;
    open.bank().payment(&first, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&first).await;
    ada.put("milk", Pieces(2)).await;
    ada
}

pub(super) async fn packed(open: &Open, order: &Placed) {
    let mut kim = open.staff().await;
    open.quiet().await;
    kim.pick_all(order).await;
    kim.ready(order).await;
    open.quiet().await;
}

async fn take(open: &Open, order: &Placed, tender: &str) -> Reply {
    let path = format!("/back-office/orders/{}/handover", order.order);
    open.staff().await.browser.post(&path, &json!({ "tender": tender })).await
}

fn why(reply: &Reply) -> String {
    reply.refused(409, "pay-by-card");
    reply.json()["detail"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_order_is_paid_in_cash_at_the_door_to_the_cent() {
    let open = Open::shop().await;
    let mut ada = regular(&open).await;
    let order = placed(&later(&mut ada).await);
    assert_eq!(open.order(&order).await.state.name(), "placed", "it waits for no payment");
    open.mail("ada", &format!("Your order {}", order.order)).await;
    packed(&open, &order).await;
    let mail = open.mail("ada", &format!("Your order {} is ready", order.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains("To pay when you get it"), "{:?}", mail.text);
    assert_eq!(take(&open, &order, "").await.status, 400, "somebody says what was taken");
    assert_eq!(open.staff().await.step(&order, "handover").await.status, 409, "goods do not leave unpaid");
    assert_eq!(take(&open, &order, "cash").await.good()["state"], "handed_over");
    assert_eq!(take(&open, &order, "terminal").await.good()["payment"]["captured"], 240, "a second press changes nothing");
    let mut owner = open.owner().await;
    let takings = owner.browser.get("/back-office/takings").await.good();
    assert_eq!((takings["total"].as_i64(), takings["cash"].as_i64(), takings["terminal"].as_i64()), (Some(480), Some(240), Some(0)));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_was_paid_in_cash_goes_back_from_the_till_or_as_credit() {
    let open = Open::shop().await;
    let mut ada = regular(&open).await;
    let order = placed(&later(&mut ada).await);
    packed(&open, &order).await;
    take(&open, &order, "cash").await.good();
    let mut kim = open.staff().await;
    let path = format!("/back-office/orders/{}/refunds", order.order);
    let asked = |name: &str, back: &str| json!({ "refund": name, "of": "line-1", "much": "units", "number": "1", "reason": "it was sour", "back": back });
    let refused = kim.browser.post(&path, &asked("one", "as_paid")).await;
    refused.refused(409, "not-refundable");
    assert!(refused.body.contains("say whether it goes back in cash"), "{}", refused.body);
    for _ in 0..2 {
        kim.browser.post(&path, &asked("one", "cash")).await.good();
    }
    kim.browser.post(&path, &asked("two", "credit")).await.good();
    open.quiet().await;
    let stored = open.order(&order).await;
    assert_eq!((stored.payment.captured.0, stored.payment.refunded.0, stored.refundable().0), (240, 120, 0));
    let takings = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((&takings["total"], &takings["cash"], &takings["credit"]), (&json!(240), &json!(120), &json!(-120)));
    let letters: Vec<String> =
        open.mails("ada").iter().filter(|m| m.subject.starts_with("Money back")).map(|m| m.text.clone().unwrap_or_default()).collect();
    assert!(
        letters.iter().any(|text| text.contains("from our till")) && letters.iter().any(|text| text.contains("Your code: ")),
        "{letters:?}"
    );
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn only_who_got_an_order_before_is_trusted_with_one_and_only_one_at_a_time() {
    let open = Open::shop().await;
    let mut eve = open.shopper("eve");
    eve.put("milk", Pieces(2)).await;
    assert!(why(&later(&mut eve).await).contains("had orders from us before"));
    assert_eq!(open.available("milk").await, 50, "nothing is held");

    let mut ada = regular(&open).await;
    let first = placed(&later(&mut ada).await);
    ada.put("milk", Pieces(1)).await;
    assert!(why(&later(&mut ada).await).contains("one unpaid order"));
    ada.cancel(&first).await.good();
    let second = placed(&later(&mut ada).await);
    assert_eq!(open.order(&second).await.state.name(), "placed");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn more_than_the_shop_trusts_with_is_paid_by_card() {
    let open = Open::shop().await;
    let mut ada = regular(&open).await;
    ada.put("bread", Pieces(20)).await;
    assert!(why(&later(&mut ada).await).contains("€20.00"));
    let order = ada.checkout().await;
    assert!(order.pay_url().contains("/pay/"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_baskets_confirmed_at_once_one_is_trusted() {
    let open = Open::shop().await;
    regular(&open).await;
    let placings = (0..10).map(async |_| {
        let mut ada = open.shopper("ada");
        ada.put("cola", Pieces(1)).await;
        later(&mut ada).await.status
    });
    let statuses = futures::future::join_all(placings).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_form_asks_and_the_page_says_when_to_pay() {
    let open = Open::shop().await;
    let mut ada = regular(&open).await;
    let form = ada.browser.page("/checkout?method=pickup").await;
    assert!(form.body.contains("name=\"means\" value=\"at_handover\"") && form.body.contains("value=\"online\" required checked"));
    let order = placed(&later(&mut ada).await);
    assert!(ada.browser.page(&order.path()).await.body.contains("You pay in cash or by card when you get your order"));
    packed(&open, &order).await;
    let page = open.staff().await.browser.page(&format!("/back-office/orders/{}", order.order)).await;
    assert!(page.body.contains("Took €2.40 in cash, hand over") && !page.body.contains("is being charged"));
    let mut kim = open.staff().await;
    kim.browser.form(&format!("/back-office/orders/{}/handover", order.order), &[("tender", "terminal")]).await.leads();
    let seen = kim.look(&order).await;
    assert_eq!(seen["at_handover"]["taken"], "terminal");
}

#[tokio::test]
async fn the_owner_decides_whom_to_trust() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let page = owner.browser.page("/back-office/payment").await;
    assert!(page.body.contains("value=\"20.00\"") && page.body.contains("value=\"yes\" required checked"), "{}", page.body);
    let wrong = [("at_handover", "yes"), ("most", "a lot"), ("after_orders", "0"), ("open_at_once", "0")];
    let refused = owner.browser.form("/back-office/payment", &wrong).await;
    assert_eq!((refused.status, refused.body.contains("That is no amount"), refused.body.contains("Between 1 and 100")), (422, true, true));
    let right = [("at_handover", "yes"), ("most", "35,00"), ("after_orders", "0"), ("open_at_once", "2")];
    owner.browser.form("/back-office/payment", &right).await.leads();
    open.quiet().await;
    let settings = open.shop.worker.store.settings().await.unwrap().unwrap();
    assert_eq!(settings.at_handover.map(|t| (t.most.0, t.after_orders, t.open_at_once)), Some((3_500, 0, 2)));
    owner.browser.post("/back-office/payment", &json!({ "at_handover": "no" })).await.good();
    assert_eq!(open.shop.worker.store.settings().await.unwrap().unwrap().at_handover, None);
}

//! Vouchers and deals, from the owner's form to the receipt.

use super::{Open, Placed, Shopper, assert_true_books, placed, rows};
use domain::Quantity::Pieces;
use futures::future::join_all;
use serde_json::{Value, json};

const CODE: &str = "HELLO2026";

/// A voucher of half a euro, with these limits.
async fn voucher(open: &Open, limits: &Value) {
    let mut written = json!({ "kind": "voucher", "title": "Hello", "code": "hello-2026", "off": "0.50" });
    limits.as_object().unwrap().iter().for_each(|(name, value)| written[name] = value.clone());
    open.owner().await.promote(&written).await;
}

/// Two bottles of milk and the voucher.
async fn with_voucher(open: &Open, name: &str) -> Shopper {
    let mut shopper = open.shopper(name);
    shopper.put("milk", Pieces(2)).await;
    shopper.browser.post("/cart/voucher", &json!({ "voucher": CODE })).await.good();
    shopper
}

/// The same, seen at checkout.
async fn reviewed(open: &Open, name: String) -> (Shopper, Value) {
    let mut shopper = with_voucher(open, &name).await;
    let review = shopper.review().await.good();
    (shopper, review)
}

async fn used(open: &Open) -> i64 {
    rows(&open.shop).await[&(format!("Q#{CODE}"), "Q".to_owned())]["used"].as_i64().unwrap()
}

/// Vendure PR #4660: the limit was read, and counted later.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_coupon_limit_is_not_bypassed_by_concurrency() {
    let open = Open::shop().await;
    voucher(&open, &json!({ "limit": "5" })).await;
    let buyers = join_all((0..20).map(|n| reviewed(&open, format!("buyer-{n}")))).await;
    let all = join_all(buyers.into_iter().map(|(mut buyer, review)| async move { buyer.confirm(&review).await.status })).await;
    assert_eq!(all.iter().filter(|status| **status == 201).count(), 5, "the others are told: {all:?}");
    assert_eq!((used(&open).await, open.available("milk").await), (5, 50 - 10));
    assert_true_books(&open.shop).await;
}

/// Saleor PR #15855: the second submit found the voucher used, and refunded the order that had used it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_double_submit_with_a_one_use_voucher_keeps_the_live_order() {
    let open = Open::shop().await;
    voucher(&open, &json!({ "limit": "1", "each": "1" })).await;
    let ada = with_voucher(&open, "ada").await;
    let review = ada.clone().review().await.good();
    let windows = (0..20).map(|_| {
        let (mut ada, review) = (ada.clone(), review.clone());
        async move { placed(&ada.confirm(&review).await) }
    });
    let all: Vec<Placed> = join_all(windows).await;
    assert!(all.iter().all(|placed| *placed == all[0]), "{all:?}");
    ada.clone().pay(&all[0]).await;
    let order = open.becomes(&all[0], "placed").await;
    let late = placed(&ada.clone().confirm(&review).await);
    assert_eq!((late.order, order.payment.refunded.0, used(&open).await), (all[0].order.clone(), 0, 1));
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_customer_uses_it_once_in_many_baskets_at_the_same_time() {
    let open = Open::shop().await;
    voucher(&open, &json!({ "each": "1" })).await;
    let baskets = join_all((0..8).map(|_| reviewed(&open, "ada".to_owned()))).await;
    let all = join_all(baskets.into_iter().map(|(mut ada, review)| async move { ada.confirm(&review).await.status })).await;
    assert_eq!(all.iter().filter(|status| **status == 201).count(), 1, "{all:?}");
    assert_eq!(used(&open).await, 1);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_voucher_is_given_back_once_by_the_order_that_ends() {
    let open = Open::shop().await;
    voucher(&open, &json!({ "limit": "1", "each": "1" })).await;
    let mut ada = with_voucher(&open, "ada").await;
    let first = ada.checkout().await;
    assert_eq!(used(&open).await, 1);
    let mut bob = open.shopper("bob");
    bob.put("milk", Pieces(1)).await;
    let refused = bob.browser.post("/cart/voucher", &json!({ "voucher": CODE })).await;
    assert_eq!(refused.refused(422, "invalid").len(), 1, "used up");
    for _ in 0..3 {
        ada.cancel(&first).await.good();
    }
    assert_eq!(used(&open).await, 0, "once");
    let second = ada.checkout().await;
    assert_eq!((second.total, used(&open).await), (first.total, 1), "the basket kept its voucher");
    open.advance(31 * 60);
    open.fire("sweep").await;
    open.becomes(&second, "expired").await;
    open.quiet().await;
    assert_eq!(used(&open).await, 0);
    assert_true_books(&open.shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_guesses_five_are_looked_up() {
    let open = Open::shop().await;
    let mut eve = open.shopper("eve");
    eve.put("milk", Pieces(1)).await;
    let guesses = (0..50).map(|n| {
        let mut eve = eve.clone();
        async move { eve.browser.post("/cart/voucher", &json!({ "voucher": format!("GUESS{n}") })).await.status }
    });
    let all = join_all(guesses).await;
    assert_eq!(all.iter().filter(|status| **status == 422).count(), 5, "{all:?}");
    assert!(all.iter().all(|status| [422, 429].contains(status)));
    voucher(&open, &json!({})).await;
    let right = json!({ "voucher": CODE });
    assert_eq!(eve.browser.post("/cart/voucher", &right).await.status, 429, "not even the right one");
    open.advance(301);
    eve.browser.post("/cart/voucher", &right).await.good();
}

#[tokio::test]
async fn a_voucher_that_ends_meanwhile_is_a_difference_shown() {
    let open = Open::shop().await;
    voucher(&open, &json!({})).await;
    let mut ada = with_voucher(&open, "ada").await;
    let review = ada.review().await.good();
    assert_eq!(review["quote"]["promised"]["voucher"]["code"], CODE);
    open.owner().await.browser.post("/back-office/promotions/end", &json!({ "of": "voucher", "id": CODE })).await.good();
    ada.confirm(&review).await.refused(409, "price-changed");
    let review = ada.browser.get("/checkout/review").await.good();
    assert_eq!(review["quote"]["passed_over"], "over");
    let page = ada.browser.page("/checkout/review").await;
    assert!(page.body.contains("The voucher HELLO2026 is no longer valid."), "{}", page.body);
    placed(&ada.confirm(&review).await);
    assert_eq!(used(&open).await, 0);
}

#[tokio::test]
async fn a_deal_is_seen_in_the_basket_kept_when_something_is_missing_and_printed_on_the_way() {
    let open = Open::shop().await;
    let deal = json!({ "kind": "threshold", "title": "One off from five", "off": "1.00", "from": "5.00", "products": "milk bread" });
    let mut owner = open.owner().await;
    owner.promote(&deal).await;
    owner.promote(&deal).await;
    open.quiet().await;
    let mut ada = open.shopper("ada");
    let basket = ada.put("milk", Pieces(10)).await;
    assert_eq!(basket["savings"], json!([["One off from five", 100]]));
    let order = ada.checkout().await;
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    open.quiet().await;
    owner.pick(&order, &[("milk", json!({ "short": { "found": 3 } }))]).await;
    owner.ready(&order).await;
    open.quiet().await;
    let looked = ada.look(&order).await;
    assert_eq!(looked["picked"][0]["reasons"][0]["off"], 100, "once reached it stays reached");
    assert_eq!(looked["settled"].as_i64(), looked["picked"][0]["priced"]["goods"].as_i64().map(|goods| goods - 100));
    assert!(ada.browser.page(&order.path()).await.body.contains("One off from five"));
    assert!(open.mails("ada").iter().any(|mail| mail.text.as_deref().is_some_and(|text| text.contains("One off from five"))));
    assert_eq!(owner.browser.get("/back-office/promotions").await.good()["deals"].as_array().unwrap().len(), 1, "made twice, it is one");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_cannot_be_a_promotion_is_said_beside_its_field() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let wrong = json!({ "kind": "set_price", "title": "", "take": "x", "price": "1.999", "products": "milk nothing", "starts": "soon", "ends": "2026-01-01T00:00" });
    let refused = owner.browser.post("/back-office/promotions", &wrong).await.refused(422, "invalid");
    assert_eq!(refused.len(), 5, "{refused:?}");
    let page = owner.browser.page("/back-office/promotions/new?kind=voucher").await;
    assert!(page.body.contains("datetime-local") && page.body.contains("Times one customer may use it"));
}

//! Goods with an age limit, from the basket to the door.

use super::paying::{later, packed, regular};
use super::{Open, Picker, Placed, Shopper, assert_true_books, eventually, placed};
use domain::Quantity::Pieces;
use serde_json::json;

/// Bread and two bottles of wine, packed and charged.
async fn packed_up(open: &Open) -> (Shopper, Picker, Placed) {
    let mut ada = open.shopper("ada");
    ada.put("bread", Pieces(1)).await;
    ada.put("wine", Pieces(2)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    let mut kim = open.staff().await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    (ada, kim, placed)
}

#[tokio::test]
async fn wine_is_ordered_by_who_says_they_are_old_enough() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("wine", Pieces(1)).await;
    let review = ada.review().await.good();
    let unsaid = ada.browser.post("/checkout", &json!({ "quote": review["fingerprint"] })).await;
    assert_eq!(unsaid.refused(422, "invalid")[0].1, "required");
    let placed = placed(&ada.confirm(&review).await);
    assert_eq!(open.order(&placed).await.promise.of_age, Some(16));
}

#[tokio::test]
async fn wine_changes_hands_after_a_look_at_a_card() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = packed_up(&open).await;
    kim.step(&placed, "handover").await.refused(409, "age-unchecked");
    let handover = format!("/back-office/orders/{}/handover", placed.order);
    for _ in 0..2 {
        let given = kim.browser.post(&handover, &json!({ "age": "old_enough" })).await.good();
        assert_eq!((&given["state"], &given["promise"]["age_check"]["outcome"]), (&json!("handed_over"), &json!("old_enough")));
    }
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn wine_that_may_not_be_handed_over_comes_back_and_so_does_its_money() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = packed_up(&open).await;
    let handover = format!("/back-office/orders/{}/handover", placed.order);
    let mut form = kim.browser.clone();
    for _ in 0..2 {
        form.form(&handover, &[("age", "no_card")]).await.leads();
    }
    open.becomes(&placed, "handed_over").await;
    open.quiet().await;
    eventually("the money is back", async || (open.order(&placed).await.payment.refunded.0 == 1_600).then_some(())).await;
    assert_eq!((open.available("wine").await, open.available("bread").await), (10, 29));
    let seen = ada.look(&placed).await;
    assert_eq!(seen["payment"]["captured"], 1_850);
    let day = kim.browser.get("/back-office/takings").await.good();
    assert_eq!(day["total"], json!(250), "the day keeps what the bread cost");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn wine_is_paid_at_the_door_and_what_stays_here_is_not() {
    for (seen, wine, paid) in [("old_enough", 8, 1_840), ("too_young", 10, 240)] {
        let open = Open::shop().await;
        let mut ada = regular(&open).await;
        ada.put("wine", Pieces(2)).await;
        let order = placed(&later(&mut ada).await);
        packed(&open, &order).await;
        let (mut kim, path) = (open.staff().await, format!("/back-office/orders/{}", order.order));
        let page = kim.browser.page(&path).await.body;
        assert!(page.contains("Without what has an age limit: <strong>€2.40</strong>") && page.contains("What does a card say?"), "{page}");
        let handover = format!("{path}/handover");
        kim.browser.post(&handover, &json!({ "tender": "cash" })).await.refused(409, "age-unchecked");
        for _ in 0..2 {
            kim.browser.form(&handover, &[("age", seen), ("tender", "cash")]).await.leads();
        }
        let stored = open.becomes(&order, "handed_over").await;
        open.quiet().await;
        assert_eq!((stored.payment.captured - stored.payment.refunded).0, paid);
        assert_eq!(open.available("wine").await, wine);
        let day = kim.browser.get("/back-office/takings").await.good();
        assert_eq!((&day["cash"], &day["given_back"]), (&json!(paid), &json!(0)), "one sum changed hands");
        let letters = open.mails("ada").iter().filter(|mail| mail.subject.starts_with("Money back")).count();
        assert_eq!(letters, usize::from(wine == 10));
        assert_true_books(&open.shop).await;
    }
}

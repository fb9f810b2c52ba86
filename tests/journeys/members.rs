//! Who pays members' prices, and what a basket that costs next to nothing needs.

use super::{Open, Shopper, assert_true_books, settings};
use domain::Quantity::Pieces;
use serde_json::{Value, json};

/// Milk costs members 20 cents less.
async fn cheaper_milk(open: &Open) {
    open.owner().await.promote(&json!({ "kind": "member_price", "off": "0.20", "products": "milk" })).await;
}

/// Two bottles of milk, with this wish for the weekly offers.
async fn reviewed(shopper: &mut Shopper, offers: bool) -> Value {
    shopper.put("milk", Pieces(2)).await;
    let slot = shopper.slot().await;
    let mut details = shopper.details(&slot);
    details["contact"]["offers"] = json!(offers);
    shopper.browser.post("/checkout", &details).await.good()
}

#[tokio::test]
async fn a_member_is_who_opened_the_link_of_a_letter_and_nobody_who_only_says_so() {
    let open = Open::shop().await;
    cheaper_milk(&open).await;
    let mut ada = open.shopper("ada");
    let review = reviewed(&mut ada, true).await;
    assert_eq!(review["quote"]["total"], 240, "a tick is no membership");
    let placed = super::placed(&ada.confirm(&review).await);
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;

    let (email, key) = ("ada@example.org", open.shop.worker.links.key("member", "ada@example.org"));
    ada.browser.post("/offers/member", &json!({ "email": email, "key": "0123" })).await.refused(404, "not-found");
    assert!(ada.browser.page(&format!("/offers/member?email=ada%40example.org&key={key}")).await.body.contains("in this browser"));
    assert_eq!(reviewed(&mut ada, false).await["quote"]["total"], 240, "a page that was opened changes nothing");
    ada.browser.post("/offers/member", &json!({ "email": email, "key": key })).await.good();
    assert_eq!(reviewed(&mut ada, false).await["quote"]["total"], 200);

    let mut stranger = open.shopper("ada");
    assert_eq!(reviewed(&mut stranger, true).await["quote"]["total"], 240, "her address is not his");
    open.shop.worker.store.unsubscribe(email).await.unwrap();
    assert_eq!(reviewed(&mut ada, false).await["quote"]["total"], 240, "who left is no member");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_least_a_card_is_charged_is_asked_of_cards_only_and_in_their_currency() {
    let mut crowns = settings();
    crowns.currency = "SEK".into();
    let open = Open::with(super::assortment(), crowns).await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let slot = ada.slot().await;
    let mut details = ada.details(&slot);
    ada.browser.post("/checkout", &details).await.refused(409, "below-minimum");
    details["means"] = json!("at_handover");
    assert_eq!(ada.browser.post("/checkout", &details).await.good()["quote"]["total"], 240);
}

#[tokio::test]
async fn a_bundle_of_what_can_never_count_is_refused_in_the_form() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let written = json!({ "kind": "bundle", "title": "Fruit and bread", "parts": "apples\nbread", "price": "4.00",
        "starts": "2026-01-01T00:00", "ends": "2099-01-01T00:00" });
    let refused = owner.browser.post("/back-office/promotions", &written).await.refused(422, "invalid");
    assert_eq!(refused, [("parts".to_owned(), "loose".to_owned())]);
}

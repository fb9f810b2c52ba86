//! Zones: the owner draws them, the shopper pays what they ask, and what is short changes no fee.

use super::{Open, Placed, Shopper, assert_true_books, eventually, placed};
use domain::Quantity::Pieces;
use serde_json::{Value, json};

/// A delivery to a postcode, in the last slot with room.
async fn review(ada: &mut Shopper, postcode: &str) -> Value {
    let slot = ada.slots(&format!("method=delivery&postcode={postcode}")).await.pop().unwrap();
    let mut details = ada.details(&slot);
    details["fulfillment"] = json!({
        "method": "delivery", "slot": slot, "address": { "street": "Musterweg 1", "postcode": postcode, "city": "Berlin" },
    });
    ada.browser.post("/checkout", &details).await.good()
}

/// Until shoppers see what the owner changed.
async fn delivers(ada: &mut Shopper, postcode: &str, zone: &str) {
    let path = format!("/slots?method=delivery&postcode={postcode}");
    let what = format!("{zone} delivers to {postcode}");
    eventually(&what, async || ada.browser.get(&path).await.json()["zone"].as_str().filter(|is| *is == zone).map(drop)).await;
}

fn fees(review: &Value) -> Vec<(String, i64)> {
    let fee = |fee: &Value| (fee["kind"].as_str().unwrap().to_owned(), fee["amount"].as_i64().unwrap());
    review["quote"]["fees"].as_array().unwrap().iter().map(fee).collect()
}

#[tokio::test]
async fn a_small_basket_pays_for_its_way_and_goes_on_paying_it_when_items_are_short() {
    let open = Open::shop().await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    let zone = json!({ "name": "Pankow", "postcodes": "131*, 13051 - 13059", "fee": "3,90", "small_below": "20", "small_fee": "1,50" });
    let zones = owner.browser.post("/back-office/zones", &zone).await.good();
    assert_eq!(zones["zones"][2]["postcodes"], json!(["131*", "13051-13059"]));
    assert_eq!(owner.browser.post("/back-office/zones", &zone).await.good(), zones, "sent again, it is the same");
    delivers(&mut ada, "13055", "pankow").await;

    ada.put("wine", Pieces(2)).await;
    ada.put("milk", Pieces(5)).await;
    assert_eq!(fees(&review(&mut ada, "13187").await), [("delivery".to_owned(), 390)], "22.00 is not small");
    ada.put("milk", Pieces(2)).await;
    let told = review(&mut ada, "13187").await;
    assert_eq!(fees(&told), [("delivery".to_owned(), 390), ("small".to_owned(), 150)]);
    let placed: Placed = placed(&ada.confirm(&told).await);
    assert_eq!(placed.total, 1_600 + 240 + 390 + 150);
    let page = ada.browser.page(&placed.path()).await;
    assert!(page.body.contains("Small basket"), "{}", page.body);
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;

    let mut kim = open.staff().await;
    kim.pick(&placed, &[("wine", json!({ "short": { "found": 1 } })), ("milk", json!("found"))]).await;
    assert_eq!(kim.ready(&placed).await["comes_to"], 800 + 240 + 390 + 150, "the fees are those that were promised");
    open.quiet().await;
    let over = format!("/back-office/orders/{}/handover", placed.order);
    kim.browser.post(&over, &json!({ "age": "old_enough" })).await.good();
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_owner_sees_what_overlaps_and_the_more_exact_zone_delivers() {
    let open = Open::shop().await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    let all = owner.browser.post("/back-office/zones", &json!({ "name": "Berlin", "postcodes": "10*", "fee": "9" })).await.good();
    let overlaps = all["overlaps"].as_array().unwrap();
    assert!(overlaps.iter().any(|o| o["winner"] == json!(["Mitte", "10115"]) && o["loser"] == json!(["Berlin", "10*"])), "{all}");
    delivers(&mut ada, "10999", "berlin").await;
    delivers(&mut ada, "10115", "mitte").await;
    assert!(owner.browser.page("/back-office/zones").await.body.contains("Where zones overlap"));

    let gone = owner.browser.post("/back-office/zones/remove", &json!({ "zone": "berlin" })).await.good();
    assert_eq!((gone["zones"].as_array().unwrap().len(), &gone["overlaps"]), (2, &json!([])));
    owner.browser.post("/back-office/zones/remove", &json!({ "zone": "berlin" })).await.good();
    let path = "/slots?method=delivery&postcode=10999";
    eventually("nobody delivers there", async || (ada.browser.get(path).await.status == 422).then_some(())).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_zone_is_said_beside_it_and_nothing_is_lost() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let zone = json!({ "name": "Nowhere", "postcodes": "10179-10115, 1*", "fee": "much", "small_fee": "1", "minimum": "12,50" });
    let wrong = owner.browser.post("/back-office/zones", &zone).await.refused(422, "invalid");
    let fields: Vec<&str> = wrong.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["fee", "postcodes", "small_below"]);
    let fields = [("name", "Nowhere"), ("postcodes", "10179-10115"), ("fee", "much"), ("minimum", "12,50")];
    let page = owner.browser.form("/back-office/zones", &fields).await;
    assert!(page.status == 422 && page.body.contains("value=\"12,50\"") && page.body.contains("ends before it begins"), "{}", page.body);
    owner.browser.post("/back-office/zones", &json!({ "name": "Mitte", "postcodes": "20*", "fee": "1" })).await.refused(422, "invalid");
}

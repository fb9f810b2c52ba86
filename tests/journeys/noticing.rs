//! News of an order: a letter, or a notice on the device of who asked for one.

use super::{Open, Picker, Placed, Shopper, eventually};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::Quantity::Pieces;
use larder::post_office::Pushed;
use serde_json::{Value, json};
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::{Auth, decrypt};

/// From the basket to an order that is brought to the door.
async fn delivered(ada: &mut Shopper) -> Placed {
    let slot = ada.slots("method=delivery&postcode=10115").await.pop().unwrap_or_else(|| panic!("no slot has room"));
    let address = json!({ "street": "Musterweg 1", "postcode": "10115", "city": "Berlin" });
    let mut details = ada.details(&slot);
    details["fulfillment"] = json!({ "method": "delivery", "slot": slot, "address": address });
    let review = ada.browser.post("/checkout", &details).await.good();
    super::placed(&ada.confirm(&review).await)
}

/// A delivery that is packed and charged.
async fn packed(open: &Open) -> (Shopper, Picker, Placed) {
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(20)).await;
    let placed = delivered(&mut ada).await;
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
async fn a_delivery_on_its_way_is_told_and_so_is_its_arrival() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = packed(&open).await;
    let sent = kim.step(&placed, "send-off").await.good();
    assert_eq!(sent["state"], "out_for_delivery");
    kim.step(&placed, "send-off").await.good();
    let mail = open.mail("ada", &format!("Your order {} is on its way", placed.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains("will be at your door on"));
    kim.hand_over(&placed).await;
    open.mail("ada", &format!("Your order {} is with you", placed.order)).await;
    open.quiet().await;
    super::assert_true_books(&open.shop).await;
    let letters = open.shop.post_office.mails();
    assert_eq!(letters.iter().filter(|m| m.subject.contains("on its way")).count(), 1, "told once");
}

#[tokio::test]
async fn what_is_fetched_is_not_sent_off() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    let mut kim = open.staff().await;
    kim.step(&placed, "send-off").await.refused(409, "not-now");
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.step(&placed, "send-off").await.refused(409, "not-now");
    kim.hand_over(&placed).await;
}

/// A browser that listens.
struct Device {
    secret: SecretKey,
    auth: [u8; 16],
    endpoint: String,
}

impl Device {
    fn of(open: &Open, name: &str) -> Device {
        let secret = SecretKey::from_slice(&[7; 32]).unwrap();
        Device { secret, auth: [9; 16], endpoint: format!("{}/push/{name}", open.shop.post_office_url) }
    }

    fn subscription(&self, placed: &Placed) -> Value {
        let public = self.secret.public_key().to_encoded_point(false);
        json!({
            "key": placed.key, "endpoint": self.endpoint,
            "p256dh": BASE64.encode(public.as_bytes()), "auth": BASE64.encode(self.auth),
        })
    }

    /// A notice as the browser reads it.
    fn reads(&self, sealed: &Pushed) -> Value {
        let plain = decrypt(sealed.sealed.clone(), &self.secret, &Auth::clone_from_slice(&self.auth)).unwrap();
        serde_json::from_slice(&plain).unwrap()
    }
}

#[tokio::test]
async fn who_listens_is_told_on_the_device_and_gets_no_letter_of_it() {
    let open = Open::shop().await;
    let device = Device::of(&open, "phone");
    let (mut ada, mut kim, placed) = packed(&open).await;
    let path = format!("/orders/{}/listen", placed.order);
    for _ in 0..2 {
        assert_eq!(ada.browser.post(&path, &device.subscription(&placed)).await.good()["listening"], true);
    }
    kim.step(&placed, "send-off").await.good();
    let sealed = eventually("a notice", async || open.shop.post_office.pushed().pop()).await;
    open.quiet().await;
    assert_eq!(open.shop.post_office.pushed().len(), 1, "a browser that asks twice is told once");
    let notice = device.reads(&sealed);
    assert_eq!(notice["title"], format!("Your order {} is on its way", placed.order));
    assert!(notice["url"].as_str().unwrap().ends_with(&placed.path()));
    let header = |name: &str| sealed.headers[name].to_str().unwrap();
    assert_eq!((header("content-encoding"), header("ttl")), ("aes128gcm", "14400"));
    assert!(!open.shop.post_office.mails().iter().any(|m| m.subject.contains("on its way")));
}

#[tokio::test]
async fn where_no_device_can_be_told_a_letter_is_sent() {
    let open = Open::shop().await;
    let device = Device::of(&open, "gone");
    let (mut ada, mut kim, placed) = packed(&open).await;
    ada.browser.post(&format!("/orders/{}/listen", placed.order), &device.subscription(&placed)).await.good();
    kim.step(&placed, "send-off").await.good();
    open.mail("ada", &format!("Your order {} is on its way", placed.order)).await;
    open.quiet().await;
}

#[tokio::test]
async fn nobody_makes_the_shop_call_an_address_of_their_choice() {
    let open = Open::shop().await;
    let device = Device::of(&open, "phone");
    let (mut ada, _, placed) = packed(&open).await;
    let path = format!("/orders/{}/listen", placed.order);
    let mut asked = device.subscription(&placed);
    asked["endpoint"] = json!("https://169.254.169.254/latest/meta-data/");
    ada.browser.post(&path, &asked).await.refused(422, "invalid");
    let mut asked = device.subscription(&placed);
    asked["key"] = json!("0".repeat(32));
    ada.browser.post(&path, &asked).await.refused(404, "not-found");
    for n in 0..6 {
        let mut asked = device.subscription(&placed);
        asked["endpoint"] = json!(format!("{}{n}", device.endpoint));
        let reply = ada.browser.post(&path, &asked).await;
        if n < 5 { drop(reply.good()) } else { drop(reply.refused(409, "too-many")) }
    }
}

//! What is sold out comes back, and who waited for it is told, once.

use super::{Open, eventually};
use domain::waiting::{MOST_PEOPLE, MOST_PRODUCTS};
use serde_json::json;

async fn waits(open: &Open, sku: &str, who: &str) -> u16 {
    open.stranger().post("/waiting", &json!({ "sku": sku, "email": format!("{who}@example.org") })).await.status
}

/// The sweep looks, and everything it sent is done.
async fn swept(open: &Open) {
    open.fire("sweep").await;
    open.quiet().await;
}

#[tokio::test]
async fn who_waits_gets_one_letter_when_it_is_back() {
    let open = Open::shop().await;
    let mut kim = open.owner().await;
    kim.edit("wine", &json!({ "stock": 0 })).await;
    for who in ["ada", "ada", "bob"] {
        assert_eq!(waits(&open, "wine", who).await, 200);
    }
    open.quiet().await;
    kim.edit("wine", &json!({ "stock": 6 })).await;
    swept(&open).await;
    let mail = open.mail("ada", "Back on the shelf: Wine").await;
    open.mail("bob", "Back on the shelf: Wine").await;
    let words = mail.text.clone().unwrap_or_default();
    assert!(words.contains("/products/wine"), "{words}");

    for stock in [0, 3] {
        kim.edit("wine", &json!({ "stock": stock })).await;
        swept(&open).await;
    }
    assert_eq!((open.mails("ada").len(), open.mails("bob").len()), (1, 1), "one letter was asked for");
    let stop = words.split_whitespace().last().unwrap().replace(&open.shop.origin, "");
    assert!(open.stranger().page(&stop).await.body.contains("does not wait for anything"), "{stop}");
}

#[tokio::test]
async fn an_order_that_runs_out_of_time_brings_it_back_too() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.owner().await);
    kim.edit("wine", &json!({ "stock": 1 })).await;
    ada.put("wine", domain::Quantity::Pieces(1)).await;
    let placed = ada.checkout().await;
    kim.edit("wine", &json!({ "stock": 0 })).await;
    assert_eq!(waits(&open, "wine", "bob").await, 200);
    open.advance(31 * 60);
    open.fire("sweep").await;
    open.becomes(&placed, "expired").await;
    eventually("the wine is back", async || (open.available("wine").await == 1).then_some(())).await;
    eventually("somebody noticed", async || {
        open.fire("sweep").await;
        (open.mails("bob").len() == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn nobody_waits_for_what_is_there_or_for_ever() {
    let open = Open::shop().await;
    let answer = open.stranger().post("/waiting", &json!({ "sku": "milk", "email": "ada@example.org" })).await.good();
    assert_eq!(answer["state"], "available");
    assert_eq!(open.stranger().post("/waiting", &json!({ "sku": "nothing", "email": "ada@example.org" })).await.status, 404);
    open.owner().await.edit("milk", &json!({ "stock": 0 })).await;
    let wrong = open.stranger().form("/waiting", &[("sku", "milk"), ("email", "ada at example")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("ada at example"), "what was typed is still there");
    for n in 0..MOST_PEOPLE {
        assert_eq!(waits(&open, "milk", &format!("person-{n}")).await, 200);
    }
    assert_eq!(waits(&open, "milk", "one-too-many").await, 409);
    assert_eq!(waits(&open, "milk", "person-7").await, 200, "who waits already may ask again");
}

#[tokio::test]
async fn an_address_waits_for_a_few_things_and_can_stop() {
    let many: Vec<_> = (0..=MOST_PRODUCTS).map(|n| super::packed(&format!("thing-{n}"), 100, 0)).collect();
    let open = Open::with(many, super::settings()).await;
    for n in 0..MOST_PRODUCTS {
        assert_eq!(waits(&open, &format!("thing-{n}"), "ada").await, 200);
    }
    assert_eq!(waits(&open, &format!("thing-{MOST_PRODUCTS}"), "ada").await, 409);
    let key = open.shop.worker.links.key("waiting", "ada@example.org");
    let mut ada = open.stranger();
    let link = format!("/waiting/cancel?email=ada%40example.org&key={key}");
    assert!(ada.page(&link).await.body.contains("Thing 3"));
    assert_eq!(ada.page(&link.replace(&key, "0")).await.status, 404);
    let stop = [("email", "ada@example.org"), ("key", key.as_str())];
    assert_eq!(ada.form("/waiting/cancel", &stop).await.status, 200);
    assert_eq!(ada.form("/waiting/cancel", &stop).await.status, 200, "twice is the same");
    open.owner().await.edit("thing-3", &json!({ "stock": 5 })).await;
    swept(&open).await;
    assert!(open.mails("ada").is_empty());
}

#[tokio::test]
async fn a_product_page_offers_to_tell() {
    let open = Open::shop().await;
    open.owner().await.edit("milk", &json!({ "stock": 0 })).await;
    let seen = eventually("the page knows", async || {
        let page = open.stranger().page("/products/milk/milk").await.body;
        page.contains("action=\"/waiting\"").then_some(page)
    })
    .await;
    assert!(seen.contains("Oat milk"), "and what may be taken instead");
}

#[tokio::test]
async fn the_letter_leads_to_the_page_in_its_language() {
    let open = Open::shop().await;
    let mut kim = open.owner().await;
    kim.edit("wine", &json!({ "stock": 0 })).await;
    let wish = json!({ "sku": "wine", "email": "cem@example.org" });
    open.stranger().with("accept-language", "de").post("/waiting", &wish).await.good();
    kim.edit("wine", &json!({ "stock": 6 })).await;
    swept(&open).await;
    let words = open.mails("cem")[0].text.clone().unwrap_or_default();
    assert!(words.contains("/de/products/wine/wine\n"), "{words}");
}

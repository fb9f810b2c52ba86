//! What is good to know: offers, help, delivery, and what the law asks for.

use super::Open;
use domain::promotion::{Promotion, Stage};
use domain::{Offer, OfferKind, Sku};
use jiff::SignedDuration;
use serde_json::json;

#[tokio::test]
async fn offers_stand_together_until_they_end() {
    let open = Open::shop().await;
    assert!(open.stranger().page("/offers").await.body.contains("Nothing is on offer today"));
    let (store, now) = (&open.shop.worker.store, open.shop.clock.now());
    for (id, hours, sku) in [("late", 400, "milk"), ("soon", 100, "bread"), ("soon-too", 100, "cola")] {
        let kind = OfferKind::Percent { bp: 1000 };
        let offer = Offer {
            id: id.into(),
            title: format!("Offer {id}"),
            kind,
            starts: now,
            ends: now + SignedDuration::from_hours(hours),
            group: None,
        };
        store.save_promotion(&Promotion { offer, skus: vec![Sku::parse(sku).unwrap()], stage: Stage::Planned }).await.unwrap();
    }
    open.fire("promotions").await;
    open.quiet().await;
    open.shop.worker.published.look_again();
    let offers = open.stranger().get("/offers").await.good();
    let titles: Vec<_> = offers["offers"].as_array().unwrap().iter().map(|o| o["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Offer soon", "Offer soon-too", "Offer late"]);
    let page = open.stranger().page("/offers").await.body;
    assert!(page.contains("until ") && page.contains("Offer late"), "{page}");
    assert_eq!(open.stranger().page("/offers?page=2").await.status, 404);
}

#[tokio::test]
async fn a_postcode_is_answered() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    assert!(ada.page("/delivery").await.body.contains("10117"));
    let yes = ada.page("/delivery?postcode=10115").await.body;
    assert!(yes.contains("Yes, we deliver to 10115") && yes.contains("2.90"), "{yes}");
    assert!(ada.page("/delivery?postcode=%3Cb%3E").await.body.contains("We do not deliver to &lt;b&gt; yet"));
    assert!(ada.page("/help").await.body.contains("id=\"weighing\""));
}

#[tokio::test]
async fn a_legal_page_is_there_once_the_owner_wrote_it() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    assert_eq!(open.stranger().page("/legal/imprint").await.status, 404);
    assert_eq!(open.stranger().page("/legal/nonsense").await.status, 404);
    assert!(!open.stranger().page("/help").await.body.contains("/legal/"), "nothing is linked that is not there");
    assert!(owner.browser.page("/back-office/legal").await.body.contains("not written yet"));
    assert_eq!(open.staff().await.browser.page("/back-office/legal").await.status, 403, "the owner's words");

    let text = "# Who we are\nLarder <GmbH>\n\n- Road 7";
    owner.browser.post("/back-office/legal", &json!({ "imprint": text, "privacy": "We keep little." })).await.good();
    open.quiet().await;
    open.shop.worker.published.look_again();
    let page = open.stranger().page("/legal/imprint").await.body;
    assert!(page.contains("<h2>Who we are</h2>") && page.contains("Larder &lt;GmbH&gt;") && page.contains("<li>Road 7</li>"), "{page}");
    assert!(page.contains("href=\"/legal/privacy\"") && !page.contains("href=\"/legal/terms\""));
    let privacy = open.stranger().page("/legal/privacy").await.body;
    assert!(privacy.contains("<code>cart</code>") && privacy.contains("60 days"), "{privacy}");
    assert!(open.stranger().get("/sitemap.xml").await.body.contains("/legal/imprint"));

    let long = "x".repeat(30_001);
    assert_eq!(owner.browser.post("/back-office/legal", &json!({ "terms": long })).await.status, 422);
    owner.browser.form("/back-office/legal", &[("privacy", "")]).await.leads();
    open.quiet().await;
    open.shop.worker.published.look_again();
    assert_eq!(open.stranger().page("/legal/privacy").await.status, 404, "taken back");
}

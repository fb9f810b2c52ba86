//! The owner arranges the aisles: named anew, joined, walked in another order. Nobody who follows an old link stands
//! before a wall.

use super::{Content, Open, eventually};
use http::Method;
use serde_json::{Value, json};

async fn arranged(open: &Open, edit: &Value) -> Value {
    let mut owner = open.owner().await;
    let done = owner.browser.post("/back-office/aisles", edit).await.good();
    assert_eq!(owner.browser.post("/back-office/aisles", edit).await.good(), done, "sent again");
    open.quiet().await;
    done
}

async fn moved(open: &Open, path: &str, to: &str) {
    let what = format!("{path} leads to {to}");
    eventually(&what, async || {
        let page = open.stranger().page(path).await;
        (page.status == 301 && page.location() == to).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_renamed_aisle_is_found_at_its_former_address_and_by_its_former_name() {
    let open = Open::shop().await;
    let edit =
        json!({ "action": "rename", "at": "dairy-eggs", "name": "Milk, Eggs & More", "address": true, "said": { "de": "Milch & Eier" } });
    let page = arranged(&open, &edit).await;
    assert_eq!(page["moved"]["dairy-eggs"], "milk-eggs-more", "{page}");
    moved(&open, "/aisles/dairy-eggs", "/aisles/milk-eggs-more").await;
    moved(&open, "/de/aisles/dairy-eggs", "/de/aisles/milk-eggs-more").await;
    let german = open.stranger().page("/de/aisles/milk-eggs-more").await.body;
    assert!(german.contains("<h1>Milch &amp; Eier</h1>") && german.contains("/de/products/milk/milk"), "{german}");
    let milk = open.stranger().get("/products/milk").await.json();
    assert_eq!((&milk["aisle"], &milk["aisle_name"]), (&json!("milk-eggs-more"), &json!("Milk, Eggs & More")), "the product went along");
    let list = "sku,name,aisle,price\nkefir,Kefir,Dairy & Eggs,1.29\nayran,Ayran,\"Milk, Eggs & Mores\",1.29\n";
    let mut owner = open.owner().await;
    let plan = owner.browser.ask(Method::POST, "/back-office/imports", "application/json", Content::Text("text/csv", list)).await.good();
    let report = &plan["report"];
    assert_eq!(report["otherwise"], json!([["Dairy & Eggs", "Milk, Eggs & More"]]), "{report}");
    assert_eq!(report["lookalikes"], json!([["Milk, Eggs & Mores", "Milk, Eggs & More"]]), "{report}");
    let shown = owner.browser.page("/back-office/products/milk").await.body;
    assert!(shown.contains("value=\"milk-eggs-more\" selected") || shown.contains("value=\"milk-eggs-more/"), "{shown}");
    assert!(open.stranger().page("/sitemap.xml").await.body.contains("/aisles/milk-eggs-more</loc>"));
}

#[tokio::test]
async fn an_aisle_goes_into_another_and_an_empty_one_goes_away() {
    let open = Open::shop().await;
    arranged(&open, &json!({ "action": "add", "name": "Everything" })).await;
    arranged(&open, &json!({ "action": "place", "at": "everything", "place": 1 })).await;
    let page = arranged(&open, &json!({ "action": "into", "at": "dairy-eggs", "to": "everything" })).await;
    assert_eq!(page["aisles"][0]["slug"], "everything");
    moved(&open, "/aisles/dairy-eggs", "/aisles/everything").await;
    let there = open.stranger().get("/aisles/everything").await.good();
    assert!(there["products"].as_array().unwrap().iter().any(|p| p["sku"] == "milk"), "{there}");
    let mut owner = open.owner().await;
    for (refused, field) in [
        (json!({ "action": "remove", "at": "everything" }), "at"),
        (json!({ "action": "add", "name": " " }), "name"),
        (json!({ "action": "into", "at": "nowhere", "to": "everything" }), "to"),
        (json!({ "action": "dance" }), "action"),
    ] {
        assert_eq!(owner.browser.post("/back-office/aisles", &refused).await.refused(422, "invalid")[0].0, field, "{refused}");
    }
    arranged(&open, &json!({ "action": "add", "name": "Nothing" })).await;
    let page = arranged(&open, &json!({ "action": "remove", "at": "nothing" })).await;
    assert!(!page["aisles"].as_array().unwrap().iter().any(|aisle| aisle["slug"] == "nothing"));
    assert!(
        owner
            .browser
            .form("/back-office/aisles", &[("action", "rename"), ("at", "everything"), ("name", "All"), ("said[de]", "Alles")])
            .await
            .leads()
            .ends_with("/aisles")
    );
}

#[tokio::test]
async fn short_texts_are_translated_once_for_all() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let aisle = open.stranger().get("/").await.good()["aisles"][0]["name"].as_str().unwrap().to_owned();
    let words = json!({ "language": "de", "words": format!("{aisle} = Erster Gang\n\nNobody says this =\n") });
    for _ in 0..2 {
        assert_eq!(owner.browser.post("/back-office/words", &words).await.good()["words"]["de"][&aisle], "Erster Gang");
    }
    open.quiet().await;
    eventually("the aisle is called so", async || open.stranger().page("/de/").await.body.contains("Erster Gang").then_some(())).await;
    assert!(!open.stranger().page("/").await.body.contains("Erster Gang"));
    for (wrong, field) in
        [(json!({ "language": "xx", "words": "" }), "language"), (json!({ "language": "de", "words": "no sign" }), "words")]
    {
        assert_eq!(owner.browser.post("/back-office/words", &wrong).await.refused(422, "invalid")[0].0, field);
    }
    assert!(owner.browser.page("/back-office/words").await.body.contains(" = Erster Gang"));
}

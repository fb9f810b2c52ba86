//! A product list from somewhere else.

use super::Content;
use super::{Open, Picker, Reply, Row, assert_true_books, eventually, rows};
use http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A new price and count, a new product in a new aisle, one that is as it was, and three rows of no use.
const LIST: &str = "sku,barcode,name,aisle,unit,quantity,price,stock\n\
    milk,,Milk,Dairy Eggs & Plant-Based,,,1.29,40\n\
    honey,4006381333931,Honey,Sweet things,g,500,5.49,12\n\
    bread,,Bread,,,,2.50,\n\
    broken,4006381333932,Broken,,,,1.00,1\n\
    ,,Nameless,,,,1.00,1\n\
    dear,,Dear,,,,much,1\n";

async fn send(owner: &mut Picker, list: &str) -> Reply {
    owner.browser.ask(Method::POST, "/back-office/imports", "application/json", Content::Text("text/csv", list)).await
}

/// Products and settings: what shoppers see.
async fn shelves(open: &Open) -> BTreeMap<(String, String), Row> {
    let mut rows = rows(&open.shop).await;
    rows.retain(|(pk, _), _| pk.starts_with("P#") || pk.starts_with("C#") || pk.starts_with("A#") || pk.starts_with("X#"));
    rows
}

/// Applies a planned import, three times over, and waits until it is done.
async fn apply(owner: &mut Picker, plan: &Value) -> Value {
    let path = format!("/back-office/imports/{}", plan["import"].as_str().unwrap());
    for _ in 0..3 {
        owner.browser.post(&format!("{path}/apply"), &json!({})).await.good();
    }
    eventually("the import is done", async || {
        let import = owner.browser.clone().get(&path).await.good();
        (import["state"] == "done").then_some(import)
    })
    .await
}

#[tokio::test]
async fn an_import_dry_run_changes_nothing() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let before = shelves(&open).await;
    let plan = send(&mut owner, LIST).await.good();
    let report = &plan["report"];
    assert_eq!((&report["new"], &report["changed"], &report["same"]), (&json!(1), &json!(1), &json!(1)), "{report}");
    let bad: Vec<u64> = report["bad"].as_array().unwrap().iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(bad, [5, 6, 7], "{report}");
    assert!(report["bad"].as_array().unwrap().iter().all(|row| !row["reason"].as_str().unwrap().is_empty()));
    assert!(report["new_aisles"].as_array().unwrap().iter().any(|aisle| aisle["name"] == "Sweet things"), "{report}");
    assert_eq!(shelves(&open).await, before);
    assert_eq!(open.stranger().get("/products/honey").await.status, 404);
}

#[tokio::test]
async fn an_import_that_is_applied_is_applied_once() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let plan = send(&mut owner, LIST).await.good();
    let done = apply(&mut owner, &plan).await;
    assert_eq!((&done["added"], &done["changed"], &done["rows"]), (&json!(1), &json!(1), &json!(3)));
    open.quiet().await;
    assert_eq!((open.available("milk").await, open.available("honey").await, open.available("bread").await), (40, 12, 30));
    let honey = eventually("honey is on the shelf", async || {
        let reply = open.stranger().get("/products/honey").await;
        (reply.status == 200).then(|| reply.json())
    })
    .await;
    assert_eq!(honey["price"], 549, "{honey}");
    assert_eq!(open.stranger().page("/aisles/sweet-things").await.status, 200);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_label_comes_in_with_its_texts_in_another_language() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let list = |german: &str| {
        format!(
            "sku;name;price;allergens;ingredients;origin;keeping;name:de;ingredients:de;origin:de;keeping:de\n\
             noodles;Egg Noodles;1.99;gluten, eggs;Durum wheat semolina, egg 22 %;Swabia;Keep dry.;Hausnudeln;{german};Schwaben;Trocken lagern.\n"
        )
    };
    let shown = async |words: &str| {
        eventually(words, async || {
            Some(open.stranger().page("/de/products/noodles/hausnudeln").await.body).filter(|page| page.contains(words))
        })
        .await
    };
    let plan = send(&mut owner, &list("Hartweizengrieß, Ei 22 %")).await.good();
    assert_eq!((&plan["report"]["new"], &plan["report"]["ignored"]), (&json!(1), &json!([])), "{plan}");
    apply(&mut owner, &plan).await;
    let page = shown("<strong>Hartweizengrieß</strong>, <strong>Ei</strong> 22 %").await;
    assert!(page.contains(">Schwaben<") && page.contains(">Trocken lagern.<"), "{page}");
    let again = send(&mut owner, &list("Hartweizengrieß, Ei 22 %")).await.good();
    assert_eq!(again["report"]["same"], 1, "{again}");
    let gone = send(&mut owner, &list("none")).await.good();
    let field = json!({ "field": "ingredients:de", "from": "Hartweizengrieß, Ei 22 %", "to": "" });
    assert_eq!(gone["report"]["changes"][0]["fields"], json!([field]), "{gone}");
    apply(&mut owner, &gone).await;
    shown("<p class=\"ingredients\" lang=\"en\">Durum <strong>wheat</strong> semolina, <strong>egg</strong> 22 %</p>").await;
}

#[tokio::test]
async fn a_file_that_is_no_list_is_said_to_be_none() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let before = shelves(&open).await;
    for file in ["", "name,price\n", "\u{1}\u{0}", "sku;sku;name;price\n"] {
        assert_eq!(send(&mut owner, file).await.refused(422, "invalid"), [("file".to_owned(), "unusable".to_owned())], "{file:?}");
    }
    let nothing = send(&mut owner, "sku,name,price\n,,\n").await.good();
    let path = format!("/back-office/imports/{}/apply", nothing["import"].as_str().unwrap());
    owner.browser.post(&path, &json!({})).await.refused(409, "nothing-to-import");
    assert_eq!(shelves(&open).await, before);
}

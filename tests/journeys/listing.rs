//! A shopping list, pasted, becomes a basket.

use super::{Open, assortment, packed, settings};
use domain::Quantity::{Grams, Pieces};
use serde_json::{Value, json};

fn line<'a>(review: &'a Value, typed: &str) -> &'a Value {
    let lines = review["lines"].as_array().unwrap();
    lines.iter().find(|l| l["line"] == typed).unwrap_or_else(|| panic!("{typed} is lost: {review}"))
}

#[tokio::test]
async fn a_list_becomes_a_basket_in_two_steps() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("bread", Pieces(1)).await;
    let mut review = ada.browser.post("/list", &json!({ "text": "2 x milk, 500 g apples\nflying carpet, 3 breads" })).await.good();
    let best = |typed: &str| line(&review, typed)["choices"][0].clone();
    assert_eq!((&best("2 x milk")["sku"], &best("2 x milk")["pieces"]), (&json!("milk"), &json!(2)));
    assert_eq!((&best("500 g apples")["sku"], &best("500 g apples")["grams"]), (&json!("apples"), &json!(500)));
    assert_eq!(line(&review, "2 x milk")["choices"][1]["sku"], "oat-milk", "what else may be meant");
    assert_eq!(line(&review, "flying carpet")["choices"], json!([]), "what is not understood stays on the list");

    review["lines"][0]["pick"] = json!("1");
    let once = ada.browser.post("/list/basket", &review).await.good();
    let again = ada.browser.post("/list/basket", &review).await.good();
    assert_eq!(once["lines"], again["lines"], "sending it twice changes nothing more");
    let held = |sku: &str| once["lines"].as_array().unwrap().iter().find(|l| l["sku"] == sku).map(|l| l["quantity"].clone());
    assert_eq!((held("oat-milk"), held("apples")), (Some(json!(Pieces(2))), Some(json!(Grams(500)))));
    assert_eq!((held("bread"), held("milk")), (Some(json!(Pieces(3))), None), "one bread was there: the list asks for three");
}

#[tokio::test]
async fn a_list_works_with_plain_forms_and_loses_nothing() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    assert!(ada.page("/list").await.body.contains("<textarea"));
    let empty = ada.form("/list", &[("text", " , ")]).await;
    assert_eq!(empty.status, 422);
    let page = ada.form("/list", &[("text", "milk\n1/2 kg apples\n<unicorn>")]).await;
    assert!(page.status == 200 && page.body.contains("&lt;unicorn&gt;") && page.body.contains("value=\"500\""), "{}", page.body);
    let mut fields = vec![
        ("lines[0][line]", "milk"),
        ("lines[0][pick]", "0"),
        ("lines[0][choices][0][sku]", "milk"),
        ("lines[0][choices][0][pieces]", "several"),
        ("lines[1][line]", "1/2 kg apples"),
        ("lines[1][pick]", "0"),
        ("lines[1][choices][0][sku]", "apples"),
        ("lines[1][choices][0][grams]", "500"),
        ("lines[2][line]", "<unicorn>"),
    ];
    let wrong = ada.form("/list/basket", &fields).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"several\"") && wrong.body.contains("&lt;unicorn&gt;"), "it is all still there");
    fields[3].1 = "2";
    assert_eq!(ada.form("/list/basket", &fields).await.leads(), "/cart");
    let basket = ada.get("/cart").await.good();
    assert_eq!(basket["total"], 240 + 150);
}

#[tokio::test]
async fn a_basket_that_would_overflow_stays_as_it_is() {
    let many: Vec<_> = (0..79).map(|n| packed(&format!("thing-{n}"), 100, 10)).collect();
    let open = Open::with(assortment().into_iter().chain(many).collect(), settings()).await;
    let mut ada = open.shopper("ada");
    let choose = |sku: &str| json!({ "line": sku, "choices": [{ "sku": sku, "pieces": 1 }] });
    let all: Vec<Value> = (0..79).map(|n| choose(&format!("thing-{n}"))).collect();
    ada.browser.post("/list/basket", &json!({ "lines": all })).await.good();
    let more = json!({ "lines": [choose("milk"), choose("bread")] });
    assert_eq!(ada.browser.post("/list/basket", &more).await.status, 409);
    assert_eq!(ada.basket().await["items"], 79, "all of it or nothing");
    let unknown = json!({ "lines": [choose("nothing-like-it")] });
    assert_eq!(ada.browser.post("/list/basket", &unknown).await.status, 422);
    let by_gram = json!({ "lines": [{ "line": "milk", "choices": [{ "sku": "milk", "grams": 5 }] }] });
    assert_eq!(ada.browser.post("/list/basket", &by_gram).await.status, 422);
}

//! The shop in German: the address says it, or the page one comes from, or a choice, or the browser.

use super::{Browser, Open, Shopper, placed};
use domain::Quantity::{Grams, Pieces};
use serde_json::json;

const GERMAN: (&str, &str) = ("accept-language", "de-AT,de;q=0.9,en;q=0.5");

fn german(open: &Open, name: &str) -> Shopper {
    let shopper = open.shopper(name);
    Shopper { browser: shopper.browser.with(GERMAN.0, GERMAN.1), ..shopper }
}

/// All of these words are on the page, in German.
#[track_caller]
fn reads(body: &str, words: &[&str]) {
    assert!(body.contains("<html lang=\"de\">"), "{body}");
    for word in words {
        assert!(body.contains(word), "no {word:?} in {body}");
    }
}

#[tokio::test]
async fn a_german_shopper_reads_german_from_the_basket_to_the_letter() {
    let open = Open::shop().await;
    let mut ada = german(&open, "ada");
    reads(&ada.browser.page("/cart").await.body, &["Noch nichts drin", "href=\"/de/\""]);
    ada.put("milk", Pieces(2)).await;
    ada.put("apples", Grams(1500)).await;
    reads(&ada.browser.page("/cart").await.body, &["Dein Warenkorb", "Zur Kasse", "\u{a0}€", "href=\"/de/products/milk/milk\""]);
    reads(&ada.browser.page("/checkout?method=pickup").await.body, &["Wie hättest du es gern?", "Abholung im Laden", " frei"]);
    let review = ada.review().await.good();
    reads(&ada.browser.page("/checkout/review").await.body, &["Prüf deine Bestellung", "Enthaltene MwSt.: 7\u{a0}% ", "1,5\u{a0}kg"]);
    let order = placed(&ada.confirm(&review).await);
    reads(&ada.browser.page(&order.path()).await.body, &["Nur noch bezahlen", "reserviert"]);
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    reads(&ada.browser.page(&order.path()).await.body, &["Danke! Wir haben deine Bestellung", "Abholung am "]);
    let letter = open.mail("ada", &format!("Deine Bestellung {}", order.order)).await;
    let words = letter.text.clone().unwrap_or_default();
    assert!(words.contains("Hallo Ada Marsh,") && words.contains(" EUR  Summe") && words.contains("\u{a0}Uhr"), "{words}");
}

#[tokio::test]
async fn refusals_are_said_in_the_readers_language() {
    let open = Open::shop().await;
    let mut ada = german(&open, "ada");
    reads(&ada.browser.page("/checkout").await.body, &["Der Warenkorb ist leer", "Zum Laden"]);
    let refused = ada.try_to_put("nothing", Pieces(1)).await;
    let problem = refused.json();
    assert_eq!((refused.status, &problem["errors"][0]["message"]), (422, &json!("Dieses Produkt gibt es nicht.")));
    assert_eq!((&problem["type"], &problem["errors"][0]["code"]), (&json!("/problems/invalid"), &json!("unknown")));
    let english = open.shopper("bob").try_to_put("nothing", Pieces(1)).await;
    assert_eq!(english.json()["errors"][0]["message"], "There is no such product.");
    reads(&open.stranger().page("/de/nowhere").await.body, &["Unter dieser Adresse gibt es nichts"]);
}

#[tokio::test]
async fn a_public_page_is_in_the_language_of_its_address() {
    let open = Open::shop().await;
    let mut ada = german(&open, "ada").browser;
    let english = ada.page("/products/milk/milk").await;
    assert!(english.body.contains("<html lang=\"en\">") && english.body.contains("hreflang=\"de\""), "the browser does not count");
    for path in ["/de/products/milk/milk", "/de", "/de/", "/de/aisles/fruit-vegetables", "/de/search?q=milk"] {
        let page = open.stranger().page(path).await;
        reads(&page.body, &["Zum Inhalt springen", "action=\"/de/search\"", "Geöffnet"]);
        assert!(page.headers["cache-control"].to_str().unwrap().starts_with("public"));
        assert!(!page.headers.contains_key("set-cookie"), "the same for everybody");
    }
    assert!(open.stranger().page("/products/milk/milk").await.body.contains("Skip to content"), "kept apart");
    reads(&open.stranger().page("/de/products/milk/milk").await.body, &["Zum Inhalt springen"]);
    let own = open.stranger().page("/en/search?q=milk").await;
    assert_eq!((own.status, own.headers["location"].to_str().unwrap()), (301, "/search?q=milk"), "the shop's own is not named");
}

#[tokio::test]
async fn the_other_language_is_the_same_page() {
    let open = Open::shop().await;
    let page = open.stranger().page("/search?q=milk&page=1").await.body;
    assert!(page.contains("<a href=\"/de/search?q=milk&amp;page=1\" lang=\"de\" hreflang=\"de\""), "{page}");
    let page = open.stranger().page("/de/search?q=milk&page=1").await.body;
    assert!(page.contains("<a href=\"/search?q=milk&amp;page=1\" lang=\"en\" hreflang=\"en\""), "{page}");
    let mut ada = open.stranger();
    assert!(ada.page("/cart").await.body.contains("name=\"to\" value=\"/cart\""));
    for _ in 0..2 {
        assert_eq!(choose(&mut ada, "/cart").await, (303, "/cart".to_owned()));
    }
    reads(&ada.page("/cart").await.body, &["Dein Warenkorb"]);
}

#[tokio::test]
async fn the_basket_is_in_the_language_of_the_page_one_comes_from() {
    let open = Open::shop().await;
    let from = |browser: Browser, path: &str| browser.with("referer", format!("{}{path}", open.shop.origin));
    let mut ada = from(open.stranger(), "/de/aisles/fruit-vegetables");
    ada.form("/cart/lines", &[("sku", "milk"), ("quantity[pieces]", "1")]).await.leads();
    assert_eq!(ada.cookie("lang"), Some("de"), "and it stays so");
    let mut inside = ada.clone().with("referer", format!("{}/cart", open.shop.origin));
    reads(&inside.page("/cart").await.body, &["Dein Warenkorb"]);
}

#[tokio::test]
async fn choosing_a_language_leads_nowhere_else() {
    let open = Open::shop().await;
    for to in ["https://evil.example/", "//evil.example", "/\\evil.example", "evil.example", "/\t/evil.example"] {
        let mut ada = open.stranger();
        assert_eq!(choose(&mut ada, to).await.0, 422, "{to}");
        assert_eq!(ada.cookie("lang"), None, "{to}");
    }
    assert_eq!(
        choose(&mut open.stranger(), "/de//evil.example").await,
        (303, "/de/de//evil.example".to_owned()),
        "a page of ours, if none"
    );
    assert_eq!(open.stranger().form("/language", &[("language", "tlh"), ("to", "/")]).await.status, 422);
}

async fn choose(browser: &mut Browser, to: &str) -> (u16, String) {
    let reply = browser.form("/language", &[("language", "de"), ("to", to)]).await;
    let location = reply.headers.get("location").map(|l| l.to_str().unwrap().to_owned());
    (reply.status, location.unwrap_or_default())
}

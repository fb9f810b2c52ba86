//! The same goods by the names of two languages: on the shelf, in the basket, in the order and its letters.

use super::{Open, Shopper, eventually, placed};
use domain::Quantity::Pieces;
use larder::options::Options;
use serde_json::{Value, json};

async fn translated() -> Open {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let told = json!({ "facts": { "description": "From the farm.", "origin": "Germany" }, "said": { "de": { "name": "Frische Vollmilch", "origin": "Brandenburg" } } });
    for _ in 0..2 {
        owner.browser.patch("/back-office/products/milk/facts", &told).await.good();
    }
    open.quiet().await;
    eventually("shoppers see it", async || (seen(&open, "/de/products/milk").await["name"] == "Frische Vollmilch").then_some(())).await;
    open
}

async fn seen(open: &Open, path: &str) -> Value {
    open.stranger().get(path).await.json()
}

#[tokio::test]
async fn a_product_is_found_and_shown_by_the_name_of_the_readers_language() {
    let open = translated().await;
    let english = open.stranger().page("/products/milk/milk").await.body;
    assert!(english.contains("<h1>Milk</h1>") && english.contains("/de/products/milk/frische-vollmilch\">"), "{english}");
    let moved = open.stranger().page("/de/products/milk/milk?from=mail").await;
    assert_eq!((moved.status, moved.location()), (301, "/de/products/milk/frische-vollmilch?from=mail"));
    let german = open.stranger().page("/de/products/milk/frische-vollmilch").await.body;
    for part in [
        "<h1>Frische Vollmilch</h1>",
        ">Brandenburg<",
        "<p class=\"lead\" lang=\"en\">From the farm.</p>",
        "\"name\":\"Frische Vollmilch\"",
    ] {
        assert!(german.contains(part), "no {part} in {german}");
    }
    assert!(german.contains("hreflang=\"en\" href=\"") && german.contains("/products/milk/milk\">"), "{german}");
    for (path, name) in
        [("/search?q=vollmilch", "Milk"), ("/de/search?q=vollmilch", "Frische Vollmilch"), ("/de/search?q=milk", "Frische Vollmilch")]
    {
        let found = seen(&open, path).await;
        assert!(found["products"].as_array().unwrap().iter().any(|p| p["name"] == name), "{path}: {found}");
    }
    let map = open.stranger().page("/sitemap.xml").await.body;
    assert!(map.contains("/de/products/milk/frische-vollmilch</loc>") && map.contains("/products/milk/milk</loc>"));
}

/// What stands between the name and what is beside it.
fn label(page: &str) -> &str {
    let (_, rest) = page.split_once("<article class=\"product\">").unwrap_or_else(|| panic!("no product: {page}"));
    rest.split_once("</article>").unwrap().0
}

#[tokio::test]
async fn everything_on_a_label_is_in_the_readers_language() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let told = |name: &str, variant: [&str; 2]| {
        json!({
            "allergens": ["gluten", "milk"],
            "facts": {
                "family": "Bottles", "variant": variant[0], "description": "From the farm.", "keeping": "Keep it cold.",
                "origin": "Germany", "ingredients": "Skimmed milk powder, wheat flour",
            },
            "said": { "de": {
                "name": name, "variant": variant[1], "description": "Vom Hof.", "keeping": "Kalt stellen.",
                "origin": "Brandenburg", "ingredients": "Magermilchpulver, Weizenmehl",
            } },
        })
    };
    for (sku, name, variant) in [("milk", "Frische Vollmilch", ["Large", "Groß"]), ("oat-milk", "Haferdrink", ["Small", "Klein"])] {
        owner.browser.patch(&format!("/back-office/products/{sku}/facts"), &told(name, variant)).await.good();
    }
    open.quiet().await;
    eventually("shoppers see it", async || (seen(&open, "/de/products/oat-milk").await["name"] == "Haferdrink").then_some(())).await;
    let page = open.stranger().page("/de/products/milk/frische-vollmilch").await.body;
    let german = label(&page);
    let words = ["Frische Vollmilch", ">Groß<", ">Klein<", "Vom Hof.", "Kalt stellen.", ">Brandenburg<"];
    for part in words.into_iter().chain(["<strong>Magermilchpulver</strong>, <strong>Weizenmehl</strong>"]) {
        assert!(german.contains(part), "no {part} in {german}");
    }
    assert!(!german.contains("lang=\"en\""), "{german}");
    assert!(page.contains("\"countryOfOrigin\":{\"@type\":\"Country\",\"name\":\"Brandenburg\"}"), "{page}");
    let milk = seen(&open, "/de/products/milk").await;
    assert_eq!((&milk["ingredients"], &milk["family"][0]["label"]), (&json!("Magermilchpulver, Weizenmehl"), &json!("Groß")), "{milk}");
    let form = owner.browser.page("/back-office/products/milk").await.body;
    assert!(form.contains("<strong>Magermilchpulver</strong>"), "the owner sees what is found in it");
    let english = open.stranger().page("/products/milk/milk").await.body;
    assert!(label(&english).contains("Skimmed <strong>milk</strong> powder") && label(&english).contains(">Large<"), "{english}");
}

#[tokio::test]
async fn no_label_of_the_demonstration_has_a_word_that_nobody_translated() {
    let open = Open::empty(&Options::in_memory()).await;
    let map = open.stranger().page("/sitemap.xml").await.body;
    let paths = map.split("<loc>").filter_map(|rest| rest.split_once("</loc>")?.0.strip_prefix(&open.shop.origin));
    let german: Vec<&str> = paths.filter(|path| path.starts_with("/de/products/")).collect();
    assert!(german.len() > 400, "{map}");
    for path in german {
        let page = open.stranger().page(path).await.body;
        assert!(!label(&page).contains("lang=\"en\""), "{path}: {}", label(&page));
    }
}

#[tokio::test]
async fn an_order_keeps_the_names_of_its_language_and_staff_read_their_own() {
    let open = translated().await;
    let ada = open.shopper("ada");
    let mut ada = Shopper { browser: ada.browser.with("accept-language", "de"), ..ada };
    ada.put("milk", Pieces(2)).await;
    assert_eq!(ada.basket().await["lines"][0]["name"], "Frische Vollmilch");
    let review = ada.review().await.good();
    assert_eq!(review["quote"]["lines"][0]["name"], "Frische Vollmilch");
    let order = placed(&ada.confirm(&review).await);
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    let letter = open.mail("ada", &format!("Deine Bestellung {}", order.order)).await;
    assert!(letter.text.clone().unwrap_or_default().contains("Frische Vollmilch"), "{letter:?}");
    assert!(ada.browser.page(&order.path()).await.body.contains("Frische Vollmilch"));
    let mut kim = open.staff().await;
    assert_eq!(kim.look(&order).await["lines"][0]["name"], "Milk");
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.bank().payment(&order, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&order).await;
    open.quiet().await;
    let takings = open.owner().await.browser.get("/back-office/takings").await.good();
    assert_eq!(takings["best_sellers"][0]["name"], "Milk", "{takings}");
}

#[tokio::test]
async fn a_text_that_is_too_long_in_another_language_is_refused_beside_it() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let path = "/back-office/products/milk/facts";
    let told = json!({ "said": { "de": { "variant": "x".repeat(41) }, "xx": { "name": "?" } } });
    let fields: Vec<String> = owner.browser.patch(path, &told).await.refused(422, "invalid").into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["said[de][variant]", "said[xx][name]"]);
    let page = owner.browser.form(path, &[("said[de][name]", "Milch"), ("said[de][variant]", &"x".repeat(41))]).await;
    assert!(page.status == 422 && page.body.contains("value=\"Milch\""), "{}", page.body);
    assert!(owner.browser.form(path, &[("said[de][name]", "Milch")]).await.leads().ends_with("/milk"));
}

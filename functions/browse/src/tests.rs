use crate::scene::Scene;
use crate::{api, spoken};
use axum::body::Body;
use axum::{Extension, Router};
use cloud::store::shelf::Shelf;
use domain::catalog::{Catalog, Snapshot};
use domain::{Product, Settings, Sku};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;
use web::{Shell, Site, guarded};

const NOW: &str = "2026-11-23T09:00:00Z";

fn settings() -> Settings {
    let zone = json!({"id": "mitte", "name": "Mitte", "postcodes": ["10115"], "fee": 290, "free_from": 4000, "minimum": 1500});
    let slots = json!({"delivery_windows": [["10:00", "12:00"], ["14:00", "16:00"]], "pickup_windows": [],
        "capacity_delivery": 1, "capacity_pickup": 1, "lead_minutes": 120, "days": 6});
    let settings = json!({"name": "Larder", "street": "Road 1", "postcode": "10115", "city": "Berlin", "phone": "1", "mail": "a@b.example",
        "currency": "EUR", "time_zone": "Europe/Berlin", "opening_hours": {"mon": ["08:00", "20:00"]},
        "aisles": [{"slug": "fruit", "name": "Fruit", "sections": [{"slug": "apples", "name": "Apples & Pears"}, {"slug": "figs", "name": "Figs"}]},
            {"slug": "drinks", "name": "Drinks"}], "zones": [zone], "slots": slots,
        "ways": {"exceptions": [{"date": "2026-10-31"}, {"date": "2026-12-24", "hours": ["08:00", "14:00"], "why": "Christmas Eve"}, {"date": "2026-12-25"}]}});
    serde_json::from_value(settings).unwrap()
}

fn product(sku: &str, more: Value) -> Product {
    let mut all =
        json!({"sku": sku, "name": sku, "aisle": "drinks", "price": 199, "pv": 1, "available": 5, "vat": "reduced", "active": true});
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(all).unwrap()
}

fn products() -> Vec<Product> {
    let offer = json!({"id": "week", "title": "Apple week", "kind": {"percent": {"bp": 2000}},
        "starts": "2026-11-20T00:00:00Z", "ends": "2026-11-27T00:00:00Z"});
    let mut all: Vec<Product> = (0..60).map(|n| product(&format!("water-{n:02}"), json!({}))).collect();
    all.push(product(
        "apple",
        json!({"name": "Apples <loose>", "aisle": "fruit", "section": "apples", "brand": "Altes Land & Co", "diet": ["vegan"], "price": 299, "offer": offer,
        "by_weight": {"nominal": 170, "tolerance_bp": 1000}, "picture": "apple", "substitutes": ["water-00"]}),
    ));
    all.push(product("plum", json!({"name": "Plums", "aisle": "fruit", "active": false})));
    all.push(product("pear", json!({"aisle": "fruit", "allergens": ["celery"], "pack": {"amount": 500, "unit": "g"}})));
    all
}

pub fn scene() -> Scene {
    let now = NOW.parse().unwrap();
    let catalog = Arc::new(Catalog::new(Snapshot::new(settings(), products(), now)));
    let shelf = Shelf { out: [Sku::parse("pear").unwrap()].into(), low: [Sku::parse("apple").unwrap()].into() };
    Scene {
        shell: Shell::new(&Site::new("https://shop.example"), &catalog),
        published: Arc::clone(&catalog),
        catalog,
        shelf: Arc::new(shelf),
        now,
    }
}

fn shop() -> Router {
    let scene = scene();
    let site = scene.shell.site.clone();
    guarded(spoken().layer(Extension(scene)), site)
}

async fn get(path: &str, name: header::HeaderName, value: &str) -> (StatusCode, header::HeaderMap, String) {
    let request = Request::get(path).header(name, value).body(Body::empty()).unwrap();
    let (parts, body) = shop().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap())
}

pub async fn html(path: &str) -> String {
    get(path, header::ACCEPT, "text/html").await.2
}

async fn json(path: &str) -> Value {
    serde_json::from_str(&get(path, header::ACCEPT, "application/json").await.2).unwrap()
}

#[tokio::test]
async fn a_product_says_the_same_to_people_and_programs() {
    let apple = json("/products/apple").await;
    assert_eq!((&apple["price"], &apple["offer"]["price"], &apple["stock"]), (&json!(299), &json!(239), &json!("low")));
    assert_eq!(apple["unit_price"], json!({"price": 239, "per": "kg"}));
    assert_eq!((&apple["picture"], &apple["substitutes"][0]["sku"]), (&json!("/pictures/apple-480.webp"), &json!("water-00")));
    let page = html("/products/apple/apples-loose").await;
    assert!(page.contains("Apples &lt;loose&gt;") && page.contains("€2<span class=\"cents\">.39") && page.contains("only a few left"));
    assert!(page.contains("name=\"quantity[grams]\" value=\"500\"") && page.contains("−20%"));
}

#[tokio::test]
async fn sold_out_is_said_and_cannot_be_added() {
    assert_eq!(json("/products/pear").await["stock"], "sold_out");
    let page = html("/products/pear/pear").await;
    assert!(page.contains("disabled>Sold out") && page.contains("Celery") && page.contains("€3.98/kg"));
}

#[tokio::test]
async fn an_aisle_comes_in_pages() {
    let second = json("/aisles/drinks?page=2").await;
    assert_eq!((&second["total"], &second["pages"]), (&json!(60), &json!(2)));
    assert_eq!(second["products"].as_array().unwrap().len(), 12);
    let page = html("/aisles/drinks").await;
    assert!(page.contains("href=\"/aisles/drinks?page=2\"") && page.contains("60 products") && page.contains("aria-current=\"page\""));
}

#[tokio::test]
async fn search_keeps_what_was_typed() {
    assert_eq!(json("/search?q=aples").await["products"][0]["sku"], "apple");
    assert!(html("/search?q=%3Cscript%3E+water").await.contains("/search?q=%3Cscript%3E+water&amp;page=2"));
    assert_eq!(json("/search").await["total"], 0);
    assert_eq!(json("/search?q=water&take=6").await["products"].as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn search_says_how_it_understood() {
    let respelled = html("/search?q=aples").await;
    assert!(respelled.contains("Nothing is called “aples”. This is what we have for “apples”."), "{respelled}");
    let (page, answer) = (html("/search?q=zzzzzz").await, json("/search?q=zzzzzz").await);
    assert!(page.contains("Nothing here goes by that name") && page.contains("href=\"/aisles/drinks\"") && answer["spelling"].is_null());
    assert!(html("/search?q=apxxyes").await.contains("Did you mean <a href=\"/search?q=apples\">apples</a>?"));
    assert_eq!(json("/search?q=pear+wine").await["partly"], true);
}

#[tokio::test]
async fn filters_narrow_and_can_be_taken_away() {
    let found = json("/aisles/fruit?diet=vegan&brand=Altes+Land+%26+Co&offer=true&stock=true").await;
    assert_eq!((&found["total"], &found["products"][0]["sku"]), (&json!(1), &json!("apple")));
    assert_eq!(found["facets"]["brands"], json!([{"value": "Altes Land & Co", "products": 1, "chosen": true}]));
    let page = html("/aisles/fruit?diet=vegan&brand=Altes+Land+%26+Co").await;
    assert!(page.contains("href=\"/aisles/fruit?diet=vegan\" aria-label=\"Remove filter: Altes Land &amp; Co\""), "{page}");
    assert!(page.contains("name=\"diet\" value=\"vegan\" checked") && page.contains("content=\"noindex\""));
    assert!(html("/aisles/fruit?diet=kosher").await.contains("Nothing is left with these filters."));
    assert_eq!(json("/search?q=water&aisle=fruit").await["total"], 0);
    assert_eq!(json("/search?q=water&aisle=fruit&aisle=drinks").await["total"], 60);
}

#[tokio::test]
async fn a_section_is_a_place_of_its_own() {
    assert_eq!(json("/aisles/fruit?section=apples").await["total"], 1);
    let page = html("/aisles/fruit?section=apples").await;
    assert!(page.contains("<h1>Apples &amp; Pears</h1>") && page.contains("href=\"https://shop.example/aisles/fruit?section=apples\""));
    assert!(page.contains("<a class=\"pill\" href=\"/aisles/fruit\">All</a>") && !page.contains("Figs"), "{page}");
    let sorted = html("/aisles/fruit?section=apples&sort=price").await;
    assert!(sorted.contains("<option value=\"price\" selected>") && sorted.contains("name=\"section\" value=\"apples\""));
    assert!(sorted.contains("content=\"noindex\"") && !sorted.contains("rel=\"canonical\""));
    let (status, _, _) = get("/aisles/fruit?sort=color", header::ACCEPT, "text/html").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_lowest_price_comes_first() {
    let sorted = json("/aisles/fruit?sort=price").await;
    assert_eq!((&sorted["products"][0]["sku"], &sorted["products"][1]["sku"]), (&json!("pear"), &json!("apple")));
    assert_eq!(json("/aisles/fruit").await["products"][0]["sku"], "apple", "the pear is sold out");
}

#[tokio::test]
async fn the_entrance_tells_offers_aisles_and_the_next_window() {
    let home = json("/").await;
    assert_eq!((&home["offers"][0]["sku"], &home["aisles"][0]["slug"]), (&json!("apple"), &json!("fruit")));
    assert_eq!(home["delivery"]["next"], "today 14:00–16:00");
    assert!(html("/").await.contains("free from €40.00"));
}

#[tokio::test]
async fn an_offer_says_until_when() {
    let offers = json("/offers").await;
    assert_eq!((&offers["total"], &offers["offers"][0]["products"][0]["sku"]), (&json!(1), &json!("apple")));
    assert!(html("/offers").await.contains("until Friday, 01:00"), "midnight in London is one o'clock in Berlin");
}

#[tokio::test]
async fn what_is_sold_out_can_be_waited_for() {
    let page = html("/products/pear/pear").await;
    assert!(page.contains("action=\"/waiting\"") && page.contains("Take this instead") && !page.contains("Similar products"));
    assert!(!html("/products/apple/apples-loose").await.contains("/waiting"));
}

#[tokio::test]
async fn what_is_good_to_know_is_linked_from_everywhere() {
    let page = html("/delivery?postcode=10115").await;
    assert!(page.contains("Yes, we deliver to 10115") && page.contains("href=\"/help\"") && page.contains("href=\"/offers\""));
    assert!(!page.contains("/legal/") && get("/legal/terms", header::ACCEPT, "text/html").await.0 == StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn products_are_shown_in_the_order_they_are_asked_for() {
    let found = json("/products?skus=pear,apple,gone,a%20b").await;
    let skus: Vec<_> = found["products"].as_array().unwrap().iter().map(|p| p["sku"].as_str().unwrap()).collect();
    assert_eq!(skus, ["pear", "apple"]);
    assert!(html("/products?skus=apple").await.contains("data-sku=\"apple\" data-name=\"Apples &lt;loose&gt;\" data-kilo=\"239\""));
    assert_eq!(json("/products").await["products"], json!([]));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    for path in [
        "/products/none",
        "/products/a%20b",
        "/aisles/none",
        "/aisles/fruit?section=none",
        "/aisles/drinks?page=3",
        "/aisles/drinks?page=x%00",
    ] {
        let status = get(path, header::ACCEPT, "text/html").await.0;
        assert!(status == StatusCode::NOT_FOUND || status == StatusCode::BAD_REQUEST, "{path}: {status}");
    }
}

#[tokio::test]
async fn a_product_has_one_address_and_the_others_lead_there() {
    for path in ["/products/apple", "/products/apple/old-name", "/products/apple/Apples-loose"] {
        let (status, headers, _) = get(&format!("{path}?utm=a%20b&n=1"), header::ACCEPT, "text/html").await;
        assert_eq!(
            (status, headers[header::LOCATION].to_str().ok()),
            (StatusCode::MOVED_PERMANENTLY, Some("/products/apple/apples-loose?utm=a%20b&n=1"))
        );
        assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("max-age=0"), "the name may change back");
        assert_eq!(get(path, header::ACCEPT, "application/json").await.0, StatusCode::OK, "{path}: programs are not led around");
    }
    let page = html("/products/apple/apples-loose").await;
    assert!(page.contains("<link rel=\"canonical\" href=\"https://shop.example/products/apple/apples-loose\">"));
    assert!(html("/aisles/fruit").await.contains("href=\"/products/apple/apples-loose\""), "links lead there at once");
}

#[tokio::test]
async fn what_is_gone_says_so_and_shows_what_stands_beside_it() {
    for path in ["/products/plum", "/products/plum/plums"] {
        let (status, headers, page) = get(path, header::ACCEPT, "text/html").await;
        assert_eq!((status, headers[header::CACHE_CONTROL].to_str().ok()), (StatusCode::GONE, Some("private, no-cache")));
        assert!(page.contains("No longer on our shelves: Plums") && page.contains("href=\"/products/apple/apples-loose\""), "{page}");
        assert!(!page.contains("/products/pear") && page.contains("noindex"), "what is sold out helps nobody");
    }
    assert_eq!(json("/products/plum").await["type"], "/problems/gone");
    assert_eq!(get("/products/plums", header::ACCEPT, "text/html").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let (_, headers, _) = get("/aisles/drinks", header::ACCEPT, "text/html").await;
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=0, s-maxage=5, stale-while-revalidate=2");
    let tag = headers[header::ETAG].to_str().unwrap();
    let (status, headers, body) = get("/aisles/drinks", header::IF_NONE_MATCH, tag).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert!(headers.contains_key(header::ETAG) && headers.contains_key(header::CONTENT_SECURITY_POLICY));
}

#[tokio::test]
async fn search_engines_find_every_product_in_every_language() {
    let (map, shell) = (html("/sitemap.xml").await, scene().shell);
    for language in texts::Language::all() {
        let address = format!("https://shop.example{}", shell.path_in(language, "/products/apple/apples-loose"));
        assert_eq!(map.matches(&format!("<loc>{address}</loc><lastmod>2026-11-23</lastmod>")).count(), 1, "{map}");
        let link = format!("hreflang=\"{}\" href=\"{address}\"/>", language.tag());
        assert_eq!(map.matches(&link).count(), texts::Language::all().count());
        assert!(html("/robots.txt").await.contains(&format!("Disallow: {}\n", shell.path_in(language, "/checkout"))));
    }
    assert_eq!(map.matches("<url>").count(), (4 + 2 + 1 + 62) * texts::Language::all().count());
    assert!(!map.contains("plum") && map.contains("/aisles/fruit?section=apples</loc>") && !map.contains("figs"));
    assert!(html("/robots.txt").await.contains("Sitemap: https://shop.example/sitemap.xml"));
    assert_eq!(get("/sitemap.xml?part=2", header::ACCEPT, "text/html").await.0, StatusCode::NOT_FOUND);
}

#[test]
fn the_api_is_described() {
    let api = serde_json::to_value(api()).unwrap();
    assert!(api["paths"]["/products/{sku}"]["get"].is_object());
    assert!(api["components"]["schemas"]["ProductPage"].is_object() && api["components"]["schemas"]["Problem"].is_object());
}

//! Where things are found: addresses that stay, change, end, and how long an answer may be kept.

use super::{Browser, Open, Reply};
use domain::{Money, Product, Sku};
use http::HeaderName;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, ETAG, RETRY_AFTER, SET_COOKIE, VARY};
use larder::options::Options;

/// Changes a product as the back office would, and publishes.
async fn change(open: &Open, sku: &str, how: impl FnOnce(&mut Product)) {
    let store = &open.shop.worker.store;
    let [mut product] = store.products(&[Sku::parse(sku).unwrap()]).await.unwrap().try_into().unwrap();
    let before = product.head.clone();
    how(&mut product);
    store.save_product(&before, &product, open.shop.clock.now()).await.unwrap();
    fulfillment_worker::catalog::publish_now(&open.shop.worker).await.unwrap();
}

fn told(reply: &Reply, name: HeaderName) -> String {
    let all: Vec<&str> = reply.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    all.join(", ")
}

async fn redirected(browser: &mut Browser, path: &str) -> String {
    let reply = browser.page(path).await;
    assert_eq!(reply.status, 301, "{path}: {}", reply.body);
    reply.location().to_owned()
}

#[tokio::test]
async fn a_link_with_an_old_name_still_leads_to_the_product() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    assert_eq!(redirected(&mut ada, "/products/milk?from=letter&n=%C3%A4").await, "/products/milk/milk?from=letter&n=%C3%A4");
    assert_eq!(ada.page("/products/milk/milk?from=letter").await.status, 200);
    change(&open, "milk", |milk| milk.head.name = "Süße Milch".into()).await;
    for old in ["/products/milk", "/products/milk/milk", "/products/milk/whatever"] {
        assert_eq!(redirected(&mut ada, old).await, "/products/milk/suesse-milch");
        assert_eq!(ada.get(old).await.good()["name"], "Süße Milch", "programs ask by the code");
    }
    let page = ada.page("/products/milk/suesse-milch").await;
    assert_eq!(page.between("rel=\"canonical\" href=\"", "\""), [open.shop.origin.clone() + "/products/milk/suesse-milch"]);
    let map = ada.page("/sitemap.xml").await;
    assert!(map.body.contains("/products/milk/suesse-milch</loc>") && !map.body.contains("/products/milk/milk"));
    change(&open, "milk", |milk| milk.head.name = "Milk".into()).await;
    assert_eq!(redirected(&mut ada, "/products/milk/suesse-milch").await, "/products/milk/milk", "and back again");
}

#[tokio::test]
async fn what_is_no_longer_sold_is_gone_and_what_never_was_is_not_found() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    change(&open, "milk", |milk| milk.head.active = false).await;
    let gone = ada.page("/products/milk/milk").await;
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains("href=\"/products/oat-milk/oat-milk\"") && gone.body.contains("noindex"), "{}", gone.body);
    ada.get("/products/milk").await.refused(410, "gone");
    assert!(!ada.page("/sitemap.xml").await.body.contains("/products/milk/"));
    assert_eq!((ada.page("/products/unicorn").await.status, ada.get("/products/unicorn").await.status), (404, 404));
    change(&open, "milk", |milk| milk.head.active = true).await;
    assert_eq!(ada.page("/products/milk/milk").await.status, 200);
}

#[tokio::test]
async fn an_unchanged_page_is_sent_once_however_it_is_packed() {
    let open = Open::shop().await;
    for packed in ["identity", "gzip", "br"] {
        for path in ["/", "/aisles/drinks", "/products/milk/milk", "/search?q=milk"] {
            let mut ada = open.stranger().with("accept-encoding", packed);
            let first = ada.page(path).await;
            let tag = told(&first, ETAG);
            assert_eq!(tag.starts_with("W/\""), packed != "identity", "{path} {packed}: {tag}: other bytes under one strong tag");
            assert_eq!(told(&first, CONTENT_ENCODING), if packed == "identity" { "" } else { packed });
            let again = ada.with("if-none-match", tag.clone()).page(path).await;
            assert_eq!((again.status, again.body.as_str(), told(&again, ETAG)), (304, "", tag), "{path} {packed}");
            for reply in [&first, &again] {
                let differs = told(reply, VARY);
                assert!(differs.contains("accept-encoding") && differs.contains("accept,"), "{path} {packed}: {differs}");
                assert!(told(reply, CACHE_CONTROL).starts_with("public, max-age=0, s-maxage="), "{path}: browsers ask each time");
            }
        }
    }
}

#[tokio::test]
async fn a_changed_price_is_seen_by_a_function_that_had_the_old_one() {
    let open = Open::shop().await;
    let elsewhere = cloud::Published::new(open.shop.worker.files.clone());
    let milk = Sku::parse("milk").unwrap();
    let price = async || elsewhere.catalog().await.unwrap().product(&milk).unwrap().head.price;
    let tag = told(&open.stranger().page("/products/milk/milk").await, ETAG);
    assert_eq!(price().await, Money(120));
    change(&open, "milk", |milk| milk.head.price = Money(135)).await;
    assert_eq!(price().await, Money(120), "not looked again yet");
    // As after `domain::freshness::CATALOG` seconds.
    elsewhere.look_again();
    assert_eq!(price().await, Money(135));
    let page = open.stranger().with("if-none-match", tag).page("/products/milk/milk").await;
    assert!(page.status == 200 && page.body.contains("\"price\":\"1.35\""), "another page has another tag");
}

#[tokio::test]
async fn what_is_somebodys_own_is_never_kept_for_others() {
    let open = Open::shop().await;
    let (mut ada, placed) = open.paid("ada").await;
    ada.put("bread", domain::Quantity::Pieces(1)).await;
    for path in ["/cart", "/checkout?method=pickup", "/checkout/review", &placed.path(), "/back-office/sign-in", "/nowhere"] {
        let reply = ada.browser.page(path).await;
        let keep = told(&reply, CACHE_CONTROL);
        assert!(keep.starts_with("private") || keep == "no-store", "{path} {}: {keep:?}", reply.status);
    }
    for path in ["/", "/aisles/drinks", "/products/milk", "/products/milk/milk", "/search?q=milk", "/sitemap.xml", "/robots.txt"] {
        let reply = ada.browser.page(path).await;
        assert!(told(&reply, CACHE_CONTROL).starts_with("public") && told(&reply, SET_COOKIE).is_empty(), "{path}");
        assert!(!reply.body.contains("ada@example.org"));
    }
}

#[tokio::test]
async fn a_shop_without_a_catalog_opens_soon() {
    let open = Open::empty(&Options { seeded: false, ..Options::in_memory() }).await;
    for path in ["/", "/products/milk", "/search?q=milk", "/robots.txt"] {
        let reply = open.stranger().page(path).await;
        assert_eq!((reply.status, told(&reply, RETRY_AFTER).as_str()), (503, "30"), "{path}");
        assert!(reply.body.contains("Opening soon") && !reply.body.contains("Our mistake"), "{}", reply.body);
    }
    assert!(open.stranger().page("/de/").await.body.contains("Wir öffnen gleich"), "whatever language one reads");
    open.stranger().get("/").await.refused(503, "not-open-yet");
}

//! What somebody else's looks like: as if it were not there.

use super::{Browser, Open, Placed, Reply, Shopper, assert_true_books, rows};
use domain::Quantity::Pieces;
use http::Method;
use serde_json::{Value, json};

async fn adas_order(open: &Open) -> (Shopper, Placed) {
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let placed = ada.checkout().await;
    (ada, placed)
}

/// Same status, same kind, same bytes.
#[track_caller]
fn same(theirs: &Reply, missing: &Reply) {
    let kind = |reply: &Reply| reply.headers.get("content-type").cloned();
    assert_eq!((theirs.status, kind(theirs)), (missing.status, kind(missing)));
    assert_eq!(theirs.body, missing.body);
}

#[tokio::test]
async fn someone_elses_order_looks_like_a_missing_one() {
    let open = Open::shop().await;
    let (_, placed) = adas_order(&open).await;
    let mut bob = open.stranger();
    let missing = "0123456789AB";
    let key = open.key_of(&domain::OrderId::parse(missing).unwrap());
    let wrong = "0".repeat(32);
    for key in [wrong.as_str(), "", &placed.key[..31], &key] {
        let (theirs, nobodys) = (format!("/orders/{}?key={key}", placed.order), format!("/orders/{missing}?key={key}"));
        same(&bob.get(&theirs).await, &bob.get(&nobodys).await);
        same(&bob.page(&theirs).await, &bob.page(&nobodys).await);
        assert_eq!(bob.get(&theirs).await.status, 404);
        for step in ["cancel", "pay", "claims"] {
            let body = json!({ "key": key });
            let theirs = bob.post(&format!("/orders/{}/{step}", placed.order), &body).await;
            same(&theirs, &bob.post(&format!("/orders/{missing}/{step}"), &body).await);
            assert_eq!(theirs.status, 404);
        }
    }
    assert_eq!(open.order(&placed).await.state.name(), "awaiting_payment");
    assert_eq!(open.available("milk").await, 48);
}

#[tokio::test]
async fn an_order_opens_with_its_key_and_nothing_else() {
    let open = Open::shop().await;
    let (_, placed) = adas_order(&open).await;
    let seen = open.stranger().get(&placed.path()).await.good();
    assert_eq!(seen["total"], 240);
    // The back office's own session opens no shopper's page, and an order's page does not name the basket's secret to staff.
    let mut kim = open.staff().await;
    assert_eq!(kim.browser.get(&format!("/orders/{}", placed.order)).await.status, 404);
    assert!(kim.look(&placed).await.get("cart").is_none());
}

#[tokio::test]
async fn a_made_up_basket_is_empty() {
    let open = Open::shop().await;
    let (ada, _) = adas_order(&open).await;
    let hers = ada.browser.cookie("cart").unwrap().to_owned();
    for cart in ["0".repeat(32), hers[..31].to_owned() + "!", "x".to_owned()] {
        let mut bob = open.stranger().with("cookie", format!("cart={cart}"));
        assert_eq!(bob.get("/cart").await.good()["items"], 0);
    }
}

/// What a page of another site can send.
const ELSEWHERE: [(&str, &str); 5] = [
    ("origin", "https://evil.example"),
    ("origin", "null"),
    ("origin", "http://localhost.evil.example"),
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
];

#[tokio::test]
async fn a_post_from_another_origin_changes_nothing() {
    let open = Open::shop().await;
    let (ada, placed) = adas_order(&open).await;
    let owner = open.owner().await;
    open.quiet().await;
    let before = rows(&open.shop).await;
    let orders = format!("/orders/{}", placed.order);
    let staff = format!("/back-office{orders}");
    let asks: [(&Browser, Method, String, Value); 9] = [
        (&ada.browser, Method::POST, "/cart/lines".into(), json!({ "sku": "milk", "quantity": { "pieces": 9 } })),
        (&ada.browser, Method::POST, "/cart/undo".into(), json!({})),
        (&ada.browser, Method::POST, "/checkout".into(), ada.details("2026-11-28_10:00-11:00_pickup_store")),
        (&ada.browser, Method::POST, format!("{orders}/cancel"), json!({ "key": placed.key })),
        (&ada.browser, Method::POST, format!("{orders}/pay"), json!({ "key": placed.key })),
        (&owner.browser, Method::POST, format!("{staff}/cancel"), json!({ "reason": "evil" })),
        (&owner.browser, Method::PATCH, "/back-office/products/milk".into(), json!({ "price": 1 })),
        (&owner.browser, Method::POST, "/back-office/staff".into(), json!({ "email": "evil@example.org", "role": "owner" })),
        (&owner.browser, Method::POST, "/back-office/imports".into(), json!("sku,name,price\nmilk,Milk,0.01\n")),
    ];
    for (who, method, path, body) in &asks {
        for (header, value) in ELSEWHERE {
            refuse_all_kinds(&(*who).clone().with(header, value), method, path, body).await;
        }
    }
    assert_eq!(rows(&open.shop).await, before);
    assert_true_books(&open.shop).await;
}

/// As JSON, as a form, and as the plain text that needs no permission.
async fn refuse_all_kinds(who: &Browser, method: &Method, path: &str, body: &Value) {
    use super::Content::{Form, Json, Text};
    let text = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
    let form = [("sku", "milk"), ("quantity[pieces]", "9")];
    for content in [Json(body), Form(&form), Text("text/plain", &text), Text("text/csv", &text)] {
        let reply = who.clone().ask(method.clone(), path, "application/json", content).await;
        reply.refused(403, "cross-site");
    }
}

#[tokio::test]
async fn a_post_from_the_shops_own_page_is_let_in() {
    let open = Open::shop().await;
    let own = open.shop.origin.clone();
    for (header, value) in [("origin", own.as_str()), ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none")] {
        let mut browser = open.stranger().with(header, value);
        let line = json!({ "sku": "milk", "quantity": { "pieces": 1 } });
        assert_eq!(browser.post("/cart/lines", &line).await.good()["items"], 1);
    }
}

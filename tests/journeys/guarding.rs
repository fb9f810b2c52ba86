//! The back office's door: every route of it, as the router spells them, and who may pass.

use super::{Browser, Open, assert_true_books, rows};
use http::Method;
use serde_json::json;

/// The router itself: a route that is added there is asked for here.
const SOURCES: [&str; 3] = [
    include_str!("../../functions/back-office/src/lib.rs"),
    include_str!("../../functions/back-office/src/import.rs"),
    include_str!("../../functions/back-office/src/picture.rs"),
];

/// Signing in is for everybody.
const FOR_ANYONE: [&str; 2] = ["/back-office/sign-in", "/back-office/sign-in/{token}"];

/// Only the owner's.
const FOR_OWNERS: [&str; 27] = [
    "/back-office/aisles",
    "/back-office/calendar",
    "/back-office/calendar/holidays",
    "/back-office/credit",
    "/back-office/credit/look",
    "/back-office/import",
    "/back-office/imports",
    "/back-office/imports/{import}",
    "/back-office/imports/{import}/rows.csv",
    "/back-office/imports/{import}/apply",
    "/back-office/legal",
    "/back-office/payment",
    "/back-office/products/{sku}/facts",
    "/back-office/products/{sku}/picture",
    "/back-office/products/{sku}/picture/shown",
    "/back-office/promotions",
    "/back-office/promotions/end",
    "/back-office/promotions/new",
    "/back-office/seller",
    "/back-office/settings",
    "/back-office/slots",
    "/back-office/staff",
    "/back-office/staff/remove",
    "/back-office/taxes",
    "/back-office/words",
    "/back-office/zones",
    "/back-office/zones/remove",
];

/// Every method of every route: `(GET, /back-office/orders/{order})`.
fn routes() -> Vec<(Method, String)> {
    let mut routes = Vec::new();
    for route in SOURCES.iter().flat_map(|source| source.split(".route(\"").skip(1)) {
        let (path, rest) = route.split_once('"').unwrap();
        let handlers = rest.lines().next().unwrap();
        for method in [Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
            let name = format!("{}(", method.as_str().to_lowercase());
            if handlers.contains(&format!(" {name}")) || handlers.contains(&format!(".{name}")) {
                routes.push((method, path.to_owned()));
            }
        }
    }
    routes
}

/// A path that leads somewhere.
fn real(path: &str, order: &str) -> String {
    let path = path.replace("{order}", order).replace("{sku}", "milk").replace("{file}", "2026-11-22.csv");
    path.replace("{token}", &"0".repeat(32)).replace("{import}", &"0".repeat(32)).replace("{claim}", "one").replace("{document}", "invoice")
}

#[test]
fn the_routes_are_found_in_the_source() {
    let routes = routes();
    assert!(routes.len() >= 29, "{}: {routes:?}", routes.len());
    for (method, path) in [(Method::PATCH, "/back-office/products/{sku}"), (Method::POST, "/back-office/imports/{import}/apply")] {
        assert!(routes.contains(&(method, path.to_owned())), "{path}");
    }
}

#[tokio::test]
async fn staff_pages_need_staff() {
    let open = Open::shop().await;
    let (ada, placed) = open.paid("ada").await;
    let before = rows(&open.shop).await;
    let nobodies = [
        open.stranger(),
        ada.browser.clone(),
        open.stranger().bearer(&"0".repeat(32)),
        open.stranger().bearer(""),
        open.stranger().with("cookie", format!("session={}", "0".repeat(32))),
        open.stranger().with("authorization", "Basic b3duZXI6b3duZXI="),
    ];
    for (method, path) in routes().into_iter().filter(|(_, path)| !FOR_ANYONE.contains(&path.as_str())) {
        for nobody in &nobodies {
            turned_away(nobody.clone(), &method, &real(&path, &placed.order)).await;
        }
    }
    assert_eq!(rows(&open.shop).await, before);
}

async fn turned_away(mut nobody: Browser, method: &Method, path: &str) {
    use super::Content::{Json, Nothing};
    let body = json!({});
    let content = || if method == Method::GET { Nothing } else { Json(&body) };
    let program = nobody.ask(method.clone(), path, "application/json", content()).await;
    assert_eq!(program.status, 401, "{method} {path}: {}", program.body);
    program.refused(401, "sign-in");
    let person = nobody.ask(method.clone(), path, "text/html", content()).await;
    assert!(matches!(person.status, 303 | 401), "{method} {path} answered {}", person.status);
    assert!(person.status == 401 || person.location().starts_with("/back-office/sign-in"), "{method} {path}: {}", person.location());
}

#[tokio::test]
async fn the_owners_pages_need_the_owner() {
    let open = Open::shop().await;
    let (mut kim, mut owner) = (open.staff().await, open.owner().await);
    open.quiet().await;
    let before = rows(&open.shop).await;
    for (method, path) in routes() {
        let path_here = real(&path, "0123456789AB");
        let reply = kim.browser.ask(method.clone(), &path_here, "application/json", super::Content::Nothing).await;
        let owners = FOR_OWNERS.contains(&path.as_str());
        assert_eq!(reply.status == 403, owners, "{method} {path} for staff: {} {}", reply.status, reply.body);
        if path == "/back-office/sign-out" {
            kim = open.staff().await;
        }
    }
    let after = rows(&open.shop).await;
    let changed: Vec<_> = after.iter().filter(|(key, row)| !key.0.starts_with("Z#") && before.get(*key) != Some(row)).collect();
    assert!(changed.is_empty(), "{changed:?}");
    for path in ["/back-office/settings", "/back-office/staff", "/back-office/import"] {
        assert_eq!(owner.browser.page(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_link_signs_in_once_and_who_is_removed_is_out_at_once() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    owner.browser.post("/back-office/staff", &json!({ "email": "Kim@Larder.example", "role": "staff" })).await.good();
    let mut door = open.stranger();
    let asked = door.post("/back-office/sign-in", &json!({ "email": "kim@larder.example" })).await.good();
    let stranger = door.post("/back-office/sign-in", &json!({ "email": "nobody@larder.example" })).await.good();
    assert_eq!(asked, stranger, "no word on who works here");
    let mail = open.mail("kim", "Sign in to the back office of Larder").await;
    assert!(open.mails("nobody").is_empty());
    let text = mail.text.clone().unwrap_or_default();
    let link = text.lines().find(|line| line.starts_with("http")).unwrap().replace(&open.shop.origin, "");
    // Looking at it changes nothing: mail scanners follow links.
    assert_eq!(door.page(&link).await.status, 200);
    let session = door.post(&link, &json!({})).await.good()["session"].as_str().unwrap().to_owned();
    door.post(&link, &json!({})).await.refused(410, "link-used");
    let mut kim = open.stranger().bearer(&session);
    kim.get("/back-office/orders").await.good();
    owner.browser.post("/back-office/staff/remove", &json!({ "email": "kim@larder.example" })).await.good();
    kim.get("/back-office/orders").await.refused(401, "sign-in");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours() {
    let open = Open::shop().await;
    let mut kim = open.staff().await;
    open.advance(12 * 3600 - 60);
    kim.browser.get("/back-office/orders").await.good();
    open.advance(61);
    kim.browser.get("/back-office/orders").await.refused(401, "sign-in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_member_gets_five_links_however_many_are_asked_for_at_once() {
    let open = Open::shop().await;
    open.staff().await;
    let asks = (0..40).map(|_| {
        let mut door = open.stranger();
        async move { door.post("/back-office/sign-in", &json!({ "email": "kim@larder.example" })).await.good() }
    });
    futures::future::join_all(asks).await;
    assert_eq!(open.mails("kim").len(), 5);
}

#[tokio::test]
async fn no_get_changes_anything() {
    let open = Open::shop().await;
    let (mut ada, placed) = open.paid("ada").await;
    let mut owner = open.owner().await;
    let before = rows(&open.shop).await;
    let own = placed.path();
    let shoppers =
        ["/", "/aisles/drinks", "/products/milk", "/search?q=milk", "/cart", "/checkout", "/checkout/review", "/checkout/order", &own];
    for path in shoppers.into_iter().chain(["/slots?method=pickup", "/openapi.json", "/orders/0123456789AB/cancel"]) {
        assert!(ada.browser.page(path).await.status < 500, "{path}");
        assert!(ada.browser.get(path).await.status < 500, "{path}");
    }
    for (_, path) in routes() {
        let path = real(&path, &placed.order);
        assert!(owner.browser.page(&path).await.status < 500, "{path}");
        assert!(owner.browser.get(&path).await.status < 500, "{path}");
    }
    assert_eq!(rows(&open.shop).await, before);
    assert_true_books(&open.shop).await;
}

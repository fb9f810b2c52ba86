//! Where other shops failed: each of their reports is a test here, or is named by the test that stands elsewhere.

use super::{Open, Picker, Placed, Shopper, assert_true_books, assortment, packed, settings};
use domain::Quantity::{Grams, Pieces};
use futures::future::join;
use serde_json::{Value, json};
use std::path::Path;

/// With five of something.
async fn few() -> Open {
    let mut products = assortment();
    products.push(packed("last-ones", 500, 5));
    Open::with(products, settings()).await
}

/// Vendure #2702, Medusa #16502: the same product on two lines, each of which fits the shelf, was sold beyond it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_product_is_one_line_however_it_gets_into_the_basket() {
    let open = few().await;
    let mut ada = open.shopper("ada");
    ada.put("last-ones", Pieces(1)).await;
    let (mut left, mut right) = (ada.clone(), ada.clone());
    join(left.put("last-ones", Pieces(3)), right.put("last-ones", Pieces(3))).await;
    let list = ada.browser.post("/list", &json!({ "text": "3 last-ones\n3 last-ones" })).await.good();
    ada.browser.post("/list/basket", &list).await;
    let basket = ada.basket().await;
    let lines: Vec<&Value> = basket["lines"].as_array().unwrap().iter().filter(|line| line["sku"] == "last-ones").collect();
    assert_eq!(lines.len(), 1, "{basket}");
    ada.put("last-ones", Pieces(6)).await;
    assert_eq!(ada.review().await.refused(409, "unavailable"), [("last-ones".to_owned(), "too_little".to_owned())]);
    ada.put("last-ones", Pieces(5)).await;
    let placed = ada.checkout().await;
    assert_eq!((open.order(&placed).await.line_count, open.available("last-ones").await), (1, 0));
    assert_true_books(&open.shop).await;
}

/// Vendure #3065, #2030: the card was charged, and then there was no stock.
#[tokio::test]
async fn who_comes_too_late_for_the_stock_never_sees_a_payment_page() {
    let open = few().await;
    let (mut ada, mut bob) = (open.shopper("ada"), open.shopper("bob"));
    ada.put("last-ones", Pieces(5)).await;
    bob.put("last-ones", Pieces(1)).await;
    let (first, second) = (ada.review().await.good(), bob.review().await.good());
    super::placed(&ada.confirm(&first).await);
    bob.confirm(&second).await.refused(409, "unavailable");
    bob.confirm(&second).await.refused(409, "unavailable");
    let sessions = open.bank().dump().await["sessions"].as_array().unwrap().len();
    assert_eq!(sessions, 1, "the provider was asked for her page, and for none of his");
    assert_true_books(&open.shop).await;
}

/// `CoopCycle` #2614: the form hid a slot whose cut-off had passed, and what is behind the form took it.
#[tokio::test]
async fn a_slot_past_its_cut_off_is_refused_behind_the_form_too() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(1)).await;
    let first = ada.browser.get("/slots?method=pickup").await.good()["slots"][0].clone();
    let slot = first["id"].as_str().unwrap();
    let details = ada.details(slot);
    let review = ada.browser.post("/checkout", &details).await.good();
    let closes: jiff::Timestamp = first["closes"].as_str().unwrap().parse().unwrap();
    open.advance(closes.as_second() - open.shop.clock.now().as_second() + 1);
    let late = ada.confirm(&review).await;
    assert_eq!(late.status, 409, "reviewed before, confirmed after: {}", late.body);
    let mut bob = open.shopper("bob");
    bob.put("milk", Pieces(1)).await;
    bob.browser.post("/checkout", &bob.details(slot)).await.refused(422, "invalid");
    assert_eq!(open.available("milk").await, 50);
    assert_true_books(&open.shop).await;
}

/// Apples that weigh less than was ordered, charged and handed over.
async fn light_apples(open: &Open) -> (Shopper, Picker, Placed) {
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("apples", Grams(1000)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    kim.pick(&placed, &[("apples", json!({ "weighed": { "grams": 900 } }))]).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    (ada, kim, placed)
}

/// Open Food Network #6107, #9840: the weight was edited after the order, the payment kept the old amount, and a refund
/// was refused.
#[tokio::test]
async fn what_weighed_less_is_charged_less_and_given_back_in_parts_to_the_last_cent() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = light_apples(&open).await;
    assert_eq!(open.order(&placed).await.payment.captured.0, 270, "900 g at 3.00");
    let path = format!("/back-office/orders/{}/refunds", placed.order);
    let part =
        |name: &str, much: &str, number: &str| json!({ "refund": name, "of": "line-1", "much": much, "number": number, "reason": "soft" });
    kim.browser.post(&path, &part("some", "units", "200")).await.good();
    kim.browser.post(&path, &part("too-much", "units", "701")).await.refused(409, "not-refundable");
    kim.browser.post(&path, &part("rest", "all", "")).await.good();
    kim.browser.post(&path, &part("more", "amount", "0.01")).await.refused(409, "not-refundable");
    open.quiet().await;
    let order = open.order(&placed).await;
    assert_eq!(order.refunds.iter().map(|refund| refund.amount.0).collect::<Vec<_>>(), [60, 210]);
    assert_eq!((order.payment.captured.0, order.payment.refunded.0), (270, 270));
    assert_true_books(&open.shop).await;
}

/// All of the shop's own Rust, by path from the root.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut folders, mut found) = (["functions", "shared", "tests"].map(|name| root.join(name)).to_vec(), Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match path.extension().and_then(|end| end.to_str()) {
                None if path.is_dir() => folders.push(path),
                Some("rs") => {
                    found.push((path.strip_prefix(&root).unwrap().display().to_string(), std::fs::read_to_string(&path).unwrap()))
                }
                Some(_) | None => {}
            }
        }
    }
    found
}

/// `WooCommerce` Stripe PR #5720: a new way to pay reserved nothing. Here one method takes stock for an order, and one
/// function calls it: web, phone and whatever comes use the same.
#[test]
fn one_path_takes_stock_for_orders() {
    let all = sources();
    let with = |what: &str| {
        let shop = all.iter().filter(|(path, code)| !path.starts_with("tests/") && code.contains(what));
        shop.map(|(path, _)| path.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(with("available = available - :"), ["shared/cloud/src/store/orders.rs"], "who holds stock");
    assert_eq!(with("store.place("), ["functions/checkout/src/place.rs"], "who places orders");
}

/// Every report of `invariants.md`, section "Where other shops failed".
const REPORTS: [&str; 21] = [
    "Vendure #1738",
    "Vendure PR #4930",
    "Saleor #543",
    "WooCommerce #22521",
    "Vendure #2702",
    "Medusa #16502",
    "Vendure #3065, #2030",
    "Open Food Network #8142",
    "Medusa #13301",
    "Pinelab #620",
    "WooCommerce #67354",
    "Saleor PR #15855",
    "Medusa #16407",
    "Vendure PR #4660",
    "Vendure #3003",
    "WooCommerce #54815",
    "Open Food Network #6107, #9840",
    "the AWS sample shop,",
    "Zapiet's own help page",
    "CoopCycle` #2614",
    "WooCommerce` Stripe PR #5720",
];

#[test]
fn every_report_of_another_shop_is_named_by_a_test() {
    let all = sources();
    let named = |report: &&str| {
        let told = |code: &str| code.lines().any(|line| line.trim_start().starts_with("///") && line.contains(*report));
        all.iter().any(|(path, code)| path.contains("tests/") && told(code))
    };
    let missing: Vec<&str> = REPORTS.into_iter().filter(|report| !named(report)).collect();
    assert!(missing.is_empty(), "no test names {missing:?}");
}

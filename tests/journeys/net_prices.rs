//! A shop that shows prices without VAT: from the owner's choice to the invoice, and back.

use super::{Open, Placed, Reply, Shopper, assert_true_books, eventually, placed};
use domain::Quantity::Pieces;
use serde_json::{Value, json};

/// Milk is 1.20 at 7 %, cola 1.00 and 0.25 deposit at 19 %: what two milk and a cola come to.
const SUMS: [&str; 8] = ["Sum without VAT", "€3.29", "VAT 19%", "€0.20", "VAT 7%", "€0.16", "plus VAT", "€3.65"];

/// The owner says how prices are shown, and shoppers see it.
async fn show(open: &Open, prices: &str) {
    let told = open.owner().await.browser.post("/back-office/taxes", &json!({ "prices": prices })).await.good();
    assert_eq!(told["prices"], prices);
    open.quiet().await;
    let seen =
        async || Some(open.stranger().get("/products/milk").await.json()).filter(|milk| milk["net"].is_null() == (prices == "gross"));
    eventually("shoppers see it", seen).await;
}

async fn filled(open: &Open, name: &str) -> Shopper {
    let mut shopper = open.shopper(name);
    shopper.put("milk", Pieces(2)).await;
    shopper.put("cola", Pieces(1)).await;
    shopper
}

#[track_caller]
fn holds(page: &Reply, words: &[&str]) {
    for word in words {
        assert!(page.body.contains(word), "{word} is not in {}", page.body);
    }
}

/// Paid, picked and handed over.
async fn supplied(open: &Open, ada: &mut Shopper, placed: &Placed) -> Value {
    ada.pay(placed).await;
    open.becomes(placed, "placed").await;
    let mut kim = open.staff().await;
    kim.pick_all(placed).await;
    kim.ready(placed).await;
    open.bank().payment(placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(placed).await;
    open.quiet().await;
    ada.look(placed).await
}

#[tokio::test]
async fn a_net_shop_shows_prices_without_vat_and_charges_the_same() {
    let open = Open::shop().await;
    show(&open, "net").await;
    let cola = open.stranger().get("/products/cola").await.good();
    let net = json!({ "vat_bp": 1900, "price": 84, "pays": 84, "deposit": 21 });
    assert_eq!((&cola["price"], &cola["deposit"], &cola["net"]), (&json!(100), &json!(25), &net));
    holds(&open.stranger().page("/aisles/drinks").await, &["plus VAT", "€0<span class=\"cents\">.84</span>", "+ €0.21 deposit"]);
    let page = open.stranger().page("/products/cola/cola").await;
    holds(&page, &["plus 19% VAT: €1.00", "\"valueAddedTaxIncluded\":false", "\"price\":\"0.84\"", "Prices are without VAT."]);
    holds(&open.stranger().page("/de/products/cola/cola").await, &["zzgl. MwSt.", "Preise sind ohne MwSt."]);
    assert!(open.stranger().page("/").await.body.contains("Fees and limits here are with VAT."));

    let mut ada = filled(&open, "ada").await;
    holds(&ada.browser.page("/cart").await, &SUMS);
    let review = ada.review().await.good();
    assert_eq!((&review["quote"]["total"], &review["quote"]["prices"]), (&json!(365), &json!("net")));
    holds(&ada.browser.page("/checkout/review").await, &SUMS);
    let order = placed(&ada.confirm(&review).await);
    assert_eq!(order.total, 365);
    holds(&ada.browser.page(&order.path()).await, &SUMS);
    let done = supplied(&open, &mut ada, &order).await;
    assert_eq!((&done["payment"]["captured"], &done["prices"]), (&json!(365), &json!("net")));
    holds(&ada.browser.page(&order.path()).await, &SUMS);
    let letters = open.mails(&ada.email);
    assert!(
        letters
            .iter()
            .filter(|mail| mail.text.as_deref().is_some_and(|text| text.contains("Sum without VAT") && text.contains("3.65")))
            .count()
            >= 2,
        "{letters:?}"
    );

    // What the owner decides later changes no document.
    show(&open, "gross").await;
    let invoice = ada.browser.page(&format!("/orders/{}/documents/invoice?key={}", order.order, order.key)).await;
    holds(&invoice, &["Amount without VAT", "2.24 EUR", "1.05 EUR", "3.29 EUR", "3.65 EUR"]);
    holds(&ada.browser.page(&order.path()).await, &SUMS);
    let page = open.stranger().page("/products/cola/cola").await;
    assert!(!page.body.contains("plus 19%") && page.body.contains("incl. 19% VAT"), "{}", page.body);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_order_that_was_reviewed_is_placed_however_prices_are_shown_meanwhile() {
    let open = Open::shop().await;
    let mut ada = filled(&open, "ada").await;
    let review = ada.review().await.good();
    assert_eq!(review["quote"]["total"], 365);
    show(&open, "net").await;
    assert_eq!(placed(&ada.confirm(&review).await).total, 365);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_country_decides_on_the_currency_and_the_owner_on_the_lowest_price() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let swiss = json!({ "country": "CH" });
    let refused = owner.browser.post("/back-office/taxes", &swiss).await.refused(422, "invalid");
    assert_eq!(refused, [("currency".to_owned(), "foreign".to_owned())]);
    let page = owner.browser.form("/back-office/taxes", &[("country", "CH"), ("currency", "EUR")]).await;
    assert_eq!(page.status, 422);
    holds(&page, &["prices in Switzerland are in CHF", "value=\"CH\" selected"]);
    holds(&owner.browser.page("/back-office/taxes").await, &["value=\"DE\" selected", "Directive 98/6/EC", "section 11 PAngV"]);
    let british = json!({ "country": "GB", "currency": "gbp", "lowest": "always" });
    let told = owner.browser.post("/back-office/taxes", &british).await.good();
    assert_eq!((&told["country"], &told["currency"], &told["lowest"]), (&json!("GB"), &json!("GBP"), &json!("always")));
    open.staff().await.browser.get("/back-office/taxes").await.refused(403, "forbidden");
}

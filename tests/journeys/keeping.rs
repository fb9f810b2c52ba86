//! What is in the data folder is there again tomorrow.

use super::{Open, Placed, assert_true_books};
use domain::Quantity::{Grams, Pieces};
use larder::options::Options;
use std::path::Path;
use tokio::runtime::Runtime;

fn folder(data: &Path) -> Options {
    Options { data: Some(data.to_path_buf()), ..Options::in_memory() }
}

/// A shop dies with its runtime, as a process does: nothing is told to finish.
#[test]
fn restart_keeps_everything() {
    let data = tempfile::tempdir().unwrap();
    let first = Runtime::new().unwrap();
    let (paid, waiting, cart) = first.block_on(a_day(data.path()));
    drop(first);
    Runtime::new().unwrap().block_on(the_next_day(data.path(), &paid, &waiting, &cart));
}

/// The demonstration shop: an order that is paid, one that is not, a basket.
async fn a_day(data: &Path) -> (Placed, Placed, String) {
    let open = Open::empty(&folder(data)).await;
    let (mut ada, mut bob, mut cy) = (open.shopper("ada"), open.shopper("bob"), open.shopper("cy"));
    ada.put("bananas", Grams(500)).await;
    ada.put("spaghetti-500", Pieces(3)).await;
    let paid = ada.checkout().await;
    ada.pay(&paid).await;
    open.becomes(&paid, "placed").await;
    open.quiet().await;
    bob.put("butter-250", Pieces(2)).await;
    let waiting = bob.checkout().await;
    cy.put("butter-250", Pieces(1)).await;
    (paid, waiting, cy.browser.cookie("cart").unwrap().to_owned())
}

async fn the_next_day(data: &Path, paid: &Placed, waiting: &Placed, cart: &str) {
    let open = Open::empty(&folder(data)).await;
    assert_eq!(open.order(paid).await.state.name(), "placed");
    assert_eq!(open.mails("ada").len(), 1);
    let mut cy = open.stranger().with("cookie", format!("cart={cart}"));
    assert_eq!(cy.get("/cart").await.good()["items"], 1);
    assert!(cy.page("/products/spaghetti-500/spaghetti-no-5").await.status == 200);
    // The link in the mail opens the order, and the other one is still held.
    let mut ada = open.shopper("ada");
    assert_eq!(ada.look(paid).await["status"], "placed");
    let waits = open.order(waiting).await;
    assert_eq!(waits.state.name(), "awaiting_payment", "it is still held");
    let mut kim = open.staff().await;
    kim.pick_all(paid).await;
    kim.ready(paid).await;
    open.bank().payment(paid, "succeeded").await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn two_shops_do_not_share_a_folder() {
    let data = tempfile::tempdir().unwrap();
    let options = Options { seeded: false, ..folder(data.path()) };
    let _first = Open::empty(&options).await;
    let second = larder::shop::Shop::open(&options).await;
    let why = format!("{:?}", second.err().expect("the folder is in use"));
    assert!(why.contains("another shop is running on it"), "{why}");
}

#[tokio::test]
async fn the_demonstration_shop_opens_with_full_shelves() {
    let open = Open::empty(&Options::in_memory()).await;
    let mut ada = open.shopper("ada");
    let home = ada.browser.page("/").await;
    assert_eq!(home.status, 200);
    assert!(!ada.slots("method=pickup").await.is_empty() && !ada.slots("method=delivery&postcode=10115").await.is_empty());
    let on_offer = ada.put("apples-elstar", Grams(1000)).await;
    assert!(on_offer["discount"].as_i64() > Some(0), "it is apple week: {on_offer}");
    let picture = ada.browser.page("/products/apples-elstar/elstar-apples-loose").await.between("/pictures/", "\"").remove(0);
    assert_eq!(
        ada.browser.ask(http::Method::GET, &format!("/pictures/{picture}"), "image/webp", super::Content::Nothing).await.status,
        200
    );
    assert_true_books(&open.shop).await;
}

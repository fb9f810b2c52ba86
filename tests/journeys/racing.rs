//! Many at once.

use super::placed;
use super::{Open, Placed, Shopper, assert_true_books, assortment, packed, rows, settings};
use domain::Quantity::Pieces;
use futures::future::join_all;
use serde_json::{Value, json};

/// Medusa #13301: browser and webhook both completed it, and one time in twenty there were two orders, or none.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_second_submit_finds_the_same_order() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    ada.put("bread", Pieces(1)).await;
    let review = ada.review().await.good();
    let order = confirmed_in_twenty_windows(&ada, &review).await;
    assert_eq!((open.available("milk").await, open.available("bread").await), (48, 29));
    let heads = rows(&open.shop).await.keys().filter(|(_, sk)| sk == "H").count();
    assert_eq!(heads, 1);
    let late = placed(&ada.confirm(&review).await);
    assert_eq!(late, order);
    assert_true_books(&open.shop).await;
}

/// The order that all of them name.
async fn confirmed_in_twenty_windows(ada: &Shopper, review: &Value) -> Placed {
    let windows = (0..20).map(|_| {
        let (mut ada, review) = (ada.clone(), review.clone());
        async move { placed(&ada.confirm(&review).await) }
    });
    let all: Vec<Placed> = join_all(windows).await;
    assert!(all.iter().all(|placed| *placed == all[0]), "{all:?}");
    all[0].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_second_submit_is_not_sold_out_by_the_first() {
    let mut products = assortment();
    products.push(packed("last-ones", 500, 5));
    let open = Open::with(products, settings()).await;
    let mut ada = open.shopper("ada");
    ada.put("last-ones", Pieces(5)).await;
    let review = ada.review().await.good();
    confirmed_in_twenty_windows(&ada, &review).await;
    assert_eq!(open.available("last-ones").await, 0);
    assert_true_books(&open.shop).await;
}

/// Vendure #1738, Vendure PR #4930, Saleor #543, WooCommerce #22521: checked in one step, taken in another, and the stock was
/// negative.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_one_is_sold_once() {
    let mut products = assortment();
    products.push(packed("last-ones", 500, 5));
    let open = Open::with(products, settings()).await;
    let buyers = (0..40).map(|n| buy_one(open.shopper(&format!("buyer-{n}"))));
    let all = join_all(buyers).await;
    let sold: Vec<&Placed> = all.iter().flatten().collect();
    assert_eq!(sold.len(), 5);
    assert_eq!(open.available("last-ones").await, 0);
    assert_true_books(&open.shop).await;
}

/// `None`: told at some step, and by name, that it is sold out.
async fn buy_one(mut buyer: Shopper) -> Option<Placed> {
    buyer.put("last-ones", Pieces(1)).await;
    let review = buyer.review().await;
    let reply = match review.status {
        200 => buyer.confirm(&review.json()).await,
        _ => review,
    };
    if reply.status == 201 {
        return Some(placed(&reply));
    }
    assert_eq!(reply.refused(409, "unavailable"), [("last-ones".to_owned(), "sold_out".to_owned())]);
    None
}

/// Zapiet's own help page says that slots are counted, then booked, and may be overbooked.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_slot_takes_no_more_than_it_holds() {
    let mut few = settings();
    few.slots.capacity_pickup = 3;
    let open = Open::with(assortment(), few).await;
    let slot = open.shopper("first").slot().await;
    let buyers = (0..12).map(|n| {
        let (mut buyer, slot) = (open.shopper(&format!("buyer-{n}")), slot.clone());
        async move {
            buyer.put("milk", Pieces(1)).await;
            let review = buyer.browser.post("/checkout", &buyer.details(&slot)).await.good();
            buyer.confirm(&review).await
        }
    });
    let all = join_all(buyers).await;
    let (taken, full): (Vec<_>, Vec<_>) = all.iter().partition(|reply| reply.status == 201);
    assert_eq!((taken.len(), full.len()), (3, 9));
    for reply in full {
        assert_eq!(reply.refused(409, "slot-full"), [("fulfillment.slot".to_owned(), "slot_full".to_owned())]);
    }
    assert_true_books(&open.shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn paying_and_canceling_at_once_ends_one_way() {
    let open = Open::shop().await;
    for round in 0..4 {
        let mut ada = open.shopper(&format!("ada-{round}"));
        ada.put("milk", Pieces(1)).await;
        let order = ada.checkout().await;
        let mut other = ada.clone();
        let (_, canceled) = futures::future::join(ada.press(&order, "pay"), other.cancel(&order)).await;
        assert_eq!(canceled.status, 200, "{}", canceled.body);
        assert_eq!(open.becomes(&order, "canceled").await.payment.captured.0, 0);
    }
    open.quiet().await;
    assert_eq!(open.available("milk").await, 50);
    let held = open.bank().dump().await["payment_intents"].as_array().unwrap().iter().filter(|i| i["status"] == "requires_capture").count();
    assert_eq!(held, 0, "a card is still held");
    assert_true_books(&open.shop).await;
}

/// Deals, the seller, days and ways to pay stand in one item: everybody's change is in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_changes_the_settings_at_once_loses_nothing() {
    let open = Open::shop().await;
    let owner = open.owner().await;
    let seller = json!({ "name": "Larder Ltd", "street": "Lane 1", "postcode": "10115", "city": "Berlin", "tax_id": "DE123456789" });
    let deal = |n: usize| {
        let (title, times) = (format!("Any {n}"), ("2026-01-01T00:00", "2099-01-01T00:00"));
        json!({ "kind": "set_price", "title": title, "take": "2", "price": "1.00", "starts": times.0, "ends": times.1 })
    };
    let all = (0..8).map(|n| ("/back-office/promotions", deal(n)));
    let all = all.chain([("/back-office/seller", seller), ("/back-office/legal", json!({ "imprint": "Ada Marsh" }))]);
    let changes = all.map(|(path, body)| {
        let mut browser = owner.browser.clone();
        async move { browser.post(path, &body).await.good() }
    });
    join_all(changes).await;
    let settings = open.shop.worker.store.settings().await.unwrap().unwrap();
    assert_eq!((settings.deals.len(), settings.seller.name.as_str()), (8, "Larder Ltd"));
    assert_eq!(settings.legal.imprint, "Ada Marsh");
}

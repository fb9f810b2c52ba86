//! Between the shelves: what is not there, what is given instead, what was mistyped.

use super::{Open, Picker, Placed, Shopper, assert_true_books};
use domain::Quantity::{self, Grams, Pieces};
use serde_json::json;

async fn paid(open: &Open, lines: &[(&str, Quantity)]) -> (Shopper, Picker, Placed) {
    let mut ada = open.shopper("ada");
    for (sku, quantity) in lines {
        ada.put(sku, *quantity).await;
    }
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    (ada, open.staff().await, placed)
}

/// Charged, handed over, and all of it in the books.
async fn closed(open: &Open, kim: &mut Picker, placed: &Placed) -> i64 {
    kim.ready(placed).await;
    let payment = open.bank().payment(placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(placed).await;
    assert_true_books(&open.shop).await;
    payment["amount_received"].as_i64().unwrap()
}

/// In the AWS sample shop, whoever gets less than they ordered pays in full.
#[tokio::test]
async fn a_short_line_is_not_charged() {
    let open = Open::shop().await;
    let (mut ada, mut kim, placed) = paid(&open, &[("milk", Pieces(3)), ("bread", Pieces(1)), ("cola", Pieces(4))]).await;
    let found = json!({ "short": { "found": 1 } });
    kim.pick(&placed, &[("milk", found), ("bread", json!({ "short": { "found": 0 } })), ("cola", json!("found"))]).await;
    assert_eq!(closed(&open, &mut kim, &placed).await, 120 + 500);
    // What was not on the shelf is not in the store: it does not become free again.
    assert_eq!((open.available("milk").await, open.available("bread").await), (47, 29));
    let mail = open.mail("ada", &format!("Your order {} is ready", placed.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains("not available, not charged"));
    let seen = ada.look(&placed).await;
    let bread = seen["picked"].as_array().unwrap().iter().find(|l| l["item"]["sku"] == "bread").unwrap();
    assert_eq!(bread["units"], 0);
}

#[tokio::test]
async fn an_order_of_which_nothing_is_there_is_not_charged_at_all() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("milk", Pieces(3)), ("bread", Pieces(1))]).await;
    let none = json!({ "short": { "found": 0 } });
    kim.pick(&placed, &[("milk", none.clone()), ("bread", none)]).await;
    assert_eq!(kim.ready(&placed).await["state"], "canceled");
    open.bank().payment(&placed, "canceled").await;
    open.mail("ada", &format!("Your order {} was canceled", placed.order)).await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_substitute_is_never_dearer() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("milk", Pieces(2)), ("bread", Pieces(1))]).await;
    let proposed = kim.browser.get(&format!("/back-office/orders/{}?line=2", placed.order)).await.good();
    let first = &proposed["instead"]["candidates"][0];
    assert_eq!((first["sku"].as_str(), first["worth"].as_i64(), first["charged"].as_i64()), (Some("oat-milk"), Some(460), Some(240)));
    let instead = json!({ "substituted": { "sku": "oat-milk", "quantity": { "pieces": 2 } } });
    kim.pick(&placed, &[("milk", instead), ("bread", json!("found"))]).await;
    assert_eq!(closed(&open, &mut kim, &placed).await, 240 + 250, "2.30 each, charged as 1.20 each");
    assert_eq!((open.available("oat-milk").await, open.available("milk").await), (18, 48));
}

#[tokio::test]
async fn a_cheaper_substitute_costs_what_it_costs() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("oat-milk", Pieces(2))]).await;
    let instead = json!({ "substituted": { "sku": "cola", "quantity": { "pieces": 2 } } });
    kim.pick(&placed, &[("oat-milk", instead)]).await;
    assert_eq!(closed(&open, &mut kim, &placed).await, 250);
}

#[tokio::test]
async fn a_substitute_that_others_hold_or_may_not_have_is_refused() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("milk", Pieces(2))]).await;
    let instead = |sku: &str, pieces: u32| json!({ "substituted": { "sku": sku, "quantity": { "pieces": pieces } } });
    for (sku, pieces) in [("wine", 1), ("milk", 2), ("unicorn", 1), ("oat-milk", 0)] {
        let refused = kim.report(&placed, &[("milk", instead(sku, pieces))]).await;
        assert_eq!(refused.refused(422, "invalid")[0].1, "impossible", "{sku}");
    }
    let (mut owner, stock) = (open.owner().await, json!({ "stock": 1 }));
    owner.edit("oat-milk", &stock).await;
    kim.report(&placed, &[("milk", instead("oat-milk", 2))]).await.refused(409, "sold-out");
    assert_eq!(open.available("oat-milk").await, 1);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_slip_of_the_finger_is_mended_by_picking_again() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("apples", Grams(1000)), ("milk", Pieces(3))]).await;
    kim.pick(&placed, &[("apples", json!({ "weighed": { "grams": 96 } })), ("milk", json!({ "short": { "found": 0 } }))]).await;
    assert_eq!(open.available("apples").await, 20_000 - 96);
    let instead = json!({ "substituted": { "sku": "oat-milk", "quantity": { "pieces": 3 } } });
    kim.pick(&placed, &[("milk", instead)]).await;
    assert_eq!(open.available("oat-milk").await, 17);
    kim.pick(&placed, &[("apples", json!({ "weighed": { "grams": 960 } })), ("milk", json!("found"))]).await;
    assert_eq!((open.available("apples").await, open.available("oat-milk").await), (20_000 - 960, 20));
    assert_eq!(closed(&open, &mut kim, &placed).await, 288 + 360);
    assert_eq!(open.available("milk").await, 47);
}

#[tokio::test]
async fn the_scale_never_charges_more_than_was_agreed() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("apples", Grams(1000))]).await;
    let weighed = |grams: u32| [("apples", json!({ "weighed": { "grams": grams } }))];
    kim.report(&placed, &weighed(1101)).await.refused(422, "invalid");
    kim.report(&placed, &weighed(0)).await.refused(422, "invalid");
    kim.report(&placed, &[("apples", json!("found"))]).await.refused(422, "invalid");
    kim.step(&placed, "ready").await.refused(409, "not-now");
    kim.pick(&placed, &weighed(1100)).await;
    assert_eq!(closed(&open, &mut kim, &placed).await, placed.upper);
}

#[tokio::test]
async fn every_step_may_be_said_twice() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("milk", Pieces(2)), ("bread", Pieces(1))]).await;
    kim.step(&placed, "handover").await.refused(409, "not-now");
    kim.pick(&placed, &[("milk", json!("found"))]).await;
    let open_lines = kim.step(&placed, "ready").await.refused(409, "unpicked");
    assert_eq!(open_lines, [("1".to_owned(), "unpicked".to_owned())], "bread is line 1");
    for _ in 0..2 {
        kim.pick_all(&placed).await;
    }
    for _ in 0..2 {
        kim.ready(&placed).await;
    }
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    for _ in 0..2 {
        kim.hand_over(&placed).await;
    }
    kim.ready(&placed).await;
    kim.pick_all(&placed).await;
    let day = kim.browser.get("/back-office/takings").await.good();
    assert_eq!((&day["orders"], &day["total"]), (&json!(1), &json!(490)));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn counting_the_shelf_writes_the_difference_into_the_book() {
    let open = Open::shop().await;
    let (_, mut kim, _) = paid(&open, &[("milk", Pieces(10))]).await;
    assert_eq!(kim.edit("milk", &json!({ "stock": 35 })).await["available"], 35, "40 were free, 35 are");
    assert_true_books(&open.shop).await;
    let refused = kim.browser.patch("/back-office/products/milk", &json!({ "price": 1 })).await;
    refused.refused(403, "forbidden");
    let mut once = open.staff().await;
    once.browser = once.browser.with("idempotency-key", "count-1");
    once.edit("milk", &json!({ "stock": 30 })).await;
    kim.edit("milk", &json!({ "stock": 32 })).await;
    once.edit("milk", &json!({ "stock": 30 })).await;
    assert_eq!(open.available("milk").await, 32, "a repeated count counts once");
    assert_true_books(&open.shop).await;
}

/// A label's twelve digits with the right check digit.
fn label(twelve: &str) -> String {
    (0..10).map(|digit| format!("{twelve}{digit}")).find(|code| domain::gtin::is_valid(code)).unwrap()
}

#[tokio::test]
async fn a_scan_finds_the_line_and_the_scale_label_weighs_it() {
    let open = Open::shop().await;
    let (_, mut kim, placed) = paid(&open, &[("apples", Grams(1000)), ("bread", Pieces(1)), ("milk", Pieces(2))]).await;
    let picks = format!("/back-office/orders/{}/picks", placed.order);
    for (code, why) in [
        ("4006381333932", "unread"),
        ("41", "unread"),
        (&label("210418100520"), "unread"),
        (&label("220999900520"), "unknown"),
        (&label("220418101500"), "impossible"),
    ] {
        assert_eq!(kim.browser.post(&picks, &json!({ "code": code })).await.refused(422, "invalid")[0].1, why, "{code}");
    }
    // 2.88 at 3.00 a kilogram: 960 g.
    let seen = kim.browser.post(&picks, &json!({ "code": label("230418100288") })).await.good();
    assert_eq!(seen["lines"].as_array().unwrap().iter().find(|l| l["sku"] == "apples").unwrap()["result"], json!({ "weighed": 960 }));
    for _ in 0..2 {
        kim.browser.post(&picks, &json!({ "code": "4006381333931" })).await.good();
    }
    assert_eq!(open.available("apples").await, 20_000 - 960);
    assert_eq!(kim.look(&placed).await["open"], json!([3]), "only the milk is left");
    let mut form = kim.browser.clone();
    let there = form.form(&picks, &[("code", "4006381333931")]).await.leads();
    assert!(form.page(&there).await.body.contains("Found"));
    kim.pick(&placed, &[("milk", json!("found"))]).await;
    assert_eq!(closed(&open, &mut kim, &placed).await, 288 + 250 + 240);
}

/// Their barcodes begin with 20 to 29, as those of any shop's own packs may, and the shop's scale prints such labels too.
#[tokio::test]
async fn a_pack_of_the_demonstration_shop_is_found_by_its_barcode() {
    let open = Open::empty(&larder::options::Options::in_memory()).await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("crisps-salted", Pieces(1)).await;
    ada.put("gin", Pieces(2)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    let picks = format!("/back-office/orders/{}/picks", placed.order);
    for barcode in ["2201100015231", "2261300186544"] {
        kim.browser.post(&picks, &json!({ "code": barcode })).await.good();
    }
    assert_eq!(kim.look(&placed).await["open"], json!([2]), "one pack is found, two are counted");
    let other = kim.browser.post(&picks, &json!({ "code": "2251300108394" })).await;
    assert_eq!(other.refused(422, "invalid")[0].1, "not_ordered");
}

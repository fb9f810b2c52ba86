//! What the clock does: offers, reports, letters.

use super::{Open, assert_true_books, eventually, rows};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::Quantity::Pieces;
use domain::promotion::{Promotion, Stage};
use domain::{Offer, OfferKind, Sku};
use jiff::SignedDuration;
use serde_json::json;

const HOUR: i64 = 3600;

/// Half price for bread for an hour, from so many seconds on.
async fn happy_hour(open: &Open, ahead: i64) {
    let starts = open.shop.clock.now() + SignedDuration::from_secs(ahead);
    let ends = starts + SignedDuration::from_hours(1);
    let offer =
        Offer { id: "happy-hour".into(), title: "Happy hour".into(), kind: OfferKind::Percent { bp: 5000 }, starts, ends, group: None };
    let skus = vec![Sku::parse("bread").unwrap()];
    open.shop.worker.store.save_promotion(&Promotion { offer, skus, stage: Stage::Planned }).await.unwrap();
}

#[tokio::test]
async fn promotions_start_and_end_on_time() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    happy_hour(&open, HOUR).await;
    assert_eq!(ada.put("bread", Pieces(1)).await["total"], 250);
    open.fire("promotions").await;
    assert_eq!(price_version(&open).await, 1, "an hour ahead is too early");

    open.advance(HOUR - 300);
    open.fire("promotions").await;
    assert_eq!(price_version(&open).await, 2, "hung up");
    open.fire("promotions").await;
    assert_eq!(price_version(&open).await, 2, "once");
    open.quiet().await;
    assert_eq!(ada.basket().await["total"], 250, "it hangs there, and does not count yet");
    let review = ada.review().await.good();
    assert_eq!(review["quote"]["total"], 250);

    open.advance(301);
    assert_eq!(ada.basket().await["total"], 125);
    let refused = ada.confirm(&review).await;
    assert_eq!(refused.refused(409, "price-changed").len(), 1);
    let review = ada.browser.get("/checkout/review").await.good();
    assert_eq!((&review["quote"]["total"], &review["quote"]["lines"][0]["offer"]["title"]), (&json!(125), &json!("Happy hour")));

    open.advance(HOUR);
    assert_eq!(ada.basket().await["total"], 250, "over, though nobody took it down yet");
    ada.confirm(&review).await.refused(409, "price-changed");
    for _ in 0..2 {
        open.fire("promotions").await;
    }
    open.quiet().await;
    assert_eq!(price_version(&open).await, 3, "taken down, once");
    assert_eq!(rows(&open.shop).await[&("R#promotions".to_owned(), "happy-hour".to_owned())]["stage"], "over");
}

#[tokio::test]
async fn an_offer_that_begins_when_another_ends_is_hung_up() {
    let open = Open::shop().await;
    happy_hour(&open, 0).await;
    open.fire("promotions").await;
    let store = &open.shop.worker.store;
    let first = store.promotions().await.unwrap().remove(0).offer;
    let (starts, ends, kind) = (first.ends, first.ends + SignedDuration::from_hours(1), OfferKind::Percent { bp: 2000 });
    let offer = Offer { id: "after-hour".into(), title: "After hour".into(), kind, starts, ends, group: None };
    let skus = vec![Sku::parse("bread").unwrap(), Sku::parse("cola").unwrap()];
    store.save_promotion(&Promotion { offer, skus, stage: Stage::Planned }).await.unwrap();
    open.advance(HOUR - 300);
    for _ in 0..2 {
        open.fire("promotions").await;
    }
    let mut ada = open.shopper("ada");
    open.quiet().await;
    assert_eq!(ada.put("bread", Pieces(1)).await["total"], 125, "the first still runs");
    open.advance(301);
    for _ in 0..2 {
        open.fire("promotions").await;
    }
    open.quiet().await;
    assert_eq!(ada.basket().await["total"], 200, "the second came after it");
    open.advance(HOUR);
    for _ in 0..2 {
        open.fire("promotions").await;
    }
    open.quiet().await;
    let stages = store.promotions().await.unwrap().into_iter().map(|p| p.stage);
    assert!(stages.into_iter().all(|stage| stage == Stage::Over));
    assert_eq!(ada.basket().await["total"], 250);
}

async fn price_version(open: &Open) -> i64 {
    rows(&open.shop).await[&("P#bread".to_owned(), "S".to_owned())]["pv"].as_i64().unwrap()
}

#[tokio::test]
async fn an_order_keeps_the_offer_it_was_placed_with() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    happy_hour(&open, 0).await;
    open.fire("promotions").await;
    ada.put("bread", Pieces(4)).await;
    let placed = ada.checkout().await;
    assert_eq!(placed.total, 500);
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.advance(3 * HOUR);
    open.fire("promotions").await;
    open.quiet().await;
    kim.pick(&placed, &[("bread", json!({ "short": { "found": 3 } }))]).await;
    kim.ready(&placed).await;
    assert_eq!(open.bank().payment(&placed, "succeeded").await["amount_received"], 375, "three at the promised half");
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn reports_of_the_day_land_in_the_bucket() {
    let open = Open::shop().await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.owner().await);
    kim.edit("wine", &json!({ "stock": 0 })).await;
    ada.put("milk", Pieces(2)).await;
    ada.put("cola", Pieces(1)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    let day = kim.browser.get("/back-office/takings").await.good()["day"].as_str().unwrap().to_owned();
    let path = format!("/back-office/reports/{day}.csv");
    assert_eq!(kim.browser.get(&path).await.status, 404, "the day is not over");

    open.advance(24 * HOUR);
    open.fire("reports").await;
    let mut kim = open.owner().await;
    let csv = kim.browser.get(&path).await;
    assert!(csv.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    for line in ["takings,,Total,,EUR,3.65", "best sellers,milk,Milk,2,pieces,2.40", "sold out,wine,Wine,,,"] {
        assert!(csv.body.contains(line), "{line}:\n{}", csv.body);
    }
    let files = &open.shop.worker.files;
    let mut before = Vec::new();
    for part in ["", "/takings", "/vat", "/best-sellers", "/sold-out"] {
        let file = files.get(&format!("reports/{day}{part}.csv")).await.unwrap();
        before.push(file.unwrap_or_else(|| panic!("no file {part:?}")));
    }
    open.fire("reports").await;
    assert_eq!(files.get(&format!("reports/{day}/vat.csv")).await.unwrap().unwrap(), before[2], "made again, it is the same");
    assert_eq!(violations(&open, &day).await, json!([]), "an honest day");
    let spoiled = format!("O#{}", placed.order);
    let client = open.shop.aws.dynamodb_client();
    let update = client.update_item().table_name(&open.shop.env.table).update_expression("SET settled = settled + :cent");
    let update = update.key("pk", AttributeValue::S(spoiled)).key("sk", AttributeValue::S("H".into()));
    update.expression_attribute_values(":cent", AttributeValue::N("1".into())).send().await.unwrap();
    open.fire("reports").await;
    let found = violations(&open, &day).await;
    let broken: Vec<&str> = found.as_array().unwrap().iter().map(|v| v["invariant"].as_str().unwrap()).collect();
    assert_eq!(broken, ["I7", "I12", "I13"], "a cent that nobody charged is found at night: {found}");
    let seen = kim.browser.get(&format!("/back-office/takings?day={day}")).await.good();
    assert_eq!((&seen["total"], &seen["csv"]), (&json!(365), &json!(path)));
}

/// What the nightly audit says of a day.
async fn violations(open: &Open, day: &str) -> serde_json::Value {
    let file = open.shop.worker.files.get(&format!("reports/{day}.json")).await.unwrap().unwrap();
    serde_json::from_slice::<serde_json::Value>(&file).unwrap()["violations"].clone()
}

#[tokio::test]
async fn who_agreed_gets_the_offers_once_a_week() {
    let open = Open::shop().await;
    let store = &open.shop.worker.store;
    for who in ["ada@example.org", "bob@example.org"] {
        store.subscribe(who, "en", open.shop.clock.now()).await.unwrap();
    }
    store.unsubscribe("bob@example.org").await.unwrap();
    open.fire("weekly-offers").await;
    open.quiet().await;
    assert!(open.mails("ada").is_empty(), "nothing is on offer");
    happy_hour(&open, HOUR).await;
    open.advance(HOUR + 60);
    open.fire("promotions").await;
    open.quiet().await;
    for _ in 0..3 {
        open.fire("weekly-offers").await;
    }
    let mail = open.mail("ada", "This week's offers at Larder").await;
    open.quiet().await;
    assert_eq!((open.mails("ada").len(), open.mails("bob").len()), (1, 0));
    let words = mail.text.clone().unwrap_or_default();
    assert!(words.contains("Happy hour") && words.contains("1.25 EUR instead of 2.50 EUR"), "{words}");
    assert!(words.contains("Lowest price in the last 30 days: 2.50 EUR"), "{words}");
    let stop = words.split_whitespace().last().unwrap().replace(&open.shop.origin, "");
    assert_eq!(open.stranger().page(&stop).await.status, 200, "the way out leads somewhere: {stop}");
}

#[tokio::test]
async fn a_lost_message_is_sent_again_by_the_sweep() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(1)).await;
    let placed = ada.checkout().await;
    // Written as every job is, and never sent.
    let store = &open.shop.worker.store;
    let whole = store.whole_order(&placed.id()).await.unwrap().unwrap();
    let write = whole.cancel("by the shopper", open.shop.clock.now()).unwrap();
    let lost = domain::order::Job::now(domain::order::Step::CanceledMail, open.shop.clock.now());
    store.commit(&domain::order::Write { start: vec![lost], ..write }).await.unwrap();
    open.fire("sweep").await;
    assert_eq!((open.jobs().await.len(), open.mails("ada").len()), (1, 0), "the message has its minute");
    open.advance(61);
    open.fire("sweep").await;
    eventually("the letter goes out", async || (open.mails("ada").len() == 1).then_some(())).await;
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

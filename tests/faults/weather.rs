//! Whole days in bad weather: any call may meet anything. Everybody tries again while it is the shop's fault.

use super::fragile::Fragile;
use super::plan::{mixed, weather};
use crate::journeys::{Picker, Placed, Reply, Shopper, placed};
use futures::future::join_all;
use serde_json::{Value, json};

/// How a shopper's story goes.
#[derive(Clone, Copy)]
enum Story {
    Bought,
    WalkedAway,
    WentBack,
    Canceled,
}

/// Tries again while it is the shop's fault.
async fn persist(mut ask: impl AsyncFnMut() -> Reply) -> Reply {
    for _ in 0..40 {
        let reply = ask().await;
        if reply.status < 500 {
            return reply;
        }
    }
    panic!("forty faults in a row");
}

async fn ordered(ada: &mut Shopper, n: u64) -> Placed {
    let lines = [("apples", json!({ "grams": 500 + 100 * n })), ("milk", json!({ "pieces": 1 + n % 3 })), ("cola", json!({ "pieces": 2 }))];
    for (sku, quantity) in lines {
        let line = json!({ "sku": sku, "quantity": quantity });
        persist(async || ada.browser.post("/cart/lines", &line).await).await.good();
    }
    let mut slots = persist(async || ada.browser.get("/slots?method=pickup").await).await.good()["slots"].as_array().cloned().unwrap();
    let details = ada.details(slots.pop().unwrap()["id"].as_str().unwrap());
    // A lost reply to the details makes the next try a change of a basket that moved on: it is looked at again.
    for _ in 0..40 {
        let review = persist(async || ada.browser.post("/checkout", &details).await).await;
        let reply = match review.status {
            200 => persist(async || ada.confirm(&review.json()).await).await,
            _ => review,
        };
        match (reply.status, reply.json()["type"].as_str()) {
            (201, _) => return placed(&reply),
            (409, Some("/problems/basket-changed")) => {}
            _ => panic!("{} {}", reply.status, reply.body),
        }
    }
    panic!("the basket never stands still");
}

/// One answer names an order, and every later one the same.
async fn live(shop: &Fragile, n: u64, story: Story) -> Placed {
    let mut ada = shop.shopper(&format!("ada-{n}"));
    let order = ordered(&mut ada, n).await;
    let key = json!({ "key": order.key });
    match story {
        Story::WalkedAway => return order,
        Story::WentBack => {
            let path = format!("/orders/{}/cancel", order.order);
            persist(async || ada.browser.post(&path, &key).await).await.good();
            return order;
        }
        Story::Bought | Story::Canceled => {}
    }
    let page = persist(async || ada.browser.post(&format!("/orders/{}/pay", order.order), &key).await).await.good();
    let order = Placed { pay_url: page["pay_url"].as_str().map(str::to_owned), ..order };
    ada.pay(&order).await;
    shop.open.becomes(&order, "placed").await;
    if matches!(story, Story::Canceled) {
        persist(async || ada.cancel(&order).await).await.good();
    }
    order
}

async fn pick(kim: &mut Picker, order: &Placed, n: u64) {
    let path = format!("/back-office/orders/{}", order.order);
    let whole = persist(async || kim.browser.get(&path).await).await.good();
    let find = |line: &Value| match line["sku"].as_str() {
        Some("apples") => json!({ "weighed": { "grams": 450 + 100 * n } }),
        Some("milk") if n % 2 == 1 => json!({ "short": { "found": 0 } }),
        _ => json!("found"),
    };
    let results: Vec<Value> = whole["lines"].as_array().unwrap().iter().map(|l| json!({ "line": l["line"], "pick": find(l) })).collect();
    let report = json!({ "results": results });
    persist(async || kim.browser.post(&format!("{path}/picks"), &report).await).await.good();
    persist(async || kim.step(order, "ready").await).await.good();
}

async fn a_day_in(seed: u64) {
    let shop = Fragile::shop().await;
    shop.follow(weather(seed, 12));
    let story = |n: u64| match (seed + n) % 3 {
        0 => Story::WalkedAway,
        1 => Story::WentBack,
        _ => Story::Canceled,
    };
    let lives = (0..8).map(|n| live(&shop, n, if n < 4 { Story::Bought } else { story(n) }));
    let orders = join_all(lives).await;
    let mut kim = shop.staff().await;
    for (n, order) in (0..).zip(&orders[..4]) {
        pick(&mut kim, order, n).await;
    }
    assert!(shop.proxy.faults() > 10, "the weather was too good: {} faults", shop.proxy.faults());
    shop.recovers().await;
    for order in &orders[..4] {
        kim.hand_over(order).await;
    }
    let today = kim.browser.get("/back-office/takings").await.good()["day"].as_str().unwrap().to_owned();
    // What nobody paid for is free again after its half hour, which may be tomorrow.
    shop.open.advance(31 * 60);
    shop.recovers().await;
    let day = kim.browser.get(&format!("/back-office/takings?day={today}")).await.good();
    assert_eq!(day["orders"], 4, "seed {seed}, first number {}", mixed(seed));
    for order in &orders {
        let state = shop.open.order(order).await.state.name();
        assert!(["handed_over", "canceled", "expired"].contains(&state), "order {} ended as {state}", order.order);
    }
    assert_eq!(shop.orders().await, 8, "one order for each basket");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_day_in_the_weather_of_seed_1_ends_with_true_books() {
    a_day_in(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_day_in_the_weather_of_seed_2_ends_with_true_books() {
    a_day_in(2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_day_in_the_weather_of_seed_3_ends_with_true_books() {
    a_day_in(3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_day_in_the_weather_of_seed_4_ends_with_true_books() {
    a_day_in(4).await;
}

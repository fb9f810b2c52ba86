//! A shopper with a basket.

use super::{Browser, Reply};
use domain::{OrderId, Quantity};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Clone)]
pub struct Shopper {
    pub browser: Browser,
    pub email: String,
}

/// An order as it was confirmed to the shopper.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Placed {
    pub order: String,
    pub key: String,
    pub pay_url: Option<String>,
    pub total: i64,
    pub upper: i64,
}

impl Placed {
    pub fn id(&self) -> OrderId {
        OrderId::parse(self.order.clone()).unwrap()
    }

    pub fn path(&self) -> String {
        format!("/orders/{}?key={}", self.order, self.key)
    }

    pub fn pay_url(&self) -> &str {
        self.pay_url.as_deref().unwrap_or_else(|| panic!("order {} has no pay page", self.order))
    }
}

impl Shopper {
    pub fn new(browser: Browser, name: &str) -> Shopper {
        Shopper { browser, email: format!("{name}@example.org") }
    }

    /// Sets a line of the basket.
    pub async fn put(&mut self, sku: &str, quantity: Quantity) -> Value {
        self.try_to_put(sku, quantity).await.good()
    }

    pub async fn try_to_put(&mut self, sku: &str, quantity: Quantity) -> Reply {
        self.browser.post("/cart/lines", &json!({ "sku": sku, "quantity": quantity })).await
    }

    pub async fn basket(&mut self) -> Value {
        self.browser.get("/cart").await.good()
    }

    /// The pickup slot furthest away that has room: no test depends on the hour.
    pub async fn slot(&mut self) -> String {
        self.slots("method=pickup").await.pop().unwrap_or_else(|| panic!("no slot has room"))
    }

    /// All slots with room, soonest first.
    pub async fn slots(&mut self, query: &str) -> Vec<String> {
        let all = self.browser.get(&format!("/slots?{query}")).await.good();
        let free = all["slots"].as_array().unwrap().iter().filter(|slot| slot["room"].as_u64() > Some(0));
        free.map(|slot| slot["id"].as_str().unwrap().to_owned()).collect()
    }

    pub fn details(&self, slot: &str) -> Value {
        json!({
            "contact": { "name": "Ada Marsh", "email": self.email },
            "fulfillment": { "method": "pickup", "slot": slot },
            "wish": "similar",
        })
    }

    /// Tells who and when; the answer is what it comes to.
    pub async fn review(&mut self) -> Reply {
        let slot = self.slot().await;
        let details = self.details(&slot);
        self.browser.post("/checkout", &details).await
    }

    /// Confirms a quote.
    pub async fn confirm(&mut self, review: &Value) -> Reply {
        self.browser.post("/checkout", &json!({ "quote": review["fingerprint"], "of_age": true })).await
    }

    /// From the basket to an order that waits for its payment.
    pub async fn checkout(&mut self) -> Placed {
        let review = self.review().await.good();
        placed(&self.confirm(&review).await)
    }

    /// The order's page.
    pub async fn look(&mut self, placed: &Placed) -> Value {
        self.browser.get(&placed.path()).await.good()
    }

    /// A button on the pay page: `pay`, `decline`, `authenticate`, `leave`.
    pub async fn press(&mut self, placed: &Placed, button: &str) -> Reply {
        self.browser.form(placed.pay_url(), &[("action", button)]).await
    }

    pub async fn pay(&mut self, placed: &Placed) {
        self.press(placed, "pay").await.leads();
    }

    /// Gives the order up, or goes back to the basket.
    pub async fn cancel(&mut self, placed: &Placed) -> Reply {
        self.browser.post(&format!("/orders/{}/cancel", placed.order), &json!({ "key": placed.key })).await
    }
}

/// The order in a good answer.
#[track_caller]
pub fn placed(reply: &Reply) -> Placed {
    assert_eq!(reply.status, 201, "{}", reply.body);
    serde_json::from_value(reply.json()).unwrap_or_else(|fault| panic!("{fault}: {}", reply.body))
}

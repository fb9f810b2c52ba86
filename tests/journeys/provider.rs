//! The payment provider, seen from behind its counter.

use super::{Browser, Placed, Reply, eventually};
use http::Method;
use larder::shop::Shop;
use serde_json::{Value, json};

/// The stand-in's own endpoints.
pub struct Bank {
    browser: Browser,
}

impl Bank {
    pub fn of(http: &reqwest::Client, shop: &Shop) -> Bank {
        Bank::at(http, &shop.stripe_url, &shop.env.stripe_key)
    }

    pub fn at(http: &reqwest::Client, url: &str, key: &str) -> Bank {
        Bank { browser: Browser::at(http, url).bearer(key) }
    }

    /// Everything it knows.
    pub async fn dump(&mut self) -> Value {
        self.browser.get("/_test/dump").await.good()
    }

    /// The payments that name an order.
    pub async fn payments_of(&mut self, placed: &Placed) -> Vec<Value> {
        let all = self.dump().await["payment_intents"].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|intent| intent["metadata"]["order"] == placed.order.as_str()).collect()
    }

    /// The one payment that an order has, once it is `requires_capture`, `canceled`, `succeeded`.
    pub async fn payment(&mut self, placed: &Placed, status: &str) -> Value {
        let what = format!("the payment of order {} is {status}", placed.order);
        eventually(&what, async || {
            let mut all = self.payments_of(placed).await;
            assert!(all.len() <= 1, "several payments: {all:?}");
            all.pop().filter(|intent| intent["status"] == status)
        })
        .await
    }

    /// What happened to a payment: the event of that kind.
    pub async fn event(&mut self, intent: &str, kind: &str) -> Value {
        let all = self.dump().await["events"].as_array().cloned().unwrap_or_default();
        let mut all = all.into_iter().map(|entry| entry["event"].clone());
        let found = all.find(|event| event["type"] == kind && event["data"]["object"]["id"] == intent);
        found.unwrap_or_else(|| panic!("no event {kind} of {intent}"))
    }

    /// Sends an event of its log so many times at once. The answers' statuses.
    pub async fn redeliver(&mut self, event: &Value, times: usize) -> Vec<u64> {
        let path = format!("/_test/redeliver/{}?times={times}", event["id"].as_str().unwrap());
        statuses(&self.browser.post(&path, &json!({})).await)
    }

    /// Signs and sends any event. `query` says how: `secret=whsec_other`, `at=1700000000`.
    pub async fn send(&mut self, event: &Value, query: &str) -> Vec<u64> {
        statuses(&self.browser.post(&format!("/_test/events?{query}"), event).await)
    }

    /// A payment page that the shop did not ask for: another amount or currency for an order, or the same again.
    pub async fn page_for(&mut self, placed: &Placed, amount: i64, currency: &str) -> String {
        let amount = amount.to_string();
        let fields = [
            ("mode", "payment"),
            ("success_url", "http://localhost/"),
            ("metadata[order]", placed.order.as_str()),
            ("payment_intent_data[capture_method]", "manual"),
            ("payment_intent_data[metadata][order]", placed.order.as_str()),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", currency),
            ("line_items[0][price_data][unit_amount]", amount.as_str()),
            ("line_items[0][price_data][product_data][name]", "Groceries"),
        ];
        let content = super::Content::Form(&fields);
        let session = self.browser.ask(Method::POST, "/v1/checkout/sessions", "application/json", content).await;
        session.good()["url"].as_str().unwrap().to_owned()
    }

    /// A shopper's bank takes all of a payment back. The dispute's name.
    pub async fn dispute(&mut self, intent: &str) -> String {
        let made = self.browser.post("/_test/disputes", &json!({ "payment_intent": intent })).await.good();
        made["id"].as_str().unwrap().to_owned()
    }

    /// The bank decides whose the money is.
    pub async fn decide(&mut self, dispute: &str, won: bool) {
        self.browser.post("/_test/disputes", &json!({ "dispute": dispute, "won": won })).await.good();
    }

    /// Somebody gives money back in the provider's own dashboard.
    pub async fn refund_by_hand(&mut self, intent: &str, cents: i64) {
        self.browser.post("/_test/refunds", &json!({ "payment_intent": intent, "amount": cents })).await.good();
    }

    /// The bank lets go of an authorization.
    pub async fn let_go(&mut self, intent: &str) {
        let path = format!("/v1/payment_intents/{intent}/cancel");
        self.browser.ask(Method::POST, &path, "application/json", super::Content::Form(&[])).await.good();
    }

    /// The shopper's bank does not take a refund.
    pub async fn refund_fails(&mut self, refund: &str) {
        self.browser.post(&format!("/_test/refunds/{refund}/fail"), &json!({})).await.good();
    }

    /// Its own clock goes on; the shop's does not.
    pub async fn days_pass(&mut self, days: i64) {
        self.browser.post("/_test/clock", &json!({ "seconds": days * 24 * 3600 })).await.good();
    }

    /// Pays on any page of its own.
    pub async fn pay(&mut self, page: &str) {
        self.browser.form(page, &[("action", "pay")]).await.leads();
    }
}

fn statuses(reply: &Reply) -> Vec<u64> {
    let all = reply.good()["statuses"].as_array().cloned().unwrap_or_default();
    all.iter().map(|status| status.as_u64().unwrap_or_default()).collect()
}

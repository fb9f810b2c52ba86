//! A member of staff with a picking trolley.

use super::{Browser, Placed, Reply};
use serde_json::{Value, json};

pub struct Picker {
    pub browser: Browser,
}

impl Picker {
    pub fn new(browser: Browser) -> Picker {
        Picker { browser }
    }

    /// The order as staff see it.
    pub async fn look(&mut self, placed: &Placed) -> Value {
        self.browser.get(&format!("/back-office/orders/{}", placed.order)).await.good()
    }

    /// Reports what was found, by product.
    pub async fn report(&mut self, placed: &Placed, findings: &[(&str, Value)]) -> Reply {
        let whole = self.look(placed).await;
        let line = |sku: &str| {
            let lines = whole["lines"].as_array().unwrap();
            lines.iter().find(|l| l["sku"] == sku).map(|l| l["line"].clone()).unwrap_or_else(|| panic!("{sku} was not ordered"))
        };
        let results: Vec<Value> = findings.iter().map(|(sku, pick)| json!({ "line": line(sku), "pick": pick })).collect();
        self.browser.post(&format!("/back-office/orders/{}/picks", placed.order), &json!({ "results": results })).await
    }

    pub async fn pick(&mut self, placed: &Placed, findings: &[(&str, Value)]) -> Value {
        self.report(placed, findings).await.good()
    }

    /// Everything is there, and weighs what it should.
    pub async fn pick_all(&mut self, placed: &Placed) -> Value {
        let whole = self.look(placed).await;
        let lines = whole["lines"].as_array().unwrap();
        let results: Vec<Value> = lines.iter().map(|l| json!({ "line": l["line"], "pick": as_ordered(l) })).collect();
        self.browser.post(&format!("/back-office/orders/{}/picks", placed.order), &json!({ "results": results })).await.good()
    }

    pub async fn ready(&mut self, placed: &Placed) -> Value {
        self.step(placed, "ready").await.good()
    }

    pub async fn hand_over(&mut self, placed: &Placed) -> Value {
        self.step(placed, "handover").await.good()
    }

    pub async fn step(&mut self, placed: &Placed, step: &str) -> Reply {
        self.browser.post(&format!("/back-office/orders/{}/{step}", placed.order), &json!({})).await
    }

    /// Makes a promotion that runs from yesterday to far ahead, unless it says otherwise.
    pub async fn promote(&mut self, written: &Value) -> Value {
        let mut whole = json!({ "title": "Promotion", "starts": "2026-01-01T00:00", "ends": "2099-01-01T00:00" });
        for (name, value) in written.as_object().into_iter().flatten() {
            whole[name] = value.clone();
        }
        self.browser.post("/back-office/promotions", &whole).await.good()
    }

    /// Another price, or another count of the shelf.
    pub async fn edit(&mut self, sku: &str, change: &Value) -> Value {
        self.browser.patch(&format!("/back-office/products/{sku}"), change).await.good()
    }
}

fn as_ordered(line: &Value) -> Value {
    let grams = |pieces: u64| line["by_weight"]["nominal"].as_u64().unwrap_or_default() * pieces;
    match (line["by_weight"].is_object(), line["quantity"]["grams"].as_u64(), line["quantity"]["pieces"].as_u64()) {
        (false, ..) => json!("found"),
        (true, Some(ordered), _) => json!({ "weighed": { "grams": ordered } }),
        (true, None, pieces) => json!({ "weighed": { "grams": grams(pieces.unwrap_or_default()) } }),
    }
}

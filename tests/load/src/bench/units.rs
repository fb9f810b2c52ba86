//! What rare operations cost: a long basket, a long order, the provider's event, picking until handed over.
//! Each is done a few times and the most counts; how fast they are is not asked here.

use super::buying::{ADD, Buyer, order};
use super::cell::{Budget, Cell, Tally};
use super::provider::Provider;
use crate::Outcome;
use crate::wire::{Ask, Reply, Wire};
use http::header;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How often each is done.
const TIMES: usize = 10;
const CHECKOUT: Budget = Budget { reads: None, writes: Some(65.0), bytes: None };
const EVENT: Budget = Budget { reads: None, writes: Some(8.0), bytes: None };
const LOOK: Budget = Budget { reads: None, writes: Some(0.0), bytes: None };
/// Of fulfillment without surprises, and of each line that differs: loose goods free what was held as tolerance.
const FULFILLMENT: [f64; 2] = [15.0, 2.0];

/// A bench's way into the back office and to the provider.
pub struct Desk<'a> {
    /// Fills baskets.
    pub buyer: &'a Buyer<'a>,
    /// Sends events.
    pub provider: Provider,
    /// The owner's token.
    pub token: &'a str,
}

impl Desk<'_> {
    /// All of them.
    pub async fn cost(&self) -> Outcome<Vec<Cell<'static>>> {
        let began = Instant::now();
        let slots = self.buyer.slots().await?;
        let mut wire = Wire::to(self.buyer.shop);
        let [mut add, mut placed, mut looked, mut paid, mut fulfilled] = std::array::from_fn(|_| Tally::default());
        let mut differing = 0;
        for _ in 0..TIMES {
            add.note(&self.buyer.fill(&mut wire, 30, &slots).await?.1, 200);
            let (basket, _) = self.buyer.fill(&mut wire, 20, &slots).await?;
            let (details, answer) = order(&mut wire, &basket).await?;
            placed.note_all(&[&details, &answer], 201);
            let named = answer.json();
            let (name, url) = (named["order"].as_str().ok_or("no order was named")?, named["pay_url"].as_str().ok_or("nowhere to pay")?);
            let page = named["url"].as_str().ok_or("an order without a page")?;
            looked.note(&wire.ask(Ask::get(page)?).await?, 200);
            let told = self.provider.pay(url, name).await?;
            told.iter().for_each(|reply| paid.note(reply, 200));
            let (steps, loose) = self.fulfill(&mut wire, name).await?;
            differing = differing.max(loose);
            fulfilled.note_all(&steps.iter().collect::<Vec<_>>(), 200);
        }
        let window = began.elapsed();
        let writes = FULFILLMENT[0] + FULFILLMENT[1] * f64::from(differing);
        let fulfillment = Budget { reads: None, writes: Some(writes), bytes: None };
        let cell = |name, tally, budget| Cell { name, concurrency: 1, window, tally, budget };
        Ok(vec![
            cell("add the 30th line", add, ADD),
            cell("check out 20 lines", placed, CHECKOUT),
            cell("look at the order of 20", looked, LOOK),
            cell("a payment event", paid, EVENT),
            cell("pick, ready, hand over 20", fulfilled, fulfillment),
        ])
    }

    /// All found as ordered: the requests that write, and how many lines were weighed.
    async fn fulfill(&self, wire: &mut Wire, order: &str) -> Outcome<(Vec<Reply>, u32)> {
        let base = format!("/back-office/orders/{order}");
        let whole = self.ask(wire, Ask::get(&base)?).await?.json();
        let lines = whole["lines"].as_array().ok_or("an order without lines")?;
        let results: Vec<Value> = lines.iter().map(found).collect();
        let loose = u32::try_from(lines.iter().filter(|line| line["by_weight"].is_object()).count())?;
        let picked = self.ask(wire, Ask::post(&format!("{base}/picks"), &json!({ "results": results }))?).await?;
        let ready = self.ask(wire, Ask::post(&format!("{base}/ready"), &json!({}))?).await?;
        let began = Instant::now();
        while self.ask(wire, Ask::get(&base)?).await?.json()["payment"]["rank"] != "captured" {
            if began.elapsed() > Duration::from_secs(30) {
                return Err(format!("order {order} is not charged: picked {}, ready {}", picked.status, ready.status).into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let given = self.ask(wire, Ask::post(&format!("{base}/handover"), &json!({}))?).await?;
        Ok((vec![picked, ready, given], loose))
    }

    async fn ask(&self, wire: &mut Wire, ask: Ask) -> Outcome<Reply> {
        wire.ask(ask.with(header::AUTHORIZATION, &format!("Bearer {}", self.token))).await
    }
}

fn found(line: &Value) -> Value {
    let pick = match line["quantity"]["grams"].as_u64() {
        Some(grams) if line["by_weight"].is_object() => json!({ "weighed": { "grams": grams } }),
        _ => json!("found"),
    };
    json!({ "line": line["line"], "pick": pick })
}

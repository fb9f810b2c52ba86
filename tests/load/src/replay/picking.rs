//! One order in a picker's hands: reported line by line or at once, made ready, charged, handed over.

use super::Plan;
use super::staff::array;
use crate::Outcome;
use crate::chance::Chance;
use crate::client::Client;
use crate::wire::{Ask, Reply};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Charging takes less than this, retries included.
const PATIENCE: Duration = Duration::from_secs(60);

/// A picker with an order.
pub(super) struct Picking<'a> {
    pub client: &'a mut Client,
    pub plan: &'a Plan,
    pub order: &'a str,
}

/// A line as the picker sees it.
struct Line {
    number: u64,
    sku: String,
    loose: bool,
    /// What was ordered, in pieces or nominal grams.
    units: u64,
    reserved: u64,
}

impl Picking<'_> {
    /// From the list to the shopper's hands.
    pub async fn pick(mut self) -> Outcome<()> {
        let Some(whole) = self.look("").await? else { return Ok(()) };
        let lines: Vec<Line> = array(&whole["lines"]).iter().filter_map(Line::of).collect();
        if lines.is_empty() {
            self.client.book.wrong(format!("order {} has no lines that can be read: {whole}", self.order));
            return Ok(());
        }
        if !self.report(&lines).await? {
            self.client.book.count("orders gone before they were picked");
            return Ok(());
        }
        if self.chance("slip").percent(4) {
            self.correct(&lines).await?;
        }
        let ready = self.step("ready").await?;
        match ready.json()["state"].as_str() {
            Some("canceled") => self.client.book.count("orders of which nothing was found"),
            Some("ready" | "handed_over") => self.hand_over().await?,
            _ => self.odd("making it ready", &ready),
        }
        Ok(())
    }

    /// The same for the same basket on every run.
    fn chance(&self, question: &str) -> Chance {
        let basket = self.plan.orders.basket(self.order).unwrap_or_default();
        Chance::of(question, format!("pick {basket}"))
    }

    async fn look(&mut self, query: &str) -> Outcome<Option<Value>> {
        let target = format!("/back-office/orders/{}{query}", self.order);
        let reply = self.client.about("order", Some(self.order), Ask::get(&target)?).await?;
        if reply.status != 200 {
            self.odd("looking at it", &reply);
        }
        Ok((reply.status == 200).then(|| reply.json()))
    }

    /// `false`: the order was canceled meanwhile.
    async fn report(&mut self, lines: &[Line]) -> Outcome<bool> {
        let mut results = Vec::new();
        for line in lines {
            results.push(self.find(line).await?);
        }
        let at_once = match self.chance("pace").hundredth() {
            0..15 => 1,
            15..40 => results.len().div_ceil(2),
            _ => results.len(),
        };
        for part in results.chunks(at_once.max(1)) {
            let reply = self.send(part).await?;
            match (reply.status, reply.json()["type"].as_str()) {
                (200, _) => {}
                (409, Some("/problems/not-now")) => return Ok(false),
                (409 | 422, _) if part.iter().any(|r| r["pick"]["substituted"].is_object()) => {
                    self.client.book.refuse("substitute");
                    let instead: Vec<Value> = part.iter().map(without_substitute).collect();
                    let again = self.send(&instead).await?;
                    if again.status != 200 {
                        self.odd("picking without substitutes", &again);
                    }
                }
                _ => self.odd("picking", &reply),
            }
        }
        Ok(true)
    }

    async fn send(&mut self, results: &[Value]) -> Outcome<Reply> {
        let target = format!("/back-office/orders/{}/picks", self.order);
        self.client.about("pick", Some(self.order), Ask::post(&target, &json!({ "results": results }))?).await
    }

    /// What the shelf holds: most of it is there.
    async fn find(&mut self, line: &Line) -> Outcome<Value> {
        let chance = self.chance(&format!("find {}", line.sku));
        let pick = match chance.hundredth() {
            0..4 => short(chance.within(0, line.units.saturating_sub(1))),
            4..6 => match self.substitute(line).await? {
                Some(substitute) => substitute,
                None => short(0),
            },
            _ => line.found(self.chance(&format!("scale {}", line.sku))),
        };
        Ok(json!({ "line": line.number, "pick": pick }))
    }

    /// The first thing the back office proposes.
    async fn substitute(&mut self, line: &Line) -> Outcome<Option<Value>> {
        let Some(whole) = self.look(&format!("?line={}", line.number)).await? else { return Ok(None) };
        let Some(first) = array(&whole["instead"]["candidates"]).first() else { return Ok(None) };
        Ok(Some(json!({ "substituted": { "sku": first["sku"], "quantity": first["quantity"] } })))
    }

    /// A slip of the finger on the first line, and its correction.
    async fn correct(&mut self, lines: &[Line]) -> Outcome<()> {
        let Some(line) = lines.first() else { return Ok(()) };
        let right = line.found(self.chance("second look"));
        for pick in [short(0), right] {
            let reply = self.send(&[json!({ "line": line.number, "pick": pick })]).await?;
            if reply.status != 200 {
                self.odd("correcting a pick", &reply);
            }
        }
        self.client.book.count("picks corrected");
        Ok(())
    }

    async fn step(&mut self, name: &'static str) -> Outcome<Reply> {
        let target = format!("/back-office/orders/{}/{name}", self.order);
        self.client.about(name, Some(self.order), Ask::post(&target, &json!({}))?).await
    }

    /// Everybody here is old enough.
    async fn give(&mut self) -> Outcome<Reply> {
        let target = format!("/back-office/orders/{}/handover", self.order);
        self.client.about("handover", Some(self.order), Ask::post(&target, &json!({ "age": "old_enough" }))?).await
    }

    async fn hand_over(&mut self) -> Outcome<()> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let Some(whole) = self.look("").await? else { return Ok(()) };
            if whole["payment"]["rank"] == "captured" {
                let reply = self.give().await?;
                match reply.status {
                    200 => self.client.book.count("orders handed over"),
                    _ => self.odd("handing over", &reply),
                }
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        self.client.book.wrong(format!("order {} is ready, and not charged after a minute", self.order));
        Ok(())
    }

    fn odd(&self, doing: &str, reply: &Reply) {
        self.client.book.wrong(format!("{doing}, order {}: {} {}", self.order, reply.status, String::from_utf8_lossy(&reply.body)));
    }
}

impl Line {
    fn of(line: &Value) -> Option<Line> {
        let nominal = line["by_weight"]["nominal"].as_u64();
        let pieces = line["quantity"]["pieces"].as_u64();
        let units = pieces.map(|n| n * nominal.unwrap_or(1)).or(line["quantity"]["grams"].as_u64())?;
        Some(Line {
            number: line["line"].as_u64()?,
            sku: line["sku"].as_str()?.to_owned(),
            loose: nominal.is_some(),
            units,
            reserved: line["reserved"].as_u64()?,
        })
    }

    /// All of it; what is loose weighs about as much as was ordered.
    fn found(&self, scale: Chance) -> Value {
        if !self.loose {
            return json!("found");
        }
        let grams = (self.units * scale.within(92, 108) / 100).clamp(1, self.reserved.max(1));
        json!({ "weighed": { "grams": grams } })
    }
}

fn short(found: u64) -> Value {
    json!({ "short": { "found": found } })
}

fn without_substitute(result: &Value) -> Value {
    if result["pick"]["substituted"].is_object() { json!({ "line": result["line"], "pick": short(0) }) } else { result.clone() }
}

//! The end of a run: the clock moves on, what was abandoned expires, and every promise is looked up once more.

use super::Plan;
use crate::Outcome;
use crate::client::Client;
use crate::wire::{Ask, Wire};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// A hold is 30 minutes; the sweep comes every minute.
const AHEAD: u64 = 2400;
/// Expiring takes less than this.
const PATIENCE: Duration = Duration::from_secs(90);

/// How many orders stand where, at the end.
pub type Standing = BTreeMap<String, u64>;

/// Lets the holds of abandoned orders run out, and waits until nothing waits for a payment.
pub async fn expire(plan: &Plan) -> Outcome<Standing> {
    let mut local = Wire::to(&plan.shop);
    deliver_plainly(plan).await?;
    let moved = local.ask(Ask::post("/_local/clock", &json!({ "seconds": AHEAD }))?).await?;
    if !moved.is_good() {
        plan.book.wrong(format!("moving the clock is a {}", moved.status));
    }
    let began = Instant::now();
    let mut client = Client::new("end", &plan.shop, &plan.book);
    loop {
        let swept = local.ask(Ask::post("/_local/schedules/sweep", &json!({}))?).await?;
        let standing = standing(plan, &mut client).await?;
        let waiting = standing.get("awaiting_payment").copied().unwrap_or_default();
        if waiting == 0 || began.elapsed() > PATIENCE {
            if waiting > 0 {
                plan.book.wrong(format!("{waiting} orders still wait for their payment; the last sweep was a {}", swept.status));
            }
            return Ok(standing);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Duplicates and delays end: what is under way arrives once more.
async fn deliver_plainly(plan: &Plan) -> Outcome<()> {
    let plain = json!({ "duplicates": 0, "reorder": false, "delay_ms": 0, "paused": false });
    let reply = Wire::to(&plan.stripe).ask(Ask::post("/_test/delivery", &plain)?).await?;
    if reply.status == 200 { Ok(()) } else { Err(format!("setting the provider's delivery is a {}", reply.status).into()) }
}

/// Where every promised order stands, as its shopper sees it.
pub async fn standing(plan: &Plan, client: &mut Client) -> Outcome<Standing> {
    let mut standing = Standing::new();
    for known in plan.orders.all() {
        let target = format!("/orders/{}?key={}", known.order, known.key);
        let reply = client.about("view", Some(&known.order), Ask::get(&target)?).await?;
        let state = reply.json()["status"].as_str().map_or_else(|| format!("answered {}", reply.status), str::to_owned);
        *standing.entry(state).or_default() += 1;
    }
    Ok(standing)
}

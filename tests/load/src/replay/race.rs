//! The last ones on the shelf: many more buyers than there are pieces, all at once. As many are sold as there were.

use super::audit;
use super::audit::Watcher;
use super::stage::Stage;
use crate::Outcome;
use crate::assortment::Assortment;
use crate::client::Client;
use crate::options::Options;
use crate::wire::Ask;
use futures::future::try_join_all;
use serde_json::json;
use std::time::{Duration, Instant};

/// A buyer who has seen the quote and holds the finger over the button.
struct Ready {
    client: Client,
    fingerprint: String,
}

/// Runs it. `true`: exactly the stock was sold.
pub(super) async fn race(options: &Options) -> Outcome<bool> {
    let (stock, buyers) = (options.or("stock", 50_u64)?, options.or("buyers", 500_usize)?);
    let workers = options.or("concurrency", 32_usize)?.max(1);
    let stage = Stage::set(options, Assortment::default()).await?;
    let mut owner = stage.owner();
    owner.widen_slots(500).await?;
    let sku = owner.any_packed().await?;
    owner.count(&sku, stock).await?;
    let watcher = Watcher::start(&stage.places)?;
    let ready = prepared(&stage, &sku, buyers, workers).await?;
    let began = Instant::now();
    let placed = try_join_all(ready.into_iter().map(|mine| place(&stage, mine))).await?;
    let took = began.elapsed();
    let sold = placed.iter().sum::<u64>();
    settle(&stage).await?;
    let left = owner.available(&sku).await?;
    let watched = watcher.end()?;
    let clean = audit::audit(&stage.plan, &stage.places)? && watched;
    let exact = sold == stock && left == 0 && stage.plan.book.wrongs().is_empty();
    print(&stage, (buyers, workers, stock, sold, left), took, clean && exact);
    stage.strike(clean && exact)?;
    Ok(clean && exact)
}

/// Everybody fills a basket and looks at the quote, while there is enough for each of them.
async fn prepared(stage: &Stage, sku: &str, buyers: usize, workers: usize) -> Outcome<Vec<Vec<Ready>>> {
    let prepare = async |worker: usize| {
        let mut mine = Vec::new();
        for buyer in (worker..buyers).step_by(workers) {
            mine.push(look(stage, sku, buyer).await?);
        }
        Outcome::Ok(mine)
    };
    try_join_all((0..workers).map(prepare)).await
}

async fn look(stage: &Stage, sku: &str, buyer: usize) -> Outcome<Ready> {
    let mut client = Client::new(format!("buyer {buyer}"), &stage.plan.shop, &stage.plan.book);
    client.ask("add", Ask::post("/cart/lines", &json!({ "sku": sku, "quantity": { "pieces": 1 } }))?).await?;
    let slots = client.ask("slots", Ask::get("/slots?method=pickup")?).await?.json();
    let slot = slots["slots"][buyer % 3]["id"].clone();
    let details = json!({
        "contact": { "name": format!("Buyer {buyer}"), "email": format!("buyer-{buyer}@example.org") },
        "fulfillment": { "method": "pickup", "slot": slot },
    });
    let reply = client.ask("review", Ask::post("/checkout", &details)?).await?;
    let fingerprint = reply.json()["fingerprint"].as_str().map(str::to_owned);
    let fingerprint = fingerprint.ok_or_else(|| format!("the quote is a {}: {}", reply.status, String::from_utf8_lossy(&reply.body)))?;
    Ok(Ready { client, fingerprint })
}

/// One worker's buyers press the button, one after the other; who gets one pays.
async fn place(stage: &Stage, mine: Vec<Ready>) -> Outcome<u64> {
    let mut sold = 0;
    let book = &stage.plan.book;
    for Ready { mut client, fingerprint } in mine {
        let reply = client.ask("place", Ask::post("/checkout", &json!({ "quote": fingerprint }))?).await?;
        let answer = reply.json();
        match (reply.status, answer["pay_url"].as_str()) {
            (201, Some(url)) => {
                sold += 1;
                let path = url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
                let mut bank = Client::new(client.name.clone(), url, book);
                bank.about("pay", answer["order"].as_str(), Ask::form(&path, "action", "pay")?).await?;
            }
            (409, _) => book.refuse(answer["errors"][0]["code"].as_str().unwrap_or("?")),
            (status, _) => book.wrong(format!("{}: {status} {answer}", client.name)),
        }
    }
    Ok(sold)
}

/// Waits until all that was paid is known to the shop.
async fn settle(stage: &Stage) -> Outcome<()> {
    let mut staff = stage.plan.staff("list");
    let paid = stage.plan.book.spreads().get("pay").map_or(0, |spread| spread.count as u64);
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(60) {
        let days = staff.ask("days", Ask::get("/back-office/orders")?).await?.json();
        let listed: u64 = super::staff::array(&days["days"]).iter().filter_map(|day| day["to_pick"].as_u64()).sum();
        if listed == paid {
            return stage.plan.book.flush();
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    stage.plan.book.wrong(format!("not all of the {paid} orders that were paid came on the list within a minute"));
    stage.plan.book.flush()
}

fn print(stage: &Stage, (buyers, workers, stock, sold, left): (usize, usize, u64, u64, i64), took: Duration, good: bool) {
    let book = &stage.plan.book;
    let (refused, spread) = (book.refusals(), book.spreads().get("place").copied().unwrap_or_default());
    println!("\n{buyers} buyers, {workers} at a time, for {stock} pieces: {sold} sold, {left} left, refused: {refused:?}");
    println!("{:.0} answers a second; place p50 {:.1} ms, p99 {:.1} ms", buyers as f64 / took.as_secs_f64(), spread.p50, spread.p99);
    book.wrongs().iter().take(10).for_each(|what| println!("   WRONG  {what}"));
    println!("{}", if good { "all is as it must be" } else { "NOT as it must be" });
    let line = json!({ "race": {
        "buyers": buyers, "workers": workers, "stock": stock, "sold": sold, "left": left, "refused": refused,
        "seconds": took.as_secs_f64(), "place_ms": spread, "wrong": book.wrongs().len(), "good": good,
    } });
    println!("{line}");
}

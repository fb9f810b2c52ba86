//! Real baskets through the whole shop: bought, paid or not, picked, handed over; then judged by the auditor.

mod audit;
mod baskets;
mod ending;
mod ordering;
mod orders;
mod paying;
mod picking;
mod race;
mod shopper;
mod staff;
mod stage;
mod summary;

pub use stage::Stage;

use crate::Outcome;
use crate::assortment::Assortment;
use crate::book::Book;
use crate::client::Client;
use crate::options::Options;
use audit::Watcher;
use baskets::Basket;
use futures::future::try_join_all;
use indicatif::{ProgressBar, ProgressStyle};
use orders::Orders;
use shopper::Shopper;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use summary::Summary;

/// How to call it.
pub const USAGE: &str = "usage: replay [--orders 1593] [--concurrency 8] [--data-set ../shared/data] [--chaos] [--keep]
       replay --race [--stock 50] [--buyers 500] [--concurrency 32] [--keep]
       both: [--shop target/debug/larder] [--audit tests/audit] [--python python3]";

/// After the last shopper left, the staff have so long to finish.
const OVERTIME: Duration = Duration::from_secs(180);

/// What holds for a whole run.
pub struct Plan {
    /// The shop's address.
    pub shop: String,
    /// The payment provider's.
    pub stripe: String,
    token: String,
    goods: Assortment,
    orders: Orders,
    book: Arc<Book>,
    /// When the last shopper left.
    closed: OnceLock<Instant>,
}

impl Plan {
    /// A member of the staff.
    fn staff(&self, name: &str) -> Client {
        Client::with_token(name, &self.shop, &self.token, &self.book)
    }

    fn is_late(&self) -> bool {
        self.closed.get().is_some_and(|closed| closed.elapsed() > OVERTIME)
    }
}

/// Runs what the command line asks for. `true`: all is as it must be.
pub async fn run() -> Outcome<bool> {
    let known = ["orders", "concurrency", "data-set", "shop", "audit", "python", "stock", "buyers"];
    let options = Options::read(&known, &["race", "chaos", "keep"], USAGE)?;
    if options.has("race") { race::race(&options).await } else { replay(&options).await }
}

async fn replay(options: &Options) -> Outcome<bool> {
    let concurrency = options.or("concurrency", 8_usize)?.max(1);
    let data = options.or("data-set", PathBuf::from("../shared/data"))?;
    let baskets = baskets::read(&data.join("baskets.jsonl"), options.or("orders", 1593)?)?;
    let stage = Stage::set(options, stocked(&data)?).await?;
    // Wide enough for all, and narrow enough that those who want the first slot may find it full.
    let room = (baskets.len() as u64 / 25).clamp(8, 500);
    stage.open(room).await?;
    if options.has("chaos") {
        stage.deliver_badly().await?;
    }
    let watcher = Watcher::start(&stage.places)?;
    let plan = &stage.plan;
    let began = Instant::now();
    let shopping = shop(plan, &baskets, concurrency);
    let (shopped, worked) = futures::future::join(shopping, staff::work(plan, concurrency.clamp(2, 8))).await;
    shopped?;
    worked?;
    let took = began.elapsed();
    let standing = ending::expire(plan).await?;
    plan.book.flush()?;
    let watched = watcher.end()?;
    let clean = audit::audit(plan, &stage.places)? && watched;
    let shopping = plan.closed.get().map_or(took, |closed| closed.duration_since(began));
    let summary = Summary { plan, baskets: baskets.len(), concurrency, shopping, took, standing, clean };
    let good = summary.print();
    stage.strike(good)?;
    Ok(good)
}

/// The products of the data set, as `data` has them.
fn stocked(data: &Path) -> Outcome<Assortment> {
    Assortment::read(&data.join("products.csv"))
}

/// All baskets in their order, through so many shoppers at a time.
async fn shop(plan: &Plan, baskets: &[Basket], concurrency: usize) -> Outcome<()> {
    let next = AtomicUsize::new(0);
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} baskets, {per_sec}, {elapsed}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(baskets.len() as u64).with_style(style);
    let counter = async |worker: usize| {
        let mut client = Client::new(format!("shopper {worker}"), &plan.shop, &plan.book);
        while let Some(basket) = baskets.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(fault) = Shopper::new(&mut client, plan, basket).visit().await {
                plan.book.wrong(format!("basket {}: {fault}", basket.order));
            }
            bar.inc(1);
        }
        Outcome::Ok(())
    };
    let done = try_join_all((0..concurrency).map(counter)).await;
    plan.closed.get_or_init(Instant::now);
    bar.finish_and_clear();
    done.map(drop)
}

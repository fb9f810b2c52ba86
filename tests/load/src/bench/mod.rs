//! How fast the shop is, and what it costs: one operation at a time, at 1, 8 and 32 requests at once.
//!
//! Client and server share the machine's cores, so rates are those of both together. The verdict is by counts
//! (units, bytes); times are told, not judged.

mod buying;
mod catalog;
mod cell;
mod load;
mod pages;
mod provider;
mod shelves;
mod units;

use crate::Outcome;
use crate::book::Book;
use crate::client::Client;
use crate::options::Options;
use crate::owner::Owner;
use crate::shop::{Shop, Start};
use buying::Buyer;
use cell::Cell;
use load::Timing;
use provider::Provider;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use units::Desk;

/// How to call it.
pub const USAGE: &str = "usage: bench [--products 1000,10000] [--concurrency 1,8,32] [--seconds 3] [--only pages|buying|units|start]
       [--shop target/debug/larder] [--data-set ../shared/data]";

/// Runs what the command line asks for. `true`: everything within its budget.
pub async fn run() -> Outcome<bool> {
    let known = ["products", "concurrency", "seconds", "only", "shop", "data-set"];
    let options = Options::read(&known, &[], USAGE)?;
    let folder = std::env::temp_dir().join(format!("larder-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let good = each(&options, &folder).await;
    fs::remove_dir_all(&folder)?;
    good
}

/// One shop after another, each with so many products.
async fn each(options: &Options, folder: &Path) -> Outcome<bool> {
    let sizes: String = options.or("products", "1000".to_owned())?;
    eprintln!("{}", Cell::header());
    let mut good = true;
    for size in sizes.split(',') {
        good &= Bench::new(options, folder, size.parse()?)?.run().await?;
    }
    Ok(good)
}

struct Bench<'a> {
    folder: &'a Path,
    program: PathBuf,
    data_set: PathBuf,
    products: usize,
    concurrency: Vec<usize>,
    timing: Timing,
    only: String,
    good: bool,
}

impl<'a> Bench<'a> {
    fn new(options: &Options, folder: &'a Path, products: usize) -> Outcome<Bench<'a>> {
        let list: String = options.or("concurrency", "1,8,32".to_owned())?;
        let concurrency = list.split(',').map(str::parse).collect::<Result<Vec<usize>, _>>()?;
        let seconds = options.or("seconds", 3.0_f64)?;
        Ok(Bench {
            folder,
            program: options.or("shop", PathBuf::from("target/debug/larder"))?,
            data_set: options.or("data-set", PathBuf::from("../shared/data"))?,
            products,
            concurrency,
            timing: Timing { warm_up: Duration::from_millis(500), window: Duration::from_secs_f64(seconds) },
            only: options.or("only", String::new())?,
            good: true,
        })
    }

    async fn run(mut self) -> Outcome<bool> {
        let goods = shelves::stocked(&self.data_set, self.products)?;
        let first = self.start(true)?;
        let started = first.first_answer().await?;
        let mut owner = self.owner(&first)?;
        let imported = owner.import(goods.csv()).await?;
        owner.widen_slots(500).await?;
        owner.wait_for(&goods.goods.last().ok_or("no products")?.sku).await?;
        drop(first);
        let shop = self.start(false)?;
        let again = shop.first_answer().await?;
        let [started, ready, again, imported] = [started, shop.ready_after, again, imported].map(|d| d.as_millis());
        let (now, _) = shop.memory().unwrap_or_default();
        eprintln!("{} products", goods.goods.len());
        self.line(json!({ "bench": "start", "first_start_to_first_page_ms": started, "second_start_ready_ms": ready,
            "second_start_to_first_page_ms": again, "import_ms": imported, "rss_mb": now }));
        self.line(catalog::weighed(&shop, &self.log()).await?);
        let (at, buyer) = (shop.at("shop")?, Buyer::new(shop.at("shop")?, &goods));
        if self.wants("pages") {
            self.pages(at, &goods).await?;
        }
        if self.wants("units") {
            let provider = Provider::of(at, shop.at("payments")?, &self.data())?;
            let desk = Desk { buyer: &buyer, provider, token: shop.token()? };
            desk.cost().await?.iter().for_each(|cell| self.show(cell));
        }
        if self.wants("buying") {
            self.buying(&buyer).await?;
        }
        let (now, most) = shop.memory().unwrap_or_default();
        self.line(json!({ "bench": "memory", "rss_mb": now, "most_mb": most }));
        Ok(self.good)
    }

    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only == part
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn start(&self, fresh: bool) -> Outcome<Shop> {
        let data = self.data();
        let logs = Some("warn,awsim_core=error,dynoxide=error,larder_cloud::published=debug");
        Start { program: &self.program, data: &data, log: self.log(), fresh, logs }.start()
    }

    fn log(&self) -> PathBuf {
        self.folder.join("shop.log")
    }

    fn owner(&self, shop: &Shop) -> Outcome<Owner> {
        let book = Arc::new(Book::open(&self.folder.join("client.jsonl"))?);
        Ok(Owner { client: Client::with_token("owner", shop.at("shop")?, shop.token()?, &book) })
    }

    async fn pages(&mut self, shop: &str, goods: &crate::assortment::Assortment) -> Outcome<()> {
        self.show(&pages::home_weight(shop).await?);
        let kinds = pages::kinds(goods, pages::products(shop).await?);
        for kind in &kinds {
            for n in self.concurrency.clone() {
                self.show(&kind.again(shop, n, self.timing).await?);
            }
        }
        for kind in &kinds {
            for n in self.concurrency.clone() {
                self.show(&kind.anew(shop, n, self.timing).await?);
            }
        }
        Ok(())
    }

    async fn buying(&mut self, buyer: &Buyer<'_>) -> Outcome<()> {
        for n in self.concurrency.clone() {
            self.show(&buyer.add(n, self.timing).await?);
        }
        for n in self.concurrency.clone() {
            let whole = buyer.whole(n, self.timing).await?;
            self.show(&whole);
            // Checking out is about a fifth of the work of filling and checking out.
            let seconds = (self.timing.window + self.timing.warm_up).as_secs_f64();
            let many = (whole.per_second() * 6.0 * seconds).clamp(100.0, 4000.0);
            for cell in buyer.checkout(n, self.timing, many.round() as usize).await? {
                self.show(&cell);
            }
        }
        Ok(())
    }

    fn show(&mut self, cell: &Cell) {
        self.good &= cell.is_good();
        eprintln!("{}", cell.row());
        self.line(cell.json());
    }

    /// Lines for programs go to the standard output, the table for people beside it.
    fn line(&self, mut line: Value) {
        line["products"] = self.products.into();
        println!("{line}");
    }
}

//! The set of a run: a shop of its own in a folder of its own, stocked, with everybody's addresses.

use super::Plan;
use super::audit::Places;
use super::orders::Orders;
use crate::Outcome;
use crate::assortment::Assortment;
use crate::book::Book;
use crate::options::Options;
use crate::owner::Owner;
use crate::shop::{Shop, Start};
use crate::wire::{Ask, Wire};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// A shop, and what a run needs to know about it.
pub struct Stage {
    /// What holds for the run.
    pub plan: Plan,
    /// For the auditor.
    pub places: Places,
    shop: Shop,
    keep: bool,
}

impl Stage {
    /// Starts a shop on an empty folder.
    pub async fn set(options: &Options, goods: Assortment) -> Outcome<Stage> {
        let folder = std::env::temp_dir().join(format!("larder-replay-{}", std::process::id()));
        let data = folder.join("data");
        fs::create_dir_all(&data)?;
        let program: PathBuf = options.or("shop", PathBuf::from("target/debug/larder"))?;
        let shop = Start { program: &program, data: &data, log: folder.join("shop.log"), fresh: true, logs: None }.start()?;
        println!("{} in {}, ready after {} ms", program.display(), folder.display(), shop.ready_after.as_millis());
        let at = |name: &str| shop.at(name).map(str::to_owned);
        let plan = Plan {
            shop: at("shop")?,
            stripe: at("payments")?,
            token: at("owner token")?,
            goods,
            orders: Orders::default(),
            book: Arc::new(Book::open(&folder.join("client.jsonl"))?),
            closed: OnceLock::new(),
        };
        let places = Places {
            scripts: options.or("audit", PathBuf::from("tests/audit"))?,
            python: options.or("python", "python3".to_owned())?,
            dynamodb: at("dynamodb")?,
            sqs: at("sqs")?,
            post_office: at("post office")?,
            paypal: at("paypal")?,
            stripe_key: at("stripe key")?,
            folder,
        };
        Ok(Stage { plan, places, shop, keep: options.has("keep") })
    }

    /// Room in the slots, products on the shelves.
    pub async fn open(&self, room: u64) -> Outcome<()> {
        let mut owner = self.owner();
        let took = owner.import(self.plan.goods.csv()).await?;
        println!("{} products imported in {:.1} s", self.plan.goods.goods.len(), took.as_secs_f64());
        owner.widen_slots(room).await?;
        match self.plan.goods.goods.last() {
            Some(last) => owner.wait_for(&last.sku).await,
            None => Ok(()),
        }
    }

    /// The owner of this shop.
    pub fn owner(&self) -> Owner {
        Owner { client: self.plan.staff("owner") }
    }

    /// The provider tells everything up to three times, late and out of order.
    pub async fn deliver_badly(&self) -> Outcome<()> {
        let badly = json!({ "duplicates": 2, "reorder": true, "seed": 7 });
        let reply = Wire::to(&self.plan.stripe).ask(Ask::post("/_test/delivery", &badly)?).await?;
        if reply.status == 200 { Ok(()) } else { Err(format!("setting the provider's delivery is a {}", reply.status).into()) }
    }

    /// Ends the shop. After a good run its folder goes too, unless it was asked for.
    pub fn strike(self, good: bool) -> Outcome<()> {
        let Stage { places, shop, keep, .. } = self;
        if let Some((now, most)) = shop.memory() {
            println!("the shop took {now} MB, at most {most}");
        }
        drop(shop);
        if good && !keep {
            fs::remove_dir_all(&places.folder)?;
        } else {
            println!("logs, findings and data are in {}", places.folder.display());
        }
        Ok(())
    }
}

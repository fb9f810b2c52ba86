//! What the owner does before the doors open: room in the slots, products on the shelves.

use crate::Outcome;
use crate::client::Client;
use crate::wire::{Ask, Reply};
use http::header;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What the shop takes at once.
const MOST_BYTES: usize = 4_000_000;
/// The largest import takes less than this.
const PATIENCE: Duration = Duration::from_secs(300);

/// The owner at the back office's API.
pub struct Owner {
    /// With the owner's token.
    pub client: Client,
}

impl Owner {
    /// Each slot takes so many orders, and shoppers see that.
    pub async fn widen_slots(&mut self, capacity: u64) -> Outcome<()> {
        let body = json!({ "capacity_delivery": capacity, "capacity_pickup": capacity });
        let reply = self.client.ask("settings", Ask::patch("/back-office/settings", &body)?).await?;
        expect(reply, "changing the settings")?;
        let began = Instant::now();
        loop {
            let slots = self.client.ask("slots", Ask::get("/slots?method=pickup")?).await?.json();
            if slots["slots"].as_array().is_some_and(|slots| slots.iter().any(|slot| slot["room"] == capacity)) {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                return Err("the new settings are not published".into());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Brings a file of products in, and waits until they are on the shelves and in the catalog. A long one goes in parts.
    pub async fn import(&mut self, csv: String) -> Outcome<Duration> {
        let began = Instant::now();
        for part in parts(&csv, MOST_BYTES) {
            self.import_part(part).await?;
        }
        Ok(began.elapsed())
    }

    async fn import_part(&mut self, csv: String) -> Outcome<()> {
        let began = Instant::now();
        let upload = Ask::upload("/back-office/imports", "text/csv", csv.into())?.with(header::ACCEPT, "application/json");
        let plan = expect(self.client.ask("import", upload).await?, "reading the file")?.json();
        let id = plan["import"].as_str().ok_or("the answer to a file names no import")?;
        if let Some(bad) = plan["report"]["bad"].as_array().filter(|bad| !bad.is_empty()) {
            return Err(format!("{} rows of the file cannot be used, the first: {}", bad.len(), bad[0]).into());
        }
        expect(
            self.client.ask("import", Ask::post(&format!("/back-office/imports/{id}/apply"), &json!({}))?).await?,
            "starting the import",
        )?;
        while began.elapsed() < PATIENCE {
            let state =
                expect(self.client.ask("import", Ask::get(&format!("/back-office/imports/{id}"))?).await?, "looking at the import")?.json();
            if state["state"] == "done" {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("the import does not end".into())
    }

    /// Waits until shoppers see a product.
    pub async fn wait_for(&mut self, sku: &str) -> Outcome<()> {
        let began = Instant::now();
        while self.client.ask("wait", Ask::get(&format!("/products/{sku}"))?).await?.status != 200 {
            if began.elapsed() > PATIENCE {
                return Err(format!("product {sku} does not appear in the shop").into());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    /// A product sold by the piece, whichever.
    pub async fn any_packed(&mut self) -> Outcome<String> {
        let home = self.client.ask("home", Ask::get("/")?).await?.json();
        let packed = |tile: &&Value| tile["by_weight"].is_null();
        let found = home["offers"].as_array().and_then(|tiles| tiles.iter().find(packed)?["sku"].as_str());
        found.map(str::to_owned).ok_or_else(|| "nothing on the home page is sold by the piece".into())
    }

    /// So much of a product was counted on the shelf.
    pub async fn count(&mut self, sku: &str, pieces: u64) -> Outcome<()> {
        let ask = Ask::patch(&format!("/back-office/products/{sku}"), &json!({ "stock": pieces }))?;
        expect(self.client.ask("count", ask).await?, "counting a product").map(drop)
    }

    /// How much of a product is free to be sold.
    pub async fn available(&mut self, sku: &str) -> Outcome<i64> {
        let reply = self.client.ask("stock", Ask::get(&format!("/back-office/products/{sku}"))?).await?;
        let product = expect(reply, "looking at a product")?.json();
        let found = product["available"].as_i64();
        found.ok_or_else(|| format!("the back office does not say how much of {sku} there is: {product}").into())
    }
}

/// The file in parts, each with its header.
fn parts(csv: &str, most: usize) -> Vec<String> {
    let (header, rows) = csv.split_once('\n').unwrap_or((csv, ""));
    let mut parts: Vec<String> = vec![format!("{header}\n")];
    for row in rows.split_inclusive('\n') {
        match parts.last_mut().filter(|part| part.len() + row.len() <= most) {
            Some(part) => part.push_str(row),
            None => parts.push(format!("{header}\n{row}")),
        }
    }
    parts
}

fn expect(reply: Reply, doing: &str) -> Outcome<Reply> {
    if reply.is_good() {
        return Ok(reply);
    }
    Err(format!("{doing}: {} {}", reply.status, String::from_utf8_lossy(&reply.body)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_goes_in_parts() {
        assert_eq!(parts("a,b\n1,2\n3,4\n5,6\n", 12), ["a,b\n1,2\n3,4\n", "a,b\n5,6\n"]);
        assert_eq!(parts("a,b", 2), ["a,b\n"]);
    }
}

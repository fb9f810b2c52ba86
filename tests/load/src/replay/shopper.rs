//! One shopper with one basket: looks around, fills it, orders, pays or does not.

use super::Plan;
use super::baskets::{Basket, Quantity};
use super::ordering::{Ordered, Ordering};
use super::paying::Paying;
use crate::Outcome;
use crate::assortment::Good;
use crate::chance::Chance;
use crate::client::Client;
use crate::wire::Ask;
use serde_json::json;
use std::collections::BTreeMap;

/// A shopper at a browser.
pub struct Shopper<'a> {
    /// The browser.
    pub client: &'a mut Client,
    /// What holds for the whole run.
    pub plan: &'a Plan,
    /// What is bought.
    pub basket: &'a Basket,
    /// What is in the basket, as far as the shopper knows.
    pub lines: BTreeMap<String, Quantity>,
}

impl<'a> Shopper<'a> {
    /// Sits down at a browser.
    pub fn new(client: &'a mut Client, plan: &'a Plan, basket: &'a Basket) -> Shopper<'a> {
        client.forget();
        Shopper { client, plan, basket, lines: BTreeMap::new() }
    }

    /// The whole visit.
    pub async fn visit(mut self) -> Outcome<()> {
        self.look_around().await?;
        self.fill().await?;
        let ordered = Ordering::new(&mut self).order().await?;
        match ordered {
            Ordered::Yes(order) => Paying::new(&mut self).pay(order).await,
            Ordered::NothingLeft => {
                self.client.book.count("baskets with nothing left to order");
                Ok(())
            }
            Ordered::GaveUp(why) => {
                self.client.book.count("baskets given up");
                self.client.book.wrong(format!("basket {}: {why}", self.basket.order));
                Ok(())
            }
        }
    }

    async fn look_around(&mut self) -> Outcome<()> {
        self.page("home", "/").await?;
        let goods: Vec<&Good> = self.basket.products.iter().filter_map(|p| self.plan.goods.good(&p.to_string())).collect();
        for (n, good) in goods.iter().enumerate() {
            if n == 0 || self.asks("aisle", good, 15) {
                self.page("aisle", &format!("/aisles/{}", good.aisle_slug())).await?;
            }
            if self.asks("look", good, 25) {
                self.page("product", &format!("/products/{}", good.sku)).await?;
            }
            if self.asks("search", good, 15)
                && let Some(word) = good.name.split(|c: char| !c.is_ascii_alphabetic()).find(|w| w.len() > 2)
            {
                self.page("search", &format!("/search?q={}", word.to_lowercase())).await?;
            }
        }
        Ok(())
    }

    fn asks(&self, question: &str, good: &Good, share: u64) -> bool {
        Chance::of(question, format!("{}/{}", self.basket.order, good.sku)).percent(share)
    }

    async fn page(&mut self, op: &'static str, path: &str) -> Outcome<()> {
        let mut reply = self.client.ask(op, Ask::page(path)?).await?;
        // A code alone leads to the product's address with its name.
        if let (301, Some(place)) = (reply.status, reply.headers.get(http::header::LOCATION).and_then(|place| place.to_str().ok())) {
            reply = self.client.ask(op, Ask::page(place)?).await?;
        }
        if reply.status != 200 {
            self.client.book.wrong(format!("{path} is a {}", reply.status));
        }
        Ok(())
    }

    async fn fill(&mut self) -> Outcome<()> {
        for product in &self.basket.products {
            let sku = product.to_string();
            let Some(good) = self.plan.goods.good(&sku) else { continue };
            let quantity = self.basket.quantity(good);
            self.set(&sku, quantity).await?;
            if self.lines.len() > 1 && self.asks("regret", good, 5) {
                self.set(&sku, quantity.lowered(0)).await?;
                if self.asks("undo", good, 40) {
                    self.undo(sku, quantity).await?;
                }
            }
        }
        let reply = self.client.ask("basket", Ask::get("/cart")?).await?;
        let (there, known) = (reply.json()["items"].as_u64(), self.lines.len() as u64);
        if there != Some(known) {
            self.client.book.wrong(format!("basket {} holds {there:?} lines, not {known}", self.basket.order));
        }
        Ok(())
    }

    /// Sets a line of the basket; zero takes it out.
    pub async fn set(&mut self, sku: &str, quantity: Quantity) -> Outcome<()> {
        let gone = matches!(quantity, Quantity::Pieces(0) | Quantity::Grams(0));
        let body = json!({ "sku": sku, "quantity": quantity.json() });
        let reply = self.client.ask(if gone { "remove" } else { "add" }, Ask::post("/cart/lines", &body)?).await?;
        match (reply.is_good(), gone) {
            (true, true) => drop(self.lines.remove(sku)),
            (true, false) => drop(self.lines.insert(sku.to_owned(), quantity)),
            (false, _) => {
                let text = String::from_utf8_lossy(&reply.body);
                self.client.book.wrong(format!("setting {sku} to {quantity:?} is a {}: {text}", reply.status));
            }
        }
        Ok(())
    }

    async fn undo(&mut self, sku: String, quantity: Quantity) -> Outcome<()> {
        let reply = self.client.ask("undo", Ask::post("/cart/undo", &json!({}))?).await?;
        if reply.is_good() {
            self.lines.insert(sku, quantity);
        } else {
            self.client.book.wrong(format!("undo is a {}", reply.status));
        }
        Ok(())
    }
}

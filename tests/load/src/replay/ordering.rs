//! From a full basket to a placed order: details, review, place. What the shop refuses is put right and tried again.

use super::baskets::Quantity;
use super::shopper::Shopper;
use crate::Outcome;
use crate::wire::{Ask, Reply};
use serde_json::{Value, json};

/// After so many refusals a shopper goes home.
const PATIENCE: usize = 12;

/// An order as its shopper knows it.
#[derive(Clone, Debug)]
pub struct Promised {
    /// Its number.
    pub order: String,
    /// Opens its page.
    pub key: String,
    /// Where to pay.
    pub pay_url: Option<String>,
    /// What may be charged at most.
    pub upper: i64,
}

/// What became of the wish to order.
pub enum Ordered {
    /// It is placed.
    Yes(Promised),
    /// Everything in the basket was sold out.
    NothingLeft,
    /// The shop kept refusing.
    GaveUp(String),
}

/// A shopper at checkout.
pub struct Ordering<'s, 'a> {
    shopper: &'s mut Shopper<'a>,
    method: &'static str,
    /// Refusals so far: another slot is chosen after each.
    tries: usize,
}

/// What comes after an answer.
enum Next {
    Again,
    Done(Ordered),
}

impl<'s, 'a> Ordering<'s, 'a> {
    /// Walks up to the counter.
    pub fn new(shopper: &'s mut Shopper<'a>) -> Ordering<'s, 'a> {
        let method = if shopper.basket.chance("method").percent(60) { "delivery" } else { "pickup" };
        Ordering { shopper, method, tries: 0 }
    }

    /// Orders.
    pub async fn order(mut self) -> Outcome<Ordered> {
        let mut last = String::from("no slot had room");
        while self.tries < PATIENCE {
            if self.shopper.lines.is_empty() {
                return Ok(Ordered::NothingLeft);
            }
            self.tries += 1;
            let Some(slot) = self.slot().await? else { continue };
            let details = self.details(&slot);
            let reply = self.shopper.client.ask("review", Ask::post("/checkout", &details)?).await?;
            last = format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body));
            let next = match reply.json()["fingerprint"].as_str() {
                Some(fingerprint) if reply.status == 200 => self.place(fingerprint, &mut last).await?,
                _ => self.put_right(&reply).await?,
            };
            if let Next::Done(ordered) = next {
                return Ok(ordered);
            }
        }
        Ok(Ordered::GaveUp(last))
    }

    /// Most take what suits them, some want the first one there is.
    async fn slot(&mut self) -> Outcome<Option<String>> {
        let target = format!("/checkout?method={}&postcode={}", self.method, self.postcode());
        let form = self.shopper.client.ask("slots", Ask::get(&target)?).await?.json();
        let slots: Vec<&str> = open(&form).collect();
        let first = self.shopper.basket.chance("eager").percent(10);
        let chosen = self.shopper.basket.chance(&format!("slot {}", self.tries)).one(&slots);
        let chosen = if first { slots.first() } else { chosen };
        Ok(chosen.map(|slot| (*slot).to_owned()))
    }

    fn postcode(&self) -> &'static str {
        if self.shopper.basket.chance("zone").percent(70) { "10115" } else { "13347" }
    }

    fn details(&self, slot: &str) -> Value {
        let basket = self.shopper.basket;
        let address =
            json!({ "street": format!("Musterweg {}", basket.shopper() % 200 + 1), "postcode": self.postcode(), "city": "Berlin" });
        let mut fulfillment = json!({ "method": self.method, "slot": slot });
        if self.method == "delivery" {
            fulfillment["address"] = address;
        }
        json!({
            "contact": {
                "name": format!("Shopper {}", basket.shopper()),
                "email": format!("shopper-{}@example.org", basket.order),
                "offers": basket.chance("offers").percent(10),
            },
            "fulfillment": fulfillment,
            "wish": if basket.chance("wish").percent(50) { "similar" } else { "leave_out" },
        })
    }

    /// Confirms the quote; sometimes with a nervous finger, twice at once.
    async fn place(&mut self, fingerprint: &str, last: &mut String) -> Outcome<Next> {
        let confirm = Ask::post("/checkout", &json!({ "quote": fingerprint, "of_age": true }))?;
        let twice = self.shopper.basket.chance(&format!("twice {}", self.tries)).percent(5);
        let mut twin = self.shopper.client.twin();
        let first = self.shopper.client.ask("place", confirm.clone());
        let reply = if twice {
            let (first, second) = futures::future::join(first, twin.ask("place", confirm)).await;
            self.same(first?, second?)
        } else {
            first.await?
        };
        *last = format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body));
        match promised(&reply.json()) {
            Some(promised) if reply.status == 201 => Ok(Next::Done(Ordered::Yes(promised))),
            _ => self.put_right(&reply).await,
        }
    }

    /// Two answers to the same confirmation name the same order, or both say no.
    fn same(&self, first: Reply, second: Reply) -> Reply {
        let book = &self.shopper.client.book;
        book.count("orders confirmed twice at once");
        let (one, other) = (first.json()["order"].clone(), second.json()["order"].clone());
        if one != other || first.status != second.status {
            let statuses = (first.status, second.status);
            let text = if first.is_good() { &second.body } else { &first.body };
            book.wrong(format!("confirmed twice at once: {one} and {other}, {statuses:?}: {}", String::from_utf8_lossy(text)));
        }
        if first.status == 201 { first } else { second }
    }

    /// Takes the shop at its word: less of what is short, nothing of what is gone, another slot, fetching what is too little to bring.
    async fn put_right(&mut self, reply: &Reply) -> Outcome<Next> {
        let problem = reply.json();
        let kind = problem["type"].as_str().unwrap_or_default().trim_start_matches("/problems/").to_owned();
        let book = std::sync::Arc::clone(&self.shopper.client.book);
        let failures = problem["errors"].as_array().cloned().unwrap_or_default();
        if failures.is_empty() {
            book.refuse(&kind);
        }
        match kind.as_str() {
            "below-minimum" => self.method = "pickup",
            "basket-empty" => return Ok(Next::Done(Ordered::NothingLeft)),
            "unavailable" | "slot-full" | "price-changed" | "basket-changed" | "invalid" => {}
            _ => return Ok(Next::Done(Ordered::GaveUp(format!("{} {problem}", reply.status)))),
        }
        for failure in &failures {
            book.refuse(failure["code"].as_str().unwrap_or("?"));
            self.put_line_right(failure).await?;
        }
        Ok(Next::Again)
    }

    async fn put_line_right(&mut self, failure: &Value) -> Outcome<()> {
        let Some(sku) = failure["sku"].as_str() else { return Ok(()) };
        let Some(asked) = self.shopper.lines.get(sku).copied() else { return Ok(()) };
        let left = match failure["code"].as_str() {
            Some("too_little") => failure["available"].as_u64().unwrap_or(0),
            Some("sold_out" | "gone") => 0,
            _ => return Ok(()),
        };
        let most = match asked {
            Quantity::Pieces(n) | Quantity::Grams(n) => n,
        };
        if left > most {
            self.shopper.client.book.wrong(format!("{sku}: asked for {most}, refused, and {left} are said to be left"));
        }
        self.shopper.set(sku, asked.lowered(left.min(most))).await
    }
}

fn open(form: &Value) -> impl Iterator<Item = &str> {
    let slots = form["slots"]["slots"].as_array().map_or(&[][..], Vec::as_slice);
    slots.iter().filter(|slot| slot["room"].as_u64() > Some(0)).filter_map(|slot| slot["id"].as_str())
}

fn promised(placed: &Value) -> Option<Promised> {
    Some(Promised {
        order: placed["order"].as_str()?.to_owned(),
        key: placed["key"].as_str()?.to_owned(),
        pay_url: placed["pay_url"].as_str().map(str::to_owned),
        upper: placed["upper"].as_i64()?,
    })
}

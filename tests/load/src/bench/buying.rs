//! Filling baskets and checking out: what shoppers write.

use super::cell::{Budget, Cell, Tally};
use super::load::{Timing, load};
use crate::Outcome;
use crate::assortment::Assortment;
use crate::chance::Chance;
use crate::wire::{Ask, Reply, Wire};
use futures::future::try_join_all;
use http::header;
use serde_json::{Value, json};
use std::cell::{Cell as Counter, RefCell};

/// Adding to a basket of up to 30 lines (design, section 10).
pub const ADD: Budget = Budget { reads: None, writes: Some(2.0), bytes: None };

/// Somebody who fills baskets of this shop.
pub struct Buyer<'a> {
    /// The shop's address.
    pub shop: &'a str,
    /// What there is.
    pub goods: &'a Assortment,
    next: Counter<u64>,
}

/// A basket, and the pickup slot it is to be ordered for.
pub struct Filled {
    cookie: String,
    slot: String,
}

impl<'a> Buyer<'a> {
    /// At the door.
    pub fn new(shop: &'a str, goods: &'a Assortment) -> Buyer<'a> {
        Buyer { shop, goods, next: Counter::new(0) }
    }

    fn number(&self) -> u64 {
        self.next.replace(self.next.get() + 1)
    }

    /// One thing into a new basket, again and again.
    pub async fn add(&self, concurrency: usize, timing: Timing) -> Outcome<Cell<'static>> {
        let tally = load(self.shop, concurrency, timing, |_| self.line(self.number())).await?;
        Ok(Cell { name: "add to a new basket", concurrency, window: timing.window, tally, budget: ADD })
    }

    /// The n-th product, in an order without meaning.
    fn line(&self, n: u64) -> Outcome<Ask> {
        let good = Chance::of("bought", n).one(&self.goods.goods).ok_or("there are no products")?;
        let quantity = if good.loose.is_some() { json!({ "grams": 500 }) } else { json!({ "pieces": 1 }) };
        Ask::post("/cart/lines", &json!({ "sku": good.sku, "quantity": quantity }))
    }

    /// A basket of so many different products.
    pub async fn fill(&self, wire: &mut Wire, lines: usize, slots: &[String]) -> Outcome<(Filled, Reply)> {
        let mut cookie: Option<String> = None;
        loop {
            let ask = self.line(self.number())?;
            let ask = cookie.iter().fold(ask, |ask, cookie| ask.with(header::COOKIE, cookie));
            let reply = wire.ask(ask).await?;
            if reply.status != 200 {
                return Err(format!("filling a basket: {} {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
            }
            cookie = cookie.or_else(|| basket_cookie(&reply));
            // The same product may have been drawn twice.
            if reply.json()["items"].as_u64() >= Some(lines as u64) {
                let slot = Chance::of("slot", self.number()).one(slots).cloned().ok_or("no slot has room")?;
                return Ok((Filled { cookie: cookie.ok_or("no cookie came with the basket")?, slot }, reply));
            }
        }
    }

    /// Pickup slots with room.
    pub async fn slots(&self) -> Outcome<Vec<String>> {
        let found = Wire::to(self.shop).ask(Ask::get("/slots?method=pickup")?).await?.json();
        let slots = found["slots"].as_array().ok_or("no slots were answered")?;
        let open = slots.iter().filter(|slot| slot["room"].as_u64() > Some(100));
        Ok(open.filter_map(|slot| slot["id"].as_str()).map(str::to_owned).collect())
    }

    /// Filling a basket of ten and ordering it, one after the other.
    pub async fn whole(&self, concurrency: usize, timing: Timing) -> Outcome<Cell<'static>> {
        let (slots, phase) = (self.slots().await?, timing.begin());
        let worker = async || {
            let (mut wire, mut tally) = (Wire::to(self.shop), Tally::default());
            while phase.goes_on() {
                let (basket, _) = self.fill(&mut wire, 10, &slots).await?;
                let (details, placed) = order(&mut wire, &basket).await?;
                if phase.counts() {
                    tally.note_all(&[&details, &placed], 201);
                }
            }
            Outcome::Ok(tally)
        };
        let tally = merged(try_join_all((0..concurrency).map(|_| worker())).await?);
        Ok(Cell { name: "fill a basket, check out", concurrency, window: timing.window, tally, budget: Budget::default() })
    }

    /// Ordering baskets that were filled before: both requests together, and placing alone.
    pub async fn checkout(&self, concurrency: usize, timing: Timing, many: usize) -> Outcome<[Cell<'static>; 2]> {
        let baskets = RefCell::new(self.filled(many).await?);
        let phase = timing.begin();
        let worker = async || {
            let (mut wire, mut both, mut alone) = (Wire::to(self.shop), Tally::default(), Tally::default());
            while phase.goes_on() {
                let Some(basket) = baskets.borrow_mut().pop() else { break };
                let (details, placed) = order(&mut wire, &basket).await?;
                if phase.counts() {
                    both.note_all(&[&details, &placed], 201);
                    alone.note(&placed, 201);
                }
            }
            Outcome::Ok((both, alone, phase.counted()))
        };
        let done = try_join_all((0..concurrency).map(|_| worker())).await?;
        let window = done.iter().map(|(_, _, counted)| *counted).max().unwrap_or(timing.window);
        let (both, alone): (Vec<_>, Vec<_>) = done.into_iter().map(|(both, alone, _)| (both, alone)).unzip();
        let cell = |name, tally| Cell { name, concurrency, window, tally, budget: Budget::default() };
        Ok([cell("check out 10 lines", merged(both)), cell("place 10 lines", merged(alone))])
    }

    async fn filled(&self, many: usize) -> Outcome<Vec<Filled>> {
        const FILLERS: usize = 8;
        let slots = self.slots().await?;
        let fill = async |worker: usize| {
            let (mut wire, mut mine) = (Wire::to(self.shop), Vec::new());
            for _ in (worker..many).step_by(FILLERS) {
                mine.push(self.fill(&mut wire, 10, &slots).await?.0);
            }
            Outcome::Ok(mine)
        };
        Ok(try_join_all((0..FILLERS).map(fill)).await?.into_iter().flatten().collect())
    }
}

/// Details, then the confirmation, until the pay page is known.
pub async fn order(wire: &mut Wire, basket: &Filled) -> Outcome<(Reply, Reply)> {
    let details = json!({
        "contact": { "name": "Load", "email": "load@example.org" },
        "fulfillment": { "method": "pickup", "slot": basket.slot },
    });
    let ask = |body: &Value| Ok::<_, crate::Fault>(Ask::post("/checkout", body)?.with(header::COOKIE, &basket.cookie));
    let reviewed = wire.ask(ask(&details)?).await?;
    let quote = reviewed.json()["fingerprint"].clone();
    let placed = wire.ask(ask(&json!({ "quote": quote }))?).await?;
    Ok((reviewed, placed))
}

fn basket_cookie(reply: &Reply) -> Option<String> {
    let lines = reply.headers.get_all(header::SET_COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    lines.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("cart=")).map(str::to_owned)
}

fn merged(tallies: Vec<Tally>) -> Tally {
    tallies.into_iter().fold(Tally::default(), |mut all, tally| {
        all.merge(tally);
        all
    })
}

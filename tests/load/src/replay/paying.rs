//! What a shopper does with a placed order: pays, changes their mind before or after, or walks away.

use super::ordering::{Ordered, Ordering, Promised};
use super::shopper::Shopper;
use crate::Outcome;
use crate::client::Client;
use crate::wire::{Ask, Reply};
use serde_json::json;
use std::time::{Duration, Instant};

/// A webhook takes less than this, retries included.
const PATIENCE: Duration = Duration::from_secs(60);

/// How it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    WalkAway,
    BackToTheBasket,
    PayThenCancel,
    PayThenWaitThenCancel,
    DeclineThenPay,
    SecureThenPay,
    Pay,
}

/// A shopper who is to pay.
pub struct Paying<'s, 'a> {
    shopper: &'s mut Shopper<'a>,
}

impl<'s, 'a> Paying<'s, 'a> {
    /// Takes out the card.
    pub fn new(shopper: &'s mut Shopper<'a>) -> Paying<'s, 'a> {
        Paying { shopper }
    }

    fn way(&self) -> Way {
        match self.shopper.basket.chance("way").hundredth() {
            0..4 => Way::WalkAway,
            4..7 => Way::BackToTheBasket,
            7..9 => Way::PayThenCancel,
            9..10 => Way::PayThenWaitThenCancel,
            10..20 => Way::DeclineThenPay,
            20..25 => Way::SecureThenPay,
            _ => Way::Pay,
        }
    }

    /// Goes the way this basket goes.
    pub async fn pay(mut self, order: Promised) -> Outcome<()> {
        self.shopper.plan.orders.add(&order, self.shopper.basket);
        self.shopper.client.book.count("orders placed");
        match self.way() {
            Way::WalkAway => {
                let action = if self.shopper.basket.chance("walk").percent(50) { "decline" } else { "leave" };
                self.press(&order, action).await?;
                self.shopper.client.book.count("orders abandoned");
                Ok(())
            }
            Way::BackToTheBasket => {
                self.cancel(&order).await?;
                self.shopper.client.book.count("orders canceled before payment");
                match Ordering::new(self.shopper).order().await? {
                    Ordered::Yes(again) => self.finish(again).await,
                    Ordered::NothingLeft => Ok(()),
                    Ordered::GaveUp(why) => {
                        self.shopper.client.book.wrong(format!("ordering again after {}: {why}", order.order));
                        Ok(())
                    }
                }
            }
            way => self.with_card(order, way).await,
        }
    }

    async fn finish(mut self, again: Promised) -> Outcome<()> {
        self.shopper.plan.orders.add(&again, self.shopper.basket);
        self.shopper.client.book.count("orders placed");
        self.with_card(again, Way::Pay).await
    }

    async fn with_card(&mut self, order: Promised, way: Way) -> Outcome<()> {
        match way {
            Way::DeclineThenPay => drop(self.press(&order, "decline").await?),
            Way::SecureThenPay => drop(self.press(&order, "authenticate").await?),
            _ => {}
        }
        let action = if way == Way::SecureThenPay { "approve" } else { "pay" };
        if !self.press(&order, action).await? {
            return Ok(());
        }
        self.shopper.plan.orders.paid(&order.order);
        self.shopper.client.book.count("orders paid");
        match way {
            Way::PayThenCancel => self.cancel(&order).await,
            Way::PayThenWaitThenCancel => {
                self.wait_until_placed(&order).await?;
                self.cancel(&order).await
            }
            _ => self.view(&order).await.map(drop),
        }
    }

    /// Presses a button on the pay page. `false`: there is no page to pay on.
    async fn press(&mut self, order: &Promised, action: &str) -> Outcome<bool> {
        let Some(url) = self.page_of(order).await? else {
            self.shopper.client.book.count("orders without a pay page");
            self.shopper.client.book.wrong(format!("order {} of at most {} cents has no pay page", order.order, order.upper));
            return Ok(false);
        };
        let client = &self.shopper.client;
        let mut bank = Client::new(client.name.clone(), &url, &client.book);
        let path = url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
        let page = bank.about("pay page", Some(&order.order), Ask::page(&path)?).await?;
        let pressed = bank.about("pay", Some(&order.order), Ask::form(&path, "action", action)?).await?;
        if page.status != 200 || pressed.status != 303 {
            client.book.wrong(format!("{action} for order {}: {} then {}", order.order, page.status, pressed.status));
        }
        Ok(pressed.status == 303)
    }

    async fn page_of(&mut self, order: &Promised) -> Outcome<Option<String>> {
        if order.pay_url.is_some() {
            return Ok(order.pay_url.clone());
        }
        let ask = Ask::post(&format!("/orders/{}/pay", order.order), &json!({ "key": order.key }))?;
        let reply = self.shopper.client.about("pay again", Some(&order.order), ask).await?;
        Ok(reply.json()["pay_url"].as_str().map(str::to_owned))
    }

    async fn view(&mut self, order: &Promised) -> Outcome<Reply> {
        let target = format!("/orders/{}?key={}", order.order, order.key);
        let reply = self.shopper.client.about("view", Some(&order.order), Ask::get(&target)?).await?;
        if reply.status != 200 {
            self.shopper.client.book.wrong(format!("looking at order {} is a {}", order.order, reply.status));
        }
        Ok(reply)
    }

    async fn wait_until_placed(&mut self, order: &Promised) -> Outcome<()> {
        let began = Instant::now();
        while self.view(order).await?.json()["status"] == "awaiting_payment" {
            if began.elapsed() > PATIENCE {
                self.shopper.client.book.wrong(format!("order {} was paid, and is not placed after a minute", order.order));
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Cancels; an order that is already being picked goes on.
    async fn cancel(&mut self, order: &Promised) -> Outcome<()> {
        let ask = Ask::post(&format!("/orders/{}/cancel", order.order), &json!({ "key": order.key }))?;
        let reply = self.shopper.client.about("cancel", Some(&order.order), ask).await?;
        let answer = reply.json();
        match (reply.status, answer["status"].as_str()) {
            (200, Some("canceled")) => {
                self.shopper.plan.orders.given_up(&order.order);
                self.shopper.client.book.count("orders canceled by the shopper");
            }
            (409, _) => self.shopper.client.book.refuse("not-cancelable"),
            (status, _) => self.shopper.client.book.wrong(format!("canceling {}: {status} {answer}", order.order)),
        }
        Ok(())
    }
}

//! Somebody who uses the shop: a connection, cookies or a token, and every answer written down.

use crate::Outcome;
use crate::book::{Book, Entry, wall_clock};
use crate::wire::{Ask, Reply, Wire};
use http::header;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A shopper's browser, or a program of the staff.
pub struct Client {
    /// As the log names it.
    pub name: String,
    host: String,
    wire: Wire,
    jar: BTreeMap<String, String>,
    token: Option<String>,
    /// Where answers are written down.
    pub book: Arc<Book>,
}

impl Client {
    /// Somebody without cookies.
    pub fn new(name: impl Into<String>, host: &str, book: &Arc<Book>) -> Client {
        Client { name: name.into(), host: host.to_owned(), wire: Wire::to(host), jar: BTreeMap::new(), token: None, book: Arc::clone(book) }
    }

    /// Somebody with a bearer token.
    pub fn with_token(name: impl Into<String>, host: &str, token: &str, book: &Arc<Book>) -> Client {
        Client { token: Some(format!("Bearer {token}")), ..Client::new(name, host, book) }
    }

    /// The same browser on a second connection.
    #[must_use]
    pub fn twin(&self) -> Client {
        let (jar, token) = (self.jar.clone(), self.token.clone());
        Client { jar, token, ..Client::new(self.name.clone(), &self.host, &self.book) }
    }

    /// Forgets the basket: the next shopper sits down at this browser.
    pub fn forget(&mut self) {
        self.jar.clear();
    }

    /// The basket's name.
    pub fn cart(&self) -> Option<&str> {
        self.jar.get("cart").map(String::as_str)
    }

    /// Asks, and writes the answer down.
    pub async fn ask(&mut self, op: &'static str, ask: Ask) -> Outcome<Reply> {
        self.about(op, None, ask).await
    }

    /// The same about an order.
    pub async fn about(&mut self, op: &'static str, order: Option<&str>, ask: Ask) -> Outcome<Reply> {
        let (at, reply) = (wall_clock(), self.wire.ask(self.dressed(ask)).await);
        if let Ok(reply) = &reply {
            self.keep_cookies(reply);
        }
        self.note(op, order, at, reply.as_ref().ok())?;
        reply
    }

    fn dressed(&self, ask: Ask) -> Ask {
        let ask = match &self.token {
            Some(token) => ask.with(header::AUTHORIZATION, token),
            None => ask,
        };
        if self.jar.is_empty() {
            return ask;
        }
        let pairs: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        ask.with(header::COOKIE, &pairs.join("; "))
    }

    fn keep_cookies(&mut self, reply: &Reply) {
        for line in reply.headers.get_all(header::SET_COOKIE).into_iter().filter_map(|v| v.to_str().ok()) {
            let pair = line.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.jar.insert(name.trim_start_matches("__Host-").to_owned(), value.to_owned());
            }
        }
    }

    fn note(&self, op: &'static str, order: Option<&str>, at: u64, reply: Option<&Reply>) -> Outcome<()> {
        let answer = reply.filter(|r| op == "place" || !r.is_good()).map_or(Value::Null, Reply::json);
        let named = answer["order"].as_str();
        let entry = Entry {
            at,
            who: &self.name,
            op,
            cart: self.cart(),
            order: order.or(named),
            status: reply.map_or(0, |r| r.status),
            total: answer["total"].as_i64(),
            kind: answer["type"].as_str(),
            micros: reply.map_or(0, |r| u64::try_from(r.took.as_micros()).unwrap_or(u64::MAX)),
        };
        if reply.is_none() {
            self.book.count("requests without an answer");
        }
        if let Some(reply) = reply.filter(|r| r.status >= 500) {
            self.book.count("answers from 500 on");
            self.book.wrong(format!("{op} {}: {} {}", order.unwrap_or_default(), reply.status, String::from_utf8_lossy(&reply.body)));
        }
        self.book.note(&entry)
    }
}

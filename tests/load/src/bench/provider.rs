//! The provider's events, sent by the benchmark itself: only so can it see what the shop's answer says it cost.

use crate::Outcome;
use crate::book::wall_clock;
use crate::wire::{Ask, Reply, Wire};
use http::HeaderName;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The stand-in, with the secret it signs with.
pub struct Provider {
    shop: String,
    stripe: String,
    secret: String,
}

impl Provider {
    /// Of the shop that keeps its data in this folder.
    pub fn of(shop: &str, stripe: &str, data: &Path) -> Outcome<Provider> {
        let secrets: Value = serde_json::from_slice(&fs::read(data.join("secrets.json"))?)?;
        let secret = secrets["webhook"].as_str().ok_or("the folder's secrets have no webhook")?.to_owned();
        Ok(Provider { shop: shop.to_owned(), stripe: stripe.to_owned(), secret })
    }

    /// Pays on the pay page, then tells the shop every event of that payment before the stand-in does.
    pub async fn pay(&self, url: &str, order: &str) -> Outcome<Vec<Reply>> {
        let mut stripe = Wire::to(&self.stripe);
        self.pause(&mut stripe, true).await?;
        let path = url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
        stripe.ask(Ask::form(&path, "action", "pay")?).await?;
        let dump = stripe.ask(Ask::get("/_test/dump")?).await?.json();
        let events = dump["events"].as_array().map_or(&[][..], Vec::as_slice).iter().map(|entry| &entry["event"]);
        let about = |event: &&Value| event["data"]["object"]["metadata"]["order"] == order;
        let mut told = Vec::new();
        for event in events.filter(about) {
            told.push(self.tell(&event.to_string()).await?);
        }
        self.pause(&mut stripe, false).await?;
        Ok(told)
    }

    async fn pause(&self, stripe: &mut Wire, paused: bool) -> Outcome<()> {
        stripe.ask(Ask::post("/_test/delivery", &json!({ "paused": paused }))?).await.map(drop)
    }

    async fn tell(&self, event: &str) -> Outcome<Reply> {
        let time = wall_clock() / 1000;
        let signature = hmac(self.secret.as_bytes(), format!("{time}.{event}").as_bytes());
        let ask = Ask::upload("/webhooks/stripe", "application/json", event.to_owned().into())?;
        let name = HeaderName::from_static("stripe-signature");
        Wire::to(&self.shop).ask(ask.with(name, &format!("t={time},v1={signature}"))).await
    }
}

/// HMAC-SHA256 as RFC 2104 has it, in hexadecimal.
fn hmac(key: &[u8], text: &[u8]) -> String {
    const BLOCK: usize = 64;
    let short = if key.len() > BLOCK { Sha256::digest(key).to_vec() } else { key.to_vec() };
    let pad = |with: u8| (0..BLOCK).map(|n| short.get(n).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text).finalize();
    let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
    outer.iter().fold(String::new(), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 2 and 6.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let short = hmac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(short, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let long = hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(long, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }
}

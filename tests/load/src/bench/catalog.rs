//! What a catalog of this size weighs, and what loading it costs: once per start of a function, and once per change.

use crate::Outcome;
use crate::shop::Shop;
use crate::wire::{Ask, Wire};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Of the catalog the shop loaded last. The index is made by the first search, which therefore waits for it.
pub async fn weighed(shop: &Shop, log: &Path) -> Outcome<Value> {
    let mut wire = Wire::to(shop.at("shop")?);
    let mut search = async |words: &str| Outcome::Ok(wire.ask(Ask::page(&format!("/search?q={words}"))?).await?.timing("app"));
    let (first, second) = (search("milk").await?, search("bread").await?);
    let said = fs::read_to_string(log)?;
    let loaded = said.lines().rfind(|line| line.contains("a catalog is loaded")).ok_or("the shop did not say that it loaded a catalog")?;
    let (now, _) = shop.memory().unwrap_or_default();
    Ok(json!({
        "bench": "catalog", "snapshot_bytes": number(loaded, "bytes="), "load_ms": number(loaded, "micros=").map(|micros| micros / 1000.0),
        "first_search_ms": first, "second_search_ms": second, "rss_mb": now,
    }))
}

/// The number behind a name in a line of the log.
fn number(line: &str, name: &str) -> Option<f64> {
    let rest = line.split(name).nth(1)?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_is_read() {
        let line = "2026-11-23T00:00:00Z DEBUG a catalog is loaded bytes=1234 products=10 micros=5678";
        assert_eq!((number(line, "bytes="), number(line, "micros="), number(line, "nothing=")), (Some(1234.0), Some(5678.0), None));
    }
}

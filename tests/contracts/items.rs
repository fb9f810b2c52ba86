//! The stored items, as tomorrow's code will find them: a change of any of these shapes is a migration.

use super::redacted::Redacted;
use crate::journeys::{Open, Picker, Placed, Row, Shopper, rows};
use domain::Quantity::{Grams, Pieces};
use serde_json::json;
use std::collections::BTreeMap;

type Rows = BTreeMap<(String, String), Row>;

/// A day with one of everything.
struct Day {
    rows: Rows,
    redacted: Redacted,
    order: String,
}

impl Day {
    async fn over() -> Day {
        let open = Open::shop().await;
        let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
        let order = delivered(&open, &mut ada, &mut kim).await;
        let placed = open.order(&order).await;
        let intent = placed.payment.intent.clone().unwrap();
        let mut bob = open.shopper("bob");
        bob.put("milk", Pieces(1)).await;
        let waiting = bob.checkout().await;
        open.owner().await.edit("wine", &json!({ "price": 850 })).await;
        let day = kim.browser.get("/back-office/takings").await.good()["day"].as_str().unwrap().to_owned();
        let mut known = vec![
            (order.order.clone(), "[order]"),
            (waiting.order.clone(), "[waiting]"),
            (ada.browser.cookie("cart").unwrap().to_owned(), "[cart]"),
            (bob.browser.cookie("cart").unwrap().to_owned(), "[other-cart]"),
            (intent, "[payment]"),
            (placed.fulfillment.slot.date().to_owned(), "[date]"),
        ];
        if !known.iter().any(|(text, _)| *text == day) {
            known.push((day, "[today]"));
        }
        Day { rows: rows(&open.shop).await, redacted: Redacted(known), order: order.order }
    }

    /// The one item of this key; `*` stands for anything within a part.
    fn item(&self, pk: &str, sk: &str) -> Row {
        let pk = pk.replace("[order]", &self.order);
        let fits = |pattern: &str, text: &str| match pattern.split_once('*') {
            Some((start, end)) => text.starts_with(start) && text.ends_with(end),
            None => text == pattern,
        };
        let mut found = self.rows.iter().filter(|((p, s), _)| fits(&pk, p) && fits(sk, s));
        let (_, row) = found.next().unwrap_or_else(|| panic!("no item {pk} {sk}"));
        self.redacted.row(row)
    }
}

/// Apples, milk of which one is missing, and cola, brought to the door.
async fn delivered(open: &Open, ada: &mut Shopper, kim: &mut Picker) -> Placed {
    ada.put("apples", Grams(1000)).await;
    ada.put("milk", Pieces(3)).await;
    ada.put("cola", Pieces(12)).await;
    let slots = ada.slots("method=delivery&postcode=10115").await;
    let slot = slots.iter().rev().find(|slot| slot.contains("10:00-12:00")).unwrap();
    let address = json!({ "street": "Musterweg 1", "postcode": "10115", "city": "Berlin", "note": "ring twice" });
    let mut details = ada.details(slot);
    details["fulfillment"] = json!({ "method": "delivery", "slot": slot, "address": address });
    details["contact"] = json!({ "name": "Ada Marsh", "email": "ada@example.org", "phone": "030 1", "offers": true });
    let review = ada.browser.post("/checkout", &details).await.good();
    let order = ada.confirm(&review).await;
    let placed: Placed = serde_json::from_value(order.good()).unwrap();
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    let milk = json!({ "short": { "found": 2 } });
    kim.pick(&placed, &[("apples", json!({ "weighed": { "grams": 950 } })), ("milk", milk), ("cola", json!("found"))]).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    placed
}

#[tokio::test]
async fn stored_items_keep_their_shape() {
    let day = Day::over().await;
    for (name, pk, sk) in [
        ("product_head", "P#apples", "S"),
        ("product_head_with_deposit", "P#cola", "S"),
        ("product_text", "P#milk", "M"),
        ("price_label", "P#wine", "L#*"),
        ("movement_received", "P#milk", "V#*#start"),
        ("movement_missing", "P#milk", "V#*-1"),
        ("cart", "K#[cart]", "C"),
        ("order_head", "O#[order]", "H"),
        ("order_lines", "O#[order]", "L"),
        ("pick_report", "O#[order]", "K#0001"),
        ("ledger_authorized", "O#[order]", "J#authorized#*"),
        ("ledger_settled", "O#[order]", "J#settled"),
        ("ledger_captured", "O#[order]", "J#captured#*"),
        ("job_expire", "X#*", "payment"),
        ("slot", "T#*", "*#delivery#mitte"),
        ("takings", "D#*", "*"),
        ("staff", "U#kim@larder.example", "U"),
        ("subscriber", "N#subscribers", "*"),
    ] {
        let pk = if pk == "K#[cart]" { format!("K#{}", day.redacted.0[2].0) } else { pk.to_owned() };
        insta::assert_json_snapshot!(name, day.item(&pk, sk));
    }
}

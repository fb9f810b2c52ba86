//! What a webhook says, in the shop's words. Unknown kinds of events are no news.

use crate::stripe::{Intent, Refund};
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use serde::Deserialize;

/// News from the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Money moved.
    Fact(Fact),
    /// Nothing the shop acts on.
    Nothing,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: serde_json::Value,
}

/// Reads a verified event. An error means that it is not the shape Stripe documents.
pub fn news(body: &[u8]) -> Result<News, serde_json::Error> {
    let event: Event = serde_json::from_slice(body)?;
    let object = event.data.object;
    match event.kind.as_str() {
        "payment_intent.amount_capturable_updated" => payment(object, FactKind::Authorized, |p| p.amount_capturable),
        "payment_intent.succeeded" => payment(object, FactKind::Captured, |p| p.amount_received),
        "payment_intent.canceled" => payment(object, FactKind::Voided, |p| p.amount),
        "refund.created" => {
            let refund: Refund = serde_json::from_value(object)?;
            let order = refund.metadata.get("order").and_then(|o| OrderId::parse(o.as_str()).ok());
            let intent = refund.payment_intent.clone().unwrap_or_default();
            Ok(order.map_or(News::Nothing, |order| News::Fact(refund.fact(order, &intent))))
        }
        _ => Ok(News::Nothing),
    }
}

/// A payment of another shop's, or without an order, is no news.
fn payment(object: serde_json::Value, kind: FactKind, amount: fn(&Intent) -> Money) -> Result<News, serde_json::Error> {
    let state: Intent = serde_json::from_value(object)?;
    let Some(order) = state.metadata.get("order").and_then(|o| OrderId::parse(o.as_str()).ok()) else { return Ok(News::Nothing) };
    Ok(News::Fact(state.fact(&order, kind, amount(&state))))
}

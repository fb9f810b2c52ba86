//! What a webhook says, in the shop's words. Unknown kinds of events are no news.

use crate::stripe::{API_VERSION, Intent, Refund, Setup};
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use serde::Deserialize;

/// News from the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Money moved.
    Fact(Fact),
    /// The shopper approved of a payment, which is to be authorized now.
    Approved {
        /// For which order.
        order: OrderId,
        /// The provider's name for the payment.
        intent: String,
    },
    /// Something happened to this payment, and it is not said for which order: ask.
    Look(String),
    /// Nothing the shop acts on.
    Nothing,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    /// Set where the webhook is made; it should be ours.
    #[serde(default)]
    api_version: Option<String>,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: serde_json::Value,
}

/// A dispute names its payment, and never our order.
#[derive(Deserialize)]
struct Disputed {
    #[serde(default)]
    payment_intent: Option<String>,
}

/// Reads a verified event. An error means that it is not the shape Stripe documents.
pub fn news(body: &[u8]) -> Result<News, serde_json::Error> {
    news_of(serde_json::from_slice(body)?)
}

/// The same, of an event that was asked for.
pub(crate) fn news_of(event: serde_json::Value) -> Result<News, serde_json::Error> {
    let event: Event = serde_json::from_value(event)?;
    if let Some(version) = event.api_version.as_deref().filter(|version| *version != API_VERSION) {
        // Fields that are not where they were make it unreadable, which is refused; this says why.
        tracing::warn!(version, ours = API_VERSION, kind = event.kind, "an event of another version of Stripe's API");
    }
    let object = event.data.object;
    match event.kind.as_str() {
        "payment_intent.amount_capturable_updated" => payment(object, FactKind::Authorized, |p| p.amount_capturable),
        "payment_intent.succeeded" => payment(object, FactKind::Captured, |p| p.amount_received),
        "payment_intent.canceled" => payment(object, FactKind::Voided, |p| p.amount),
        "setup_intent.succeeded" => {
            let setup: Setup = serde_json::from_value(object)?;
            Ok(setup.fact().map_or(News::Nothing, News::Fact))
        }
        "refund.created" => {
            let refund: Refund = serde_json::from_value(object)?;
            let order = refund.metadata.get("order").and_then(|o| OrderId::parse(o.as_str()).ok());
            Ok(match (order.filter(|_| !refund.bounced()), refund.payment_intent.clone()) {
                (_, None) => News::Nothing,
                // Made by hand at the provider: it does not say for which order. Or it came back at once.
                (None, Some(intent)) => News::Look(intent),
                (Some(order), Some(intent)) => News::Fact(refund.fact(order, &intent)),
            })
        }
        // Only of interest once it came back, and then together with what it was.
        "refund.updated" | "refund.failed" => {
            let refund: Refund = serde_json::from_value(object)?;
            let intent = refund.payment_intent.clone().filter(|_| refund.bounced());
            Ok(intent.map_or(News::Nothing, News::Look))
        }
        "charge.dispute.created" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated" => {
            let disputed: Disputed = serde_json::from_value(object)?;
            Ok(disputed.payment_intent.map_or(News::Nothing, News::Look))
        }
        _ => Ok(News::Nothing),
    }
}

/// A payment of another shop's, or without an order, is no news.
fn payment(object: serde_json::Value, kind: FactKind, amount: fn(&Intent) -> Money) -> Result<News, serde_json::Error> {
    let state: Intent = serde_json::from_value(object)?;
    let Some(order) = state.order() else { return Ok(News::Nothing) };
    Ok(News::Fact(state.fact(&order, kind, amount(&state))))
}

//! Stripe: hosted Checkout with manual capture. Every call that changes something carries a key that follows from
//! what it is for, so a repeat is the same call.

mod back;
mod http;
mod look;
mod lost;
mod save;

pub(crate) use back::Refund;
pub use http::API_VERSION;
pub(crate) use save::Setup;

use crate::wire::stuck;
use crate::{Asked, Page, Trouble};
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use http::Line;
use serde::Deserialize;
use std::collections::HashMap;

/// Stripe, with one key.
#[derive(Clone, Debug)]
pub struct Stripe {
    line: Line,
}

/// A payment page.
#[derive(Clone, Debug, Deserialize)]
struct Session {
    id: String,
    /// Where the shopper pays; absent once it is closed.
    #[serde(default)]
    url: Option<String>,
    /// `open`, `complete` or `expired`.
    status: String,
    /// Our order.
    #[serde(default)]
    client_reference_id: Option<String>,
    #[serde(default)]
    metadata: HashMap<String, String>,
    #[serde(default)]
    setup_intent: Option<String>,
    #[serde(default)]
    payment_intent: Option<String>,
}

/// Where a payment stands, as Stripe sees it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Intent {
    pub id: String,
    /// `requires_capture`, `succeeded`, `canceled`, ...
    pub status: String,
    /// Asked.
    pub amount: Money,
    /// May be captured.
    #[serde(default)]
    pub amount_capturable: Money,
    /// Captured.
    #[serde(default)]
    pub amount_received: Money,
    /// Lower case.
    pub currency: String,
    /// Ours.
    #[serde(default)]
    pub metadata: HashMap<String, String>,
}

impl Stripe {
    /// At this address, with this key. No call is made before the first question.
    pub fn new(api: &str, key: &str) -> Stripe {
        Stripe { line: Line::new(api, key) }
    }

    pub(crate) async fn page(&self, asked: &Asked<'_>) -> Result<Page, Trouble> {
        Ok(Page { name: None, url: self.session(asked).await?.url })
    }

    /// The payment page of an order, or of what is asked for beyond it. Asked again, it is the same page.
    async fn session(&self, asked: &Asked<'_>) -> Result<Session, Trouble> {
        let order = asked.order;
        if order.saves_card() {
            return self.setup_session(asked).await;
        }
        let id = order.order.as_str();
        let (attempt, amount) = order.page();
        let (attempt, amount) = ((attempt > 0).then(|| attempt.to_string()), amount.0.to_string());
        let key = attempt.as_ref().map_or_else(|| format!("session-{id}"), |attempt| format!("session-{id}-{attempt}"));
        let title = format!("Groceries, order {id}");
        let paid = format!("{}&paid=1", asked.back);
        let currency = order.currency.to_lowercase();
        let mut form = vec![
            ("mode", "payment"),
            ("client_reference_id", id),
            ("customer_email", order.contact.email.as_str()),
            ("success_url", paid.as_str()),
            ("cancel_url", asked.back),
            ("metadata[order]", id),
            ("payment_intent_data[capture_method]", "manual"),
            ("payment_intent_data[metadata][order]", id),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", currency.as_str()),
            ("line_items[0][price_data][unit_amount]", amount.as_str()),
            ("line_items[0][price_data][product_data][name]", title.as_str()),
        ];
        form.extend(attempt.as_deref().map(|attempt| (lost::ATTEMPT, attempt)));
        let made = self.line.post("/v1/checkout/sessions", &form, &key, || format!("a payment page for order {id}")).await;
        self.or_lost(made, order).await
    }

    /// Closes a payment page. A page that is closed already is fine; one that was paid is not.
    async fn expire(&self, session: &Session) -> Result<Session, Trouble> {
        let path = format!("/v1/checkout/sessions/{}/expire", session.id);
        let closed = self.line.post(&path, &[], &format!("expire-{}", session.id), || format!("closing {}", session.id)).await;
        match closed {
            Err(Trouble::Refused { .. }) => self.line.get(&format!("/v1/checkout/sessions/{}", session.id)).await,
            other => other,
        }
    }

    pub(crate) async fn close(&self, asked: &Asked<'_>) -> Result<Option<Fact>, Trouble> {
        let session = match self.session(asked).await {
            // A page the provider will not make cannot be open. One that it made otherwise before can.
            Err(Trouble::Refused { code, .. }) if code != "idempotency_error" && code != "not_allowed" => return Ok(None),
            answer => answer?,
        };
        let session = if session.status == "open" { self.expire(&session).await? } else { session };
        match (session.status.as_str(), session.payment_intent, session.setup_intent) {
            ("complete", Some(intent), _) => Ok(self.intent(&intent).await?.authorized(&asked.order.order)),
            ("complete", None, Some(setup)) => self.saved(&setup).await,
            _ => Ok(None),
        }
    }

    pub(crate) async fn capture(&self, order: &OrderId, intent: &str, amount: Money) -> Result<Fact, Trouble> {
        let amount_text = amount.0.to_string();
        let form = [("amount_to_capture", amount_text.as_str())];
        let path = format!("/v1/payment_intents/{intent}/capture");
        let answer = self.line.post(&path, &form, &format!("capture-{order}"), || format!("charging order {order}")).await;
        let state: Intent = match answer {
            Err(Trouble::Refused { .. }) => self.settled(intent, "succeeded").await.ok_or_else(|| stuck("charging", intent))?,
            other => other?,
        };
        Ok(state.fact(order, FactKind::Captured, state.amount_received))
    }

    pub(crate) async fn void(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        let path = format!("/v1/payment_intents/{intent}/cancel");
        let answer = self.line.post(&path, &[], &format!("void-{intent}"), || format!("letting go of {intent}")).await;
        let state: Intent = match answer {
            Err(Trouble::Refused { .. }) => self.settled(intent, "canceled").await.ok_or_else(|| stuck("letting go of", intent))?,
            other => other?,
        };
        Ok(state.fact(order, FactKind::Voided, state.amount))
    }

    async fn intent(&self, intent: &str) -> Result<Intent, Trouble> {
        self.line.get(&format!("/v1/payment_intents/{intent}")).await
    }

    /// The payment, if it already is where a refused call wanted it.
    async fn settled(&self, intent: &str, status: &str) -> Option<Intent> {
        self.intent(intent).await.ok().filter(|p| p.status == status)
    }
}

impl Intent {
    /// What happened to it, told about an order.
    pub fn fact(&self, order: &OrderId, kind: FactKind, amount: Money) -> Fact {
        Fact { order: order.clone(), intent: self.id.clone(), kind, amount, currency: self.currency.to_uppercase() }
    }

    /// What this payment's state tells about an order: an authorization seen by asking rather than by being told.
    fn authorized(&self, order: &OrderId) -> Option<Fact> {
        (self.status == "requires_capture").then(|| self.fact(order, FactKind::Authorized, self.amount_capturable))
    }
}

//! Stripe: hosted Checkout with manual capture. Every call that changes something carries a key that follows from
//! what it is for, so a repeat is the same call.

use domain::order::{Fact, FactKind};
use domain::{Money, Order, OrderId};
use serde::Deserialize;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

/// The payment provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Made at the first call: its certificates take longer to load than a function takes to start.
    http: Arc<OnceLock<reqwest::Client>>,
    api: String,
    key: String,
}

/// What went wrong with a call.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It did not get through, or no answer came back. Try again: the key makes it the same call.
    #[error("the payment provider cannot be reached for {doing}")]
    Unreachable {
        /// What was being done.
        doing: String,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// It said no.
    #[error("the payment provider refused {doing}: {code}: {message}")]
    Refused {
        /// What was being done.
        doing: String,
        /// Stripe's code.
        code: String,
        /// Stripe's words.
        message: String,
    },
}

/// The version of Stripe's API these shapes are from.
const VERSION: &str = "2026-01-28.clover";

/// A payment page.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    /// Stripe's name for it.
    pub id: String,
    /// Where the shopper pays; absent once it is closed.
    #[serde(default)]
    pub url: Option<String>,
    /// `open`, `complete` or `expired`.
    pub status: String,
    /// The payment made on it.
    #[serde(default)]
    pub payment_intent: Option<String>,
}

/// What asking for a payment page takes.
pub struct Asked<'a> {
    /// For which order.
    pub order: &'a Order,
    /// Where the shopper returns to, an address with a query; `paid=1` is added to it once they paid.
    pub back: &'a str,
}

/// Where a payment stands, as the provider sees it.
#[derive(Clone, Debug, Deserialize)]
pub struct PaymentState {
    /// Stripe's name for it.
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

#[derive(Deserialize)]
struct Refusal {
    error: RefusalBody,
}

#[derive(Deserialize)]
struct RefusalBody {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Refunds {
    data: Vec<Refund>,
}

#[derive(Deserialize)]
struct Refund {
    id: String,
    amount: Money,
    currency: String,
}

impl Provider {
    /// At this address, with this key. No call is made before the first question.
    pub fn new(api: &str, key: &str) -> Provider {
        Provider { http: Arc::default(), api: api.trim_end_matches('/').to_owned(), key: key.to_owned() }
    }

    /// The payment page of an order. Asked again, it is the same page.
    pub async fn session(&self, asked: &Asked<'_>) -> Result<Session, Trouble> {
        let order = asked.order;
        let id = order.order.as_str();
        let amount = order.upper.0.to_string();
        let title = format!("Groceries, order {id}");
        let paid = format!("{}&paid=1", asked.back);
        let currency = order.currency.to_lowercase();
        let form = [
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
        self.post("/v1/checkout/sessions", &form, &format!("session-{id}"), || format!("a payment page for order {id}")).await
    }

    /// Closes a payment page. A page that is closed already is fine; one that was paid is not.
    async fn expire(&self, session: &Session) -> Result<Session, Trouble> {
        let path = format!("/v1/checkout/sessions/{}/expire", session.id);
        let closed = self.post(&path, &[], &format!("expire-{}", session.id), || format!("closing {}", session.id)).await;
        match closed {
            Err(Trouble::Refused { .. }) => self.get(&format!("/v1/checkout/sessions/{}", session.id)).await,
            other => other,
        }
    }

    /// Closes the payment page of an order that is given up. When it was paid in the last moment, that fact comes back.
    pub async fn close(&self, asked: &Asked<'_>) -> Result<Option<Fact>, Trouble> {
        let session = match self.session(asked).await {
            // A page the provider will not make cannot be open.
            Err(Trouble::Refused { .. }) => return Ok(None),
            answer => answer?,
        };
        let session = if session.status == "open" { self.expire(&session).await? } else { session };
        match (session.status.as_str(), session.payment_intent) {
            ("complete", Some(intent)) => Ok(self.payment(&intent).await?.authorized(&asked.order.order)),
            _ => Ok(None),
        }
    }

    /// Charges an amount of what was authorized. The rest is let go of.
    pub async fn capture(&self, order: &OrderId, intent: &str, amount: Money) -> Result<Fact, Trouble> {
        let amount_text = amount.0.to_string();
        let form = [("amount_to_capture", amount_text.as_str())];
        let path = format!("/v1/payment_intents/{intent}/capture");
        let answer = self.post(&path, &form, &format!("capture-{order}"), || format!("charging order {order}")).await;
        let state: PaymentState = match answer {
            Err(Trouble::Refused { .. }) => self.settled(intent, "succeeded").await.ok_or_else(|| stuck("charging", intent))?,
            other => other?,
        };
        Ok(fact(order, &state, FactKind::Captured, state.amount_received))
    }

    /// Lets go of an authorization.
    pub async fn void(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        let path = format!("/v1/payment_intents/{intent}/cancel");
        let answer = self.post(&path, &[], &format!("void-{intent}"), || format!("letting go of {intent}")).await;
        let state: PaymentState = match answer {
            Err(Trouble::Refused { .. }) => self.settled(intent, "canceled").await.ok_or_else(|| stuck("letting go of", intent))?,
            other => other?,
        };
        Ok(fact(order, &state, FactKind::Voided, state.amount))
    }

    /// Gives all of a charged payment back.
    pub async fn refund(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        let form = [("payment_intent", intent), ("metadata[order]", order.as_str())];
        let key = format!("refund-{order}-{intent}");
        let refund: Refund = match self.post("/v1/refunds", &form, &key, || format!("refunding {intent}")).await {
            // Somebody gave it back at the provider: that refund is the fact.
            Err(Trouble::Refused { code, .. }) if code == "charge_already_refunded" => {
                let made: Refunds = self.get(&format!("/v1/refunds?payment_intent={intent}&limit=1")).await?;
                made.data.into_iter().next().ok_or_else(|| stuck("refunding", intent))?
            }
            answer => answer?,
        };
        Ok(Fact {
            order: order.clone(),
            intent: intent.to_owned(),
            kind: FactKind::Refunded(refund.id),
            amount: refund.amount,
            currency: refund.currency.to_uppercase(),
        })
    }

    /// Where a payment stands now.
    pub async fn payment(&self, intent: &str) -> Result<PaymentState, Trouble> {
        self.get(&format!("/v1/payment_intents/{intent}")).await
    }

    /// The payment, if it already is where a refused call wanted it.
    async fn settled(&self, intent: &str, status: &str) -> Option<PaymentState> {
        self.payment(intent).await.ok().filter(|p| p.status == status)
    }

    fn http(&self) -> &reqwest::Client {
        self.http.get_or_init(reqwest::Client::new)
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        self.answer(self.http().get(format!("{}{path}", self.api)), format!("reading {path}")).await
    }

    async fn post<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, &str)],
        key: &str,
        doing: impl Fn() -> String,
    ) -> Result<T, Trouble> {
        let request = self.http().post(format!("{}{path}", self.api)).form(form).header("Idempotency-Key", key);
        self.answer(request, doing()).await
    }

    async fn answer<T: serde::de::DeserializeOwned>(&self, request: reqwest::RequestBuilder, doing: String) -> Result<T, Trouble> {
        let unreachable = |source| Trouble::Unreachable { doing: doing.clone(), source };
        let request = request.bearer_auth(&self.key).header("Stripe-Version", VERSION);
        let answer = fetched(request.timeout(std::time::Duration::from_secs(20))).await.map_err(unreachable)?;
        if answer.status().is_success() {
            return answer.json().await.map_err(unreachable);
        }
        if answer.status().is_server_error() || answer.status().as_u16() == 429 {
            return Err(unreachable(answer.error_for_status().expect_err("the status is an error")));
        }
        let refusal: Refusal = answer.json().await.map_err(unreachable)?;
        Err(Trouble::Refused { doing, code: refusal.error.code, message: refusal.error.message })
    }
}

/// Boxed, so that the client's machinery is compiled here and not in every crate that waits for it.
fn fetched(request: reqwest::RequestBuilder) -> Pin<Box<dyn Future<Output = reqwest::Result<reqwest::Response>> + Send>> {
    Box::pin(request.send())
}

fn stuck(doing: &str, intent: &str) -> Trouble {
    let message = "the payment is in another state".to_owned();
    Trouble::Refused { doing: format!("{doing} {intent}"), code: "unexpected_state".to_owned(), message }
}

fn fact(order: &OrderId, state: &PaymentState, kind: FactKind, amount: Money) -> Fact {
    Fact { order: order.clone(), intent: state.id.clone(), kind, amount, currency: state.currency.to_uppercase() }
}

impl PaymentState {
    /// What this payment's state tells about an order: an authorization seen by asking rather than by being told.
    pub fn authorized(&self, order: &OrderId) -> Option<Fact> {
        (self.status == "requires_capture").then(|| fact(order, self, FactKind::Authorized, self.amount_capturable))
    }
}

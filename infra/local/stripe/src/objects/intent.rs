//! A payment intent: one payment from the first attempt to the money.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Failure, Metadata, Session};
use crate::{ids, table::Row};

/// One payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intent {
    pub id: String,
    pub secret: String,
    pub created: i64,
    /// Empty for one that was made without a page.
    pub session: String,
    #[serde(default)]
    pub customer: Option<String>,
    pub amount: i64,
    pub capturable: i64,
    pub received: i64,
    pub currency: String,
    pub capture: Capture,
    pub status: IntentStatus,
    /// When and why it was canceled.
    pub canceled: Option<(i64, String)>,
    pub charge: Option<String>,
    pub last_error: Option<Failure>,
    pub payment_method: Option<String>,
    pub description: Option<String>,
    pub receipt_email: Option<String>,
    pub metadata: Metadata,
}

/// When the money is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capture {
    /// With the payment.
    Automatic,
    /// The default of Stripe by now; here the same.
    AutomaticAsync,
    /// Later, by a capture, up to what was authorized.
    Manual,
}

/// The states of Stripe's own that can occur here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentStatus {
    RequiresPaymentMethod,
    RequiresAction,
    RequiresCapture,
    Succeeded,
    Canceled,
}

impl IntentStatus {
    /// Stripe's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::RequiresAction => "requires_action",
            Self::RequiresCapture => "requires_capture",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }
}

impl Intent {
    /// The intent of a session at the first attempt to pay it.
    pub fn of(session: &Session, now: i64) -> Self {
        let options = &session.intent_options;
        let id = ids::object("pi");
        Self {
            secret: ids::fresh(&format!("{id}_secret_"), 25),
            id,
            created: now,
            session: session.id.clone(),
            customer: session.customer.clone(),
            amount: session.amount,
            capturable: 0,
            received: 0,
            currency: session.currency.clone(),
            capture: options.capture,
            status: IntentStatus::RequiresPaymentMethod,
            canceled: None,
            charge: None,
            last_error: None,
            payment_method: None,
            description: options.description.clone(),
            receipt_email: options.receipt_email.clone(),
            metadata: options.metadata.clone(),
        }
    }

    /// As the API shows it.
    pub fn render(&self) -> Value {
        let next_action = match self.status {
            IntentStatus::RequiresAction => json!({"type": "use_stripe_sdk", "use_stripe_sdk": {}}),
            _ => Value::Null,
        };
        json!({
            "id": self.id, "object": "payment_intent", "client_secret": self.secret, "created": self.created,
            "amount": self.amount, "amount_capturable": self.capturable, "amount_received": self.received,
            "amount_details": {"tip": {}}, "currency": self.currency,
            "application": null, "application_fee_amount": null, "automatic_payment_methods": null,
            "canceled_at": self.canceled.as_ref().map(|(at, _)| at),
            "cancellation_reason": self.canceled.as_ref().map(|(_, why)| why).filter(|why| !why.is_empty()),
            "capture_method": self.capture, "confirmation_method": "automatic", "customer": self.customer,
            "description": self.description, "last_payment_error": self.last_error.as_ref().map(Failure::render),
            "latest_charge": self.charge, "livemode": false, "metadata": self.metadata, "next_action": next_action,
            "on_behalf_of": null, "payment_method": self.payment_method,
            "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
            "payment_method_types": ["card"], "processing": null, "receipt_email": self.receipt_email,
            "review": null, "setup_future_usage": null, "shipping": null, "source": null,
            "statement_descriptor": null, "statement_descriptor_suffix": null, "status": self.status,
            "transfer_data": null, "transfer_group": null,
        })
    }
}

impl Row for Intent {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn group(&self) -> Option<&str> {
        None
    }
}

//! A charge: one attempt to take money from a card.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Intent, Metadata};
use crate::{ids, table::Row};

/// How long an authorization may wait for its capture.
pub const AUTHORIZED_FOR: i64 = 7 * 24 * 3600;

/// One attempt. What is authorized and not captured goes back to the card, and Stripe counts it as refunded:
/// `amount_refunded` = what a capture left or a cancellation released, plus the refunds proper.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Charge {
    pub id: String,
    pub created: i64,
    pub intent: String,
    pub payment_method: Option<String>,
    #[serde(default)]
    pub customer: Option<String>,
    pub amount: i64,
    pub captured: Option<i64>,
    /// Authorized and given back without ever being captured.
    pub released: i64,
    pub refunded: i64,
    #[serde(default)]
    pub disputed: bool,
    pub currency: String,
    pub failure: Option<Failure>,
    pub description: Option<String>,
    pub receipt_email: Option<String>,
    pub metadata: Metadata,
}

/// Why a card was not charged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    pub code: String,
    pub decline_code: Option<String>,
    pub message: String,
    pub charge: Option<String>,
}

impl Charge {
    /// An attempt on this intent's whole amount.
    pub fn of(intent: &Intent, now: i64) -> Self {
        Self {
            id: ids::object("ch"),
            created: now,
            intent: intent.id.clone(),
            payment_method: intent.payment_method.clone(),
            customer: intent.customer.clone(),
            amount: intent.amount,
            captured: None,
            released: 0,
            refunded: 0,
            disputed: false,
            currency: intent.currency.clone(),
            failure: None,
            description: intent.description.clone(),
            receipt_email: intent.receipt_email.clone(),
            metadata: intent.metadata.clone(),
        }
    }

    /// What can still be refunded.
    pub fn refundable(&self) -> i64 {
        self.captured.unwrap_or(0) - self.refunded
    }

    /// As the API shows it.
    pub fn render(&self) -> Value {
        let outcome = match &self.failure {
            None => {
                json!({"network_status": "approved_by_network", "reason": null, "risk_level": "normal",
                "seller_message": "Payment complete.", "type": "authorized"})
            }
            Some(failure) => {
                json!({"network_status": "declined_by_network", "reason": failure.decline_code,
                "risk_level": "normal", "seller_message": failure.message, "type": "issuer_declined"})
            }
        };
        let given_back = self.released + self.refunded;
        json!({
            "id": self.id, "object": "charge", "created": self.created, "currency": self.currency,
            "amount": self.amount, "amount_captured": self.captured.unwrap_or(0), "amount_refunded": given_back,
            "application": null, "application_fee": null, "application_fee_amount": null, "balance_transaction": null,
            "billing_details": {"address": {}, "email": null, "name": null, "phone": null, "tax_id": null},
            "captured": self.captured.is_some(), "customer": self.customer, "description": self.description,
            "disputed": self.disputed, "failure_code": self.failure.as_ref().map(|failure| &failure.code),
            "failure_message": self.failure.as_ref().map(|failure| &failure.message), "fraud_details": {},
            "livemode": false, "metadata": self.metadata, "on_behalf_of": null, "outcome": outcome,
            "paid": self.failure.is_none(), "payment_intent": self.intent, "payment_method": self.payment_method,
            "payment_method_details": {"type": "card", "card": self.card()},
            "receipt_email": self.receipt_email, "receipt_number": null, "receipt_url": null,
            "refunded": given_back == self.amount, "review": null, "shipping": null, "source": null,
            "source_transfer": null, "statement_descriptor": null, "statement_descriptor_suffix": null,
            "status": if self.failure.is_none() { "succeeded" } else { "failed" },
            "transfer_data": null, "transfer_group": null,
        })
    }

    fn card(&self) -> Value {
        let waiting = self.failure.is_none() && self.captured.is_none() && self.released == 0;
        json!({
            "amount_authorized": self.amount, "brand": "visa", "country": "US", "exp_month": 12, "exp_year": 2034,
            "capture_before": waiting.then_some(self.created + AUTHORIZED_FOR),
            "funding": "credit", "last4": "4242", "network": "visa", "three_d_secure": null, "wallet": null,
        })
    }
}

impl Failure {
    /// As `last_payment_error` shows it.
    pub fn render(&self) -> Value {
        json!({
            "type": "card_error", "code": self.code, "decline_code": self.decline_code,
            "message": self.message, "charge": self.charge,
        })
    }
}

impl Row for Charge {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn group(&self) -> Option<&str> {
        Some(&self.intent)
    }
}

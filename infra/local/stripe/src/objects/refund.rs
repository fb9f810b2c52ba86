//! A refund: captured money on its way back.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Metadata;
use crate::table::Row;

/// Money given back from one charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refund {
    pub id: String,
    pub created: i64,
    pub amount: i64,
    pub currency: String,
    pub charge: String,
    pub intent: String,
    pub reason: Option<String>,
    /// The bank did not take it.
    #[serde(default)]
    pub failed: bool,
    pub metadata: Metadata,
}

impl Refund {
    /// As the API shows it.
    pub fn render(&self) -> Value {
        json!({
            "id": self.id, "object": "refund", "amount": self.amount, "balance_transaction": null,
            "charge": self.charge, "created": self.created, "currency": self.currency,
            "destination_details": {"type": "card", "card": {"type": "refund", "reference_status": "pending"}},
            "metadata": self.metadata, "payment_intent": self.intent, "reason": self.reason,
            "receipt_number": null, "failure_reason": self.failed.then_some("lost_or_stolen_card"), "source_transfer_reversal": null, "status": if self.failed { "failed" } else { "succeeded" },
            "transfer_reversal": null,
        })
    }
}

impl Row for Refund {
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

//! A dispute: a shopper's bank takes captured money back until it is decided whose it is.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::table::Row;

/// Days the shop has to answer.
const DUE: i64 = 14 * 24 * 3600;

/// Money taken back from one charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dispute {
    pub id: String,
    pub created: i64,
    pub amount: i64,
    pub currency: String,
    pub charge: String,
    pub intent: String,
    pub status: DisputeStatus,
}

/// The states of Stripe's own that can occur here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStatus {
    NeedsResponse,
    Won,
    Lost,
}

impl Dispute {
    /// As the API shows it. Deliberately without metadata of the shop's: a real one has none either.
    pub fn render(&self) -> Value {
        let open = self.status == DisputeStatus::NeedsResponse;
        json!({
            "id": self.id, "object": "dispute", "amount": self.amount, "balance_transactions": [],
            "charge": self.charge, "created": self.created, "currency": self.currency,
            "enhanced_eligibility_types": [], "evidence": {},
            "evidence_details": {"due_by": open.then_some(self.created + DUE), "enhanced_eligibility": {},
                "has_evidence": false, "past_due": false, "submission_count": 0},
            "is_charge_refundable": false, "livemode": false, "metadata": {}, "payment_intent": self.intent,
            "reason": "product_not_received", "status": self.status,
        })
    }

    /// Whether the bank has the money.
    pub fn withheld(&self) -> i64 {
        if self.status == DisputeStatus::Won { 0 } else { self.amount }
    }
}

impl Row for Dispute {
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

//! What can happen to money at the provider, and what it sums up to.

use super::{LedgerRow, SavedCard};
use crate::{Money, OrderId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The payment of an order, as far as facts have arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    /// The furthest it got.
    pub rank: Rank,
    /// The provider's name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// The most that may be captured.
    pub authorized: Money,
    /// Charged.
    pub captured: Money,
    /// Given back, of what was charged.
    pub refunded: Money,
}

/// How far a payment got. Facts may come late and twice; the rank never falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Nothing is known.
    #[default]
    None,
    /// The money is set aside.
    Authorized,
    /// The money was let go of.
    Voided,
    /// The money was taken.
    Captured,
}

/// Something that happened to money, at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The order the provider names.
    pub order: OrderId,
    /// The provider's name for the payment.
    pub intent: String,
    /// What happened.
    pub kind: FactKind,
    /// How much.
    pub amount: Money,
    /// ISO 4217, upper case.
    pub currency: String,
}

/// What can happen to money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// The card is saved, and will be asked later.
    Saved(SavedCard),
    /// Set aside.
    Authorized,
    /// Taken.
    Captured,
    /// Let go of.
    Voided,
    /// Given back, under the provider's name for the refund.
    Refunded(String),
    /// Given back, and not taken by the shopper's bank: it came back, under the provider's name for the refund.
    Bounced(String),
    /// Taken back by the shopper's bank, under the provider's name for the dispute.
    Disputed(String),
    /// Came back from the bank.
    DisputeWon(String),
    /// Stays with the bank.
    DisputeLost(String),
}

impl Fact {
    /// Its name in the ledger: the same fact has the same name, whoever tells it.
    pub fn name(&self) -> String {
        match &self.kind {
            FactKind::Saved(_) => format!("saved#{}", self.intent),
            FactKind::Authorized => format!("authorized#{}", self.intent),
            FactKind::Captured => format!("captured#{}", self.intent),
            FactKind::Voided => format!("voided#{}", self.intent),
            FactKind::Refunded(refund) => format!("refunded#{refund}"),
            FactKind::Bounced(refund) => format!("bounced#{refund}"),
            FactKind::Disputed(dispute) => format!("disputed#{dispute}"),
            FactKind::DisputeWon(dispute) => format!("won#{dispute}"),
            FactKind::DisputeLost(dispute) => format!("lost#{dispute}"),
        }
    }

    pub(super) fn row(&self, at: Timestamp) -> LedgerRow {
        let (to, from) = match self.kind {
            FactKind::Authorized | FactKind::Saved(_) => ("authorized", "promised"),
            FactKind::Voided => ("promised", "authorized"),
            FactKind::Captured => ("provider", "shopper"),
            FactKind::Refunded(_) => ("shopper", "provider"),
            FactKind::Bounced(_) => ("provider", "shopper"),
            FactKind::Disputed(_) => ("disputed", "provider"),
            FactKind::DisputeWon(_) => ("provider", "disputed"),
            FactKind::DisputeLost(_) => ("lost", "disputed"),
        };
        LedgerRow::transfer(self.name(), at, to, from, self.amount)
    }
}

impl Payment {
    /// At least this much was taken, and so it was authorized. Facts may come in any order: the greatest counts.
    pub(super) fn has_taken(&mut self, amount: Money) {
        self.captured = self.captured.max(amount);
        self.authorized = self.authorized.max(self.captured);
    }
}

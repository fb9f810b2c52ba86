//! Money that goes back: all of a payment, or a part of it under a name of ours.

use super::Stripe;
use crate::{Part, Trouble};
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use serde::Deserialize;
use std::collections::HashMap;

/// A refund, as Stripe shows it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Refund {
    id: String,
    amount: Money,
    currency: String,
    /// `pending`, `succeeded`, `failed`, `canceled`, ...
    #[serde(default)]
    status: String,
    #[serde(default)]
    pub payment_intent: Option<String>,
    #[serde(default)]
    pub metadata: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Refunds {
    data: Vec<Refund>,
}

impl Refund {
    /// What it tells about an order.
    pub fn fact(self, order: OrderId, intent: &str) -> Fact {
        let kind = FactKind::Refunded(self.id);
        Fact { order, intent: intent.to_owned(), kind, amount: self.amount, currency: self.currency.to_uppercase() }
    }

    /// The same, and what became of it.
    pub fn facts(self, order: &OrderId, intent: &str) -> Vec<Fact> {
        let bounced = self.bounced().then(|| FactKind::Bounced(self.id.clone()));
        let fact = self.fact(order.clone(), intent);
        let bounced = bounced.map(|kind| Fact { kind, ..fact.clone() });
        [fact].into_iter().chain(bounced).collect()
    }

    /// It came back: the shopper's bank did not take it.
    pub fn bounced(&self) -> bool {
        matches!(self.status.as_str(), "failed" | "canceled")
    }
}

impl Stripe {
    /// Gives back all of a charged payment that was not given back yet.
    pub(crate) async fn refund(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        let form = [("payment_intent", intent), ("metadata[order]", order.as_str())];
        let key = format!("refund-{order}-{intent}");
        let refund: Refund = match self.line.post("/v1/refunds", &form, &key, || format!("refunding {intent}")).await {
            // Somebody gave it back at the provider: that refund is the fact.
            Err(Trouble::Refused { code, .. }) if code == "charge_already_refunded" => {
                self.refunds_of(intent, 1).await?.into_iter().next().ok_or_else(|| crate::wire::stuck("refunding", intent))?
            }
            answer => answer?,
        };
        Ok(refund.fact(order.clone(), intent))
    }

    /// Gives a part back. Stripe forgets its keys after a day and a job may be older: the name stands on the refund
    /// too, and is looked for first.
    pub(crate) async fn refund_part(&self, part: &Part<'_>) -> Result<Fact, Trouble> {
        let Part { order, intent, amount, refund } = *part;
        let made = self.refunds_of(intent, 100).await?;
        if let Some(made) = made.into_iter().find(|one| one.metadata.get("refund").is_some_and(|name| name == refund)) {
            if made.bounced() {
                let message = "the bank did not take it".to_owned();
                return Err(Trouble::Refused { doing: format!("refunding {intent}"), code: "refund_failed".to_owned(), message });
            }
            return Ok(made.fact(order.clone(), intent));
        }
        let amount = amount.0.to_string();
        let form =
            [("payment_intent", intent), ("amount", amount.as_str()), ("metadata[order]", order.as_str()), ("metadata[refund]", refund)];
        let key = format!("refund-{order}-{intent}-{refund}");
        let made: Refund = self.line.post("/v1/refunds", &form, &key, || format!("refunding {amount} of {intent}")).await?;
        Ok(made.fact(order.clone(), intent))
    }

    /// The latest refunds of a payment.
    pub(super) async fn refunds_of(&self, intent: &str, most: u8) -> Result<Vec<Refund>, Trouble> {
        let all: Refunds = self.line.get(&format!("/v1/refunds?payment_intent={intent}&limit={most}")).await?;
        Ok(all.data)
    }
}

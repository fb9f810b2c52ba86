//! Money that goes back: all of a capture that is left, or a part of it under a name of ours. `PayPal` keeps the keys of
//! refunds for 45 days; no job gets as old.

use super::PayPal;
use super::shapes::{Amount, Move, Payment};
use crate::wire::stuck;
use crate::{Part, Trouble};
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use serde_json::json;

impl PayPal {
    /// Gives back all of a charged payment that was not given back yet.
    pub(crate) async fn refund(&self, order: &OrderId, page: &str) -> Result<Fact, Trouble> {
        let payment = self.payment(page).await?;
        let total = |all: &mut dyn Iterator<Item = &Move>| all.filter_map(|one| one.amount.as_ref()?.money()).sum::<Money>();
        let given = total(&mut payment.refunds());
        let left = total(&mut payment.captures()) - given;
        if left <= Money::ZERO {
            // Somebody gave it back at the provider: that refund is the fact.
            let last = payment.refunds().next_back();
            let fact = last.and_then(|one| one.fact(order, &payment.intent(), FactKind::Refunded(one.id.clone())));
            return fact.ok_or_else(|| stuck("refunding", page));
        }
        self.give(&payment, order, left, &format!("refund-{page}-{}", given.0)).await
    }

    /// Gives a part back, once per name.
    pub(crate) async fn refund_part(&self, part: &Part<'_>, page: &str) -> Result<Fact, Trouble> {
        let payment = self.payment(page).await?;
        self.give(&payment, part.order, part.amount, &format!("refund-{}-{}", part.order, part.refund)).await
    }

    async fn give(&self, payment: &Payment, order: &OrderId, amount: Money, key: &str) -> Result<Fact, Trouble> {
        let page = payment.id.as_str();
        let taken = payment.captures().next_back().ok_or_else(|| stuck("refunding", page))?;
        let currency = taken.amount.as_ref().map_or("", |taken| taken.currency_code.as_str());
        let body = json!({ "amount": Amount::of(amount, currency), "custom_id": order }).to_string();
        let path = format!("/v2/payments/captures/{}/refund", taken.id);
        let made: Move = self.line.post(&path, &body, Some(key), &format!("refunding {} of {page}", amount.0)).await?;
        if matches!(made.status.as_str(), "FAILED" | "CANCELLED") {
            let message = "PayPal could not give it back".to_owned();
            return Err(Trouble::Refused { doing: format!("refunding {page}"), code: made.status, message });
        }
        made.fact(order, &payment.intent(), FactKind::Refunded(made.id.clone())).ok_or_else(|| stuck("refunding", page))
    }
}

//! Disputes: a shopper wants money back from `PayPal`, or through their bank. `PayPal` holds it from the first day on, and
//! says in the end whose it is. <https://developer.paypal.com/docs/api/customer-disputes/v1/>

use super::PayPal;
use super::shapes::{Amount, Move, Payment};
use crate::Trouble;
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use jiff::Timestamp;
use serde::Deserialize;

/// Disputes a page of the list holds at most. A payment has one, rarely two.
const PAGE: u32 = 50;

/// A dispute, as `PayPal` shows it and as its webhooks carry it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Dispute {
    dispute_id: String,
    create_time: Timestamp,
    /// `OPEN`, `WAITING_FOR_BUYER_RESPONSE`, `WAITING_FOR_SELLER_RESPONSE`, `UNDER_REVIEW`, `RESOLVED`, `OTHER`.
    status: String,
    dispute_amount: Amount,
    #[serde(default)]
    dispute_outcome: Option<Outcome>,
}

#[derive(Clone, Debug, Deserialize)]
struct Outcome {
    outcome_code: String,
    #[serde(default)]
    amount_refunded: Option<Amount>,
}

/// What a webhook says of a dispute that counts here: which captures it is about.
#[derive(Deserialize)]
pub(super) struct Told {
    pub disputed_transactions: Vec<Transaction>,
}

/// See [`Told`]. What shoppers see of it has another name, and ours for the order is not always there.
#[derive(Deserialize)]
pub(super) struct Transaction {
    pub seller_transaction_id: String,
}

#[derive(Deserialize)]
struct List {
    #[serde(default)]
    items: Vec<Listed>,
}

/// The list leaves out how they ended.
#[derive(Deserialize)]
struct Listed {
    dispute_id: String,
}

/// How a dispute stands.
enum Stand {
    /// `PayPal` holds the money.
    Open,
    /// The shop has all of it again.
    Won,
    /// So much of it is the shopper's.
    Lost(Amount),
}

impl PayPal {
    /// The disputes about a payment, oldest first.
    pub(super) async fn disputes(&self, payment: &Payment) -> Result<Vec<Dispute>, Trouble> {
        let mut all = Vec::new();
        for capture in payment.captures() {
            let path = format!("/v1/customer/disputes?disputed_transaction_id={}&page_size={PAGE}", capture.id);
            let list = match self.line.get::<List>(&path).await {
                Err(Trouble::Refused { code, .. }) if matches!(code.as_str(), "NOT_AUTHORIZED" | "PERMISSION_DENIED") => {
                    tracing::error!(payment = payment.id, "the app at PayPal may not read disputes: allow it there");
                    List { items: Vec::new() }
                }
                list => list?,
            };
            for listed in list.items {
                all.push(self.line.get::<Dispute>(&format!("/v1/customer/disputes/{}", listed.dispute_id)).await?);
            }
        }
        all.sort_by_key(|one| one.create_time);
        Ok(all)
    }
}

impl Payment {
    /// What disputes tell about its order.
    pub(super) fn disputed(&self, order: &OrderId, disputes: &[Dispute]) -> Vec<Fact> {
        let fact = |dispute: &Dispute, kind: fn(String) -> FactKind, amount: &Amount| {
            amount.fact(order, &self.intent(), kind(dispute.dispute_id.clone()))
        };
        let told = disputes.iter().flat_map(|dispute| {
            let held = &dispute.dispute_amount;
            let end = match dispute.stand() {
                Stand::Open => None,
                Stand::Won => fact(dispute, FactKind::DisputeWon, held),
                // Our own refund ended it: the money went back as that, and what was held is free.
                Stand::Lost(_) if self.back_with(dispute).is_some_and(|back| back.is_of(order)) => {
                    fact(dispute, FactKind::DisputeWon, held)
                }
                Stand::Lost(amount) => fact(dispute, FactKind::DisputeLost, &amount),
            };
            [fact(dispute, FactKind::Disputed, held), end].into_iter().flatten()
        });
        told.collect()
    }

    /// True for what goes back because of a dispute, which is told with that. As long as one is open, nobody knows which
    /// of those that we did not ask for are.
    pub(super) fn is_of_a_dispute(&self, back: &Move, order: &OrderId, disputes: &[Dispute]) -> bool {
        let is = |dispute: &Dispute| match dispute.stand() {
            Stand::Open => back.create_time.is_some_and(|at| at >= dispute.create_time),
            Stand::Lost(_) => self.back_with(dispute).is_some_and(|with| with.id == back.id),
            Stand::Won => false,
        };
        !back.is_of(order) && disputes.iter().any(is)
    }

    /// The refund that is what a shopper won: `PayPal` lists some of them, the same amount since it began.
    fn back_with(&self, dispute: &Dispute) -> Option<&Move> {
        let Stand::Lost(amount) = dispute.stand() else { return None };
        self.refunds().rev().find(|back| {
            back.create_time.is_some_and(|at| at >= dispute.create_time) && back.amount.as_ref().is_some_and(|back| *back == amount)
        })
    }
}

impl Dispute {
    /// An outcome that nobody here knows is none: it stays open in the books, and somebody is told.
    fn stand(&self) -> Stand {
        let Some(outcome) = self.dispute_outcome.as_ref().filter(|_| self.status == "RESOLVED") else { return Stand::Open };
        let refunded = || outcome.amount_refunded.clone().unwrap_or_else(|| self.dispute_amount.clone());
        match outcome.outcome_code.as_str() {
            "RESOLVED_BUYER_FAVOUR" | "ACCEPTED" if refunded().money() == Some(Money::ZERO) => Stand::Won,
            "RESOLVED_BUYER_FAVOUR" | "ACCEPTED" => Stand::Lost(refunded()),
            // With a payout: PayPal pays, by its protection of sellers.
            "RESOLVED_SELLER_FAVOUR" | "RESOLVED_WITH_PAYOUT" | "CANCELED_BY_BUYER" | "DENIED" => Stand::Won,
            code => {
                tracing::error!(dispute = self.dispute_id, code, "a dispute at PayPal ended in a way that is not known");
                Stand::Open
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const ORDER: &str = "SAMP1E0RDER7";

    fn payment(refunds: &Value) -> Payment {
        let capture = json!({ "id": "CAP", "status": "PARTIALLY_REFUNDED", "amount": eur("5.10"), "custom_id": ORDER });
        let payments = json!({ "captures": [capture], "refunds": refunds });
        serde_json::from_value(json!({ "id": "PAY", "purchase_units": [{ "custom_id": ORDER, "payments": payments }] })).unwrap()
    }

    fn eur(value: &str) -> Value {
        json!({ "currency_code": "EUR", "value": value })
    }

    fn back(id: &str, value: &str, at: &str, custom_id: Option<&str>) -> Value {
        json!({ "id": id, "status": "COMPLETED", "amount": eur(value), "create_time": at, "custom_id": custom_id })
    }

    fn dispute(outcome: &Value) -> Dispute {
        let status = if outcome.is_null() { "UNDER_REVIEW" } else { "RESOLVED" };
        serde_json::from_value(json!({ "dispute_id": "PP-D-1", "create_time": "2026-11-02T10:00:00.000Z", "status": status,
            "dispute_amount": eur("5.10"), "dispute_outcome": outcome }))
        .unwrap()
    }

    /// The facts' names, with their cents.
    fn told(refunds: &Value, outcome: &Value) -> Vec<(String, i64)> {
        let order = OrderId::parse(ORDER).unwrap();
        let facts = payment(refunds).told(&order, &[dispute(outcome)]);
        facts.into_iter().filter(|fact| fact.kind != FactKind::Captured).map(|fact| (fact.name(), fact.amount.0)).collect()
    }

    fn named(all: &[(&str, i64)]) -> Vec<(String, i64)> {
        all.iter().map(|(name, cents)| ((*name).to_owned(), *cents)).collect()
    }

    #[test]
    fn what_goes_back_because_of_a_dispute_is_told_once() {
        let open = named(&[("disputed#PP-D-1", 510)]);
        let lost = named(&[("disputed#PP-D-1", 510), ("lost#PP-D-1", 510)]);
        let buyer = json!({ "outcome_code": "RESOLVED_BUYER_FAVOUR", "amount_refunded": eur("5.10") });
        let reversed = json!([back("REV", "5.10", "2026-11-09T10:00:00Z", None)]);
        assert_eq!(told(&reversed, &Value::Null), open, "which of them it is, nobody knows yet");
        assert_eq!(told(&reversed, &buyer), lost);
        assert_eq!(told(&json!([]), &buyer), lost, "listed or not");
        let before = json!([back("OLD", "5.10", "2026-11-01T10:00:00Z", None)]);
        assert_eq!(told(&before, &buyer), named(&[("refunded#OLD", 510), ("disputed#PP-D-1", 510), ("lost#PP-D-1", 510)]));
        let ours = json!([back("OURS", "5.10", "2026-11-09T10:00:00Z", Some(ORDER))]);
        assert_eq!(told(&ours, &buyer), named(&[("refunded#OURS", 510), ("disputed#PP-D-1", 510), ("won#PP-D-1", 510)]));
    }

    #[test]
    fn a_part_may_be_lost_and_what_the_owner_gave_back_meanwhile_is_no_part_of_it() {
        let part = json!({ "outcome_code": "RESOLVED_BUYER_FAVOUR", "amount_refunded": eur("4.60") });
        let backs = json!([back("HAND", "0.50", "2026-11-03T10:00:00Z", None), back("REV", "4.60", "2026-11-09T10:00:00Z", None)]);
        assert_eq!(told(&backs, &part), named(&[("refunded#HAND", 50), ("disputed#PP-D-1", 510), ("lost#PP-D-1", 460)]));
    }

    #[test]
    fn every_outcome_is_won_or_lost_and_an_unknown_one_is_open() {
        let won = named(&[("disputed#PP-D-1", 510), ("won#PP-D-1", 510)]);
        for code in ["RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED"] {
            assert_eq!(told(&json!([]), &json!({ "outcome_code": code })), won, "{code}");
        }
        let replaced = json!({ "outcome_code": "RESOLVED_BUYER_FAVOUR", "amount_refunded": eur("0.00") });
        assert_eq!(told(&json!([]), &replaced), won, "something else was agreed on");
        for code in ["NONE", "SOMETHING_NEW"] {
            assert_eq!(told(&json!([]), &json!({ "outcome_code": code })), named(&[("disputed#PP-D-1", 510)]), "{code}");
        }
    }
}

//! Disputes: what a shopper asks `PayPal` for, and how it decides. The money is held from the first day on.

use crate::error::Refusal;
use crate::kept::State;
use crate::objects::{Cents, Order, Refund};
use crate::rules::{Done, emit, name, now};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A dispute about one capture.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Dispute {
    pub id: String,
    created: String,
    updated: String,
    pub capture: String,
    /// Held.
    pub cents: i64,
    /// What it says it is about, where a test wants that to be wrong.
    claimed: Option<Cents>,
    /// `INQUIRY` between shopper and shop; `CHARGEBACK` once `PayPal` is to decide.
    stage: String,
    pub status: String,
    outcome: Option<Outcome>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outcome {
    code: String,
    cents: i64,
}

/// What is asked for.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum Asked {
    /// A shopper wants the money of a capture back: a part, or what is left.
    Opens { capture: String, cents: Option<i64>, claimed: Option<Written> },
    /// `PayPal` decides, or they agree: `RESOLVED_BUYER_FAVOUR` gives all of it back, or so much.
    Ends { dispute: String, outcome: String, cents: Option<i64> },
    /// It goes to `PayPal`.
    Escalates { dispute: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    currency_code: String,
    value: String,
}

/// Whose the money is in the end.
const BUYERS: [&str; 2] = ["RESOLVED_BUYER_FAVOUR", "ACCEPTED"];
const SELLERS: [&str; 5] = ["RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED", "NONE"];

impl Asked {
    /// Does it, and shows the dispute.
    pub fn run(&self, state: &mut State, api: &str) -> Done {
        let dispute = match self {
            Asked::Opens { capture, cents, claimed } => {
                let claimed = claimed.as_ref().map(|one| Cents::parse(&one.currency_code, &one.value));
                let claimed = claimed.map(|one| one.ok_or_else(|| Refusal::shape("INVALID_PARAMETER_SYNTAX"))).transpose()?;
                open(state, capture, *cents, claimed)?
            }
            Asked::Ends { dispute, outcome, cents } => end(state, dispute, outcome, *cents, api)?,
            Asked::Escalates { dispute } => escalate(state, dispute)?,
        };
        let event = match self {
            Asked::Opens { .. } => "CUSTOMER.DISPUTE.CREATED",
            Asked::Ends { .. } => "CUSTOMER.DISPUTE.RESOLVED",
            Asked::Escalates { .. } => "CUSTOMER.DISPUTE.UPDATED",
        };
        let resource = show(state, &dispute, api)?;
        emit(state, event, resource.clone());
        Ok(resource)
    }
}

fn open(state: &mut State, capture: &str, cents: Option<i64>, claimed: Option<Cents>) -> Result<Dispute, Refusal> {
    let order = state.of_capture(capture).ok_or_else(Refusal::missing)?;
    let left = order.left_of(capture);
    let cents = cents.unwrap_or(left);
    if cents < 1 || cents > left || state.held(capture) {
        return Err(Refusal::rule("DISPUTE_NOT_ALLOWED"));
    }
    let dispute = Dispute {
        id: format!("PP-R-{}-{}", &name()[..3], &name()[..8]),
        created: now(),
        updated: now(),
        capture: capture.to_owned(),
        cents,
        claimed,
        stage: "INQUIRY".to_owned(),
        status: "OPEN".to_owned(),
        outcome: None,
    };
    state.disputes.push(dispute.clone());
    Ok(dispute)
}

fn escalate(state: &mut State, id: &str) -> Result<Dispute, Refusal> {
    let dispute = state.dispute(id).ok_or_else(Refusal::missing)?;
    if dispute.status != "OPEN" {
        return Err(Refusal::rule("ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE"));
    }
    (dispute.status, dispute.stage, dispute.updated) = ("UNDER_REVIEW".to_owned(), "CHARGEBACK".to_owned(), now());
    Ok(dispute.clone())
}

fn end(state: &mut State, id: &str, code: &str, cents: Option<i64>, api: &str) -> Result<Dispute, Refusal> {
    let dispute = state.dispute(id).ok_or_else(Refusal::missing)?;
    let lost = if BUYERS.contains(&code) { cents.unwrap_or(dispute.cents) } else { 0 };
    if !BUYERS.contains(&code) && !SELLERS.contains(&code) || lost < 0 || lost > dispute.cents {
        return Err(Refusal::shape("INVALID_PARAMETER_VALUE"));
    }
    if !dispute.is_open() {
        return Err(Refusal::rule("ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE"));
    }
    dispute.resolve(code, lost);
    let (ended, capture) = (dispute.clone(), dispute.capture.clone());
    if lost > 0 {
        let order = state.of_capture(&capture).ok_or_else(Refusal::missing)?;
        let back = Refund { id: name(), created: now(), capture, cents: lost, custom_id: None, dispute: Some(id.to_owned()) };
        let resource = order.show_refund(&back, api);
        order.refunds.push(back);
        emit(state, "PAYMENT.CAPTURE.REVERSED", resource);
    }
    Ok(ended)
}

/// All that was left went back while it was open: there is nothing to decide any more.
pub(crate) fn settle(state: &mut State, capture: &str, api: &str) -> Result<(), Refusal> {
    let left = state.of_capture(capture).ok_or_else(Refusal::missing)?.left_of(capture);
    let Some(dispute) = state.disputes.iter_mut().find(|one| one.capture == capture && one.is_open() && left == 0) else { return Ok(()) };
    dispute.resolve("RESOLVED_BUYER_FAVOUR", dispute.cents);
    let ended = dispute.clone();
    let resource = show(state, &ended, api)?;
    emit(state, "CUSTOMER.DISPUTE.RESOLVED", resource);
    Ok(())
}

impl Dispute {
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    fn resolve(&mut self, code: &str, lost: i64) {
        self.outcome = Some(Outcome { code: code.to_owned(), cents: lost });
        (self.status, self.updated) = ("RESOLVED".to_owned(), now());
    }

    /// With its capture's order. Deliberately without the shop's own name for it: a real one was seen without.
    fn render(&self, order: &Order, api: &str) -> Value {
        let amount = self.claimed.as_ref().map_or_else(|| order.amount.of(self.cents), Cents::render);
        let mut shown = json!({"dispute_id": self.id, "create_time": self.created, "update_time": self.updated,
            "disputed_transactions": [{"seller_transaction_id": self.capture, "seller": {"merchant_id": "STANDIN00SHOP", "name": "Test Store"},
                "items": [], "seller_protection_eligible": true}],
            "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED", "status": self.status, "dispute_amount": amount,
            "dispute_life_cycle_stage": self.stage, "dispute_channel": "INTERNAL",
            "links": [{"href": format!("{api}/v1/customer/disputes/{}", self.id), "rel": "self", "method": "GET"}]});
        if let Some(outcome) = &self.outcome {
            shown["dispute_outcome"] = json!({"outcome_code": outcome.code});
            if outcome.cents > 0 {
                shown["dispute_outcome"]["amount_refunded"] = order.amount.of(outcome.cents);
            }
        }
        shown
    }
}

/// As the API shows it and as webhooks carry it.
pub(crate) fn show(state: &mut State, dispute: &Dispute, api: &str) -> Done {
    let order = state.of_capture(&dispute.capture).ok_or_else(Refusal::missing)?;
    Ok(dispute.render(order, api))
}

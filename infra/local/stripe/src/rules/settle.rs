//! After the payment: capture, cancel, refund.

use serde_json::Value;

use crate::{
    draft::Draft,
    error::ApiError,
    ids,
    objects::{Charge, Intent, IntentStatus, Metadata, Refund, SessionStatus},
    state::State,
};

/// Takes authorized money, once: all of it or less. What is left goes back to the card.
pub fn capture(state: &State, draft: &mut Draft, intent: &Intent, amount: Option<i64>) -> Result<Intent, ApiError> {
    if intent.status != IntentStatus::RequiresCapture {
        let only = "Only a PaymentIntent with one of the following statuses may be captured: requires_capture.";
        return Err(refusal(
            intent,
            &format!("This PaymentIntent could not be captured because it has a status of {}. {only}", intent.status.word()),
        ));
    }
    let amount = amount.unwrap_or(intent.capturable);
    if amount > intent.capturable {
        let message = format!("The provided amount_to_capture ({amount}) is greater than the amount capturable ({}).", intent.capturable);
        let error = ApiError { executed: true, ..ApiError::parameter("amount_too_large", "amount_to_capture", message) };
        return Err(error.about("payment_intent", intent.render()));
    }
    let mut intent = intent.clone();
    intent.status = IntentStatus::Succeeded;
    intent.capturable = 0;
    intent.received = amount;
    if let Some(mut charge) = charge_of(state, &intent) {
        charge.captured = Some(amount);
        charge.released = charge.amount - amount;
        draft.emit("charge.captured", &charge);
        draft.put(charge);
    }
    draft.emit("payment_intent.succeeded", &intent);
    draft.put(intent.clone());
    if let Some(mut session) = state.sessions.find(&intent.session).cloned() {
        session.paid = true;
        draft.put(session);
    }
    Ok(intent)
}

/// Gives an authorization back, or ends an attempt that has not succeeded.
pub fn cancel(state: &State, draft: &mut Draft, intent: &Intent, reason: Option<&str>) -> Result<Intent, ApiError> {
    match intent.status {
        IntentStatus::Succeeded | IntentStatus::Canceled => {
            let only = "Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.";
            let status = intent.status.word();
            return Err(refusal(intent, &format!("You cannot cancel this PaymentIntent because it has a status of {status}. {only}")));
        }
        IntentStatus::RequiresPaymentMethod | IntentStatus::RequiresAction => {
            let session = state.sessions.find(&intent.session);
            if session.is_some_and(|session| session.status == SessionStatus::Open) {
                return Err(refusal(
                    intent,
                    "You cannot cancel the PaymentIntent for a Checkout Session. Expire the Checkout Session instead.",
                ));
            }
        }
        IntentStatus::RequiresCapture => (),
    }
    Ok(release(state, draft, intent, reason.unwrap_or_default(), "charge.refunded"))
}

/// Ends an intent without money. `released` is the event of an authorized charge that is given back.
pub fn release(state: &State, draft: &mut Draft, intent: &Intent, reason: &str, released: &str) -> Intent {
    let mut intent = intent.clone();
    if intent.status == IntentStatus::RequiresCapture
        && let Some(mut charge) = charge_of(state, &intent)
    {
        charge.released = charge.amount;
        draft.emit(released, &charge);
        draft.put(charge);
    }
    intent.status = IntentStatus::Canceled;
    intent.capturable = 0;
    intent.canceled = Some((draft.now, reason.to_owned()));
    draft.emit("payment_intent.canceled", &intent);
    draft.put(intent.clone());
    intent
}

/// What a refund asks for.
pub struct Wanted {
    pub amount: Option<i64>,
    pub reason: Option<String>,
    pub metadata: Metadata,
}

/// Gives captured money back, never more than was captured.
pub fn refund(draft: &mut Draft, charge: &Charge, wanted: Wanted) -> Result<Refund, ApiError> {
    let left = charge.refundable();
    if charge.disputed {
        return Err(ApiError::state("charge_disputed", format!("Charge {} has been charged back; cannot issue a refund.", charge.id)));
    }
    if charge.captured.is_some() && left == 0 {
        return Err(ApiError::state("charge_already_refunded", format!("Charge {} has already been refunded.", charge.id)));
    }
    let amount = wanted.amount.unwrap_or(left);
    if amount > left {
        let message = format!(
            "Refund amount ({amount} {currency}) is greater than unrefunded amount on charge ({left} {currency})",
            currency = charge.currency
        );
        return Err(ApiError { param: Some("amount".to_owned()), executed: true, ..ApiError::invalid(message) });
    }
    let mut charge = charge.clone();
    charge.refunded += amount;
    let refund = Refund {
        id: ids::object("re"),
        created: draft.now,
        amount,
        currency: charge.currency.clone(),
        charge: charge.id.clone(),
        intent: charge.intent.clone(),
        reason: wanted.reason,
        failed: false,
        metadata: wanted.metadata,
    };
    draft.emit("refund.created", &refund);
    draft.emit("charge.refunded", &charge);
    draft.put(charge);
    draft.put(refund.clone());
    Ok(refund)
}

/// The shopper's bank does not take a refund: the money comes back.
pub fn bounce(state: &State, draft: &mut Draft, refund: &str) -> Result<Refund, String> {
    let known = state.refunds.find(refund).filter(|refund| !refund.failed);
    let mut refund = known.ok_or_else(|| format!("no refund {refund} that could fail"))?.clone();
    let mut charge = state.charges.find(&refund.charge).ok_or("no charge")?.clone();
    refund.failed = true;
    charge.refunded -= refund.amount;
    draft.emit("refund.updated", &refund);
    draft.emit("refund.failed", &refund);
    draft.put(charge);
    draft.put(refund.clone());
    Ok(refund)
}

/// The successful charge of an intent, if it has one.
pub fn charge_of(state: &State, intent: &Intent) -> Option<Charge> {
    let charge = state.charges.find(intent.charge.as_deref()?)?;
    charge.failure.is_none().then(|| charge.clone())
}

fn refusal(intent: &Intent, message: &str) -> ApiError {
    let object: Value = intent.render();
    ApiError::state("payment_intent_unexpected_state", message).about("payment_intent", object)
}

//! Paying: what a press of a button on the pay page does to an open session.

use crate::{
    draft::Draft,
    ids,
    objects::{Capture, Charge, Failure, Intent, IntentStatus, Session, SessionStatus},
    state::State,
};

/// How an attempt to pay goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// The card is good.
    Approved,
    /// The bank says no.
    Declined,
    /// The bank wants to see the cardholder first (3-D Secure).
    Challenged,
    /// The cardholder failed the bank's test.
    NotAuthenticated,
}

/// Plays one attempt on an open session. Who calls has made sure that it is open.
pub fn attempt(state: &State, draft: &mut Draft, session: &Session, attempt: Attempt) {
    let mut session = session.clone();
    let known = session.intent.as_deref().and_then(|id| state.intents.find(id)).cloned();
    let mut intent = known.unwrap_or_else(|| begin(draft, &mut session));
    match attempt {
        Attempt::Approved => approve(draft, &mut session, &mut intent),
        Attempt::Declined => decline(draft, &mut intent),
        Attempt::Challenged => {
            intent.payment_method = Some(ids::object("pm"));
            intent.status = IntentStatus::RequiresAction;
            draft.emit("payment_intent.requires_action", &intent);
        }
        Attempt::NotAuthenticated => {
            let message = "The provided PaymentMethod has failed authentication.";
            fail(draft, &mut intent, failure("payment_intent_authentication_failure", None, message));
        }
    }
    draft.put(intent);
    draft.put(session);
}

/// The first attempt makes the payment intent.
fn begin(draft: &mut Draft, session: &mut Session) -> Intent {
    let intent = Intent::of(session, draft.now);
    session.intent = Some(intent.id.clone());
    draft.emit("payment_intent.created", &intent);
    intent
}

fn approve(draft: &mut Draft, session: &mut Session, intent: &mut Intent) {
    intent.payment_method.get_or_insert_with(|| ids::object("pm"));
    intent.last_error = None;
    let mut charge = Charge::of(intent, draft.now);
    intent.charge = Some(charge.id.clone());
    session.status = SessionStatus::Complete;
    let kind = match intent.capture {
        Capture::Manual => {
            intent.status = IntentStatus::RequiresCapture;
            intent.capturable = intent.amount;
            "payment_intent.amount_capturable_updated"
        }
        Capture::Automatic | Capture::AutomaticAsync => {
            intent.status = IntentStatus::Succeeded;
            intent.received = intent.amount;
            charge.captured = Some(intent.amount);
            session.paid = true;
            "payment_intent.succeeded"
        }
    };
    draft.emit("charge.succeeded", &charge);
    draft.emit(kind, &*intent);
    draft.emit("checkout.session.completed", &*session);
    draft.put(charge);
}

fn decline(draft: &mut Draft, intent: &mut Intent) {
    let mut failure = failure("card_declined", Some("generic_decline"), "Your card was declined.");
    let mut charge = Charge::of(intent, draft.now);
    failure.charge = Some(charge.id.clone());
    charge.failure = Some(failure.clone());
    intent.charge = Some(charge.id.clone());
    draft.emit("charge.failed", &charge);
    draft.put(charge);
    fail(draft, intent, failure);
}

/// After a failure the shopper may try another card.
fn fail(draft: &mut Draft, intent: &mut Intent, failure: Failure) {
    intent.status = IntentStatus::RequiresPaymentMethod;
    intent.payment_method = None;
    intent.last_error = Some(failure);
    draft.emit("payment_intent.payment_failed", &*intent);
}

fn failure(code: &str, decline_code: Option<&str>, message: &str) -> Failure {
    Failure { code: code.to_owned(), decline_code: decline_code.map(str::to_owned), message: message.to_owned(), charge: None }
}

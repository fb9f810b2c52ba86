//! Charging a saved card while its owner is away: made and confirmed in one request.

use crate::{
    api::least,
    draft::Draft,
    error::{ApiError, Declined},
    ids,
    objects::{Capture, Card, Charge, Failure, Intent, IntentStatus, Metadata},
    params::{Params, missing},
    state::State,
};

/// What is asked for.
pub struct Wanted {
    amount: i64,
    currency: String,
    customer: String,
    payment_method: String,
    capture: Capture,
    description: Option<String>,
    receipt_email: Option<String>,
    metadata: Metadata,
}

impl Wanted {
    /// Reads all parameters. This stand-in plays what a shop does with a saved card, and nothing else of this endpoint.
    pub fn read(params: &mut Params) -> Result<Self, ApiError> {
        let amount = params.at_least("amount", 1)?;
        let currency = params.required("currency")?.to_lowercase();
        for flag in ["confirm", "off_session"] {
            if params.choice(flag, &["true"])?.is_none() {
                return Err(missing(flag));
            }
        }
        if let Some(kind) = params.texts("payment_method_types")?.iter().find(|kind| *kind != "card") {
            let message = format!("The payment method type \"{kind}\" is invalid.");
            return Err(ApiError { param: Some("payment_method_types".to_owned()), ..ApiError::invalid(message) });
        }
        let capture = match params.choice("capture_method", &["automatic", "automatic_async", "manual"])? {
            Some("manual") => Capture::Manual,
            Some("automatic") => Capture::Automatic,
            _ => Capture::AutomaticAsync,
        };
        Ok(Self {
            customer: params.required("customer")?,
            payment_method: params.required("payment_method")?,
            description: params.text("description")?,
            receipt_email: params.text("receipt_email")?,
            metadata: params.metadata("metadata")?.unwrap_or_default(),
            amount,
            currency,
            capture,
        })
    }
}

/// Authorizes or charges the card. A card that says no is an error, and the attempt stays on record.
pub fn charge(state: &State, draft: &mut Draft, wanted: Wanted) -> Result<Intent, ApiError> {
    let least = least(&wanted.currency);
    if wanted.amount < least {
        let message = format!("Amount must be at least {least} {} in the smallest unit.", wanted.currency);
        return Err(ApiError::parameter("amount_too_small", "amount", message));
    }
    if state.customers.find(&wanted.customer).is_none() {
        return Err(ApiError::missing("customer", &wanted.customer, "customer"));
    }
    let method = state.payment_methods.find(&wanted.payment_method);
    let method = method.ok_or_else(|| ApiError::missing("PaymentMethod", &wanted.payment_method, "payment_method"))?;
    if method.customer.as_ref() != Some(&wanted.customer) {
        let message = format!(
            "The customer does not have a payment method with the ID {}. The payment method must be attached to the customer.",
            method.id
        );
        return Err(ApiError::parameter("resource_missing", "payment_method", message));
    }
    let card = method.card;
    let mut intent = made(wanted, draft.now);
    draft.emit("payment_intent.created", &intent);
    match card {
        Card::Good => Ok(approve(draft, intent)),
        Card::DeclinesLater => Err(refuse(draft, &mut intent, ("card_declined", "generic_decline", "Your card was declined."))),
        Card::AsksLater => {
            let message = "Your card was declined. This transaction requires authentication.";
            Err(refuse(draft, &mut intent, ("authentication_required", "authentication_required", message)))
        }
    }
}

fn made(wanted: Wanted, now: i64) -> Intent {
    let id = ids::object("pi");
    Intent {
        secret: ids::fresh(&format!("{id}_secret_"), 25),
        id,
        created: now,
        session: String::new(),
        customer: Some(wanted.customer),
        amount: wanted.amount,
        capturable: 0,
        received: 0,
        currency: wanted.currency,
        capture: wanted.capture,
        status: IntentStatus::RequiresPaymentMethod,
        canceled: None,
        charge: None,
        last_error: None,
        payment_method: Some(wanted.payment_method),
        description: wanted.description,
        receipt_email: wanted.receipt_email,
        metadata: wanted.metadata,
    }
}

fn approve(draft: &mut Draft, mut intent: Intent) -> Intent {
    let mut charge = Charge::of(&intent, draft.now);
    intent.charge = Some(charge.id.clone());
    let kind = match intent.capture {
        Capture::Manual => {
            (intent.status, intent.capturable) = (IntentStatus::RequiresCapture, intent.amount);
            "payment_intent.amount_capturable_updated"
        }
        Capture::Automatic | Capture::AutomaticAsync => {
            (intent.status, intent.received, charge.captured) = (IntentStatus::Succeeded, intent.amount, Some(intent.amount));
            "payment_intent.succeeded"
        }
    };
    draft.emit("charge.succeeded", &charge);
    draft.emit(kind, &intent);
    draft.put(charge);
    draft.put(intent.clone());
    intent
}

/// The attempt fails: the intent waits for another card that nobody will show.
fn refuse(draft: &mut Draft, intent: &mut Intent, (code, decline_code, message): (&'static str, &'static str, &str)) -> ApiError {
    let mut charge = Charge::of(intent, draft.now);
    let (code_, decline_code_, message_) = (code.to_owned(), Some(decline_code.to_owned()), message.to_owned());
    let failure = Failure { code: code_, decline_code: decline_code_, message: message_, charge: Some(charge.id.clone()) };
    charge.failure = Some(failure.clone());
    (intent.charge, intent.last_error, intent.payment_method) = (Some(charge.id.clone()), Some(failure), None);
    draft.emit("charge.failed", &charge);
    draft.emit("payment_intent.payment_failed", &*intent);
    let error = ApiError::card(code, message, Declined { decline_code, charge: charge.id.clone() });
    draft.put(charge);
    draft.put(intent.clone());
    error.about("payment_intent", intent.render())
}

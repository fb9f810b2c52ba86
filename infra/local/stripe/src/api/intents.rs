//! Payment intents and their charges.

use super::{Answer, Call, lists};
use crate::{
    error::ApiError,
    objects::{Charge, Intent, merge},
    rules::{
        off_session::{self, Wanted},
        settle,
    },
};

/// `POST /v1/payment_intents`: of a saved card, confirmed at once, with nobody there to be asked.
pub fn create(call: &mut Call) -> Answer {
    let wanted = Wanted::read(&mut call.params)?;
    call.finish()?;
    off_session::charge(call.state, call.draft, wanted).map(|intent| intent.render())
}

/// `GET /v1/payment_intents`
pub fn list(call: &mut Call) -> Answer {
    lists::list(call, &call.state.intents, "/v1/payment_intents", None, Intent::render)
}

/// `GET /v1/payment_intents/{id}`
pub fn retrieve(call: &mut Call) -> Answer {
    call.params.text("client_secret")?;
    call.finish()?;
    find(call).map(Intent::render)
}

/// `POST /v1/payment_intents/{id}`: description and metadata can change here.
pub fn update(call: &mut Call) -> Answer {
    let description = call.params.text("description")?;
    let metadata = call.params.metadata("metadata")?;
    call.finish()?;
    let mut intent = find(call)?.clone();
    merge(&mut intent.metadata, metadata.unwrap_or_default());
    intent.description = description.or(intent.description);
    let answer = intent.render();
    call.draft.put(intent);
    Ok(answer)
}

/// `POST /v1/payment_intents/{id}/capture`
pub fn capture(call: &mut Call) -> Answer {
    let amount = call.params.optional_at_least("amount_to_capture", 1)?;
    let metadata = call.params.metadata("metadata")?;
    call.finish()?;
    let mut intent = find(call)?.clone();
    merge(&mut intent.metadata, metadata.unwrap_or_default());
    Ok(settle::capture(call.state, call.draft, &intent, amount)?.render())
}

/// `POST /v1/payment_intents/{id}/cancel`
pub fn cancel(call: &mut Call) -> Answer {
    let reasons = ["duplicate", "fraudulent", "requested_by_customer", "abandoned"];
    let reason = call.params.choice("cancellation_reason", &reasons)?;
    call.finish()?;
    let intent = find(call)?;
    Ok(settle::cancel(call.state, call.draft, intent, reason)?.render())
}

/// `GET /v1/charges`
pub fn list_charges(call: &mut Call) -> Answer {
    lists::list(call, &call.state.charges, "/v1/charges", Some("payment_intent"), Charge::render)
}

/// `GET /v1/charges/{id}`
pub fn retrieve_charge(call: &mut Call) -> Answer {
    call.finish()?;
    let found = call.state.charges.find(call.id).map(Charge::render);
    found.ok_or_else(|| ApiError::missing("charge", call.id, "id"))
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Intent, ApiError> {
    let found = call.state.intents.find(call.id);
    found.ok_or_else(|| ApiError::missing("payment_intent", call.id, "intent"))
}

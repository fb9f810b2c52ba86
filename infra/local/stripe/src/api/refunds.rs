//! Refunds.

use super::{Answer, Call, lists};
use crate::{
    error::ApiError,
    objects::{Charge, Refund, merge},
    params::Params,
    rules::settle,
    state::State,
};

/// `POST /v1/refunds`
pub fn create(call: &mut Call) -> Answer {
    let params = &mut call.params;
    let reasons = ["duplicate", "fraudulent", "requested_by_customer"];
    let wanted = settle::Wanted {
        amount: params.optional_at_least("amount", 1)?,
        reason: params.choice("reason", &reasons)?.map(str::to_owned),
        metadata: params.metadata("metadata")?.unwrap_or_default(),
    };
    let charge = paid_charge(call.state, params)?;
    call.finish()?;
    Ok(settle::refund(call.draft, &charge, wanted)?.render())
}

/// `GET /v1/refunds`
pub fn list(call: &mut Call) -> Answer {
    lists::list(call, &call.state.refunds, "/v1/refunds", Some("payment_intent"), Refund::render)
}

/// `GET /v1/refunds/{id}`
pub fn retrieve(call: &mut Call) -> Answer {
    call.finish()?;
    find(call).map(Refund::render)
}

/// `POST /v1/refunds/{id}`: only its metadata can change.
pub fn update(call: &mut Call) -> Answer {
    let metadata = call.params.metadata("metadata")?;
    call.finish()?;
    let mut refund = find(call)?.clone();
    merge(&mut refund.metadata, metadata.unwrap_or_default());
    let answer = refund.render();
    call.draft.put(refund);
    Ok(answer)
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Refund, ApiError> {
    let found = call.state.refunds.find(call.id);
    found.ok_or_else(|| ApiError::missing("refund", call.id, "id"))
}

/// The captured charge that `payment_intent` or `charge` names.
fn paid_charge(state: &State, params: &mut Params) -> Result<Charge, ApiError> {
    let charge = match (params.text("payment_intent")?, params.text("charge")?) {
        (None, None) => {
            let message = "One of the following params should be provided for this request: payment_intent or charge.";
            return Err(ApiError::parameter("parameter_missing", "payment_intent", message));
        }
        (Some(id), _) => {
            let intent = state.intents.find(&id).ok_or_else(|| ApiError::missing("payment_intent", &id, "payment_intent"))?;
            settle::charge_of(state, intent)
        }
        (None, Some(id)) => {
            let found = state.charges.find(&id).ok_or_else(|| ApiError::missing("charge", &id, "charge"))?;
            Some(found.clone())
        }
    };
    let refused = || ApiError { executed: true, ..ApiError::invalid("This PaymentIntent does not have a successful charge to refund.") };
    charge.filter(|charge| charge.captured.is_some()).ok_or_else(refused)
}

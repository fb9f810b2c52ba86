//! Checkout Sessions.

use super::{Answer, Call, lists, session_params::Wanted};
use crate::{
    error::ApiError,
    ids,
    objects::{Mode, Session, SessionStatus, SetupIntent, merge},
    rules::end,
};

/// `POST /v1/checkout/sessions`
pub fn create(call: &mut Call) -> Answer {
    let wanted = Wanted::read(&mut call.params, call.draft.now)?;
    call.finish()?;
    if let Some(customer) = wanted.customer.as_ref().filter(|id| call.state.customers.find(id).is_none()) {
        return Err(ApiError::missing("customer", customer, "customer"));
    }
    let id = ids::fresh("cs_test_a1", 56);
    let setup = (wanted.mode == Mode::Setup).then(|| SetupIntent::new(wanted.customer.clone(), wanted.setup, call.draft.now));
    if let Some(setup) = &setup {
        call.draft.emit("setup_intent.created", setup);
    }
    let session = Session {
        mode: wanted.mode,
        setup: setup.as_ref().map(|setup| setup.id.clone()),
        customer: wanted.customer,
        creates_customer: wanted.creates_customer,
        url: format!("{}/pay/{id}", call.public_url.trim_end_matches('/')),
        id,
        created: call.draft.now,
        expires_at: wanted.expires_at,
        status: SessionStatus::Open,
        paid: false,
        amount: wanted.amount,
        currency: wanted.currency,
        items: wanted.items,
        success_url: wanted.success_url,
        cancel_url: wanted.cancel_url,
        client_reference_id: wanted.client_reference_id,
        customer_email: wanted.customer_email,
        locale: wanted.locale,
        submit_type: wanted.submit_type,
        metadata: wanted.metadata,
        intent_options: wanted.intent_options,
        intent: None,
    };
    let answer = session.render();
    call.draft.put(session);
    setup.into_iter().for_each(|setup| call.draft.put(setup));
    Ok(answer)
}

/// `GET /v1/checkout/sessions/{id}`
pub fn retrieve(call: &mut Call) -> Answer {
    call.finish()?;
    find(call).map(Session::render)
}

/// `POST /v1/checkout/sessions/{id}`: only its metadata can change here.
pub fn update(call: &mut Call) -> Answer {
    let metadata = call.params.metadata("metadata")?;
    call.finish()?;
    let mut session = find(call)?.clone();
    merge(&mut session.metadata, metadata.unwrap_or_default());
    let answer = session.render();
    call.draft.put(session);
    Ok(answer)
}

/// `GET /v1/checkout/sessions`
pub fn list(call: &mut Call) -> Answer {
    lists::list(call, &call.state.sessions, "/v1/checkout/sessions", Some("payment_intent"), Session::render)
}

/// `GET /v1/checkout/sessions/{id}/line_items`
pub fn line_items(call: &mut Call) -> Answer {
    call.params.optional_at_least("limit", 1)?;
    call.finish()?;
    find(call).map(Session::line_items)
}

/// `POST /v1/checkout/sessions/{id}/expire`
pub fn expire(call: &mut Call) -> Answer {
    call.finish()?;
    let session = find(call)?;
    Ok(end::expire(call.state, call.draft, session)?.render())
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Session, ApiError> {
    let found = call.state.sessions.find(call.id);
    found.ok_or_else(|| ApiError::missing("checkout.session", call.id, "session"))
}

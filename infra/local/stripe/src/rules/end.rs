//! What ends: a session by request or by time, an authorization after seven days.

use crate::{
    draft::Draft,
    error::ApiError,
    objects::{IntentStatus, Session, SessionStatus},
    rules::{save, settle},
    state::{Deadline, State},
};

/// Ends an open session on request.
pub fn expire(state: &State, draft: &mut Draft, session: &Session) -> Result<Session, ApiError> {
    let status = match session.status {
        SessionStatus::Open => return Ok(end(state, draft, session)),
        SessionStatus::Complete => "complete",
        SessionStatus::Expired => "expired",
    };
    let message =
        format!("Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{status}`.");
    Err(ApiError { executed: true, ..ApiError::invalid(message) })
}

/// Ends what ends by itself.
pub fn lapse(state: &State, draft: &mut Draft, deadline: &Deadline) {
    match deadline {
        Deadline::Session(id) => {
            let open = state.sessions.find(id).filter(|session| session.status == SessionStatus::Open);
            open.map(|session| end(state, draft, session));
        }
        Deadline::Intent(id) => {
            let held = state.intents.find(id).filter(|intent| intent.status == IntentStatus::RequiresCapture);
            held.map(|intent| settle::release(state, draft, intent, "automatic", "charge.expired"));
        }
        Deadline::Key(_) => (),
    }
}

fn end(state: &State, draft: &mut Draft, session: &Session) -> Session {
    let mut session = session.clone();
    session.status = SessionStatus::Expired;
    let attempted = session.intent.as_deref().and_then(|id| state.intents.find(id));
    if let Some(intent) = attempted {
        settle::release(state, draft, intent, "expired", "charge.expired");
    }
    save::abandon(state, draft, &session);
    draft.emit("checkout.session.expired", &session);
    draft.put(session.clone());
    session
}

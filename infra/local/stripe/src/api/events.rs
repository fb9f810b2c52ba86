//! The event log.

use super::{Answer, Call, lists};
use crate::{error::ApiError, objects::Event};

/// `GET /v1/events`
pub fn list(call: &mut Call) -> Answer {
    lists::list(call, &call.state.events, "/v1/events", Some("type"), Event::render)
}

/// `GET /v1/events/{id}`
pub fn retrieve(call: &mut Call) -> Answer {
    call.finish()?;
    let found = call.state.events.find(call.id).map(Event::render);
    found.ok_or_else(|| ApiError::missing("event", call.id, "id"))
}

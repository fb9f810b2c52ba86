//! Disputes: shoppers' banks make them, the API only shows them.

use super::{Answer, Call, lists};
use crate::{error::ApiError, objects::Dispute};

/// `GET /v1/disputes`
pub fn list(call: &mut Call) -> Answer {
    lists::list(call, &call.state.disputes, "/v1/disputes", Some("payment_intent"), Dispute::render)
}

/// `GET /v1/disputes/{id}`
pub fn retrieve(call: &mut Call) -> Answer {
    call.finish()?;
    let found = call.state.disputes.find(call.id).map(Dispute::render);
    found.ok_or_else(|| ApiError::missing("dispute", call.id, "id"))
}

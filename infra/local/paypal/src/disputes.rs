//! `/v1/customer/disputes`: shoppers make them, the API only shows them.

use crate::dispute::show;
use crate::error::Refusal;
use crate::{StandIn, api};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as AppState};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

/// Both endpoints.
pub(crate) fn router() -> Router<StandIn> {
    Router::new().route("/v1/customer/disputes", get(list)).route("/v1/customer/disputes/{id}", get(one))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    disputed_transaction_id: String,
    page_size: Option<usize>,
}

/// In short: how they ended is not in the list.
async fn list(AppState(app): AppState<StandIn>, headers: HeaderMap, asked: Result<Query<Listing>, QueryRejection>) -> Response {
    if let Err(refusal) = api::signed_in(&app, &headers) {
        return refusal.into_response();
    }
    let Ok(Query(asked)) = asked else { return Refusal::shape("INVALID_PARAMETER_VALUE").into_response() };
    let size = asked.page_size.unwrap_or(10);
    if !(1..=50).contains(&size) {
        return Refusal::shape("INVALID_PARAMETER_VALUE").into_response();
    }
    let base = app.shared().config.public_url.clone();
    let state = &mut app.lock().state;
    let about: Vec<_> = state.disputes.iter().filter(|one| one.capture == asked.disputed_transaction_id).take(size).cloned().collect();
    let items: Vec<Value> = about.iter().filter_map(|one| show(state, one, &base).ok()).map(shortened).collect();
    axum::Json(json!({"items": items, "links": []})).into_response()
}

fn shortened(mut dispute: Value) -> Value {
    let fields = dispute.as_object_mut().into_iter();
    fields.for_each(|fields| fields.retain(|name, _| !matches!(name.as_str(), "disputed_transactions" | "dispute_outcome")));
    dispute
}

async fn one(AppState(app): AppState<StandIn>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    if let Err(refusal) = api::signed_in(&app, &headers) {
        return refusal.into_response();
    }
    let base = app.shared().config.public_url.clone();
    let state = &mut app.lock().state;
    let found = state.dispute(&id).cloned().ok_or_else(Refusal::missing);
    match found.and_then(|dispute| show(state, &dispute, &base)) {
        Ok(shown) => axum::Json(shown).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

//! Endpoints for tests and the auditor, under `/_test/`. `PayPal` has none of these; they need no bearer.

use crate::courier::{Forging, send};
use crate::dispute::Asked;
use crate::stand_in::Delivery;
use crate::{StandIn, dispute, rules};
use axum::extract::{Path, Query, State as AppState};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::future::join_all;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Reply = Result<Json<Value>, (StatusCode, String)>;

/// Everything under `/_test/`.
pub(crate) fn router() -> Router<StandIn> {
    Router::new()
        .route("/_test/delivery", get(settings).post(change))
        .route("/_test/redeliver/{event}", post(redeliver))
        .route("/_test/events", post(send_event))
        .route("/_test/refunds", post(refund))
        .route("/_test/disputes", post(case))
        .route("/_test/dump", get(dump))
}

async fn settings(AppState(app): AppState<StandIn>) -> Json<Value> {
    let undelivered = app.undelivered();
    Json(json!({"settings": app.lock().delivery, "undelivered": undelivered}))
}

async fn change(AppState(app): AppState<StandIn>, Json(delivery): Json<Delivery>) -> Json<Value> {
    app.deliver_with(delivery);
    settings(AppState(app)).await
}

async fn redeliver(AppState(app): AppState<StandIn>, Path(event): Path<String>, Query(forging): Query<Forging>) -> Reply {
    let found = app.lock().state.events.iter().find(|one| one.id == event).map(|one| one.render());
    Ok(several(&app, &found.ok_or_else(|| refused("no such event"))?, &forging).await)
}

/// Signs and sends the body as it is. It does not enter the log.
async fn send_event(AppState(app): AppState<StandIn>, Query(forging): Query<Forging>, Json(event): Json<Value>) -> Reply {
    Ok(several(&app, &event, &forging).await)
}

async fn several(app: &StandIn, event: &Value, forging: &Forging) -> Json<Value> {
    let times = forging.times.unwrap_or(1).clamp(1, 200);
    let statuses = join_all((0..times).map(|_| send(app, event, forging))).await;
    Json(json!({ "statuses": statuses }))
}

/// What the owner does on `PayPal`'s own pages, which know nothing of the shop's names.
#[derive(Deserialize)]
struct ByHand {
    capture: String,
    cents: i64,
}

async fn refund(AppState(app): AppState<StandIn>, Json(asked): Json<ByHand>) -> Reply {
    let api = app.shared().config.public_url.clone();
    let made = app.step(|state| {
        let currency = state.of_capture(&asked.capture).map(|order| order.amount.currency.clone()).ok_or("no such capture")?;
        let cents = crate::objects::Cents { currency, cents: asked.cents };
        rules::refund(state, &asked.capture, Some(&cents), None, &api).map_err(|_| "refused")
    });
    Ok(Json(made.map_err(refused)?.map_err(refused)?))
}

/// What a shopper asks `PayPal` for, and how it ends.
async fn case(AppState(app): AppState<StandIn>, Json(asked): Json<Asked>) -> Reply {
    let api = app.shared().config.public_url.clone();
    let made = app.step(|state| asked.run(state, &api)).map_err(refused)?;
    Ok(Json(made.map_err(|refusal| refused(refusal.issue()))?))
}

/// Everything it knows, oldest first. A refund that a dispute took back is named beside the others.
async fn dump(AppState(app): AppState<StandIn>) -> Json<Value> {
    let api = app.shared().config.public_url.clone();
    let mut kept = app.lock();
    let disputes = kept.state.disputes.clone();
    let disputes: Vec<Value> = disputes.iter().filter_map(|one| dispute::show(&mut kept.state, one, &api).ok()).collect();
    let back = kept.state.orders.iter().flat_map(|order| &order.refunds);
    let reversals: BTreeMap<&str, &str> = back.filter_map(|back| Some((back.id.as_str(), back.dispute.as_deref()?))).collect();
    let orders: Vec<Value> = kept.state.orders.iter().map(|order| order.render(&api)).collect();
    let events: Vec<Value> = kept.state.events.iter().map(|event| json!({"event": event.render(), "delivered": event.delivered})).collect();
    Json(json!({"orders": orders, "disputes": disputes, "reversals": reversals, "events": events}))
}

fn refused(cause: impl ToString) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, cause.to_string())
}

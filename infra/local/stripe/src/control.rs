//! Endpoints for tests and the auditor, under `/_test/`. Stripe has none of these; they need no key.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State as AppState},
    routing::{get, post},
};
use futures::future;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    StandIn,
    delivery::{self, signature},
    draft::Origin,
    objects::Metadata,
    rules,
    stand_in::wall_clock,
    state::State,
};

type Reply = Result<Json<Value>, (StatusCode, String)>;

/// Everything under `/_test/`.
pub fn router() -> Router<StandIn> {
    Router::new()
        .route("/_test/delivery", get(settings).post(change_settings))
        .route("/_test/redeliver/{event}", post(redeliver))
        .route("/_test/events", post(send_event))
        .route("/_test/clock", post(advance))
        .route("/_test/disputes", post(dispute))
        .route("/_test/refunds", post(refund))
        .route("/_test/refunds/{refund}/fail", post(bounce))
        .route("/_test/dump", get(dump))
}

async fn settings(AppState(app): AppState<StandIn>) -> Json<Value> {
    let kept = app.lock();
    Json(json!({"settings": kept.queue.settings, "undelivered": kept.state.undelivered.len()}))
}

/// Changes the settings that the JSON body names; the others stay.
async fn change_settings(AppState(app): AppState<StandIn>, body: Bytes) -> Reply {
    let changes: Value = serde_json::from_slice(&body).map_err(refused)?;
    let mut wanted = json!(app.lock().queue.settings);
    let fields = changes.as_object().ok_or_else(|| refused("an object is wanted"))?;
    wanted.as_object_mut().into_iter().for_each(|all| all.extend(fields.clone()));
    app.deliver_with(serde_json::from_value(wanted).map_err(refused)?);
    Ok(settings(AppState(app)).await)
}

/// `?times=50`: so many copies at once.
#[derive(Deserialize)]
struct Times {
    times: Option<usize>,
}

async fn redeliver(AppState(app): AppState<StandIn>, Path(event): Path<String>, Query(times): Query<Times>) -> Reply {
    let found = app.lock().state.events.find(&event).map(|event| event.payload());
    let payload = found.ok_or_else(|| (StatusCode::NOT_FOUND, format!("no event {event}")))?;
    let signature = signed(&app, &Forging::default(), &payload);
    Ok(send(&app, &payload, &signature, times.times).await)
}

/// How a given event is signed: by default as it should be.
#[derive(Default, Deserialize)]
struct Forging {
    times: Option<usize>,
    /// Another secret than the shop knows.
    secret: Option<String>,
    /// Another time, in seconds since 1970.
    at: Option<i64>,
}

/// Signs and sends the body as it is. It does not enter the log.
async fn send_event(AppState(app): AppState<StandIn>, Query(forging): Query<Forging>, body: String) -> Reply {
    let signature = signed(&app, &forging, &body);
    Ok(send(&app, &body, &signature, forging.times).await)
}

fn signed(app: &StandIn, forging: &Forging, payload: &str) -> String {
    let time = forging.at.unwrap_or_else(wall_clock);
    let right = &app.shared().config.webhook_secret;
    signature(forging.secret.as_ref().unwrap_or(right), time, payload.as_bytes())
}

async fn send(app: &StandIn, payload: &str, signature: &str, times: Option<usize>) -> Json<Value> {
    let times = times.unwrap_or(1).clamp(1, 200);
    let sendings = (0..times).map(|_| delivery::send(app, payload, signature));
    Json(json!({"statuses": future::join_all(sendings).await}))
}

#[derive(Deserialize)]
struct Advance {
    seconds: i64,
}

/// Moves the stand-in's clock: what is overdue then ends. Not kept over a restart.
async fn advance(AppState(app): AppState<StandIn>, body: Bytes) -> Reply {
    let advance: Advance = serde_json::from_slice(&body).map_err(refused)?;
    let ahead = app.lock().ahead.saturating_add(advance.seconds);
    app.lock().ahead = ahead;
    app.tick().map_err(refused)?;
    Ok(Json(json!({"ahead": ahead, "now": app.lock().now()})))
}

/// What a shopper's bank does: `{"payment_intent": "pi_1", "amount": 100}`, later `{"dispute": "du_1", "won": false}`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Bank {
    Takes { payment_intent: String, amount: Option<i64> },
    Decides { dispute: String, won: bool },
}

async fn dispute(AppState(app): AppState<StandIn>, body: Bytes) -> Reply {
    let bank: Bank = serde_json::from_slice(&body).map_err(refused)?;
    let done = app.step(Origin::default(), |state, draft| match &bank {
        Bank::Takes { payment_intent, amount } => rules::dispute::open(state, draft, payment_intent, *amount),
        Bank::Decides { dispute, won } => rules::dispute::close(state, draft, dispute, *won),
    });
    Ok(Json(done.map_err(refused)?.map_err(refused)?.render()))
}

/// What the owner does in the provider's own dashboard, which knows nothing of the shop's metadata.
#[derive(Deserialize)]
struct ByHand {
    payment_intent: String,
    amount: Option<i64>,
}

async fn refund(AppState(app): AppState<StandIn>, body: Bytes) -> Reply {
    let asked: ByHand = serde_json::from_slice(&body).map_err(refused)?;
    let made = app.step(Origin::default(), |state, draft| {
        let intent = state.intents.find(&asked.payment_intent).ok_or("no such payment")?;
        let charge = rules::settle::charge_of(state, intent).ok_or("nothing was charged")?;
        let wanted = rules::settle::Wanted { amount: asked.amount, reason: None, metadata: Metadata::default() };
        rules::settle::refund(draft, &charge, wanted).map_err(|error| error.message)
    });
    let made: Result<_, String> = made.map_err(refused)?;
    Ok(Json(made.map_err(refused)?.render()))
}

/// What a shopper's bank does with money for an account that is closed.
async fn bounce(AppState(app): AppState<StandIn>, Path(refund): Path<String>) -> Reply {
    let done = app.step(Origin::default(), |state, draft| rules::settle::bounce(state, draft, &refund));
    Ok(Json(done.map_err(refused)?.map_err(refused)?.render()))
}

async fn dump(AppState(app): AppState<StandIn>) -> Json<Value> {
    let kept = app.lock();
    Json(everything(&kept.state))
}

/// All objects as the API shows them, oldest first. An event's delivery stands beside it.
fn everything(state: &State) -> Value {
    let events = state.events.all().iter().map(|event| json!({"event": event.render(), "delivery": event.tally}));
    let sessions = state.sessions.all().iter().map(|session| session.render());
    let intents = state.intents.all().iter().map(|intent| intent.render());
    let charges = state.charges.all().iter().map(|charge| charge.render());
    let disputes = state.disputes.all().iter().map(|dispute| dispute.render());
    let refunds = state.refunds.all().iter().map(|refund| refund.render());
    json!({
        "sessions": sessions.collect::<Vec<_>>(),
        "payment_intents": intents.collect::<Vec<_>>(),
        "charges": charges.collect::<Vec<_>>(),
        "disputes": disputes.collect::<Vec<_>>(),
        "setup_intents": state.setup_intents.all().iter().map(|setup| setup.render()).collect::<Vec<_>>(),
        "customers": state.customers.all().iter().map(|customer| customer.render()).collect::<Vec<_>>(),
        "payment_methods": state.payment_methods.all().iter().map(|method| method.render()).collect::<Vec<_>>(),
        "refunds": refunds.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "balance": state.balance,
        "undelivered": state.undelivered.len(),
    })
}

fn refused(cause: impl ToString) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, cause.to_string())
}

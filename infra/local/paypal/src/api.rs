//! The API: every endpoint, and what all of them have in common.

use crate::error::Refusal;
use crate::idempotency::Asked;
use crate::kept::State;
use crate::objects::{Cents, Order, Status};
use crate::{StandIn, courier, rules};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State as AppState};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use serde::Deserialize;
use serde_json::{Value, json};

/// Everything under `/v1/` and `/v2/`.
pub(crate) fn router() -> Router<StandIn> {
    Router::new()
        .route("/v1/oauth2/token", post(token))
        .route("/v1/notifications/webhooks-events", axum::routing::get(events))
        .route("/v1/notifications/verify-webhook-signature", post(verify))
        .route("/v2/{*path}", any(answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewOrder {
    intent: String,
    purchase_units: Vec<NewUnit>,
    payment_source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewUnit {
    custom_id: Option<String>,
    description: Option<String>,
    amount: Written,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    currency_code: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    paypal: Wallet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wallet {
    experience_context: Experience,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to be known; they change only how the real page looks")]
struct Experience {
    return_url: String,
    cancel_url: String,
    user_action: Option<String>,
    shipping_preference: Option<String>,
    payment_method_preference: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amounts {
    amount: Option<Written>,
    #[serde(default)]
    final_capture: bool,
    custom_id: Option<String>,
}

async fn token(AppState(app): AppState<StandIn>, headers: HeaderMap, body: String) -> Response {
    let told = headers.get(header::AUTHORIZATION).and_then(|told| told.to_str().ok()).unwrap_or_default();
    if told != app.shared().basic || body != "grant_type=client_credentials" {
        let refusal = json!({"error": "invalid_client", "error_description": "Client Authentication failed"});
        return (StatusCode::UNAUTHORIZED, axum::Json(refusal)).into_response();
    }
    let bearer = format!("A21AA{}", rules::name());
    app.lock().bearers.insert(bearer.clone());
    axum::Json(json!({"access_token": bearer, "token_type": "Bearer", "expires_in": 31668})).into_response()
}

pub(crate) fn signed_in(app: &StandIn, headers: &HeaderMap) -> Result<(), Refusal> {
    let told = headers.get(header::AUTHORIZATION).and_then(|told| told.to_str().ok()).unwrap_or_default();
    let bearer = told.strip_prefix("Bearer ").unwrap_or_default();
    if app.lock().bearers.contains(bearer) { Ok(()) } else { Err(Refusal::stranger()) }
}

async fn answer(AppState(app): AppState<StandIn>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    match run(&app, &method, uri.path(), &headers, &body) {
        Ok((status, body)) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// Bearer, request id, then the endpoint and its answer in one step.
fn run(app: &StandIn, method: &Method, path: &str, headers: &HeaderMap, body: &[u8]) -> Result<(StatusCode, String), Refusal> {
    signed_in(app, headers)?;
    let id = headers.get("paypal-request-id").and_then(|id| id.to_str().ok());
    let asked = id.map(|id| Asked::of(id, path, body)).transpose()?;
    let api = app.shared().config.public_url.as_str();
    let done = app.step(|state| {
        if let Some(before) = asked.as_ref().map(|asked| asked.replay(state)).transpose()?.flatten() {
            return Ok((StatusCode::OK, before));
        }
        let parts: Vec<&str> = path.trim_start_matches("/v2/").split('/').collect();
        let (status, value) = match (method.as_str(), parts.as_slice()) {
            ("POST", ["checkout", "orders"]) => (StatusCode::OK, create(state, body, asked.is_some(), api)?),
            ("POST", ["checkout", "orders", id, "authorize"]) => (StatusCode::CREATED, rules::authorize(state, id, api)?),
            ("POST", ["payments", "authorizations", id, "capture"]) => {
                let Amounts { amount, final_capture, .. } = read(body)?;
                let cents = amount.map(|written| written.cents()).transpose()?;
                (StatusCode::CREATED, rules::capture(state, id, cents.as_ref(), final_capture, api)?)
            }
            ("POST", ["payments", "authorizations", id, "void"]) => (StatusCode::OK, rules::void(state, id, api)?),
            ("POST", ["payments", "captures", id, "refund"]) => {
                let Amounts { amount, custom_id, .. } = read(body)?;
                let cents = amount.map(|written| written.cents()).transpose()?;
                (StatusCode::CREATED, rules::refund(state, id, cents.as_ref(), custom_id, api)?)
            }
            ("GET", parts) => (StatusCode::OK, look(state, parts, api).ok_or_else(Refusal::missing)?),
            _ => return Err(Refusal::missing()),
        };
        let text = value.to_string();
        if let Some(asked) = asked {
            asked.keep(state, &text);
        }
        Ok((status, text))
    });
    done.unwrap_or_else(|cause| {
        tracing::error!(%cause, "PayPal's stand-in: a request was not written down");
        Err(Refusal::fault())
    })
}

fn create(state: &mut State, body: &[u8], named: bool, api: &str) -> Result<Value, Refusal> {
    let NewOrder { intent, purchase_units, payment_source } = read(body)?;
    if !named {
        return Err(Refusal::shape("PAYPAL_REQUEST_ID_REQUIRED"));
    }
    let (1, Some(unit), "AUTHORIZE") = (purchase_units.len(), purchase_units.into_iter().next(), intent.as_str()) else {
        return Err(Refusal::shape("INVALID_PARAMETER_VALUE"));
    };
    let amount = unit.amount.cents()?;
    let experience = payment_source.paypal.experience_context;
    if amount.cents <= 0 {
        return Err(Refusal::rule("CANNOT_BE_ZERO_OR_NEGATIVE"));
    }
    if unit.custom_id.as_ref().is_some_and(|id| id.len() > 127) || unit.description.as_ref().is_some_and(|words| words.len() > 127) {
        return Err(Refusal::shape("INVALID_STRING_LENGTH"));
    }
    let order = Order {
        id: rules::name(),
        created: rules::now(),
        status: Status::PayerActionRequired,
        amount,
        custom_id: unit.custom_id,
        description: unit.description,
        return_url: experience.return_url,
        cancel_url: experience.cancel_url,
        declined: false,
        authorization: None,
        captures: Vec::new(),
        refunds: Vec::new(),
    };
    let answer = order.render(api);
    state.orders.push(order);
    Ok(answer)
}

fn look(state: &mut State, parts: &[&str], api: &str) -> Option<Value> {
    match parts {
        ["checkout", "orders", id] => state.order(id).map(|order| order.render(api)),
        ["payments", "authorizations", id] => {
            let order = state.of_authorization(id)?;
            Some(order.show_authorization(order.authorization.as_ref()?, api))
        }
        ["payments", "captures", id] => {
            let order = state.of_capture(id)?;
            let taken = order.captures.iter().find(|one| one.id == *id)?;
            Some(order.show_capture(taken, api))
        }
        _ => None,
    }
}

fn read<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(Refusal::shape)
}

impl Written {
    fn cents(&self) -> Result<Cents, Refusal> {
        Cents::parse(&self.currency_code, &self.value).ok_or_else(|| Refusal::shape("INVALID_PARAMETER_SYNTAX"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    page_size: Option<usize>,
    start_time: Option<jiff::Timestamp>,
    end_time: Option<jiff::Timestamp>,
    /// Ours: where the next page begins, so that lists with several pages are read, too.
    from: Option<usize>,
}

/// Newest first, with a link to what comes after.
async fn events(
    AppState(app): AppState<StandIn>,
    headers: HeaderMap,
    listing: Result<Query<Listing>, axum::extract::rejection::QueryRejection>,
    uri: Uri,
) -> Response {
    if let Err(refusal) = signed_in(&app, &headers) {
        return refusal.into_response();
    }
    let Ok(Query(listing)) = listing else { return Refusal::shape("INVALID_PARAMETER_VALUE").into_response() };
    let within = |created: &str| {
        let at: Option<jiff::Timestamp> = created.parse().ok();
        let late = at.is_some_and(|at| listing.start_time.is_none_or(|start| at >= start));
        late && at.is_some_and(|at| listing.end_time.is_none_or(|end| at <= end))
    };
    let (from, size) = (listing.from.unwrap_or(0), listing.page_size.unwrap_or(10).min(300));
    let all: Vec<Value> = app.lock().state.events.iter().rev().filter(|one| within(&one.created)).map(|one| one.render()).collect();
    let mut links = vec![json!({"href": format!("{}{uri}", app.shared().config.public_url), "rel": "self", "method": "GET"})];
    if all.len() > from + size {
        let query = uri.query().unwrap_or_default().split('&').filter(|part| !part.starts_with("from="));
        let query = query.chain([format!("from={}", from + size).as_str()]).collect::<Vec<_>>().join("&");
        let href = format!("{}{}?{query}", app.shared().config.public_url, uri.path());
        links.push(json!({"href": href, "rel": "next", "method": "GET"}));
    }
    let page: Vec<Value> = all.into_iter().skip(from).take(size).collect();
    axum::Json(json!({"count": page.len(), "events": page, "links": links})).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    transmission_id: String,
    transmission_time: String,
    transmission_sig: String,
    cert_url: String,
    auth_algo: String,
    webhook_id: String,
    webhook_event: Value,
}

async fn verify(AppState(app): AppState<StandIn>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(refusal) = signed_in(&app, &headers) {
        return refusal.into_response();
    }
    let sent: Sent = match read(&body) {
        Ok(sent) => sent,
        Err(refusal) => return refusal.into_response(),
    };
    let config = &app.shared().config;
    let right = courier::signature(config, &sent.transmission_id, &sent.transmission_time, &sent.webhook_event);
    let ours =
        sent.cert_url.starts_with(&config.public_url) && sent.auth_algo == courier::ALGORITHM && sent.webhook_id == config.webhook_id;
    let status = if ours && sent.transmission_sig == right { "SUCCESS" } else { "FAILURE" };
    axum::Json(json!({"verification_status": status})).into_response()
}

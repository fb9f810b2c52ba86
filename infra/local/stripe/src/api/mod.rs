//! The API: every endpoint on one screen, and what all of them have in common.

mod balance;
mod disputes;
mod events;
mod expand;
mod idempotency;
mod intents;
mod lists;
mod refunds;
mod saved;
mod session_params;
mod sessions;

use axum::{
    Router,
    body::Bytes,
    extract::State as AppState,
    response::{IntoResponse, Response},
    routing::any,
};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use serde_json::Value;

pub use session_params::least;

use crate::{StandIn, draft::Draft, draft::Origin, error::ApiError, ids, objects::API_VERSION, params::Params, state::State};

type Answer = Result<Value, ApiError>;
type Endpoint = fn(&mut Call) -> Answer;

/// One request on its way through an endpoint.
pub struct Call<'a> {
    pub state: &'a State,
    pub draft: &'a mut Draft,
    /// The id in the path, if it has one.
    pub id: &'a str,
    pub params: Params,
    pub public_url: &'a str,
}

fn endpoint<'a>(method: &Method, path: &'a str) -> Option<(Endpoint, &'a str)> {
    let parts: Vec<&str> = path.trim_start_matches("/v1/").split('/').collect();
    Some(match (method.as_str(), parts.as_slice()) {
        ("POST", ["checkout", "sessions"]) => (sessions::create, ""),
        ("GET", ["checkout", "sessions"]) => (sessions::list, ""),
        ("GET", ["checkout", "sessions", id]) => (sessions::retrieve, id),
        ("POST", ["checkout", "sessions", id]) => (sessions::update, id),
        ("GET", ["checkout", "sessions", id, "line_items"]) => (sessions::line_items, id),
        ("POST", ["checkout", "sessions", id, "expire"]) => (sessions::expire, id),
        ("GET", ["setup_intents", id]) => (saved::setup_intent, id),
        ("GET", ["customers", id]) => (saved::customer, id),
        ("GET", ["payment_methods", id]) => (saved::payment_method, id),
        ("POST", ["payment_intents"]) => (intents::create, ""),
        ("GET", ["payment_intents"]) => (intents::list, ""),
        ("GET", ["payment_intents", id]) => (intents::retrieve, id),
        ("POST", ["payment_intents", id]) => (intents::update, id),
        ("POST", ["payment_intents", id, "capture"]) => (intents::capture, id),
        ("POST", ["payment_intents", id, "cancel"]) => (intents::cancel, id),
        ("GET", ["charges"]) => (intents::list_charges, ""),
        ("GET", ["charges", id]) => (intents::retrieve_charge, id),
        ("POST", ["refunds"]) => (refunds::create, ""),
        ("GET", ["refunds"]) => (refunds::list, ""),
        ("GET", ["refunds", id]) => (refunds::retrieve, id),
        ("POST", ["refunds", id]) => (refunds::update, id),
        ("GET", ["disputes"]) => (disputes::list, ""),
        ("GET", ["disputes", id]) => (disputes::retrieve, id),
        ("GET", ["events"]) => (events::list, ""),
        ("GET", ["events", id]) => (events::retrieve, id),
        ("GET", ["balance"]) => (balance::retrieve, ""),
        _ => return None,
    })
}

/// Everything under `/v1/`.
pub fn router() -> Router<StandIn> {
    Router::new().route("/v1/{*path}", any(answer))
}

async fn answer(AppState(app): AppState<StandIn>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let asked = Asked { method: &method, uri: &uri, headers: &headers, body: &body, id: ids::fresh("req_", 14) };
    let replied = run(&app, &asked).unwrap_or_else(|error| Replied::error(&error));
    let version = headers.get("stripe-version").and_then(|version| version.to_str().ok());
    let mut response = (
        replied.status,
        [
            (header::CONTENT_TYPE.as_str(), "application/json"),
            ("request-id", &asked.id),
            ("stripe-version", version.unwrap_or(API_VERSION)),
        ],
        replied.body,
    )
        .into_response();
    let key = headers.get("idempotency-key").filter(|_| method == Method::POST);
    response.headers_mut().extend(key.map(|key| (http::HeaderName::from_static("idempotency-key"), key.clone())));
    if let Some(first) = replied.replayed.and_then(|first| first.parse().ok()) {
        response.headers_mut().insert("idempotent-replayed", http::HeaderValue::from_static("true"));
        response.headers_mut().insert("original-request", first);
    }
    response
}

/// What came in.
struct Asked<'a> {
    method: &'a Method,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    body: &'a Bytes,
    id: String,
}

/// What goes out.
struct Replied {
    status: StatusCode,
    body: String,
    /// The id of the request whose stored answer this is.
    replayed: Option<String>,
}

impl Replied {
    fn new(status: StatusCode, body: &Value) -> Self {
        Self { status, body: body.to_string(), replayed: None }
    }

    fn error(error: &ApiError) -> Self {
        Self::new(error.status, &error.body())
    }
}

/// Key, URL, parameters; then in one step the idempotency key, the endpoint and the stored answer.
fn run(app: &StandIn, asked: &Asked) -> Result<Replied, ApiError> {
    authorize(app, asked.headers)?;
    let path = asked.uri.path();
    let (endpoint, id) = endpoint(asked.method, path).ok_or_else(|| ApiError::unrecognized(asked.method.as_str(), path))?;
    let query = asked.uri.query().unwrap_or_default().as_bytes();
    let encoded = if asked.method == Method::GET { query } else { asked.body.as_ref() };
    let mut params = Params::parse(encoded)?;
    let expand = params.texts("expand")?;
    let key = idempotency::Key::of(asked)?;
    let origin = Origin { request: Some(asked.id.clone()), key: key.as_ref().map(|key| key.key.clone()) };
    let public_url = &app.shared().config.public_url;
    let stepped = app.step(origin, |state, draft| {
        if let Some(replayed) = key.as_ref().and_then(|key| key.replay(state).transpose()) {
            return replayed;
        }
        let mut call = Call { state, draft: &mut *draft, id, params, public_url };
        let outcome = endpoint(&mut call).and_then(|value| expand::expand(state, draft, value, &expand));
        let replied = outcome.as_ref().map(|value| Replied::new(StatusCode::OK, value)).unwrap_or_else(Replied::error);
        let executed = outcome.as_ref().map_or_else(|error| error.executed, |_| true);
        if outcome.as_ref().is_err_and(|error| error.declined.is_none()) {
            draft.changes.clear();
        }
        if let Some(key) = key.filter(|_| executed) {
            draft.put(key.answered(&replied, draft.now));
        }
        Ok(replied)
    });
    stepped.unwrap_or_else(|cause| {
        tracing::error!(%cause, "payment stand-in: a request was not written down");
        Err(ApiError::fault("The request could not be written down."))
    })
}

fn authorize(app: &StandIn, headers: &HeaderMap) -> Result<(), ApiError> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match given {
        Some(given) if app.shared().authorizations.iter().any(|right| right == given) => Ok(()),
        Some(_) => Err(ApiError::unauthorized("Invalid API Key provided.")),
        None => Err(ApiError::unauthorized(
            "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.",
        )),
    }
}

impl Call<'_> {
    /// The end of reading the parameters.
    pub fn finish(&mut self) -> Result<(), ApiError> {
        std::mem::take(&mut self.params).finish()
    }
}

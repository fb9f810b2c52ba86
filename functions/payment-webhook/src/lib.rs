//! What the payment providers tell us. Answers 2xx only after the commit, so that the provider repeats what got lost.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cloud::store::orders::Decision;
use cloud::{Clock, Fault, JobRef, Jobs, Store, Variable};
use domain::order::Fact;
use payments::{News, PayPal, Transmission};
use utoipa::OpenApi;

/// What this function may touch.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub jobs: Jobs,
    pub clock: Clock,
    /// The time signatures are made by. Another one only where tests move ours.
    pub provider_clock: Clock,
    /// Any of these may have signed.
    pub secrets: Vec<String>,
    /// Says whether it sent an event. Absent where the shop takes cards only.
    pub paypal: Option<PayPal>,
}

/// What it is told.
pub const NEEDS: &[Variable] = &[Variable::Table, Variable::QueueUrl, Variable::StripeWebhookSecrets, Variable::PayPal];

/// All routes.
pub fn router(app: App) -> Router {
    Router::new().route("/webhooks/stripe", post(stripe)).route("/webhooks/paypal", post(paypal)).with_state(app)
}

#[derive(OpenApi)]
#[openapi(paths(stripe, paypal))]
struct Api;

/// The route as OpenAPI describes it.
pub fn api() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// A webhook of Stripe's: the raw bytes are verified before they are read.
#[utoipa::path(post, path = "/webhooks/stripe", request_body(content = String, content_type = "application/json"), responses(
    (status = 200, description = "Stored, or nothing the shop acts on"),
    (status = 400, description = "Not signed by the provider within five minutes"),
    (status = 500, description = "Not stored: send it again")))]
async fn stripe(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = headers.get("stripe-signature").and_then(|h| h.to_str().ok()).unwrap_or_default();
    if let Err(untrusted) = payments::verify(&body, header, &app.secrets, app.provider_clock.now()) {
        tracing::warn!(%untrusted, "webhook refused");
        return StatusCode::BAD_REQUEST;
    }
    heard(&app, payments::news(&body)).await
}

/// A webhook of `PayPal`'s: it is asked whether it sent these bytes before they are read.
#[utoipa::path(post, path = "/webhooks/paypal", request_body(content = String, content_type = "application/json"), responses(
    (status = 200, description = "Stored, or nothing the shop acts on"),
    (status = 400, description = "Not sent by the provider"),
    (status = 404, description = "The shop takes no PayPal"),
    (status = 500, description = "Not stored: send it again")))]
async fn paypal(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(paypal) = &app.paypal else { return StatusCode::NOT_FOUND };
    let Some(sent) = transmission(&headers) else { return StatusCode::BAD_REQUEST };
    match paypal.verifies(&sent, &body).await {
        Ok(true) => heard(&app, PayPal::news(&body)).await,
        Ok(false) => {
            tracing::warn!(id = sent.id, "webhook refused");
            StatusCode::BAD_REQUEST
        }
        Err(trouble) => {
            tracing::error!(error = &trouble as &dyn std::error::Error, "a webhook cannot be verified");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// What it was sent with. Without all of it, nobody is asked.
fn transmission(headers: &HeaderMap) -> Option<Transmission<'_>> {
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).filter(|value| !value.is_empty());
    Some(Transmission {
        id: told("paypal-transmission-id")?,
        time: told("paypal-transmission-time")?,
        signature: told("paypal-transmission-sig")?,
        certificate: told("paypal-cert-url")?,
        algorithm: told("paypal-auth-algo")?,
    })
}

/// What a believed webhook says is stored, whoever sent it.
async fn heard(app: &App, news: Result<News, serde_json::Error>) -> StatusCode {
    match news {
        Ok(News::Nothing) => StatusCode::OK,
        Ok(News::Fact(fact)) => learned(app, &fact).await,
        Ok(News::Look(intent)) => noted(app, app.store.ask_to_look(&intent, app.clock.now()).await, &intent).await,
        Ok(News::Approved { order, intent }) => {
            noted(app, app.store.ask_to_authorize(&order, &intent, app.clock.now()).await, &intent).await
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a signed webhook cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// Answered once it is noted that something is to be asked of the provider; the worker does.
async fn noted(app: &App, noted: Result<JobRef, Fault>, intent: &str) -> StatusCode {
    match noted {
        Ok(job) => {
            app.jobs.announce(&[job]).await;
            StatusCode::OK
        }
        Err(fault) => {
            tracing::error!(intent, error = &fault as &dyn std::error::Error, "not noted");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

async fn learned(app: &App, fact: &Fact) -> StatusCode {
    match app.store.learn(fact, app.clock.now()).await {
        Ok(Decision::Missing) => {
            tracing::error!(order = %fact.order, fact = fact.name(), "money for an order that does not exist");
            StatusCode::INTERNAL_SERVER_ERROR
        }
        Ok(learned) => {
            app.jobs.follow(&learned).await;
            StatusCode::OK
        }
        Err(fault) => {
            tracing::error!(order = %fact.order, fact = fact.name(), error = &fault as &dyn std::error::Error, "not learned");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

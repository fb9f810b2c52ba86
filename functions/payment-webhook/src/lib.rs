//! What the payment provider tells us. Answers 2xx only after the commit, so that the provider repeats what got lost.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cloud::store::orders::Decision;
use cloud::{Clock, Jobs, Store, Variable};
use domain::order::Fact;
use payments::News;
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
}

/// What it is told.
pub const NEEDS: &[Variable] = &[Variable::Table, Variable::QueueUrl, Variable::StripeWebhookSecrets];

/// All routes.
pub fn router(app: App) -> Router {
    Router::new().route("/webhooks/stripe", post(stripe)).with_state(app)
}

#[derive(OpenApi)]
#[openapi(paths(stripe))]
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
    match payments::news(&body) {
        Ok(News::Nothing) => StatusCode::OK,
        Ok(News::Fact(fact)) => learned(&app, &fact).await,
        Ok(News::Look(intent)) => looked(&app, &intent).await,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a signed webhook cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// Answered once it is noted that somebody must look; the worker asks the provider.
async fn looked(app: &App, intent: &str) -> StatusCode {
    match app.store.ask_to_look(intent, app.clock.now()).await {
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

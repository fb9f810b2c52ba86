//! Everything on the shop's port: the functions' routers behind one guard, as HTTP API and CloudFront put them together
//! on AWS. `/_local` is what only a shop on this machine has.

use crate::schedules::Schedules;
use crate::{openapi, pictures};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use cloud::{Clock, Env, meter};
use payments::{Account, PayPal};
use std::sync::Arc;
use web::{Site, guarded};

/// The whole shop.
pub(crate) fn router(worker: &fulfillment_worker::App, env: &Env, paying_at: [&String; 2], schedules: &Schedules) -> Router {
    let site = Site::paying_at(&env.origin, paying_at.map(String::clone));
    let pages = Router::new()
        .merge(browse::router(browse::App {
            catalog: worker.published.clone(),
            store: worker.store.clone(),
            clock: worker.clock.clone(),
            site: site.clone(),
        }))
        .merge(cart::router(cart::App {
            store: worker.store.clone(),
            catalog: worker.published.clone(),
            clock: worker.clock.clone(),
            site: site.clone(),
        }))
        .merge(checkout::router(checkout::App {
            store: worker.store.clone(),
            jobs: worker.jobs.clone(),
            catalog: worker.published.clone(),
            files: worker.files.clone(),
            provider: worker.provider.clone(),
            clock: worker.clock.clone(),
            links: worker.links.clone(),
            push: worker.push.clone(),
            site: site.clone(),
        }))
        .merge(back_office::router(back_office::App {
            store: worker.store.clone(),
            jobs: worker.jobs.clone(),
            catalog: worker.published.clone(),
            files: worker.files.clone(),
            mail: worker.mail.clone(),
            clock: worker.clock.clone(),
            links: worker.links.clone(),
            site: site.clone(),
        }))
        .merge(payment_webhook::router(payment_webhook::App {
            store: worker.store.clone(),
            jobs: worker.jobs.clone(),
            clock: worker.clock.clone(),
            provider_clock: Clock::default(),
            secrets: env.stripe_webhook_secrets.clone(),
            paypal: env
                .paypal
                .as_ref()
                .map(|a| PayPal::new(&Account { api: &a.api, client: &a.client, secret: &a.secret, webhook: &a.webhook })),
        }))
        .route("/openapi.json", get(openapi::document))
        .merge(pictures::routes(worker.files.clone()));
    guarded(pages, site).layer(middleware::from_fn(metered)).merge(local(worker, schedules))
}

/// Tells what a request cost: `Server-Timing: read;desc="0.5", write;desc="2"`.
async fn metered(request: Request, next: Next) -> Response {
    let (mut response, units) = meter::metered(next.run(request)).await;
    let (whole, half) = (units.half_reads / 2, if units.half_reads % 2 == 1 { ".5" } else { "" });
    let cost = format!("read;desc=\"{whole}{half}\", write;desc=\"{}\"", units.writes);
    if let Ok(cost) = HeaderValue::try_from(cost) {
        response.headers_mut().append("server-timing", cost);
    }
    response
}

#[derive(Clone)]
struct Local {
    worker: fulfillment_worker::App,
    schedules: Schedules,
}

#[derive(serde::Deserialize)]
struct Ahead {
    seconds: i64,
}

/// Moves the clock and fires schedules, so that an hour need not be waited for.
fn local(worker: &fulfillment_worker::App, schedules: &Schedules) -> Router {
    Router::new()
        .route("/_local/clock", post(ahead))
        .route("/_local/schedules/{name}", post(fire))
        .with_state(Arc::new(Local { worker: worker.clone(), schedules: schedules.clone() }))
}

async fn ahead(State(local): State<Arc<Local>>, Json(ahead): Json<Ahead>) -> Json<serde_json::Value> {
    local.worker.clock.advance(ahead.seconds);
    Json(serde_json::json!({ "now": local.worker.clock.now() }))
}

async fn fire(State(local): State<Arc<Local>>, Path(name): Path<String>) -> StatusCode {
    if !local.schedules.names().any(|known| known == name) {
        return StatusCode::NOT_FOUND;
    }
    match local.schedules.run_now(&name).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

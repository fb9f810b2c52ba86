//! Webhooks: sent with transmission headers, and again until they are taken.

use crate::{Config, StandIn, rules};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::time::Duration;

/// What the header says, as the real one does.
pub(crate) const ALGORITHM: &str = "SHA256withRSA";
const FIRST_RETRY: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What is signed: who, when, for which webhook, and what. With a secret instead of a certificate: only the endpoint
/// beside this can check it, and nobody else has to.
pub(crate) fn signature(config: &Config, id: &str, time: &str, event: &Value) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(config.client.1.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{id}|{time}|{}|{event}", config.webhook_id).as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// How an event is signed: by default as it should be.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Forging {
    pub times: Option<usize>,
    /// Another webhook's name.
    pub webhook: Option<String>,
}

/// Sends a body once. The answer's status; 0 when there was none.
pub(crate) async fn send(app: &StandIn, event: &Value, forging: &Forging) -> u16 {
    let config =
        Config { webhook_id: forging.webhook.clone().unwrap_or(app.shared().config.webhook_id.clone()), ..app.shared().config.clone() };
    let (id, time) = (rules::name(), rules::now());
    let request = app.shared().http.post(&config.webhook_url).body(event.to_string());
    let request = request
        .header("content-type", "application/json")
        .header("paypal-transmission-sig", signature(&config, &id, &time, event))
        .header("paypal-transmission-id", id)
        .header("paypal-transmission-time", time)
        .header("paypal-cert-url", format!("{}/v1/notifications/certs/CERT-1", config.public_url))
        .header("paypal-auth-algo", ALGORITHM);
    request.send().await.map_or(0, |answer| answer.status().as_u16())
}

/// Delivers what nobody has taken yet, whenever there is something.
pub(crate) async fn run(app: StandIn) {
    let mut failed = 0_u32;
    loop {
        let (waiting, delivery) = {
            let kept = app.lock();
            let waiting: Vec<_> = kept.state.events.iter().filter(|event| !event.delivered).cloned().collect();
            (waiting, kept.delivery.clone())
        };
        if waiting.is_empty() || delivery.paused {
            app.shared().bell.notified().await;
            continue;
        }
        let mut order = waiting;
        if delivery.reorder {
            order.reverse();
        }
        let mut refused = false;
        for event in order {
            let payload = event.render();
            let mut taken = false;
            for _ in 0..=delivery.duplicates {
                taken |= (200..300).contains(&send(&app, &payload, &Forging::default()).await);
            }
            refused |= !taken;
            if taken {
                delivered(&app, &event.id);
            }
        }
        failed = if refused { failed.saturating_add(1) } else { 0 };
        if refused {
            let wait = FIRST_RETRY.saturating_mul(1_u32.checked_shl(failed.min(16) - 1).unwrap_or(u32::MAX)).min(LONGEST_WAIT);
            tokio::select! { () = tokio::time::sleep(wait) => {}, () = app.shared().bell.notified() => {} }
        }
    }
}

fn delivered(app: &StandIn, id: &str) {
    let done = app.step(|state| {
        state.events.iter_mut().filter(|event| event.id == id).for_each(|event| event.delivered = true);
        Ok::<_, ()>(())
    });
    if let Err(cause) = done {
        tracing::error!(%cause, "PayPal's stand-in: a delivery was not written down");
    }
}

//! Eight couriers carry events to the webhook, and a clock ends what is overdue.

use std::time::{Duration, Instant};

use http::header;
use tokio::{task::JoinSet, time};

use super::{
    queue::{Next, Sending},
    signature,
};
use crate::{
    StandIn,
    objects::Tally,
    stand_in::{Kept, wall_clock},
    state::Change,
};

const COURIERS: usize = 8;

/// Delivers until dropped.
pub async fn run(app: StandIn) {
    let mut tasks = JoinSet::new();
    (0..COURIERS).for_each(|_| drop(tasks.spawn(carry(app.clone()))));
    tasks.spawn(end_what_is_overdue(app));
    while let Some(ended) = tasks.join_next().await {
        tracing::error!(?ended, "payment stand-in: a courier stopped");
    }
}

async fn carry(app: StandIn) {
    loop {
        let sending = next(&app).await;
        let Some(payload) = payload(&app, &sending.event) else {
            continue;
        };
        let secret = &app.shared().config.webhook_secret;
        let status = send(&app, &payload, &signature(secret, wall_clock(), payload.as_bytes())).await;
        if let Err(cause) = note(&mut app.lock(), sending, status) {
            tracing::error!(%cause, "payment stand-in: a delivery was not written down");
        }
        app.shared().bell.notify_one();
    }
}

/// Sends a body with this signature; the status of the answer, if there was one.
pub async fn send(app: &StandIn, payload: &str, signature: &str) -> Option<u16> {
    let shared = app.shared();
    let request = shared
        .client
        .post(&shared.config.webhook_url)
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::USER_AGENT, "Stripe/1.0 (stand-in)")
        .header("stripe-signature", signature)
        .body(payload.to_owned());
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    // Read to the end, so that the connection can serve again.
    answer.bytes().await.ok()?;
    Some(status)
}

/// Waits for what is due next.
async fn next(app: &StandIn) -> Sending {
    loop {
        let mut bell = std::pin::pin!(app.shared().bell.notified());
        bell.as_mut().enable();
        let next = app.lock().queue.next(Instant::now());
        match next {
            Next::Send(sending) => return sending,
            Next::Wait(wait) => drop(time::timeout(wait, bell).await),
            Next::Sleep => bell.await,
        }
    }
}

fn payload(app: &StandIn, event: &str) -> Option<String> {
    let kept = app.lock();
    kept.state.events.find(event).map(|event| event.payload())
}

/// Notes how a sending went: success is written down, failure is tried again.
fn note(kept: &mut Kept, sending: Sending, status: Option<u16>) -> std::io::Result<()> {
    let delivered = status.is_some_and(|status| (200..300).contains(&status));
    let now = kept.now();
    let Some(event) = kept.state.events.find(&sending.event) else {
        return Ok(());
    };
    let before = event.tally;
    let tally = Tally {
        attempts: before.attempts.saturating_add(1),
        delivered: before.delivered.saturating_add(u32::from(delivered)),
        last_status: status,
        delivered_at: before.delivered_at.or(delivered.then_some(now)),
    };
    if delivered {
        return kept.commit(vec![Change::Delivery { event: sending.event, tally }]);
    }
    kept.state.tally(&sending.event, tally);
    kept.queue.retry(sending);
    Ok(())
}

async fn end_what_is_overdue(app: StandIn) {
    loop {
        if let Err(cause) = app.tick() {
            tracing::error!(%cause, "payment stand-in: what is overdue could not be ended");
        }
        time::sleep(Duration::from_millis(500)).await;
    }
}

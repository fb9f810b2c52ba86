//! The stand-in itself: one lock around all it knows.

use crate::kept::Kept;
use crate::{api, control, courier, disputes, page, resolution};
use axum::Router;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What the stand-in must be told.
#[derive(Clone)]
pub struct Config {
    /// Where a browser finds it, without a slash at the end.
    pub public_url: String,
    /// The file that keeps everything; `None` keeps it in memory.
    pub file: Option<PathBuf>,
    /// Where events are sent.
    pub webhook_url: String,
    /// The webhook's name: signatures are for it.
    pub webhook_id: String,
    /// The client and its secret.
    pub client: (String, String),
}

/// How events are delivered. The default sends each once, at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Delivery {
    /// Each event is sent so many times more.
    pub duplicates: u32,
    /// Later events are sent first.
    pub reorder: bool,
    /// Nothing is sent until this is false again.
    pub paused: bool,
}

/// A stand-in for `PayPal`. Clones are the same stand-in.
#[derive(Clone)]
pub struct StandIn(Arc<Shared>);

pub(crate) struct Shared {
    pub config: Config,
    pub http: reqwest::Client,
    /// What signs in.
    pub basic: String,
    /// Rung when there may be something to deliver.
    pub bell: Notify,
    kept: Mutex<Kept>,
}

impl StandIn {
    /// Takes up everything in the file. Events that were not delivered wait for [`Self::start`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(config: Config) -> io::Result<StandIn> {
        let kept = Kept::open(config.file.clone())?;
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().map_err(io::Error::other)?;
        let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", config.client.0, config.client.1)));
        Ok(StandIn(Arc::new(Shared { config, http, basic, bell: Notify::new(), kept: Mutex::new(kept) })))
    }

    /// The API (`/v1/`, `/v2/`), the pages (`/checkoutnow`, `/resolutioncenter`) and the tests' own endpoints (`/_test/`).
    pub fn router(&self) -> Router {
        let pages = page::router().merge(resolution::router());
        Router::new().merge(api::router()).merge(disputes::router()).merge(pages).merge(control::router()).with_state(self.clone())
    }

    /// Begins to deliver events, until the task is aborted.
    pub fn start(&self) -> JoinHandle<()> {
        tokio::spawn(courier::run(self.clone()))
    }

    /// How many events nobody has acknowledged yet.
    pub fn undelivered(&self) -> usize {
        self.lock().state.events.iter().filter(|event| !event.delivered).count()
    }

    /// Changes how events are delivered from now on.
    pub fn deliver_with(&self, delivery: Delivery) {
        self.lock().delivery = delivery;
        self.0.bell.notify_one();
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One step: all of it is written down, or nothing happened.
    pub(crate) fn step<T, E>(&self, work: impl FnOnce(&mut crate::kept::State) -> Result<T, E>) -> io::Result<Result<T, E>> {
        let mut kept = self.lock();
        let mut next = kept.state.clone();
        let outcome = work(&mut next);
        if outcome.is_ok() {
            kept.write(next)?;
        }
        drop(kept);
        self.0.bell.notify_one();
        Ok(outcome)
    }
}

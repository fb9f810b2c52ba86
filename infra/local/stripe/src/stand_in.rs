//! The stand-in itself: one lock around state, journal and queue.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::Router;
use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{sync::Notify, task::JoinHandle};

use crate::{
    api,
    config::{Config, Delivery},
    control, delivery,
    delivery::Queue,
    draft::{Draft, Origin},
    journal::Journal,
    pay_page, rules,
    state::{Change, State},
};

/// A stand-in for Stripe. Clones are the same stand-in.
#[derive(Clone)]
pub struct StandIn(Arc<Shared>);

pub(crate) struct Shared {
    pub config: Config,
    pub client: reqwest::Client,
    /// The two forms of `Authorization` that carry the API key.
    pub authorizations: [String; 2],
    /// Rung when there may be something to deliver.
    pub bell: Notify,
    kept: Mutex<Kept>,
}

/// What only one request at a time may touch.
pub(crate) struct Kept {
    pub state: State,
    pub queue: Queue,
    journal: Journal,
    /// Seconds by which tests have moved the clock.
    pub ahead: i64,
}

impl StandIn {
    /// Opens the journal and takes up everything in it. Events that were not delivered wait for [`Self::start`].
    pub fn open(config: Config) -> io::Result<Self> {
        let (journal, state) = Journal::open(config.journal.as_deref())?;
        let mut queue = Queue::new(config.delivery.clone());
        let waiting = state.events.all().iter().filter(|event| event.tally.delivered == 0);
        waiting.for_each(|event| queue.add(&event.id));
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(io::Error::other)?;
        let basic = STANDARD.encode(format!("{}:", config.api_key));
        let authorizations = [format!("Bearer {}", config.api_key), format!("Basic {basic}")];
        let kept = Mutex::new(Kept { state, queue, journal, ahead: 0 });
        Ok(Self(Arc::new(Shared { config, client, authorizations, bell: Notify::new(), kept })))
    }

    /// The API (`/v1/`), the pay page (`/pay/`) and the tests' own endpoints (`/_test/`).
    pub fn router(&self) -> Router {
        Router::new().merge(api::router()).merge(pay_page::router()).merge(control::router()).with_state(self.clone())
    }

    /// Begins to deliver events, first those left from before, and to end what is overdue, until the task is aborted.
    pub fn start(&self) -> JoinHandle<()> {
        tokio::spawn(delivery::run(self.clone()))
    }

    /// How many events nobody has acknowledged yet.
    pub fn undelivered(&self) -> usize {
        self.lock().state.undelivered.len()
    }

    /// Changes how events are delivered from now on.
    pub fn deliver_with(&self, settings: Delivery) {
        self.lock().queue.settings = settings;
        self.0.bell.notify_waiters();
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One step: overdue things end, `work` drafts changes, and they become true together or not at all.
    pub(crate) fn step<T>(&self, origin: Origin, work: impl FnOnce(&State, &mut Draft) -> T) -> io::Result<T> {
        let mut kept = self.lock();
        kept.end_overdue()?;
        let mut draft = Draft::new(kept.now(), origin);
        let outcome = work(&kept.state, &mut draft);
        kept.commit(draft.changes)?;
        let waiting = kept.queue.has_work();
        drop(kept);
        if waiting {
            self.0.bell.notify_waiters();
        }
        Ok(outcome)
    }

    /// Ends what is overdue, without a request.
    pub(crate) fn tick(&self) -> io::Result<()> {
        self.step(Origin::default(), |_, _| ())
    }
}

/// Seconds since 1970. Signatures carry this time, whatever tests do to the clock of the objects.
pub(crate) fn wall_clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

impl Kept {
    /// Seconds since 1970, plus what tests have added.
    pub fn now(&self) -> i64 {
        wall_clock().saturating_add(self.ahead)
    }

    /// Writes changes down, then makes them true, then queues their events.
    pub fn commit(&mut self, changes: Vec<Change>) -> io::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        self.journal.append(&changes)?;
        for change in changes {
            if let Change::Event(event) = &change {
                self.queue.add(&event.id);
            }
            self.state.apply(change);
        }
        Ok(())
    }

    fn end_overdue(&mut self) -> io::Result<()> {
        let now = self.now();
        while let Some(deadline) = self.state.overdue(now) {
            let mut draft = Draft::new(now, Origin::default());
            rules::end::lapse(&self.state, &mut draft, &deadline);
            self.commit(draft.changes)?;
        }
        Ok(())
    }
}

//! Plays EventBridge Scheduler: calls named tasks on their periods, and each once soon after the
//! start.
//!
//! Like the real one it may call a task a second time, so tasks are safe to repeat. A task never
//! overlaps itself.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::{FutureExt, TryFutureExt};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

use crate::aws::{Error, chain};

/// The longest sleep: a laptop that slept through its due time notices within this.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// When a task runs again.
#[derive(Debug, Clone)]
pub enum Period {
    /// This long after the last run began.
    Every(Duration),
    /// Once a day at this time of the clock on the wall.
    Daily {
        /// Hours and minutes.
        at: Time,
        /// Where the clock hangs.
        zone: TimeZone,
    },
}

impl Period {
    /// Every minute.
    #[must_use]
    pub fn minute() -> Period {
        Period::Every(Duration::from_secs(60))
    }

    /// Every hour.
    #[must_use]
    pub fn hour() -> Period {
        Period::minutes(60)
    }

    /// Every so many minutes.
    #[must_use]
    pub fn minutes(count: u32) -> Period {
        Period::Every(Duration::from_secs(60) * count)
    }

    /// The first time to run strictly after `last`. A time the clock skips in spring moves past the
    /// gap.
    #[must_use]
    pub fn next(&self, last: Timestamp) -> Timestamp {
        match self {
            Period::Every(length) => last + SignedDuration::try_from(*length).unwrap_or(SignedDuration::MAX),
            Period::Daily { at, zone } => daily(last, *at, zone),
        }
    }
}

fn daily(last: Timestamp, at: Time, zone: &TimeZone) -> Timestamp {
    let today = last.to_zoned(zone.clone()).date();
    let mut days = today.series(jiff::Span::new().days(1));
    let due = days.find_map(|day| {
        let due = day.to_datetime(at).to_zoned(zone.clone()).ok()?.timestamp();
        (due > last).then_some(due)
    });
    due.unwrap_or(Timestamp::MAX)
}

type Fault = Box<dyn StdError + Send + Sync>;
type Call = Arc<dyn Fn() -> BoxFuture<'static, Result<(), Fault>> + Send + Sync>;
type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The tasks of the shop's clock. Clones share their tasks.
#[derive(Clone)]
pub struct Schedules {
    now: Now,
    tasks: BTreeMap<String, Task>,
}

#[derive(Clone)]
struct Task {
    period: Period,
    call: Call,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Schedules {
    /// No tasks yet, and the clock they go by.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Schedules {
        Schedules { now: Arc::new(now), tasks: BTreeMap::new() }
    }

    /// Adds a task.
    #[must_use]
    pub fn every<T, F, E>(mut self, name: &str, period: Period, task: T) -> Schedules
    where
        T: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Fault> + Send + 'static,
    {
        let call: Call = Arc::new(move || task().map_err(Into::into).boxed());
        self.tasks.insert(name.into(), Task { period, call, turn: Arc::default() });
        self
    }

    /// Runs every task now and then on its period, until `shutdown` resolves. A failed run is
    /// logged and the next one comes.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let mut clocks = JoinSet::new();
        for (name, task) in self.tasks {
            clocks.spawn(tick(name, task, self.now.clone()));
        }
        shutdown.await;
    }

    /// Runs one task at once, after a run of it that is under way.
    ///
    /// # Errors
    /// When there is no such task, or it fails or panics.
    pub async fn run_now(&self, name: &str) -> Result<(), Error> {
        let failed = |fault: Fault| Error::new(format!("running the task {name}"), fault);
        let task = self.tasks.get(name).ok_or_else(|| failed("there is no such task".into()))?;
        task.run().await.map_err(failed)
    }

    /// The names of all tasks.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tasks.keys().map(String::as_str)
    }
}

impl fmt::Debug for Schedules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.tasks.iter().map(|(name, task)| (name, &task.period))).finish()
    }
}

impl Task {
    async fn run(&self) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        let call = self.call.clone();
        tokio::spawn(async move { call().await }).await?
    }
}

async fn tick(name: String, task: Task, now: Now) {
    loop {
        let began = now();
        match task.run().await {
            Ok(()) => tracing::debug!(task = name, "ran"),
            Err(fault) => tracing::error!(task = name, fault = chain(&*fault), "a scheduled task failed"),
        }
        let due = task.period.next(began);
        while let Ok(left) = Duration::try_from(due.duration_since(now()))
            && !left.is_zero()
        {
            tokio::time::sleep(left.min(LONGEST_SLEEP)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_daily_task_keeps_to_the_clock_on_the_wall() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let daily = |hour, minute| Period::Daily { at: Time::constant(hour, minute, 0, 0), zone: zone.clone() };
        let next = |period: Period, last| period.next(time(last)).to_string();
        assert_eq!(next(daily(23, 30), "2026-11-22T12:00:00Z"), "2026-11-22T22:30:00Z");
        assert_eq!(next(daily(23, 30), "2026-11-22T22:30:00Z"), "2026-11-23T22:30:00Z");
        assert_eq!(next(daily(23, 30), "2026-06-22T22:30:00Z"), "2026-06-23T21:30:00Z");
        // At 02:00 on this day the clock jumps to 03:00.
        assert_eq!(next(daily(2, 30), "2026-03-29T00:00:00Z"), "2026-03-29T01:30:00Z");
        // At 03:00 on this day the clock goes back to 02:00: the first of the two 02:30s counts.
        assert_eq!(next(daily(2, 30), "2026-10-24T23:00:00Z"), "2026-10-25T00:30:00Z");
        assert_eq!(next(daily(2, 30), "2026-10-25T00:30:00Z"), "2026-10-26T01:30:00Z");
    }

    #[test]
    fn a_period_counts_from_the_start_of_the_last_run() {
        assert_eq!(Period::minutes(5).next(time("2026-11-22T12:00:00Z")), time("2026-11-22T12:05:00Z"));
    }

    #[tokio::test]
    async fn every_task_runs_at_the_start_and_goes_on_after_a_failure() {
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = runs.clone();
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        // A clock on which a minute passes whenever somebody looks.
        let looks = AtomicUsize::new(0);
        let now = move || Timestamp::UNIX_EPOCH + SignedDuration::from_mins(looks.fetch_add(1, Ordering::SeqCst) as i64);
        let schedules = Schedules::new(now).every("sweep", Period::minute(), move || {
            let run = counted.fetch_add(1, Ordering::SeqCst);
            tell.send(run).unwrap();
            async move {
                assert_ne!(run, 1, "a panic is a failed run");
                if run == 0 { Err("a failed run") } else { Ok(()) }
            }
        });
        let third = async { while told.recv().await != Some(2) {} };
        schedules.run(third).await;
        assert!(runs.load(Ordering::SeqCst) >= 3);
    }

    #[tokio::test]
    async fn a_task_can_be_called_by_name() {
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = runs.clone();
        let schedules = Schedules::new(|| Timestamp::UNIX_EPOCH).every("report", Period::minute(), move || {
            let run = counted.fetch_add(1, Ordering::SeqCst);
            async move { if run == 0 { Ok(()) } else { Err("only once") } }
        });
        schedules.run_now("report").await.unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 1);
        let fault = schedules.run_now("report").await.unwrap_err();
        assert_eq!(chain(&fault), "running the task report failed: only once");
        assert!(schedules.run_now("reports").await.is_err());
        assert_eq!(schedules.names().collect::<Vec<_>>(), ["report"]);
    }
}

//! What happened in a run: every answer in the client's log, its duration, and why the shop said no.

use crate::Outcome;
use crate::samples::{Samples, Spread};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The log and the sums. Shared by everybody in a run.
pub struct Book {
    kept: Mutex<Kept>,
}

struct Kept {
    log: BufWriter<File>,
    took: BTreeMap<&'static str, Samples>,
    counts: BTreeMap<String, u64>,
    refusals: BTreeMap<String, u64>,
    wrong: Vec<String>,
}

/// One request and its answer, as the auditor reads it.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// Milliseconds since 1970.
    pub at: u64,
    /// Who asked.
    pub who: &'a str,
    /// `place`, `pay`, `view`, `add`, ...
    pub op: &'static str,
    /// The basket, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cart: Option<&'a str>,
    /// The order that was named, by the request or by its answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<&'a str>,
    /// 0: no answer came.
    pub status: u16,
    /// What the order costs, as it was promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// The problem's type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'a str>,
    /// Microseconds until the answer was there.
    pub micros: u64,
}

impl Book {
    /// Opens the log.
    pub fn open(log: &Path) -> Outcome<Book> {
        let log = BufWriter::new(File::create(log)?);
        let (took, counts, refusals, wrong) = Default::default();
        Ok(Book { kept: Mutex::new(Kept { log, took, counts, refusals, wrong }) })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an answer down.
    pub fn note(&self, entry: &Entry) -> Outcome<()> {
        let mut kept = self.kept();
        serde_json::to_writer(&mut kept.log, entry)?;
        kept.log.write_all(b"\n")?;
        if entry.status > 0 {
            kept.took.entry(entry.op).or_default().add(Duration::from_micros(entry.micros));
        }
        Ok(())
    }

    /// All of the log is in the file after this.
    pub fn flush(&self) -> Outcome<()> {
        Ok(self.kept().log.flush()?)
    }

    /// Counts something.
    pub fn count(&self, what: &str) {
        *self.kept().counts.entry(what.to_owned()).or_default() += 1;
    }

    /// How often something was counted.
    pub fn counted(&self, what: &str) -> u64 {
        self.kept().counts.get(what).copied().unwrap_or_default()
    }

    /// A reason why the shop said no.
    pub fn refuse(&self, reason: &str) {
        *self.kept().refusals.entry(reason.to_owned()).or_default() += 1;
    }

    /// Something that must not happen; the run fails.
    pub fn wrong(&self, what: String) {
        self.kept().wrong.push(what);
    }

    /// All counts.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.kept().counts.clone()
    }

    /// All reasons.
    pub fn refusals(&self) -> BTreeMap<String, u64> {
        self.kept().refusals.clone()
    }

    /// Everything that must not happen and did.
    pub fn wrongs(&self) -> Vec<String> {
        self.kept().wrong.clone()
    }

    /// Durations by operation, in milliseconds.
    pub fn spreads(&self) -> BTreeMap<&'static str, Spread> {
        self.kept().took.iter().map(|(op, samples)| (*op, samples.spread())).collect()
    }
}

/// Milliseconds since 1970.
pub fn wall_clock() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

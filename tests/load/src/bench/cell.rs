//! One operation at one concurrency: what was measured, and what it may cost.

use crate::samples::Samples;
use crate::wire::Reply;
use serde_json::{Value, json};
use std::time::Duration;

/// What one operation may cost. Counts, not milliseconds: they are the same on every machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Budget {
    /// DynamoDB read units.
    pub reads: Option<f64>,
    /// DynamoDB write units.
    pub writes: Option<f64>,
    /// Bytes over the wire, compressed.
    pub bytes: Option<u64>,
}

/// Sums over many requests.
#[derive(Debug, Default)]
pub struct Tally {
    took: Samples,
    server: Samples,
    reads: f64,
    writes: f64,
    bytes: u64,
    count: u64,
    wrong: u64,
    first_wrong: Option<String>,
}

/// An operation at a concurrency, measured.
pub struct Cell<'a> {
    /// Which operation.
    pub name: &'a str,
    /// How many at a time.
    pub concurrency: usize,
    /// For how long.
    pub window: Duration,
    /// What came out.
    pub tally: Tally,
    /// What it may cost.
    pub budget: Budget,
}

impl Tally {
    /// One answer. Of units and bytes the most is kept: a budget holds for every request.
    pub fn note(&mut self, reply: &Reply, expected: u16) {
        self.note_all(&[reply], expected);
    }

    /// One operation of several requests, the last of which must be answered like this.
    pub fn note_all(&mut self, replies: &[&Reply], expected: u16) {
        let sum = |of: fn(&Reply) -> f64| replies.iter().map(|reply| of(reply)).sum::<f64>();
        self.count += 1;
        self.took.add(replies.iter().map(|reply| reply.took).sum());
        self.server.add(Duration::from_secs_f64(sum(|r| r.timing("app").unwrap_or_default()) / 1000.0));
        self.reads = self.reads.max(sum(|r| r.timing("read").unwrap_or_default()));
        self.writes = self.writes.max(sum(|r| r.timing("write").unwrap_or_default()));
        self.bytes = self.bytes.max(replies.iter().map(|reply| reply.body.len() as u64).sum());
        if let Some(odd) = replies.last().filter(|reply| reply.status != expected) {
            self.wrong += 1;
            let text = || format!("{} {}", odd.status, String::from_utf8_lossy(&odd.body));
            self.first_wrong.get_or_insert_with(text);
        }
    }

    /// An answer that never came.
    pub fn lost(&mut self, fault: &crate::Fault) {
        self.wrong += 1;
        self.first_wrong.get_or_insert_with(|| fault.to_string());
    }

    /// Adds another worker's.
    pub fn merge(&mut self, other: Tally) {
        self.took.merge(&other.took);
        self.server.merge(&other.server);
        self.reads = self.reads.max(other.reads);
        self.writes = self.writes.max(other.writes);
        self.bytes = self.bytes.max(other.bytes);
        self.count += other.count;
        self.wrong += other.wrong;
        self.first_wrong = self.first_wrong.take().or(other.first_wrong);
    }
}

impl Cell<'_> {
    /// Operations a second.
    pub fn per_second(&self) -> f64 {
        self.tally.count as f64 / self.window.as_secs_f64()
    }

    /// Whether every request was answered as it should be, within the budget.
    pub fn is_good(&self) -> bool {
        let tally = &self.tally;
        let within = |used: f64, most: Option<f64>| most.is_none_or(|most| used <= most);
        let light = self.budget.bytes.is_none_or(|most| tally.bytes <= most);
        tally.wrong == 0 && tally.count > 0 && within(tally.reads, self.budget.reads) && within(tally.writes, self.budget.writes) && light
    }

    /// As one line of JSON.
    pub fn json(&self) -> Value {
        let (client, server) = (self.tally.took.spread(), self.tally.server.spread());
        json!({
            "bench": self.name, "concurrency": self.concurrency, "count": self.tally.count,
            "per_second": self.per_second().round(),
            "p50_ms": client.p50, "p99_ms": client.p99, "server_p50_ms": server.p50, "server_p99_ms": server.p99,
            "read_units": self.tally.reads, "write_units": self.tally.writes, "bytes": self.tally.bytes,
            "budget": { "read_units": self.budget.reads, "write_units": self.budget.writes, "bytes": self.budget.bytes },
            "wrong": self.tally.wrong, "first_wrong": self.tally.first_wrong, "ok": self.is_good(),
        })
    }

    /// As one line of a table.
    pub fn row(&self) -> String {
        let (client, server) = (self.tally.took.spread(), self.tally.server.spread());
        let Tally { reads, writes, bytes, .. } = self.tally;
        format!(
            "{:<28} {:>3} {:>9.0} {:>8.2} {:>8.2} {:>8.3} {:>8.3} {reads:>6} {writes:>6} {bytes:>7}  {}",
            self.name,
            self.concurrency,
            self.per_second(),
            client.p50,
            client.p99,
            server.p50,
            server.p99,
            if self.is_good() { "ok" } else { "NOT OK" },
        )
    }

    /// Names the columns of [`Cell::row`].
    pub fn header() -> String {
        let names = ["per s", "p50 ms", "p99 ms", "srv p50", "srv p99", "read", "write", "bytes"];
        let [rate, p50, p99, s50, s99, read, write, bytes] = names;
        format!("{:<28} {:>3} {rate:>9} {p50:>8} {p99:>8} {s50:>8} {s99:>8} {read:>6} {write:>6} {bytes:>7}", "operation", "n")
    }
}

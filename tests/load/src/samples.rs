//! Durations of the same operation, and what is said about them.

use serde::Serialize;
use std::time::Duration;

/// Durations in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<u64>);

/// What is said about durations, in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Spread {
    /// How many there were.
    pub count: usize,
    /// Half were at most this.
    pub p50: f64,
    /// 99 of 100 were at most this.
    pub p99: f64,
}

impl Samples {
    /// One more.
    pub fn add(&mut self, took: Duration) {
        self.0.push(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// All of another's.
    pub fn merge(&mut self, other: &Samples) {
        self.0.extend_from_slice(&other.0);
    }

    /// By nearest rank; zeros when there are none.
    pub fn spread(&self) -> Spread {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        Spread { count: sorted.len(), p50: rank(&sorted, 50), p99: rank(&sorted, 99) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a run are far below 2^52")]
fn rank(sorted: &[u64], percent: usize) -> f64 {
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).map_or(0.0, |micros| *micros as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_of_the_samples_themselves() {
        let mut samples = Samples::default();
        (1..=200).rev().for_each(|n| samples.add(Duration::from_millis(n)));
        let spread = samples.spread();
        assert_eq!((spread.count, spread.p50, spread.p99), (200, 100.0, 198.0));
        assert_eq!(Samples::default().spread().p99, 0.0);
    }
}

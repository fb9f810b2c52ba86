//! The same kind of request again and again, over one connection per worker, for a few seconds.

use super::cell::Tally;
use crate::Outcome;
use crate::wire::{Ask, Wire};
use futures::future::try_join_all;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Not counted.
    pub warm_up: Duration,
    /// Counted.
    pub window: Duration,
}

/// A phase of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct Phase {
    warm: Instant,
    end: Instant,
}

impl Timing {
    /// Begins now.
    pub fn begin(self) -> Phase {
        let warm = Instant::now() + self.warm_up;
        Phase { warm, end: warm + self.window }
    }
}

impl Phase {
    /// True until the end.
    pub fn goes_on(&self) -> bool {
        Instant::now() < self.end
    }

    /// True once the warm-up is over.
    pub fn counts(&self) -> bool {
        Instant::now() >= self.warm
    }

    /// How long was counted so far.
    pub fn counted(&self) -> Duration {
        Instant::now().min(self.end).saturating_duration_since(self.warm)
    }
}

/// Asks for the n-th thing, n counting up over all workers.
pub async fn load(shop: &str, concurrency: usize, timing: Timing, nth: impl Fn(u64) -> Outcome<Ask>) -> Outcome<Tally> {
    let (next, phase) = (Cell::new(0_u64), timing.begin());
    let worker = async || {
        let (mut wire, mut tally) = (Wire::to(shop), Tally::default());
        while phase.goes_on() {
            let ask = nth(next.replace(next.get() + 1))?;
            let counts = phase.counts();
            match wire.send(ask).await {
                Ok(reply) if counts => tally.note(&reply, 200),
                Ok(_) => {}
                Err(fault) => {
                    tally.lost(&fault);
                    wire = Wire::to(shop);
                }
            }
        }
        Outcome::Ok(tally)
    };
    let mut all = Tally::default();
    for tally in try_join_all((0..concurrency).map(|_| worker())).await? {
        all.merge(tally);
    }
    Ok(all)
}

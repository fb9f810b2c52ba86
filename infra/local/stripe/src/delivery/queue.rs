//! What is to be sent, and when. Duplicates, order and delay are chosen here, the same for the same seed.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use crate::config::Delivery;

const FIRST_RETRY: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Under `reorder`, sendings wait up to so many milliseconds more.
const SHUFFLE_MS: u64 = 1000;

/// Sendings in the order of their time.
pub struct Queue {
    pub settings: Delivery,
    due: BTreeMap<(Instant, u64), Sending>,
    /// Counts sendings: keeps equal times apart, and feeds the choices.
    count: u64,
}

/// One copy of one event on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    pub event: String,
    /// How often this copy was tried already.
    pub tries: u32,
}

/// What a courier may do now.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Send(Sending),
    /// Nothing before this time.
    Wait(Duration),
    /// Nothing until something is added or the settings change.
    Sleep,
}

impl Queue {
    /// An empty queue.
    pub fn new(settings: Delivery) -> Self {
        Self { settings, due: BTreeMap::new(), count: 0 }
    }

    /// Queues an event, and its duplicates if there shall be any.
    pub fn add(&mut self, event: &str) {
        let most = u64::from(self.settings.duplicates);
        let copies = 1 + self.choose(most);
        for _ in 0..copies {
            let shuffle = if self.settings.reorder { self.choose(SHUFFLE_MS) } else { 0 };
            let wait = Duration::from_millis(self.settings.delay_ms.saturating_add(shuffle));
            self.push(Sending { event: event.to_owned(), tries: 0 }, wait);
        }
    }

    /// Queues a sending again that failed: after half a second, one, two, four .. at most a minute.
    pub fn retry(&mut self, sending: Sending) {
        let factor = 1_u32.checked_shl(sending.tries.min(16)).unwrap_or(u32::MAX);
        let wait = FIRST_RETRY.saturating_mul(factor).min(LONGEST_WAIT);
        self.push(Sending { tries: sending.tries.saturating_add(1), ..sending }, wait);
    }

    /// Takes what is due.
    pub fn next(&mut self, now: Instant) -> Next {
        match self.due.first_entry() {
            Some(_) | None if self.settings.paused => Next::Sleep,
            None => Next::Sleep,
            Some(first) if first.key().0 <= now => Next::Send(first.remove()),
            Some(first) => Next::Wait(first.key().0 - now),
        }
    }

    /// Whether a courier has something to send, now or later.
    pub fn has_work(&self) -> bool {
        !self.settings.paused && !self.due.is_empty()
    }

    fn push(&mut self, sending: Sending, wait: Duration) {
        self.count += 1;
        self.due.insert((Instant::now() + wait, self.count), sending);
    }

    /// A number from 0 to `most`, from seed and count (SplitMix64).
    fn choose(&mut self, most: u64) -> u64 {
        if most == 0 {
            return 0;
        }
        self.count += 1;
        let mut mixed = self.settings.seed.wrapping_add(self.count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % (most + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Next, Queue, Sending};
    use crate::config::Delivery;

    fn drained(settings: Delivery) -> Vec<String> {
        let mut queue = Queue::new(settings);
        (0..20).for_each(|number| queue.add(&number.to_string()));
        let later = Instant::now() + Duration::from_secs(60);
        let sent = std::iter::from_fn(|| match queue.next(later) {
            Next::Send(sending) => Some(sending.event),
            Next::Wait(_) | Next::Sleep => None,
        });
        sent.collect()
    }

    #[test]
    fn events_leave_once_and_in_order_unless_told_otherwise() {
        let plain = drained(Delivery::default());
        assert_eq!(plain, (0..20).map(|number| number.to_string()).collect::<Vec<_>>());
        let mixed = Delivery { duplicates: 2, reorder: true, seed: 7, ..Delivery::default() };
        let shuffled = drained(mixed.clone());
        assert!(shuffled.len() > 20 && shuffled[..20] != plain);
        assert_eq!(shuffled.len(), drained(mixed).len());
        assert!(drained(Delivery { paused: true, ..Delivery::default() }).is_empty());
    }

    #[test]
    fn waiting_grows_to_a_minute() {
        let mut queue = Queue::new(Delivery::default());
        let mut wait = |tries| {
            queue.retry(Sending { event: "evt".into(), tries });
            let next = queue.next(Instant::now());
            queue.due.clear();
            match next {
                Next::Wait(wait) => (wait.as_millis() + 50) / 100,
                Next::Send(_) | Next::Sleep => 0,
            }
        };
        assert_eq!([wait(0), wait(1), wait(2), wait(7), wait(90)], [5, 10, 20, 600, 600]);
    }
}

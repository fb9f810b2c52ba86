//! The lowest price of the 30 days before a reduction began: Directive 98/6/EC, article 6a.
//!
//! Every label that comes down is kept, written together with the one that replaces it. What hung between two changes
//! is known exactly, and what an offer on it cost follows from the hours the offer ran: so the lowest price follows
//! from the labels, and nothing has to be counted while they hang.

use crate::{Money, Offer, ProductHead};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A price label as it hung until it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// When it came down.
    pub until: Timestamp,
    /// Its price version.
    pub pv: u32,
    /// Per piece, or per kilogram.
    pub price: Money,
    /// The offer that hung on it, running or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
}

/// So far back the lowest price is looked for.
pub const WINDOW: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Label {
    /// The label that comes down when a head is changed into another; `None` when shoppers pay the same.
    pub fn taken_down(before: &ProductHead, after: &ProductHead, now: Timestamp) -> Option<Label> {
        let same = before.price == after.price && before.offer == after.offer;
        (!same).then(|| Label { until: now, pv: before.pv, price: before.price, offer: before.offer.clone() })
    }
}

/// From when on the labels are needed: all that came down later. `None`: nothing hangs on it that lowers the price of one.
pub fn needed_since(head: &ProductHead) -> Option<Timestamp> {
    let offer = head.offer.as_ref()?;
    offer.kind.lower(head.price)?;
    Some(offer.starts.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN))
}

/// The lowest price of one in the 30 days before the offer on this head began to count, from the labels that came
/// down since [`needed_since`]. `None`: nothing hangs on it that lowers the price of one.
///
/// A reduction that goes on while the price or its own terms change began with its first label. An offer that was
/// hung up late began when it was hung up.
pub fn lowest_before(labels: &[Label], head: &ProductHead) -> Option<Money> {
    let offer = head.offer.as_ref()?;
    offer.kind.lower(head.price)?;
    let hung = hung(labels, head);
    let first = hung.iter().rev().take_while(|h| h.offer.is_some_and(|o| o.id == offer.id)).last();
    let began = first.map_or(offer.starts, |h| h.from.max(offer.starts));
    let from = began.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN);
    hung.iter().filter_map(|h| h.lowest(from, began)).min()
}

/// One label over the time it hung.
struct Hung<'a> {
    from: Timestamp,
    until: Timestamp,
    price: Money,
    offer: Option<&'a Offer>,
}

/// All of them, one after the other; the first as if it had always hung there.
fn hung<'a>(labels: &'a [Label], head: &'a ProductHead) -> Vec<Hung<'a>> {
    let mut down: Vec<&Label> = labels.iter().collect();
    down.sort_by_key(|l| (l.until, l.pv));
    let mut from = Timestamp::MIN;
    let mut all = Vec::with_capacity(down.len() + 1);
    for label in down {
        // What came down the moment it was hung up was never there.
        if label.until == from {
            continue;
        }
        all.push(Hung { from, until: label.until, price: label.price, offer: label.offer.as_ref() });
        from = label.until;
    }
    all.push(Hung { from, until: Timestamp::MAX, price: head.price, offer: head.offer.as_ref() });
    all
}

impl Hung<'_> {
    /// The lowest price it asked for between two moments, if it hung then.
    fn lowest(&self, from: Timestamp, until: Timestamp) -> Option<Money> {
        let (from, until) = (self.from.max(from), self.until.min(until));
        if from >= until {
            return None;
        }
        let Some((offer, lower)) = self.offer.and_then(|o| Some((o, o.kind.lower(self.price)?))) else { return Some(self.price) };
        let ran = offer.starts.max(from) < offer.ends.min(until);
        Some(if ran { lower } else { self.price })
    }
}

//! What items come to under promotions that are decided: prices, then sets, then the order's cut. The quote, the
//! settlement after picking and the nightly audit all reckon here.

use super::sets::Pieces;
use super::{Counted, OrderCut, Promised};
use crate::Money;
use crate::price::{Item, Priced, alone};
use crate::product::units;
use crate::quote::Line;
use crate::split::split;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why something costs less: printed with the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// The offer, the deal, or the voucher's code.
    pub id: String,
    /// What the shopper reads.
    pub title: String,
    /// What it takes off this line.
    pub off: Money,
}

/// What an item comes to, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reckoned {
    /// Its price.
    pub priced: Priced,
    /// What its discount is made of; sums to it.
    pub reasons: Vec<Reason>,
}

impl Reckoned {
    /// An item alone, at its own offer.
    fn alone(item: &Item) -> Reckoned {
        let mut reckoned = Reckoned { priced: Priced { discount: Money::ZERO, ..alone(item) }, reasons: Vec::new() };
        if let Some(offer) = &item.offer {
            reckoned.reduce(&offer.id, &offer.title, alone(item).discount);
        }
        reckoned
    }

    fn reduce(&mut self, id: &str, title: &str, off: Money) {
        if off > Money::ZERO {
            self.priced.discount += off;
            self.reasons.push(Reason { id: id.to_owned(), title: title.to_owned(), off });
        }
    }
}

/// What items come to, in their order, with the offers they carry and what was promised beside them. A set is made at
/// most as often as it was counted.
pub fn reckon(items: &[Item], promised: &Promised) -> Vec<Reckoned> {
    let (mut all, _) = with_sets(items, promised.sets.clone());
    if let Some(cut) = &promised.cut {
        cut_order(items, &mut all, cut);
    }
    all
}

/// Prices and sets: what each item comes to before the order's cut, and the sets that saved something.
pub(super) fn with_sets(items: &[Item], sets: Vec<Counted>) -> (Vec<Reckoned>, Vec<Counted>) {
    let mut all: Vec<Reckoned> = items.iter().map(Reckoned::alone).collect();
    let mut pieces = Pieces::new(items, all.iter().map(|one| one.priced).collect::<Vec<_>>().into_iter());
    let mut counted = Vec::new();
    for Counted { deal, times } in sets {
        let (times, off) = pieces.take(&deal, times);
        for (one, off) in all.iter_mut().zip(off) {
            one.reduce(&deal.id, &deal.title, off);
        }
        if times > 0 {
            counted.push(Counted { deal, times });
        }
    }
    (all, counted)
}

/// Takes the order's cut off the items it is for, each its share.
pub(super) fn cut_order(items: &[Item], all: &mut [Reckoned], cut: &OrderCut) {
    cut_rest(items, all, cut, Given::default());
}

/// Lines something else was given for: what they were worth as they were ordered, and their share of the cut. What is given
/// costs at most what was promised after that share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given {
    /// What they were worth to the cut.
    pub worth: Money,
    /// What of it they got.
    pub share: Money,
}

impl Given {
    /// Counts a line as it was ordered.
    pub fn add(&mut self, line: &Line, cut: &OrderCut) {
        if cut.goods.covers(&line.item) {
            self.worth += line.priced.worth();
            self.share += line.priced.share;
        }
    }
}

/// The same where something else was given for some lines: those count as they were ordered, and keep their share.
pub fn cut_rest(items: &[Item], all: &mut [Reckoned], cut: &OrderCut, given: Given) {
    let worth = worths(items, all, cut);
    let here: Money = worth.iter().copied().sum();
    let off = (cut.cut.of(here + given.worth) - given.share).max(Money::ZERO).min(here);
    for (one, share) in all.iter_mut().zip(split(off, &worth)) {
        one.reduce(&cut.id, &cut.title, share);
        one.priced.share += share;
    }
}

/// What each item is worth to a cut: nothing where it is not for it.
fn worths(items: &[Item], all: &[Reckoned], cut: &OrderCut) -> Vec<Money> {
    let worth = |(item, one): (&Item, &Reckoned)| if cut.goods.covers(item) { one.priced.worth() } else { Money::ZERO };
    items.iter().zip(all).map(worth).collect()
}

/// What a promised line comes to in the quantity that is in the crate, before the order's cut.
///
/// Its price is worked out for that quantity. What sets took off stays promised for every piece: a piece that is missing
/// takes its part along, a fraction of a cent falls to the shopper, and nothing else in the basket changes. So no line
/// comes to more than was promised because another, or a part of it, was missing.
pub fn kept(line: &Line, item: &Item) -> Reckoned {
    let mut kept = Reckoned::alone(item);
    let (ordered, found) = (units(item.by_weight, line.item.quantity), units(item.by_weight, item.quantity));
    let promised = line.priced.discount - line.priced.share - alone(&line.item).discount;
    if promised <= Money::ZERO || ordered <= 0 {
        return kept;
    }
    let whole = i128::from(promised.0) * i128::from(found.min(ordered));
    let part = Money(i64::try_from((whole + i128::from(ordered) - 1) / i128::from(ordered)).unwrap_or(i64::MAX));
    let part = part.min(kept.priced.worth());
    let sets = line.set_reasons();
    let weights: Vec<Money> = sets.iter().map(|reason| reason.off).collect();
    for (reason, off) in sets.iter().zip(split(part, &weights)) {
        kept.reduce(&reason.id, &reason.title, off);
    }
    kept
}

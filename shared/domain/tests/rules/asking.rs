//! Staff ask, the shopper answers or not, somebody looks at a card.

use crate::day::{Day, Hint};
use crate::shop::staff;
use crate::store::Stored;
use domain::order::{AgeSeen, Looked, Refusal};
use domain::{Quantity, Sku};

impl Day {
    /// So much of something to give.
    pub fn something(&self, hint: Hint) -> (Sku, Quantity) {
        let head = &self.products[hint.given % self.products.len()].head;
        let quantity = if head.by_weight.is_some() { Quantity::Grams(hint.part + 1) } else { Quantity::Pieces(hint.part / 200 + 1) };
        (head.sku.clone(), quantity)
    }

    /// Staff ask the shopper about something else.
    pub fn propose(&mut self, hint: Hint, stale: usize) -> Result<Option<Stored>, Refusal> {
        let line = self.store.whole.lines[hint.line % self.store.whole.lines.len()].line;
        let ((sku, quantity), products, now) = (self.something(hint), self.products.clone(), self.now);
        self.store.decide(stale, |whole| whole.propose(line, (&sku, quantity), &staff(), &products, now))
    }

    /// Somebody looks at a card.
    pub fn check_age(&mut self, seen: AgeSeen, stale: usize) -> Result<Option<Stored>, Refusal> {
        let (now, by) = (self.now, staff());
        let looked = Looked { seen, by: &by, reason: "an age limit", day: "2026-11-24" };
        self.store.decide(stale, |whole| whole.check_age(&looked, now))
    }

    /// The shopper answers one of the questions.
    pub fn answer(&mut self, which: usize, yes: bool, stale: usize) -> Result<Option<Stored>, Refusal> {
        let (number, now) = (u16::try_from(which % (self.store.whole.order.promise.proposals.len() + 1)).unwrap(), self.now);
        self.store.decide(stale, |whole| whole.answer(number, yes, now))
    }

    /// The deadline of a question: before it, the job waits.
    pub fn silence(&mut self, stale: usize) {
        let now = self.now;
        drop(self.store.decide(stale, |whole| Ok(whole.silence(now))));
    }
}

//! What a run came to, for people and for programs.

use super::Plan;
use super::ending::Standing;
use serde_json::json;
use std::time::Duration;

/// Everything a run came to.
pub(super) struct Summary<'a> {
    pub plan: &'a Plan,
    pub baskets: usize,
    pub concurrency: usize,
    /// Until the last shopper left.
    pub shopping: Duration,
    /// Until the last order was handed over.
    pub took: Duration,
    pub standing: Standing,
    /// The auditor and the watcher found nothing.
    pub clean: bool,
}

/// At most so many things that went wrong are shown.
const SHOWN: usize = 20;

impl Summary<'_> {
    /// Prints it; `true` when all is as it must be.
    pub fn print(&self) -> bool {
        let book = &self.plan.book;
        let (counts, refusals, wrongs) = (book.counts(), book.refusals(), book.wrongs());
        println!("\n{:>28}  {:>8} {:>9} {:>9}", "operation", "count", "p50 ms", "p99 ms");
        for (op, spread) in book.spreads() {
            println!("{op:>28}  {:>8} {:>9.2} {:>9.2}", spread.count, spread.p50, spread.p99);
        }
        println!();
        counts.iter().for_each(|(what, count)| println!("{count:>8}  {what}"));
        self.standing.iter().for_each(|(state, count)| println!("{count:>8}  orders that are {state} at the end"));
        refusals.iter().for_each(|(reason, count)| println!("{count:>8}  refused: {reason}"));
        wrongs.iter().take(SHOWN).for_each(|what| println!("   WRONG  {what}"));
        if wrongs.len() > SHOWN {
            println!("   WRONG  and {} more", wrongs.len() - SHOWN);
        }
        let expected = self.expected();
        let placed = book.counted("orders placed");
        let good = self.clean && wrongs.is_empty() && placed >= expected;
        let rate = |count: u64, took: Duration| (count as f64 / took.as_secs_f64() * 10.0).round() / 10.0;
        let handed = book.counted("orders handed over");
        println!(
            "\n{} baskets, {} at a time: {placed} orders placed ({} expected at least) in {:.1} s, {} a second; {handed} handed over in {:.1} s",
            self.baskets,
            self.concurrency,
            expected,
            self.shopping.as_secs_f64(),
            rate(placed, self.shopping),
            self.took.as_secs_f64(),
        );
        println!("{}", if good { "all is as it must be" } else { "NOT as it must be" });
        let line = json!({
            "replay": {
                "baskets": self.baskets, "concurrency": self.concurrency, "placed": placed, "counts": counts, "standing": self.standing,
                "refused": refusals, "seconds": self.shopping.as_secs_f64(), "seconds_all": self.took.as_secs_f64(),
                "orders_per_second": rate(placed, self.shopping), "handed_over_per_second": rate(handed, self.took),
                "ms": book.spreads(), "wrong": wrongs.len(), "audit_clean": self.clean, "good": good,
            }
        });
        println!("{line}");
        good
    }

    /// Every basket becomes an order, but those of which nothing was left.
    fn expected(&self) -> u64 {
        (self.baskets as u64).saturating_sub(self.plan.book.counted("baskets with nothing left to order"))
    }
}

//! The shop's own audit: quiet about every made-up day (see `orders`), and loud about each thing spoiled here.

use crate::day::{Day, Event};
use crate::shop::{loose, packed};
use crate::takings::gift;
use domain::audit::{self, Book, SlotUse, audit};
use domain::order::{State, Tender};
use domain::{Money, Quantity};

/// The rows of a day with one order, as the shop reads them at night.
pub fn books(day: &Day) -> audit::Day {
    let store = &day.store;
    let own = store.whole.order.fulfillment.slot.clone();
    let used = store.points.get(&own).map_or(0, |points| u32::try_from(*points).unwrap());
    let slot = SlotUse { slot: own, used, cap: 5, was: None };
    let book = Book { whole: store.whole.clone(), ledger: store.ledger.values().cloned().collect() };
    let takings = store.takings.iter().chain(&store.given_back).cloned().collect();
    audit::Day { books: vec![book], takings, gifts: vec![gift(2_500, Tender::Cash)], slots: vec![slot] }
}

/// An order of packed and loose goods, paid, picked and handed over, with half of a line given back.
fn handed_over() -> audit::Day {
    let basket = vec![(packed("milk", 120), Quantity::Pieces(2)), (loose("apples", 300, 170), Quantity::Grams(500))];
    let mut day = Day::new(&basket, Vec::new(), 10);
    day.happen(&Event::Pay, 0);
    day.quiet(false);
    for event in [Event::PickRest, Event::Ready] {
        day.happen(&event, 0);
    }
    day.quiet(false);
    day.happen(&Event::HandOver, 0);
    assert_eq!(day.store.whole.order.state.name(), "handed_over");
    day.happen(&Event::Grant { name: 1, parts: vec![(0, 1, 500)] }, 0);
    day.quiet(false);
    assert_eq!(day.store.given_back.len(), 1);
    books(&day)
}

/// A way to spoil a day, and the invariants that then are broken.
type Spoiled = (fn(&mut audit::Day), &'static [&'static str]);

const SPOILED: [Spoiled; 20] = [
    (|day| day.books[0].ledger[0].postings[0].1 += Money(1), &["I6", "I8"]),
    (|day| day.books[0].whole.order.payment.captured += Money(1), &["I8", "I12"]),
    (|day| day.books[0].whole.order.payment.authorized = Money(1), &["I7", "I8"]),
    (|day| day.books[0].whole.order.payment.refunded = Money(-1), &["I7", "I8"]),
    (|day| day.books[0].ledger.retain(|row| !row.fact.starts_with("captured")), &["I8"]),
    (|day| day.books[0].whole.order.total += Money(1), &["I11"]),
    (|day| day.books[0].whole.lines[0].priced.goods += Money(1), &["I11"]),
    (|day| day.books[0].whole.order.settled = Some(Money(1)), &["I12", "I13"]),
    (|day| drop(day.books[0].whole.order.history.remove(1)), &["I14"]),
    (|day| day.books[0].whole.order.history.reverse(), &["I14"]),
    (|day| day.takings[0].total += Money(1), &["I13"]),
    (|day| day.books.clear(), &["I9", "I13"]),
    (|day| day.slots[0].used += 1, &["I9"]),
    (|day| day.slots[0].cap = 0, &["I9"]),
    (|day| day.books[0].whole.order.refunds[0].parts[0].units += 9_000, &["I7"]),
    (|day| day.books[0].whole.order.refunds[0].amount += Money(1), &["I11", "I12", "I13"]),
    (|day| day.books[0].ledger.retain(|row| !row.fact.starts_with("returned")), &["I12"]),
    (|day| day.takings[1].total += Money(1), &["I13"]),
    (|day| day.gifts[0].postings[1].1 += Money(1), &["I6"]),
    (|day| day.gifts[0].postings[0].0 = "terminal".into(), &["I6"]),
];

#[test]
fn an_honest_day_is_clean_and_each_spoiled_one_is_not() {
    assert_eq!(audit(&handed_over()), []);
    for (n, (spoil, broken)) in SPOILED.iter().enumerate() {
        let mut day = handed_over();
        spoil(&mut day);
        let mut found: Vec<String> = audit(&day).into_iter().map(|v| v.invariant).collect();
        found.dedup();
        for invariant in *broken {
            assert!(found.iter().any(|f| f == invariant), "spoiled {n}: {invariant} is not among {found:?}");
        }
    }
}

#[test]
fn a_canceled_order_keeps_no_money() {
    let mut day = handed_over();
    let at = day.books[0].whole.order.history[0].1;
    day.books[0].whole.order.state = State::Canceled { at, reason: "because".into() };
    assert!(audit(&day).iter().any(|v| v.invariant == "I12"), "{:?}", audit(&day));
}

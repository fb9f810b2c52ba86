//! Paid at handover: nothing before, exactly what was picked then, and the ledger says with what.

use crate::day::{Day, Event, PAYMENT};
use crate::picking::{reports, shelf};
use crate::shop::{cases, fees, noon, packed, staff};
use domain::audit::audit;
use domain::order::{Known, Rank, Refusal, State, Step, Tender};
use domain::{Money, Quantity};
use proptest::prelude::*;

/// Bread and milk, 5.00 in all.
fn trusted() -> Day {
    Day::at_handover(&vec![(packed("bread", 300), Quantity::Pieces(1)), (packed("milk", 100), Quantity::Pieces(2))], vec![], 5)
}

fn ready() -> Day {
    let mut day = trusted();
    day.happen(&Event::PickRest, 0);
    day.happen(&Event::Ready, 0);
    day
}

#[test]
fn an_order_paid_at_handover_waits_for_nothing() {
    let day = trusted();
    assert_eq!((day.store.whole.order.state.name(), day.store.whole.order.payment.rank), ("placed", Rank::None));
    assert_eq!(day.store.jobs, [(Step::Placed, None)].into());
    assert_eq!(day.store.whole.order.due(), None, "what it comes to is not known before it is packed");
}

#[test]
fn what_was_picked_is_taken_and_booked_under_how_it_was_paid() {
    for (tender, other) in [(Tender::Cash, Tender::Terminal), (Tender::Terminal, Tender::Cash)] {
        let mut day = ready();
        assert_eq!(day.store.whole.order.due(), Some(Money(500)));
        day.happen(&Event::Take(tender), 0);
        day.happen(&Event::Take(other), 0);
        let order = &day.store.whole.order;
        assert_eq!((order.state.name(), order.payment.captured, order.due()), ("handed_over", Money(500), None));
        assert_eq!((day.store.balance(tender.as_str()), day.store.balance(other.as_str())), (Money(500), Money::ZERO));
        assert_eq!((day.store.balance("shopper"), day.store.balance("provider")), (Money::ZERO, Money::ZERO));
        assert_eq!(day.store.takings.as_ref().and_then(|t| t.tender), Some(tender));
    }
}

#[test]
fn goods_do_not_leave_the_store_unpaid() {
    let day = ready();
    assert_eq!(day.store.whole.hand_over(&staff(), "2026-11-24", noon()), Err(Refusal::NotNow("not paid", "handed over")));
}

#[test]
fn money_is_not_taken_twice_for_an_order_that_was_charged() {
    let mut day = Day::new(&vec![(packed("bread", 300), Quantity::Pieces(1))], vec![], 5);
    for event in [Event::Pay, Event::Told { which: 0, times: 1 }, Event::PickRest, Event::Ready] {
        day.happen(&event, 0);
    }
    assert!(matches!(day.store.whole.hand_over_paid(Tender::Cash, &staff(), "2026-11-24", noon()), Err(Refusal::NotNow(..))));
}

#[test]
fn a_strangers_payment_for_it_is_let_go_of() {
    let mut day = trusted();
    day.happen(&Event::Stranger { name: 9, amount: 0, currency: "EUR", captured: false }, 0);
    day.quiet(false);
    assert!(day.store.whole.order.review.is_some() && day.store.whole.order.payment.intent.is_none());
    assert_eq!(day.store.balance("authorized"), Money::ZERO);
    assert_ne!(PAYMENT, "pi_9");
}

fn work() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => any::<usize>().prop_map(Event::Job),
        1 => Just(Event::Cancel),
        4 => reports().prop_map(Event::Pick),
        2 => Just(Event::PickRest),
        2 => Just(Event::Ready),
        1 => Just(Event::HandOver),
        1 => Just(Event::Take(Tender::Cash)),
        1 => Just(Event::Take(Tender::Terminal)),
        1 => any::<bool>().prop_map(|keeps| Event::ComeBack { keeps }),
    ]
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn whatever_happens_the_tills_hold_exactly_what_was_handed_over(
        basket in shelf(), fees in fees(), events in prop::collection::vec((work(), 0_usize..3), 0..24),
    ) {
        let mut day = Day::at_handover(&basket, fees, 2_000);
        events.iter().for_each(|(event, stale)| day.happen(event, *stale));
        day.quiet(false);
        let (store, order) = (&day.store, &day.store.whole.order);
        let taken = store.balance("cash") + store.balance("terminal");
        prop_assert_eq!(taken, store.takings.as_ref().map_or(Money::ZERO, |t| t.total));
        prop_assert_eq!(taken, order.payment.captured);
        prop_assert_eq!(store.balance("provider"), Money::ZERO);
        prop_assert_eq!(&order.review, &None);
        prop_assert_eq!(audit(&crate::audit::books(&day)), vec![], "the shop's own audit");
        // What comes to nothing needs nobody's trust, so its end tells nothing about anybody.
        prop_assert_eq!(order.at_handover.is_some(), order.upper > Money::ZERO);
        let ended = order.at_handover.map(|_| Known::Ended);
        match order.state {
            State::HandedOver { .. } => {
                prop_assert_eq!(Some(taken), order.settled);
                prop_assert_eq!(store.known, Some(Known::Served));
                prop_assert_eq!(store.balance("shopper"), Money::ZERO);
            }
            State::Canceled { .. } => prop_assert_eq!((taken, store.known), (Money::ZERO, ended)),
            State::AwaitingPayment { .. } | State::Expired { .. } => return Err(TestCaseError::fail("it waits for no payment")),
            State::Placed { .. } | State::Picking { .. } | State::Ready { .. } | State::OutForDelivery { .. } => prop_assert_eq!((taken, store.known), (Money::ZERO, None)),
        }
    }
}

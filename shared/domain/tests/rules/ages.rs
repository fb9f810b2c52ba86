//! The age check when the goods change hands: what may not be handed over goes back, and so does its money.

use crate::audit::books;
use crate::day::{Day, Event};
use crate::shop::{cases, packed, sku};
use domain::audit::audit;
use domain::order::{AgeSeen, Looked, MovementReason, Refusal, State, Tender};
use domain::{Money, ProductHead, Quantity};
use proptest::prelude::*;

/// Bread for 2.50 and `wines` of wine at 8.00 with a deposit, from 16 on; packed and charged.
fn packed_up(wines: u32) -> Day {
    let wine = ProductHead { age: Some(16), deposit: Money(25), ..packed("wine", 800) };
    let basket = vec![(packed("bread", 250), Quantity::Pieces(1)), (wine, Quantity::Pieces(wines))];
    let mut day = Day::new(&basket, vec![], 10);
    day.happen(&Event::Pay, 0);
    day.quiet(false);
    for event in [Event::PickRest, Event::Ready] {
        day.happen(&event, 0);
    }
    day
}

#[test]
fn nobody_gets_it_before_somebody_looked() {
    let mut day = packed_up(2);
    day.quiet(false);
    let now = day.now;
    assert_eq!(day.store.whole.hand_over(&crate::shop::staff(), "2026-11-24", now), Err(Refusal::AgeUnchecked(16)));
    day.happen(&Event::CheckAge(AgeSeen::OldEnough), 0);
    day.happen(&Event::HandOver, 0);
    assert!(matches!(day.store.whole.order.state, State::HandedOver { .. }));
    assert_eq!(day.store.takings.as_ref().unwrap().total, Money(250 + 1_650));
}

#[test]
fn what_may_not_be_handed_over_goes_back_with_its_money() {
    let mut day = packed_up(2);
    assert_eq!(day.check_age(AgeSeen::NoCard, 0), Err(Refusal::NotCharged), "nothing was charged yet");
    day.quiet(false);
    let before = day.store.available[&sku("wine")];
    day.happen(&Event::CheckAge(AgeSeen::NoCard), 0);
    assert_eq!(day.check_age(AgeSeen::NoCard, 0), Ok(None), "said twice");
    assert!(matches!(day.check_age(AgeSeen::OldEnough, 0), Err(Refusal::NotNow(..))), "its money is on its way back");
    assert_eq!(day.store.available[&sku("wine")], before + 2);
    day.quiet(false);
    day.happen(&Event::HandOver, 0);
    let order = &day.store.whole.order;
    assert!(matches!(order.state, State::HandedOver { .. }));
    assert_eq!((order.payment.captured, order.payment.refunded), (Money(1_900), Money(1_650)));
    assert_eq!((day.store.given_back.len(), day.store.takings.as_ref().unwrap().total), (0, Money(250)), "it was never taken");
    assert_eq!(order.promise.age_check.as_ref().unwrap().outcome, AgeSeen::NoCard);
}

#[test]
fn at_the_door_is_paid_what_does_not_stay_here() {
    let wine = ProductHead { age: Some(16), deposit: Money(25), ..packed("wine", 800) };
    let basket = vec![(packed("bread", 250), Quantity::Pieces(1)), (wine, Quantity::Pieces(2))];
    let by = crate::shop::staff();
    for (noted, seen) in [(None, AgeSeen::NoCard), (Some(AgeSeen::OldEnough), AgeSeen::Drunk)] {
        let mut day = Day::at_handover(&basket, vec![], 10);
        for event in [Event::PickRest, Event::Ready] {
            day.happen(&event, 0);
        }
        noted.into_iter().for_each(|seen| day.happen(&Event::CheckAge(seen), 0));
        assert_eq!(day.check_age(seen, 0), Err(Refusal::NotCharged), "it comes back with the money for the rest");
        let (before, now) = (day.store.available[&sku("wine")], day.now);
        let looked = Looked { seen, by: &by, reason: "an age limit", day: "2026-11-24" };
        day.store.decide(0, |whole| whole.hand_over_rest(Tender::Cash, &looked, now).map(Some)).unwrap();
        let order = &day.store.whole.order;
        assert_eq!((order.state.name(), order.payment.captured, order.payment.refunded), ("handed_over", Money(1_900), Money(1_650)));
        assert_eq!((day.store.balance("cash"), day.store.balance("shopper")), (Money(250), Money::ZERO));
        assert_eq!(day.store.available[&sku("wine")], before + 2);
        let taken = day.store.takings.as_ref().unwrap();
        assert_eq!((taken.total, taken.tender, day.store.given_back.len()), (Money(250), Some(Tender::Cash), 0));
        assert_eq!(order.promise.age_check.as_ref().map(|check| check.outcome), Some(seen));
        assert_eq!(audit(&books(&day)), []);
    }
}

#[test]
fn what_is_not_in_the_crate_is_not_checked() {
    let mut day = packed_up(1);
    assert!(day.store.whole.needs_age_check());
    let wine = day.store.whole.lines.iter().find(|l| l.age.is_some()).unwrap().line;
    let mut other = Day::new(&vec![(packed("bread", 250), Quantity::Pieces(1))], vec![], 10);
    other.happen(&Event::Pay, 0);
    assert!(!other.store.whole.needs_age_check());
    assert_eq!(wine, 2);
    assert!(day.check_age(AgeSeen::Drunk, 0).is_err());
}

fn seen() -> impl Strategy<Value = AgeSeen> {
    prop_oneof![Just(AgeSeen::OldEnough), Just(AgeSeen::NoCard), Just(AgeSeen::TooYoung), Just(AgeSeen::Drunk)]
}

proptest! {
    #![proptest_config(cases(256))]

    /// Stock, ledger and sums are looked at after each step; see `store`.
    #[test]
    fn however_often_somebody_looks_it_goes_back_once(wines in 1_u32..5, looks in prop::collection::vec((seen(), any::<bool>()), 1..8)) {
        let mut day = packed_up(wines);
        for (seen, quiet) in looks {
            if quiet {
                day.quiet(false);
            }
            day.happen(&Event::CheckAge(seen), 0);
            day.happen(&Event::HandOver, 0);
        }
        day.quiet(false);
        let payment = &day.store.whole.order.payment;
        prop_assert!(payment.refunded <= payment.captured);
        let back = day.store.returned();
        let units: i64 = back.iter().map(|m| m.units).sum();
        prop_assert!(back.iter().all(|m| m.reason == MovementReason::Returned));
        prop_assert_eq!(Money(825).times(units), payment.refunded, "goods and money go back together");
    }
}

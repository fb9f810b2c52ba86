//! The same facts come to the same payment, in whatever order and however often they are told.

use crate::day::{Day, PAYMENT};
use crate::shop::{cases, noon, packed};
use domain::order::{Fact, FactKind, Payment, Step};
use domain::{Money, Quantity};
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Where the order stands when the first fact arrives.
#[derive(Clone, Copy, Debug)]
enum Start {
    Waiting,
    Canceled,
    Expired,
}

fn order(start: Start) -> Day {
    let mut day = Day::new(&vec![(packed("bread", 1_000), Quantity::Pieces(1))], vec![], 5);
    day.now = noon() + SignedDuration::from_mins(31);
    let now = day.now;
    let ended = match start {
        Start::Waiting => Ok(None),
        Start::Canceled => day.store.decide(0, |whole| whole.cancel("changed my mind", now).map(Some)),
        Start::Expired => day.store.decide(0, |whole| whole.expire(now).map(Some)),
    };
    assert!(ended.is_ok());
    day
}

/// All that happened to one payment of 10.00, as it happened.
fn story() -> impl Strategy<Value = Vec<Fact>> {
    let taken = (1_i64..=1_000, prop::collection::vec(1_i64..=400, 0..4));
    let then = prop_oneof![
        Just(Vec::new()),
        Just(vec![(FactKind::Voided, 1_000)]),
        taken.prop_map(|(captured, refunds)| {
            let mut facts = vec![(FactKind::Captured, captured)];
            let mut left = captured;
            for (refund, n) in refunds.into_iter().zip(1..) {
                let amount = refund.min(left);
                left -= amount;
                facts.extend((amount > 0).then(|| (FactKind::Refunded(format!("re_{n}")), amount)));
            }
            facts
        })
    ];
    let order = order(Start::Waiting).store.whole.order.order;
    then.prop_map(move |then| {
        let all = std::iter::once((FactKind::Authorized, 1_000)).chain(then);
        let fact =
            |(kind, cents)| Fact { order: order.clone(), intent: PAYMENT.into(), kind, amount: Money(cents), currency: "EUR".into() };
        all.map(fact).collect()
    })
}

/// The payment and the facts known, once they are told in this order and the jobs that let go of money are done.
fn told(start: Start, facts: &[Fact]) -> (Payment, BTreeSet<String>) {
    let mut day = order(start);
    facts.iter().for_each(|fact| day.learn(fact, 0));
    // Letting go of what is let go of already gets the same answer from the provider.
    let void = day.store.jobs.contains(&(Step::Void, Some(PAYMENT.to_owned())));
    facts.iter().filter(|f| void && f.kind == FactKind::Voided).take(1).for_each(|fact| day.learn(fact, 0));
    (day.store.whole.order.payment.clone(), day.store.ledger.keys().cloned().collect())
}

fn start() -> impl Strategy<Value = Start> {
    prop_oneof![Just(Start::Waiting), Just(Start::Canceled), Just(Start::Expired)]
}

/// A story, and the same with repeats in another order.
fn retold() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
    story().prop_flat_map(|facts| {
        let again = prop::collection::vec(prop::sample::select(facts.clone()), 0..6);
        let all = again.prop_map({
            let facts = facts.clone();
            move |again| facts.iter().cloned().chain(again).collect::<Vec<_>>()
        });
        (Just(facts), all.prop_shuffle())
    })
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn in_any_order_and_with_repeats_the_sums_and_the_books_are_the_same((facts, retold) in retold(), start in start()) {
        let (straight, again) = (told(start, &facts), told(start, &retold));
        prop_assert_eq!(&straight, &again);
        prop_assert_eq!(straight.1.len(), facts.len(), "one row per fact");
    }

    #[test]
    fn the_sums_are_those_of_the_facts((facts, retold) in retold(), start in start()) {
        let (payment, _) = told(start, &retold);
        let sum = |of: fn(&FactKind) -> bool| facts.iter().filter(|f| of(&f.kind)).map(|f| f.amount).sum::<Money>();
        prop_assert_eq!(payment.authorized, sum(|k| *k == FactKind::Authorized));
        prop_assert_eq!(payment.captured, sum(|k| *k == FactKind::Captured));
        prop_assert_eq!(payment.refunded, sum(|k| matches!(k, FactKind::Refunded(_))));
    }

    #[test]
    fn strange_authorizations_in_between_change_no_sum((_, retold) in retold(), at in any::<prop::sample::Index>(), cents in 1_i64..=2_000) {
        prop_assume!(cents != 1_000);
        let strange = Fact { intent: "pi_9".into(), kind: FactKind::Authorized, amount: Money(cents), ..retold[0].clone() };
        let mut mixed = retold.clone();
        mixed.insert(at.index(retold.len() + 1), strange);
        prop_assert_eq!(told(Start::Waiting, &mixed).0, told(Start::Waiting, &retold).0);
    }
}

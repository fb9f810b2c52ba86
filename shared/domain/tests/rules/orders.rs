//! An order's life, with everything that may happen happening in any order. What must hold at every moment is looked
//! at by the store after each write; here is what must hold when the day is over.

use crate::day::{Day, Event, PAYMENT};
use crate::picking::{hint, reports, shelf};
use crate::provider::Status;
use crate::shop::{cases, fees};
use domain::audit::audit;
use domain::order::{Fact, FactKind, Rank, State};
use domain::{Money, OrderId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// What shopper, staff and worker do.
pub fn work() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => Just(Event::Pay),
        6 => (any::<usize>(), 1_usize..4).prop_map(|(which, times)| Event::Told { which, times }),
        6 => any::<usize>().prop_map(Event::Job),
        1 => Just(Event::Cancel),
        1 => Just(Event::GiveUp),
        3 => reports().prop_map(Event::Pick),
        1 => Just(Event::PickRest),
        1 => Just(Event::Ready),
        1 => Just(Event::SendOff),
        1 => Just(Event::HandOver),
        1 => any::<bool>().prop_map(|keeps| Event::ComeBack { keeps }),
        2 => grant(),
        1 => hint().prop_map(Event::Propose),
        1 => (0_usize..4, any::<bool>()).prop_map(|(which, yes)| Event::Answer { which, yes }),
        1 => (0_i64..=20).prop_map(Event::Wait),
        2 => amending(),
        2 => Just(Event::PayAgain),
        1 => Just(Event::Keep),
    ]
}

/// The shopper wants less of some, more of others, and something else.
fn amending() -> impl Strategy<Value = Event> {
    let part = prop_oneof![Just(0_u32), Just(1_000), 0_u32..=2_500];
    (prop::collection::vec(part, 1..4), 0_u32..4, 1_u32..4).prop_map(|(parts, more, points)| Event::Amend { parts, more, points })
}

/// Staff give back of one to three lines or fees, under one of a few names.
pub fn grant() -> impl Strategy<Value = Event> {
    let part = (any::<usize>(), any::<u8>(), prop_oneof![0_u32..=1_000, Just(1_000)]);
    (0_u8..6, prop::collection::vec(part, 1..4)).prop_map(|(name, parts)| Event::Grant { name, parts })
}

/// What the owner and strangers do at the provider, past the shop.
fn meddling() -> impl Strategy<Value = Event> {
    let currency = prop_oneof![4 => Just("EUR"), 1 => Just("USD")];
    let amount = prop_oneof![Just(0_i64), -300_i64..=300];
    let stranger = (2_u8..=3, amount, currency, any::<bool>()).prop_map(|(name, amount, currency, captured)| Event::Stranger {
        name,
        amount,
        currency,
        captured,
    });
    prop_oneof![
        1 => Just(Event::Abandon),
        2 => stranger,
        1 => (1_u32..=1_000).prop_map(Event::OwnerTakes),
        1 => Just(Event::OwnerReleases),
        2 => (1_u32..=1_000).prop_map(Event::OwnerReturns),
        3 => Just(Event::BankTakes),
        2 => any::<bool>().prop_map(Event::BankDecides),
    ]
}

/// Things told that cannot all be true.
fn invention() -> impl Strategy<Value = Event> {
    let kind = prop_oneof![
        Just(FactKind::Authorized),
        Just(FactKind::Captured),
        Just(FactKind::Voided),
        (1_u8..4).prop_map(|n| FactKind::Refunded(format!("re_{n}"))),
        (1_u8..3).prop_map(|n| FactKind::Disputed(format!("du_{n}"))),
        (1_u8..3).prop_map(|n| FactKind::DisputeWon(format!("du_{n}"))),
        (1_u8..3).prop_map(|n| FactKind::DisputeLost(format!("du_{n}"))),
    ];
    let currency = prop_oneof![6 => Just("EUR"), 1 => Just("USD")];
    (kind, 1_u8..=3, 0_i64..=4_000, currency).prop_map(|(kind, name, cents, currency)| {
        let order = OrderId::from_random([7; 12]);
        Event::Invented(Fact { order, intent: format!("pi_{name}"), kind, amount: Money(cents), currency: currency.into() })
    })
}

/// An order that goes well, as far as it goes, with other things in between. Each step may be decided on a stale read.
fn mixed(noise: impl Strategy<Value = Event> + 'static) -> impl Strategy<Value = Vec<(Event, usize)>> {
    let told = || Event::Told { which: 0, times: 1 };
    let script = [Event::Pay, told(), Event::PickRest, Event::Ready, Event::Job(0), Event::Job(0), Event::HandOver];
    let steps = script.len();
    let noise = prop::collection::vec((noise, 0_usize..=steps), 0..24);
    (0..=steps, noise, prop::collection::vec(0_usize..3, 40)).prop_map(move |(far, noise, stale)| {
        let mut events: Vec<(usize, Event)> = script[..far].iter().cloned().enumerate().map(|(n, event)| (2 * n + 1, event)).collect();
        events.extend(noise.into_iter().map(|(event, after)| (2 * after, event)));
        events.sort_by_key(|(at, _)| *at);
        events.into_iter().map(|(_, event)| event).zip(stale.into_iter().cycle()).collect()
    })
}

fn lived(basket: &crate::shop::Basket, fees: Vec<domain::fees::Fee>, events: &[(Event, usize)]) -> Day {
    let mut day = Day::new(basket, fees, 2_000);
    events.iter().for_each(|(event, stale)| day.happen(event, *stale));
    day
}

fn is_ended(day: &Day) -> bool {
    matches!(day.store.whole.order.state, State::Canceled { .. } | State::Expired { .. })
}

/// The head says what the rows about its payment say.
fn the_head_is_its_facts(day: &Day) -> Result<(), TestCaseError> {
    let (store, order) = (&day.store, &day.store.whole.order);
    let Some(intent) = &order.payment.intent else { return Ok(()) };
    let fact = |kind: &str| store.fact(&format!("{kind}#{intent}"));
    let refunds = day.provider.refunds.iter().filter(|(_, of)| *of == intent);
    let refunded: Money = refunds.filter_map(|(refund, _)| store.fact(&format!("refunded#{refund}"))).sum();
    let paid = &order.payment;
    prop_assert_eq!(paid.captured, fact("captured").unwrap_or_default());
    prop_assert_eq!(paid.refunded, refunded);
    let counted = fact("authorized").unwrap_or_default();
    prop_assert!(paid.authorized == counted || (order.review.is_some() && paid.authorized == paid.captured), "{paid:?}, and {counted}");
    let highest = [("captured", Rank::Captured), ("voided", Rank::Voided), ("authorized", Rank::Authorized)];
    let rank = highest.into_iter().find(|(kind, _)| fact(kind).is_some()).map_or(Rank::None, |(_, rank)| rank);
    prop_assert_eq!(paid.rank, rank);
    Ok(())
}

/// Once everything is told and done.
fn all_is_settled(day: &Day) -> Result<(), TestCaseError> {
    let (store, order) = (&day.store, &day.store.whole.order);
    prop_assert!(store.jobs.is_empty(), "left to do: {:?} of an order that is {}", store.jobs, order.state.name());
    prop_assert_ne!(order.state.name(), "awaiting_payment");
    prop_assert_eq!(store.balance("provider"), day.provider.kept(), "the ledger and the provider");
    the_head_is_its_facts(day)?;
    for (name, intent) in &day.provider.intents {
        let counted = order.payment.intent.as_ref() == Some(name) && !is_ended(day);
        prop_assert!(counted || intent.status != Status::Authorized, "{name} is still set aside");
        prop_assert!(counted || intent.received == intent.returned, "{name} is still kept");
        if intent.status == Status::Canceled && store.fact(&format!("authorized#{name}")).is_some() {
            prop_assert!(store.fact(&format!("voided#{name}")).is_some(), "{name} was let go of, and no row says so");
        }
    }
    if is_ended(day) {
        prop_assert_eq!(order.payment.captured, order.payment.refunded);
        prop_assert_eq!(day.provider.kept(), Money::ZERO);
    }
    prop_assert_eq!(audit(&crate::audit::books(day)), vec![], "the shop's own audit");
    prop_assert_eq!(store.cart_open, is_ended(day) && !order.history.iter().any(|(name, _)| name == "placed"));
    Ok(())
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn left_alone_every_order_ends_with_what_it_is_worth(basket in shelf(), fees in fees(), events in mixed(work()), backwards in any::<bool>()) {
        let mut day = lived(&basket, fees, &events);
        day.quiet(backwards);
        all_is_settled(&day)?;
        let order = &day.store.whole.order;
        prop_assert_eq!(&order.review, &None, "there is nothing to look at");
        match order.state {
            State::Ready { .. } | State::OutForDelivery { .. } | State::HandedOver { .. } => {
                prop_assert_eq!(Some(order.payment.captured), order.settled);
                let back: Money = order.refunds.iter().map(domain::order::Refund::by_card).sum();
                prop_assert_eq!(day.provider.kept(), order.payment.captured - back, "what was granted back is back");
            }
            State::Placed { .. } | State::Picking { .. } => prop_assert_eq!(order.payment.rank, Rank::Authorized),
            State::AwaitingPayment { .. } | State::Canceled { .. } | State::Expired { .. } => prop_assert_eq!(order.payment.captured, order.payment.refunded),
        }
    }

    #[test]
    fn whatever_is_done_at_the_provider_no_ended_order_keeps_money(
        basket in shelf(), fees in fees(), events in mixed(prop_oneof![2 => work(), 1 => meddling()]), backwards in any::<bool>(),
    ) {
        let mut day = lived(&basket, fees, &events);
        day.quiet(backwards);
        all_is_settled(&day)?;
        let order = &day.store.whole.order;
        // Money that is not what was picked is known to a person.
        let amiss = matches!(order.state, State::Ready { .. }) && Some(order.payment.captured) != order.settled;
        prop_assert!(!amiss || order.review.is_some(), "{:?} of {:?}", order.payment, order.settled);
    }

    /// The store panics when anything is untrue for a moment.
    #[test]
    fn whatever_is_told_the_order_stays_in_order(basket in shelf(), events in mixed(prop_oneof![2 => work(), 2 => invention()])) {
        let day = lived(&basket, Vec::new(), &events);
        prop_assert!(day.store.whole.order.version > 0);
    }
}

/// The days above are worth something only if they go everywhere.
#[test]
fn the_made_up_days_reach_every_state_and_every_end() {
    let mut runner = TestRunner::new(cases(1));
    let days = (shelf(), fees(), mixed(prop_oneof![4 => work(), 1 => meddling(), 2 => amending(), 2 => Just(Event::PayAgain)]));
    let mut reached: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..1_600 {
        let (basket, fees, events) = days.new_tree(&mut runner).unwrap().current();
        let mut day = lived(&basket, fees, &events);
        day.quiet(false);
        let order = &day.store.whole.order;
        let payment = format!("{}, {:?}", order.state.name(), order.payment.rank);
        let picked = order.history.iter().any(|(name, _)| name == "picking").then(|| format!("picked, then {}", order.state.name()));
        let foreign = order.payment.intent.as_ref().filter(|i| *i != PAYMENT).map(|_| "paid by another payment".to_owned());
        let review = order.review.is_some().then(|| format!("{} and to be looked at", order.state.name()));
        let changed = (order.changes() > 0).then(|| format!("changed, then {}", order.state.name()));
        let twice = (order.payment.intent.as_deref().is_some_and(|i| i.starts_with("pi_again")))
            .then(|| format!("paid anew, then {}", order.state.name()));
        let dropped = order.asking.as_ref().filter(|asking| asking.over).map(|_| format!("a change not paid, then {}", order.state.name()));
        let back = (!order.refunds.is_empty()).then(|| format!("{} with money given back", order.state.name()));
        for what in [Some(payment), picked, foreign, review, back, changed, twice, dropped].into_iter().flatten() {
            *reached.entry(what).or_default() += 1;
        }
    }
    for what in [
        "handed_over, Captured",
        "ready, Captured",
        "ready, Voided",
        "placed, Authorized",
        "picking, Authorized",
        "expired, None",
        "expired, Voided",
        "expired, Captured",
        "canceled, Voided",
        "canceled, Captured",
        "picked, then canceled",
        "paid by another payment",
        "handed_over and to be looked at",
        "handed_over with money given back",
        "changed, then handed_over",
        "changed, then canceled",
        "paid anew, then ready",
        "paid anew, then canceled",
        "a change not paid, then handed_over",
        "a change not paid, then canceled",
    ] {
        assert!(reached.contains_key(what), "no day ends as {what}: {reached:#?}");
    }
}

//! Store credit in an order: used before a card or a till, never twice, and back where it came from when it is not needed.

use crate::day::{Day, Event};
use crate::orders::work;
use crate::picking::shelf;
use crate::shop::{Basket, account, cases, fees, packed};
use domain::audit::audit;
use domain::order::{Back, Grant, HowMuch, Of, Rank, Refusal, Returned, State, Step, Tender};
use domain::{Money, Quantity, RefundId};
use proptest::prelude::*;

/// Bread and milk, 5.00 in all.
fn groceries() -> Basket {
    vec![(packed("bread", 300), Quantity::Pieces(1)), (packed("milk", 100), Quantity::Pieces(2))]
}

fn with(balances: &[i64], at_handover: bool) -> Day {
    let balances: Vec<Money> = balances.iter().map(|cents| Money(*cents)).collect();
    Day::with_credit(&groceries(), vec![], &balances, at_handover)
}

fn packed_up(day: &mut Day) {
    day.happen(&Event::Pay, 0);
    day.quiet(false);
    for event in [Event::PickRest, Event::Ready] {
        day.happen(&event, 0);
    }
    day.quiet(false);
}

/// So much of account `n` is missing since the order was placed.
fn gone(day: &Day, n: u8) -> Money {
    -day.store.accounts.get(&account(n)).copied().unwrap_or_default()
}

#[test]
fn an_order_that_credit_covers_waits_for_no_payment() {
    let mut day = with(&[200, 900], false);
    let order = &day.store.whole.order;
    assert_eq!((order.state.name(), order.by_card(), order.at_handover), ("placed", Money::ZERO, None));
    assert_eq!(day.store.jobs, [(Step::Placed, None)].into());
    assert_eq!((gone(&day, 0), gone(&day, 1)), (Money(200), Money(300)));
    packed_up(&mut day);
    day.happen(&Event::HandOver, 0);
    let order = &day.store.whole.order;
    assert_eq!((order.state.name(), order.payment.rank, order.credit_spent()), ("handed_over", Rank::None, Money(500)));
    assert_eq!((day.store.balance("credit"), day.store.balance("shopper")), (Money(500), Money::ZERO));
    assert_eq!(day.store.takings.as_ref().map(|t| (t.total, t.credit)), Some((Money(500), Money(500))));
}

#[test]
fn a_card_is_asked_only_for_what_credit_does_not_cover() {
    let mut day = with(&[120], false);
    assert_eq!(day.store.whole.order.by_card(), Money(380));
    packed_up(&mut day);
    let order = &day.store.whole.order;
    assert_eq!((order.payment.authorized, order.payment.captured, order.credit_spent()), (Money(380), Money(380), Money(120)));
    day.happen(&Event::HandOver, 0);
    assert_eq!(day.store.whole.order.state.name(), "handed_over");
}

#[test]
fn what_credit_covers_of_less_is_not_charged_and_the_rest_of_it_goes_back() {
    let mut day = with(&[150, 200], false);
    day.happen(&Event::Pay, 0);
    day.quiet(false);
    // Only the two milk are there.
    let missing = day.finding(crate::day::Hint { line: 0, kind: 2, part: 0, given: 0 });
    drop(day.pick(&[missing], 0));
    day.happen(&Event::PickRest, 0);
    day.happen(&Event::Ready, 0);
    assert_eq!(day.store.whole.hand_over(&crate::shop::staff(), "2026-11-24", day.now), Err(domain::order::Refusal::NotCharged));
    day.quiet(false);
    let order = &day.store.whole.order;
    assert_eq!((order.settled, order.credit_spent(), order.payment.rank), (Some(Money(200)), Money(200), Rank::Voided));
    assert_eq!((gone(&day, 0), gone(&day, 1)), (Money(150), Money(50)), "what was used last goes back first");
    day.happen(&Event::HandOver, 0);
    assert_eq!((day.store.whole.order.state.name(), day.provider.kept()), ("handed_over", Money::ZERO));
}

#[test]
fn what_is_canceled_puts_all_of_it_back() {
    for at_handover in [false, true] {
        let mut day = with(&[150, 200], at_handover);
        day.happen(&Event::Cancel, 0);
        assert_eq!((gone(&day, 0), gone(&day, 1)), (Money::ZERO, Money::ZERO));
    }
}

#[test]
fn credit_is_used_before_cash_is_taken_at_the_door() {
    let mut day = with(&[120], true);
    packed_up(&mut day);
    assert_eq!(day.store.whole.order.due(), Some(Money(380)));
    day.happen(&Event::Take(Tender::Cash), 0);
    let order = &day.store.whole.order;
    assert_eq!((order.state.name(), order.payment.captured), ("handed_over", Money(380)));
    assert_eq!((day.store.balance("cash"), day.store.balance("credit"), day.store.balance("shopper")), (Money(380), Money(120), Money(0)));
    assert_eq!(domain::takings::takings(&[day.store.takings.clone().unwrap()]).cash, Money(380));
}

#[test]
fn money_goes_back_to_the_card_first_and_then_to_the_credit() {
    let mut day = with(&[120], false);
    packed_up(&mut day);
    day.happen(&Event::HandOver, 0);
    day.happen(&Event::Grant { name: 1, parts: vec![(0, 0, 1_000)] }, 0);
    day.happen(&Event::Grant { name: 2, parts: vec![(1, 0, 1_000)] }, 0);
    day.quiet(false);
    let order = &day.store.whole.order;
    let split: Vec<_> = order.refunds.iter().map(|r| (r.by_card(), r.credit)).collect();
    assert_eq!(split, [(Money(300), Money(0)), (Money(80), Money(120))]);
    assert!(order.refunds.iter().all(|r| matches!(r.money, Returned::Paid { .. })));
    assert_eq!((order.refundable(), order.credit_kept(), gone(&day, 0), day.provider.kept()), (Money(0), Money(0), Money(0), Money(0)));
}

fn ask(day: &mut Day, name: &str, back: &Back) -> Result<Option<crate::store::Stored>, Refusal> {
    let refund = RefundId::parse(name).unwrap();
    let parts = [(Of::Line(1), HowMuch::All)];
    let (day_of, now) = ("2026-11-25", day.now);
    day.store
        .decide(0, |whole| whole.refund_part(&Grant { refund: &refund, by: "kim", reason: "sorry", parts: &parts, back, day: day_of }, now))
}

#[test]
fn what_was_paid_in_cash_goes_back_from_the_till_or_as_credit_and_only_when_somebody_says_so() {
    for (back, cash, credited) in [(Back::Till(Tender::Cash), 200, 0), (Back::Credit(account(7)), 500, 300)] {
        let mut day = with(&[], true);
        packed_up(&mut day);
        day.happen(&Event::Take(Tender::Cash), 0);
        assert!(matches!(ask(&mut day, "one", &Back::AsPaid), Err(Refusal::NotRefundable(why)) if why.contains("in cash")));
        ask(&mut day, "one", &back).unwrap();
        day.quiet(false);
        assert_eq!((day.store.balance("cash"), day.store.balance("shopper")), (Money(cash), Money::ZERO));
        assert_eq!(day.store.accounts.get(&account(7)).copied().unwrap_or_default(), Money(credited));
        assert_eq!((day.store.whole.order.refundable(), audit(&crate::audit::books(&day))), (Money(200), vec![]));
        let facts: Vec<_> = day.store.takings.iter().chain(&day.store.given_back).cloned().collect();
        let report = domain::takings::takings(&facts);
        assert_eq!((report.total, report.cash, report.credit), (Money(200), Money(cash), Money(-credited)));
    }
}

#[test]
fn what_was_paid_online_does_not_leave_the_till() {
    let mut day = with(&[], false);
    packed_up(&mut day);
    day.happen(&Event::HandOver, 0);
    assert!(matches!(ask(&mut day, "one", &Back::Till(Tender::Cash)), Err(Refusal::NotRefundable(_))));
}

#[test]
fn what_nobody_fetched_comes_back_and_nothing_of_the_money_is_kept() {
    for (balances, at_handover) in [(vec![], false), (vec![120], false), (vec![900], false), (vec![], true), (vec![120], true)] {
        let mut day = with(&balances, at_handover);
        packed_up(&mut day);
        day.happen(&Event::ComeBack { keeps: true }, 0);
        day.quiet(false);
        let order = &day.store.whole.order;
        assert_eq!((order.state.name(), day.provider.kept(), order.credit_kept()), ("canceled", Money::ZERO, Money::ZERO));
        assert_eq!(
            (day.store.balance("shopper"), day.store.balance("net-reduced"), day.store.balance("vat-reduced")),
            (Money(0), Money(0), Money(0))
        );
        assert_eq!(day.store.returned().iter().map(|m| m.units).sum::<i64>(), 3);
        assert_eq!((day.store.known.is_some(), audit(&crate::audit::books(&day))), (at_handover, vec![]));
    }
}

#[test]
fn a_card_that_lapsed_is_no_dead_end() {
    let mut day = with(&[], false);
    day.happen(&Event::Pay, 0);
    day.quiet(false);
    for event in [Event::PickRest, Event::OwnerReleases, Event::Ready] {
        day.happen(&event, 0);
    }
    day.quiet(false);
    assert_eq!((day.store.whole.order.state.name(), day.store.whole.order.payment.rank), ("ready", Rank::Voided));
    day.happen(&Event::ComeBack { keeps: false }, 0);
    day.quiet(false);
    assert_eq!((day.store.whole.order.state.name(), day.store.balance("shopper")), ("canceled", Money::ZERO));
}

#[test]
fn what_goes_back_before_the_handover_is_on_no_invoice() {
    let mut day = with(&[], false);
    packed_up(&mut day);
    ask(&mut day, "one", &Back::AsPaid).unwrap();
    day.quiet(false);
    assert_eq!(day.store.given_back, []);
    day.happen(&Event::HandOver, 0);
    let taken = day.store.takings.clone().unwrap();
    assert_eq!((taken.total, taken.sold.len(), day.store.whole.order.invoiced()), (Money(200), 1, Money(200)));
    assert_eq!(taken.vat.iter().map(|p| (p.gross, p.vat)).collect::<Vec<_>>(), [(Money(200), Money(200).tax_within(700))]);
    let rows = domain::invoice::rows(&day.store.whole);
    assert_eq!(rows.iter().map(|row| (row.what.as_deref(), row.gross)).collect::<Vec<_>>(), [(Some("Product milk"), Money(200))]);
    assert_eq!(audit(&crate::audit::books(&day)), vec![]);
}

proptest! {
    #![proptest_config(cases(512))]

    /// The store looks at accounts, ledger and bounds after each write.
    #[test]
    fn whatever_happens_not_a_cent_of_credit_is_lost_or_made(
        basket in shelf(), fees in fees(), balances in prop::collection::vec(0_i64..4_000, 1..4), at_handover in any::<bool>(),
        events in prop::collection::vec((prop_oneof![6 => work(), 1 => Just(Event::Take(Tender::Cash))], 0_usize..3), 0..40), backwards in any::<bool>(),
    ) {
        let balances: Vec<Money> = balances.into_iter().map(Money).collect();
        let mut day = Day::with_credit(&basket, fees, &balances, at_handover);
        for (event, stale) in &events {
            day.happen(event, *stale);
        }
        day.quiet(backwards);
        let (store, order) = (&day.store, &day.store.whole.order);
        prop_assert_eq!(&order.review, &None);
        prop_assert_eq!(audit(&crate::audit::books(&day)), vec![], "the shop's own audit");
        let back: Money = order.refunds.iter().map(|r| r.amount).sum();
        let kept = day.provider.kept() + store.balance("cash") + store.balance("terminal") + order.credit_kept() - order.credited_anew();
        match order.state {
            State::Canceled { .. } | State::Expired { .. } => {
                prop_assert_eq!((kept, store.balance("shopper")), (Money::ZERO, Money::ZERO));
            }
            State::HandedOver { .. } => {
                prop_assert_eq!(Some(kept + back), order.settled, "charged, spent and given back is what was picked");
                prop_assert_eq!(store.balance("shopper"), Money::ZERO);
            }
            State::AwaitingPayment { .. } => return Err(TestCaseError::fail("it waits for ever")),
            State::Placed { .. } | State::Picking { .. } | State::Ready { .. } | State::OutForDelivery { .. } => {}
        }
    }
}

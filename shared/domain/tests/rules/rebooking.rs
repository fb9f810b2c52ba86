//! Another slot for an order that is paid: never dearer than what is set aside, and all sums still agree.

use crate::shop::{at, basket, cases, fees, noon, placed, whole};
use domain::fees::Fee;
use domain::order::{AtHandover, CHANGED, Fulfillment, Kept, MOST_CHANGES, Other, Payment, Rank, State, Step, Way, WholeOrder};
use domain::slot::Method;
use domain::{Money, Rates, Slot, SlotId, VatClass};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn paid(basket: &crate::shop::Basket, fees: Vec<Fee>) -> WholeOrder {
    let mut whole = whole(placed(basket, fees));
    whole.order.state = State::Placed { at: noon() };
    whole.order.payment =
        Payment { rank: Rank::Authorized, intent: Some("pi_1".into()), authorized: whole.order.upper, ..Payment::default() };
    whole.order.day = Some("2026-11-24".into());
    whole.order.slot_order = Some("x".into());
    whole
}

fn express(cents: i64) -> Vec<Fee> {
    vec![Fee { kind: "express".into(), amount: Money(cents), vat: VatClass::Standard }]
}

fn other(fees: Vec<Fee>) -> Other {
    let id = SlotId::parse("2026-11-25_18:00-20:00_pickup_store").unwrap();
    let (starts, ends, closes) = (at("2026-11-25T17:00:00Z"), at("2026-11-25T19:00:00Z"), at("2026-11-25T15:00:00Z"));
    let slot = Slot { id: id.clone(), starts, ends, closes, capacity: 5, express: Money::ZERO };
    let fulfillment = Fulfillment { method: Method::Pickup, slot: id, address: None };
    Other { fulfillment, slot, fees, rates: Rates::default(), way: Way::default(), trusted: Money::ZERO }
}

fn later() -> Option<Timestamp> {
    Some(noon() + SignedDuration::from_hours(3))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_sums_agree_and_no_more_is_owed_than_was_set_aside(basket in basket(6), before in fees(), cents in 0_i64..=900) {
        let whole = paid(&basket, before);
        let fees = if cents == 0 { Vec::new() } else { express(cents) };
        let sum = |fees: &[Fee]| fees.iter().map(|fee| fee.amount).sum::<Money>();
        match whole.rebook(other(fees.clone()), later(), noon()) {
            Ok(moved) => {
                let order = &moved.order;
                prop_assert_eq!(order.total, whole.lines.iter().map(|l| l.priced.total()).sum::<Money>() + sum(&fees));
                prop_assert_eq!(order.upper, whole.lines.iter().map(|l| l.upper).sum::<Money>() + sum(&fees));
                prop_assert!(order.upper <= order.payment.authorized && order.total <= order.upper);
                prop_assert_eq!((order.version, order.points()), (whole.order.version + 1, whole.order.points()));
                prop_assert_eq!((&moved.left.0, moved.left.1, &moved.to.id), (&whole.order.fulfillment.slot, whole.order.points(), &order.fulfillment.slot));
                prop_assert_eq!(order.day.as_deref(), Some("2026-11-25"));
                prop_assert_eq!((order.changes(), moved.job.step), (1, Step::ChangedMail));
                // And back again: what is set aside is still enough for what was promised first.
                let again = WholeOrder { order: order.clone(), ..whole.clone() };
                let home = Slot { id: whole.order.fulfillment.slot.clone(), ..other(Vec::new()).slot };
                let back = Other { slot: home, fulfillment: whole.order.fulfillment.clone(), ..other(whole.order.fees.clone()) };
                prop_assert_eq!(again.rebook(back, later(), noon()).map(|m| (m.order.total, m.order.upper)), Ok((whole.order.total, whole.order.upper)));
            }
            Err(kept) => {
                let more = sum(&fees) - sum(&whole.order.fees);
                prop_assert_eq!(kept, Kept::Dearer(more));
                prop_assert!(more > Money::ZERO);
            }
        }
    }
}

#[test]
fn an_order_keeps_its_slot_once_it_closed_or_is_picked_or_is_not_paid() {
    let basket = vec![(crate::shop::packed("milk", 120), domain::Quantity::Pieces(2))];
    let whole = paid(&basket, Vec::new());
    let refused = |whole: &WholeOrder, closes| whole.rebook(other(Vec::new()), closes, noon()).unwrap_err();
    assert_eq!([refused(&whole, Some(noon())), refused(&whole, None)], [Kept::Closed, Kept::Closed]);
    let mut late = other(Vec::new());
    late.slot.closes = noon();
    assert_eq!(whole.rebook(late, later(), noon()).unwrap_err(), Kept::Closed);
    let mut same = other(Vec::new());
    same.slot.id = whole.order.fulfillment.slot.clone();
    assert_eq!(whole.rebook(same, later(), noon()).unwrap_err(), Kept::Same);
    for state in [
        State::AwaitingPayment { until: noon() },
        State::Picking { by: crate::shop::staff(), at: noon() },
        State::Canceled { at: noon(), reason: "x".into() },
    ] {
        let mut whole = whole.clone();
        whole.order.state = state;
        assert_eq!(refused(&whole, later()), Kept::NotNow);
    }
}

fn milk() -> WholeOrder {
    paid(&vec![(crate::shop::packed("milk", 120), domain::Quantity::Pieces(2))], Vec::new())
}

#[test]
fn what_is_paid_at_handover_moves_within_what_is_trusted() {
    let mut whole = milk();
    whole.order.payment = Payment::default();
    whole.order.at_handover = Some(AtHandover::default());
    let to = |cents, trusted| Other { trusted: Money(trusted), ..other(express(cents)) };
    assert_eq!(whole.rebook(to(290, 530), later(), noon()).map(|m| m.order.total), Ok(Money(530)));
    assert_eq!(whole.rebook(to(291, 530), later(), noon()).unwrap_err(), Kept::Dearer(Money(1)));
    // Trusted with less since: what it comes to already is still fine.
    assert!(whole.rebook(Other { trusted: Money::ZERO, ..other(Vec::new()) }, later(), noon()).is_ok());
}

#[test]
fn a_code_is_there_exactly_where_somebody_asks_for_it() {
    let whole = milk();
    let coded = |code: Option<&str>| Other { way: Way { code: code.map(str::to_owned), points: 3, ..Way::default() }, ..other(Vec::new()) };
    let curbside = whole.rebook(coded(Some("1234")), later(), noon()).unwrap();
    assert_eq!((curbside.order.code(), curbside.order.points(), curbside.left.1), (Some("1234"), 3, 1));
    let mut at_the_curb = WholeOrder { order: curbside.order, ..whole.clone() };
    at_the_curb.order.fulfillment.slot = whole.order.fulfillment.slot.clone();
    at_the_curb.order.way.as_mut().unwrap().tries = 2;
    let kept = at_the_curb.rebook(coded(Some("9999")), later(), noon()).unwrap().order;
    assert_eq!((kept.code(), kept.way.as_ref().map(|way| way.tries)), (Some("1234"), Some(2)), "the code is known, and so are the guesses");
    assert_eq!(at_the_curb.rebook(coded(None), later(), noon()).unwrap().order.code(), None);
}

#[test]
fn whatever_becomes_of_its_day_an_order_moves_until_it_was_to_close() {
    let mut whole = milk();
    whole.order.way = Some(Way { closes: later(), ..Way::default() });
    let moved = whole.rebook(other(Vec::new()), None, noon()).unwrap();
    assert_eq!(moved.order.closes(None), Some(at("2026-11-25T15:00:00Z")), "from then on it is the new one's");
    assert_eq!(whole.rebook(other(Vec::new()), later(), later().unwrap()).unwrap_err(), Kept::Closed);
}

#[test]
fn an_order_is_changed_so_often_and_no_more() {
    let mut whole = milk();
    whole.order.history.extend((1..MOST_CHANGES).map(|_| (CHANGED.to_owned(), noon())));
    let last = whole.rebook(other(Vec::new()), later(), noon()).unwrap().order;
    let mut whole = WholeOrder { order: last, ..whole };
    whole.order.fulfillment.slot = milk().order.fulfillment.slot;
    assert_eq!(whole.rebook(other(Vec::new()), later(), noon()).unwrap_err(), Kept::TooOften);
}

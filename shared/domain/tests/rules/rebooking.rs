//! Another slot for an order: never dearer than what is set aside without asking for more, and all sums still agree.

use crate::shop::{Basket, at, basket, cases, fees, noon, placed, whole};
use domain::fees::Fee;
use domain::order::{
    Amend, AtHandover, Bounds, CHANGED, Fulfillment, Kept, MOST_CHANGES, Other, Payment, Rank, State, Step, Way, WholeOrder, Write,
};
use domain::slot::Method;
use domain::{Money, Rates, Slot, SlotId, VatClass};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn paid(basket: &Basket, fees: Vec<Fee>) -> WholeOrder {
    let mut whole = whole(placed(basket, fees));
    whole.order.state = State::Placed { at: noon() };
    whole.order.payment =
        Payment { rank: Rank::Authorized, intent: Some("pi_1".into()), authorized: whole.order.upper, ..Payment::default() };
    whole.order.day = Some("2026-11-24".into());
    whole.order.slot_order = Some("x".into());
    whole
}

fn milk() -> WholeOrder {
    paid(&vec![(crate::shop::packed("milk", 120), domain::Quantity::Pieces(2))], Vec::new())
}

fn express(cents: i64) -> Vec<Fee> {
    vec![Fee { kind: "express".into(), amount: Money(cents), vat: VatClass::Standard, parts: Vec::new() }]
}

fn evening() -> Slot {
    let id = SlotId::parse("2026-11-25_18:00-20:00_pickup_store").unwrap();
    let (starts, ends, closes) = (at("2026-11-25T17:00:00Z"), at("2026-11-25T19:00:00Z"), at("2026-11-25T15:00:00Z"));
    Slot { id, starts, ends, closes, capacity: 5, express: Money::ZERO }
}

fn other(fees: Vec<Fee>) -> Other {
    let fulfillment = Fulfillment { method: Method::Pickup, slot: evening().id, address: None };
    Other { fulfillment, fees, rates: Rates::default(), way: Way::default() }
}

fn later() -> Option<Timestamp> {
    Some(noon() + SignedDuration::from_hours(3))
}

fn bounds(listed: Option<Timestamp>) -> Bounds {
    Bounds { slot: evening(), trusted: Money::ZERO, listed, now: noon() }
}

fn amend(write: &Write) -> &Amend {
    write.amend.as_deref().unwrap()
}

fn sum(fees: &[Fee]) -> Money {
    fees.iter().map(|fee| fee.amount).sum()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_sums_agree_and_what_is_dearer_waits_for_its_payment(basket in basket(6), before in fees(), cents in 0_i64..=900) {
        let whole = paid(&basket, before);
        let fees = if cents == 0 { Vec::new() } else { express(cents) };
        let moved = whole.rebook(other(fees.clone()), &bounds(later())).unwrap();
        let (order, more) = (&moved.order, sum(&fees) - sum(&whole.order.fees));
        prop_assert!(moved.stock.is_empty(), "the goods stay as they are");
        prop_assert_eq!(order.version, whole.order.version + 1);
        if more > Money::ZERO {
            let asking = order.awaited().unwrap();
            prop_assert_eq!((asking.attempt, asking.amount), (1, whole.order.upper + more));
            prop_assert_eq!((order.total, order.upper, &order.fulfillment), (whole.order.total, whole.order.upper, &whole.order.fulfillment));
            let slots = &amend(&moved).slots;
            prop_assert!(slots.len() == 1 && slots[0].slot == evening().id && slots[0].points == 1, "both are held: {:?}", slots);
            return Ok(());
        }
        prop_assert_eq!(order.total, whole.lines.iter().map(|l| l.priced.total()).sum::<Money>() + sum(&fees));
        prop_assert_eq!(order.upper, whole.lines.iter().map(|l| l.upper).sum::<Money>() + sum(&fees));
        prop_assert!(order.upper <= order.payment.authorized && order.total <= order.upper);
        prop_assert_eq!(order.day.as_deref(), Some("2026-11-25"));
        prop_assert_eq!((order.changes(), moved.start[0].step), (1, Step::ChangedMail));
        let points: Vec<i64> = amend(&moved).slots.iter().map(|slot| slot.points).collect();
        prop_assert_eq!(points, vec![1, -1]);
        // And back again: what is set aside is still enough for what was promised first.
        let again = WholeOrder { order: order.clone(), ..whole.clone() };
        let home = Slot { id: whole.order.fulfillment.slot.clone(), ..evening() };
        let back = Other { fulfillment: whole.order.fulfillment.clone(), ..other(whole.order.fees.clone()) };
        let back = again.rebook(back, &Bounds { slot: home, ..bounds(None) }).unwrap();
        prop_assert_eq!((back.order.total, back.order.upper), (whole.order.total, whole.order.upper));
    }
}

#[test]
fn an_order_keeps_its_slot_once_it_closed_or_is_picked_or_is_not_paid() {
    let mut whole = milk();
    whole.order.way = None;
    let refused = |whole: &WholeOrder, closes| whole.rebook(other(Vec::new()), &bounds(closes)).unwrap_err();
    assert_eq!([refused(&whole, Some(noon())), refused(&whole, None)], [Kept::Closed, Kept::Closed]);
    let late = Bounds { slot: Slot { closes: noon(), ..evening() }, ..bounds(later()) };
    assert_eq!(whole.rebook(other(Vec::new()), &late).unwrap_err(), Kept::Closed);
    let mut same = other(Vec::new());
    same.fulfillment.slot = whole.order.fulfillment.slot.clone();
    assert_eq!(whole.rebook(same, &bounds(later())).unwrap_err(), Kept::Same);
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

#[test]
fn what_is_paid_at_handover_moves_within_what_is_trusted() {
    let mut whole = milk();
    whole.order.payment = Payment::default();
    whole.order.at_handover = Some(AtHandover::default());
    let to = |cents, trusted| whole.rebook(other(express(cents)), &Bounds { trusted: Money(trusted), ..bounds(later()) });
    assert_eq!(to(290, 530).map(|m| m.order.total), Ok(Money(530)));
    assert_eq!(to(291, 530).unwrap_err(), Kept::Dearer(Money(1)));
    // Trusted with less since: what it comes to already is still fine.
    assert!(whole.rebook(other(Vec::new()), &bounds(later())).is_ok_and(|m| m.order.total == Money(240)));
}

#[test]
fn a_code_is_there_exactly_where_somebody_asks_for_it() {
    let whole = milk();
    let coded = |code: Option<&str>| Other { way: Way { code: code.map(str::to_owned), points: 3, ..Way::default() }, ..other(Vec::new()) };
    let curbside = whole.rebook(coded(Some("1234")), &bounds(later())).unwrap();
    assert_eq!((curbside.order.code(), curbside.order.points()), (Some("1234"), 3));
    let mut at_the_curb = WholeOrder { order: curbside.order, ..whole.clone() };
    at_the_curb.order.fulfillment.slot = whole.order.fulfillment.slot.clone();
    at_the_curb.order.way.as_mut().unwrap().tries = 2;
    let kept = at_the_curb.rebook(coded(Some("9999")), &bounds(later())).unwrap().order;
    assert_eq!((kept.code(), kept.way.as_ref().map(|way| way.tries)), (Some("1234"), Some(2)), "the code is known, and so are the guesses");
    assert_eq!(at_the_curb.rebook(coded(None), &bounds(later())).unwrap().order.code(), None);
}

#[test]
fn whatever_becomes_of_its_day_an_order_moves_until_it_was_to_close() {
    let mut whole = milk();
    whole.order.way = Some(Way { closes: later(), ..Way::default() });
    let moved = whole.rebook(other(Vec::new()), &bounds(None)).unwrap();
    assert_eq!(moved.order.closes(None), Some(evening().closes), "from then on it is the new one's");
    let late = Bounds { now: later().unwrap(), ..bounds(Some(evening().closes)) };
    assert_eq!(whole.rebook(other(Vec::new()), &late).unwrap_err(), Kept::Closed);
}

#[test]
fn an_order_is_changed_so_often_and_no_more() {
    let mut whole = milk();
    whole.order.history.extend((1..MOST_CHANGES).map(|_| (CHANGED.to_owned(), noon())));
    let last = whole.rebook(other(Vec::new()), &bounds(later())).unwrap().order;
    let mut whole = WholeOrder { order: last, ..whole };
    whole.order.fulfillment.slot = milk().order.fulfillment.slot;
    assert_eq!(whole.rebook(other(Vec::new()), &bounds(later())).unwrap_err(), Kept::TooOften);
}

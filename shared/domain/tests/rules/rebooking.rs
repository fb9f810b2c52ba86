//! Another slot for an order that is paid: never dearer than what is set aside, and all sums still agree.

use crate::shop::{at, basket, cases, fees, noon, placed, whole};
use domain::fees::Fee;
use domain::order::{Fulfillment, Kept, Other, Payment, Rank, State, WholeOrder};
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
    Other { fulfillment, slot, fees, rates: Rates::default() }
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
                prop_assert_eq!((&moved.left, &moved.to.id), (&whole.order.fulfillment.slot, &order.fulfillment.slot));
                prop_assert_eq!(order.day.as_deref(), Some("2026-11-25"));
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

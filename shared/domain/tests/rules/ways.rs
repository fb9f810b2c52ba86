//! Days and windows that are different, points, codes, and who waits outside.

use crate::shop::{at, cases, noon, packed, placed, whole};
use crate::slots::settings;
use domain::order::{MOST_TRIES, State, Told, Way, WholeOrder};
use domain::settings::Hours;
use domain::slot::{Method, PARCEL, STORE, calendar, on_day, open_slot, zone_for};
use domain::ways::{Closes, Curbside, Exception, Points, Shipment, Ways, WindowRule};
use domain::{Money, Quantity, Settings, Slot};
use jiff::civil::{Time, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use proptest::prelude::*;

fn hours(from: i8, to: i8) -> Hours {
    (time(from, 0, 0, 0), time(to, 0, 0, 0))
}

fn with(ways: Ways) -> Settings {
    Settings { ways, ..settings("Europe/Berlin", vec![]) }
}

fn pickups(settings: &Settings, now: &str) -> Vec<Slot> {
    calendar(settings, Method::Pickup, STORE, at(now))
}

fn rule(closes: Option<Closes>) -> WindowRule {
    WindowRule { method: Method::Pickup, window: hours(10, 12), closes, express: None, capacity: None }
}

#[test]
fn a_holiday_has_no_slots_and_a_late_evening_has_more() {
    let exception = |day, hours| Exception { date: day, hours, why: String::new() };
    let late = vec![exception(date(2026, 11, 24), None), exception(date(2026, 11, 29), Some(hours(9, 12)))];
    let slots = pickups(&with(Ways { exceptions: late, ..Ways::default() }), "2026-11-24T00:00:00+01:00");
    let on = |day: &str| slots.iter().filter(|s| s.id.date() == day).map(|s| s.id.window().to_owned()).collect::<Vec<_>>();
    assert!(on("2026-11-24").is_empty());
    assert_eq!(on("2026-11-25"), ["10:00-12:00", "18:00-20:00"]);
    // A Sunday, and only the window within its hours.
    assert_eq!(on("2026-11-29"), ["10:00-12:00"]);
}

#[test]
fn a_window_closes_on_the_evening_before() {
    let settings = with(Ways { windows: vec![rule(Some(Closes::EveningBefore(time(20, 0, 0, 0))))], ..Ways::default() });
    let first = |now| pickups(&settings, now)[0].id.as_str().to_owned();
    assert_eq!(first("2026-11-23T19:59:59.999+01:00"), "2026-11-24_10:00-12:00_pickup_store");
    assert_eq!(first("2026-11-23T20:00:00+01:00"), "2026-11-24_18:00-20:00_pickup_store");
}

#[test]
fn the_evening_before_is_on_the_shops_clock_when_that_changes() {
    let closes = |day: &str| {
        let mut settings = with(Ways { windows: vec![rule(Some(Closes::EveningBefore(time(20, 0, 0, 0))))], ..Ways::default() });
        settings.opening_hours.insert("sun".into(), hours(8, 20));
        on_day(&settings, Method::Pickup, STORE, day.parse().unwrap())[0].closes.to_string()
    };
    // Clocks go forward in the night to 29 March and back in the one to 25 October.
    assert_eq!([closes("2026-03-28"), closes("2026-03-29")], ["2026-03-27T19:00:00Z", "2026-03-28T19:00:00Z"]);
    assert_eq!([closes("2026-03-30"), closes("2026-10-25")], ["2026-03-29T18:00:00Z", "2026-10-24T18:00:00Z"]);
    assert_eq!(closes("2026-10-26"), "2026-10-25T19:00:00Z");
}

#[test]
fn a_lead_in_minutes_is_as_long_on_a_day_of_23_or_25_hours() {
    let mut settings = with(Ways { windows: vec![rule(Some(Closes::Minutes(12 * 60)))], ..Ways::default() });
    settings.opening_hours.insert("sun".into(), hours(8, 20));
    for day in ["2026-03-29", "2026-10-25"] {
        let slot = &on_day(&settings, Method::Pickup, STORE, day.parse().unwrap())[0];
        assert_eq!(slot.starts.duration_since(slot.closes), SignedDuration::from_hours(12), "{day}");
    }
}

#[test]
fn an_express_window_says_what_it_costs_more() {
    let express = WindowRule { express: Some(Money(490)), capacity: Some(2), ..rule(Some(Closes::Minutes(30))) };
    let slots = pickups(&with(Ways { windows: vec![express], ..Ways::default() }), "2026-11-24T09:29:00+01:00");
    assert_eq!((slots[0].express, slots[0].capacity, slots[0].id.window()), (Money(490), 2, "10:00-12:00"));
    assert_eq!((slots[1].express, slots[1].capacity), (Money(0), 4));
}

#[test]
fn curbside_and_shipping_are_offered_where_the_owner_wants_them() {
    let plain = with(Ways::default());
    assert_eq!([zone_for(&plain, Method::Curbside, ""), zone_for(&plain, Method::Shipment, "10115")], [None, None]);
    let shipment = Some(Shipment { fee: Money(590), free_from: Money(0), cut_off: time(14, 0, 0, 0) });
    let settings = with(Ways { curbside: Some(Curbside { bays: 3, capacity: 2 }), shipment, ..Ways::default() });
    let slots = calendar(&settings, Method::Curbside, STORE, noon());
    assert_eq!((slots[0].id.as_str(), slots[0].capacity), ("2026-11-23_18:00-20:00_curbside_store", 2));
    assert!(open_slot(&settings, &slots[0].id, noon()).is_some() && open_slot(&plain, &slots[0].id, noon()).is_none());
    // noon() is 13:00 in Berlin: parcels still leave today; a second after two they do not.
    let leaves = |now| calendar(&settings, Method::Shipment, PARCEL, now)[0].id.as_str().to_owned();
    assert_eq!(leaves(noon()), "2026-11-23_14:00-20:00_shipment_parcel");
    assert_eq!(leaves(at("2026-11-23T13:00:00Z")), "2026-11-24_14:00-20:00_shipment_parcel");
}

#[test]
fn points_count_orders_lines_and_frozen_crates() {
    let ways = Ways { points: Some(Points { order: 2, lines: 10, frozen_crate: 3, crate_lines: 4 }), ..Ways::default() };
    assert_eq!([ways.points(1, 0), ways.points(10, 0), ways.points(25, 1), ways.points(25, 5)], [2, 3, 7, 10]);
    let nothing = Ways { points: Some(Points { order: 0, lines: 0, frozen_crate: 0, crate_lines: 0 }), ..Ways::default() };
    assert_eq!([nothing.points(80, 80), Ways::default().points(80, 80)], [1, 1]);
}

#[test]
fn settings_from_before_there_were_ways_are_read() {
    let settings = with(Ways::default());
    let stored = serde_json::to_value(&settings).unwrap();
    assert!(stored.get("ways").is_none() && !stored.to_string().contains("small"));
    assert_eq!(serde_json::from_value::<Settings>(stored).unwrap(), settings);
    let windows = vec![rule(Some(Closes::EveningBefore(Time::constant(20, 0, 0, 0))))];
    let settings = with(Ways { windows, code: true, ..Ways::default() });
    assert_eq!(serde_json::from_value::<Settings>(serde_json::to_value(&settings).unwrap()).unwrap(), settings);
}

/// An order at the curb, paid.
fn at_the_curb(code: Option<&str>) -> WholeOrder {
    let mut whole = whole(placed(&[(packed("milk", 120), Quantity::Pieces(2))], Vec::new()));
    whole.order.fulfillment.method = Method::Curbside;
    whole.order.state = State::Placed { at: noon() };
    whole.order.way = Some(Way { code: code.map(str::to_owned), ..Way::default() });
    whole
}

fn after(seconds: i64) -> Timestamp {
    noon() + SignedDuration::from_secs(seconds)
}

/// On the day of its slot, in the hour before its window.
fn there(seconds: i64) -> Zoned {
    (at("2026-11-24T09:00:00Z") + SignedDuration::from_secs(seconds)).to_zoned(TimeZone::UTC)
}

#[test]
fn who_waits_waits_since_they_said_it_first() {
    let mut whole = at_the_curb(None);
    whole.order = whole.arrive(2, "red Golf", &there(0)).unwrap().order;
    assert_eq!(whole.arrive(2, "red Golf", &there(60)), None);
    whole.order = whole.arrive(3, "red Golf", &there(90)).unwrap().order;
    let here = whole.order.here().unwrap();
    assert_eq!((here.bay, here.since), (3, there(0).timestamp()));
    whole.order.state = State::Canceled { at: after(99), reason: "x".into() };
    assert_eq!((whole.order.here(), whole.arrive(1, "", &there(100))), (None, None));
}

#[test]
fn nobody_waits_before_the_hour_before_their_window_or_on_another_day() {
    let whole = at_the_curb(None);
    let may = |seconds| whole.order.may_arrive(&there(seconds));
    assert_eq!([may(-1), may(0), may(3_600), may(14 * 3_600), may(15 * 3_600), may(-86_400)], [false, true, true, true, false, false]);
}

#[test]
fn nobody_waits_outside_for_a_delivery() {
    let mut whole = at_the_curb(None);
    whole.order.fulfillment.method = Method::Delivery;
    assert_eq!(whole.arrive(1, "", &there(0)), None);
}

#[test]
fn five_codes_are_looked_at_and_no_more() {
    let mut whole = at_the_curb(Some("4711"));
    assert_eq!((whole.told(None), whole.told(Some(" ")), whole.told(Some(" 4711 "))), (Told::Nothing, Told::Nothing, Told::Right));
    for n in 1..=MOST_TRIES {
        let Told::Wrong(write) = whole.told(Some("0000")) else { panic!("{n}") };
        assert_eq!(write.order.version, whole.order.version + 1);
        whole.order = write.order;
    }
    assert_eq!([whole.told(Some("0000")), whole.told(Some("4711")), whole.told(None)], [Told::Spent, Told::Spent, Told::Spent]);
    assert_eq!(at_the_curb(None).told(Some("any")), Told::Right);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_window_closes_before_it_starts(
        minutes in 0_u32..3_000, evening in (0_i8..24, 0_i8..60), by_evening in any::<bool>(), days in 0_i64..400,
    ) {
        let closes = if by_evening { Closes::EveningBefore(time(evening.0, evening.1, 0, 0)) } else { Closes::Minutes(minutes) };
        let settings = with(Ways { windows: vec![rule(Some(closes))], ..Ways::default() });
        let day = date(2026, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        for slot in on_day(&settings, Method::Pickup, STORE, day) {
            prop_assert!(slot.closes <= slot.starts && slot.starts < slot.ends);
            prop_assert_eq!(open_slot(&settings, &slot.id, slot.closes), None);
            let before = slot.closes - SignedDuration::from_nanos(1);
            let shown = before.to_zoned(settings.tz()).date().until(day).unwrap().get_days() < i32::from(settings.slots.days);
            prop_assert_eq!(open_slot(&settings, &slot.id, before).is_some(), shown);
        }
    }

    #[test]
    fn more_goods_never_take_fewer_points(order in 0_u32..5, lines in 0_u32..20, a in 0_u32..5, b in 0_u32..9, n in 0_usize..80, frozen in 0_usize..80) {
        let ways = Ways { points: Some(Points { order, lines, frozen_crate: a, crate_lines: b }), ..Ways::default() };
        let points = ways.points(n, frozen);
        prop_assert!(points >= 1 && points <= ways.points(n + 1, frozen) && points <= ways.points(n, frozen + 1));
    }
}

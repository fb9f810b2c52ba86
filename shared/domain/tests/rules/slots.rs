//! The calendar, also on days that are 23 or 25 hours long.

use crate::shop::{at, cases};
use domain::settings::{Hours, SlotRules};
use domain::slot::{Method, STORE, calendar, open_slot, zone_for};
use domain::{Money, Settings, Slot, SlotId, Zone};
use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Open from 8 to 20 on all days but Sunday; two windows; slots close two hours before.
pub fn settings(time_zone: &str, zones: Vec<Zone>) -> Settings {
    let windows = vec![(time(10, 0, 0, 0), time(12, 0, 0, 0)), (time(18, 0, 0, 0), time(20, 0, 0, 0))];
    let open = |day: &str| (day.to_owned(), (time(8, 0, 0, 0), time(20, 0, 0, 0)));
    let opening_hours: BTreeMap<_, _> = ["mon", "tue", "wed", "thu", "fri", "sat"].into_iter().map(open).collect();
    Settings {
        name: "Larder".into(),
        currency: "EUR".into(),
        time_zone: time_zone.into(),
        opening_hours,
        zones,
        slots: SlotRules {
            delivery_windows: windows.clone(),
            pickup_windows: windows,
            capacity_delivery: 8,
            capacity_pickup: 4,
            lead_minutes: 120,
            days: 6,
        },
        ..Settings::default()
    }
}

fn mitte() -> Zone {
    let postcodes = vec!["10115".into(), "10117".into()];
    Zone { id: "mitte".into(), name: "Mitte".into(), postcodes, fee: Money(390), free_from: Money(5_000), ..Zone::default() }
}

/// Open at any hour of any day, with these windows.
fn round_the_clock(time_zone: &str, windows: Vec<Hours>, lead_minutes: u32) -> Settings {
    let mut settings = settings(time_zone, vec![mitte()]);
    let all_day = (time(0, 0, 0, 0), time(23, 59, 0, 0));
    settings.opening_hours = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].into_iter().map(|d| (d.to_owned(), all_day)).collect();
    settings.slots = SlotRules { pickup_windows: windows.clone(), delivery_windows: windows, lead_minutes, ..settings.slots };
    settings
}

fn pickups(settings: &Settings, now: &str) -> Vec<Slot> {
    calendar(settings, Method::Pickup, STORE, at(now))
}

fn names(slots: &[Slot]) -> Vec<&str> {
    slots.iter().map(|s| s.id.as_str()).collect()
}

#[test]
fn the_calendar_shows_open_days_soonest_first() {
    // 2026-11-28 is a Saturday: the Sunday is skipped, and six days are Saturday to Thursday.
    let slots = pickups(&settings("Europe/Berlin", vec![]), "2026-11-28T00:00:00+01:00");
    let days: Vec<&str> = slots.iter().map(|s| s.id.date()).collect();
    let two = |day| [day, day];
    assert_eq!(days, ["2026-11-28", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"].map(two).concat());
    assert_eq!(slots[0].id.as_str(), "2026-11-28_10:00-12:00_pickup_store");
    assert_eq!((slots[0].starts, slots[0].ends), (at("2026-11-28T09:00:00Z"), at("2026-11-28T11:00:00Z")));
    assert_eq!(slots[0].capacity, 4);
}

#[test]
fn a_slot_closes_its_lead_before_it_starts() {
    let settings = settings("Europe/Berlin", vec![]);
    let first = |now| names(&pickups(&settings, now))[0].to_owned();
    assert_eq!(first("2026-11-23T07:59:59.999999999+01:00"), "2026-11-23_10:00-12:00_pickup_store");
    assert_eq!(first("2026-11-23T08:00:00+01:00"), "2026-11-23_18:00-20:00_pickup_store");
    assert_eq!(first("2026-11-23T16:00:00+01:00"), "2026-11-24_10:00-12:00_pickup_store");
}

#[test]
fn the_day_is_the_shops_and_not_greenwichs() {
    let settings = settings("America/New_York", vec![]);
    // 02:00 UTC on Tuesday is still Monday evening in New York.
    assert_eq!(names(&pickups(&settings, "2026-11-24T02:00:00Z"))[0], "2026-11-24_10:00-12:00_pickup_store");
    assert_eq!(pickups(&settings, "2026-11-24T02:00:00Z").last().unwrap().id.date(), "2026-11-28");
    assert_eq!(pickups(&settings, "2026-11-23T12:00:00Z")[0].starts, at("2026-11-23T15:00:00Z"));
}

#[test]
fn a_window_keeps_its_hours_when_the_clocks_change() {
    let ten = |zone, day: &str| {
        let settings = round_the_clock(zone, vec![(time(10, 0, 0, 0), time(12, 0, 0, 0))], 0);
        let slot = &pickups(&settings, &format!("{day}T06:00:00Z"))[0];
        assert_eq!((slot.id.date(), slot.ends.duration_since(slot.starts)), (day, SignedDuration::from_hours(2)));
        slot.starts.to_string()
    };
    assert_eq!(ten("Europe/Berlin", "2026-03-28"), "2026-03-28T09:00:00Z");
    assert_eq!(ten("Europe/Berlin", "2026-03-29"), "2026-03-29T08:00:00Z");
    assert_eq!(ten("Europe/Berlin", "2026-10-24"), "2026-10-24T08:00:00Z");
    assert_eq!(ten("Europe/Berlin", "2026-10-25"), "2026-10-25T09:00:00Z");
    assert_eq!(ten("America/New_York", "2026-03-07"), "2026-03-07T15:00:00Z");
    assert_eq!(ten("America/New_York", "2026-03-08"), "2026-03-08T14:00:00Z");
    assert_eq!(ten("America/New_York", "2026-10-31"), "2026-10-31T14:00:00Z");
    assert_eq!(ten("America/New_York", "2026-11-01"), "2026-11-01T15:00:00Z");
}

#[test]
fn an_hour_that_does_not_exist_is_not_offered() {
    let night = vec![
        (time(1, 0, 0, 0), time(2, 0, 0, 0)),
        (time(2, 0, 0, 0), time(3, 0, 0, 0)),
        (time(2, 30, 0, 0), time(3, 0, 0, 0)),
        (time(3, 0, 0, 0), time(4, 0, 0, 0)),
    ];
    let on = |zone, day: &str, now| {
        let slots = pickups(&round_the_clock(zone, night.clone(), 0), now);
        slots.iter().filter(|s| s.id.date() == day).map(|s| s.id.window().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(on("Europe/Berlin", "2026-03-29", "2026-03-28T12:00:00Z"), ["01:00-02:00", "03:00-04:00"]);
    assert_eq!(on("America/New_York", "2026-03-08", "2026-03-07T12:00:00Z"), ["01:00-02:00", "03:00-04:00"]);
    assert_eq!(on("Europe/Berlin", "2026-10-25", "2026-10-24T12:00:00Z").len(), 4);
}

#[test]
fn a_window_outside_opening_hours_is_not_offered() {
    let mut settings = settings("Europe/Berlin", vec![]);
    settings.slots.pickup_windows =
        vec![(time(7, 0, 0, 0), time(9, 0, 0, 0)), (time(8, 0, 0, 0), time(9, 0, 0, 0)), (time(19, 0, 0, 0), time(21, 0, 0, 0))];
    let windows: BTreeSet<String> = pickups(&settings, "2026-11-23T00:00:00Z").iter().map(|s| s.id.window().to_owned()).collect();
    assert_eq!(windows, BTreeSet::from(["08:00-09:00".to_owned()]));
}

#[test]
fn a_window_that_ends_before_it_starts_is_not_offered() {
    let windows = vec![(time(18, 0, 0, 0), time(9, 0, 0, 0)), (time(9, 0, 0, 0), time(9, 0, 0, 0))];
    assert_eq!(names(&pickups(&round_the_clock("Europe/Berlin", windows, 0), "2026-11-23T00:00:00Z")), [""; 0]);
}

#[test]
fn windows_noted_in_any_order_come_soonest_first() {
    let windows = vec![(time(18, 0, 0, 0), time(20, 0, 0, 0)), (time(9, 0, 0, 0), time(10, 0, 0, 0))];
    let slots = pickups(&round_the_clock("Europe/Berlin", windows, 0), "2026-11-23T00:00:00Z");
    assert!(slots.is_sorted_by_key(|s| s.starts));
}

#[test]
fn a_zone_is_found_by_postcode_and_nothing_else_is_delivered_to() {
    let settings = settings("Europe/Berlin", vec![mitte()]);
    assert_eq!(zone_for(&settings, Method::Delivery, " 10117 "), Some("mitte"));
    assert_eq!(zone_for(&settings, Method::Delivery, "20095"), None);
    assert_eq!(zone_for(&settings, Method::Pickup, "20095"), Some(STORE));
}

#[test]
fn a_slot_in_a_zone_the_shop_does_not_have_is_not_open() {
    let settings = settings("Europe/Berlin", vec![mitte()]);
    let open = |method, zone| {
        let id = SlotId::parse(&format!("2026-11-24_10:00-12:00_{method}_{zone}")).unwrap();
        open_slot(&settings, &id, at("2026-11-23T12:00:00Z")).is_some()
    };
    assert!(open("delivery", "mitte") && open("pickup", "store"));
    assert!(!open("delivery", "elsewhere") && !open("pickup", "mitte") && !open("delivery", "store") && !open("drone", "mitte"));
}

#[test]
fn a_malformed_slot_is_no_slot() {
    for text in
        ["", "2026-11-24", "2026-13-24_10:00-12:00_pickup_store", "2026-11-24_10:00-12:00_pickup_a_b", "2026-11-24_10:00-12:00_pickup_<b>"]
    {
        assert!(SlotId::parse(text).is_err(), "{text}");
    }
}

fn hours() -> impl Strategy<Value = Hours> {
    let quarter = |n: i32| time((n / 4) as i8, (n % 4 * 15) as i8, 0, 0);
    (0_i32..95, 1_i32..=16).prop_map(move |(from, long)| (quarter(from), quarter((from + long).min(95))))
}

fn time_zone() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("Europe/Berlin"),
        Just("America/New_York"),
        Just("Australia/Lord_Howe"),
        Just("America/Santiago"),
        Just("Asia/Kathmandu"),
        Just("UTC"),
    ]
}

/// A moment within two days of a change of clocks somewhere.
fn moment() -> impl Strategy<Value = Timestamp> {
    let change = prop_oneof![
        Just("2026-03-29T01:00:00Z"),
        Just("2026-10-25T01:00:00Z"),
        Just("2026-03-08T07:00:00Z"),
        Just("2026-11-01T06:00:00Z"),
        Just("2026-04-04T15:00:00Z"),
        Just("2026-09-06T04:00:00Z"),
    ];
    (change, -2_880_i64..=2_880).prop_map(|(change, minutes)| at(change) + SignedDuration::from_mins(minutes))
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let week = prop::collection::vec(prop::option::weighted(0.8, hours()), 7);
    (time_zone(), week, prop::collection::vec(hours(), 0..8), 0_u32..=3_000, 0_u8..=9).prop_map(|(zone, week, windows, lead, days)| {
        let mut settings = settings(zone, vec![mitte()]);
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        settings.opening_hours = names.into_iter().zip(week).filter_map(|(day, hours)| Some((day.to_owned(), hours?))).collect();
        let windows: Vec<Hours> = windows.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        settings.slots =
            SlotRules { pickup_windows: windows.clone(), delivery_windows: windows, lead_minutes: lead, days, ..settings.slots };
        settings
    })
}

/// The clock on the wall, or none in an hour that is skipped.
fn wall(at: Timestamp, settings: &Settings) -> (Date, Time) {
    let there = at.to_zoned(settings.tz());
    (there.date(), there.time())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_slot_offered_is_real_open_and_in_time(settings in any_settings(), now in moment()) {
        let slots = calendar(&settings, Method::Delivery, "mitte", now);
        prop_assert!(slots.is_sorted_by_key(|s| s.starts));
        prop_assert_eq!(slots.iter().map(|s| &s.id).collect::<BTreeSet<_>>().len(), slots.len());
        let today = wall(now, &settings).0;
        for slot in &slots {
            let (from, to) = *settings.slots.delivery_windows.iter().find(|(f, t)| slot.id.window() == format!("{}-{}", f.strftime("%H:%M"), t.strftime("%H:%M"))).unwrap();
            let (day, start) = wall(slot.starts, &settings);
            let (opens, shuts) = settings.hours(day.weekday()).unwrap();
            prop_assert!(opens <= from && to <= shuts, "{} is outside {opens}-{shuts}", slot.id);
            prop_assert!(slot.starts < slot.ends, "{} takes no time", slot.id);
            prop_assert!(now < slot.closes, "{} is closed", slot.id);
            prop_assert_eq!(slot.starts.duration_since(slot.closes), SignedDuration::from_mins(i64::from(settings.slots.lead_minutes)));
            prop_assert_eq!(slot.id.date(), day.to_string());
            let ahead = today.until(day).unwrap().get_days();
            prop_assert!(0 <= ahead && ahead < i32::from(settings.slots.days));
            // The clock on the wall shows the window, unless that hour is skipped that night.
            prop_assert!(start == from || day.to_datetime(from).to_zoned(settings.tz()).unwrap().time() != from);
            prop_assert_eq!(SlotId::parse(slot.id.as_str()).unwrap(), slot.id.clone());
            prop_assert_eq!(open_slot(&settings, &slot.id, now), Some(slot.clone()));
            prop_assert_eq!(open_slot(&settings, &slot.id, slot.closes), None);
        }
    }

    #[test]
    fn every_real_slot_that_is_open_is_offered(settings in any_settings(), now in moment()) {
        let offered: BTreeSet<SlotId> = calendar(&settings, Method::Pickup, STORE, now).into_iter().map(|s| s.id).collect();
        let mut day = wall(now, &settings).0;
        for _ in 0..settings.slots.days {
            let hours = settings.hours(day.weekday());
            for (from, to) in &settings.slots.pickup_windows {
                let when = |time: &Time| day.to_datetime(*time).to_zoned(settings.tz()).unwrap().timestamp();
                let lead = SignedDuration::from_mins(i64::from(settings.slots.lead_minutes));
                let id = SlotId::parse(&format!("{day}_{}-{}_pickup_store", from.strftime("%H:%M"), to.strftime("%H:%M"))).unwrap();
                let open = hours.is_some_and(|(opens, shuts)| opens <= *from && *to <= shuts) && when(from) < when(to) && now < when(from) - lead;
                prop_assert_eq!(offered.contains(&id), open, "{}", id);
            }
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn a_slot_stays_the_same_slot_while_time_passes(settings in any_settings(), now in moment(), minutes in 0_i64..=4_000) {
        let later = now + SignedDuration::from_mins(minutes);
        let before: BTreeMap<SlotId, Slot> = calendar(&settings, Method::Pickup, STORE, now).into_iter().map(|s| (s.id.clone(), s)).collect();
        for slot in calendar(&settings, Method::Pickup, STORE, later) {
            prop_assert!(before.get(&slot.id).is_none_or(|same| *same == slot));
        }
    }
}

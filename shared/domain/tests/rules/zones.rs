//! Which zone delivers to a postcode: tried against every postcode of a small country, the long way.

use crate::shop::cases;
use domain::zone::{Area, overlaps, serving};
use domain::{Money, Zone};
use proptest::prelude::*;

fn zone(id: &str, postcodes: &[&str]) -> Zone {
    let postcodes = postcodes.iter().map(|p| (*p).to_owned()).collect();
    Zone { id: id.into(), name: id.to_uppercase(), postcodes, fee: Money(290), ..Zone::default() }
}

fn serves(zones: &[Zone], postcode: &str) -> Option<String> {
    serving(zones, postcode).map(|zone| zone.id.clone())
}

#[test]
fn the_most_exact_zone_delivers() {
    let zones = [zone("berlin", &["10*", "12*"]), zone("mitte", &["10115-10179"]), zone("palace", &["10178"])];
    let at = |postcode: &str| serves(&zones, postcode).unwrap_or_default();
    assert_eq!([at("10178"), at("10117"), at("10999"), at("12049"), at("20095")], ["palace", "mitte", "berlin", "berlin", ""]);
    assert_eq!([at("10115"), at("10179"), at("10114"), at("10180")], ["mitte", "mitte", "berlin", "berlin"]);
}

#[test]
fn the_first_of_equals_delivers() {
    let zones = [zone("one", &["10115"]), zone("two", &["10115"])];
    assert_eq!(serves(&zones, "10115"), Some("one".into()));
    let both = overlaps(&zones);
    assert_eq!((both.len(), both[0].tie, both[0].winner.0.as_str(), both[0].postcode.as_str()), (1, true, "ONE", "10115"));
}

#[test]
fn postcodes_are_read_as_people_write_them() {
    let zones = [zone("soho", &["w1d*"]), zone("leiden", &["2312 AB"]), zone("warsaw", &["00-950"]), zone("bonn", &["53111 – 53115"])];
    let at = |postcode: &str| serves(&zones, postcode).unwrap_or_default();
    assert_eq!([at(" W1D 4HS "), at("2312ab"), at("00-950"), at("53 113"), at("")], ["soho", "leiden", "warsaw", "bonn", ""]);
}

#[test]
fn a_postcode_as_long_as_a_range_has_it() {
    let zones = [zone("range", &["10115-10179"])];
    assert_eq!([serves(&zones, "101155"), serves(&zones, "1011"), serves(&zones, "1o115")], [None, None, None]);
}

#[test]
fn what_is_no_area_is_said() {
    for (text, why) in [
        ("10179-10115", "ends before it begins"),
        ("*", "at least one character"),
        ("10115, 10117", "is no postcode"),
        ("", "is no postcode"),
        ("<b>", "is no postcode"),
    ] {
        assert!(Area::parse(text).unwrap_err().contains(why), "{text}");
    }
}

#[test]
fn what_overlaps_is_listed_with_who_delivers() {
    let zones = [zone("berlin", &["10*"]), zone("mitte", &["10115-10179", "20095"])];
    let [overlap] = <[_; 1]>::try_from(overlaps(&zones)).unwrap();
    assert_eq!((overlap.winner, overlap.loser), (("MITTE".into(), "10115-10179".into()), ("BERLIN".into(), "10*".into())));
    assert_eq!((overlap.tie, overlap.postcode.as_str()), (false, "10115"));
}

/// Areas of a country whose postcodes have three digits.
fn area() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u32..1_000).prop_map(|n| format!("{n:03}")),
        (0_u32..10).prop_map(|n| format!("{n}*")),
        (0_u32..100).prop_map(|n| format!("{n:02}*")),
        (0_u32..1_000, 0_u32..1_000).prop_map(|(a, b)| format!("{:03}-{:03}", a.min(b), a.max(b))),
    ]
}

/// All postcodes an area has, counted out.
fn all_of(area: &str) -> Vec<String> {
    let country = (0..1_000).map(|n| format!("{n:03}"));
    match (area.split_once('-'), area.strip_suffix('*')) {
        (Some((from, to)), _) => country.filter(|p| from <= p.as_str() && p.as_str() <= to).collect(),
        (_, Some(prefix)) => country.filter(|p| p.starts_with(prefix)).collect(),
        (None, None) => vec![area.to_owned()],
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn counting_all_postcodes_out_finds_the_same_zone(
        areas in prop::collection::vec(prop::collection::vec(area(), 0..4), 0..5), postcode in (0_u32..1_000).prop_map(|n| format!("{n:03}")),
    ) {
        let zones: Vec<Zone> = areas.iter().enumerate().map(|(n, list)| Zone { id: n.to_string(), postcodes: list.clone(), ..Zone::default() }).collect();
        let sizes = |zone: &Zone| zone.postcodes.iter().map(|a| all_of(a)).filter(|all| all.contains(&postcode)).map(|all| all.len()).min();
        let mut best: Option<(usize, &str)> = None;
        for zone in &zones {
            if let Some(size) = sizes(zone) && best.is_none_or(|(least, _)| size < least) {
                best = Some((size, &zone.id));
            }
        }
        prop_assert_eq!(serves(&zones, &postcode), best.map(|(_, id)| id.to_owned()));
    }

    #[test]
    fn what_is_listed_as_overlapping_is_and_nothing_else(one in area(), other in area()) {
        let zones = [zone("one", &[&one]), zone("two", &[&other])];
        let shared = all_of(&one).into_iter().any(|postcode| all_of(&other).contains(&postcode));
        // A prefix has postcodes of any length: it is asked about one of this country.
        let listed = overlaps(&zones);
        if shared || !listed.is_empty() && listed[0].postcode.len() == 3 {
            prop_assert_eq!(listed.len(), usize::from(shared), "{} {}", one, other);
        }
    }
}

#[test]
fn a_blank_within_a_postcode_parts_nothing() {
    let listed = Area::listed("SW1A 1AA, SW1A 2AA EC1*\n1012 AB 1013 10115 10117; 10119 - 10179");
    assert_eq!(listed, ["SW1A 1AA", "SW1A 2AA", "EC1*", "1012 AB", "1013", "10115", "10117", "10119-10179"]);
    assert_eq!(Area::parse("sw1a 1aa"), Ok(Area::One("SW1A1AA".into())));
}

#[test]
fn a_range_with_letters_is_refused_and_never_stored_as_something_that_matches_nothing() {
    for odd in ["SW1-SW9", "SW1 – SW9", "10115-1017A"] {
        assert!(Area::parse(odd).unwrap_err().contains("letters"), "{odd}");
    }
    assert_eq!(Area::parse("00-950"), Ok(Area::One("00-950".into())), "Polish postcodes have a hyphen");
}

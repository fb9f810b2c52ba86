//! What stands on a shelf label, in a letter and on a slip, in both languages.

use crate::Language;
use domain::product::{Pack, PackUnit, UnitOfPrice};
use domain::{Money, Quantity, SlotId};
use jiff::civil::{date, time};

fn english() -> Language {
    Language::default()
}

fn german() -> Language {
    Language::tagged("de").unwrap()
}

#[test]
fn amounts_read_as_on_a_label() {
    let both = |minor, currency| [english().money(Money(minor), currency), german().money(Money(minor), currency)];
    assert_eq!(both(199, "EUR"), ["€1.99", "1,99\u{a0}€"]);
    assert_eq!(both(-50, "EUR"), ["−€0.50", "−0,50\u{a0}€"]);
    assert_eq!(both(123_456_789, "EUR"), ["€1,234,567.89", "1.234.567,89\u{a0}€"]);
    assert_eq!(both(100_005, "EUR"), ["€1,000.05", "1.000,05\u{a0}€"]);
    assert_eq!(both(1205, "CHF"), ["CHF\u{a0}12.05", "12,05\u{a0}CHF"]);
    assert_eq!(both(1200, "JPY"), ["¥1,200", "1.200\u{a0}¥"]);
    assert_eq!(both(1_205_005, "KWD"), ["KWD\u{a0}1,205.005", "1.205,005\u{a0}KWD"]);
    assert_eq!(german().plain_money(Money(-1205), "EUR"), "-12,05 EUR");
}

#[test]
fn a_language_calls_itself_by_its_own_name() {
    assert_eq!(Language::all().map(Language::name).collect::<Vec<_>>(), ["English", "Deutsch"]);
}

#[test]
fn a_price_says_what_it_is_for() {
    assert_eq!(english().per("€1.99", UnitOfPrice::Piece), "€1.99 each");
    assert_eq!(german().per("1,99\u{a0}€", UnitOfPrice::Kg), "1,99\u{a0}€/kg");
    assert_eq!(german().per("1,99\u{a0}€", UnitOfPrice::Piece), "1,99\u{a0}€/Stück");
}

#[test]
fn weights_and_packs_read_as_on_a_pack() {
    let pack = |language: Language, amount, unit| language.pack(Pack { amount, unit });
    assert_eq!(english().quantity(Quantity::Grams(1500)), "1.5\u{a0}kg");
    assert_eq!(german().quantity(Quantity::Grams(1500)), "1,5\u{a0}kg");
    assert_eq!(german().quantity(Quantity::Grams(2000)), "2\u{a0}kg");
    assert_eq!(german().quantity(Quantity::Grams(250)), "250\u{a0}g");
    assert_eq!(german().times(Quantity::Pieces(3)), "3\u{a0}×");
    assert_eq!(pack(german(), 1250, PackUnit::Ml), "1,25\u{a0}l");
    assert_eq!(pack(german(), 330, PackUnit::Ml), "330\u{a0}ml");
    assert_eq!([1, 6].map(|n| pack(english(), n, PackUnit::Piece)), ["1 piece", "6 pieces"]);
    assert_eq!([1, 6].map(|n| pack(german(), n, PackUnit::Piece)), ["1\u{a0}Stück", "6\u{a0}Stück"]);
}

#[test]
fn shares_have_no_needless_zeros() {
    assert_eq!([700, 1900, 250].map(|bp| english().percent(bp)), ["7%", "19%", "2.5%"]);
    assert_eq!([700, 1900, 250].map(|bp| german().percent(bp)), ["7\u{a0}%", "19\u{a0}%", "2,5\u{a0}%"]);
}

#[test]
fn days_and_times_read_as_on_a_slip() {
    let (monday, march) = (date(2026, 11, 23), date(2027, 3, 1));
    assert_eq!([monday, march].map(|d| english().day(d)), ["Monday, 23 November", "Monday, 1 March"]);
    assert_eq!([monday, march].map(|d| german().day(d)), ["Montag, 23. November", "Montag, 1. März"]);
    assert_eq!((english().day_short(monday), german().day_short(monday)), ("Mon 23 Nov".into(), "Mo, 23. Nov.".into()));
    assert_eq!(german().window(time(9, 30, 0, 0), time(12, 0, 0, 0)), "09:30–12:00\u{a0}Uhr");
    let slot = SlotId::parse("2026-11-23_10:00-12:00_pickup_store").unwrap();
    assert_eq!((english().slot_day(&slot), english().slot_window(&slot)), ("Monday, 23 November".into(), "10:00–12:00".into()));
    assert_eq!((german().slot_day(&slot), german().slot_window(&slot)), ("Montag, 23. November".into(), "10:00–12:00\u{a0}Uhr".into()));
}

#[test]
fn every_language_names_all_days_and_months() {
    for language in Language::all() {
        let formats = language.formats();
        assert_eq!((formats.weekdays.len(), formats.weekdays_short.len()), (7, 7), "{language:?}");
        assert_eq!((formats.months.len(), formats.months_short.len()), (12, 12), "{language:?}");
    }
}

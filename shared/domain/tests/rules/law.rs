//! What the table of countries says, and that prices follow it.

use crate::shop::packed;
use domain::country::Country;
use domain::product::VatClass;
use domain::{Money, Product, ProductHead, ProductText, Settings};
use jiff::civil::date;

#[test]
fn food_carries_the_rate_of_its_country() {
    let rates =
        Country::ALL.map(|c| c.rates(date(2026, 6, 30))).map(|r| (r.of(VatClass::Standard), r.of(VatClass::Reduced), r.of(VatClass::Zero)));
    assert_eq!(rates, [(1900, 700, 0), (2000, 1000, 0), (2000, 550, 0), (2000, 500, 0), (810, 260, 0)]);
}

#[test]
fn a_rate_counts_from_its_day() {
    let standard = |day| Country::Ch.vat_on(VatClass::Standard, day);
    assert_eq!((standard(date(2023, 12, 31)), standard(date(2024, 1, 1))), (Some(770), Some(810)));
    let basic = |day| Country::At.rates(day).of(VatClass::Basic);
    assert_eq!((basic(date(2026, 6, 30)), basic(date(2026, 7, 1))), (1000, 490), "before, basic food was food like any other");
    assert_eq!(Country::De.rates(date(2026, 7, 1)).of(VatClass::Basic), 700);
}

#[test]
fn every_rule_says_where_it_is_written() {
    for country in Country::ALL {
        let law = country.law();
        let sources = [law.vat_source, law.fees_source, law.unit_price.source, law.deposit.source, law.ages.source];
        assert!(sources.iter().chain(&law.lowest_price).all(|s| s.len() > 5), "{country:?}");
        assert!(law.vat.is_sorted_by_key(|r| r.from) || law.vat.iter().any(|r| r.class == VatClass::Zero), "{country:?}");
        assert!(law.ages.beer_and_wine <= law.ages.spirits);
        assert!(law.deposit.one_way.is_none_or(|d| d > Money::ZERO));
    }
    assert_eq!(Country::ALL.map(|c| c.law().currencies.join(" ")), ["EUR", "EUR", "EUR", "GBP", "CHF"]);
    assert_eq!(Country::ALL.map(|c| c.law().lowest_price.is_some()), [true, true, true, false, false]);
}

#[test]
fn a_shop_that_never_said_where_it_is_is_in_germany() {
    let mut settings = serde_json::to_value(Settings::default()).unwrap();
    settings.as_object_mut().unwrap().remove("country");
    assert_eq!(serde_json::from_value::<Settings>(settings).unwrap().country, Country::De);
    assert_eq!(serde_json::to_value(Country::Gb).unwrap(), "GB");
}

#[test]
fn prices_are_in_a_currency_of_the_country() {
    assert_eq!((Country::De.foreign("EUR"), Country::Ch.foreign("CHF")), (None, None));
    assert_eq!(Country::Gb.foreign("EUR").unwrap(), "prices in Great Britain are in GBP");
}

#[test]
fn a_deposit_that_no_law_asks_for_is_told_and_may_be_right() {
    let odd = |country: Country, cents| country.odd_deposit(Money(cents));
    assert_eq!((odd(Country::De, 0), odd(Country::De, 25), odd(Country::At, 600)), (None, None, None), "a pack of 24 has 24 of them");
    assert!(odd(Country::De, 15).unwrap().contains("section 31 VerpackG"));
    assert!(odd(Country::De, 52).unwrap().starts_with("a deposit of 0.52 is not on what is used once: that is 0.25 in Germany"));
    assert!(odd(Country::Fr, 25).unwrap().starts_with("there is no deposit on what is used once in France"));
}

#[test]
fn a_reduction_names_the_lowest_price_where_the_law_or_the_owner_says_so() {
    let names = |country, always_lowest| Settings { country, always_lowest, ..Settings::default() }.names_lowest();
    assert_eq!((names(Country::De, false), names(Country::Gb, false), names(Country::Gb, true)), (true, false, true));
}

#[test]
fn a_drink_has_the_age_limit_of_its_country() {
    let ages = |country: Country| [5, 12, 13, 125, 220, 221, 400].map(|alcohol| country.age_for(alcohol));
    assert_eq!(ages(Country::De), [None, None, Some(16), Some(16), Some(16), Some(18), Some(18)]);
    assert_eq!(ages(Country::Gb), [None, None, Some(18), Some(18), Some(18), Some(18), Some(18)]);
    let bottle =
        |age| Product::new(ProductHead { age, ..packed("gin", 1_999) }, ProductText { alcohol: Some(375), ..ProductText::default() });
    let mut gin = bottle(None);
    assert_eq!((Country::De.age(&mut gin), gin.head.age), (Ok(()), Some(18)));
    assert!(Country::De.age(&mut bottle(Some(16))).unwrap_err().contains("18 and older"));
}

//! Amounts as people write them: `1,99`, `1.99`, `€ 2`. Programs send minor units (cents) as a number.

use domain::Money;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// An amount from a form or from JSON. What a text means depends on the currency, and one that is no amount is said beside
/// its field: so it is read by who knows both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// In minor units.
    Minor(Money),
    /// As a person typed it.
    Typed(String),
}

/// A text that is no amount in a currency of so many decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is written like {}", example(.0))]
pub struct Odd(usize);

impl Amount {
    /// In a currency (ISO 4217).
    pub fn read(&self, currency: &str) -> Result<Money, Odd> {
        match self {
            Amount::Minor(amount) => Ok(*amount),
            Amount::Typed(text) => parse(text, currency),
        }
    }
}

/// Reads `1,99`, `1.99`, `2`, `€ 2.5`, with as many decimals as the currency has. A point or comma always parts them:
/// `1.999` is an amount of dinars and none of euros, it is never guessed at.
pub fn parse(text: &str, currency: &str) -> Result<Money, Odd> {
    let sign = |c: char| matches!(c, '€' | '$' | '£' | '¥');
    let bare = text.trim().trim_start_matches(sign).trim_end_matches(sign);
    let bare = bare.strip_prefix(currency).or_else(|| bare.strip_suffix(currency)).unwrap_or(bare).trim();
    let places = Money::decimals(currency) as usize;
    decimal(bare, places).map(Money).ok_or(Odd(places))
}

/// A number with up to so many decimals after a point or comma, times ten to that power.
pub fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let parted = text.contains(['.', ',']);
    if whole.is_empty() || whole.len() > 9 || part.len() > places || (parted && part.is_empty()) || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

fn example(places: &usize) -> String {
    match places {
        0 => "199".to_owned(),
        places => format!("1.{0} or 1,{0}", "9".repeat(*places)),
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        from.deserialize_any(CentsOrText)
    }
}

struct CentsOrText;

impl Visitor<'_> for CentsOrText {
    type Value = Amount;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("cents as a number, or an amount as text")
    }

    fn visit_i64<E: Error>(self, cents: i64) -> Result<Amount, E> {
        Ok(Amount::Minor(Money(cents)))
    }

    fn visit_u64<E: Error>(self, cents: u64) -> Result<Amount, E> {
        i64::try_from(cents).map(|c| Amount::Minor(Money(c))).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        Ok(Amount::Typed(text.to_owned()))
    }
}

/// As it stands in an input: `1.99`; `199` where a currency has no decimals.
pub fn written(amount: Money, currency: &str) -> String {
    web::decimal(amount, currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_amounts_with_point_or_comma() {
        for (text, cents) in [("1,99", 199), ("1.99", 199), ("2", 200), ("0,5", 50), (" € 12.30 ", 1230), ("3,00€", 300), ("0", 0)] {
            assert_eq!(parse(text, "EUR"), Ok(Money(cents)), "{text}");
        }
        assert_eq!((parse("CHF 2.50", "CHF"), parse("2.50 CHF", "CHF")), (Ok(Money(250)), Ok(Money(250))));
    }

    #[test]
    fn what_could_mean_two_things_means_nothing() {
        for text in ["", "1.", ",99", "1.999", "1.234,56", "-1", "1 000", "1e3", "abc", "9999999999", "１"] {
            assert_eq!(parse(text, "EUR"), Err(Odd(2)), "{text}");
        }
    }

    #[test]
    fn each_currency_has_its_own_decimals() {
        assert_eq!((parse("500", "JPY"), parse("¥500", "JPY"), parse("5.00", "JPY")), (Ok(Money(500)), Ok(Money(500)), Err(Odd(0))));
        assert_eq!((parse("1,005", "KWD"), parse("1.5", "KWD"), parse("1.0005", "KWD")), (Ok(Money(1_005)), Ok(Money(1_500)), Err(Odd(3))));
        let said = |currency| parse("?", currency).unwrap_err().to_string();
        assert_eq!(said("EUR"), "an amount is written like 1.99 or 1,99");
        assert_eq!(
            (said("JPY").as_str(), said("KWD").as_str()),
            ("an amount is written like 199", "an amount is written like 1.999 or 1,999")
        );
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        for (minor, currency) in
            [0, 5, 50, 199, 123_456].into_iter().flat_map(|minor| ["EUR", "JPY", "KWD"].map(|currency| (minor, currency)))
        {
            assert_eq!(parse(&written(Money(minor), currency), currency), Ok(Money(minor)));
        }
    }

    #[test]
    fn programs_send_minor_units() {
        let read = |json: &str| serde_json::from_str::<Amount>(json).map(|amount| amount.read("JPY"));
        assert_eq!((read("199").unwrap(), read("\"199\"").unwrap()), (Ok(Money(199)), Ok(Money(199))));
        assert!(read("1.99").is_err());
    }
}

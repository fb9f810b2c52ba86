//! Amounts as people write them: `1,99`, `1.99`, `€ 2`. Programs send cents as a number.

use domain::Money;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// An amount from a form or from JSON. A text that is none is kept as that, so that the form can say so beside its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub Result<Money, Odd>);

/// A text that is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is written like 1.99 or 1,99")]
pub struct Odd;

impl Amount {
    /// From text.
    pub fn of(text: &str) -> Amount {
        Amount(parse(text))
    }
}

/// Reads `1,99`, `1.99`, `2`, `€ 2.5`. A point or comma always parts the cents: `1.999` is refused, not guessed at.
pub fn parse(text: &str) -> Result<Money, Odd> {
    let text = text.trim().trim_start_matches('€').trim_end_matches('€').trim();
    let (whole, cents) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let parted = text.contains(['.', ',']);
    if whole.is_empty() || whole.len() > 9 || cents.len() > 2 || (parted && cents.is_empty()) || !digits(whole) || !digits(cents) {
        return Err(Odd);
    }
    let whole: i64 = whole.parse().map_err(|_| Odd)?;
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| Odd)?;
    Ok(Money(whole * 100 + cents))
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
        Ok(Amount(Ok(Money(cents))))
    }

    fn visit_u64<E: Error>(self, cents: u64) -> Result<Amount, E> {
        i64::try_from(cents).map(|c| Amount(Ok(Money(c)))).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        Ok(Amount(parse(text)))
    }
}

/// As it stands in an input: `1.99`.
pub fn written(amount: Money) -> String {
    amount.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_amounts_with_point_or_comma() {
        for (text, cents) in [("1,99", 199), ("1.99", 199), ("2", 200), ("0,5", 50), (" € 12.30 ", 1230), ("3,00€", 300), ("0", 0)] {
            assert_eq!(parse(text), Ok(Money(cents)), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_means_nothing() {
        for text in ["", "1.", ",99", "1.999", "1.234,56", "-1", "1 000", "1e3", "abc", "9999999999", "１"] {
            assert_eq!(parse(text), Err(Odd), "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        for cents in [0, 5, 50, 199, 123_456] {
            assert_eq!(parse(&written(Money(cents))), Ok(Money(cents)));
        }
    }

    #[test]
    fn programs_send_cents() {
        assert_eq!(serde_json::from_str::<Amount>("199").unwrap(), Amount(Ok(Money(199))));
        assert_eq!(serde_json::from_str::<Amount>("\"1,99\"").unwrap(), Amount(Ok(Money(199))));
        assert!(serde_json::from_str::<Amount>("1.99").is_err());
    }
}

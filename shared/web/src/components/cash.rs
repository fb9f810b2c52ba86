//! Amounts, in one place: `€1.99`.

use domain::Money;
use domain::product::{UnitOfPrice, UnitPrice};
use maud::{Markup, Render, html};
use std::fmt::{Display, Formatter, Result, Write};

/// An amount in a currency. `(cash)` in a page is `€1.99`; [`Cash::big`] is the same with small cents.
#[derive(Clone, Copy, Debug)]
pub struct Cash<'a> {
    /// Minor units.
    pub amount: Money,
    /// ISO 4217.
    pub currency: &'a str,
}

impl Cash<'_> {
    /// The price on a shelf label: the cents are small, the text stays `€1.99`.
    pub fn big(self) -> Markup {
        let text = self.to_string();
        let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
        html! {
            span.cash { (whole) @if !cents.is_empty() { span.cents { "." (cents) } } }
        }
    }

    /// The sign before the digits. An unknown currency is written out.
    fn sign(&self) -> &str {
        match self.currency {
            "EUR" => "€",
            "USD" | "CAD" | "AUD" => "$",
            "GBP" => "£",
            "JPY" => "¥",
            other => other,
        }
    }
}

/// `€1.99`, `−€0.50`, `CHF 1.99`.
impl Display for Cash<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.amount < Money::ZERO {
            f.write_char('−')?;
        }
        let sign = self.sign();
        f.write_str(sign)?;
        if sign.len() == 3 && sign.is_ascii() {
            f.write_char('\u{a0}')?;
        }
        let minor = self.amount.0.unsigned_abs();
        if self.currency == "JPY" { write!(f, "{minor}") } else { write!(f, "{}.{:02}", minor / 100, minor % 100) }
    }
}

impl Render for Cash<'_> {
    fn render_to(&self, buffer: &mut String) {
        // Writing to a String cannot fail, and an amount holds nothing to escape.
        let _ = write!(buffer, "{self}");
    }
}

/// `€1.99/kg`.
pub fn unit_price(unit: UnitPrice, currency: &str) -> Markup {
    let per = match unit.per {
        UnitOfPrice::Kg => "/kg",
        UnitOfPrice::L => "/l",
        UnitOfPrice::Piece => " each",
    };
    html! { (Cash { amount: unit.price, currency }) (per) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(cents: i64, currency: &str) -> String {
        Cash { amount: Money(cents), currency }.to_string()
    }

    #[test]
    fn amounts_read_as_on_a_label() {
        assert_eq!(show(199, "EUR"), "€1.99");
        assert_eq!(show(-50, "EUR"), "−€0.50");
        assert_eq!(show(1205, "CHF"), "CHF\u{a0}12.05");
        assert_eq!(show(120, "JPY"), "¥120");
    }

    #[test]
    fn a_big_price_keeps_its_text() {
        let big = Cash { amount: Money(1999), currency: "EUR" }.big().into_string();
        assert_eq!(big, "<span class=\"cash\">€19<span class=\"cents\">.99</span></span>");
    }
}

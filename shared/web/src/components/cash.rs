//! Amounts, in one place: `€1.99`, `1,99 €`.

use domain::Money;
use domain::product::UnitPrice;
use maud::{Markup, Render, html};
use std::fmt::{Display, Formatter, Result, Write};
use texts::Language;

/// An amount in a currency, as a language writes it. Made by [`crate::Shell::money`]. `(cash)` in a page is `€1.99`; [`Cash::big`] is the same with small cents.
#[derive(Clone, Copy, Debug)]
pub struct Cash<'a> {
    /// Minor units.
    pub amount: Money,
    /// ISO 4217.
    pub currency: &'a str,
    /// Who reads it.
    pub language: Language,
}

impl Cash<'_> {
    /// The price on a shelf label: the cents are small, the text stays `€1.99`.
    pub fn big(self) -> Markup {
        let text = self.to_string();
        let (whole, cents) = text.split_at(text.rfind(self.language.decimal_mark()).unwrap_or(text.len()));
        let digits = self.language.decimal_mark().len() + Money::decimals(self.currency) as usize;
        let (cents, sign) = cents.split_at(digits.min(cents.len()));
        html! {
            span.cash { (whole) @if !cents.is_empty() { span.cents { (cents) } } (sign) }
        }
    }
}

impl Display for Cash<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.language.write_money(f, self.amount, self.currency)
    }
}

impl Render for Cash<'_> {
    fn render_to(&self, buffer: &mut String) {
        // Writing to a String cannot fail, and an amount holds nothing to escape.
        let _ = write!(buffer, "{self}");
    }
}

/// `€1.99/kg`.
pub fn unit_price(unit: UnitPrice, currency: &str, language: Language) -> Markup {
    html! { (language.per(&language.money(unit.price, currency), unit.per)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_big_price_keeps_its_text() {
        let big = |language| Cash { amount: Money(1999), currency: "EUR", language }.big().into_string();
        assert_eq!(big(Language::default()), "<span class=\"cash\">€19<span class=\"cents\">.99</span></span>");
        let german = Language::tagged("de").unwrap();
        assert_eq!(big(german), "<span class=\"cash\">19<span class=\"cents\">,99</span>\u{a0}€</span>");
        let yen = Cash { amount: Money(1999), currency: "JPY", language: german }.big().into_string();
        assert_eq!(yen, "<span class=\"cash\">1.999\u{a0}¥</span>");
    }
}

//! The least a card is charged. Cash knows no least.

use crate::Money;

/// The least amount a card is charged in a currency (ISO 4217), in its minor units. Where Stripe publishes none: 50.
/// <https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>
pub fn by_card(currency: &str) -> Money {
    Money(match currency {
        "GBP" => 30,
        "BGN" => 100,
        "AED" | "MYR" | "PLN" | "RON" => 200,
        "DKK" => 250,
        "NOK" | "SEK" => 300,
        "HKD" => 400,
        "MXN" | "THB" => 1_000,
        "CZK" => 1_500,
        "HUF" => 17_500,
        _ => 50,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_currency_has_its_own_least() {
        assert_eq!(["EUR", "CHF", "USD", "JPY"].map(by_card), [Money(50); 4]);
        assert_eq!([by_card("GBP"), by_card("SEK"), by_card("HUF")], [Money(30), Money(300), Money(17_500)]);
    }
}

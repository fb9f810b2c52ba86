//! Money in minor units. Rounding happens here and nowhere else.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use utoipa::ToSchema;

/// An amount in minor units of the shop's currency (cents for EUR). May be negative (a refund, a posting).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// `self * numerator / denominator`, rounded half away from zero, once. The only division of money in the shop.
    ///
    /// Calculated in 128 bits, so no input of the shop's limits can overflow. Beyond them it stays at the limit.
    pub fn scaled(self, numerator: i64, denominator: i64) -> Money {
        let (n, d) = (i128::from(self.0) * i128::from(numerator), i128::from(denominator));
        let half = if n < 0 { -(d / 2) } else { d / 2 };
        Money(i64::try_from((n + half) / d).unwrap_or(if n < 0 { i64::MIN } else { i64::MAX }))
    }

    /// How many decimals a currency has: ISO 4217. Two, but for these.
    pub fn decimals(currency: &str) -> u32 {
        match currency {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV" | "XAF" | "XOF"
            | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }

    /// The price of `count` things at this price each.
    pub fn times(self, count: i64) -> Money {
        Money(self.0.saturating_mul(count))
    }

    /// This share of the amount, in basis points (1900 = 19 %).
    pub fn share(self, basis_points: i64) -> Money {
        self.scaled(basis_points, 10_000)
    }

    /// The tax contained in a gross amount at a rate in basis points: `gross * r / (1 + r)`.
    pub fn tax_within(self, basis_points: i64) -> Money {
        self.scaled(basis_points, 10_000 + basis_points)
    }

    /// What is left of a gross amount without the tax in it: the two always add up to it.
    pub fn without_tax(self, basis_points: i64) -> Money {
        self - self.tax_within(basis_points)
    }
}

/// For `skip_serializing_if`: nothing is not stored.
pub(crate) fn is_nothing(amount: &Money) -> bool {
    *amount == Money::ZERO
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(items: I) -> Money {
        items.fold(Money::ZERO, Add::add)
    }
}

/// `12.34`: plain digits with two decimals, for logs, CSV and mails. Pages format by the shop's currency.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(Money(5).scaled(1, 2), Money(3));
        assert_eq!(Money(-5).scaled(1, 2), Money(-3));
        assert_eq!(Money(299).scaled(180, 1000), Money(54));
    }

    #[test]
    fn tax_is_taken_out_of_the_gross_amount() {
        assert_eq!(Money(11_900).tax_within(1900), Money(1900));
        assert_eq!(Money(107).tax_within(700), Money(7));
    }

    #[test]
    fn it_prints_as_digits() {
        assert_eq!(Money(-5).to_string(), "-0.05");
        assert_eq!(Money(123_456).to_string(), "1234.56");
    }
}

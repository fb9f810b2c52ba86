//! An amount split over lines, to the cent: by largest remainder.

use crate::Money;
use std::cmp::Reverse;

/// The share of each weight in an amount. The shares sum to the amount, and none is more than its weight while the
/// amount is not more than all weights together. Of equal remainders the first gets the cent. Nothing is negative.
pub fn split(amount: Money, weights: &[Money]) -> Vec<Money> {
    let all: i128 = weights.iter().map(|w| i128::from(w.0)).sum();
    if all <= 0 || amount <= Money::ZERO {
        return vec![Money::ZERO; weights.len()];
    }
    let exact = |w: &Money| i128::from(amount.0) * i128::from(w.0);
    let mut shares: Vec<i128> = weights.iter().map(|w| exact(w) / all).collect();
    let left = i128::from(amount.0) - shares.iter().sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|n| (Reverse(exact(&weights[*n]) % all), *n));
    for n in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[n] += 1;
    }
    shares.into_iter().map(|share| Money(i64::try_from(share).unwrap_or(i64::MAX))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(amount: i64, weights: &[i64]) -> Vec<i64> {
        split(Money(amount), &weights.iter().copied().map(Money).collect::<Vec<_>>()).into_iter().map(|m| m.0).collect()
    }

    #[test]
    fn the_cents_left_over_go_to_the_largest_remainders() {
        assert_eq!(shares(500, &[3_333, 3_333, 3_334]), [167, 166, 167], "of equal ones the first");
        assert_eq!(shares(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(shares(5, &[1_000, 1]), [5, 0]);
        assert_eq!(shares(3, &[2, 1]), [2, 1]);
    }

    #[test]
    fn over_nothing_nothing_is_split() {
        assert_eq!(shares(500, &[]), [0; 0]);
        assert_eq!(shares(500, &[0, 0]), [0, 0]);
    }
}

//! Money: rounded once, never in doubt, never overflowing.

use crate::second::nearest;
use crate::shop::{cases, delivery, loose, multi_buy, on_offer, packed, quoted};
use domain::{Money, OfferKind, Quantity};
use proptest::prelude::*;

fn within_i64(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn scaling_is_the_exact_fraction_rounded_half_away_from_zero(
        cents in prop_oneof![any::<i64>(), -100_000_i64..=100_000, Just(i64::MIN), Just(i64::MAX)],
        numerator in prop_oneof![any::<i64>(), -30_000_i64..=30_000],
        denominator in prop_oneof![1_i64..=i64::MAX, 1_i64..=12, Just(1_000), Just(10_000)],
    ) {
        let exact = nearest(i128::from(cents) * i128::from(numerator), denominator.into());
        prop_assert_eq!(Money(cents).scaled(numerator, denominator), Money(within_i64(exact)));
    }

    #[test]
    fn a_refund_is_rounded_like_its_charge(cents in -1_000_000_000_i64..=1_000_000_000, numerator in 0_i64..=30_000, denominator in 1_i64..=10_000) {
        prop_assert_eq!(-Money(cents).scaled(numerator, denominator), Money(-cents).scaled(numerator, denominator));
    }

    #[test]
    fn the_tax_within_an_amount_is_the_rate_of_what_is_left(gross in -1_000_000_000_000_i64..=1_000_000_000_000, bp in 0_i64..=10_000) {
        let tax = Money(gross).tax_within(bp);
        prop_assert_eq!(i128::from(tax.0), nearest(i128::from(gross) * i128::from(bp), i128::from(10_000 + bp)));
        prop_assert!(tax.0.abs() <= gross.abs());
        // Net and tax are the gross to the cent, and the tax is the rate of the net to within one.
        let net = Money(gross) - tax;
        prop_assert!((net.share(bp) - tax).0.abs() <= 1, "{net} net, {tax} tax at {bp} bp");
    }

    #[test]
    fn amounts_print_with_two_decimals_and_their_sign(cents in any::<i64>()) {
        let text = Money(cents).to_string();
        let digits: i128 = text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
        prop_assert_eq!(digits, i128::from(cents).abs());
        prop_assert_eq!(text.starts_with('-'), cents < 0);
        prop_assert_eq!(text.rsplit('.').next().map(str::len), Some(2));
    }

    #[test]
    fn times_is_a_product_or_the_limit(cents in any::<i64>(), count in any::<i64>()) {
        prop_assert_eq!(i128::from(Money(cents).times(count).0), i128::from(within_i64(i128::from(cents) * i128::from(count))));
    }

    /// 80 lines, each as much as a line may hold, at ten million a piece.
    #[test]
    fn the_greatest_basket_is_priced_without_overflow(kinds in prop::collection::vec(0_u8..6, 80)) {
        let dear = 1_000_000_000;
        let line = |(n, kind): (usize, &u8)| {
            let code = format!("p-{n:02}");
            let grams = Quantity::Grams(Quantity::MOST_GRAMS);
            let pieces = Quantity::Pieces(Quantity::MOST_PIECES);
            match kind {
                0 => (packed(&code, dear), pieces),
                1 => (loose(&code, dear, 25_000), grams),
                2 => (loose(&code, dear, 25_000), pieces),
                3 => (on_offer(multi_buy(3), packed(&code, dear)), pieces),
                4 => (on_offer(OfferKind::Percent { bp: 9_999 }, loose(&code, dear, 25_000)), grams),
                _ => (on_offer(OfferKind::Price { price: Money(dear - 1) }, packed(&code, dear)), pieces),
            }
        };
        let basket: Vec<_> = kinds.iter().enumerate().map(line).collect();
        let quote = quoted(&basket, delivery(dear));
        let sums = crate::second::sums(&basket, &quote.fees, crate::shop::noon());
        prop_assert_eq!(i128::from(quote.total.0), sums.total);
        prop_assert_eq!(i128::from(quote.upper.0), sums.upper);
    }
}

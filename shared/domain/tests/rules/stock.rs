//! How much of a product can still be had.

use crate::shop::{cases, packed, product};
use domain::{ByWeight, ProductHead, Quantity};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn the_most_that_can_be_had_is_held_and_one_more_is_not(head in product(), available in -5_i64..=30_000, pieces in 0_u32..=99, grams in 0_u32..=25_000) {
        let head = ProductHead { available, ..head };
        let asked = if head.by_weight.is_some() { vec![Quantity::Pieces(pieces), Quantity::Grams(grams)] } else { vec![Quantity::Pieces(pieces)] };
        for asked in asked {
            let most = head.most(asked);
            prop_assert!(most.amount() <= asked.amount());
            prop_assert!(most.is_zero() || head.units_to_hold(most) <= available);
            if most.amount() < asked.amount() {
                let one_more = match most { Quantity::Pieces(n) => Quantity::Pieces(n + 1), Quantity::Grams(n) => Quantity::Grams(n + 1) };
                prop_assert!(head.units_to_hold(one_more) > available);
            }
        }
    }

    #[test]
    fn what_is_held_covers_what_is_meant_and_its_tolerance(pieces in 1_u32..=99, nominal in 1_u32..=25_000, tolerance_bp in 0_u32..=10_000) {
        let head = ProductHead { by_weight: Some(ByWeight { nominal, tolerance_bp }), ..packed("any", 100) };
        let (meant, held) = (head.units(Quantity::Pieces(pieces)), head.units_to_hold(Quantity::Pieces(pieces)));
        prop_assert!(held >= meant);
        prop_assert!(i128::from(held) * 10_000 >= i128::from(meant) * i128::from(10_000 + tolerance_bp));
        prop_assert!(i128::from(held - 1) * 10_000 < i128::from(meant) * i128::from(10_000 + tolerance_bp));
    }
}

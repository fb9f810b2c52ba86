//! What a basket costs.

#![expect(clippy::type_complexity, reason = "tuples of made-up cases need no names")]

use crate::second::sums;
use crate::shop::{basket, cases, delivery, fees, loose, noon, packed, quoted};
use domain::quote::Quote;
use domain::{Money, ProductHead, Quantity, Rates, VatClass};
use proptest::prelude::*;

/// One more piece, or one more gram.
fn more(quantity: Quantity) -> Quantity {
    match quantity {
        Quantity::Pieces(n) => Quantity::Pieces(n + 1),
        Quantity::Grams(n) => Quantity::Grams(n + 1),
    }
}

/// Everything a shopper is asked to agree to.
fn charged(quote: &Quote) -> (Vec<(String, Quantity, Money, Money)>, Vec<Money>, Money, Money) {
    let lines = quote.lines.iter().map(|l| (l.item.sku.to_string(), l.item.quantity, l.priced.total(), l.upper)).collect();
    (lines, quote.fees.iter().map(|f| f.amount).collect(), quote.total, quote.upper)
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn the_total_is_its_rounded_lines_less_discounts_plus_deposits_and_fees(basket in basket(12), fees in fees()) {
        let quote = quoted(&basket, fees);
        let sum = |part: fn(&domain::quote::Line) -> Money| quote.lines.iter().map(part).sum::<Money>();
        prop_assert_eq!(quote.goods, sum(|l| l.priced.goods));
        prop_assert_eq!(quote.discount, sum(|l| l.priced.discount));
        prop_assert_eq!(quote.deposit, sum(|l| l.priced.deposit));
        let fees: Money = quote.fees.iter().map(|f| f.amount).sum();
        prop_assert_eq!(quote.total, quote.goods - quote.discount + quote.deposit + fees);
        prop_assert_eq!(quote.total, sum(|l| l.priced.total()) + fees);
        prop_assert_eq!(quote.upper, sum(|l| l.upper) + fees);
        prop_assert_eq!(quote.worth(), quote.goods - quote.discount);
        prop_assert_eq!(quote.savings().into_iter().map(|(_, amount)| amount).sum::<Money>(), quote.discount);
    }

    #[test]
    fn a_second_implementation_finds_the_same_amounts(basket in basket(6), fees in fees()) {
        let quote = quoted(&basket, fees);
        let sums = sums(&basket, &quote.fees, noon());
        let found = |m: Money| i128::from(m.0);
        prop_assert_eq!(found(quote.goods), sums.goods);
        prop_assert_eq!(found(quote.discount), sums.discount);
        prop_assert_eq!(found(quote.deposit), sums.deposit);
        prop_assert_eq!(found(quote.total), sums.total);
        prop_assert_eq!(found(quote.upper), sums.upper);
        let gross: std::collections::BTreeMap<VatClass, i128> = quote.vat.iter().map(|p| (p.class, found(p.gross))).collect();
        prop_assert_eq!(gross, sums.gross);
    }

    #[test]
    fn the_order_of_lines_changes_nothing((basket, shuffled) in basket(8).prop_flat_map(|b| (Just(b.clone()), Just(b).prop_shuffle()))) {
        let (one, other) = (quoted(&basket, delivery(390)), quoted(&shuffled, delivery(390)));
        prop_assert_eq!(one.fingerprint("slot"), other.fingerprint("slot"));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn nothing_is_negative_and_the_upper_bound_is_one(basket in basket(8), fees in fees()) {
        let quote = quoted(&basket, fees);
        for line in &quote.lines {
            let priced = line.priced;
            prop_assert!(priced.goods >= Money::ZERO && priced.deposit >= Money::ZERO);
            prop_assert!(Money::ZERO <= priced.discount && priced.discount <= priced.goods, "{line:?}");
            prop_assert!(line.upper >= priced.total(), "{line:?}");
        }
        prop_assert!(Money::ZERO <= quote.total && quote.total <= quote.upper);
    }

    #[test]
    fn vat_parts_sum_to_the_total_and_are_rounded_once_per_class(basket in basket(8), fees in fees()) {
        let quote = quoted(&basket, fees);
        prop_assert_eq!(quote.vat.iter().map(|p| p.gross).sum::<Money>(), quote.total);
        for part in &quote.vat {
            prop_assert!(Money::ZERO <= part.vat && part.vat <= part.gross);
            prop_assert_eq!(part.vat, part.gross.tax_within(part.bp));
            prop_assert_eq!(part.bp, Rates::default().of(part.class));
        }
        let mut classes: Vec<_> = quote.vat.iter().map(|p| p.class).collect();
        classes.dedup();
        prop_assert_eq!(classes.len(), quote.vat.len());
    }

    #[test]
    fn more_of_something_never_costs_less(basket in basket(6), pick in any::<prop::sample::Index>()) {
        let before = quoted(&basket, Vec::new());
        let mut grown = basket.clone();
        let line = pick.index(grown.len());
        grown[line].1 = more(grown[line].1);
        let after = quoted(&grown, Vec::new());
        prop_assert!(after.goods >= before.goods);
        prop_assert!(after.worth() >= before.worth(), "{} became {}", before.worth(), after.worth());
        prop_assert!(after.total >= before.total && after.upper >= before.upper);
    }

    #[test]
    fn the_fingerprint_differs_when_anything_charged_does(basket in basket(5), other in basket(5), fee in fees(), fee_then in fees(), swap in any::<prop::sample::Index>()) {
        // One line, or the fee, or both are something else.
        let mut changed = basket.clone();
        let n = swap.index(changed.len().min(other.len()));
        let (head, quantity) = other[n].clone();
        changed[n] = (ProductHead { pv: changed[n].0.pv, ..head }, quantity);
        let (one, two) = (quoted(&basket, fee), quoted(&changed, fee_then));
        if charged(&one) != charged(&two) {
            prop_assert_ne!(one.fingerprint("slot"), two.fingerprint("slot"));
        }
    }

    #[test]
    fn the_fingerprint_is_stable_when_nothing_charged_changes(basket in basket(5), pick in any::<prop::sample::Index>()) {
        let mut same = basket.clone();
        let head = &mut same[pick.index(basket.len())].0;
        head.name = "Renamed".into();
        head.aisle = domain::AisleId::parse("moved").unwrap();
        head.available -= 1;
        let (one, two) = (quoted(&basket, delivery(390)), quoted(&same, delivery(390)));
        prop_assert_eq!(one.fingerprint("slot"), two.fingerprint("slot"));
        prop_assert_eq!(two.fingerprint("slot"), quoted(&same, delivery(390)).fingerprint("slot"));
        prop_assert_ne!(one.fingerprint("slot"), one.fingerprint("another slot"));
    }
}

#[test]
fn each_thing_that_is_charged_is_in_the_fingerprint() {
    let bread = packed("bread", 399);
    let ham = loose("ham", 1_999, 200);
    let basket = |bread: ProductHead, ham: ProductHead, grams: u32| vec![(bread, Quantity::Pieces(2)), (ham, Quantity::Grams(grams))];
    let print = |b: Vec<(ProductHead, Quantity)>, fee| quoted(&b, delivery(fee)).fingerprint("slot");
    let mut heavier = ham.clone();
    heavier.by_weight = heavier.by_weight.map(|w| domain::ByWeight { tolerance_bp: 2_000, ..w });
    let all = [
        print(basket(bread.clone(), ham.clone(), 300), 390),
        print(basket(ProductHead { price: Money(400), ..bread.clone() }, ham.clone(), 300), 390),
        print(basket(ProductHead { deposit: Money(8), ..bread.clone() }, ham.clone(), 300), 390),
        print(basket(ProductHead { pv: 2, ..bread.clone() }, ham.clone(), 300), 390),
        print(basket(bread.clone(), ham.clone(), 301), 390),
        print(basket(bread.clone(), heavier, 300), 390),
        print(basket(bread.clone(), ham.clone(), 300), 391),
        print(vec![(bread.clone(), Quantity::Pieces(2))], 390),
        quoted(&basket(bread, ham, 300), Vec::new()).fingerprint("slot"),
    ];
    let different: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(different.len(), all.len());
}

/// Vendure #3003 charged 1110.85 where 1110.92 was due: a unit price was rounded, and then multiplied.
#[test]
fn a_price_is_rounded_after_it_is_multiplied() {
    let cheese = loose("cheese", 3_798, 450);
    let one = quoted(&[(cheese.clone(), Quantity::Pieces(1))], Vec::new());
    let many = quoted(&[(cheese, Quantity::Pieces(65))], Vec::new());
    assert_eq!(one.total.times(65), Money(111_085));
    assert_eq!(many.total, Money(111_092));
}

/// WooCommerce #54815 rounded 0.5 kg down to nothing.
#[test]
fn half_a_kilogram_is_half_a_kilogram() {
    let potatoes = |cents| loose("potatoes", cents, 120);
    let of = |cents, grams| quoted(&[(potatoes(cents), Quantity::Grams(grams))], Vec::new()).total;
    assert_eq!(of(200, 500), Money(100));
    assert_eq!(of(199, 500), Money(100), "99.5 cents round up");
    assert_eq!(of(199, 1_500), Money(299), "298.5 cents round up");
    assert_eq!(of(199, 499), Money(99));
    assert_eq!(of(1, 500), Money(1));
    assert_eq!(potatoes(199).units_to_hold(Quantity::Grams(500)), 550);
    assert_eq!(Quantity::Grams(1_500).to_string(), "1.5 kg");
}

#[test]
fn a_tenth_of_a_gram_more_to_hold_is_a_gram() {
    let saffron = loose("saffron", 1_000_000, 1);
    assert_eq!(saffron.units_to_hold(Quantity::Grams(1)), 2);
    assert_eq!(saffron.units_to_hold(Quantity::Grams(10)), 11);
    assert_eq!(packed("salt", 49).units_to_hold(Quantity::Pieces(10)), 10);
}

//! "3 for 2": the cheapest of the group is free.

use crate::second::sums;
use crate::shop::{basket, cases, multi_buy, noon, on_offer, packed, quoted};
use domain::{Money, Offer, ProductHead, Quantity};
use proptest::prelude::*;

fn line(code: &str, cents: i64, take: u8, pieces: u32) -> (ProductHead, Quantity) {
    (on_offer(multi_buy(take), packed(code, cents)), Quantity::Pieces(pieces))
}

fn discount(basket: &[(ProductHead, Quantity)]) -> Money {
    quoted(basket, Vec::new()).discount
}

#[test]
fn the_cheapest_piece_is_free_whichever_product_it_is_of() {
    assert_eq!(discount(&[line("tea", 300, 3, 1), line("mate", 250, 3, 1), line("cocoa", 400, 3, 1)]), Money(250));
    assert_eq!(discount(&[line("tea", 300, 3, 2), line("mate", 250, 3, 1)]), Money(250));
    assert_eq!(discount(&[line("tea", 300, 3, 3)]), Money(300));
}

#[test]
fn two_of_three_are_not_enough_and_six_give_two() {
    assert_eq!(discount(&[line("tea", 300, 3, 2)]), Money(0));
    assert_eq!(discount(&[line("tea", 300, 3, 4), line("mate", 250, 3, 2)]), Money(500));
    assert_eq!(discount(&[line("tea", 300, 3, 5), line("mate", 250, 3, 1)]), Money(250 + 300));
}

#[test]
fn products_of_another_offer_or_without_one_do_not_help() {
    let plain = (packed("rice", 10), Quantity::Pieces(5));
    assert_eq!(discount(&[line("tea", 300, 3, 2), plain, line("soap", 100, 2, 1)]), Money(0));
}

#[test]
fn the_deposit_of_a_free_bottle_is_paid() {
    let (water, pieces) = line("water", 100, 2, 2);
    let quote = quoted(&[(ProductHead { deposit: Money(25), ..water }, pieces)], Vec::new());
    assert_eq!((quote.discount, quote.deposit, quote.total), (Money(100), Money(50), Money(150)));
}

#[test]
fn loose_goods_take_no_part_in_a_multi_buy() {
    let apples = on_offer(multi_buy(2), crate::shop::loose("apples", 299, 180));
    assert_eq!(discount(&[(apples, Quantity::Pieces(4)), line("tea", 300, 2, 1)]), Money(0));
}

/// While an offer is changed from "2 for 1" to "3 for 2", product after product, its heads differ for a moment.
#[test]
fn a_group_whose_products_disagree_counts_by_the_greater_number_and_still_gives_the_cheapest() {
    let same = |head: ProductHead| ProductHead { offer: head.offer.map(|o| Offer { id: "tea-week".into(), ..o }), ..head };
    let of = |code: &str, cents, take, pieces| {
        let (head, quantity) = line(code, cents, take, pieces);
        (same(head), quantity)
    };
    assert_eq!(discount(&[of("tea", 300, 2, 1), of("mate", 250, 3, 1)]), Money(0));
    assert_eq!(discount(&[of("tea", 300, 2, 2), of("mate", 250, 3, 1)]), Money(250));
}

/// Only products on multi-buys, most of them in the same group.
fn multi_buys() -> impl Strategy<Value = crate::shop::Basket> {
    basket(6).prop_flat_map(|basket| {
        let lines = basket.len();
        (Just(basket), prop::collection::vec((2_u8..=3, 0_u32..=4), lines)).prop_map(|(basket, terms)| {
            let line = |((head, _), (take, pieces)): ((ProductHead, Quantity), (u8, u32))| {
                (on_offer(multi_buy(take), ProductHead { by_weight: None, ..head }), Quantity::Pieces(pieces))
            };
            basket.into_iter().zip(terms).map(line).collect()
        })
    })
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn laying_out_every_piece_finds_the_same_discount(basket in multi_buys()) {
        prop_assert_eq!(i128::from(discount(&basket).0), sums(&basket, &[], noon()).discount);
    }

    #[test]
    fn one_piece_less_never_costs_more(basket in multi_buys(), pick in any::<prop::sample::Index>()) {
        let mut less = basket.clone();
        let quantity = &mut less[pick.index(basket.len())].1;
        *quantity = Quantity::Pieces(quantity.amount().saturating_sub(1));
        prop_assert!(quoted(&less, Vec::new()).total <= quoted(&basket, Vec::new()).total);
    }

    #[test]
    fn the_discount_is_never_more_than_its_share_of_the_goods(basket in multi_buys()) {
        let quote = quoted(&basket, Vec::new());
        // Of two pieces one is free at most, and it is the cheaper one.
        prop_assert!(quote.discount + quote.discount <= quote.goods);
        for line in &quote.lines {
            prop_assert!(line.priced.discount <= line.priced.goods);
        }
    }
}

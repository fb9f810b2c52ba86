//! Percentages, lower prices, and when they count.

use crate::shop::{basket, cases, loose, noon, offer, on_offer, packed, quoted, quoted_at};
use domain::{Money, Offer, OfferKind, ProductHead, Quantity};
use jiff::SignedDuration;
use proptest::prelude::*;

fn total(head: ProductHead, quantity: Quantity) -> Money {
    quoted(&[(head, quantity)], Vec::new()).total
}

fn percent(bp: u16) -> OfferKind {
    OfferKind::Percent { bp }
}

fn lower(cents: i64) -> OfferKind {
    OfferKind::Price { price: Money(cents) }
}

#[test]
fn a_percentage_is_taken_off_the_line_and_rounded_once() {
    assert_eq!(total(on_offer(percent(2_000), packed("tea", 299)), Quantity::Pieces(1)), Money(299 - 60));
    assert_eq!(total(on_offer(percent(2_000), packed("tea", 299)), Quantity::Pieces(3)), Money(897 - 179));
    assert_eq!(total(on_offer(percent(5_000), packed("gum", 1)), Quantity::Pieces(1)), Money(0), "half a cent is a cent off");
    assert_eq!(total(on_offer(percent(10_000), packed("gift", 500)), Quantity::Pieces(2)), Money(0));
}

#[test]
fn an_offer_price_counts_per_piece_and_per_kilogram() {
    assert_eq!(total(on_offer(lower(249), packed("tea", 299)), Quantity::Pieces(2)), Money(498));
    assert_eq!(total(on_offer(lower(199), loose("apples", 299, 180)), Quantity::Grams(500)), Money(100));
}

#[test]
fn an_offer_price_that_is_not_lower_does_not_count() {
    assert_eq!(total(on_offer(lower(299), packed("tea", 299)), Quantity::Pieces(2)), Money(598));
    assert_eq!(total(on_offer(lower(399), packed("tea", 299)), Quantity::Pieces(2)), Money(598));
}

#[test]
fn a_nonsensical_offer_never_pays_the_shopper() {
    for kind in [percent(u16::MAX), lower(-500), OfferKind::MultiBuy { take: 0, pay: 0 }, OfferKind::MultiBuy { take: 1, pay: 0 }] {
        for head in [packed("tea", 299), loose("apples", 299, 180)] {
            let quote = quoted(&[(on_offer(kind, head), Quantity::Pieces(3))], Vec::new());
            assert!(quote.discount <= quote.goods && quote.total >= Money::ZERO, "{kind:?}: {quote:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn an_offer_counts_from_its_start_to_just_before_its_end(basket in basket(5), minutes in -3_000_i64..=3_000, exact in 0_u8..6) {
        let instant = SignedDuration::from_nanos(1);
        let (starts, ends) = (offer(percent(1)).starts, offer(percent(1)).ends);
        let now = match exact {
            0 => starts - instant,
            1 => starts,
            2 => ends - instant,
            3 => ends,
            _ => noon() + SignedDuration::from_mins(minutes),
        };
        let counts = |o: &Offer| o.starts <= now && now < o.ends;
        let bare: Vec<_> = basket.iter().map(|(h, q)| (ProductHead { offer: h.offer.clone().filter(counts), ..h.clone() }, *q)).collect();
        prop_assert_eq!(quoted_at(&basket, Vec::new(), now), quoted_at(&bare, Vec::new(), now));
        for line in &quoted_at(&basket, Vec::new(), now).lines {
            prop_assert!(line.item.offer.as_ref().is_none_or(counts));
        }
    }

    #[test]
    fn an_offer_never_makes_anything_dearer(basket in basket(6)) {
        let plain: Vec<_> = basket.iter().map(|(h, q)| (ProductHead { offer: None, ..h.clone() }, *q)).collect();
        let (with, without) = (quoted(&basket, Vec::new()), quoted(&plain, Vec::new()));
        prop_assert!(with.total <= without.total && with.upper <= without.upper);
        prop_assert_eq!(with.goods, without.goods);
    }
}

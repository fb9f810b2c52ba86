//! Deals on made-up baskets: what must hold whatever the owner thinks of.

use crate::day::{Day, Event};
use crate::deals::{deal, voucher};
use crate::picking::reports;
use crate::second_deals::cheapest;
use crate::shop::{Basket, basket, cases, delivery, fees, multi_buy, noon, on_offer, packed, placed_as, quoted, quoted_with, sku};
use domain::deal::{Cut, Deal, DealKind, Goods, Promotions};
use domain::voucher::Voucher;
use domain::{Money, Offer, OfferKind, ProductHead, Quantity, Quote};
use proptest::prelude::*;

fn goods() -> impl Strategy<Value = Goods> {
    let some = prop::collection::vec(0_usize..6, 1..4).prop_map(|all| Goods::of(all.iter().map(|n| sku(&format!("p-{n:02}"))).collect()));
    let full = some.clone().prop_map(|goods| Goods { full_price: true, ..goods });
    prop_oneof![2 => Just(Goods::default()), 4 => some, 1 => full]
}

fn cut() -> impl Strategy<Value = Cut> {
    prop_oneof![
        (1_i64..3_000).prop_map(|off| Cut::Amount { off: Money(off) }),
        (1_u16..=10_000).prop_map(|bp| Cut::Percent { bp }),
        Just(Cut::Delivery)
    ]
}

fn kind() -> impl Strategy<Value = DealKind> {
    let codes = || prop::collection::vec((0_usize..6).prop_map(|n| sku(&format!("p-{n:02}"))), 1..4);
    prop_oneof![
        (1_u16..=10_000).prop_map(|bp| DealKind::MemberPrice { cut: OfferKind::Percent { bp } }),
        (1_i64..500).prop_map(|off| DealKind::MemberPrice { cut: OfferKind::Amount { off: Money(off) } }),
        (2_u8..=4, 1_u8..=3).prop_map(|(take, free)| DealKind::CheapestFree { take, free: free.min(take - 1) }),
        (2_u8..=4, 1_i64..2_500).prop_map(|(take, price)| DealKind::SetPrice { take, price: Money(price) }),
        (prop::collection::vec(codes(), 2..=3), 1_i64..2_500).prop_map(|(parts, price)| DealKind::Bundle { parts, price: Money(price) }),
        (0_i64..6_000, cut()).prop_map(|(worth, cut)| DealKind::Threshold { from: Money(worth), cut }),
    ]
}

fn promotions(most: usize) -> impl Strategy<Value = Promotions> {
    let one = (kind(), goods(), prop::option::weighted(0.3, prop_oneof![Just("x"), Just("y")]));
    let deals = prop::collection::vec(one, 0..=most).prop_map(|all| {
        let made = all.into_iter().enumerate();
        made.map(|(n, (kind, goods, group))| Deal { group: group.map(str::to_owned), ..deal(&format!("d-{n}"), kind, goods) })
            .collect::<Vec<_>>()
    });
    let code = prop::option::of((cut(), 0_i64..3_000, goods()).prop_map(|(cut, least, goods)| Voucher { goods, ..voucher(cut, least) }));
    (deals, any::<bool>(), code).prop_map(|(deals, member, voucher)| Promotions { deals, member, voucher, used_before: 0 })
}

/// Sets, the cut, free delivery, and the offer of each line.
type Reached = (Vec<(String, u32)>, Option<String>, Option<String>, Vec<Option<String>>);

/// What counted.
fn reached(quote: &Quote) -> Reached {
    let promised = quote.promised.clone();
    let offers = quote.lines.iter().map(|line| line.item.offer.as_ref().map(|offer| offer.id.clone())).collect();
    (promised.sets.into_iter().map(|c| (c.deal.id, c.times)).collect(), promised.cut.map(|c| c.id), promised.delivery.map(|w| w.id), offers)
}

/// Few enough pieces and sets that every sequence of sets can be tried. What the second implementation does not try either,
/// because it is not promised: a member's price for some of the products it covers and not for the others.
fn is_small(promotions: &Promotions, basket: &Basket) -> bool {
    let pieces = |(head, quantity): &(ProductHead, Quantity)| if head.by_weight.is_some() { 0 } else { quantity.amount() };
    let hung: std::collections::BTreeSet<_> = basket
        .iter()
        .filter_map(|(head, _)| head.offer.as_ref())
        .filter(|o| matches!(o.kind, OfferKind::MultiBuy { .. }))
        .map(|o| &o.id)
        .collect();
    let sets = promotions.deals.iter().filter(|deal| deal.is_set()).count() + hung.len();
    sets <= 3 && basket.iter().map(pieces).sum::<u32>() <= 9
}

/// Some of the labels are in an exclusion group with deals.
fn grouped(basket: Basket, groups: &[bool]) -> Basket {
    let group = |(n, (head, quantity)): (usize, (ProductHead, Quantity))| {
        let group = groups[n % groups.len()].then(|| "x".to_owned());
        (ProductHead { offer: head.offer.map(|offer| Offer { group, ..offer }), ..head }, quantity)
    };
    basket.into_iter().enumerate().map(group).collect()
}

/// Five pieces that come to 0.04 with a tenth off: the cheapest of them is worth nothing, the next one a cent.
#[test]
fn two_sets_may_save_where_one_saves_nothing() {
    let basket = vec![(packed("p-00", 100), Quantity::Pieces(1)), (on_offer(multi_buy(2), packed("p-01", 1)), Quantity::Pieces(5))];
    let members = deal("members", DealKind::MemberPrice { cut: OfferKind::Percent { bp: 1_000 } }, Goods::default());
    let promotions = Promotions { deals: vec![members], member: true, ..Promotions::default() };
    assert_eq!(quoted_with(&basket, vec![], promotions.clone()).total, Money(90 + 3));
    assert_eq!(cheapest(&basket, &promotions, &[], noon()).total, 90 + 3);
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn trying_every_way_finds_nothing_cheaper(
        basket in basket(4), groups in prop::collection::vec(prop::bool::weighted(0.2), 4), promotions in promotions(3), fees in fees(),
    ) {
        let basket = grouped(basket, &groups);
        prop_assume!(is_small(&promotions, &basket));
        let quote = quoted_with(&basket, fees.clone(), promotions.clone());
        let sums = cheapest(&basket, &promotions, &fees, noon());
        prop_assert_eq!(i128::from(quote.total.0), sums.total);
        prop_assert_eq!(i128::from(quote.goods.0), sums.goods);
    }

    #[test]
    fn nothing_is_negative_and_every_cent_off_has_its_reason(basket in basket(8), promotions in promotions(5), fees in fees()) {
        let quote = quoted_with(&basket, fees, promotions);
        for line in &quote.lines {
            prop_assert!(Money::ZERO <= line.priced.share && line.priced.share <= line.priced.discount);
            prop_assert!(line.priced.discount <= line.priced.goods && line.priced.total() <= line.upper, "{line:?}");
            prop_assert_eq!(line.reasons().iter().map(|reason| reason.off).sum::<Money>(), line.priced.discount);
            prop_assert!(line.reasons().iter().all(|reason| reason.off > Money::ZERO));
        }
        let fees: Money = quote.fees.iter().map(|fee| fee.amount).sum();
        prop_assert_eq!(quote.total, quote.lines.iter().map(|line| line.priced.total()).sum::<Money>() + fees);
        prop_assert_eq!(quote.upper, quote.lines.iter().map(|line| line.upper).sum::<Money>() + fees);
        prop_assert_eq!(quote.vat.iter().map(|part| part.gross).sum::<Money>(), quote.total);
        prop_assert!(Money::ZERO <= quote.total && quote.total <= quote.upper);
    }

    #[test]
    fn promotions_never_make_a_basket_dearer(basket in basket(6), promotions in promotions(4), fees in fees()) {
        prop_assert!(quoted_with(&basket, fees.clone(), promotions).total <= quoted(&basket, fees).total);
    }

    #[test]
    fn the_order_of_lines_is_irrelevant((basket, shuffled) in basket(6).prop_flat_map(|b| (Just(b.clone()), Just(b).prop_shuffle())), promotions in promotions(4)) {
        prop_assert_eq!(quoted_with(&basket, delivery(390), promotions.clone()), quoted_with(&shuffled, delivery(390), promotions));
    }

    /// One piece or gram more never makes the total lower, unless it completes a set, reaches a threshold, or makes
    /// another promotion the best: then that promotion says so.
    #[test]
    fn more_of_something_costs_less_only_where_a_promotion_says_so(basket in basket(5), promotions in promotions(3), at in any::<prop::sample::Index>()) {
        let before = quoted_with(&basket, delivery(390), promotions.clone());
        let mut grown = basket.clone();
        let n = at.index(grown.len());
        grown[n].1 = match grown[n].1 {
            Quantity::Pieces(n) => Quantity::Pieces(n + 1),
            Quantity::Grams(n) => Quantity::Grams(n + 1),
        };
        let after = quoted_with(&grown, delivery(390), promotions);
        if reached(&before) == reached(&after) {
            prop_assert!(after.total >= before.total, "{} became {}: {:?}", before.total, after.total, reached(&after));
        }
    }

    #[test]
    fn the_promise_alone_gives_the_price_again(basket in basket(6), promotions in promotions(4)) {
        let quote = quoted_with(&basket, vec![], promotions);
        let items: Vec<_> = quote.lines.iter().map(|line| line.item.clone()).collect();
        for (line, again) in quote.lines.iter().zip(domain::deal::reckon(&items, &quote.promised)) {
            prop_assert_eq!(line.priced, again.priced);
        }
    }

    /// Whatever is missing, weighed or given instead: what is charged is never more than was authorized. Without anything
    /// weighed heavier than ordered it is never more than the total either.
    #[test]
    fn no_shortage_makes_an_order_dearer_than_promised(basket in basket(6), promotions in promotions(4), fees in fees(), all in prop::collection::vec(reports(), 1..5)) {
        let quote = quoted_with(&basket, fees, promotions);
        let mut day = Day::of(placed_as(quote), &basket, 9_000);
        day.happen(&Event::Pay, 0);
        day.happen(&Event::Told { which: 0, times: 1 }, 0);
        for report in all {
            day.happen(&Event::Pick(report), 0);
            let order = &day.store.whole.order;
            let settlement = day.store.whole.settlement();
            prop_assert!(Money::ZERO <= settlement.total && settlement.total <= order.upper, "{} of {}", settlement.total, order.upper);
            prop_assert_eq!(settlement.vat.iter().map(|part| part.gross).sum::<Money>(), settlement.total);
            let packed = basket.iter().all(|(head, _)| head.by_weight.is_none());
            prop_assert!(!packed || settlement.total <= order.total, "{} of {}", settlement.total, order.total);
        }
    }
}

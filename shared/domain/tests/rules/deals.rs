//! What makes a basket cheaper than its labels, and what stays of it when something is missing.

use crate::shop::{Basket, delivery, loose, multi_buy, noon, on_offer, packed, placed_as, quoted_with, sku, whole};
use domain::deal::{Cut, Deal, DealKind, Goods, Promotions};
use domain::order::{PickReport, PickResult};
use domain::voucher::{Unusable, Voucher};
use domain::{AisleId, Money, OfferKind, ProductHead, Quantity, Quote};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// A deal that runs from a day before noon to a day after.
pub fn deal(id: &str, kind: DealKind, goods: Goods) -> Deal {
    let day = SignedDuration::from_hours(24);
    Deal { id: id.into(), title: format!("Deal {id}"), kind, goods, starts: noon() - day, ends: noon() + day, group: None }
}

pub fn of(codes: &[&str]) -> Goods {
    Goods::of(codes.iter().map(|code| sku(code)).collect())
}

fn from(cents: i64, cut: Cut) -> DealKind {
    DealKind::Threshold { from: Money(cents), cut }
}

fn amount(cents: i64) -> Cut {
    Cut::Amount { off: Money(cents) }
}

fn with(deals: Vec<Deal>) -> Promotions {
    Promotions { deals, ..Promotions::default() }
}

pub fn voucher(cut: Cut, minimum: i64) -> Voucher {
    let day = SignedDuration::from_hours(24);
    Voucher {
        code: "WELCOME5".into(),
        title: "Welcome".into(),
        cut,
        minimum: Money(minimum),
        goods: Goods::default(),
        starts: noon() - day,
        ends: noon() + day,
        limit: Some(1),
        each: Some(1),
        group: None,
        used: 0,
        version: 1,
    }
}

fn line(code: &str, cents: i64, pieces: u32) -> (ProductHead, Quantity) {
    (packed(code, cents), Quantity::Pieces(pieces))
}

fn total(basket: &Basket, deals: Vec<Deal>) -> Money {
    quoted_with(basket, vec![], with(deals)).total
}

/// What an order comes to when of each line so much is found.
fn settled(quote: Quote, found: &[(u16, PickResult)]) -> Money {
    let mut whole = whole(placed_as(quote));
    let results: BTreeMap<u16, PickResult> = found.iter().cloned().collect();
    whole.reports.push(PickReport { report: 1, by: crate::shop::staff(), at: noon(), results });
    whole.settlement().total
}

#[test]
fn any_three_for_a_price_takes_the_dearest_three() {
    let any = deal("any-3", DealKind::SetPrice { take: 3, price: Money(500) }, of(&["tea", "mate", "cocoa"]));
    let basket = vec![line("tea", 200, 2), line("mate", 250, 1), line("cocoa", 100, 1)];
    assert_eq!(total(&basket, vec![any.clone()]), Money(500 + 100));
    assert_eq!(total(&vec![line("cocoa", 100, 3)], vec![any]), Money(300), "where it saves nothing, it is not made");
}

#[test]
fn of_four_two_may_be_free() {
    let free = deal("4-for-2", DealKind::CheapestFree { take: 4, free: 2 }, Goods::default());
    assert_eq!(total(&vec![line("tea", 300, 3), line("mate", 250, 1)], vec![free]), Money(600));
}

#[test]
fn a_bundle_is_one_of_each_part() {
    let parts = vec![vec![sku("pasta")], vec![sku("pesto"), sku("sauce")]];
    let bundle = deal("dinner", DealKind::Bundle { parts, price: Money(400) }, Goods::default());
    let basket = vec![line("pasta", 150, 2), line("pesto", 350, 1), line("sauce", 300, 2)];
    assert_eq!(total(&basket, vec![bundle]), Money(400 + 400 + 300), "two bundles, and a sauce over");
}

#[test]
fn a_member_pays_the_lower_of_offer_and_member_price() {
    let member = deal("members", DealKind::MemberPrice { cut: OfferKind::Amount { off: Money(30) } }, Goods::default());
    let milk = on_offer(OfferKind::Percent { bp: 1_000 }, packed("milk", 200));
    let basket = vec![(milk, Quantity::Pieces(1)), line("tea", 300, 1)];
    let quote = |member_asks| quoted_with(&basket, vec![], Promotions { member: member_asks, ..with(vec![member.clone()]) });
    assert_eq!((quote(false).total, quote(true).total), (Money(480), Money(440)));
    assert_eq!(quote(true).lines[0].reasons()[0].title, "Deal members");
}

#[test]
fn a_threshold_counts_after_offers_and_is_split_by_largest_remainder() {
    let off = deal("5-off", from(5_000, amount(500)), Goods::default());
    let basket = vec![line("a", 1_667, 1), line("b", 1_667, 1), line("c", 1_666, 1)];
    let quote = quoted_with(&basket, vec![], with(vec![off.clone()]));
    let shares: Vec<i64> = quote.lines.iter().map(|l| l.priced.share.0).collect();
    assert_eq!((quote.total, shares), (Money(4_500), vec![167, 167, 166]));
    assert_eq!(quote.worth(), Money(5_000), "what minimum baskets and free delivery look at stays");
    let reduced = vec![line("a", 1_667, 2), (on_offer(OfferKind::Percent { bp: 100 }, packed("b", 1_667)), Quantity::Pieces(1))];
    assert_eq!(quoted_with(&reduced, vec![], with(vec![off])).promised.cut, None, "49.84 after the offer");
}

#[test]
fn one_promotion_wins_the_order_and_a_beaten_voucher_stays_unspent() {
    let deals = vec![deal("5-off", from(5_000, amount(500)), Goods::default())];
    let quote =
        |cents| quoted_with(&[line("a", 6_000, 1)], vec![], Promotions { voucher: Some(voucher(amount(cents), 0)), ..with(deals.clone()) });
    assert_eq!((quote(500).total, quote(500).passed_over), (Money(5_500), Some(Unusable::Beaten)));
    assert_eq!((quote(501).total, quote(501).passed_over), (Money(5_499), None));
    assert_eq!(quote(501).promised.voucher.map(|held| held.code), Some("WELCOME5".to_owned()));
}

#[test]
fn of_an_exclusion_group_the_better_one_counts() {
    let grouped = |deal: Deal| Deal { group: Some("summer".into()), ..deal };
    let any = grouped(deal("any-2", DealKind::SetPrice { take: 2, price: Money(500) }, of(&["tea"])));
    let off = grouped(deal("10-percent", from(0, Cut::Percent { bp: 1_000 }), Goods::default()));
    let of_tea = |pieces| vec![line("tea", 300, pieces), line("rice", 1_500, 1)];
    assert_eq!(total(&of_tea(2), vec![any.clone(), off.clone()]), Money(2_100 - 210), "ten percent of everything");
    assert_eq!(total(&of_tea(20), vec![any, off]), Money(20 * 250 + 1_500), "ten pairs save more than ten percent");
}

#[test]
fn an_offer_that_is_in_a_group_on_one_label_only_stays_on_the_others() {
    let members = deal("members", DealKind::MemberPrice { cut: OfferKind::Percent { bp: 9_000 } }, of(&["tea"]));
    let half = |code, cents| on_offer(OfferKind::Percent { bp: 5_000 }, packed(code, cents));
    let (mut tea, mate) = (half("tea", 100), half("mate", 1_000));
    tea.offer.as_mut().unwrap().group = Some("x".into());
    let promotions = Promotions { member: true, ..with(vec![Deal { group: Some("x".into()), ..members }]) };
    let basket = vec![(tea, Quantity::Pieces(1)), (mate, Quantity::Pieces(1))];
    assert_eq!(quoted_with(&basket, vec![], promotions).total, Money(10 + 500));
}

#[test]
fn a_member_price_counts_for_all_it_covers_or_for_none_of_it() {
    let members = deal("members", DealKind::MemberPrice { cut: OfferKind::Amount { off: Money(5) } }, Goods::default());
    let promotions = Promotions { member: true, ..with(vec![members, deal("from", from(195, amount(50)), Goods::default())]) };
    let basket = vec![line("mate", 100, 1), line("tea", 100, 1)];
    assert_eq!(quoted_with(&basket, vec![], promotions).total, Money(150), "not 145, with one of them at the member price");
}

#[test]
fn a_voucher_says_why_it_takes_nothing_off() {
    let drinks = Goods { but_aisles: vec![AisleId::parse("shelf").unwrap()], ..Goods::default() };
    let why = |voucher: Voucher, used_before| {
        let promotions = Promotions { voucher: Some(voucher), used_before, ..Promotions::default() };
        quoted_with(&[line("a", 1_000, 1)], vec![], promotions).passed_over
    };
    let plain = || voucher(amount(500), 0);
    assert_eq!(why(plain(), 0), None);
    assert_eq!(why(plain(), 1), Some(Unusable::UsedByYou));
    assert_eq!(why(Voucher { used: 1, ..plain() }, 0), Some(Unusable::UsedUp));
    assert_eq!(why(Voucher { ends: noon(), ..plain() }, 0), Some(Unusable::Over));
    assert_eq!(why(Voucher { starts: noon() + SignedDuration::from_secs(1), ..plain() }, 0), Some(Unusable::NotYet));
    assert_eq!(why(voucher(amount(500), 1_200), 0), Some(Unusable::TooLittle { more: Money(200) }));
    assert_eq!(why(Voucher { goods: drinks, ..plain() }, 0), Some(Unusable::NothingForIt));
    assert_eq!(why(voucher(Cut::Delivery, 0), 0), Some(Unusable::NoDelivery));
}

#[test]
fn free_delivery_lifts_the_fee_and_says_so() {
    let free = deal("free", from(4_000, Cut::Delivery), Goods::default());
    let quote = |cents| quoted_with(&[line("a", cents, 1)], delivery(390), with(vec![free.clone()]));
    assert_eq!((quote(3_999).total, quote(4_000).total), (Money(4_389), Money(4_000)));
    assert_eq!(quote(4_000).promised.delivery.map(|waiver| waiver.off), Some(Money(390)));
}

#[test]
fn a_threshold_once_reached_stays_reached() {
    let off = deal("5-off", from(5_000, amount(500)), Goods::default());
    let quote = quoted_with(&[line("a", 1_000, 5), line("b", 500, 1)], vec![], with(vec![off]));
    assert_eq!(settled(quote.clone(), &[(1, PickResult::Short(2))]), Money(2_500 - 500), "the shop's shortage is not the shopper's");
    assert_eq!(settled(quote, &[(1, PickResult::Short(0)), (2, PickResult::Short(0))]), Money(0), "never below nothing");
}

#[test]
fn a_missing_piece_of_a_set_takes_only_its_own_part_along() {
    let any = deal("any-3", DealKind::SetPrice { take: 3, price: Money(500) }, of(&["tea", "mate"]));
    let quote = quoted_with(&[line("mate", 200, 1), line("tea", 200, 2)], vec![], with(vec![any]));
    assert_eq!(quote.total, Money(500));
    assert_eq!(settled(quote.clone(), &[(2, PickResult::Short(1))]), Money(333), "two of three at 5.00 for three");
    assert_eq!(settled(quote, &[(1, PickResult::Short(0))]), Money(333));
}

#[test]
fn a_promotion_ends_at_its_moment() {
    let ended = Deal { ends: noon(), ..deal("over", from(0, amount(100)), Goods::default()) };
    let begun = Deal { starts: noon(), ..deal("begun", from(0, amount(50)), Goods::default()) };
    assert_eq!(total(&vec![line("a", 1_000, 1)], vec![ended, begun]), Money(950));
}

#[test]
fn two_promises_at_the_same_price_are_two_promises() {
    let print = |deals| quoted_with(&[line("a", 1_000, 1)], vec![], with(deals)).fingerprint("slot");
    let (one, other) =
        (deal("a", from(0, amount(100)), Goods::default()), deal("b", from(0, Cut::Percent { bp: 1_000 }), Goods::default()));
    assert_ne!(print(vec![one]), print(vec![other]), "short, they come to something else");
}

#[test]
fn what_the_owner_may_not_mean_is_said() {
    let wrong = [
        DealKind::MemberPrice { cut: multi_buy(3) },
        DealKind::CheapestFree { take: 3, free: 3 },
        DealKind::SetPrice { take: 1, price: Money(100) },
        DealKind::SetPrice { take: 2, price: Money(0) },
        DealKind::Bundle { parts: vec![vec![sku("a")]], price: Money(100) },
        from(100, amount(0)),
        from(100, Cut::Percent { bp: 10_001 }),
    ];
    for kind in wrong {
        assert!(deal("x", kind.clone(), Goods::default()).problem().is_some(), "{kind:?}");
    }
    assert_eq!(deal("x", from(0, Cut::Delivery), Goods::default()).problem(), None);
}

#[test]
fn a_loose_line_takes_its_share_and_is_charged_at_most_the_upper_bound() {
    let off = deal("5-off", from(0, amount(500)), Goods::default());
    let basket = vec![(loose("apples", 1_000, 200), Quantity::Grams(1_000)), line("tea", 1_000, 1)];
    let quote = quoted_with(&basket, vec![], with(vec![off]));
    assert_eq!((quote.total, quote.upper), (Money(1_500), Money(1_600)));
    assert_eq!(settled(quote.clone(), &[(1, PickResult::Weighed(1_100))]), Money(1_600));
    assert_eq!(settled(quote, &[(1, PickResult::Weighed(900))]), Money(1_400));
}

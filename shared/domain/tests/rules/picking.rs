//! What was found on the shelf, and what it then costs.

use crate::day::{Day, Event, Hint, PAYMENT};
use crate::shop::{Basket, basket, cases, delivery, fees, loose, multi_buy, noon, on_offer, packed, sku, staff};
use crate::store::Stored;
use domain::order::{Answer, Pick, PickResult, Picked, Refusal, WholeOrder};
use domain::quote::Line;
use domain::{Money, ProductHead, Quantity};
use proptest::prelude::*;

/// Placed, and paid for by card unless it comes to nothing: such an order is placed at once.
pub fn paid(basket: &Basket, fees: Vec<domain::fees::Fee>, spare: i64) -> Day {
    let mut day = Day::new(basket, fees, spare);
    day.happen(&Event::Pay, 0);
    day.happen(&Event::Told { which: 0, times: 1 }, 0);
    let order = &day.store.whole.order;
    let payment = (order.upper > Money::ZERO).then_some(PAYMENT);
    assert_eq!((order.state.name(), order.payment.intent.as_deref()), ("placed", payment));
    day
}

pub fn found(line: u16) -> Picked {
    Picked { line, pick: Pick::Found }
}

pub fn short(line: u16, found: u32) -> Picked {
    Picked { line, pick: Pick::Short { found } }
}

fn grams(line: u16, grams: u32) -> Picked {
    Picked { line, pick: Pick::Weighed { grams } }
}

pub fn given(line: u16, code: &str, quantity: Quantity) -> Picked {
    Picked { line, pick: Pick::Substituted { sku: sku(code), quantity } }
}

pub fn total(day: &Day) -> Money {
    day.store.whole.settlement().total
}

/// Tea at 1.00 and two mate at 2.00, "the second is free".
fn tea_and_mate() -> Basket {
    let of = |code: &str, cents| on_offer(multi_buy(2), packed(code, cents));
    vec![(of("tea", 100), Quantity::Pieces(1)), (of("mate", 200), Quantity::Pieces(2))]
}

fn line_of(day: &Day, code: &str) -> u16 {
    day.store.whole.lines.iter().find(|l| l.item.sku == sku(code)).unwrap().line
}

#[test]
fn giving_something_instead_does_not_take_a_multi_buy_from_the_rest() {
    let mut day = paid(&tea_and_mate(), vec![], 10);
    let (tea, mate) = (line_of(&day, "tea"), line_of(&day, "mate"));
    assert_eq!(total(&day), Money(400));
    // Instead of the mate something dearer, at the price of the mate: the tea stays free.
    day.pick(&[found(tea), given(mate, "s-dear", Quantity::Pieces(2))], 0).unwrap();
    assert_eq!(total(&day), Money(400));
    assert!(total(&day) <= day.store.whole.order.upper);
}

#[test]
fn a_free_piece_that_is_missing_does_not_make_another_one_free() {
    let mut day = paid(&tea_and_mate(), vec![], 10);
    let (tea, mate) = (line_of(&day, "tea"), line_of(&day, "mate"));
    day.pick(&[given(tea, "s-cheap", Quantity::Pieces(1)), found(mate)], 0).unwrap();
    assert_eq!(total(&day), Money(400), "what is given for something free is free");
}

#[test]
fn of_two_findings_for_a_line_in_one_report_the_last_counts() {
    let mut day = paid(&vec![(packed("tea", 300), Quantity::Pieces(3))], vec![], 10);
    day.pick(&[short(1, 1)], 0).unwrap();
    assert_eq!(day.pick(&[found(1), short(1, 1)], 0), Ok(None), "nothing new in the end");
    assert_eq!(day.store.whole.result(1), Some(&PickResult::Short(1)));
    day.pick(&[short(1, 0), found(1)], 0).unwrap();
    assert_eq!(day.store.whole.result(1), Some(&PickResult::Found));
}

#[test]
fn the_same_substitute_again_changes_nothing_even_at_another_price() {
    let mut day = paid(&vec![(packed("tea", 300), Quantity::Pieces(1))], vec![], 10);
    let report = [given(1, "s-cheap", Quantity::Pieces(2))];
    day.pick(&report, 0).unwrap();
    let before = day.store.whole.clone();
    let given = day.products.iter_mut().find(|p| p.head.sku == sku("s-cheap")).unwrap();
    (given.head.price, given.head.active) = (Money(99), false);
    assert_eq!(day.pick(&report, 0), Ok(None));
    assert_eq!(day.store.whole, before);
}

#[test]
fn a_substitute_costs_its_own_price_up_to_the_promise() {
    let mut day = paid(&vec![(packed("tea", 300), Quantity::Pieces(2))], vec![], 50);
    let charged = |day: &mut Day, code: &str, pieces| {
        day.pick(&[given(1, code, Quantity::Pieces(pieces))], 0).unwrap();
        total(day)
    };
    assert_eq!(charged(&mut day, "s-cheap", 3), Money(150));
    assert_eq!(charged(&mut day, "s-dear", 1), Money(600), "19.90 and a deposit, for the 6.00 promised");
    let refused = day.pick(&[given(1, "s-dear", Quantity::Pieces(25))], 0);
    assert!(matches!(refused, Err(Refusal::Impossible { .. })), "25 deposits are more than the promise: {refused:?}");
    assert!(matches!(day.pick(&[given(1, "s-beer", Quantity::Pieces(1))], 0), Err(Refusal::Impossible { .. })), "an age limit");
    assert!(matches!(day.pick(&[given(1, "tea", Quantity::Pieces(1))], 0), Err(Refusal::Impossible { .. })), "itself");
    assert!(matches!(day.pick(&[given(1, "nothing", Quantity::Pieces(1))], 0), Err(Refusal::Impossible { .. })), "unknown");
    assert!(matches!(day.pick(&[given(1, "s-cheap", Quantity::Grams(5))], 0), Err(Refusal::Impossible { .. })), "packed, in grams");
}

#[test]
fn loose_goods_are_charged_as_weighed_and_never_beyond_the_tolerance() {
    let mut day = paid(&vec![(loose("apples", 299, 180), Quantity::Grams(1_000))], vec![], 500);
    assert_eq!((day.store.whole.order.total, day.store.whole.order.upper), (Money(299), Money(329)));
    assert!(matches!(day.pick(&[grams(1, 1_101)], 0), Err(Refusal::Impossible { .. })));
    assert!(matches!(day.pick(&[grams(1, 0)], 0), Err(Refusal::Impossible { .. })));
    assert!(matches!(day.pick(&[found(1)], 0), Err(Refusal::Impossible { .. })));
    day.pick(&[grams(1, 1_100)], 0).unwrap();
    assert_eq!(total(&day), Money(329));
    day.pick(&[grams(1, 500)], 0).unwrap();
    assert_eq!(total(&day), Money(150), "half a kilogram is half the price");
}

#[test]
fn a_correction_that_the_shelf_cannot_cover_is_not_stored() {
    let mut day = paid(&vec![(loose("apples", 299, 180), Quantity::Grams(1_000))], vec![], 0);
    day.pick(&[grams(1, 900)], 0).unwrap();
    *day.store.available.get_mut(&sku("apples")).unwrap() -= 200; // Somebody else bought what was freed.
    let before = day.store.whole.clone();
    assert_eq!(day.store.decide(0, |w| w.pick(&[grams(1, 1_000)], &staff(), &[], noon())), Ok(Some(Stored::TooLittle)));
    assert_eq!(day.store.whole, before);
}

#[test]
fn an_order_is_not_ready_before_all_lines_have_a_result() {
    let mut day = paid(&tea_and_mate(), vec![], 10);
    assert!(matches!(day.store.whole.ready(day.now), Err(Refusal::NotNow(..))));
    day.pick(&[found(1)], 0).unwrap();
    assert_eq!(day.store.whole.ready(day.now), Err(Refusal::Unpicked(vec![2])));
    assert_eq!(day.pick(&[found(3)], 0), Err(Refusal::NoSuchLine(3)));
}

pub fn hint() -> impl Strategy<Value = Hint> {
    let parts = prop_oneof![0_u32..=1_000, Just(1_000), Just(0)];
    (0_usize..8, 0_u8..4, parts, 0_usize..9).prop_map(|(line, kind, part, given)| Hint { line, kind, part, given })
}

pub fn reports() -> impl Strategy<Value = Vec<Hint>> {
    prop::collection::vec(hint(), 1..5)
}

/// Baskets with more multi-buys than usual.
pub fn shelf() -> impl Strategy<Value = Basket> {
    let promoted = (basket(5), 2_u8..=3).prop_map(|(basket, take)| {
        let line = |(n, (head, quantity)): (usize, (ProductHead, Quantity))| {
            if n % 3 == 0 {
                (head, quantity)
            } else {
                (on_offer(multi_buy(take), ProductHead { by_weight: None, ..head }), Quantity::Pieces(quantity.amount() % 7 + 1))
            }
        };
        basket.into_iter().enumerate().map(line).collect()
    });
    prop_oneof![basket(5), promoted]
}

/// The most a substitute may cost: the promise and what was agreed beyond it, or what the shopper is asked or said yes to.
fn most(whole: &WholeOrder, line: &Line) -> Money {
    let asked = whole.order.promise.proposals.iter().filter(|p| p.line == line.line);
    let asked = asked.filter(|p| matches!(p.answered, None | Some((Answer::Yes, _)))).map(|p| p.asked.priced.total());
    asked.chain([line.priced.total() + whole.agreed(line.line).more]).max().unwrap()
}

pub fn is_consistent(whole: &WholeOrder) -> Result<(), TestCaseError> {
    let settlement = whole.settlement();
    let fees: Money = whole.order.fees.iter().map(|f| f.amount).sum();
    prop_assert!(
        fees <= settlement.total && settlement.total <= whole.order.upper,
        "{} of at most {}",
        settlement.total,
        whole.order.upper
    );
    prop_assert_eq!(settlement.lines.iter().map(|l| l.priced.total()).sum::<Money>() + fees, settlement.total);
    prop_assert_eq!(settlement.vat.iter().map(|p| p.gross).sum::<Money>(), settlement.total);
    for (line, settled) in whole.lines.iter().zip(&settlement.lines) {
        prop_assert_eq!(line.line, settled.line);
        prop_assert!(Money::ZERO <= settled.priced.discount && settled.priced.discount <= settled.priced.goods);
        if settled.substitute {
            prop_assert!(Money::ZERO <= settled.priced.total() && settled.priced.total() <= most(whole, line));
        }
    }
    Ok(())
}

/// The units of the line's own product in the crate, if it is its own.
fn own_units(whole: &WholeOrder, line: u16) -> Option<i64> {
    let settled = whole.settlement().lines.into_iter().find(|l| l.line == line).unwrap();
    (!settled.substitute).then_some(settled.units)
}

proptest! {
    #![proptest_config(cases(1024))]

    /// The store looks at stock, holds and the stock book after each report; see `store`.
    #[test]
    fn no_sequence_of_reports_costs_more_than_was_agreed(basket in shelf(), fees in fees(), spare in 0_i64..=9_000, all in prop::collection::vec(reports(), 1..8)) {
        let mut day = paid(&basket, fees, spare);
        for report in all {
            day.happen(&Event::Pick(report), 0);
            is_consistent(&day.store.whole)?;
        }
    }

    #[test]
    fn the_same_report_again_is_no_news(basket in shelf(), spare in 0_i64..=9_000, all in prop::collection::vec(reports(), 1..5)) {
        let mut day = paid(&basket, vec![], spare);
        for report in all {
            let findings: Vec<Picked> = report.iter().map(|hint| day.finding(*hint)).collect();
            if day.pick(&findings, 0) == Ok(Some(Stored::Yes)) {
                prop_assert_eq!(day.pick(&findings, 0), Ok(None));
            }
        }
    }

    #[test]
    fn a_line_found_short_never_raises_the_total(basket in shelf(), before in prop::collection::vec(reports(), 0..4), at in any::<prop::sample::Index>(), part in 0_u32..1_000) {
        let mut day = paid(&basket, delivery(390), 9_000);
        before.into_iter().for_each(|report| day.happen(&Event::Pick(report), 0));
        let line = day.store.whole.lines[at.index(basket.len())].line;
        let (cost, units) = (total(&day), own_units(&day.store.whole, line));
        if let Some(units) = units {
            let less = u32::try_from(units * i64::from(part) / 1_000).unwrap();
            if day.pick(&[short(line, less)], 0) == Ok(Some(Stored::Yes)) {
                prop_assert!(total(&day) <= cost, "{} became {}", cost, total(&day));
            }
        }
    }

    #[test]
    fn the_last_report_counts_whatever_was_said_before(basket in shelf(), detour in prop::collection::vec(reports(), 0..5), last in reports()) {
        let (mut straight, mut around) = (paid(&basket, vec![], 90_000), paid(&basket, vec![], 90_000));
        let open = |day: &Day| day.store.whole.lines.iter().map(|l| l.line).filter(|n| day.store.whole.result(*n).is_none()).collect::<Vec<_>>();
        detour.into_iter().for_each(|report| around.happen(&Event::Pick(report), 0));
        straight.happen(&Event::PickRest, 0);
        around.happen(&Event::PickRest, 0);
        prop_assert_eq!(open(&around), Vec::<u16>::new());
        // Lines the last report is silent about are set to nothing found in both.
        let findings: Vec<Picked> = straight.store.whole.lines.iter().map(|l| short(l.line, 0)).collect();
        for day in [&mut straight, &mut around] {
            prop_assert!(day.pick(&findings, 0).is_ok());
            day.happen(&Event::Pick(last.clone()), 0);
        }
        prop_assert_eq!(&straight.store.available, &around.store.available);
        prop_assert_eq!(straight.store.whole.settlement(), around.store.whole.settlement());
    }
}

//! What is given back: never more than was charged, never twice, with the tax it was sold with.

use crate::day::{Day, Event};
use crate::orders::grant;
use crate::picking::shelf;
use crate::shop::{basket, cases, delivery, fees, noon, on_offer, packed};
use domain::order::{Back, Fact, FactKind, Grant, HowMuch, Of, Part, Refusal, Returned, WholeOrder, Write};
use domain::takings::takings;
use domain::{Money, OfferKind, ProductHead, Quantity, RefundId, VatClass, VatPart};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An order that was brought to its shopper.
pub fn handed_over(basket: &crate::shop::Basket, fees: Vec<domain::fees::Fee>) -> Day {
    let mut day = Day::new(basket, fees, 100);
    day.happen(&Event::Pay, 0);
    day.quiet(false);
    for event in [Event::PickRest, Event::Ready] {
        day.happen(&event, 0);
    }
    day.quiet(false);
    day.happen(&Event::HandOver, 0);
    day
}

fn ask(whole: &WholeOrder, name: &str, parts: &[(Of, HowMuch)]) -> Result<Option<Write>, Refusal> {
    let refund = RefundId::parse(name).unwrap();
    whole.refund_part(&Grant { refund: &refund, by: "kim", reason: "sorry", parts, back: &Back::AsPaid, day: "2026-11-25" }, noon())
}

fn give(day: &mut Day, name: &str, parts: &[(Of, HowMuch)]) -> Vec<VatPart> {
    day.store.decide(0, |whole| ask(whole, name, parts)).unwrap();
    day.store.whole.order.refunds.last().unwrap().vat.clone()
}

/// Milk and wine, with a deposit on the wine: 3 x 1.29 at 7 %, 2 x (6.49 + 0.25) at 19 %, 3.90 for the delivery.
fn milk_and_wine() -> Day {
    let wine = ProductHead { vat: VatClass::Standard, deposit: Money(25), ..packed("wine", 649) };
    handed_over(&vec![(packed("milk", 129), Quantity::Pieces(3)), (wine, Quantity::Pieces(2))], delivery(390))
}

#[test]
fn a_broken_bottle_goes_back_with_its_deposit_and_its_tax() {
    let mut day = milk_and_wine();
    assert_eq!(day.store.whole.order.settled, Some(Money(387 + 1_348 + 390)));
    let vat = give(&mut day, "one", &[(Of::Line(2), HowMuch::Units(1))]);
    let refund = day.store.whole.order.refunds[0].clone();
    assert_eq!(refund.parts, [Part { of: Of::Line(2), units: 1, goods: Money(649), deposit: Money(25) }]);
    // 17.38 at 19 % contain 2.77 (2.775 at the half cent), 10.64 contain 1.70: the difference goes back.
    assert_eq!(vat, [VatPart { class: VatClass::Standard, bp: 1_900, gross: Money(674), vat: Money(277 - 170) }]);
    assert_eq!((day.store.whole.order.owed(), day.store.whole.order.refundable()), (Money(674), Money(2_125 - 674)));
    day.quiet(false);
    let order = &day.store.whole.order;
    assert!(matches!(order.refunds[0].money, Returned::Paid { .. }));
    assert_eq!((order.owed(), order.payment.refunded, day.provider.kept()), (Money::ZERO, Money(674), Money(1_451)));
    assert_eq!(day.store.balance("shopper"), Money::ZERO);
}

#[test]
fn an_offer_is_shared_by_the_pieces_and_nothing_is_lost_in_rounding() {
    let tea = on_offer(OfferKind::Percent { bp: 1_000 }, packed("tea", 333));
    let mut day = handed_over(&vec![(tea, Quantity::Pieces(3))], vec![]);
    assert_eq!(day.store.whole.order.settled, Some(Money(899)));
    for name in ["a", "b", "c"] {
        give(&mut day, name, &[(Of::Line(1), HowMuch::Units(1))]);
    }
    let amounts: Vec<i64> = day.store.whole.order.refunds.iter().map(|r| r.amount.0).collect();
    assert_eq!(amounts, [300, 299, 300]);
}

#[test]
fn a_line_is_not_refunded_twice() {
    let mut day = milk_and_wine();
    give(&mut day, "one", &[(Of::Line(1), HowMuch::All)]);
    for much in [HowMuch::All, HowMuch::Units(1), HowMuch::Amount(Money(1))] {
        assert!(matches!(ask(&day.store.whole, "two", &[(Of::Line(1), much)]), Err(Refusal::NotRefundable(_))), "{much:?}");
    }
    assert_eq!(ask(&day.store.whole, "one", &[(Of::Line(2), HowMuch::All)]), Ok(None), "the same name is the same refund");
    let twice = [(Of::Line(2), HowMuch::Units(1)), (Of::Line(2), HowMuch::Units(1))];
    assert!(ask(&day.store.whole, "three", &twice).is_err(), "named twice at once");
    for nothing in
        [HowMuch::Units(0), HowMuch::Units(3), HowMuch::Amount(Money(-5)), HowMuch::Amount(Money(0)), HowMuch::Amount(Money(i64::MAX))]
    {
        assert!(ask(&day.store.whole, "three", &[(Of::Line(2), nothing)]).is_err(), "{nothing:?}");
    }
    assert!(ask(&day.store.whole, "three", &[(Of::Line(9), HowMuch::All)]).is_err());
    assert!(ask(&day.store.whole, "three", &[]).is_err());
}

#[test]
fn nothing_goes_back_before_it_was_charged() {
    let mut day = Day::new(&vec![(packed("milk", 129), Quantity::Pieces(3))], vec![], 10);
    day.happen(&Event::Pay, 0);
    day.happen(&Event::Told { which: 0, times: 1 }, 0);
    assert!(matches!(ask(&day.store.whole, "one", &[(Of::Line(1), HowMuch::All)]), Err(Refusal::NotNow(..))));
    day.happen(&Event::PickRest, 0);
    day.happen(&Event::Ready, 0);
    assert_eq!(ask(&day.store.whole, "one", &[(Of::Line(1), HowMuch::All)]), Err(Refusal::NotCharged));
}

#[test]
fn what_the_provider_will_not_give_back_is_a_persons_to_look_at() {
    let mut day = milk_and_wine();
    give(&mut day, "one", &[(Of::Line(2), HowMuch::All)]);
    day.happen(&Event::OwnerReturns(900), 0);
    day.quiet(false);
    let order = &day.store.whole.order;
    assert!(matches!(order.refunds[0].money, Returned::Refused { .. }));
    assert!(order.review.as_deref().unwrap().contains("the refund one was refused"));
    assert!(order.payment.refunded <= order.payment.captured);
}

#[test]
fn takings_name_what_was_given_back() {
    let mut day = milk_and_wine();
    give(&mut day, "one", &[(Of::Line(2), HowMuch::Units(1)), (Of::Fee(0), HowMuch::All)]);
    let facts: Vec<_> = day.store.takings.iter().chain(&day.store.given_back).cloned().collect();
    let report = takings(&facts);
    assert_eq!((report.orders, report.total, report.given_back, report.fees), (1, Money(1_061), Money(1_064), Money::ZERO));
    assert_eq!(report.average, Money(2_125));
    let wine = report.best_sellers.iter().find(|s| s.sku.as_str() == "wine").unwrap();
    assert_eq!((wine.units, wine.amount), (1, Money(649)));
    assert_eq!(report.vat.iter().map(|p| p.gross).sum::<Money>(), report.total);
}

/// Of each class: what was sold, less all that was given back.
fn kept(whole: &WholeOrder) -> BTreeMap<VatClass, (Money, Money, i64)> {
    let sold = whole.settlement().vat.into_iter().map(|p| (p.class, (p.gross, p.vat, p.bp)));
    let mut kept: BTreeMap<_, _> = sold.collect();
    for part in whole.order.refunds.iter().flat_map(|r| &r.vat) {
        let sum = kept.get_mut(&part.class).unwrap();
        (sum.0, sum.1) = (sum.0 - part.gross, sum.1 - part.vat);
    }
    kept
}

fn adds_up(day: &Day) -> Result<(), TestCaseError> {
    let whole = &day.store.whole;
    for left in whole.left() {
        let rest = left.rest;
        prop_assert!(rest.units >= 0 && rest.goods >= Money::ZERO && rest.deposit >= Money::ZERO, "{left:?}");
    }
    for refund in &whole.order.refunds {
        prop_assert_eq!(refund.parts.iter().map(Part::amount).sum::<Money>(), refund.amount);
        prop_assert_eq!(refund.vat.iter().map(|p| p.gross).sum::<Money>(), refund.amount);
        prop_assert!(refund.vat.iter().all(|p| Money::ZERO <= p.vat && p.vat <= p.gross), "{:?}", refund.vat);
        let back = day.store.given_back.iter().find(|f| f.refund.as_ref() == Some(&refund.refund)).unwrap();
        let (sold, deposit): (Money, Money) = (back.sold.iter().map(|s| s.amount).sum(), refund.parts.iter().map(|p| p.deposit).sum());
        let fees: Money = refund.parts.iter().filter(|p| matches!(p.of, Of::Fee(_))).map(Part::amount).sum();
        prop_assert_eq!((back.total, sold, back.fees), (-refund.amount, fees + deposit - refund.amount, -fees));
    }
    for (class, (gross, vat, bp)) in kept(whole) {
        prop_assert_eq!(vat, gross.tax_within(bp), "the tax of what was kept at {:?}", class);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(1024))]

    /// The store looks at what was granted, the books and the bounds after each write.
    #[test]
    fn no_sequence_of_refunds_gives_back_more_than_was_charged(basket in shelf(), fees in fees(), all in prop::collection::vec((grant(), 0_usize..3), 1..12)) {
        let mut day = handed_over(&basket, fees);
        for (event, stale) in all {
            day.happen(&event, stale);
            adds_up(&day)?;
        }
        day.quiet(false);
        let order = &day.store.whole.order;
        prop_assert_eq!(order.owed(), Money::ZERO);
        prop_assert_eq!(day.provider.kept(), order.payment.captured - order.payment.refunded);
        prop_assert_eq!(day.store.balance("shopper"), Money::ZERO);
        prop_assert!(order.refundable() >= Money::ZERO);
    }

    #[test]
    fn piece_by_piece_all_of_it_goes_back(basket in basket(4), fees in fees(), sizes in prop::collection::vec(1_u32..400, 1..20)) {
        let mut day = handed_over(&basket, fees);
        for (n, size) in sizes.iter().enumerate() {
            let whole = day.store.whole.clone();
            let open = whole.left().into_iter().find(|l| l.rest.units > 0);
            let Some(line) = open else { break };
            let units = u32::try_from(line.rest.units).unwrap().min(*size);
            drop(day.store.decide(0, |whole| ask(whole, &format!("r{n}"), &[(line.charged.of, HowMuch::Units(units))])));
            adds_up(&day)?;
        }
        let rest: Vec<(Of, HowMuch)> = day.store.whole.left().iter().filter(|l| l.rest.amount() > Money::ZERO).map(|l| (l.charged.of, HowMuch::All)).collect();
        if !rest.is_empty() {
            give(&mut day, "rest", &rest);
        }
        adds_up(&day)?;
        day.quiet(false);
        prop_assert_eq!(day.provider.kept(), Money::ZERO);
        for (gross, vat, _) in kept(&day.store.whole).into_values() {
            prop_assert_eq!((gross, vat), (Money::ZERO, Money::ZERO));
        }
    }
}

#[test]
fn what_was_given_back_by_hand_is_granted_once_and_what_comes_back_is_owed_again() {
    let mut day = milk_and_wine();
    let told = |day: &mut Day, kind: FactKind| {
        let order = &day.store.whole.order;
        let (intent, order) = (order.payment.intent.clone().unwrap(), order.order.clone());
        let fact = Fact { order, intent, kind, amount: Money(500), currency: "EUR".into() };
        drop(day.store.decide(0, |whole| Ok(whole.learn(&fact, noon()))));
        fact
    };
    let fact = told(&mut day, FactKind::Refunded("re_1".into()));
    for granted in [true, false] {
        let write = day.store.whole.by_hand(&fact, ("sorry", "2026-11-25"), noon());
        assert_eq!(write.is_some(), granted);
        let Some(write) = write else { continue };
        assert_eq!(write.takings.as_ref().map(|takings| takings.total), Some(Money(-500)));
        drop(day.store.decide(0, |_| Ok(Some(write.clone()))));
    }
    let order = &day.store.whole.order;
    let refund = &order.refunds[0];
    assert_eq!((refund.amount, order.payment.refunded, order.owed()), (Money(500), Money(500), Money::ZERO));
    assert_eq!(refund.parts.iter().map(|part| part.of).collect::<Vec<_>>(), [Of::Line(1), Of::Line(2)]);
    assert!(matches!(&refund.money, Returned::Paid { name, .. } if name == "re_1"));

    told(&mut day, FactKind::Bounced("re_1".into()));
    let order = &day.store.whole.order;
    assert_eq!((order.payment.refunded, order.payment.captured), (Money::ZERO, Money(2_125)));
    assert!(matches!(order.refunds[0].money, Returned::Refused { .. }) && order.review.is_some());
}

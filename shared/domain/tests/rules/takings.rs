//! What a day took.

#![expect(clippy::type_complexity, reason = "tuples of made-up cases need no names")]

use crate::shop::{cases, noon, sku, vat};
use domain::credit::{CreditCode, CreditMove};
use domain::gift::GiftSold;
use domain::order::Tender;
use domain::takings::{Sold, Takings, TakingsFact, takings};
use domain::{Money, OrderId, Rates, RefundId, VatClass, VatPart};
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An order handed over so many minutes after noon. A product may have been renamed between two of them.
fn fact(n: u8, minutes: i64, sold: Vec<(u8, i64, i64, bool)>, fees: i64, class: VatClass) -> TakingsFact {
    let line = |(code, units, amount, renamed): (u8, i64, i64, bool)| Sold {
        sku: sku(&format!("p-{code}")),
        name: if renamed { format!("New name {code}") } else { format!("Product {code}") },
        units,
        by_weight: code == 0,
        amount: Money(amount),
    };
    let sold: Vec<Sold> = sold.into_iter().map(line).collect();
    let goods: Money = sold.iter().map(|s| s.amount).sum();
    let total = goods + Money(fees);
    TakingsFact {
        order: OrderId::from_random([n; 12]),
        refund: None,
        day: "2026-11-23".into(),
        at: noon() + SignedDuration::from_mins(minutes),
        total,
        vat: vec![VatPart { class, bp: Rates::default().of(class), gross: total, vat: total.tax_within(Rates::default().of(class)) }],
        sold,
        fees: Money(fees),
        tender: [None, Some(Tender::Cash), Some(Tender::Terminal)][usize::from(n) % 3],
        credit: Money::ZERO,
    }
}

/// A gift card that was sold over the counter.
pub fn gift(cents: i64, tender: Tender) -> GiftSold {
    let code = CreditCode::from_random([7; 16]);
    let moved = CreditMove {
        credit: code.account(),
        name: "issued#birthday".into(),
        amount: Money(cents),
        currency: "EUR".into(),
        by: "kim".into(),
        at: noon(),
        order: None,
        reason: "a birthday".into(),
        tender: Some(tender),
    };
    GiftSold::of(&moved, &RefundId::parse("birthday").unwrap(), tender, "2026-11-23".into())
}

fn facts() -> impl Strategy<Value = Vec<TakingsFact>> {
    let sold = prop::collection::btree_map(0_u8..5, (1_i64..=900, 0_i64..=5_000, any::<bool>()), 1..5);
    let one = (0_i64..=600, sold, 0_i64..=490, vat());
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let numbered = all.into_iter().zip(0_u8..);
        let fact = |((minutes, sold, fees, class), n): ((i64, BTreeMap<u8, (i64, i64, bool)>, i64, VatClass), u8)| {
            fact(n, minutes, sold.into_iter().map(|(code, (units, amount, renamed))| (code, units, amount, renamed)).collect(), fees, class)
        };
        numbered.map(fact).collect()
    })
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn the_order_facts_come_in_changes_nothing((facts, shuffled) in facts().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle()))) {
        prop_assert_eq!(takings(&facts), takings(&shuffled));
    }

    #[test]
    fn the_sums_are_the_facts(facts in facts()) {
        let report = takings(&facts);
        let sum = |part: fn(&TakingsFact) -> Money| facts.iter().map(part).sum::<Money>();
        prop_assert_eq!(usize::try_from(report.orders).unwrap(), facts.len());
        prop_assert_eq!(report.total, sum(|f| f.total));
        prop_assert_eq!(report.cash, sum(|f| if f.tender == Some(Tender::Cash) { f.total } else { Money::ZERO }));
        prop_assert_eq!(report.terminal, sum(|f| if f.tender == Some(Tender::Terminal) { f.total } else { Money::ZERO }));
        prop_assert_eq!(report.online(), sum(|f| if f.tender.is_none() { f.total } else { Money::ZERO }));
        prop_assert_eq!(report.fees, sum(|f| f.fees));
        prop_assert_eq!(report.vat.iter().map(|p| p.gross).sum::<Money>(), report.total);
        prop_assert_eq!(report.vat.iter().map(|p| p.vat).sum::<Money>(), facts.iter().flat_map(|f| &f.vat).map(|p| p.vat).sum::<Money>());
        prop_assert_eq!(report.best_sellers.iter().map(|s| s.amount).sum::<Money>() + report.fees, report.total);
        let units = |all: &mut dyn Iterator<Item = &Sold>| all.fold(BTreeMap::new(), |mut by, s| { *by.entry(s.sku.clone()).or_insert(0) += s.units; by });
        prop_assert_eq!(units(&mut report.best_sellers.iter()), units(&mut facts.iter().flat_map(|f| &f.sold)));
        prop_assert!(report.best_sellers.is_sorted_by(|a, b| a.amount > b.amount || (a.amount == b.amount && a.sku < b.sku)));
        let off = report.average.times(i64::from(report.orders)) - report.total;
        prop_assert!(off.0.abs() * 2 <= i64::from(report.orders));
    }

    #[test]
    fn two_days_together_take_what_each_took(facts in facts(), cut in any::<prop::sample::Index>()) {
        let (first, second) = facts.split_at(cut.index(facts.len() + 1));
        prop_assert_eq!(takings(&facts).total, takings(first).total + takings(second).total);
    }
}

#[test]
fn a_day_without_orders_took_nothing() {
    assert_eq!(takings(&[]), domain::takings::Takings::default());
}

#[test]
fn gift_cards_are_in_the_till_and_in_no_turnover() {
    let orders = [fact(1, 5, vec![(1, 1, 100, false)], 0, VatClass::Reduced)];
    let sales = [gift(2_500, Tender::Cash), gift(500, Tender::Cash), gift(1_000, Tender::Terminal)];
    let (without, with) = (takings(&orders), takings(&orders).and(&sales));
    assert_eq!(Takings { gifts: without.gifts, ..with.clone() }, without);
    assert_eq!(
        (with.gifts.sold, with.gifts.total(), with.cash_in_all(), with.terminal_in_all()),
        (3, Money(4_000), Money(3_100), Money(1_000))
    );
    for sale in sales {
        assert_eq!(sale.postings.iter().map(|(_, amount)| *amount).sum::<Money>(), Money::ZERO, "it balances");
    }
}

#[test]
fn a_product_has_the_name_it_was_last_sold_under() {
    let (early, late) =
        (fact(1, 5, vec![(1, 1, 100, false)], 0, VatClass::Reduced), fact(2, 9, vec![(1, 1, 100, true)], 0, VatClass::Reduced));
    assert_eq!(takings(&[early.clone(), late.clone()]).best_sellers[0].name, "New name 1");
    assert_eq!(takings(&[late, early]).best_sellers[0].name, "New name 1");
}

/// Germany took 16 instead of 19 % for half of 2020: one class, two rates, two rows.
#[test]
fn a_rate_that_changed_is_reported_apart() {
    let before = fact(1, 5, vec![(1, 1, 11_900, false)], 0, VatClass::Standard);
    let mut after = fact(2, 9, vec![(1, 1, 11_600, false)], 0, VatClass::Standard);
    after.vat[0] = VatPart { class: VatClass::Standard, bp: 1_600, gross: Money(11_600), vat: Money(1_600) };
    let both = takings(&[before, after]);
    let rows: BTreeMap<i64, (Money, Money)> = both.vat.iter().map(|p| (p.bp, (p.gross, p.vat))).collect();
    assert_eq!(rows, BTreeMap::from([(1_900, (Money(11_900), Money(1_900))), (1_600, (Money(11_600), Money(1_600)))]));
}

//! The table of worked baskets, each row by the rules and by the implementation that tries every way.

use crate::deals::{deal, voucher};
use crate::second_deals::cheapest;
use crate::shop::{Basket, loose, noon, packed, placed_as, quoted_with, sku, staff, whole};
use domain::deal::{Cut, Deal, DealKind, Goods, Promotions};
use domain::fees::{DELIVERY, Fee};
use domain::order::{PickReport, PickResult};
use domain::voucher::Voucher;
use domain::{AisleId, Money, Offer, OfferKind, ProductHead, Quantity, Quote, VatClass};
use std::collections::BTreeMap;

const TABLE: &str = include_str!("worked_baskets.md");

fn cents(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    whole.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}").parse::<i64>().unwrap()
}

fn money(text: &str) -> Money {
    Money(cents(text))
}

/// Hundredths of a percent.
fn basis_points(text: &str) -> u16 {
    u16::try_from(cents(text.trim_end_matches('%'))).unwrap()
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

fn cut(text: &str) -> Cut {
    match text {
        "delivery" => Cut::Delivery,
        percent if percent.ends_with('%') => Cut::Percent { bp: basis_points(percent) },
        amount => Cut::Amount { off: money(amount) },
    }
}

fn offer(text: &str) -> OfferKind {
    match (text.strip_prefix('='), text.strip_prefix('-')) {
        (Some(price), _) => OfferKind::Price { price: money(price) },
        (_, Some(percent)) if percent.ends_with('%') => OfferKind::Percent { bp: basis_points(percent) },
        (_, Some(off)) => OfferKind::Amount { off: money(off) },
        _ => {
            let (take, pay) = text.split_once("for").unwrap();
            OfferKind::MultiBuy { take: take.parse().unwrap(), pay: pay.parse().unwrap() }
        }
    }
}

/// `3 milk 1.29 @dairy +0.25 -20%`, `500g apples 2.99 ~180`
fn item(text: &str) -> (ProductHead, Quantity) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let quantity = quantity(words[0]);
    let mut head = packed(words[1], cents(words[2]));
    for word in &words[3..] {
        match word.split_at(1) {
            ("@", aisle) => head.aisle = AisleId::parse(aisle).unwrap(),
            ("+", deposit) => head.deposit = money(deposit),
            ("~", nominal) => head.by_weight = loose("x", 1, nominal.parse().unwrap()).by_weight,
            _ => {
                let (by, group) =
                    word.split_once('(').map_or((*word, None), |(by, group)| (by, Some(group.trim_end_matches(')').to_owned())));
                head.offer = Some(Offer { id: (*word).to_owned(), group, ..crate::shop::offer(offer(by)) });
            }
        }
    }
    (head, quantity)
}

fn quantity(text: &str) -> Quantity {
    match text.strip_suffix('g') {
        Some(grams) => Quantity::Grams(grams.parse().unwrap()),
        None => Quantity::Pieces(text.parse().unwrap()),
    }
}

fn goods(words: &[&str]) -> Goods {
    let mut goods = Goods::default();
    for word in words.iter().flat_map(|word| word.split(',')) {
        match (word, word.strip_prefix("not@"), word.strip_prefix('@')) {
            ("*", ..) => {}
            ("full", ..) => goods.full_price = true,
            (_, Some(aisle), _) => goods.but_aisles.push(AisleId::parse(aisle).unwrap()),
            (_, _, Some(aisle)) => goods.aisles.push(AisleId::parse(aisle).unwrap()),
            _ => goods.skus.push(sku(word)),
        }
    }
    goods
}

fn promotion(text: &str, n: usize, to: &mut Promotions) {
    let (text, group) = match text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        Some((text, group)) => (text, Some(group.to_owned())),
        None => (text, None),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let (kind, rest) = match words.as_slice() {
        ["member"] => {
            to.member = true;
            return;
        }
        ["members", by, rest @ ..] => (DealKind::MemberPrice { cut: offer(by) }, rest),
        ["any", take, "for", price, rest @ ..] => (DealKind::SetPrice { take: take.parse().unwrap(), price: money(price) }, rest),
        ["free", free, "of", take, rest @ ..] => {
            (DealKind::CheapestFree { take: take.parse().unwrap(), free: free.parse().unwrap() }, rest)
        }
        ["bundle", price, parts @ ..] => {
            let parts = parts.iter().filter(|part| **part != "+").map(|part| goods(&[*part]).skus).collect();
            (DealKind::Bundle { parts, price: money(price) }, &[][..])
        }
        ["from", from, "off", by, rest @ ..] => (DealKind::Threshold { from: money(from), cut: cut(by) }, rest),
        ["voucher", "off", by, rest @ ..] => {
            let (least, rest) = match rest {
                ["from", least, rest @ ..] => (cents(least), rest),
                rest => (0, rest),
            };
            to.voucher = Some(Voucher { goods: goods(rest), group, ..voucher(cut(by), least) });
            return;
        }
        odd => panic!("{odd:?} is no promotion"),
    };
    to.deals.push(Deal { group, ..deal(&format!("d-{n}"), kind, goods(rest)) });
}

/// What is charged when so much is found.
fn settled(quote: Quote, found: &str) -> Money {
    let mut whole = whole(placed_as(quote));
    let mut results = BTreeMap::new();
    for part in parts(found) {
        let (code, amount) = part.split_once(' ').unwrap();
        let line = whole.lines.iter().find(|line| line.item.sku == sku(code)).unwrap().line;
        let result = match quantity(amount) {
            Quantity::Grams(grams) => PickResult::Weighed(grams),
            Quantity::Pieces(pieces) => PickResult::Short(pieces),
        };
        results.insert(line, result);
    }
    whole.reports.push(PickReport { report: 1, by: staff(), at: noon(), results });
    whole.settlement().total
}

#[test]
fn the_worked_baskets_come_to_what_is_written() {
    let rows: Vec<Vec<&str>> =
        TABLE.lines().filter_map(|line| line.strip_prefix("| ")).map(|line| line.split('|').map(str::trim).collect()).collect();
    let rows: Vec<_> = rows.iter().filter(|row| row[0].parse::<u8>().is_ok()).collect();
    assert!(rows.len() >= 40, "{}", rows.len());
    for row in rows {
        let basket: Basket = parts(row[2]).map(item).collect();
        let mut promotions = Promotions::default();
        parts(row[3]).enumerate().for_each(|(n, text)| promotion(text, n, &mut promotions));
        let fees: Vec<Fee> = parts(row[4])
            .map(|amount| Fee { kind: DELIVERY.into(), amount: money(amount), vat: VatClass::Standard, parts: Vec::new() })
            .collect();
        let quote = quoted_with(&basket, fees.clone(), promotions.clone());
        let fee: Money = quote.fees.iter().map(|fee| fee.amount).sum();
        let found = [quote.goods, quote.discount, quote.deposit, fee, quote.total, quote.upper].map(|amount| amount.to_string());
        assert_eq!(found.as_slice(), &row[5..11], "row {}: {}", row[0], row[1]);
        let again = cheapest(&basket, &promotions, &fees, noon());
        let sums = [quote.goods, quote.discount, fee, quote.total].map(|amount| i128::from(amount.0));
        assert_eq!([again.goods, again.off, again.fees, again.total], sums, "row {}, tried every way", row[0]);
        if !row[11].is_empty() {
            assert_eq!(settled(quote, row[11]).to_string(), row[12], "row {}: {}, found {}", row[0], row[1], row[11]);
        }
    }
}

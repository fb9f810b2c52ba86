//! Every piece laid out, exact fractions, rounded by comparing remainders.

use crate::shop::Basket;
use domain::fees::Fee;
use domain::{OfferKind, ProductHead, Quantity, Sku, VatClass};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The nearest whole number; halves away from zero.
pub fn nearest(numerator: i128, denominator: i128) -> i128 {
    let (whole, rest) = (numerator.abs() / denominator, numerator.abs() % denominator);
    let size = if rest * 2 >= denominator { whole + 1 } else { whole };
    if numerator < 0 { -size } else { size }
}

/// What a basket comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub goods: i128,
    pub discount: i128,
    pub deposit: i128,
    pub total: i128,
    pub upper: i128,
    pub gross: BTreeMap<VatClass, i128>,
}

pub fn sums(basket: &Basket, fees: &[Fee], now: Timestamp) -> Sums {
    let free = free_pieces(basket, now);
    let mut sums = Sums::default();
    for (head, quantity) in basket {
        let amount = units(head, *quantity);
        let free = free.get(&head.sku).copied().unwrap_or(0);
        let (goods, discount) = goods_and_discount(head, amount, free, now);
        let (heaviest, off_heaviest) = goods_and_discount(head, held(head, amount), free, now);
        let deposit = if head.by_weight.is_some() { 0 } else { i128::from(head.deposit.0) * amount };
        sums.goods += goods;
        sums.discount += discount;
        sums.deposit += deposit;
        sums.upper += heaviest - off_heaviest + deposit;
        *sums.gross.entry(head.vat).or_default() += goods - discount + deposit;
    }
    for fee in fees {
        sums.upper += i128::from(fee.amount.0);
        *sums.gross.entry(fee.vat).or_default() += i128::from(fee.amount.0);
    }
    sums.total = sums.gross.values().sum();
    sums
}

fn units(head: &ProductHead, quantity: Quantity) -> i128 {
    match (quantity, head.by_weight) {
        (Quantity::Pieces(n), Some(weight)) => i128::from(n) * i128::from(weight.nominal),
        (Quantity::Pieces(n) | Quantity::Grams(n), _) => i128::from(n),
    }
}

fn held(head: &ProductHead, units: i128) -> i128 {
    match head.by_weight {
        None => units,
        Some(weight) => {
            let more = units * i128::from(weight.tolerance_bp);
            units + more / 10_000 + i128::from(more % 10_000 > 0)
        }
    }
}

fn goods_and_discount(head: &ProductHead, amount: i128, free: i128, now: Timestamp) -> (i128, i128) {
    let at = |price: i128| if head.by_weight.is_some() { nearest(price * amount, 1_000) } else { price * amount };
    let goods = at(head.price.0.into());
    let running = head.offer.as_ref().filter(|o| now >= o.starts && now < o.ends);
    let discount = match running.map(|o| o.kind) {
        None => 0,
        Some(OfferKind::Percent { bp }) => nearest(goods * i128::from(bp), 10_000),
        Some(OfferKind::Amount { off }) => goods - at(i128::from((head.price.0 - off.0).max(0))),
        Some(OfferKind::Price { price }) if price < head.price => goods - at(price.0.into()),
        Some(OfferKind::Price { .. }) => 0,
        Some(OfferKind::MultiBuy { .. }) => free * i128::from(head.price.0),
    };
    (goods, discount)
}

/// Each group laid out piece by piece; for every full `take`, the cheapest piece left goes free.
fn free_pieces(basket: &Basket, now: Timestamp) -> BTreeMap<Sku, i128> {
    let mut groups: BTreeMap<(String, u8), Vec<(i64, Sku)>> = BTreeMap::new();
    for (head, quantity) in basket.iter().filter(|(head, _)| head.by_weight.is_none()) {
        let Some(offer) = head.offer.as_ref().filter(|o| now >= o.starts && now < o.ends) else { continue };
        if let OfferKind::MultiBuy { take, .. } = offer.kind {
            let group = groups.entry((offer.id.clone(), take)).or_default();
            group.extend((0..quantity.amount()).map(|_| (head.price.0, head.sku.clone())));
        }
    }
    let mut free = BTreeMap::new();
    for ((_, take), mut pieces) in groups {
        pieces.sort();
        let most = pieces.len() / usize::from(take);
        for (_, sku) in pieces.into_iter().take(most) {
            *free.entry(sku).or_default() += 1;
        }
    }
    free
}

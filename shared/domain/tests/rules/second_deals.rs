//! Promotions a second time: every way is tried, every piece is laid out, sets are made one after the other.

use crate::second::nearest;
use crate::shop::Basket;
use domain::deal::{Cut, Deal, DealKind, Goods, Promotions};
use domain::fees::Fee;
use domain::{Offer, OfferKind, ProductHead, Quantity};
use jiff::Timestamp;

/// Whether a piece will do.
type Wish<'a> = Box<dyn Fn(usize) -> bool + 'a>;

/// What a basket comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub goods: i128,
    pub off: i128,
    pub fees: i128,
    pub total: i128,
}

#[derive(Clone)]
struct Row<'a> {
    head: &'a ProductHead,
    offer: Option<Offer>,
    pieces: i128,
    units: i128,
    goods: i128,
    net: i128,
}

/// A piece: price, row.
type Piece = (i128, usize);

pub fn cheapest(basket: &Basket, promotions: &Promotions, fees: &[Fee], now: Timestamp) -> Sums {
    let mut heads: Vec<&(ProductHead, Quantity)> = basket.iter().collect();
    heads.sort_by(|a, b| a.0.sku.cmp(&b.0.sku));
    let mut all: Vec<Deal> = promotions.deals.iter().filter(|d| d.starts <= now && now < d.ends).cloned().collect();
    all.retain(|d| promotions.member || !matches!(d.kind, DealKind::MemberPrice { .. }));
    if let Some(v) = promotions.voucher.as_ref().filter(|v| v.starts <= now && now < v.ends && v.limit.is_none_or(|most| v.used < most)) {
        let kind = DealKind::Threshold { from: v.minimum, cut: v.cut };
        let (goods, group) = (v.goods.clone(), v.group.clone());
        all.push(Deal { id: v.code.clone(), title: v.title.clone(), kind, goods, starts: v.starts, ends: v.ends, group });
    }
    let mut ways: Vec<Vec<Deal>> = vec![Vec::new()];
    let mut groups: Vec<Vec<Deal>> = Vec::new();
    for deal in all {
        match groups.iter_mut().find(|g| deal.group.is_some() && g[0].group == deal.group) {
            Some(group) => group.push(deal),
            None => groups.push(vec![deal]),
        }
    }
    for group in groups {
        ways = ways.iter().flat_map(|way| group.iter().map(|one| way.iter().cloned().chain([one.clone()]).collect())).collect();
    }
    let tried = ways.iter().flat_map(|way| {
        let sets: Vec<Deal> = shelf(&heads, now).into_iter().chain(way.iter().filter(|d| d.is_set()).cloned()).collect();
        orders(sets).into_iter().map(|sets| one_way(&heads, way, &sets, fees, now)).collect::<Vec<_>>()
    });
    tried.min_by_key(|sums| sums.total).unwrap()
}

fn orders(of: Vec<Deal>) -> Vec<Vec<Deal>> {
    if of.len() < 2 {
        return vec![of];
    }
    let mut all = Vec::new();
    for n in 0..of.len() {
        let mut rest = of.clone();
        let first = rest.remove(n);
        all.extend(orders(rest).into_iter().map(|rest| [vec![first.clone()], rest].concat()));
    }
    all
}

fn shelf(heads: &[&(ProductHead, Quantity)], now: Timestamp) -> Vec<Deal> {
    let mut deals: Vec<Deal> = Vec::new();
    for (head, _) in heads.iter().filter(|(head, _)| head.by_weight.is_none()) {
        let Some(offer) = head.offer.as_ref().filter(|o| o.starts <= now && now < o.ends) else { continue };
        let OfferKind::MultiBuy { take, .. } = offer.kind else { continue };
        if !deals.iter().any(|d| d.id == offer.id) {
            let (starts, ends, kind) = (offer.starts, offer.ends, DealKind::CheapestFree { take, free: 1 });
            deals.push(Deal { id: offer.id.clone(), title: String::new(), kind, goods: Goods::default(), starts, ends, group: None });
        }
        let deal = deals.iter_mut().find(|d| d.id == offer.id).unwrap();
        deal.goods.skus.push(head.sku.clone());
    }
    deals
}

fn covers(goods: &Goods, row: &Row) -> bool {
    let everything = goods.skus.is_empty() && goods.aisles.is_empty();
    let chosen = everything || goods.skus.contains(&row.head.sku) || goods.aisles.contains(&row.head.aisle);
    chosen && !goods.but_aisles.contains(&row.head.aisle) && (!goods.full_price || row.offer.is_none())
}

fn row<'a>(head: &'a ProductHead, quantity: Quantity, way: &[Deal], now: Timestamp) -> Row<'a> {
    let (pieces, units) = match (quantity, head.by_weight) {
        (Quantity::Pieces(n), None) => (i128::from(n), i128::from(n)),
        (Quantity::Pieces(n), Some(weight)) => (0, i128::from(n) * i128::from(weight.nominal)),
        (Quantity::Grams(n), _) => (0, i128::from(n)),
    };
    let at = |price: i128| if head.by_weight.is_some() { nearest(price * units, 1_000) } else { price * units };
    let price = i128::from(head.price.0);
    let off = |offer: &Offer| match offer.kind {
        OfferKind::Percent { bp } => nearest(at(price) * i128::from(bp), 10_000),
        OfferKind::Amount { off } => at(price) - at((price - i128::from(off.0)).max(0)),
        OfferKind::Price { price: lower } => at(price) - at(price.min(i128::from(lower.0))),
        OfferKind::MultiBuy { .. } => 0,
    };
    let hung = head.offer.clone().filter(|o| o.starts <= now && now < o.ends);
    let mut row = Row { head, offer: hung.clone(), pieces, units, goods: at(price), net: at(price) - hung.as_ref().map_or(0, off) };
    let shelf = row.clone();
    for deal in way.iter().filter(|deal| covers(&deal.goods, &shelf)) {
        if let DealKind::MemberPrice { cut } = deal.kind {
            let offer = Offer { id: deal.id.clone(), title: String::new(), kind: cut, starts: deal.starts, ends: deal.ends };
            if row.goods - off(&offer) < row.net {
                row.net = row.goods - off(&offer);
                row.offer = Some(offer);
            }
        }
    }
    row
}

fn one_way(heads: &[&(ProductHead, Quantity)], way: &[Deal], sets: &[Deal], fees: &[Fee], now: Timestamp) -> Sums {
    let mut rows: Vec<Row> = heads.iter().map(|(head, quantity)| row(head, *quantity, way, now)).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let mut left = row.net;
        for rest in (1..=row.pieces).rev() {
            let each = left / rest + i128::from(left % rest > 0);
            pieces.push((each, n));
            left -= each;
        }
    }
    for deal in sets {
        for (row, off) in rows.iter_mut().zip(lay(deal, heads, &shelf_rows(heads, way, now), &mut pieces)) {
            row.net -= off;
        }
    }
    let mut fee: i128 = fees.iter().map(|f| i128::from(f.amount.0)).sum();
    let mut most = 0;
    for deal in way {
        let DealKind::Threshold { from, cut } = deal.kind else { continue };
        let worth: i128 = rows.iter().filter(|row| covers(&deal.goods, row)).map(|row| row.net).sum();
        if worth < i128::from(from.0) || worth == 0 {
            continue;
        }
        match cut {
            Cut::Delivery => fee = 0,
            Cut::Amount { off } => most = most.max(worth.min(i128::from(off.0))),
            Cut::Percent { bp } => most = most.max(nearest(worth * i128::from(bp), 10_000)),
        }
    }
    let (goods, net): (i128, i128) = (rows.iter().map(|r| r.goods).sum(), rows.iter().map(|r| r.net).sum());
    let deposit: i128 = rows.iter().map(|r| if r.head.by_weight.is_some() { 0 } else { i128::from(r.head.deposit.0) * r.units }).sum();
    Sums { goods, off: goods - net + most, fees: fee, total: net - most + deposit + fee }
}

fn shelf_rows<'a>(heads: &[&'a (ProductHead, Quantity)], way: &[Deal], now: Timestamp) -> Vec<Row<'a>> {
    heads.iter().map(|(head, quantity)| row(head, *quantity, way, now)).collect()
}

/// Takes the sets of a deal out of the pieces, one at a time. What each row gets off.
fn lay(deal: &Deal, heads: &[&(ProductHead, Quantity)], rows: &[Row], pieces: &mut Vec<Piece>) -> Vec<i128> {
    let named = |n: usize, part: &[domain::Sku]| part.contains(&heads[n].0.sku);
    let dearest = |pieces: &[Piece], fits: &dyn Fn(usize) -> bool| {
        let all = pieces.iter().copied().filter(|(_, n)| fits(*n));
        all.min_by_key(|(price, n)| (-price, heads[*n].0.sku.clone()))
    };
    let mut taken: Vec<Piece> = Vec::new();
    let mut paid = 0;
    if let DealKind::CheapestFree { take, free } = deal.kind {
        let mut fit: Vec<Piece> = pieces.iter().copied().filter(|(_, n)| covers(&deal.goods, &rows[*n])).collect();
        fit.sort_by_key(|(price, n)| (*price, heads[*n].0.sku.clone()));
        let sets = fit.len() / usize::from(take);
        let mut off = vec![0; rows.len()];
        for (price, n) in &fit[..sets * usize::from(free)] {
            off[*n] += price;
        }
        if off.iter().sum::<i128>() > 0 {
            for piece in fit[..sets * usize::from(free)].iter().chain(&fit[fit.len() - sets * usize::from(take - free)..]) {
                pieces.remove(pieces.iter().position(|one| one == piece).unwrap());
            }
        }
        return off;
    }
    loop {
        let (mut left, mut set) = (pieces.clone(), Vec::new());
        let (wanted, price): (Vec<Wish<'_>>, i128) = match &deal.kind {
            DealKind::SetPrice { take, price } => (
                (0..*take).map(|_| Box::new(|n: usize| covers(&deal.goods, &rows[n])) as Box<dyn Fn(usize) -> bool>).collect(),
                price.0.into(),
            ),
            DealKind::Bundle { parts, price } => {
                (parts.iter().map(|part| Box::new(move |n: usize| named(n, part)) as Box<dyn Fn(usize) -> bool>).collect(), price.0.into())
            }
            _ => return vec![0; rows.len()],
        };
        for fits in &wanted {
            if let Some(piece) = dearest(&left, fits) {
                left.remove(left.iter().position(|one| *one == piece).unwrap());
                set.push(piece);
            }
        }
        if set.len() < wanted.len() || set.iter().map(|piece| piece.0).sum::<i128>() <= price {
            break;
        }
        *pieces = left;
        taken.extend(set);
        paid += price;
    }
    let weights: Vec<i128> = (0..rows.len()).map(|n| taken.iter().filter(|piece| piece.1 == n).map(|piece| piece.0).sum()).collect();
    apportioned(weights.iter().sum::<i128>() - paid, &weights)
}

/// Cent by cent to whoever is furthest below their exact share.
fn apportioned(amount: i128, weights: &[i128]) -> Vec<i128> {
    let all: i128 = weights.iter().sum();
    let mut shares: Vec<i128> = weights.iter().map(|w| if all == 0 { 0 } else { amount * w / all }).collect();
    while shares.iter().sum::<i128>() < amount {
        let behind = |n: &usize| amount * weights[*n] - shares[*n] * all;
        let next = (0..weights.len()).rev().max_by_key(behind).unwrap();
        shares[next] += 1;
    }
    shares
}

//! Promotions a second time, without any cleverness: every choice from the groups, with and without each member price, for
//! all it covers, and every sequence of sets that can be made, the empty one too. Nothing is greedy and nothing is left
//! out, so it is for baskets with few pieces.

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
    // What is for nothing in the basket is no choice.
    all.retain(|d| heads.iter().any(|(head, quantity)| is_for(d, &row(head, *quantity, &[], now))));
    if let Some(v) = promotions.voucher.as_ref().filter(|v| v.starts <= now && now < v.ends && v.limit.is_none_or(|most| v.used < most)) {
        let kind = DealKind::Threshold { from: v.minimum, cut: v.cut };
        let (goods, group) = (v.goods.clone(), v.group.clone());
        all.push(Deal { id: v.code.clone(), title: v.title.clone(), kind, goods, starts: v.starts, ends: v.ends, group });
    }
    let mut labels: Vec<Offer> = Vec::new();
    for offer in heads.iter().filter_map(|(head, _)| running(head, now)).filter(|offer| offer.group.is_some()) {
        if !labels.iter().any(|known| known.id == offer.id) {
            labels.push(offer);
        }
    }
    let mut groups: Vec<Vec<One>> = Vec::new();
    for one in labels.into_iter().map(One::Label).chain(all.into_iter().map(One::Deal)) {
        match groups.iter_mut().find(|g| one.group().is_some() && g[0].group() == one.group()) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let mut ways: Vec<Vec<One>> = vec![Vec::new()];
    for group in groups {
        let optional = group.iter().any(|one| matches!(one, One::Deal(Deal { kind: DealKind::MemberPrice { .. }, .. })));
        let choices: Vec<Option<&One>> = group.iter().map(Some).chain(optional.then_some(None)).collect();
        ways = ways.iter().flat_map(|way| choices.iter().map(|one| way.iter().cloned().chain(one.cloned()).collect())).collect();
    }
    ways.iter().map(|way| cheapest_way(&heads, way, fees, now)).min_by_key(|sums| sums.total).unwrap()
}

/// Something that is in an exclusion group, or alone.
#[derive(Clone)]
enum One {
    Label(Offer),
    Deal(Deal),
}

impl One {
    fn group(&self) -> Option<&String> {
        match self {
            One::Label(offer) => offer.group.as_ref(),
            One::Deal(deal) => deal.group.as_ref(),
        }
    }
}

fn running(head: &ProductHead, now: Timestamp) -> Option<Offer> {
    head.offer.clone().filter(|o| o.starts <= now && now < o.ends)
}

/// The best that can be made of one choice: its labels hang, the others of their groups do not.
fn cheapest_way(heads: &[&(ProductHead, Quantity)], way: &[One], fees: &[Fee], now: Timestamp) -> Sums {
    let up = |id: &str| way.iter().any(|one| matches!(one, One::Label(offer) if offer.id == id));
    let hung = |head: &ProductHead| running(head, now).filter(|offer| offer.group.is_none() || up(&offer.id));
    let heads: Vec<(ProductHead, Quantity)> =
        heads.iter().map(|(head, n)| (ProductHead { offer: hung(head), ..head.clone() }, *n)).collect();
    let heads: Vec<&(ProductHead, Quantity)> = heads.iter().collect();
    let deals: Vec<Deal> = way.iter().filter_map(|one| if let One::Deal(deal) = one { Some(deal.clone()) } else { None }).collect();
    let sets: Vec<Deal> = shelf(&heads, now).into_iter().chain(deals.iter().filter(|d| d.is_set()).cloned()).collect();
    let rows: Vec<Row> = heads.iter().map(|(head, quantity)| row(head, *quantity, &deals, now)).collect();
    let table = Table { heads: &heads, way: &deals, sets: &sets, fees, now };
    table.and_on(rows.clone(), laid_out(&rows), None)
}

/// What is on the counter while sets are made.
struct Table<'a> {
    heads: &'a [&'a (ProductHead, Quantity)],
    way: &'a [Deal],
    sets: &'a [Deal],
    fees: &'a [Fee],
    now: Timestamp,
}

impl<'a> Table<'a> {
    /// The cheapest end: nothing more is made, or so many sets of another deal and then on from there.
    fn and_on(&self, rows: Vec<Row<'a>>, pieces: Vec<Piece>, last: Option<usize>) -> Sums {
        let mut best = ended(&rows, self.way, self.fees);
        for (n, deal) in self.sets.iter().enumerate().filter(|(n, _)| Some(*n) != last) {
            for most in 1..=pieces.len() {
                let (mut rows, mut left) = (rows.clone(), pieces.clone());
                let (made, off) = lay(deal, self.heads, &shelf_rows(self.heads, self.way, self.now), &mut left, most);
                // Not so many, or nothing saved yet: where the first piece given is worth nothing, one more may be worth a cent.
                if made < most {
                    continue;
                }
                rows.iter_mut().zip(off).for_each(|(row, off)| row.net -= off);
                let next = self.and_on(rows, left, Some(n));
                if next.total < best.total {
                    best = next;
                }
            }
        }
        best
    }
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
    let hung = running(head, now);
    let mut row = Row { head, offer: hung.clone(), pieces, units, goods: at(price), net: at(price) - hung.as_ref().map_or(0, off) };
    let shelf = row.clone();
    for deal in way.iter().filter(|deal| covers(&deal.goods, &shelf)) {
        if let DealKind::MemberPrice { cut } = deal.kind {
            let offer = Offer { id: deal.id.clone(), title: String::new(), kind: cut, starts: deal.starts, ends: deal.ends, group: None };
            if row.goods - off(&offer) < row.net {
                row.net = row.goods - off(&offer);
                row.offer = Some(offer);
            }
        }
    }
    row
}

fn is_for(deal: &Deal, row: &Row) -> bool {
    match &deal.kind {
        DealKind::Bundle { parts, .. } => parts.iter().any(|part| part.contains(&row.head.sku)),
        DealKind::CheapestFree { .. } | DealKind::SetPrice { .. } => row.head.by_weight.is_none() && covers(&deal.goods, row),
        DealKind::MemberPrice { .. } | DealKind::Threshold { .. } => covers(&deal.goods, row),
    }
}

fn laid_out(rows: &[Row]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let mut left = row.net;
        for rest in (1..=row.pieces).rev() {
            let each = left / rest + i128::from(left % rest > 0);
            pieces.push((each, n));
            left -= each;
        }
    }
    pieces
}

fn ended(rows: &[Row], way: &[Deal], fees: &[Fee]) -> Sums {
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

/// Takes at most so many sets of a deal out of the pieces. How many, and what each row gets off.
fn lay(deal: &Deal, heads: &[&(ProductHead, Quantity)], rows: &[Row], pieces: &mut Vec<Piece>, most: usize) -> (usize, Vec<i128>) {
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
        let sets = most.min(fit.len() / usize::from(take));
        let mut off = vec![0; rows.len()];
        for (price, n) in &fit[..sets * usize::from(free)] {
            off[*n] += price;
        }
        let saves = off.iter().sum::<i128>() > 0;
        if saves {
            for piece in fit[..sets * usize::from(free)].iter().chain(&fit[fit.len() - sets * usize::from(take - free)..]) {
                pieces.remove(pieces.iter().position(|one| one == piece).unwrap());
            }
        }
        return (if saves { sets } else { 0 }, off);
    }
    let mut made = 0;
    while made < most {
        let (mut left, mut set) = (pieces.clone(), Vec::new());
        let (wanted, price): (Vec<Wish<'_>>, i128) = match &deal.kind {
            DealKind::SetPrice { take, price } => (
                (0..*take).map(|_| Box::new(|n: usize| covers(&deal.goods, &rows[n])) as Box<dyn Fn(usize) -> bool>).collect(),
                price.0.into(),
            ),
            DealKind::Bundle { parts, price } => {
                (parts.iter().map(|part| Box::new(move |n: usize| named(n, part)) as Box<dyn Fn(usize) -> bool>).collect(), price.0.into())
            }
            _ => return (0, vec![0; rows.len()]),
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
        made += 1;
    }
    let weights: Vec<i128> = (0..rows.len()).map(|n| taken.iter().filter(|piece| piece.1 == n).map(|piece| piece.0).sum()).collect();
    (made, apportioned(weights.iter().sum::<i128>() - paid, &weights))
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

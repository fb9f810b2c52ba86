//! Sets of pieces: what several of them together cost less.
//!
//! Every piece has the price its line came to, to the cent: three for 2.38 are pieces of 0.80, 0.79 and 0.79. Loose goods
//! have no pieces. A piece that is in a set is in no other.

use super::{Deal, DealKind};
use crate::price::{Item, Priced};
use crate::split::split;
use crate::{Money, Sku};

/// The pieces of a basket that are in no set yet, per item, dearest first.
pub(super) struct Pieces<'a> {
    items: &'a [Item],
    left: Vec<Vec<Money>>,
}

/// A piece: its price, and which item it is of.
type Piece = (Money, usize);

impl<'a> Pieces<'a> {
    /// All pieces, at the prices their lines came to.
    pub(super) fn new(items: &'a [Item], priced: impl Iterator<Item = Priced>) -> Pieces<'a> {
        let pieces = |(item, priced): (&Item, Priced)| match i64::from(item.quantity.amount()) {
            0 => Vec::new(),
            _ if item.by_weight.is_some() => Vec::new(),
            count => {
                let (each, more) = ((priced.goods - priced.discount).0 / count, (priced.goods - priced.discount).0 % count);
                (0..count).map(|n| Money(each + i64::from(n < more))).collect()
            }
        };
        Pieces { items, left: items.iter().zip(priced).map(pieces).collect() }
    }

    /// Makes sets of a deal, at most so many and only such that save something. How many, and what each item gets off.
    pub(super) fn take(&mut self, deal: &Deal, most: u32) -> (u32, Vec<Money>) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        match &deal.kind {
            DealKind::CheapestFree { take, free } => self.cheapest_free(deal, (usize::from(*take), usize::from(*free)), most),
            DealKind::SetPrice { take, price } => self.set_price(deal, usize::from(*take), *price, most),
            DealKind::Bundle { parts, price } => self.bundle(parts, *price, most),
            DealKind::MemberPrice { .. } | DealKind::Threshold { .. } => (0, self.nothing()),
        }
    }

    fn nothing(&self) -> Vec<Money> {
        vec![Money::ZERO; self.items.len()]
    }

    /// The pieces a deal is for, cheapest first; of equal prices the first code.
    fn eligible(&self, deal: &Deal) -> Vec<Piece> {
        let of = |n: usize| self.left[n].iter().map(move |price| (*price, n));
        let covered = (0..self.items.len()).filter(|n| deal.goods.covers(&self.items[*n]));
        let mut pieces: Vec<Piece> = covered.flat_map(of).collect();
        pieces.sort_by_key(|(price, n)| (*price, &self.items[*n].sku));
        pieces
    }

    /// The cheapest of all sets together are free: what the shopper reads, whatever is put on the belt first.
    fn cheapest_free(&mut self, deal: &Deal, (take, free): (usize, usize), most: usize) -> (u32, Vec<Money>) {
        let pieces = self.eligible(deal);
        let sets = (pieces.len() / take.max(2)).min(most);
        let (given, paid) = (&pieces[..sets * free], &pieces[pieces.len() - sets * (take.max(2) - free)..]);
        let off = self.sums(given);
        if off.iter().all(|off| *off == Money::ZERO) {
            return (0, off);
        }
        self.remove(given.iter().chain(paid));
        (count(sets), off)
    }

    /// The dearest pieces make the sets: they save most.
    fn set_price(&mut self, deal: &Deal, take: usize, price: Money, most: usize) -> (u32, Vec<Money>) {
        let mut pieces = self.eligible(deal);
        pieces.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| self.items[a.1].sku.cmp(&self.items[b.1].sku)));
        let worth = |set: &[Piece]| set.iter().map(|piece| piece.0).sum::<Money>();
        let sets = pieces.chunks_exact(take.max(2)).take(most).take_while(|set| worth(set) > price).count();
        let taken = &pieces[..sets * take.max(2)];
        let off = split(worth(taken) - price.times(sets.try_into().unwrap_or(i64::MAX)), &self.sums(taken));
        self.remove(taken.iter());
        (count(sets), off)
    }

    /// The dearest of each part go together, as long as that saves something.
    fn bundle(&mut self, parts: &[Vec<Sku>], price: Money, most: usize) -> (u32, Vec<Money>) {
        let (mut taken, mut sets) = (Vec::new(), 0);
        while sets < most {
            let before = self.left.clone();
            let set: Vec<Piece> = parts.iter().map_while(|part| self.dearest(part)).collect();
            if set.len() < parts.len() || set.iter().map(|piece| piece.0).sum::<Money>() <= price {
                self.left = before;
                break;
            }
            taken.extend(set);
            sets += 1;
        }
        let weights = self.sums(&taken);
        let worth: Money = weights.iter().copied().sum();
        (count(sets), split(worth - price.times(sets.try_into().unwrap_or(i64::MAX)), &weights))
    }

    /// Takes the dearest piece of these products; of equal prices the first code.
    fn dearest(&mut self, of: &[Sku]) -> Option<Piece> {
        let named = (0..self.items.len()).filter(|n| of.contains(&self.items[*n].sku) && !self.left[*n].is_empty());
        let n = named.min_by(|a, b| self.left[*b][0].cmp(&self.left[*a][0]).then_with(|| self.items[*a].sku.cmp(&self.items[*b].sku)))?;
        Some((self.left[n].remove(0), n))
    }

    fn sums(&self, pieces: &[Piece]) -> Vec<Money> {
        let mut sums = self.nothing();
        pieces.iter().for_each(|(price, n)| sums[*n] += *price);
        sums
    }

    fn remove<'p>(&mut self, pieces: impl Iterator<Item = &'p Piece>) {
        for (price, n) in pieces {
            if let Some(at) = self.left[*n].iter().position(|left| left == price) {
                self.left[*n].remove(at);
            }
        }
    }
}

fn count(sets: usize) -> u32 {
    u32::try_from(sets).unwrap_or(u32::MAX)
}

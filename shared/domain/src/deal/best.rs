//! The choice that makes a basket cheapest.
//!
//! What is chosen: of each exclusion group one promotion; whether a member's price counts, for all it covers or for none of
//! it, because without it a threshold may be reached; which sets are made, how many of each and in which order, because
//! fewer of them may reach a threshold too. Which pieces a set takes is not chosen: its rule says so ([`super::sets`]).
//!
//! Exact for what a shop really has at once: up to 32 ways to choose, and 1,024 ways to make sets over all of them. Beyond
//! that, the exclusion groups that come later by name are decided by their first promotion, members' prices count, and as
//! many sets are made as there may be, in the best order of up to three deals that share products.

use super::plans::plans;
use super::promised::multi_buys;
use super::reckon::{Reckoned, cut_order, with_sets};
use super::{Counted, Cut, Deal, DealKind, Held, OrderCut, Promised, Waiver};
use crate::fees::Fee;
use crate::price::{Item, alone};
use crate::voucher::Voucher;
use crate::{Money, Settings};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What may make a basket cheaper, beside the offers on its products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promotions {
    /// The shop's deals, running or not.
    pub deals: Vec<Deal>,
    /// A member asks.
    pub member: bool,
    /// The voucher that was asked for.
    pub voucher: Option<Voucher>,
    /// How often this customer used it before.
    pub used_before: u32,
}

/// A basket at its best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The items, each with the offer that counts for it.
    pub items: Vec<Item>,
    /// What they come to.
    pub reckoned: Vec<Reckoned>,
    /// What counted.
    pub promised: Promised,
    /// Fees that are left.
    pub fees: Vec<Fee>,
}

const MOST_WAYS: usize = 32;
const MOST_PLANS: usize = 1_024;

impl Promotions {
    /// The deals of a shop, for somebody who is not known.
    pub fn of(settings: &Settings) -> Promotions {
        Promotions { deals: settings.deals.clone(), ..Promotions::default() }
    }

    /// True when it matters whether a member asks.
    pub fn ask_for_members(&self, now: Timestamp) -> bool {
        self.deals.iter().any(|deal| deal.runs_at(now) && matches!(deal.kind, DealKind::MemberPrice { .. }))
    }

    /// Those that count now, for this basket: every choice from the exclusion groups, with and without members' prices.
    fn ways<'a>(&'a self, items: &'a [Item], now: Timestamp) -> Vec<Way<'a>> {
        let counts = |deal: &&Deal| {
            let may = self.member || !matches!(deal.kind, DealKind::MemberPrice { .. });
            may && deal.runs_at(now) && items.iter().any(|item| deal.is_for(item))
        };
        let voucher = self.voucher.as_ref().filter(|voucher| voucher.unusable(now, self.used_before).is_none());
        let labels: BTreeMap<&str, &str> =
            items.iter().filter_map(|item| item.offer.as_ref()).filter_map(|o| Some((o.id.as_str(), o.group.as_deref()?))).collect();
        let all = Way { deals: self.deals.iter().filter(counts).collect(), voucher, labels, down: BTreeSet::new() };
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (group, id) in all.grouped() {
            groups.entry(group).or_default().push(id);
        }
        let mut ways = vec![all];
        for (group, ids) in groups.iter().filter(|(_, ids)| ids.len() > 1) {
            let ids = if ways.len() * ids.len() <= MOST_WAYS { ids.as_slice() } else { &ids[..1] };
            ways = ways.iter().flat_map(|way| ids.iter().map(|id| way.with_only(group, id))).collect();
        }
        for id in self.deals.iter().filter(counts).filter(|deal| !deal.is_set() && deal.as_cut().is_none()).map(|deal| deal.id.as_str()) {
            let without: Vec<Way<'_>> = ways.iter().filter(|way| way.is_choosy() && way.has(id)).map(|way| way.without(id)).collect();
            if ways.len() + without.len() <= MOST_WAYS {
                ways.extend(without);
            }
        }
        ways
    }
}

/// The best for the shopper. `items` carry the offers that hang on them and run. Of equal ways the first counts.
pub fn best(items: &[Item], promotions: &Promotions, fees: &[Fee], now: Timestamp) -> Best {
    let ways = promotions.ways(items, now);
    let most = MOST_PLANS / ways.len().max(1);
    let mut found: Option<Best> = None;
    for way in ways {
        let hung = way.hung(items);
        let items: Vec<Item> = hung.iter().map(|item| way.cheapest(item)).collect();
        let sets = way.deals.iter().filter(|deal| deal.is_set()).map(|deal| (*deal).clone());
        let deals: Vec<Deal> = multi_buys(&hung).into_iter().chain(sets).collect();
        for sets in plans(&items, &deals, way.has_cut(), most) {
            let next = way.taken(&items, sets, fees);
            if found.as_ref().is_none_or(|best| next.total() < best.total()) {
                found = Some(next);
            }
        }
    }
    found.unwrap_or_else(|| Best { items: Vec::new(), reckoned: Vec::new(), promised: Promised::default(), fees: fees.to_vec() })
}

impl Best {
    fn total(&self) -> Money {
        self.reckoned.iter().map(|one| one.priced.total()).sum::<Money>() + self.fees.iter().map(|fee| fee.amount).sum()
    }
}

/// One way to choose.
#[derive(Clone)]
struct Way<'a> {
    deals: Vec<&'a Deal>,
    voucher: Option<&'a Voucher>,
    /// Offers on labels that are in an exclusion group: id and group.
    labels: BTreeMap<&'a str, &'a str>,
    /// Offers on labels that do not count this way.
    down: BTreeSet<&'a str>,
}

impl<'a> Way<'a> {
    /// Exclusion groups and who is in them: what hangs on the shelf first.
    fn grouped(&self) -> Vec<(&'a str, &'a str)> {
        let labels = self.labels.iter().map(|(id, group)| (*group, *id));
        let deals = self.deals.iter().filter_map(|deal| Some((deal.group.as_deref()?, deal.id.as_str())));
        let voucher = self.voucher.and_then(|voucher| Some((voucher.group.as_deref()?, voucher.code.as_str())));
        labels.chain(deals).chain(voucher).collect()
    }

    fn with_only(&self, group: &str, id: &str) -> Way<'a> {
        let stays = |other: Option<&str>, name: &str| other != Some(group) || name == id;
        let down = self.labels.iter().filter(|(name, other)| !stays(Some(**other), name)).map(|(name, _)| *name);
        Way {
            deals: self.deals.iter().copied().filter(|deal| stays(deal.group.as_deref(), &deal.id)).collect(),
            voucher: self.voucher.filter(|voucher| stays(voucher.group.as_deref(), &voucher.code)),
            labels: self.labels.clone(),
            down: self.down.iter().copied().chain(down).collect(),
        }
    }

    fn without(&self, id: &str) -> Way<'a> {
        Way { deals: self.deals.iter().copied().filter(|deal| deal.id != id).collect(), ..self.clone() }
    }

    fn has(&self, id: &str) -> bool {
        self.deals.iter().any(|deal| deal.id == id)
    }

    /// True where something else looks at what pieces cost: then the lower price is not always the better one.
    fn is_choosy(&self) -> bool {
        self.has_cut() || self.deals.iter().any(|deal| deal.is_set())
    }

    fn has_cut(&self) -> bool {
        self.voucher.is_some() || self.deals.iter().any(|deal| deal.as_cut().is_some())
    }

    /// The items without the offers on their labels that do not count this way. Where only some products have an offer in
    /// its group, because it is just being changed, it stays on the others.
    fn hung(&self, items: &[Item]) -> Vec<Item> {
        let up = |item: &Item| item.offer.clone().filter(|offer| offer.group.is_none() || !self.down.contains(offer.id.as_str()));
        items.iter().map(|item| Item { offer: up(item), ..item.clone() }).collect()
    }

    /// What the basket comes to this way.
    fn taken(&self, items: &[Item], sets: Vec<Counted>, fees: &[Fee]) -> Best {
        let (mut reckoned, sets) = with_sets(items, sets);
        let mut promised = Promised { sets, ..Promised::default() };
        let (cut, waiver) = self.winners(items, &reckoned, fees);
        if let Some(cut) = &cut {
            cut_order(items, &mut reckoned, cut);
        }
        let fees: Vec<Fee> = fees.iter().filter(|fee| waiver.is_none() || !fee.is_carriage()).cloned().collect();
        let used = |id: &str| cut.as_ref().is_some_and(|c| c.id == id) || waiver.as_ref().is_some_and(|w| w.id == id);
        promised.voucher = self.voucher.filter(|voucher| used(&voucher.code)).map(Held::of);
        (promised.cut, promised.delivery) = (cut, waiver);
        Best { items: items.to_vec(), reckoned, promised, fees }
    }

    /// An item with the offer that makes it cheapest; of equal ones its own.
    fn cheapest(&self, item: &Item) -> Item {
        let with = |offer| Item { offer: Some(offer), ..item.clone() };
        let prices = self.deals.iter().filter(|deal| deal.goods.covers(item)).filter_map(|deal| deal.as_offer()).map(with);
        let all = std::iter::once(item.clone()).chain(prices);
        all.reduce(|best, other| if alone(&other).discount > alone(&best).discount { other } else { best }).unwrap_or_else(|| item.clone())
    }

    /// What takes most off the goods, and what makes the delivery free. Of equal ones a deal: the voucher stays unspent.
    fn winners(&self, items: &[Item], reckoned: &[Reckoned], fees: &[Fee]) -> (Option<OrderCut>, Option<Waiver>) {
        let fee: Money = fees.iter().filter(|fee| fee.is_carriage()).map(|fee| fee.amount).sum();
        let (mut cut, mut waiver) = (None, None);
        let mut most = Money::ZERO;
        for (from, candidate) in self.deals.iter().filter_map(|deal| deal.as_cut()).chain(self.voucher.map(Voucher::as_cut)) {
            let covered = items.iter().zip(reckoned).filter(|(item, _)| candidate.goods.covers(item));
            let worth: Money = covered.map(|(_, one)| one.priced.worth()).sum();
            if worth < from || worth <= Money::ZERO {
                continue;
            }
            let off = candidate.cut.of(worth);
            if candidate.cut == Cut::Delivery && fee > Money::ZERO && waiver.is_none() {
                waiver = Some(Waiver { id: candidate.id, title: candidate.title, off: fee });
            } else if off > most {
                (most, cut) = (off, Some(candidate));
            }
        }
        (cut, waiver)
    }
}

impl Deal {
    /// True when an item may be part of it.
    pub(super) fn is_for(&self, item: &Item) -> bool {
        match &self.kind {
            DealKind::Bundle { parts, .. } => parts.iter().any(|part| part.contains(&item.sku)),
            DealKind::CheapestFree { .. } | DealKind::SetPrice { .. } => item.by_weight.is_none() && self.goods.covers(item),
            DealKind::MemberPrice { .. } | DealKind::Threshold { .. } => self.goods.covers(item),
        }
    }

    /// What it takes off an order, from which worth on.
    fn as_cut(&self) -> Option<(Money, OrderCut)> {
        let DealKind::Threshold { from, cut } = self.kind else { return None };
        Some((from, OrderCut { id: self.id.clone(), title: self.title.clone(), cut, goods: self.goods.clone() }))
    }
}

impl Held {
    fn of(voucher: &Voucher) -> Held {
        let Voucher { code, version, limit, each, .. } = voucher;
        Held { code: code.clone(), version: *version, limit: *limit, each: *each, customer: String::new() }
    }
}

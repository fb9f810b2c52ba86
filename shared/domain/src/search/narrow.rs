//! Narrowing: which matches pass the filters, how many each other choice would leave, and which come first.

use super::columns::{Columns, Prices};
use super::{Count, Facets, Filter, Find, Hit, Sort};
use crate::{AisleId, Sku};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Brands that are counted out; those chosen are, too.
const BRANDS: usize = 24;

/// The filters, one bit each: a product's bits are those it does not pass.
mod fails {
    pub const AISLE: u8 = 1;
    pub const SECTION: u8 = 2;
    pub const BRAND: u8 = 4;
    pub const DIET: u8 = 8;
    pub const OFFER: u8 = 16;
    pub const STOCK: u8 = 32;
}

/// How the products stand at this moment.
pub(crate) struct Narrowing<'a, 'f> {
    columns: &'a Columns,
    filter: &'f Filter,
    chosen: Chosen,
    /// By product: sold out.
    out: Vec<bool>,
    /// By product: the place of its offer that runs, from 1.
    offers: Vec<u32>,
}

/// The filter's values as numbers. What no product has is no number, and no product passes.
struct Chosen {
    aisles: Vec<u32>,
    sections: Vec<u32>,
    brands: Vec<u32>,
    diets: Vec<Option<u16>>,
}

impl Chosen {
    fn of(filter: &Filter, columns: &Columns) -> Chosen {
        let of_section = |section: &Option<AisleId>| section.as_ref().is_some_and(|section| filter.sections.contains(section));
        Chosen {
            aisles: columns.aisles.numbers(|aisle| filter.aisles.contains(aisle)),
            sections: columns.sections.numbers(|(_, section)| of_section(section)),
            brands: columns.brands.numbers(|brand| filter.brands.contains(brand)),
            diets: filter.diets.iter().map(|d| columns.diet_names.iter().position(|name| name == d)?.try_into().ok()).collect(),
        }
    }
}

impl<'a, 'f> Narrowing<'a, 'f> {
    pub(crate) fn new(
        columns: &'a Columns,
        filter: &'f Filter,
        at: (&BTreeSet<Sku>, &HashMap<Sku, usize>, Timestamp),
    ) -> Narrowing<'a, 'f> {
        let (sold_out, by_sku, now) = at;
        let (mut out, mut offers) = (vec![false; columns.prices.len()], vec![0; columns.prices.len()]);
        sold_out.iter().filter_map(|sku| by_sku.get(sku)).for_each(|n| out[*n] = true);
        for (offer, place) in columns.offers.iter().zip(1..).filter(|(offer, _)| offer.starts <= now && now < offer.ends) {
            offers[offer.product as usize] = place;
        }
        Narrowing { columns, filter, chosen: Chosen::of(filter, columns), out, offers }
    }

    /// The hits that pass every filter, and the counts.
    pub(crate) fn narrow(&self, hits: Vec<Hit>) -> (Vec<Hit>, Facets<'a>) {
        let mut counts = Counts::new(self.columns);
        let mut passed = Vec::new();
        for hit in hits {
            let n = hit.product as usize;
            let fails = self.fails(n);
            self.count(n, fails, &mut counts);
            if fails == 0 {
                passed.push(hit);
            }
        }
        (passed, self.facets(counts))
    }

    fn fails(&self, n: usize) -> u8 {
        let (columns, chosen, filter) = (self.columns, &self.chosen, self.filter);
        let outside = |wanted: bool, chosen: &[u32], value: u32| wanted && !chosen.contains(&value);
        let mut fails = 0;
        fails |= fails::AISLE * u8::from(outside(!filter.aisles.is_empty(), &chosen.aisles, columns.aisles.of[n]));
        fails |= fails::SECTION * u8::from(outside(!filter.sections.is_empty(), &chosen.sections, columns.sections.of[n]));
        fails |= fails::BRAND * u8::from(outside(!filter.brands.is_empty(), &chosen.brands, columns.brands.of[n]));
        fails |= fails::OFFER * u8::from(filter.on_offer && self.offers[n] == 0);
        fails |= fails::STOCK * u8::from(filter.in_stock && self.out[n]);
        if !chosen.diets.is_empty() {
            let has = columns.diets.row(u32::try_from(n).unwrap_or(u32::MAX));
            let all = chosen.diets.iter().all(|diet| diet.is_some_and(|diet| has.contains(&diet)));
            fails |= fails::DIET * u8::from(!all);
        }
        fails
    }

    /// A product counts for a filter when it passes all the others. Diets narrow, so they count what passes them, too.
    fn count(&self, n: usize, fails: u8, counts: &mut Counts) {
        let passes_but = |filter: u8| fails & !filter == 0;
        if passes_but(fails::AISLE) {
            counts.aisles[self.columns.aisles.of[n] as usize] += 1;
        }
        if passes_but(fails::SECTION) {
            counts.sections[self.columns.sections.of[n] as usize] += 1;
        }
        if passes_but(fails::BRAND) {
            counts.brands[self.columns.brands.of[n] as usize] += 1;
        }
        if passes_but(fails::OFFER) {
            counts.on_offer += usize::from(self.offers[n] > 0);
        }
        if passes_but(fails::STOCK) {
            counts.in_stock += usize::from(!self.out[n]);
        }
        if fails == 0 {
            let has = self.columns.diets.row(u32::try_from(n).unwrap_or(u32::MAX));
            has.iter().for_each(|diet| counts.diets[usize::from(*diet)] += 1);
        }
    }

    fn facets(&self, counts: Counts) -> Facets<'a> {
        let (columns, filter) = (self.columns, self.filter);
        let one = match filter.aisles.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        let in_it = |(aisle, _): &(AisleId, Option<AisleId>)| one == Some(aisle);
        let sections = columns.sections.values.iter().zip(&counts.sections).filter(|(value, _)| in_it(value));
        let sections = sections.filter_map(|(value, many)| Some((value.1.as_ref()?, *many)));
        let brands = columns.brands.values.iter().zip(counts.brands).filter(|(brand, _)| !brand.is_empty());
        Facets {
            aisles: counted(columns.aisles.values.iter().zip(counts.aisles), AisleId::as_str, &filter.aisles),
            sections: counted(sections, AisleId::as_str, &filter.sections),
            brands: most(counted(brands, String::as_str, &filter.brands)),
            diets: most(counted(columns.diet_names.iter().zip(counts.diets), String::as_str, &filter.diets)),
            on_offer: counts.on_offer,
            in_stock: counts.in_stock,
        }
    }

    /// The products of one page, in order.
    pub(crate) fn sorted(&self, hits: &[Hit], find: &Find) -> Vec<usize> {
        let mut keys: Vec<_> = hits.iter().map(|hit| self.key(hit, find.sort)).collect();
        let most = find.skip.saturating_add(find.take);
        if keys.len() > most && most > 0 {
            keys.select_nth_unstable(most - 1);
        }
        keys.truncate(most);
        keys.sort_unstable();
        keys.into_iter().skip(find.skip).map(|key| key.product as usize).collect()
    }

    fn key(&self, hit: &Hit, sort: Sort) -> Key {
        let (n, columns) = (hit.product as usize, self.columns);
        let price = match sort {
            Sort::Relevance => (0, 0),
            Sort::Price => (0, self.prices(n).price),
            Sort::UnitPrice => self.prices(n).unit,
        };
        let length = if hit.cost == Hit::UNASKED { 0 } else { columns.lengths[n] };
        Key { price, cost: hit.cost, out: self.out[n], sold: Reverse(columns.sold[n]), length, product: hit.product }
    }

    fn prices(&self, n: usize) -> Prices {
        let offer = (self.offers[n] as usize).checked_sub(1).and_then(|place| self.columns.offers.get(place));
        offer.map_or(self.columns.prices[n], |offer| offer.prices)
    }
}

/// What a product is sorted by: the fields decide in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// By its unit's class and its amount; nothing where no price was asked for.
    price: (u8, i64),
    cost: u16,
    out: bool,
    sold: Reverse<u8>,
    /// Where nothing was typed there are no shorter names to be meant.
    length: u16,
    /// Products stand by aisle and name.
    product: u32,
}

/// Products by value, while they are being counted.
struct Counts {
    aisles: Vec<usize>,
    sections: Vec<usize>,
    brands: Vec<usize>,
    diets: Vec<usize>,
    on_offer: usize,
    in_stock: usize,
}

impl Counts {
    fn new(columns: &Columns) -> Counts {
        Counts {
            aisles: vec![0; columns.aisles.values.len()],
            sections: vec![0; columns.sections.values.len()],
            brands: vec![0; columns.brands.values.len()],
            diets: vec![0; columns.diet_names.len()],
            on_offer: 0,
            in_stock: 0,
        }
    }
}

/// Values that some product has, or that are chosen.
fn counted<'a, T: PartialEq + 'a>(
    values: impl Iterator<Item = (&'a T, usize)>,
    text: impl Fn(&'a T) -> &'a str,
    chosen: &[T],
) -> Vec<Count<'a>> {
    let counts = values.map(|(value, products)| Count { value: text(value), products, chosen: chosen.contains(value) });
    counts.filter(|count| count.products > 0 || count.chosen).collect()
}

/// The most frequent first; of many only those, and what is chosen.
fn most(mut counts: Vec<Count>) -> Vec<Count> {
    counts.sort_by_key(|count| (Reverse(count.products), count.value));
    let mut shown = 0..BRANDS;
    counts.retain(|count| shown.next().is_some() || count.chosen);
    counts
}

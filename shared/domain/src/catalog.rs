//! The catalog as it is published: everything a page shows, in memory.

mod tongue;

use crate::habits::Habits;
use crate::search::{Columns, Find, Found, Hit, Index, Narrowing, Reading};
use crate::{AisleId, Product, ProductHead, Settings, Sku};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// What the worker publishes and every reader loads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// When it was made.
    pub published: Timestamp,
    /// The shop.
    pub settings: Settings,
    /// Products being sold, by aisle as walked, then by name.
    pub products: Vec<Product>,
    /// What shoppers bought lately.
    #[serde(default)]
    pub habits: Habits,
    /// Products that were sold and no longer are, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Gone>,
    /// For each of the products, the day its page last changed, counted from 1970; 0 where nobody knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<u16>,
}

/// A product that is no longer sold: what its address still has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// The shop's code.
    pub sku: Sku,
    /// As it was on the shelf label.
    pub name: String,
    /// Where it stood.
    pub aisle: AisleId,
}

/// Products remembered as gone: about 200 KB before compression. Any more are as if they had never been there.
const MOST_GONE: usize = 3_000;

impl Snapshot {
    /// Sorts the products as they are shown. Inactive ones are gone.
    pub fn new(settings: Settings, products: Vec<Product>, now: Timestamp) -> Snapshot {
        let mut products = products;
        products.iter_mut().for_each(|product| settings.put_in_place(product));
        let (mut products, gone): (Vec<_>, Vec<_>) = products.into_iter().partition(|p| p.head.active);
        products.sort_by_cached_key(|p| Snapshot::place(&settings, p));
        let mut gone: Vec<Gone> = gone.into_iter().map(|p| Gone { sku: p.head.sku, name: p.head.name, aisle: p.head.aisle }).collect();
        gone.sort_by(|a, b| a.sku.cmp(&b.sku));
        gone.truncate(MOST_GONE);
        let changed = vec![day(now); products.len()];
        Snapshot { published: now, settings, products, habits: Habits::default(), gone, changed }
    }

    /// Where a product comes among the others: by aisle as walked, then by name.
    fn place(settings: &Settings, p: &Product) -> (usize, AisleId, String, Sku) {
        (settings.walk(&p.head.aisle), p.head.aisle.clone(), p.head.name.clone(), p.head.sku.clone())
    }

    /// The same, published after another: a product that stayed as it was keeps the day of its last change.
    pub fn after(mut self, last: &Snapshot) -> Snapshot {
        let known: HashMap<&Sku, usize> = last.products.iter().enumerate().map(|(n, p)| (&p.head.sku, n)).collect();
        for (product, changed) in self.products.iter().zip(&mut self.changed) {
            if let Some(n) = known.get(&product.head.sku).filter(|n| reads_alike(product, &last.products[**n])) {
                *changed = last.changed.get(*n).copied().unwrap_or(0);
            }
        }
        self
    }

    /// The day the page of the n-th product last changed, where that is known.
    pub fn changed_on(&self, n: usize) -> Option<jiff::civil::Date> {
        let day = self.changed.get(n).filter(|day| **day > 0)?;
        date(1970, 1, 1).checked_add(i64::from(*day).days()).ok()
    }
}

/// Days since 1970; 0 for what is no day of a shop.
fn day(now: Timestamp) -> u16 {
    let since = now.to_zoned(TimeZone::UTC).date().since(date(1970, 1, 1));
    since.ok().and_then(|span| u16::try_from(span.get_days()).ok()).unwrap_or(0)
}

/// True when only the stock, or the version that quotes are made at, is another.
fn reads_alike(a: &Product, b: &Product) -> bool {
    let head = ProductHead { available: b.head.available, pv: b.head.pv, ..a.head.clone() };
    head == b.head && a.text == b.text
}

/// A loaded snapshot, with the ways to find a product in it.
///
/// What only searching needs is made when something is first searched for: most functions that load a catalog never do.
#[derive(Debug)]
pub struct Catalog {
    /// What was loaded.
    pub snapshot: Snapshot,
    by_sku: HashMap<Sku, usize>,
    by_aisle: HashMap<AisleId, Vec<usize>>,
    by_family: HashMap<AisleId, Vec<usize>>,
    index: OnceLock<Index>,
    columns: OnceLock<Columns>,
    /// The language it is read in, if that is not the shop's own.
    tongue: Option<String>,
    /// The same in each language something is translated into, made when it is first read.
    tongues: BTreeMap<String, OnceLock<Arc<Catalog>>>,
}

impl Catalog {
    /// Makes a snapshot's products findable by code and aisle.
    pub fn new(snapshot: Snapshot) -> Catalog {
        let (mut by_aisle, mut by_family): (HashMap<AisleId, Vec<usize>>, HashMap<AisleId, Vec<usize>>) = Default::default();
        for (n, product) in snapshot.products.iter().enumerate() {
            by_aisle.entry(product.head.aisle.clone()).or_default().push(n);
            if let Some(family) = &product.text.family {
                by_family.entry(family.id.clone()).or_default().push(n);
            }
        }
        let by_sku = snapshot.products.iter().enumerate().map(|(n, p)| (p.head.sku.clone(), n)).collect();
        let own = &snapshot.settings.language;
        let told = snapshot.products.iter().flat_map(|p| p.text.said.keys()).chain(snapshot.settings.tongues()).filter(|tag| *tag != own);
        let mut tongues: BTreeMap<String, OnceLock<Arc<Catalog>>> = BTreeMap::new();
        for tag in told {
            if !tongues.contains_key(tag) {
                tongues.insert(tag.clone(), OnceLock::new());
            }
        }
        let (index, columns) = Default::default();
        Catalog { by_sku, by_aisle, by_family, index, columns, tongue: None, tongues, snapshot }
    }

    /// The shop's settings.
    pub fn settings(&self) -> &Settings {
        &self.snapshot.settings
    }

    /// A product by its code.
    pub fn product(&self, sku: &Sku) -> Option<&Product> {
        self.by_sku.get(sku).map(|n| &self.snapshot.products[*n])
    }

    /// A product that was sold and no longer is.
    pub fn gone(&self, sku: &Sku) -> Option<&Gone> {
        let gone = &self.snapshot.gone;
        gone.binary_search_by(|g| g.sku.cmp(sku)).ok().map(|n| &gone[n])
    }

    /// The products of an aisle, by name.
    pub fn aisle(&self, aisle: &AisleId) -> impl Iterator<Item = &Product> {
        self.by_aisle.get(aisle).into_iter().flatten().map(|n| &self.snapshot.products[*n])
    }

    /// The same thing in all its sizes or flavors.
    pub fn family(&self, family: &AisleId) -> impl Iterator<Item = &Product> {
        self.by_family.get(family).into_iter().flatten().map(|n| &self.snapshot.products[*n])
    }

    /// What is looked for, where these products are sold out and it is now.
    pub fn find(&self, find: &Find, sold_out: &BTreeSet<Sku>, now: Timestamp) -> Found<'_> {
        let (hits, reading) = self.hits(&find.words);
        let narrowing = Narrowing::new(self.columns(), &find.filter, (sold_out, &self.by_sku, now));
        let (passed, facets) = narrowing.narrow(hits);
        let products = narrowing.sorted(&passed, find).into_iter().map(|n| &self.snapshot.products[n]).collect();
        Found { products, total: passed.len(), facets, reading }
    }

    fn hits(&self, words: &str) -> (Vec<Hit>, Reading) {
        if words.trim().is_empty() {
            let all = self.snapshot.products.iter().zip(0..).map(|(_, n)| Hit::unasked(n));
            return (all.collect(), Reading::AsTyped);
        }
        self.index().hits(words)
    }

    /// The best matches for what was typed, best first, whatever the shelf looks like.
    pub fn search(&self, words: &str, most: usize) -> Vec<&Product> {
        if words.trim().is_empty() {
            return Vec::new();
        }
        let find = Find { words: words.to_owned(), take: most, ..Find::default() };
        self.find(&find, &BTreeSet::new(), self.snapshot.published).products
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.snapshot.products, &self.snapshot.settings))
    }

    fn columns(&self) -> &Columns {
        self.columns.get_or_init(|| Columns::of(&self.snapshot, &self.by_sku))
    }

    /// Products whose offer counts now.
    pub fn on_offer(&self, now: Timestamp) -> impl Iterator<Item = &Product> {
        self.snapshot.products.iter().filter(move |p| p.head.offer_at(now).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(sku: &str, more: &str) -> Product {
        let json = format!(
            r#"{{"sku":"{sku}","name":"{sku}","aisle":"drinks","price":199,"pv":1,"available":5,"vat":"reduced","active":true{more}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn at(day: &str, products: Vec<Product>) -> Snapshot {
        Snapshot::new(Settings::default(), products, format!("{day}T23:30:00Z").parse().unwrap())
    }

    #[test]
    fn what_is_no_longer_sold_is_gone_and_what_never_was_is_not() {
        let mut cola = product("cola", "");
        cola.head.active = false;
        let catalog = Catalog::new(at("2026-11-22", vec![cola, product("water", "")]));
        let find = |sku| Sku::parse(sku).map(|sku| (catalog.product(&sku).is_some(), catalog.gone(&sku).is_some())).unwrap();
        assert_eq!((find("cola"), find("water"), find("beer")), ((false, true), (true, false), (false, false)));
    }

    #[test]
    fn a_page_changes_with_what_it_says_and_not_with_the_stock() {
        let first = at("2026-11-20", vec![product("cola", ""), product("water", ""), product("beer", "")]);
        let mut water = product("water", "");
        (water.head.available, water.head.pv) = (1, 2);
        let mut cola = product("cola", "");
        cola.head.price = crate::Money(189);
        let next = at("2026-11-22", vec![cola, water, product("wine", "")]).after(&first);
        let days: Vec<_> = (0..3).map(|n| next.changed_on(n).unwrap().to_string()).collect();
        assert_eq!(days, ["2026-11-22", "2026-11-20", "2026-11-22"], "cola, water, wine");
    }

    #[test]
    fn a_catalog_of_the_version_before_knows_no_days() {
        let mut old = at("2026-11-20", vec![product("cola", "")]);
        old.changed.clear();
        let json = serde_json::to_string(&old).unwrap();
        assert!(!json.contains("changed") && !json.contains("gone"));
        let old: Snapshot = serde_json::from_str(&json).unwrap();
        assert_eq!(at("2026-11-22", vec![product("cola", "")]).after(&old).changed_on(0), None);
    }
}

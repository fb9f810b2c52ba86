//! The catalog as it is published: everything a page shows, in memory.

use crate::habits::Habits;
use crate::search::{Columns, Find, Found, Hit, Index, Narrowing, Reading};
use crate::{AisleId, Product, Settings, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

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
}

impl Snapshot {
    /// Sorts the products as they are shown. Inactive ones are left out.
    pub fn new(settings: Settings, mut products: Vec<Product>, now: Timestamp) -> Snapshot {
        products.retain(|p| p.head.active);
        products.sort_by_cached_key(|p| (settings.walk(&p.head.aisle), p.head.aisle.clone(), p.head.name.clone(), p.head.sku.clone()));
        Snapshot { published: now, settings, products, habits: Habits::default() }
    }
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
    index: OnceLock<Index>,
    columns: OnceLock<Columns>,
}

impl Catalog {
    /// Makes a snapshot's products findable by code and aisle.
    pub fn new(snapshot: Snapshot) -> Catalog {
        let mut by_aisle: HashMap<AisleId, Vec<usize>> = HashMap::new();
        for (n, product) in snapshot.products.iter().enumerate() {
            by_aisle.entry(product.head.aisle.clone()).or_default().push(n);
        }
        let by_sku = snapshot.products.iter().enumerate().map(|(n, p)| (p.head.sku.clone(), n)).collect();
        Catalog { by_sku, by_aisle, index: OnceLock::new(), columns: OnceLock::new(), snapshot }
    }

    /// The shop's settings.
    pub fn settings(&self) -> &Settings {
        &self.snapshot.settings
    }

    /// A product by its code.
    pub fn product(&self, sku: &Sku) -> Option<&Product> {
        self.by_sku.get(sku).map(|n| &self.snapshot.products[*n])
    }

    /// The products of an aisle, by name.
    pub fn aisle(&self, aisle: &AisleId) -> impl Iterator<Item = &Product> {
        self.by_aisle.get(aisle).into_iter().flatten().map(|n| &self.snapshot.products[*n])
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

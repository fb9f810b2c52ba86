//! The catalog as it is published: everything a page shows, in memory.

use crate::habits::Habits;
use crate::search::Index;
use crate::{AisleId, Product, Settings, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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
#[derive(Debug)]
pub struct Catalog {
    /// What was loaded.
    pub snapshot: Snapshot,
    by_sku: HashMap<Sku, usize>,
    by_aisle: HashMap<AisleId, Vec<usize>>,
    by_family: HashMap<AisleId, Vec<usize>>,
    index: Index,
}

impl Catalog {
    /// Makes a snapshot searchable.
    pub fn new(snapshot: Snapshot) -> Catalog {
        let (mut by_aisle, mut by_family): (HashMap<AisleId, Vec<usize>>, HashMap<AisleId, Vec<usize>>) = Default::default();
        for (n, product) in snapshot.products.iter().enumerate() {
            by_aisle.entry(product.head.aisle.clone()).or_default().push(n);
            if let Some(family) = &product.text.family {
                by_family.entry(family.id.clone()).or_default().push(n);
            }
        }
        let by_sku = snapshot.products.iter().enumerate().map(|(n, p)| (p.head.sku.clone(), n)).collect();
        let index = Index::of(&snapshot.products);
        Catalog { by_sku, by_aisle, by_family, index, snapshot }
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

    /// The same thing in all its sizes or flavors.
    pub fn family(&self, family: &AisleId) -> impl Iterator<Item = &Product> {
        self.by_family.get(family).into_iter().flatten().map(|n| &self.snapshot.products[*n])
    }

    /// The best matches for what a shopper typed, best first.
    pub fn search(&self, words: &str, most: usize) -> Vec<&Product> {
        self.index.find(words, most).into_iter().map(|n| &self.snapshot.products[n]).collect()
    }

    /// Products whose offer counts now.
    pub fn on_offer(&self, now: Timestamp) -> impl Iterator<Item = &Product> {
        self.snapshot.products.iter().filter(move |p| p.head.offer_at(now).is_some())
    }
}

//! What stands beside a product on its page: what goes with it, what is like it, what may be had instead.

use crate::scene::Scene;
use domain::Sku;
use web::components::{Stock, Tile};

/// Products in a strip.
const MOST: usize = 6;

impl Scene {
    /// What shoppers buy together with it; nothing that is sold out.
    pub fn companions(&self, sku: &Sku) -> Vec<Tile<'_>> {
        self.catalog.companions(sku, |s| self.is_gone(s), MOST).into_iter().map(|p| self.tile(p)).collect()
    }

    /// What is like it; what is sold out comes last.
    pub fn similar(&self, sku: &Sku) -> Vec<Tile<'_>> {
        self.catalog.similar(sku, |s| self.is_gone(s), MOST).into_iter().map(|p| self.tile(p)).collect()
    }

    /// What may be had instead of what is sold out.
    pub fn instead(&self, sku: &Sku) -> Vec<Tile<'_>> {
        self.catalog.instead(sku, |s| self.is_gone(s), MOST).into_iter().map(|p| self.tile(p)).collect()
    }

    fn is_gone(&self, sku: &Sku) -> bool {
        self.stock(sku) == Stock::SoldOut
    }
}

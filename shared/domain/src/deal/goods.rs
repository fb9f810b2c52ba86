//! Which goods a promotion is for.

use crate::price::Item;
use crate::{AisleId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Products by code or by aisle; where neither is named, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Goods {
    /// These products,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// and all of these aisles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aisles: Vec<AisleId>,
    /// Never these aisles: infant milk and tobacco may not be reduced everywhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub but_aisles: Vec<AisleId>,
    /// Nothing that an offer reduces already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub full_price: bool,
}

impl Goods {
    /// Only these products.
    pub fn of(skus: Vec<Sku>) -> Goods {
        Goods { skus, ..Goods::default() }
    }

    /// True when a promotion on these goods counts for an item. It looks at nothing that changes with the quantity.
    pub fn covers(&self, item: &Item) -> bool {
        let all = self.skus.is_empty() && self.aisles.is_empty();
        let named = all || self.skus.contains(&item.sku) || self.aisles.contains(&item.aisle);
        named && !self.but_aisles.contains(&item.aisle) && !(self.full_price && item.offer.is_some())
    }
}

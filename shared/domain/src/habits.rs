//! What shoppers bought lately: for ranking, and for "goes well with".

use crate::Sku;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counted over the orders of the last weeks. No order and no person can be told from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habits {
    /// Orders that had the product.
    pub sold: BTreeMap<Sku, u32>,
    /// What was bought together with it more often than chance, best first.
    pub together: BTreeMap<Sku, Vec<Sku>>,
}

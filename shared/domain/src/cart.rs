//! The basket. It promises nothing: prices and stock are checked when the order is placed.

use crate::credit::CreditId;
use crate::order::{Contact, Fulfillment, IfMissing, Means, Wish};
use crate::{CartId, Money, OrderId, Quantity, Sku};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Most distinct products in a basket: an order is one transaction, and DynamoDB allows 100 actions in one.
pub const MOST_LINES: usize = 80;

/// A basket as stored: one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// Its secret name.
    pub cart: CartId,
    /// Grows with every change.
    pub version: u64,
    /// Whether it may be changed.
    pub status: CartStatus,
    /// The order it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What is in it. Same products are one line by construction.
    pub lines: BTreeMap<Sku, Quantity>,
    /// The line removed last, for undo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Removed>,
    /// The code of a voucher that was typed in and exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<String>,
    /// Store credit that is to pay for it: of codes that were typed in and exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<CartCredit>,
    /// Codes tried lately.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries: Option<Tries>,
    /// What the checkout form was told so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
    /// The mail address its browser proved to be its own; not stored.
    #[serde(skip)]
    pub member: Option<String>,
}

/// Store credit a basket is to be paid with. The code itself is money, and is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CartCredit {
    /// The account the code opened.
    pub account: CreditId,
    /// The code's last four digits, to tell one from another.
    pub ends: String,
}

/// How many codes were typed in since a moment: guessing is slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// Unix seconds.
    pub since: i64,
    /// So many.
    pub count: u32,
}

impl Tries {
    /// So many are looked up,
    pub const MOST: u32 = 5;
    /// in so many seconds.
    pub const SECONDS: i64 = 300;
}

/// Whether a basket may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CartStatus {
    /// It may.
    Open,
    /// It became an order.
    Ordered,
}

/// A line taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "which and how much")]
pub struct Removed {
    pub sku: Sku,
    pub quantity: Quantity,
}

/// What a shopper tells at checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the parts are documented as types")]
pub struct Details {
    pub contact: Contact,
    pub fulfillment: Fulfillment,
    #[serde(default)]
    pub wish: Wish,
    #[serde(default, skip_serializing_if = "Means::is_online")]
    pub means: Means,
    /// What may be given for single products.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, IfMissing>)]
    pub instead: BTreeMap<Sku, IfMissing>,
    /// What each product came to when the shopper last reviewed it, so that a change can be shown.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, i64>)]
    pub shown: BTreeMap<Sku, Money>,
}

impl Cart {
    /// An empty basket, not stored yet.
    pub fn new(cart: CartId) -> Cart {
        Cart {
            cart,
            version: 0,
            status: CartStatus::Open,
            order: None,
            lines: BTreeMap::new(),
            removed: None,
            voucher: None,
            credit: Vec::new(),
            tries: None,
            details: None,
            member: None,
        }
    }
}

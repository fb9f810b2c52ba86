//! What a change of a placed order is made of: what it replaces, what is stored with it, and why there is none.

use super::{Agreed, Fulfillment, Way};
use crate::deal::{Held, Promised};
use crate::fees::Fee;
use crate::quote::Line;
use crate::{Money, Rates, Sku, Slot, SlotId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// All of an order that a change replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// What is promised.
    pub lines: Vec<Line>,
    /// Promised.
    pub total: Money,
    /// The most that can be charged.
    pub upper: Money,
    /// How and when it gets there.
    pub fulfillment: Fulfillment,
    /// What its way needs.
    pub way: Way,
    /// What may be given instead, by line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instead: BTreeMap<u16, Agreed>,
    /// The age the shopper confirmed to have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_age: Option<u8>,
    /// Youngest age that may receive it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// The VAT rates of its day.
    pub rates: Rates,
    /// Delivery and the like.
    pub fees: Vec<Fee>,
    /// The promotions that count, beside the offers on its lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Promised>,
}

/// A further payment page the shopper was sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Asking {
    /// Which page, from 1: the first of all was asked for when the order was placed.
    pub attempt: u16,
    /// To be authorized there.
    pub amount: Money,
    /// It is waited for until then.
    pub until: Timestamp,
    /// It is waited for no longer: what is paid there after all is let go of.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub over: bool,
}

/// What else is stored with a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amend {
    /// What is promised from now on, and what was before.
    pub relined: Option<Relined>,
    /// The change that waits for its payment from now on.
    pub waits: Option<Box<Amended>>,
    /// The price versions stock is taken at.
    pub prices: BTreeMap<Sku, u32>,
    /// Points of slots, taken where positive.
    pub slots: Vec<PointsChange>,
    /// The use of a voucher that counts no more.
    pub voucher_back: Option<Held>,
}

/// Lines that take the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relined {
    /// From now on.
    pub lines: Vec<Line>,
    /// Until now.
    pub former: Former,
}

/// What an order was before a change. Kept for good, under the version it ended with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in the order")]
pub struct Former {
    pub lines: Vec<Line>,
    pub fulfillment: Fulfillment,
    pub fees: Vec<Fee>,
    pub total: Money,
    pub upper: Money,
    pub at: Timestamp,
}

/// A change of how much of a slot is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsChange {
    /// Of which slot.
    pub slot: SlotId,
    /// Taken where positive.
    pub points: i64,
    /// What it takes, as the calendar has it: only looked at where points are taken.
    pub capacity: u32,
}

/// What a change is judged by, beside the order.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// The slot it is to have, as the calendar has it.
    pub slot: Slot,
    /// The most an order may come to that is paid when it is handed over.
    pub trusted: Money,
    /// When the order's own slot closes, as the calendar has it.
    pub listed: Option<Timestamp>,
    /// The moment it is decided.
    pub now: Timestamp,
}

/// Why an order stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is as wished already.
    Same,
    /// Somebody is picking it, it is not paid, or it ended.
    NotNow,
    /// Its slot closed.
    Closed,
    /// It would come to so much more than may be paid at handover.
    Dearer(Money),
    /// It was changed so often that a person should look at it.
    TooOften,
    /// More products than fit one transaction.
    TooMuch,
    /// Another change of it waits for its payment: that one is to be ended first.
    Waiting,
}

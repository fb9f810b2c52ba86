//! An order: what was promised, where it stands, and every decision that may change it.
//!
//! Decisions are pure. Each takes the order as read and the time, and answers with a [`Write`] (all that must be
//! stored together, or not at all) or a [`Refusal`]. Losing a race is the store's answer, not a decision.

mod again;
mod age_check;
mod amend;
mod amended;
mod back;
mod bounced;
mod by_hand;
mod claim;
mod claim_answer;
mod credit;
mod dispute;
mod fact;
mod finish;
mod given_back;
mod handover;
mod instead;
mod later;
mod left;
mod pay;
mod pick;
mod place;
mod promise;
mod proposal;
mod rebook;
mod refund;
mod refusal;
mod release;
mod scan;
mod settle;
mod state;
mod took;
mod uncollected;
mod via;
mod way;
mod write;

pub use again::NOT_PAID;
pub use age_check::{AgeCheck, AgeSeen, Looked};
pub use amend::{CHANGED, MOST_CHANGES, MOST_MOVED};
pub use amended::{Amend, Amended, Asking, Bounds, Former, Kept, PointsChange, Relined};
pub use back::{Back, Returned};
pub use claim::{Claim, Desk, Fault, Goods, Goodwill, Outcome, Reply, Waiting, Window};
pub use claim_answer::Decision;
pub use credit::OrderCredit;
pub use dispute::{Dispute, Ruling};
pub use fact::{Fact, FactKind, Payment, Rank};
pub use finish::Settlement;
pub use handover::{AtHandover, Known, Means, Tender, Trust};
pub use instead::{Agreed, Choice, Given, IfMissing, Verdict, agreed, breaks, leeway};
pub use later::{Later, SavedCard};
pub use left::{HowMuch, Left, Of, Part};
pub use pick::{Pick, PickReport, PickResult, Picked, Substitute};
pub use place::{Placement, Wanted, place};
pub use promise::Promise;
pub use proposal::{Answer, Proposal};
pub use rebook::Other;
pub use refund::{Grant, Refund};
pub use refusal::Refusal;
pub use release::{BY_SHOPPER, NOTHING_THERE};
pub use scan::Spotted;
pub use settle::{SettledLine, settle};
pub use state::State;
pub use uncollected::NOT_COLLECTED;
pub use via::{Approval, Via};
pub use way::{Here, MOST_TRIES, Parcel, Told, Way};
pub use write::{Job, LedgerRow, Movement, MovementReason, Step, StockChange, Write};

use crate::deal::Promised;
use crate::fees::Fee;
use crate::invoice::Drawn;
use crate::quote::Line;
use crate::tax::Prices;
use crate::{CartId, Money, OrderId, Rates, SlotId, VatClass, slot::Method};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The order's head: small, and written at every step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Order {
    /// Its number.
    pub order: OrderId,
    /// The basket it came from.
    pub cart: CartId,
    /// The version of that basket it consumed.
    pub cart_version: u64,
    /// Grows with every write.
    pub version: u64,
    /// Where it stands.
    pub state: State,
    /// Every state it was in, and since when.
    pub history: Vec<(String, Timestamp)>,
    /// ISO 4217.
    pub currency: String,
    /// Promised.
    pub total: Money,
    /// To be authorized: the most that can be charged.
    pub upper: Money,
    /// Store credit that pays for it before any card does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<OrderCredit>,
    /// What the payment provider told us, summed up.
    pub payment: Payment,
    /// Which provider that is.
    #[serde(default, skip_serializing_if = "Via::is_card")]
    pub via: Via,
    /// What its shopper is asked to approve of, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// Why a person must look at its payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
    /// What it comes to after picking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Money>,
    /// What was given back of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
    /// The number of its invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Drawn>,
    /// Why staff ended it before it was paid. Its payment page is closed first, then it is canceled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_up: Option<String>,
    /// What its shopper was not content with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Pick reports so far.
    pub reports: u16,
    /// Who ordered.
    pub contact: Contact,
    /// How and when it gets there.
    pub fulfillment: Fulfillment,
    /// What to do when something is missing.
    pub wish: Wish,
    /// The language it was placed in, and its letters are written in: a BCP 47 tag. Orders from before have none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// What was agreed beyond lines and prices.
    #[serde(default, skip_serializing_if = "Promise::is_plain")]
    pub promise: Promise,
    /// Youngest age that may receive it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// The VAT rates it was promised under.
    #[serde(default)]
    pub rates: Rates,
    /// How its figures were shown when it was placed, and are on all its pages, letters and documents.
    #[serde(default, skip_serializing_if = "Prices::are_gross")]
    pub prices: Prices,
    /// Delivery and the like, fixed when placed.
    pub fees: Vec<Fee>,
    /// The promotions it was promised with, beside the offers on its lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Promised>,
    /// Distinct products.
    pub line_count: u16,
    /// Index key `day`: the slot's date, once the order is on the pick list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Index key within the day: window, then order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot_order: Option<String>,
    /// Present when it is paid when it is handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_handover: Option<AtHandover>,
    /// What banks took back of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// What its way needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// Present when its card is saved first and asked later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
    /// A further payment page its shopper was sent to: for a change that costs more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asking: Option<Asking>,
    /// Payment pages asked for after the first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub attempts: u16,
    /// Payments that are let go of because another took their place, by the provider's names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(attempts: &u16) -> bool {
    *attempts == 0
}

/// Who ordered, as they wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the fields of a contact form")]
pub struct Contact {
    pub name: String,
    pub email: String,
    #[serde(default)]
    pub phone: String,
    /// They asked for the weekly offers.
    #[serde(default)]
    pub offers: bool,
}

/// How and when the goods reach the shopper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fulfillment {
    /// To the door, or fetched.
    pub method: Method,
    /// The slot held.
    pub slot: SlotId,
    /// Where to, for a delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// Where a delivery goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the fields of an address form")]
pub struct Address {
    pub street: String,
    pub postcode: String,
    pub city: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What to do when something ordered is not on the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Leave it out, and do not charge it.
    #[default]
    LeaveOut,
    /// Give something similar, never dearer.
    Similar,
}

/// An order with everything decisions on it may need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeOrder {
    /// The head.
    pub order: Order,
    /// What was promised; changes only as a whole, by its shopper.
    pub lines: Vec<Line>,
    /// In the order they were made.
    pub reports: Vec<PickReport>,
    /// The change that waits for its payment, while one does.
    pub amended: Option<Amended>,
}

impl WholeOrder {
    /// The result that counts for a line: the latest one.
    pub fn result(&self, line: u16) -> Option<&PickResult> {
        self.reports.iter().rev().find_map(|r| r.results.get(&line))
    }
}

impl Order {
    /// The next version in a new state, with its history.
    fn moved(&self, state: State, now: Timestamp) -> Order {
        let mut history = self.history.clone();
        history.push((state.name().to_owned(), now));
        Order { state, history, version: self.version + 1, ..self.clone() }
    }

    /// The next version in the same state.
    fn touched(&self) -> Order {
        Order { version: self.version + 1, ..self.clone() }
    }

    /// An amount that is charged for goods of this class, as this order shows it.
    pub fn shown(&self, amount: Money, class: VatClass) -> Money {
        self.prices.shown(amount, self.rates.of(class))
    }

    /// True when the shopper may still cancel without asking anyone.
    pub fn may_be_canceled(&self) -> bool {
        matches!(self.state, State::AwaitingPayment { .. } | State::Placed { .. })
    }
}

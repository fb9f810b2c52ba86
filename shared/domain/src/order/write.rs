//! What a decision asks to be stored: all of it in one transaction, or nothing.

use super::{Amend, Desk, Known, Order, PickReport};
use crate::credit::CreditMove;
use crate::invoice::Seller;
use crate::takings::TakingsFact;
use crate::{Money, OrderId, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything one decision changes. Stored only if the order's version is still the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The new head.
    pub order: Order,
    /// Changes of what is free to be sold. One per product.
    pub stock: Vec<StockChange>,
    /// Why stock on hand changed, for the book.
    pub movements: Vec<Movement>,
    /// The slot is given back.
    pub free_slot: bool,
    /// The basket may be changed again.
    pub reopen_cart: bool,
    /// Money facts, each stored once.
    pub ledger: Vec<LedgerRow>,
    /// Work this makes necessary.
    pub start: Vec<Job>,
    /// Work this completes, with the payment it is about.
    pub done: Vec<(Step, Option<String>)>,
    /// What the picker found.
    pub report: Option<PickReport>,
    /// What the day took.
    pub takings: Option<TakingsFact>,
    /// Credit that moves with it, at most one movement per account.
    pub credit: Vec<CreditMove>,
    /// What it tells about whoever ordered.
    pub known: Option<Known>,
    /// Who sells, where this issues an invoice or a credit note.
    pub seller: Option<Seller>,
    /// What changes on the list of claims that wait.
    pub desk: Option<Desk>,
    /// The use of its voucher is given back.
    pub free_voucher: bool,
    /// What is stored because its shopper changes it.
    pub amend: Option<Box<Amend>>,
}

impl Write {
    /// The same, sold by them.
    pub fn sold_by(self, seller: &Seller) -> Write {
        Write { seller: Some(seller.clone()), ..self }
    }

    /// A write of the head alone.
    pub fn of(order: Order) -> Write {
        Write {
            order,
            stock: Vec::new(),
            movements: Vec::new(),
            free_slot: false,
            reopen_cart: false,
            ledger: Vec::new(),
            start: Vec::new(),
            done: Vec::new(),
            report: None,
            takings: None,
            credit: Vec::new(),
            known: None,
            seller: None,
            desk: None,
            free_voucher: false,
            amend: None,
        }
    }
}

/// A change of a product's `available`. A negative one must be covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockChange {
    /// Which product.
    pub sku: Sku,
    /// Stock units, signed.
    pub units: i64,
}

/// A row in a product's stock book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Which product.
    pub sku: Sku,
    /// Why.
    pub reason: MovementReason,
    /// Stock units, signed.
    pub units: i64,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// For which order, if for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Makes the row unique, and a repeat of it harmless.
    pub id: String,
}

/// Why stock on hand changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementReason {
    /// Delivered by a supplier, or counted at the start.
    Received,
    /// Counted anew by staff.
    Adjusted,
    /// Ordered, and not found on the shelf.
    Missing,
    /// Brought back by a shopper.
    Returned,
    /// Thrown away.
    Wasted,
    /// Given for nothing, for what was not right.
    Replaced,
}

/// A money fact: postings that sum to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// What happened, unique within the order: `captured#pi_1`.
    pub fact: String,
    /// When we learned it.
    pub at: Timestamp,
    /// Account and amount.
    pub postings: Vec<(String, Money)>,
}

impl LedgerRow {
    /// A fact that moves an amount from one account to another.
    pub fn transfer(fact: String, at: Timestamp, to: &str, from: &str, amount: Money) -> LedgerRow {
        LedgerRow { fact, at, postings: vec![(to.to_owned(), amount), (from.to_owned(), -amount)] }
    }
}

/// A piece of work in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// What to do.
    pub step: Step,
    /// When the sweep may send it (again).
    pub due: Timestamp,
    /// Which payment, or which refund, for steps about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
}

impl Job {
    /// Grace before the sweep takes over from the message sent at once.
    const GRACE_SECONDS: i64 = 60;

    /// Work to do now: a message is sent after the commit, and the sweep repeats it if that got lost.
    pub fn now(step: Step, now: Timestamp) -> Job {
        Job { step, due: now + jiff::SignedDuration::from_secs(Self::GRACE_SECONDS), intent: None }
    }

    /// The same, about one payment.
    pub fn for_payment(step: Step, intent: &str, now: Timestamp) -> Job {
        Job::about(step, intent, now)
    }

    /// The same, about one thing among several.
    pub fn about(step: Step, what: &str, now: Timestamp) -> Job {
        Job { intent: Some(what.to_owned()), ..Job::now(step, now) }
    }
}

/// The steps of an order's pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Give up waiting for the payment.
    Expire,
    /// Set the money aside that a shopper approved of, where the provider waits for our word.
    Approved,
    /// Put the order on the pick list, and send the receipt.
    Placed,
    /// Charge what was picked, and tell the shopper it is ready.
    Capture,
    /// Give up waiting for a further payment, and close its page.
    AskingEnd,
    /// Ask the saved card for what the order may come to.
    Authorize,
    /// Ask the shopper to pay again.
    AskMail,
    /// Let go of an authorization.
    Void,
    /// Give captured money back.
    Refund,
    /// Give a part of it back, and tell the shopper.
    RefundPart,
    /// Tell the shopper how their claim stands.
    ClaimMail,
    /// Tell the shopper that the order was canceled.
    CanceledMail,
    /// Tell the shopper what their order is after they changed it.
    ChangedMail,
    /// Tell the shopper that money went back which no refund of the shop's own tells of.
    MoneyBackMail,
    /// Tell the shopper that they paid for an order that had ended, and that it is let go of.
    TooLateMail,
    /// Tell the owner that a payment needs a look.
    ReviewMail,
    /// Tell the shopper which parcel it left in.
    ShippedMail,
    /// Ask the shopper about a proposal.
    ProposalMail,
    /// Give up waiting for the shopper's answer.
    ProposalEnd,
    /// Tell the shopper that the order left for their door.
    OnItsWay,
    /// Tell the shopper that they have it, with the receipt.
    HandedOverMail,
}

impl Step {
    /// As in keys and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Expire => "expire",
            Step::Approved => "approved",
            Step::Placed => "placed",
            Step::Capture => "capture",
            Step::AskingEnd => "asking-end",
            Step::Authorize => "authorize",
            Step::AskMail => "ask-mail",
            Step::Void => "void",
            Step::Refund => "refund",
            Step::RefundPart => "refund-part",
            Step::ClaimMail => "claim-mail",
            Step::CanceledMail => "canceled-mail",
            Step::ChangedMail => "changed-mail",
            Step::MoneyBackMail => "money-back-mail",
            Step::TooLateMail => "too-late-mail",
            Step::ReviewMail => "review-mail",
            Step::ShippedMail => "shipped-mail",
            Step::ProposalMail => "proposal-mail",
            Step::ProposalEnd => "proposal-end",
            Step::OnItsWay => "on-its-way",
            Step::HandedOverMail => "handed-over-mail",
        }
    }
}

//! Paid when it is handed over: nothing is authorized before, so the shop trusts, within limits that it sets itself.
//!
//! What was taken at the door or the counter counts as charged like any card: the same sums, the same ledger, another
//! account. Nobody types an amount; it is what was picked.

use super::{LedgerRow, Order, Payment, Rank, Refusal, State, Via, WholeOrder, Write};
use crate::{Money, StaffId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a shopper wants to pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// By card beforehand, on the provider's page.
    #[default]
    Online,
    /// With a `PayPal` account beforehand.
    #[serde(rename = "paypal")]
    PayPal,
    /// In cash or by card when they get it.
    AtHandover,
}

/// An order that is paid when it is handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AtHandover {
    /// What was taken, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Tender>,
}

/// What a shopper hands over for the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tender {
    /// Coins and notes.
    Cash,
    /// A card, on the shop's own terminal.
    Terminal,
}

/// Whom the shop trusts to pay at handover, and with how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Trust {
    /// The most an order may come to.
    pub most: Money,
    /// Orders that were handed over to the same e-mail address before.
    #[serde(default)]
    pub after_orders: u32,
    /// Orders of one e-mail address that may be unpaid at the same time.
    #[serde(default = "one")]
    pub open_at_once: u32,
}

fn one() -> u32 {
    1
}

/// What an order tells about whoever ordered it, the next time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// They got an order, and it is paid.
    Served,
    /// An order they were trusted with ended without goods or money.
    Ended,
}

impl Means {
    /// For `skip_serializing_if`: what is usual is not stored.
    pub fn is_online(&self) -> bool {
        *self == Means::Online
    }

    /// The money is set aside before anything is picked.
    pub fn is_beforehand(&self) -> bool {
        match self {
            Means::Online | Means::PayPal => true,
            Means::AtHandover => false,
        }
    }

    /// With which provider, where it is paid beforehand.
    pub fn via(self) -> Via {
        match self {
            Means::Online | Means::AtHandover => Via::Card,
            Means::PayPal => Via::PayPal,
        }
    }
}

impl Tender {
    /// As in the ledger's accounts.
    pub fn as_str(self) -> &'static str {
        match self {
            Tender::Cash => "cash",
            Tender::Terminal => "terminal",
        }
    }
}

impl Order {
    /// What is to be paid when it is handed over, beyond its credit. `None`: it is paid otherwise, paid already, or not
    /// packed yet.
    pub fn due(&self) -> Option<Money> {
        let open = self.at_handover.is_some_and(|at| at.taken.is_none());
        let packed = matches!(self.state, State::Ready { .. } | State::OutForDelivery { .. });
        self.rest_due().filter(|rest| open && packed && *rest > Money::ZERO)
    }

    /// What its end tells about whoever was trusted with it.
    pub(super) fn ended(&self) -> Option<Known> {
        self.at_handover.map(|_| Known::Ended)
    }
}

impl WholeOrder {
    /// Given to the shopper, who pays now what was picked.
    pub fn hand_over_paid(&self, tender: Tender, by: &StaffId, day: &str, now: Timestamp) -> Result<Write, Refusal> {
        let (paid, taken) = self.paid_with(tender, now)?;
        let write = paid.hand_over(by, day, now)?;
        Ok(Write { ledger: vec![taken], ..write })
    }

    /// The same order with its money taken, and the row that says so.
    pub(super) fn paid_with(&self, tender: Tender, now: Timestamp) -> Result<(WholeOrder, LedgerRow), Refusal> {
        let order = &self.order;
        let Some(due) = order.due() else { return Err(Refusal::NotNow(order.state.name(), "paid at handover")) };
        if order.payment.rank != Rank::None {
            // Somebody paid at the provider after all: that is looked at first.
            return Err(Refusal::NotNow("paid otherwise", "paid at handover"));
        }
        let payment = Payment { rank: Rank::Captured, intent: None, authorized: due, captured: due, refunded: Money::ZERO };
        let at_handover = Some(AtHandover { taken: Some(tender) });
        let paid = WholeOrder { order: Order { payment, at_handover, ..order.clone() }, ..self.clone() };
        let row = LedgerRow::transfer(format!("taken#{}", tender.as_str()), now, tender.as_str(), "shopper", due);
        Ok((paid, row))
    }
}

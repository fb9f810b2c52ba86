//! Gift cards sold over the counter: what the till took for them.
//!
//! A gift card is a multi-purpose voucher: at its sale nobody knows what it will buy, and at which rate. No tax is due
//! then, but when goods are handed over for it (Directive 2006/112/EC, Articles 30a and 30b; section 3 (15) UStG). So the
//! money is no turnover. It is in the till, and owed until it is spent.

use crate::credit::{CreditId, CreditMove};
use crate::order::Tender;
use crate::{Money, RefundId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A gift card that was sold, stored once under its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftSold {
    /// Its name: the movement that issued it is `issued#` and this.
    pub gift: RefundId,
    /// The account it is on.
    pub account: CreditId,
    /// The day it counts for, in the shop's time zone.
    pub day: String,
    /// When.
    pub at: Timestamp,
    /// Who sold it.
    pub by: String,
    /// What it was paid with.
    pub tender: Tender,
    /// How much.
    pub amount: Money,
    /// Into the till, and owed in `credit`, from where orders take what is spent. They sum to nothing.
    pub postings: Vec<(String, Money)>,
}

/// Gift cards sold on a day or on several. None of it is in the takings' total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Gifts {
    /// How many.
    pub sold: u32,
    /// Paid for in cash.
    pub cash: Money,
    /// Paid for on the shop's card terminal.
    pub terminal: Money,
}

impl GiftSold {
    /// The sale of what a movement issues.
    pub fn of(moved: &CreditMove, gift: &RefundId, tender: Tender, day: String) -> GiftSold {
        let (gift, account, by) = (gift.clone(), moved.credit.clone(), moved.by.clone());
        let sold = GiftSold { gift, account, day, at: moved.at, by, tender, amount: moved.amount, postings: Vec::new() };
        GiftSold { postings: sold.owed(), ..sold }
    }

    /// What its postings are.
    pub fn owed(&self) -> Vec<(String, Money)> {
        vec![(self.tender.as_str().to_owned(), self.amount), ("credit".to_owned(), -self.amount)]
    }
}

impl Gifts {
    /// Sums sales.
    pub fn of(sales: &[GiftSold]) -> Gifts {
        let taken = |tender: Tender| sales.iter().filter(|sale| sale.tender == tender).map(|sale| sale.amount).sum();
        let sold = u32::try_from(sales.len()).unwrap_or(u32::MAX);
        Gifts { sold, cash: taken(Tender::Cash), terminal: taken(Tender::Terminal) }
    }

    /// In both ways.
    pub fn total(&self) -> Money {
        self.cash + self.terminal
    }
}

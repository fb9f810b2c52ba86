//! Store credit within an order: taken off its accounts when the order is placed, used before any card or till, and put
//! back where it came from as soon as it is not needed.
//!
//! The most an order can come to is held back, as a card's authorization would be. So credit never runs out between the
//! promise and the shelf, and what a card is asked for is known when the payment page opens.

use super::{Order, Refusal, State};
use crate::credit::{CreditId, CreditMove};
use crate::money::is_nothing;
use crate::{Money, OrderId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Credit that pays for an order, or for a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderCredit {
    /// Of which account.
    pub account: CreditId,
    /// Taken off it when the order was placed.
    pub reserved: Money,
    /// Put back onto it since: not needed, or given back.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub returned: Money,
}

impl OrderCredit {
    /// Credit that is held back for an order.
    pub fn of(account: CreditId, reserved: Money) -> OrderCredit {
        OrderCredit { account, reserved, returned: Money::ZERO }
    }

    /// The movement that takes it off its account.
    pub(super) fn spent(&self, order: &OrderId, currency: &str, now: Timestamp) -> CreditMove {
        self.moved(("spent", order), -self.reserved, currency, ("shopper", now))
    }

    fn moved(&self, (name, order): (&str, &OrderId), amount: Money, currency: &str, (by, at): (&str, Timestamp)) -> CreditMove {
        let (credit, name, order) = (self.account.clone(), format!("{name}#{order}"), Some(order.clone()));
        CreditMove {
            credit,
            name,
            amount,
            currency: currency.to_owned(),
            by: by.to_owned(),
            at,
            order,
            reason: String::new(),
            tender: None,
        }
    }
}

impl Order {
    /// Taken off credit accounts when it was placed.
    pub fn reserved(&self) -> Money {
        self.credit.iter().map(|c| c.reserved).sum()
    }

    /// The most that is left for a card or a till: what credit does not cover.
    pub fn by_card(&self) -> Money {
        (self.upper - self.reserved()).max(Money::ZERO)
    }

    /// What credit pays of what was picked. Nothing before that is known.
    pub fn credit_spent(&self) -> Money {
        self.settled.unwrap_or_default().min(self.reserved())
    }

    /// What a card or a till pays of what was picked, once that is known.
    pub fn rest_due(&self) -> Option<Money> {
        self.settled.map(|settled| settled - self.credit_spent())
    }

    /// The accounts it has to do with.
    pub fn credit_accounts(&self) -> Vec<CreditId> {
        let issued = self.refunds.iter().filter_map(|r| r.account.clone());
        let goodwill = self.claims.iter().filter_map(|c| Some(c.answer.as_ref()?.credit.as_ref()?.account.clone()));
        self.credit.iter().map(|c| c.account.clone()).chain(issued).chain(goodwill).collect()
    }

    /// Credit that is in it now: neither put back as not needed, nor given back.
    pub fn credit_kept(&self) -> Money {
        self.credit.iter().map(|c| c.reserved - c.returned).sum()
    }

    /// True once its money is there: what credit does not pay was charged, or there is nothing to charge.
    pub(super) fn is_paid(&self) -> bool {
        matches!(self.payment.rank, super::Rank::Captured) || self.rest_due() == Some(Money::ZERO)
    }

    /// The movement that issues credit because of it.
    pub(super) fn issued(
        &self,
        (account, name): (&CreditId, &str),
        amount: Money,
        reason: &str,
        (by, at): (&str, Timestamp),
    ) -> CreditMove {
        let (credit, order, currency) = (account.clone(), Some(self.order.clone()), self.currency.clone());
        CreditMove {
            credit,
            name: name.to_owned(),
            amount,
            currency,
            by: by.to_owned(),
            at,
            order,
            reason: reason.to_owned(),
            tender: None,
        }
    }

    /// Puts an amount of its credit back, onto the account that was used last first. At most all of it.
    pub(super) fn put_back(&mut self, amount: Money, name: &str, (by, now): (&str, Timestamp)) -> Vec<CreditMove> {
        let (mut open, mut moves) = (amount, Vec::new());
        for credit in self.credit.iter_mut().rev() {
            let part = open.min(credit.reserved - credit.returned);
            if part > Money::ZERO {
                credit.returned += part;
                open = open - part;
                moves.push(credit.moved((name, &self.order), part, &self.currency, (by, now)));
            }
        }
        moves
    }

    /// Puts all of its credit back: it ended.
    pub(super) fn put_all_back(&mut self, now: Timestamp) -> Vec<CreditMove> {
        self.put_back(self.credit_kept(), "returned", (BY_ITSELF, now))
    }

    /// Puts back what is not needed for what was picked.
    pub(super) fn put_rest_back(&mut self, now: Timestamp) -> Vec<CreditMove> {
        self.put_back(self.credit_kept() - self.credit_spent(), "unused", (BY_ITSELF, now))
    }

    /// Refuses what takes paid goods for granted.
    pub(super) fn paid_or_refused(&self) -> Result<(), Refusal> {
        if self.is_paid() { Ok(()) } else { Err(Refusal::NotCharged) }
    }

    /// True while a payment page is waited for.
    pub fn awaits_payment(&self) -> bool {
        matches!(self.state, State::AwaitingPayment { .. })
    }
}

/// Who moves credit where nobody decides it.
const BY_ITSELF: &str = "shop";

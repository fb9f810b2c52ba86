//! How money goes back: the way it came, from the till, or as credit.
//!
//! What came by card goes back by card, before any credit: then nobody is left with a code they did not want. What was
//! paid at the door goes back from a till, by a hand that staff say, or as credit on a code of its own.

use super::{Order, Refund, Refusal, Tender};
use crate::Money;
use crate::credit::{CreditId, CreditMove};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a refund is to go back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Back {
    /// The way it came: to the card, then onto the credit it was paid with.
    #[default]
    AsPaid,
    /// Somebody gives it back from a till, now.
    Till(Tender),
    /// As credit, on this new account.
    Credit(CreditId),
}

/// What became of the money of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "when, and under which name of the provider's; or its words")]
pub enum Returned {
    /// It is on its way.
    Owed,
    /// The provider gave it back.
    Paid { at: Timestamp, name: String },
    /// The provider would not. Somebody has to look.
    Refused { why: String },
    /// There was none: all of it is credit.
    Credited { at: Timestamp },
    /// It was given back from a till.
    Till { at: Timestamp, tender: Tender },
}

/// A refund's amount, by where it goes.
pub(super) struct Split {
    /// Of it, as credit.
    pub credit: Money,
    /// On a new account, where it does not go back to those it came from.
    pub account: Option<CreditId>,
    /// What becomes of the rest.
    pub money: Returned,
}

impl Order {
    /// Granted, and not yet seen at the provider.
    pub fn owed(&self) -> Money {
        self.refunds.iter().filter(|r| r.money == Returned::Owed).map(Refund::by_card).sum()
    }

    /// What may still be granted: charged or spent, not given back, and not promised back.
    pub fn refundable(&self) -> Money {
        (self.charged_left() + self.credit_left() - self.credited_anew()).max(Money::ZERO)
    }

    /// Given back as credit on accounts of its own.
    pub fn credited_anew(&self) -> Money {
        self.refunds.iter().filter(|r| r.account.is_some()).map(|r| r.credit).sum()
    }

    /// Of what a card or a till paid, what is neither given back nor promised back.
    fn charged_left(&self) -> Money {
        (self.payment.captured - self.payment.refunded - self.owed()).max(Money::ZERO)
    }

    /// The same of the credit that paid for it.
    fn credit_left(&self) -> Money {
        if self.settled.is_some() { self.credit_kept() } else { Money::ZERO }
    }

    /// Where an amount goes that is given back.
    pub(super) fn split(&self, amount: Money, back: &Back, now: Timestamp) -> Result<Split, Refusal> {
        if let Back::Credit(account) = back {
            if !matches!(self.state, super::State::HandedOver { .. }) {
                return Err(Refusal::NotRefundable("before it is handed over, it goes back the way it came"));
            }
            return Ok(Split { credit: amount, account: Some(account.clone()), money: Returned::Credited { at: now } });
        }
        let rest = amount.min((self.charged_left() - self.credited_anew()).max(Money::ZERO));
        let money = match (back, self.at_handover) {
            _ if rest == Money::ZERO => Returned::Credited { at: now },
            (Back::Till(tender), Some(_)) => Returned::Till { at: now, tender: *tender },
            (Back::AsPaid | Back::Credit(_), None) => Returned::Owed,
            (Back::Till(_), None) => return Err(Refusal::NotRefundable("it was paid online: it goes back the way it came, or as credit")),
            (Back::AsPaid | Back::Credit(_), Some(_)) => {
                let why = "it was paid when it was handed over: say whether it goes back in cash, on the card terminal, or as credit";
                return Err(Refusal::NotRefundable(why));
            }
        };
        Ok(Split { credit: amount - rest, account: None, money })
    }

    /// Moves the credit of a refund: back onto the accounts it came from, or onto a new one.
    pub(super) fn credit_of(&mut self, refund: &Refund) -> Vec<CreditMove> {
        let (by, at) = (refund.by.as_str(), refund.at);
        match &refund.account {
            None => self.put_back(refund.credit, &format!("refund-{}", refund.refund), (by, at)),
            Some(account) => {
                let name = format!("issued#{}", refund.refund);
                vec![self.issued((account, name.as_str()), refund.credit, &refund.reason, (by, at))]
            }
        }
    }
}

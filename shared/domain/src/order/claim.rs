//! Claims: what a shopper says was missing, damaged, wrong or late, and what the shop answers.
//!
//! The shop's own promise is that a claim takes one form and no letter, for some days after the handover: fourteen, and
//! two for loose goods, because nobody can judge an apple later. What the law gives the shopper beside it (in Germany
//! two years, sections 437 and 438 BGB) is not touched: who comes later calls.
//!
//! A claim is stored once, under its own name. So is its answer, together with all it causes: the refund, which has the
//! claim's name and so is made once, or what leaves the shelf instead, and what becomes of the goods.

use super::{Job, Of, Refusal, State, Step, WholeOrder, Write};
use crate::credit::CreditId;
use crate::{Money, RefundId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something a shopper is not content with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    /// Its name within the order, and that of the refund it may lead to.
    pub claim: RefundId,
    /// When it was made.
    pub at: Timestamp,
    /// What is wrong.
    pub fault: Fault,
    /// With which line; absent: with the whole delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u16>,
    /// With how much of it, in stock units.
    #[serde(default)]
    pub units: u32,
    /// In the shopper's words.
    pub words: String,
    /// There is a photo of it.
    #[serde(default)]
    pub photo: bool,
    /// What the shop said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Reply>,
}

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Fault {
    Missing,
    Damaged,
    Wrong,
    Late,
}

/// What the shop said to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reply {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What comes of it.
    pub outcome: Outcome,
    /// What becomes of the goods.
    pub goods: Goods,
    /// In words, for the shopper to read.
    pub reason: String,
    /// The credit they got for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Goodwill>,
    /// When what was promised again left the store. Before that it is somebody's task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Timestamp>,
}

/// Credit for what was not right, whatever was charged for it: a present, so no tax changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "on which account, and how much")]
pub struct Goodwill {
    pub account: CreditId,
    pub amount: Money,
}

/// What comes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing.
    Refused,
    /// Money goes back.
    Refund,
    /// A code that pays for a part of the next order. What was charged stays as it is.
    Credit,
    /// The same goods again, for nothing.
    Replacement,
}

/// What becomes of the goods a claim is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Goods {
    /// The shopper keeps them, or never had them.
    #[default]
    Kept,
    /// They came back, and can be sold.
    Restocked,
    /// They came back, and are thrown away.
    Wasted,
}

/// For how long the form takes claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Window {
    /// Days after the handover.
    pub days: u8,
    /// The same for loose goods.
    pub loose_days: u8,
}

impl Default for Window {
    fn default() -> Window {
        Window { days: 14, loose_days: 2 }
    }
}

impl Window {
    /// Not changed by the owner.
    pub fn is_default(&self) -> bool {
        *self == Window::default()
    }
}

/// A claim that waits for an answer, as the list of the back office has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiting {
    /// Of which order.
    pub order: crate::OrderId,
    /// Who ordered.
    pub name: String,
    /// The claim as it was made.
    pub claim: Claim,
    /// What it is about, by name.
    pub about: String,
}

/// What a decision does to the list of claims that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "it comes, it goes")]
pub enum Desk {
    Comes(Box<Waiting>),
    Goes { at: Timestamp, claim: RefundId },
}

/// Claims an order can have: it is one item.
const MOST: usize = 24;

impl WholeOrder {
    /// Until when the form takes claims about a line, or about the whole delivery.
    pub fn claimable_until(&self, line: Option<u16>, window: Window) -> Option<Timestamp> {
        let State::HandedOver { at, .. } = self.order.state else { return None };
        let loose = line.is_some_and(|n| self.lines.iter().any(|l| l.line == n && l.item.by_weight.is_some()));
        let days = if loose { window.loose_days } else { window.days };
        Some(at + SignedDuration::from_hours(24 * i64::from(days)))
    }

    /// How much of a line may still be claimed: not given back, and not claimed already.
    pub fn claimable(&self, line: u16) -> i64 {
        let waiting = self.order.claims.iter().filter(|c| c.line == Some(line) && c.holds()).map(|c| i64::from(c.units)).sum::<i64>();
        let left = self.left().into_iter().find(|l| l.charged.of == Of::Line(line));
        left.map_or(0, |l| (l.rest.units - waiting).max(0))
    }

    /// Takes a claim. `None`: it was made before.
    pub fn claim(&self, claim: Claim, window: Window) -> Result<Option<Write>, Refusal> {
        if self.order.claims.iter().any(|c| c.claim == claim.claim) {
            return Ok(None);
        }
        let until = self.claimable_until(claim.line, window).ok_or(Refusal::NotNow(self.order.state.name(), "claimed about"))?;
        if until < claim.at {
            return Err(Refusal::TooLate);
        }
        if self.order.claims.len() >= MOST {
            return Err(Refusal::NotRefundable("it has as many claims as an order can have"));
        }
        match (claim.fault, claim.line) {
            (Fault::Late, _) => {}
            (Fault::Missing | Fault::Damaged | Fault::Wrong, Some(line)) => {
                if claim.units == 0 || i64::from(claim.units) > self.claimable(line) {
                    return Err(Refusal::NotRefundable("so much of it is not left to claim"));
                }
            }
            (Fault::Missing | Fault::Damaged | Fault::Wrong, None) => return Err(Refusal::NotRefundable("a line has to be named")),
        }
        let mut order = self.order.touched();
        let desk = self.on_the_desk(claim.clone());
        let start = vec![Job::about(Step::ClaimMail, claim.claim.as_str(), claim.at)];
        order.claims.push(claim);
        Ok(Some(Write { desk: Some(desk), start, ..Write::of(order) }))
    }

    pub(super) fn on_the_desk(&self, claim: Claim) -> Desk {
        let (order, name, about) = (self.order.order.clone(), self.order.contact.name.clone(), self.about(claim.line));
        Desk::Comes(Box::new(Waiting { order, name, claim, about }))
    }

    fn about(&self, line: Option<u16>) -> String {
        let settled = line.and_then(|n| self.settlement().lines.into_iter().find(|l| l.line == n));
        settled.map(|l| l.item.name).unwrap_or_default()
    }
}

impl Claim {
    /// It stands in the way of another claim about the same goods: open, or answered with something.
    fn holds(&self) -> bool {
        match &self.answer {
            None => true,
            // A refund is seen in what is left of the line; what was refused may be claimed with better words.
            Some(answer) => matches!(answer.outcome, Outcome::Replacement | Outcome::Credit),
        }
    }
}

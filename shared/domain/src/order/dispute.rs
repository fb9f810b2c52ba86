//! A shopper's bank takes money back: a dispute. The money is gone at once, and comes back only if the shop wins.

use super::{Fact, FactKind, Job, Order, Step, WholeOrder, Write};
use crate::Money;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A payment that was disputed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dispute {
    /// The provider's name for it.
    pub dispute: String,
    /// How much the bank took back.
    pub amount: Money,
    /// How it stands.
    pub stand: Ruling,
}

/// How a dispute stands. It only ever goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The bank has the money, and the shop may answer.
    Open,
    /// The shop has the money back.
    Won,
    /// The shopper keeps it.
    Lost,
}

impl Order {
    /// Taken back by a bank and not won back, so far.
    pub fn disputed(&self) -> Money {
        self.disputes.iter().filter(|d| d.stand != Ruling::Won).map(|d| d.amount).sum()
    }

    /// Takes what is told of a dispute into account. Its end may be told before its beginning: both are booked then.
    pub(super) fn learn_dispute(&self, dispute: &str, stand: Ruling, fact: &Fact, now: Timestamp) -> Option<Write> {
        let known = self.disputes.iter().position(|d| d.dispute == dispute);
        let before = known.map(|n| self.disputes[n].stand);
        if before.is_some_and(|before| before >= stand || before != Ruling::Open) {
            return None;
        }
        let mut order = self.touched();
        let next = Dispute { dispute: dispute.to_owned(), amount: fact.amount, stand };
        match known {
            Some(n) => order.disputes[n] = next,
            None => order.disputes.push(next),
        }
        let began = Fact { kind: FactKind::Disputed(dispute.to_owned()), ..fact.clone() };
        let mut ledger = vec![fact.row(now)];
        if before.is_none() && stand != Ruling::Open {
            ledger.insert(0, began.row(now));
        }
        order.review = self.reviewed(&match stand {
            Ruling::Open => format!("the bank took {} back: {}", fact.amount, fact.name()),
            Ruling::Won => format!("the dispute {dispute} is won, {} came back", fact.amount),
            Ruling::Lost => format!("the dispute {dispute} is lost, {} is gone", fact.amount),
        });
        let start = vec![Job::for_payment(Step::ReviewMail, &fact.intent, now)];
        Some(Write { ledger, start, ..Write::of(order) })
    }

    /// What the provider says was charged and given back is not what the books say, although every fact is in them: a
    /// person has to look. `None`: they were told.
    pub fn differs(&self, captured: Money, refunded: Money, now: Timestamp) -> Option<Write> {
        let (ours, back) = (self.payment.captured, self.payment.refunded);
        let why = format!("the provider charged {captured} and gave {refunded} back, and the books say {ours} and {back}");
        if self.review.as_ref().is_some_and(|told| told.contains(&why)) {
            return None;
        }
        let order = Order { review: self.reviewed(&why), ..self.touched() };
        Some(Write { start: vec![Job::now(Step::ReviewMail, now)], ..Write::of(order) })
    }
}

impl WholeOrder {
    /// Takes a fact into account that nobody told: it was found at the provider, and a person should know.
    pub fn learn_late(&self, fact: &Fact, now: Timestamp) -> Option<Write> {
        let mut write = self.learn(fact, now)?;
        write.order.review = write.order.reviewed(&format!("{} was not told to the shop, only found at the provider", fact.name()));
        let mail = Job::for_payment(Step::ReviewMail, &fact.intent, now);
        if !write.start.iter().any(|job| job.step == mail.step && job.intent == mail.intent) {
            write.start.push(mail);
        }
        Some(write)
    }
}

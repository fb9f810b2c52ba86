//! A shopper's bank takes money back, or the provider holds it: a dispute. The money is gone at once, and comes back only
//! as far as the shop wins.

use super::{Fact, FactKind, Job, LedgerRow, Order, Rank, Step, Via, WholeOrder, Write};
use crate::Money;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A payment that was disputed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dispute {
    /// The provider's name for it.
    pub dispute: String,
    /// How much was taken back; once it is lost, how much of it stays gone.
    pub amount: Money,
    /// How it stands.
    pub stand: Ruling,
}

/// How a dispute stands. It only ever goes on; what was lost may be won on appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The bank has the money, and the shop may answer.
    Open,
    /// The shopper keeps it.
    Lost,
    /// The shop has the money back.
    Won,
}

impl Order {
    /// Taken back and not won back, so far.
    pub fn disputed(&self) -> Money {
        self.disputes.iter().filter(|d| d.stand != Ruling::Won).map(|d| d.amount).sum()
    }

    /// Takes what is told of a dispute into account. Its end may be told before its beginning: both are booked then.
    pub(super) fn learn_dispute(&self, dispute: &str, stand: Ruling, fact: &Fact, now: Timestamp) -> Option<Write> {
        let known = self.disputes.iter().position(|d| d.dispute == dispute);
        let before = known.map(|n| self.disputes[n].clone());
        if before.as_ref().is_some_and(|before| before.stand >= stand) {
            return None;
        }
        if !self.may_be_taken_back(fact) {
            let charged = self.payment.captured;
            let why = format!("{} is of {} {}, where {charged} {} was charged", fact.name(), fact.amount, fact.currency, self.currency);
            return self.review_once(&why, Job::for_payment(Step::ReviewMail, &fact.intent, now));
        }
        let mut ledger = Vec::new();
        let before = before.unwrap_or_else(|| {
            let began = Fact { kind: FactKind::Disputed(dispute.to_owned()), ..fact.clone() };
            ledger.push(began.row(now));
            Dispute { dispute: dispute.to_owned(), amount: fact.amount, stand: Ruling::Open }
        });
        ledger.extend(before.row(stand, fact, now));
        // What is won is what was gone; it may be told otherwise.
        let amount = if stand == Ruling::Won { before.amount } else { fact.amount };
        let next = Dispute { amount, stand, ..before };
        let mut order = self.touched();
        order.review = self.reviewed(&next.told(self.via, fact));
        match known {
            Some(n) => order.disputes[n] = next,
            None => order.disputes.push(next),
        }
        let start = vec![Job::for_payment(Step::ReviewMail, &fact.intent, now)];
        Some(Write { ledger, start, ..Write::of(order) })
    }

    /// More than was charged cannot be taken back, and nothing in another currency. What was charged may be told later.
    fn may_be_taken_back(&self, fact: &Fact) -> bool {
        let unknown = self.payment.rank < Rank::Captured || !self.is_about_this_payment(fact);
        fact.currency == self.currency && (unknown || fact.amount <= self.payment.captured)
    }

    /// A reason for a person to look, with its job. `None`: they were told.
    fn review_once(&self, why: &str, job: Job) -> Option<Write> {
        if self.review.as_ref().is_some_and(|told| told.contains(why)) {
            return None;
        }
        let order = Order { review: self.reviewed(why), ..self.touched() };
        Some(Write { start: vec![job], ..Write::of(order) })
    }

    /// What the provider says was charged and given back is not what the books say, although every fact is in them: a
    /// person has to look. `None`: they were told.
    pub fn differs(&self, captured: Money, refunded: Money, now: Timestamp) -> Option<Write> {
        let (ours, back) = (self.payment.captured, self.payment.refunded);
        let why = format!("the provider charged {captured} and gave {refunded} back, and the books say {ours} and {back}");
        self.review_once(&why, Job::now(Step::ReviewMail, now))
    }
}

impl Dispute {
    /// What its end moves. Of what was taken back, the shopper may have won a part: the rest is the shop's again.
    fn row(&self, stand: Ruling, fact: &Fact, now: Timestamp) -> Option<LedgerRow> {
        let (name, held) = (fact.name(), self.amount);
        match (stand, self.stand) {
            (Ruling::Open, _) => None,
            (Ruling::Won, Ruling::Lost) => Some(LedgerRow::transfer(name, now, "provider", "lost", held)),
            (Ruling::Won, Ruling::Open | Ruling::Won) => Some(LedgerRow::transfer(name, now, "provider", "disputed", held)),
            (Ruling::Lost, _) => {
                let mut row = fact.row(now);
                let rest = held - fact.amount;
                if rest != Money::ZERO {
                    row.postings.extend([("provider".to_owned(), rest), ("disputed".to_owned(), -rest)]);
                }
                Some(row)
            }
        }
    }

    /// For whoever has to look.
    fn told(&self, via: Via, fact: &Fact) -> String {
        let Dispute { dispute, amount, stand } = self;
        let who = match via {
            Via::Card => "the bank",
            Via::PayPal => "PayPal",
        };
        match stand {
            Ruling::Open => format!("{who} took {amount} back: {}", fact.name()),
            Ruling::Won => format!("the dispute {dispute} is over, {amount} came back"),
            Ruling::Lost => format!("the dispute {dispute} is lost, {amount} is gone"),
        }
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

//! What staff say to a claim, and all that follows from it in one write: the refund, which has the claim's name and so is
//! made once, credit, what leaves the shelf instead, and what becomes of the goods.

use super::{Back, Claim, Desk, Goods, Goodwill, Grant, HowMuch, Job, Movement, MovementReason, Of, Outcome, Refusal, Reply};
use super::{Step, StockChange, WholeOrder, Write};
use crate::credit::CreditId;
use crate::{Money, RefundId};
use jiff::Timestamp;

/// What a member of staff decides about a claim.
pub struct Decision<'a> {
    /// Which claim.
    pub claim: &'a RefundId,
    /// Who.
    pub by: &'a str,
    /// What comes of it.
    pub outcome: Outcome,
    /// What becomes of the goods.
    pub goods: Goods,
    /// Less than what the line cost, or what lateness is worth; for credit, how much.
    pub amount: Option<Money>,
    /// Where money goes back to.
    pub back: &'a Back,
    /// The account that credit for it is on.
    pub account: &'a CreditId,
    /// The shopper reads it.
    pub reason: &'a str,
    /// The day it counts for, in the shop's time zone.
    pub day: &'a str,
}

impl WholeOrder {
    /// Answers a claim, with all that follows from it. `None`: it has its answer.
    pub fn answer_claim(&self, decision: &Decision<'_>, now: Timestamp) -> Result<Option<Write>, Refusal> {
        let claim =
            self.order.claims.iter().find(|c| c.claim == *decision.claim).ok_or(Refusal::NotRefundable("there is no such claim"))?;
        if claim.answer.is_some() {
            return Ok(None);
        }
        self.came_back_once(claim, decision)?;
        let credit = self.goodwill(decision)?;
        let mut write = match decision.outcome {
            Outcome::Refund => self.paid_back(claim, decision, now)?,
            Outcome::Refused | Outcome::Replacement | Outcome::Credit => {
                let start = vec![Job::about(Step::ClaimMail, claim.claim.as_str(), now)];
                Write { start, ..Write::of(self.order.touched()) }
            }
        };
        if let Some(Goodwill { account, amount }) = &credit {
            let name = format!("issued#{}", claim.claim);
            write.credit.push(self.order.issued((account, name.as_str()), *amount, decision.reason, (decision.by, now)));
        }
        self.goods(claim, decision, now, &mut write);
        let (by, reason) = (decision.by.to_owned(), decision.reason.to_owned());
        let answer = Reply { at: now, by, outcome: decision.outcome, goods: decision.goods, reason, credit, sent: None };
        write.desk = Some(match decision.outcome {
            // It stays there until somebody sent it.
            Outcome::Replacement => self.on_the_desk(Claim { answer: Some(answer.clone()), ..claim.clone() }),
            Outcome::Refused | Outcome::Refund | Outcome::Credit => Desk::Goes { at: claim.at, claim: claim.claim.clone() },
        });
        for open in write.order.claims.iter_mut().filter(|c| c.claim == *decision.claim) {
            open.answer = Some(answer.clone());
        }
        Ok(Some(write))
    }

    /// What was promised again left the store. `None`: that was said before.
    pub fn replacement_sent(&self, claim: &RefundId, now: Timestamp) -> Result<Option<Write>, Refusal> {
        let mut order = self.order.touched();
        let known = order.claims.iter_mut().find(|c| c.claim == *claim).ok_or(Refusal::NotRefundable("there is no such claim"))?;
        let at = known.at;
        let answer = known.answer.as_mut().filter(|answer| answer.outcome == Outcome::Replacement);
        let answer = answer.ok_or(Refusal::NotRefundable("nothing was promised again for it"))?;
        if answer.sent.is_some() {
            return Ok(None);
        }
        answer.sent = Some(now);
        Ok(Some(Write { desk: Some(Desk::Goes { at, claim: claim.clone() }), ..Write::of(order) }))
    }

    /// The credit a decision gives: something, and no more than the order came to.
    fn goodwill(&self, decision: &Decision<'_>) -> Result<Option<Goodwill>, Refusal> {
        if decision.outcome != Outcome::Credit {
            return Ok(None);
        }
        let amount = decision.amount.ok_or(Refusal::NotRefundable("say how much credit it is worth"))?;
        if amount <= Money::ZERO || amount > self.order.settled.unwrap_or_default() {
            return Err(Refusal::NotRefundable("credit is something, and at most what the order came to"));
        }
        Ok(Some(Goodwill { account: decision.account.clone(), amount }))
    }

    /// No more comes back than left the store, however many claims say so.
    fn came_back_once(&self, claim: &Claim, decision: &Decision<'_>) -> Result<(), Refusal> {
        let Some(line) = claim.line.filter(|_| decision.goods != Goods::Kept) else { return Ok(()) };
        let left = self.settlement().lines.into_iter().find(|l| l.line == line).map_or(0, |l| l.units);
        let of = self.order.claims.iter().filter(|c| c.line == Some(line));
        let answered = of.filter_map(|c| Some((i64::from(c.units), c.answer.as_ref()?)));
        let (mut back, mut again) = (i64::from(claim.units), 0);
        for (units, answer) in answered {
            back += if answer.goods == Goods::Kept { 0 } else { units };
            again += if answer.outcome == Outcome::Replacement { units } else { 0 };
        }
        if back > left + again { Err(Refusal::NotRefundable("more would come back than left the store")) } else { Ok(()) }
    }

    /// The refund a claim leads to, under the claim's own name.
    fn paid_back(&self, claim: &Claim, decision: &Decision<'_>, now: Timestamp) -> Result<Write, Refusal> {
        let part = match (claim.line, decision.amount) {
            (Some(line), None) if claim.units > 0 => (Of::Line(line), HowMuch::Units(claim.units)),
            // What came back is not sold any more, whatever it is worth now.
            (Some(line), Some(amount)) if decision.goods != Goods::Kept => (Of::Line(line), HowMuch::Back { units: claim.units, amount }),
            (Some(line), Some(amount)) => (Of::Line(line), HowMuch::Amount(amount)),
            (None, Some(amount)) if !self.order.fees.is_empty() => (Of::Fee(0), HowMuch::Amount(amount)),
            (None, None) if !self.order.fees.is_empty() => (Of::Fee(0), HowMuch::All),
            (Some(_) | None, _) => return Err(Refusal::NotRefundable("say of which line, or how much, is to go back")),
        };
        let grant = Grant {
            refund: &claim.claim,
            by: decision.by,
            reason: decision.reason,
            parts: &[part],
            back: decision.back,
            day: decision.day,
        };
        let already = Refusal::NotRefundable("a refund of this name was granted before");
        self.refund_part(&grant, now)?.ok_or(already)
    }

    /// What comes back to the shelf or the bin, and what leaves the shelf instead.
    fn goods(&self, claim: &Claim, decision: &Decision<'_>, now: Timestamp, write: &mut Write) {
        let Some(line) = claim.line.and_then(|n| self.settlement().lines.into_iter().find(|l| l.line == n)) else { return };
        let units = i64::from(claim.units);
        if units == 0 {
            return;
        }
        let row = |reason: MovementReason, units: i64, what: &str| Movement {
            sku: line.item.sku.clone(),
            reason,
            units,
            by: decision.by.to_owned(),
            at: now,
            order: Some(self.order.order.clone()),
            id: format!("{}-{}-{what}", self.order.order, claim.claim),
        };
        let mut free = 0;
        match decision.goods {
            Goods::Kept => {}
            Goods::Restocked => {
                write.movements.push(row(MovementReason::Returned, units, "back"));
                free += units;
            }
            Goods::Wasted => {
                write.movements.push(row(MovementReason::Returned, units, "back"));
                write.movements.push(row(MovementReason::Wasted, -units, "waste"));
            }
        }
        if decision.outcome == Outcome::Replacement {
            write.movements.push(row(MovementReason::Replaced, -units, "again"));
            free -= units;
        }
        if free != 0 {
            write.stock.push(StockChange { sku: line.item.sku.clone(), units: free });
        }
    }
}

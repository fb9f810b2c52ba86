//! Asking the shopper: staff propose something that was not agreed, and the shopper says yes or no before a deadline.
//! Silence follows the wish chosen at checkout.
//!
//! What is asked about is in the crate and out of the stock from the moment of asking: its line has a result like any
//! other, and a later result of the picker withdraws the question.

use super::{Job, PickResult, Promise, Refusal, Step, Substitute, Verdict, WholeOrder, Write};
use crate::quote::Line;
use crate::{Money, Product, Quantity, Sku, StaffId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A question to the shopper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proposal {
    /// From 1.
    pub number: u16,
    /// About which line.
    pub line: u16,
    /// What would be given, at its own price.
    pub asked: Substitute,
    /// What counts when nobody answers.
    pub otherwise: PickResult,
    /// Who asked.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// Until when it can be answered.
    pub until: Timestamp,
    /// How it ended, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<(Answer, Timestamp)>,
}

/// How a question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Please.
    Yes,
    /// Not that: what was agreed before counts, or nothing.
    No,
    /// Nobody answered in time.
    Silence,
    /// The picker found another way.
    Withdrawn,
}

/// Minutes to answer. Somebody stands between the shelves meanwhile.
const MINUTES: i64 = 20;

impl WholeOrder {
    /// Asks the shopper whether so much of a product may be given for a line. `None`: that is being asked.
    pub fn propose(
        &self,
        line: u16,
        (sku, quantity): (&Sku, Quantity),
        by: &StaffId,
        products: &[Product],
        now: Timestamp,
    ) -> Result<Option<Write>, Refusal> {
        let mut order = self.in_picking(by, now)?;
        let line = self.lines.iter().find(|l| l.line == line).ok_or(Refusal::NoSuchLine(line))?;
        let same = |p: &Proposal| p.asked.item.sku == *sku && p.asked.item.quantity == quantity;
        if order.promise.open_for(line.line).is_some_and(same) {
            return Ok(None);
        }
        let impossible = |why| Refusal::Impossible { line: line.line, why };
        let (asked, otherwise) = self.asks(line, sku, quantity, products).map_err(impossible)?;
        let result = PickResult::Proposed(Box::new(asked.clone()));
        let most = self.at_most(line.line, &result);
        if most > self.order.upper {
            let over = most - self.order.upper;
            return Err(impossible(format!(
                "with it the order could come to {over} more than was authorized: propose less or something else"
            )));
        }
        withdraw(&mut order.promise, &BTreeMap::from([(line.line, result.clone())]), now);
        let number = u16::try_from(order.promise.proposals.len() + 1).unwrap_or(u16::MAX);
        let until = now + SignedDuration::from_mins(MINUTES);
        order.promise.proposals.push(Proposal {
            number,
            line: line.line,
            asked,
            otherwise,
            by: by.clone(),
            at: now,
            until,
            answered: None,
        });
        let mut write = self.reported(order, by, now, BTreeMap::from([(line.line, result)]));
        write.start.push(Job::now(Step::ProposalMail, now));
        Ok(Some(write))
    }

    /// What would be asked, and what counts if nobody answers: what was agreed at the agreed price, or nothing.
    fn asks(&self, line: &Line, sku: &Sku, quantity: Quantity, products: &[Product]) -> Result<(Substitute, PickResult), String> {
        match self.judge(line, sku, quantity, products) {
            Verdict::Never(why) => Err(why),
            Verdict::Ask(asked) => Ok((*asked, PickResult::Short(0))),
            Verdict::Give(given) if given.agreed == given.shelf => Err("that was agreed: give it without asking".to_owned()),
            Verdict::Give(given) => Ok((given.shelf, PickResult::Substituted(Box::new(given.agreed)))),
        }
    }

    /// What the order can come to at most with this result: what is not picked yet may weigh what was held for it.
    fn at_most(&self, line: u16, result: &PickResult) -> Money {
        let mut results: BTreeMap<u16, PickResult> = BTreeMap::new();
        for open in self.lines.iter().filter(|l| l.item.by_weight.is_some() && self.result(l.line).is_none()) {
            results.insert(open.line, PickResult::Weighed(u32::try_from(open.reserved).unwrap_or(u32::MAX)));
        }
        results.insert(line, result.clone());
        self.total_with(&results)
    }

    /// The shopper's answer. `None`: it was given before.
    pub fn answer(&self, number: u16, yes: bool, now: Timestamp) -> Result<Option<Write>, Refusal> {
        let proposal = self.order.promise.proposals.iter().find(|p| p.number == number).ok_or(Refusal::NotAsked)?;
        let said = if yes { Answer::Yes } else { Answer::No };
        match proposal.answered {
            Some((before, _)) if before == said => return Ok(None),
            Some(_) => return Err(Refusal::NotAsked),
            None if proposal.until <= now => return Err(Refusal::NotAsked),
            None => {}
        }
        let result = match self.result(proposal.line) {
            Some(PickResult::Proposed(asked)) if yes => PickResult::Substituted(asked.clone()),
            // No to what costs more is no word against what was agreed before, at the agreed price.
            _ => proposal.otherwise.clone(),
        };
        Ok(Some(self.ended(&proposal.by, &[(proposal, result)], said, now)))
    }

    /// The deadline passed: what nobody answered follows the wish. `None`: there is nothing of the kind.
    pub fn silence(&self, now: Timestamp) -> Option<Write> {
        let over: Vec<_> = self.order.promise.open().filter(|p| p.until <= now).map(|p| (p, p.otherwise.clone())).collect();
        let by = &over.first()?.0.by;
        Some(self.ended(by, &over, Answer::Silence, now))
    }

    fn ended(&self, by: &StaffId, ended: &[(&Proposal, PickResult)], how: Answer, now: Timestamp) -> Write {
        let mut order = self.order.touched();
        for proposal in order.promise.proposals.iter_mut().filter(|p| ended.iter().any(|(e, _)| e.number == p.number)) {
            proposal.answered = Some((how, now));
        }
        let results = ended.iter().map(|(p, result)| (p.line, result.clone())).collect();
        self.reported(order, by, now, results)
    }
}

/// What the picker reports himself needs no answer any more.
pub(super) fn withdraw(promise: &mut Promise, results: &BTreeMap<u16, PickResult>, now: Timestamp) {
    for open in promise.proposals.iter_mut().filter(|p| p.answered.is_none() && results.contains_key(&p.line)) {
        open.answered = Some((Answer::Withdrawn, now));
    }
}

/// The deadline that is to be watched after a change, or no longer.
pub(super) fn clock(before: &Promise, after: &Promise) -> (Option<Job>, Option<Step>) {
    let next = |promise: &Promise| promise.open().map(|p| p.until).min();
    match (next(before), next(after)) {
        (was, is) if was == is => (None, None),
        (_, Some(due)) => (Some(Job { step: Step::ProposalEnd, due, intent: None }), None),
        (_, None) => (None, Some(Step::ProposalEnd)),
    }
}

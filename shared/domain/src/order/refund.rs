//! Refunds: a part of what was charged goes back, by line, in the same way it was priced.
//!
//! The decision comes first and reserves: from then on the shopper is owed that part, the ledger and the day's takings
//! say so, and nobody can grant it again. The provider is asked afterwards, with a key that follows from the refund's
//! name, and its answer is a fact like any other. So `refunded + owed <= captured`, whoever grants what at the same time.

use super::{Back, HowMuch, Job, LedgerRow, Left, Of, Order, Part, Refusal, Returned, State, Step, Tender, WholeOrder, Write};
use crate::credit::CreditId;
use crate::invoice::Drawn;
use crate::money::is_nothing;
use crate::{Money, RefundId, VatClass, VatPart};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A part of an order that was granted back. Immutable but for what became of the money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Refund {
    /// Its name within the order: asking for it again is the same refund.
    pub refund: RefundId,
    /// When it was granted.
    pub at: Timestamp,
    /// Who granted it.
    pub by: String,
    /// Why, for the shopper to read.
    pub reason: String,
    /// Line by line.
    pub parts: Vec<Part>,
    /// In all.
    pub amount: Money,
    /// Of that, as store credit, at once.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub credit: Money,
    /// The account of that credit, where it is a new one: it was not paid with that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<CreditId>,
    /// Per rate, contained in the amount.
    pub vat: Vec<VatPart>,
    /// What became of the money that is no credit.
    pub money: Returned,
    /// The number of its credit note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Drawn>,
    /// It was granted before the order was handed over: the invoice is less by it, and there is no credit note.
    #[serde(default, skip_serializing_if = "is_false")]
    pub early: bool,
}

fn is_false(early: &bool) -> bool {
    !early
}

/// What somebody wants to give back.
pub struct Grant<'a> {
    /// Its name: a repeat of the same wish has the same.
    pub refund: &'a RefundId,
    /// Who grants it.
    pub by: &'a str,
    /// Why, for the shopper to read.
    pub reason: &'a str,
    /// Of what, and how much.
    pub parts: &'a [(Of, HowMuch)],
    /// Where to.
    pub back: &'a Back,
    /// The day it counts for, in the shop's time zone.
    pub day: &'a str,
}

/// Refunds an order can have: it is one item.
const MOST: usize = 24;

impl Order {
    /// The provider gave a refund back. `None`: that is known.
    pub fn refund_paid(&self, refund: &RefundId, name: &str, now: Timestamp) -> Option<Write> {
        self.returned(refund, Returned::Paid { at: now, name: name.to_owned() }).map(Write::of)
    }

    /// The provider will not give a refund back: a person has to. `None`: that is known.
    pub fn refund_refused(&self, refund: &RefundId, why: &str, now: Timestamp) -> Option<Write> {
        let mut order = self.returned(refund, Returned::Refused { why: why.to_owned() })?;
        order.review = self.reviewed(&format!("the refund {refund} was refused: {why}"));
        Some(Write { start: vec![Job::now(Step::ReviewMail, now)], ..Write::of(order) })
    }

    fn returned(&self, refund: &RefundId, money: Returned) -> Option<Order> {
        let mut order = self.touched();
        let open = order.refunds.iter_mut().find(|r| r.refund == *refund && r.money == Returned::Owed)?;
        open.money = money;
        Some(order)
    }
}

impl WholeOrder {
    /// Grants a refund of what was charged. `None`: it was granted before.
    pub fn refund_part(&self, grant: &Grant<'_>, now: Timestamp) -> Result<Option<Write>, Refusal> {
        let order = &self.order;
        if order.refunds.iter().any(|r| r.refund == *grant.refund) {
            return Ok(None);
        }
        if !matches!(order.state, State::Ready { .. } | State::OutForDelivery { .. } | State::HandedOver { .. }) {
            return Err(Refusal::NotNow(order.state.name(), "refunded"));
        }
        order.paid_or_refused()?;
        let refund = self.granted(grant, now)?;
        let takings = (!refund.early).then(|| self.taken_back(&refund, grant.day));
        let ledger = [Some(refund.row()), refund.credited(), refund.repaid()].into_iter().flatten().collect();
        let start = vec![Job::about(Step::RefundPart, refund.refund.as_str(), now)];
        let mut next = order.touched();
        let credit = next.credit_of(&refund);
        if refund.tender().is_some() {
            next.payment.refunded += refund.by_card();
        }
        next.refunds.push(refund);
        Ok(Some(Write { ledger, start, credit, takings, ..Write::of(next) }))
    }

    fn granted(&self, grant: &Grant<'_>, now: Timestamp) -> Result<Refund, Refusal> {
        let (left, mut parts) = (self.left(), Vec::<Part>::new());
        for (of, much) in grant.parts {
            let line = left.iter().find(|l| l.charged.of == *of).ok_or(Refusal::NotRefundable("there is no such line"))?;
            if parts.iter().any(|part| part.of == *of) {
                return Err(Refusal::NotRefundable("a line is named twice"));
            }
            parts.push(line.cut(*much).ok_or(Refusal::NotRefundable("so much of it is not left to give back"))?);
        }
        let amount: Money = parts.iter().map(Part::amount).sum();
        if amount <= Money::ZERO {
            return Err(Refusal::NotRefundable("there is nothing to give back"));
        }
        if amount > self.order.refundable() {
            return Err(Refusal::NotRefundable("more would go back than was charged"));
        }
        if self.order.refunds.len() >= MOST {
            return Err(Refusal::NotRefundable("it has as many refunds as an order can have"));
        }
        let vat = self.vat_of(&parts, &left);
        let (refund, by, reason) = (grant.refund.clone(), grant.by.to_owned(), grant.reason.to_owned());
        let super::back::Split { credit, account, money } = self.order.split(amount, grant.back, now)?;
        let early = !matches!(self.order.state, State::HandedOver { .. });
        Ok(Refund { refund, at: now, by, reason, parts, amount, credit, account, vat, money, note: None, early })
    }

    /// The tax a refund contains: of each class, what the shop owed for what it kept before, less what it owes for what it
    /// keeps now. So the tax left over is always the tax of what is left, to the cent, however often a part goes back.
    fn vat_of(&self, parts: &[Part], left: &[Left]) -> Vec<VatPart> {
        let taxed = |part: &Part| match part.of {
            Of::Fee(n) => self.order.fee_back(&self.order.refunds, n, part.amount()),
            Of::Line(_) => left.iter().find(|l| l.charged.of == part.of).map(|l| (l.class, part.amount())).into_iter().collect(),
        };
        let taxed: Vec<(VatClass, Money)> = parts.iter().flat_map(taxed).collect();
        let back = |class: VatClass| taxed.iter().filter(|(c, _)| *c == class).map(|(_, amount)| *amount).sum::<Money>();
        let earlier = |class: VatClass| self.order.refunds.iter().flat_map(|r| &r.vat).filter(move |p: &&VatPart| p.class == class);
        let part = |sold: VatPart| {
            let gross = back(sold.class);
            let kept = sold.gross - earlier(sold.class).map(|p| p.gross).sum::<Money>();
            let owed = sold.vat - earlier(sold.class).map(|p| p.vat).sum::<Money>();
            VatPart { gross, vat: owed - (kept - gross).tax_within(sold.bp), ..sold }
        };
        self.settlement().vat.into_iter().map(part).filter(|p| p.gross > Money::ZERO).collect()
    }
}

impl Refund {
    /// The sale, undone: the shop owes the shopper.
    fn row(&self) -> LedgerRow {
        let mut postings = vec![("shopper".to_owned(), -self.amount)];
        for part in &self.vat {
            postings.push((format!("net-{}", part.class.as_str()), part.gross - part.vat));
            postings.push((format!("vat-{}", part.class.as_str()), part.vat));
        }
        LedgerRow { fact: format!("returned#{}", self.refund), at: self.at, postings }
    }

    /// What of it goes back as credit.
    fn credited(&self) -> Option<LedgerRow> {
        let row = |amount| LedgerRow::transfer(format!("credited#{}", self.refund), self.at, "shopper", "credit", amount);
        (self.credit > Money::ZERO).then(|| row(self.credit))
    }

    /// What of it was given back from a till.
    fn repaid(&self) -> Option<LedgerRow> {
        let row =
            |tender: Tender| LedgerRow::transfer(format!("repaid#{}", self.refund), self.at, "shopper", tender.as_str(), self.by_card());
        self.tender().map(row)
    }

    /// The till it was given back from.
    pub fn tender(&self) -> Option<Tender> {
        match self.money {
            Returned::Till { tender, .. } => Some(tender),
            Returned::Owed | Returned::Paid { .. } | Returned::Refused { .. } | Returned::Credited { .. } => None,
        }
    }

    /// What of it is no credit: it goes back to a card, or came from a till.
    pub fn by_card(&self) -> Money {
        self.amount - self.credit
    }
}

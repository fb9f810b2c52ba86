//! Refunds: a part of what was charged goes back, by line, in the same way it was priced.
//!
//! The decision comes first and reserves: from then on the shopper is owed that part, the ledger and the day's takings
//! say so, and nobody can grant it again. The provider is asked afterwards, with a key that follows from the refund's
//! name, and its answer is a fact like any other. So `refunded + owed <= captured`, whoever grants what at the same time.

use super::{Job, LedgerRow, Order, Rank, Refusal, SettledLine, State, Step, WholeOrder, Write};
use crate::invoice::Drawn;
use crate::takings::{Sold, TakingsFact};
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
    /// Per rate, contained in the amount.
    pub vat: Vec<VatPart>,
    /// What became of the money.
    pub money: Returned,
    /// The number of its credit note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Drawn>,
}

/// What a refund gives back of a line, or of a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Part {
    /// Of what.
    pub of: Of,
    /// Stock units that the shopper does not pay for any more; zero: all were kept, for less.
    pub units: i64,
    /// After offers, without deposit.
    pub goods: Money,
    /// Of the deposit.
    pub deposit: Money,
}

/// What was charged: a line, or a fee by its place among the fees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "said above")]
pub enum Of {
    Line(u16),
    Fee(u16),
}

/// How much of something is asked back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HowMuch {
    /// Whatever was not given back yet.
    All,
    /// So many of its pieces or grams, at what they cost.
    Units(u32),
    /// An amount; the goods stay with the shopper.
    Amount(Money),
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
    /// The day it counts for, in the shop's time zone.
    pub day: &'a str,
}

/// Something that was charged, and what of it may still be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// All of it, as it was charged.
    pub charged: Part,
    /// Not given back yet.
    pub rest: Part,
    /// Its VAT class.
    pub class: VatClass,
}

/// Refunds an order can have: it is one item.
const MOST: usize = 24;

impl Part {
    /// What is given back.
    pub fn amount(&self) -> Money {
        self.goods + self.deposit
    }
}

impl Order {
    /// Granted, and not yet seen at the provider.
    pub fn owed(&self) -> Money {
        self.refunds.iter().filter(|r| r.money == Returned::Owed).map(|r| r.amount).sum()
    }

    /// What may still be granted: charged, not given back, and not promised back.
    pub fn refundable(&self) -> Money {
        // What was paid at handover goes back from the till.
        if self.at_handover.is_some() {
            return Money::ZERO;
        }
        (self.payment.captured - self.payment.refunded - self.owed()).max(Money::ZERO)
    }

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
    /// Everything that was charged, and what is left of it.
    pub fn left(&self) -> Vec<Left> {
        let lines = self.settlement().lines;
        let fees = self.order.fees.iter().zip(0..).map(|(fee, n)| (Part::of(Of::Fee(n), 0, fee.amount, Money::ZERO), fee.vat));
        let charged = lines.iter().map(|line| (Part::of_line(line), line.item.vat)).chain(fees);
        charged.map(|(charged, class)| Left { charged, rest: self.rest(charged), class }).collect()
    }

    fn rest(&self, charged: Part) -> Part {
        let given = self.order.refunds.iter().flat_map(|r| &r.parts).filter(|part| part.of == charged.of);
        given.fold(charged, |rest, part| Part {
            units: rest.units - part.units,
            goods: rest.goods - part.goods,
            deposit: rest.deposit - part.deposit,
            ..rest
        })
    }

    /// Grants a refund of what was charged. `None`: it was granted before.
    pub fn refund_part(&self, grant: &Grant<'_>, now: Timestamp) -> Result<Option<Write>, Refusal> {
        let order = &self.order;
        if order.refunds.iter().any(|r| r.refund == *grant.refund) {
            return Ok(None);
        }
        if !matches!(order.state, State::Ready { .. } | State::OutForDelivery { .. } | State::HandedOver { .. }) {
            return Err(Refusal::NotNow(order.state.name(), "refunded"));
        }
        if order.payment.rank != Rank::Captured {
            return Err(Refusal::NotCharged);
        }
        let refund = self.granted(grant, now)?;
        let (takings, ledger) = (self.taken_back(&refund, grant.day), vec![refund.row()]);
        let start = vec![Job::about(Step::RefundPart, refund.refund.as_str(), now)];
        let mut next = order.touched();
        next.refunds.push(refund);
        Ok(Some(Write { ledger, start, takings: Some(takings), ..Write::of(next) }))
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
        Ok(Refund { refund, at: now, by, reason, parts, amount, vat, money: Returned::Owed, note: None })
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

    /// What it takes off the takings of the day.
    fn taken_back(&self, refund: &Refund, day: &str) -> TakingsFact {
        let lines = self.settlement().lines;
        let sold = |part: &Part| {
            let line = lines.iter().find(|l| Of::Line(l.line) == part.of)?;
            Some(Sold { units: -part.units, amount: -part.goods, ..Sold::of(line) })
        };
        let fees: Money = refund.parts.iter().filter(|p| matches!(p.of, Of::Fee(_))).map(Part::amount).sum();
        TakingsFact {
            order: self.order.order.clone(),
            refund: Some(refund.refund.clone()),
            day: day.to_owned(),
            at: refund.at,
            total: -refund.amount,
            vat: refund.vat.iter().map(|p| VatPart { gross: -p.gross, vat: -p.vat, ..p.clone() }).collect(),
            sold: refund.parts.iter().filter_map(sold).collect(),
            fees: -fees,
            tender: None,
        }
    }
}

impl Part {
    fn of(of: Of, units: i64, goods: Money, deposit: Money) -> Part {
        Part { of, units, goods, deposit }
    }

    fn of_line(line: &SettledLine) -> Part {
        Part::of(Of::Line(line.line), line.units, line.priced.goods - line.priced.discount, line.priced.deposit)
    }
}

impl Left {
    /// So much of what is left, or `None` where that is more than there is.
    fn cut(&self, much: HowMuch) -> Option<Part> {
        let (all, rest) = (&self.charged, self.rest);
        let part = match much {
            HowMuch::All => rest,
            HowMuch::Units(units) if i64::from(units) == rest.units => rest,
            HowMuch::Units(units) => {
                let units = i64::from(units);
                let (before, after) = (all.units - rest.units, all.units - rest.units + units);
                // From what was given back after to what was before: the rests of all roundings sum to the line.
                let share = |whole: Money, rest: Money| (whole.scaled(after, all.units) - whole.scaled(before, all.units)).min(rest);
                if units > rest.units {
                    return None;
                }
                Part { units, goods: share(all.goods, rest.goods), deposit: share(all.deposit, rest.deposit), ..rest }
            }
            HowMuch::Amount(amount) => {
                let goods = amount.min(rest.goods);
                Part { units: 0, goods, deposit: amount - goods, ..rest }
            }
        };
        let fits = Money::ZERO <= part.goods && Money::ZERO <= part.deposit && part.deposit <= rest.deposit;
        (fits && (part.units > 0 || part.amount() > Money::ZERO)).then_some(part)
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
}

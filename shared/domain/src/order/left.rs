//! What is left of an order: what was charged for each line and fee, less what was given back of it.

use super::{SettledLine, WholeOrder};
use crate::{Money, VatClass};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
#[expect(missing_docs, reason = "the words say it")]
pub enum HowMuch {
    /// Whatever was not given back yet.
    All,
    /// So many of its pieces or grams, at what they cost.
    Units(u32),
    /// An amount; the goods stay with the shopper.
    Amount(Money),
    /// An amount for so many pieces or grams that came back: they are not sold any more.
    Back { units: u32, amount: Money },
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
}

impl Part {
    /// What is given back.
    pub fn amount(&self) -> Money {
        self.goods + self.deposit
    }
}

impl Part {
    fn of(of: Of, units: i64, goods: Money, deposit: Money) -> Part {
        Part { of, units, goods, deposit }
    }

    /// This part, for that amount: the deposit goes last.
    fn worth(self, amount: Money) -> Part {
        let goods = amount.min(self.goods);
        Part { goods, deposit: amount - goods, ..self }
    }

    fn of_line(line: &SettledLine) -> Part {
        Part::of(Of::Line(line.line), line.units, line.priced.goods - line.priced.discount, line.priced.deposit)
    }
}

impl Left {
    /// So much of what is left, or `None` where that is more than there is.
    pub(super) fn cut(&self, much: HowMuch) -> Option<Part> {
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
            HowMuch::Amount(amount) => Part { units: 0, ..rest.worth(amount) },
            HowMuch::Back { units, .. } if i64::from(units) > rest.units => return None,
            HowMuch::Back { units, amount } => Part { units: i64::from(units), ..rest.worth(amount) },
        };
        let fits = Money::ZERO <= part.goods && Money::ZERO <= part.deposit && part.deposit <= rest.deposit;
        (fits && (part.units > 0 || part.amount() > Money::ZERO)).then_some(part)
    }
}

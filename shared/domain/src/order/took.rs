//! What a day took of an order: a fact when it is handed over, and one for each refund after that.
//!
//! What was given back before the handover was never taken: the fact, and so the invoice, are of what is left of it then.

use super::{Of, Order, Refund, SettledLine, WholeOrder};
use crate::takings::{Sold, TakingsFact};
use crate::{Money, VatPart};
use jiff::Timestamp;

impl Order {
    /// Given back before it was handed over: it is on no invoice, so nothing corrects one.
    pub fn early(&self) -> impl Iterator<Item = &Refund> {
        self.refunds.iter().filter(|refund| refund.early)
    }

    /// What is invoiced when it is handed over.
    pub fn invoiced(&self) -> Money {
        self.settled.unwrap_or_default() - self.early().map(|refund| refund.amount).sum::<Money>()
    }

    /// What credit pays of that.
    pub fn invoiced_credit(&self) -> Money {
        self.credit_spent() - self.early().map(|refund| refund.credit).sum::<Money>()
    }
}

impl WholeOrder {
    /// What a day takes when the order is handed over.
    pub(super) fn taken(&self, day: &str, at: Timestamp) -> TakingsFact {
        let (order, settlement) = (&self.order, self.settlement());
        let off = |of: Of| order.early().flat_map(|refund| &refund.parts).filter(move |part| part.of == of);
        let left = |line: &SettledLine| {
            let (sold, of) = (Sold::of(line), Of::Line(line.line));
            let units = sold.units - off(of).map(|part| part.units).sum::<i64>();
            Sold { units, amount: sold.amount - off(of).map(|part| part.goods).sum::<Money>(), ..sold }
        };
        let sold = settlement.lines.iter().filter(|l| l.units > 0).map(left).filter(|s| s.units > 0 || s.amount > Money::ZERO);
        TakingsFact {
            order: order.order.clone(),
            refund: None,
            day: day.to_owned(),
            at,
            total: order.invoiced(),
            vat: settlement.vat.iter().map(|part| self.less_early(part)).collect(),
            sold: sold.collect(),
            fees: order.fees.iter().zip(0..).map(|(fee, n)| fee.amount - off(Of::Fee(n)).map(|part| part.goods).sum::<Money>()).sum(),
            tender: order.at_handover.and_then(|at| at.taken),
            credit: order.invoiced_credit(),
        }
    }

    fn less_early(&self, part: &VatPart) -> VatPart {
        let early = || self.order.early().flat_map(|refund| &refund.vat).filter(|p| p.class == part.class);
        let (gross, vat) = (early().map(|p| p.gross).sum::<Money>(), early().map(|p| p.vat).sum::<Money>());
        VatPart { gross: part.gross - gross, vat: part.vat - vat, ..part.clone() }
    }

    /// What a refund takes off the takings of the day.
    pub(super) fn taken_back(&self, refund: &Refund, day: &str) -> TakingsFact {
        let lines = self.settlement().lines;
        let sold = |part: &super::Part| {
            let line = lines.iter().find(|l| Of::Line(l.line) == part.of)?;
            Some(Sold { units: -part.units, amount: -part.goods, ..Sold::of(line) })
        };
        let fees: Money = refund.parts.iter().filter(|p| matches!(p.of, Of::Fee(_))).map(super::Part::amount).sum();
        TakingsFact {
            order: self.order.order.clone(),
            refund: Some(refund.refund.clone()),
            day: day.to_owned(),
            at: refund.at,
            total: -refund.amount,
            vat: refund.vat.iter().map(|p| VatPart { gross: -p.gross, vat: -p.vat, ..p.clone() }).collect(),
            sold: refund.parts.iter().filter_map(sold).collect(),
            fees: -fees,
            tender: refund.tender(),
            credit: -refund.credit,
        }
    }
}

impl Sold {
    fn of(line: &SettledLine) -> Sold {
        Sold {
            sku: line.item.sku.clone(),
            name: line.item.name.clone(),
            units: line.units,
            by_weight: line.item.by_weight.is_some(),
            amount: line.priced.goods - line.priced.discount,
        }
    }
}

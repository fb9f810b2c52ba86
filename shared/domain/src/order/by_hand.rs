//! A refund that somebody made at the provider, without the shop: the money is back, and the books still say it was sold.
//! So it is granted afterwards, over what was charged from the first line on, with its tax, its takings and its credit
//! note. Its shopper is written to when the shop learns of it, as of any money that went back.

use super::{Back, Fact, FactKind, Grant, HowMuch, Of, Returned, WholeOrder, Write};
use crate::{Money, RefundId};
use jiff::Timestamp;

impl WholeOrder {
    /// Grants what the provider gave back already. `None`: it is one of ours or granted before, or one of ours is under
    /// way and may be it, or it is of no sale.
    pub fn by_hand(&self, fact: &Fact, (reason, day): (&str, &str), now: Timestamp) -> Option<Write> {
        let FactKind::Refunded(name) = &fact.kind else { return None };
        let order = &self.order;
        let known = order.refunds.iter().any(|refund| match &refund.money {
            Returned::Owed => true,
            Returned::Paid { name: ours, .. } => ours == name,
            Returned::Refused { .. } | Returned::Credited { .. } | Returned::Till { .. } => false,
        });
        if known || order.payment.intent.as_ref() != Some(&fact.intent) || order.payment.refunded < fact.amount {
            return None;
        }
        // As it was before the provider gave it back: what is granted fits into what was left then.
        let mut before = self.clone();
        before.order.payment.refunded = order.payment.refunded - fact.amount;
        let (refund, parts) = (name_of(name)?, before.spread(fact.amount)?);
        let grant = Grant { refund: &refund, by: "provider", reason, parts: &parts, day, back: &Back::AsPaid };
        let mut write = before.refund_part(&grant, now).ok()??;
        write.order.payment = order.payment.clone();
        write.order.refunds.last_mut()?.money = Returned::Paid { at: now, name: name.clone() };
        // Nothing is to be given back, and that it was is told already.
        write.start.clear();
        Some(write)
    }

    /// An amount over what is left of lines and fees, in their order. `None`: there is not so much.
    fn spread(&self, amount: Money) -> Option<Vec<(Of, HowMuch)>> {
        let (mut open, mut parts) = (amount, Vec::new());
        for left in self.left() {
            let part = left.rest.amount().min(open);
            if part > Money::ZERO {
                parts.push((left.charged.of, HowMuch::Amount(part)));
                open = open - part;
            }
        }
        (open == Money::ZERO).then_some(parts)
    }
}

/// Ours for it: the same for the same refund.
fn name_of(provider: &str) -> Option<RefundId> {
    let plain: String = provider.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(31).collect();
    RefundId::parse(format!("by-hand-{plain}")).ok()
}

//! What an order knows of money that went back.

use super::{Of, Order, Part, Refund, Returned};
use crate::{Money, VatClass};

impl Order {
    /// True for a refund of the shop's own, which has a letter of its own: the provider's word may come before its answer.
    pub(super) fn told_of(&self, name: &str, amount: Money) -> bool {
        self.refunds.iter().any(|refund| match &refund.money {
            Returned::Paid { name: paid, .. } => paid == name,
            Returned::Owed => refund.by_card() == amount,
            Returned::Refused { .. } | Returned::Credited { .. } | Returned::Till { .. } => false,
        })
    }

    /// How so much of a fee is taxed that goes back after these refunds.
    pub(crate) fn fee_back(&self, before: &[Refund], n: u16, amount: Money) -> Vec<(VatClass, Money)> {
        let earlier = before.iter().flat_map(|r| &r.parts).filter(|part| part.of == Of::Fee(n)).map(Part::amount);
        let fee = self.fees.get(usize::from(n));
        fee.map(|fee| fee.taxed_back(earlier.chain([amount]))).unwrap_or_default()
    }
}

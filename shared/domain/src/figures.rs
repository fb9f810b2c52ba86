//! What an order comes to, as it is shown: each figure with VAT in it, or each without and the VAT beside their sum.
//!
//! The figures of [`Prices::Net`] follow from the amounts that are charged and from their VAT by rate, and change
//! neither. Those of a rate share what its tax leaves, by largest remainder: so everything on a page adds up to the
//! cent, and no figure is more than a cent off what it would be alone.

use crate::deal::Reason;
use crate::fees::Fee;
use crate::order::SettledLine;
use crate::price::Priced;
use crate::quote::{Line, Quote, savings};
use crate::split::split;
use crate::tax::{Prices, Rates, VatPart};
use crate::{Money, VatClass};
use std::collections::BTreeSet;

/// All figures of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// One for each line, in their order.
    pub lines: Vec<LineFigures>,
    /// One for each fee.
    pub fees: Vec<Money>,
    /// What lines and fees add up to.
    pub sum: Money,
    /// What comes on top of that, rate by rate; nothing where the figures include it.
    pub on_top: Vec<VatPart>,
}

/// The figures of a line: `goods - discount + deposit = total`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineFigures {
    /// Price times quantity.
    pub goods: Money,
    /// What it costs less.
    pub discount: Money,
    /// Why.
    pub reasons: Vec<Reason>,
    /// On its bottles and cans.
    pub deposit: Money,
    /// What it comes to.
    pub total: Money,
}

/// What is charged for a line, and how that is taxed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charged {
    vat: VatClass,
    priced: Priced,
    reasons: Vec<Reason>,
}

impl From<&Line> for Charged {
    fn from(line: &Line) -> Charged {
        Charged { vat: line.item.vat, priced: line.priced, reasons: line.reasons() }
    }
}

impl From<&SettledLine> for Charged {
    fn from(line: &SettledLine) -> Charged {
        Charged { vat: line.item.vat, priced: line.priced, reasons: line.reasons.clone() }
    }
}

impl Quote {
    /// Its figures.
    pub fn figures(&self) -> Figures {
        Figures::of(self.prices, self.rates, self.lines.iter().map(Charged::from), &self.fees)
    }
}

impl Figures {
    /// The figures of what is charged.
    pub fn of(prices: Prices, rates: Rates, lines: impl Iterator<Item = Charged>, fees: &[Fee]) -> Figures {
        let lines: Vec<Charged> = lines.collect();
        match prices {
            Prices::Gross => Figures::gross(lines, fees),
            Prices::Net => Figures::net(rates, lines, fees),
        }
    }

    fn gross(lines: Vec<Charged>, fees: &[Fee]) -> Figures {
        let figures = |Charged { priced, reasons, .. }| {
            let Priced { goods, discount, deposit, .. } = priced;
            LineFigures { goods, discount, reasons, deposit, total: priced.total() }
        };
        Figures::adding_up(lines.into_iter().map(figures).collect(), fees.iter().map(|fee| fee.amount).collect(), Vec::new())
    }

    fn net(rates: Rates, lines: Vec<Charged>, fees: &[Fee]) -> Figures {
        let vat = rates.parts(lines.iter().map(|l| (l.vat, l.priced.total())), fees);
        let taxed = |(class, amount)| (rates.of(class), amount);
        let of_fees: Vec<Vec<(i64, Money)>> = fees.iter().map(|fee| fee.taxed().into_iter().map(taxed).collect()).collect();
        let charged = lines.iter().map(|l| taxed((l.vat, l.priced.total())));
        let mut shares = net(&charged.chain(of_fees.iter().flatten().copied()).collect::<Vec<_>>(), &vat).into_iter();
        let lines = lines.into_iter().zip(shares.by_ref()).map(|(line, total)| line.net(rates, total)).collect();
        let fees = of_fees.iter().map(|parts| shares.by_ref().take(parts.len()).sum()).collect();
        Figures::adding_up(lines, fees, vat)
    }

    fn adding_up(lines: Vec<LineFigures>, fees: Vec<Money>, on_top: Vec<VatPart>) -> Figures {
        let sum = lines.iter().map(|line| line.total).chain(fees.iter().copied()).sum();
        Figures { lines, fees, sum, on_top }
    }

    /// Lines before discounts and deposits.
    pub fn goods(&self) -> Money {
        self.lines.iter().map(|line| line.goods).sum()
    }

    /// What lines cost less.
    pub fn discount(&self) -> Money {
        self.lines.iter().map(|line| line.discount).sum()
    }

    /// The same by its reasons: title and what it took off, in all.
    pub fn savings(&self) -> Vec<(String, Money)> {
        savings(self.lines.iter().flat_map(|line| line.reasons.clone()))
    }

    /// On bottles and cans.
    pub fn deposit(&self) -> Money {
        self.lines.iter().map(|line| line.deposit).sum()
    }
}

impl Charged {
    /// The figures of a line that comes to this without VAT.
    fn net(self, rates: Rates, total: Money) -> LineFigures {
        let bp = rates.of(self.vat);
        let less = |reason: Reason| Reason { off: reason.off.without_tax(bp), ..reason };
        let reasons: Vec<Reason> = self.reasons.into_iter().map(less).collect();
        let discount =
            if reasons.is_empty() { self.priced.discount.without_tax(bp) } else { reasons.iter().map(|reason| reason.off).sum() };
        let deposit = self.priced.deposit.without_tax(bp);
        LineFigures { goods: total + discount - deposit, discount, reasons, deposit, total }
    }
}

/// What amounts come to without VAT, given as their rates in basis points and themselves. Those of a rate add up to what
/// its tax leaves of it.
pub fn net(amounts: &[(i64, Money)], vat: &[VatPart]) -> Vec<Money> {
    let mut net = vec![Money::ZERO; amounts.len()];
    for rate in amounts.iter().map(|(bp, _)| *bp).collect::<BTreeSet<i64>>() {
        let left: Money = vat.iter().filter(|part| part.bp == rate).map(VatPart::net).sum();
        let at: Vec<usize> = (0..amounts.len()).filter(|n| amounts[*n].0 == rate).collect();
        let weights: Vec<Money> = at.iter().map(|n| amounts[*n].1).collect();
        at.into_iter().zip(split(left, &weights)).for_each(|(n, share)| net[n] = share);
    }
    net
}

//! The quote: the only place where a price is worked out.
//!
//! Each line is rounded once, at the price and under the promotions that are best for the shopper ([`crate::deal`]),
//! whatever order the lines come in. The upper bound is what is authorized: weighed lines may come out heavier by their tolerance.

use crate::deal::{Promised, Promotions, Reason, Reckoned, best};
use crate::fees::{Ancillary, Fee};
use crate::price::{Item, Priced, alone};
use crate::tax::{Prices, Rates, VatPart};
use crate::voucher::Unusable;
use crate::{Money, ProductHead, Quantity, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// What a basket costs at one moment, in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Quote {
    /// In the basket's order of codes.
    pub lines: Vec<Line>,
    /// Delivery and the like.
    pub fees: Vec<Fee>,
    /// Per rate, contained in the total.
    pub vat: Vec<VatPart>,
    /// The rates it was worked out with.
    pub rates: Rates,
    /// How its figures are shown.
    #[serde(default, skip_serializing_if = "Prices::are_gross")]
    pub prices: Prices,
    /// Lines before discounts and deposits.
    pub goods: Money,
    /// What promotions take off.
    pub discount: Money,
    /// Deposits on bottles and cans.
    pub deposit: Money,
    /// `goods - discount + deposit + fees`.
    pub total: Money,
    /// The most that can be charged: the total with every weighed line at its tolerance.
    pub upper: Money,
    /// The promotions that counted, beside the offers on the lines.
    #[serde(default, skip_serializing_if = "Promised::is_nothing")]
    pub promised: Promised,
    /// Why the voucher that was asked for took nothing off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_over: Option<Unusable>,
}

/// One line of a quote, and of an order: what was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Line {
    /// Position, from 1.
    pub line: u16,
    /// What.
    #[serde(flatten)]
    pub item: Item,
    /// The price version it was quoted at.
    pub pv: u32,
    /// Stock units to hold: pieces, or grams with tolerance.
    pub reserved: i64,
    /// Youngest age that may buy it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Its price.
    #[serde(flatten)]
    pub priced: Priced,
    /// The most this line can cost.
    pub upper: Money,
    /// Why it costs less than its label says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// What a basket is quoted under, beside its products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The moment whose offers count.
    pub now: Timestamp,
    /// The VAT rates of the day the goods are handed over.
    pub rates: Rates,
    /// How its figures are shown.
    pub prices: Prices,
    /// Delivery and the like.
    pub fees: Vec<Fee>,
    /// How the fees are taxed.
    pub ancillary: Ancillary,
    /// What may make it cheaper, beside the offers on the products.
    pub promotions: Promotions,
}

/// Works out what these products in these quantities cost. Lines come out sorted by code.
pub fn quote(asked: &[(&ProductHead, Quantity)], terms: Terms) -> Quote {
    let mut asked: Vec<_> = asked.to_vec();
    asked.sort_by(|a, b| a.0.sku.cmp(&b.0.sku));
    let items: Vec<Item> = asked.iter().map(|(head, quantity)| Item::of(head, *quantity, head.offer_at(terms.now).cloned())).collect();
    let best = best(&items, &terms.promotions, &terms.fees, terms.now);
    let quoted = asked.iter().zip(best.items).zip(best.reckoned).zip(1..);
    let lines: Vec<Line> = quoted.map(|((((head, quantity), item), reckoned), n)| line(n, head, *quantity, item, reckoned)).collect();
    total(lines, Terms { fees: best.fees, ..terms }, best.promised)
}

fn line(line: u16, head: &ProductHead, quantity: Quantity, item: Item, Reckoned { priced, reasons }: Reckoned) -> Line {
    let upper = match head.by_weight {
        None => priced.total(),
        Some(_) => alone(&at_most(head, &item)).total() - priced.share,
    };
    Line { line, pv: head.pv, reserved: head.units_to_hold(quantity), age: head.age, upper, item, priced, reasons }
}

fn at_most(head: &ProductHead, item: &Item) -> Item {
    let grams = u32::try_from(head.units_to_hold(item.quantity)).unwrap_or(u32::MAX);
    Item { quantity: Quantity::Grams(grams), ..item.clone() }
}

fn total(lines: Vec<Line>, terms: Terms, promised: Promised) -> Quote {
    let Terms { rates, prices, .. } = terms;
    let fees = terms.ancillary.taxed(terms.fees, &lines.iter().map(|l| (l.item.vat, l.priced.total())).collect::<Vec<_>>());
    let sum = |part: fn(&Line) -> Money| lines.iter().map(part).sum::<Money>();
    let (goods, discount, deposit) = (sum(|l| l.priced.goods), sum(|l| l.priced.discount), sum(|l| l.priced.deposit));
    let charged: Money = fees.iter().map(|f| f.amount).sum();
    let upper = sum(|l| l.upper) + charged;
    let vat = rates.parts(lines.iter().map(|l| (l.item.vat, l.priced.total())), &fees);
    let passed_over = terms.promotions.voucher.as_ref().and_then(|voucher| {
        let worths: Vec<_> = lines.iter().map(|l| (&l.item, l.priced.worth())).collect();
        voucher.unusable(terms.now, terms.promotions.used_before).or_else(|| voucher.passed_over(&worths, &promised))
    });
    let total = goods - discount + deposit + charged;
    Quote { vat, rates, prices, goods, discount, deposit, total, upper, lines, fees, promised, passed_over }
}

impl Line {
    /// Why it costs less. Lines of orders from before say so by their offer.
    pub fn reasons(&self) -> Vec<Reason> {
        match &self.item.offer {
            Some(offer) if self.reasons.is_empty() && self.priced.discount > Money::ZERO => {
                vec![Reason { id: offer.id.clone(), title: offer.title.clone(), off: self.priced.discount }]
            }
            _ => self.reasons.clone(),
        }
    }

    /// What sets took off it: all but its own price and its share of the order's cut.
    pub(crate) fn set_reasons(&self) -> Vec<Reason> {
        let mut reasons = self.reasons();
        if self.priced.share > Money::ZERO {
            reasons.pop();
        }
        let own = self.item.offer.as_ref().filter(|_| alone(&self.item).discount > Money::ZERO);
        reasons.retain(|reason| own.is_none_or(|offer| offer.id != reason.id));
        reasons
    }
}

impl Quote {
    /// What the goods are worth after their own reductions, without the order's cut, deposits and fees: the figure that
    /// thresholds, minimum baskets and free delivery look at.
    pub fn worth(&self) -> Money {
        self.lines.iter().map(|l| l.priced.worth()).sum()
    }

    /// A short name for exactly this promise: the shopper confirms it, and nothing else is ever charged.
    pub fn fingerprint(&self, chosen: &str) -> String {
        let mut hash = Sha256::new();
        for l in &self.lines {
            let row = (l.item.sku.as_str(), l.item.quantity, l.item.price, l.pv, l.priced.total(), l.upper);
            hash.update(format!("{row:?};"));
        }
        hash.update(format!("{:?};{:?};{:?};{};{chosen}", self.fees, self.total, self.upper, self.promised.terms()));
        hash.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
    }

    /// What made it cheaper: title and what it took off, in all.
    pub fn savings(&self) -> Vec<(String, Money)> {
        savings(self.lines.iter().flat_map(|l| l.reasons()))
    }

    /// The youngest age that may buy all of it.
    pub fn age(&self) -> Option<u8> {
        self.lines.iter().filter_map(|l| l.age).max()
    }

    /// The line of a product.
    pub fn line(&self, sku: &Sku) -> Option<&Line> {
        self.lines.iter().find(|l| l.item.sku == *sku)
    }
}

/// Reasons by their titles, in the order they come.
pub fn savings(reasons: impl Iterator<Item = Reason>) -> Vec<(String, Money)> {
    let mut sums: Vec<(String, Money)> = Vec::new();
    for reason in reasons {
        match sums.iter_mut().find(|(title, _)| *title == reason.title) {
            Some((_, sum)) => *sum += reason.off,
            None => sums.push((reason.title, reason.off)),
        }
    }
    sums
}

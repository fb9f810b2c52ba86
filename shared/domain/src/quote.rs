//! The quote: the only place where a price is worked out.
//!
//! Each line is rounded once. A multi-buy gives away the cheapest pieces of its group, whatever order the lines
//! come in. The upper bound is what is authorized: weighed lines may come out heavier by their tolerance.

use crate::fees::Fee;
use crate::price::{self, Item, Priced};
use crate::tax::{Rates, VatPart};
use crate::{Money, Offer, ProductHead, Quantity, Sku};
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
    /// Lines before discounts and deposits.
    pub goods: Money,
    /// What offers take off.
    pub discount: Money,
    /// Deposits on bottles and cans.
    pub deposit: Money,
    /// `goods - discount + deposit + fees`.
    pub total: Money,
    /// The most that can be charged: the total with every weighed line at its tolerance.
    pub upper: Money,
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
}

/// What a basket is quoted under, beside its products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The moment whose offers count.
    pub now: Timestamp,
    /// The VAT rates of the day the goods are handed over.
    pub rates: Rates,
    /// Delivery and the like.
    pub fees: Vec<Fee>,
}

/// Works out what these products in these quantities cost. Lines come out sorted by code.
pub fn quote(asked: &[(&ProductHead, Quantity)], terms: Terms) -> Quote {
    let now = terms.now;
    let mut asked: Vec<_> = asked.to_vec();
    asked.sort_by(|a, b| a.0.sku.cmp(&b.0.sku));
    let items: Vec<Item> = asked.iter().map(|(head, quantity)| Item::of(head, *quantity, head.offer_at(now).cloned())).collect();
    let heaviest: Vec<Item> = asked.iter().zip(&items).map(|((head, _), item)| at_most(head, item)).collect();
    let (priced, highest) = (price::items(&items), price::items(&heaviest));
    let lines: Vec<Line> = asked
        .iter()
        .zip(items)
        .zip(priced.into_iter().zip(highest))
        .zip(1..)
        .map(|((((head, quantity), item), (priced, highest)), line)| Line {
            line,
            pv: head.pv,
            reserved: head.units_to_hold(*quantity),
            age: head.age,
            upper: highest.total(),
            item,
            priced,
        })
        .collect();
    total(lines, terms)
}

fn at_most(head: &ProductHead, item: &Item) -> Item {
    let grams = u32::try_from(head.units_to_hold(item.quantity)).unwrap_or(u32::MAX);
    let quantity = if head.by_weight.is_some() { Quantity::Grams(grams) } else { item.quantity };
    Item { quantity, ..item.clone() }
}

fn total(lines: Vec<Line>, Terms { rates, fees, .. }: Terms) -> Quote {
    let sum = |part: fn(&Line) -> Money| lines.iter().map(part).sum::<Money>();
    let (goods, discount, deposit) = (sum(|l| l.priced.goods), sum(|l| l.priced.discount), sum(|l| l.priced.deposit));
    let charged: Money = fees.iter().map(|f| f.amount).sum();
    let upper = sum(|l| l.upper) + charged;
    let vat = rates.parts(lines.iter().map(|l| (l.item.vat, l.priced.total())), &fees);
    Quote { vat, rates, goods, discount, deposit, total: goods - discount + deposit + charged, upper, lines, fees }
}

impl Quote {
    /// What the goods are worth after offers, without deposits and fees: the figure thresholds look at.
    pub fn worth(&self) -> Money {
        self.goods - self.discount
    }

    /// A short name for exactly this promise: the shopper confirms it, and nothing else is ever charged.
    pub fn fingerprint(&self, chosen: &str) -> String {
        let mut hash = Sha256::new();
        for l in &self.lines {
            let row = (l.item.sku.as_str(), l.item.quantity, l.item.price, l.pv, l.priced.total(), l.upper);
            hash.update(format!("{row:?};"));
        }
        hash.update(format!("{:?};{:?};{:?};{chosen}", self.fees, self.total, self.upper));
        hash.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
    }

    /// The offers that made it cheaper: title and what they took off, in all.
    pub fn savings(&self) -> Vec<(String, Money)> {
        savings(self.lines.iter().map(|l| (l.item.offer.as_ref(), l.priced.discount)))
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

fn savings<'a>(lines: impl Iterator<Item = (Option<&'a Offer>, Money)>) -> Vec<(String, Money)> {
    let mut sums: Vec<(String, Money)> = Vec::new();
    for (offer, amount) in lines.filter(|(_, amount)| *amount > Money::ZERO) {
        let title = offer.map_or("Offer", |o| o.title.as_str());
        match sums.iter_mut().find(|(t, _)| t == title) {
            Some((_, sum)) => *sum += amount,
            None => sums.push((title.to_owned(), amount)),
        }
    }
    sums
}

//! What a day took: summed from one immutable fact per order handed over.

use crate::catalog::Catalog;
use crate::gift::{GiftSold, Gifts};
use crate::money::is_nothing;
use crate::order::Tender;
use crate::{Money, OrderId, RefundId, Sku, VatClass, VatPart};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One order handed over; or one refund, with everything in it negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakingsFact {
    /// Which order.
    pub order: OrderId,
    /// Which refund of it, for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<RefundId>,
    /// The day it counts for, in the shop's time zone.
    pub day: String,
    /// When.
    pub at: Timestamp,
    /// Charged.
    pub total: Money,
    /// Per rate.
    pub vat: Vec<VatPart>,
    /// What went over the counter.
    pub sold: Vec<Sold>,
    /// Delivery and the like, within the total.
    pub fees: Money,
    /// What it was paid with at handover; absent where the provider took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender: Option<Tender>,
    /// Within the total: paid with store credit.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub credit: Money,
}

/// A product within an order handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sold {
    /// Which product.
    pub sku: Sku,
    /// Its name then.
    pub name: String,
    /// Pieces, or grams of loose goods.
    pub units: i64,
    /// Units are grams.
    pub by_weight: bool,
    /// After offers, without deposit.
    pub amount: Money,
}

/// The report of a day or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Takings {
    /// Orders handed over.
    pub orders: u32,
    /// Charged for them less what was given back, VAT included.
    pub total: Money,
    /// Given back that day, for orders of whatever day; taken off the total.
    #[serde(default)]
    pub given_back: Money,
    /// Delivery and the like, within the total.
    pub fees: Money,
    /// Charged per order, rounded.
    pub average: Money,
    /// Per rate.
    pub vat: Vec<VatPart>,
    /// By amount, greatest first.
    pub best_sellers: Vec<Sold>,
    /// Within the total: taken at handover, in cash.
    #[serde(default)]
    pub cash: Money,
    /// Within the total: taken at handover, on the shop's card terminal.
    #[serde(default)]
    pub terminal: Money,
    /// Within the total: paid with store credit.
    #[serde(default)]
    pub credit: Money,
    /// Gift cards sold, beside the total: it is owed until they are spent, and only then taken.
    #[serde(default)]
    pub gifts: Gifts,
}

impl Takings {
    /// With the gift cards that were sold.
    pub fn and(self, sales: &[GiftSold]) -> Takings {
        Takings { gifts: Gifts::of(sales), ..self }
    }

    /// What the till should hold of the day: what orders paid in cash, and gift cards.
    pub fn cash_in_all(&self) -> Money {
        self.cash + self.gifts.cash
    }

    /// The same on the card terminal.
    pub fn terminal_in_all(&self) -> Money {
        self.terminal + self.gifts.terminal
    }

    /// Within the total: taken by the payment provider.
    pub fn online(&self) -> Money {
        self.total - self.cash - self.terminal - self.credit
    }

    /// The same by the shop's own names: an order in another language was promised by others.
    pub fn named(mut self, catalog: &Catalog) -> Takings {
        for sold in &mut self.best_sellers {
            if let Some(product) = catalog.product(&sold.sku).filter(|product| !product.text.said.is_empty()) {
                sold.name.clone_from(&product.head.name);
            }
        }
        self
    }
}

/// Sums facts. The order they come in does not matter.
pub fn takings(facts: &[TakingsFact]) -> Takings {
    let (sales, back): (Vec<&TakingsFact>, Vec<&TakingsFact>) = facts.iter().partition(|fact| fact.refund.is_none());
    let given_back = -back.iter().map(|fact| fact.total).sum::<Money>();
    let mut report = Takings { orders: u32::try_from(sales.len()).unwrap_or(u32::MAX), given_back, ..Takings::default() };
    let mut vat: BTreeMap<(VatClass, i64), VatPart> = BTreeMap::new();
    let mut sold: BTreeMap<&Sku, Sold> = BTreeMap::new();
    let mut facts: Vec<&TakingsFact> = facts.iter().collect();
    // Latest first: a product that was renamed meanwhile goes by its last name.
    facts.sort_by(|a, b| (b.at, &b.order).cmp(&(a.at, &a.order)));
    for fact in facts {
        report.total += fact.total;
        report.fees += fact.fees;
        report.credit += fact.credit;
        match fact.tender {
            Some(Tender::Cash) => report.cash += fact.total - fact.credit,
            Some(Tender::Terminal) => report.terminal += fact.total - fact.credit,
            None => {}
        }
        for part in &fact.vat {
            let sum = vat.entry((part.class, part.bp)).or_insert(VatPart { gross: Money::ZERO, vat: Money::ZERO, ..part.clone() });
            sum.gross += part.gross;
            sum.vat += part.vat;
        }
        for item in &fact.sold {
            let sum = sold.entry(&item.sku).or_insert(Sold { units: 0, amount: Money::ZERO, ..item.clone() });
            sum.units += item.units;
            sum.amount += item.amount;
        }
    }
    if report.orders > 0 {
        report.average = (report.total + given_back).scaled(1, i64::from(report.orders));
    }
    report.vat = vat.into_values().collect();
    report.best_sellers = sold.into_values().collect();
    report.best_sellers.sort_by_key(|s| (-s.amount.0, s.sku.clone()));
    report
}

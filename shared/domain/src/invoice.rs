//! Invoices and credit notes: one for everything that counts as takings. Section 14 (4) UStG says what stands on them.
//!
//! Each kind has numbers of its own for each year, from 1 on. The number is drawn in the transaction that hands the order
//! over, or grants the refund: so there is exactly one for each, none is missing, and none was ever given twice.

use crate::deal::Reason;
use crate::fees::Fee;
use crate::order::{Of, Order, Part, Refund, SettledLine, WholeOrder};
use crate::takings::TakingsFact;
use crate::{Money, OrderId, Quantity, RefundId, Settings, VatPart};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who sells, as it stands on every document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Seller {
    /// The full name of the business and its owner.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// VAT identification number, or the tax number.
    pub tax_id: String,
}

impl Seller {
    /// What is known of a shop whose owner has not said who sells.
    pub fn of_shop(shop: &Settings) -> Seller {
        let Settings { name, street, postcode, city, .. } = shop;
        Seller { name: name.clone(), street: street.clone(), postcode: postcode.clone(), city: city.clone(), tax_id: String::new() }
    }

    /// Who sells, as far as the owner said so; else the shop as it is known.
    pub fn known(shop: &Settings) -> Seller {
        if shop.seller.is_empty() { Seller::of_shop(shop) } else { shop.seller.clone() }
    }

    /// The owner has not said who sells.
    pub fn is_empty(&self) -> bool {
        *self == Seller::default()
    }

    /// What the law asks for is there.
    pub fn is_complete(&self) -> bool {
        [&self.name, &self.street, &self.postcode, &self.city, &self.tax_id].iter().all(|part| !part.trim().is_empty())
    }
}

/// A number that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Drawn {
    /// The day it was issued, in the shop's time zone.
    pub day: String,
    /// Within its kind and year.
    pub number: u32,
}

/// What kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Kind {
    Invoice,
    CreditNote,
}

impl Kind {
    /// The kind a fact is documented by.
    pub fn of(fact: &TakingsFact) -> Kind {
        if fact.refund.is_none() { Kind::Invoice } else { Kind::CreditNote }
    }

    /// As in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Invoice => "invoice",
            Kind::CreditNote => "credit",
        }
    }
}

impl Drawn {
    /// `2026-00042`, and `C2026-00007` for a credit note.
    pub fn name(&self, kind: Kind) -> String {
        let letter = match kind {
            Kind::Invoice => "",
            Kind::CreditNote => "C",
        };
        format!("{letter}{}-{:05}", year(&self.day), self.number)
    }
}

/// The year of a day.
pub fn year(day: &str) -> &str {
    day.split('-').next().unwrap_or_default()
}

/// A document in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Issued {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    #[serde(flatten)]
    pub drawn: Drawn,
    /// Of which order.
    pub order: OrderId,
    /// Of which refund, for a credit note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<RefundId>,
    /// In all; less than nothing for a credit note.
    pub total: Money,
    /// ISO 4217.
    pub currency: String,
    /// Per rate.
    pub vat: Vec<VatPart>,
    /// Who sold, as it was known that day.
    pub seller: Seller,
}

impl Issued {
    /// The document of a fact.
    pub fn of(fact: &TakingsFact, number: u32, order: &Order, seller: Seller) -> Issued {
        Issued {
            kind: Kind::of(fact),
            drawn: Drawn { day: fact.day.clone(), number },
            order: fact.order.clone(),
            refund: fact.refund.clone(),
            total: fact.total,
            currency: order.currency.clone(),
            vat: fact.vat.clone(),
            seller,
        }
    }
}

impl Order {
    /// The number of a document of it: `invoice`, or the name of a refund.
    pub fn document(&self, name: &str) -> Option<(Kind, &Drawn)> {
        match name {
            "invoice" => self.invoice.as_ref().map(|drawn| (Kind::Invoice, drawn)),
            refund => {
                let refund = self.refunds.iter().find(|r| r.refund.as_str() == refund)?;
                refund.note.as_ref().map(|drawn| (Kind::CreditNote, drawn))
            }
        }
    }

    /// The order with the number of its invoice, or of a refund's credit note.
    pub fn numbered(&self, issued: &Issued) -> Order {
        let mut order = self.clone();
        match &issued.refund {
            None => order.invoice = Some(issued.drawn.clone()),
            Some(name) => {
                for refund in order.refunds.iter_mut().filter(|r| r.refund == *name) {
                    refund.note = Some(issued.drawn.clone());
                }
            }
        }
        order
    }
}

/// One row of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was sold; nothing for a fee.
    pub what: Option<String>,
    /// How much of it, where that is said.
    pub quantity: Option<Quantity>,
    /// Which rate applies, in basis points.
    pub bp: i64,
    /// With VAT, after offers.
    pub gross: Money,
    /// Within that.
    pub deposit: Money,
    /// Why it costs less, and by how much: section 14 (4) no. 7 UStG asks for what was agreed beforehand.
    pub reasons: Vec<Reason>,
}

/// The rows of an order's invoice: what was picked, and the fees, less what was given back before the shopper had it.
pub fn rows(whole: &WholeOrder) -> Vec<Row> {
    let (order, settled) = (&whole.order, whole.settlement().lines);
    let off = |of: Of| order.early().flat_map(|refund| &refund.parts).filter(move |part| part.of == of);
    let sum = |of: Of, what: fn(&Part) -> Money| off(of).map(what).sum::<Money>();
    let line = |l: &SettledLine| {
        let of = Of::Line(l.line);
        let back = u32::try_from(off(of).map(|part| part.units).sum::<i64>()).unwrap_or(0);
        let quantity = Some(match l.item.quantity {
            Quantity::Pieces(n) => Quantity::Pieces(n.saturating_sub(back)),
            Quantity::Grams(n) => Quantity::Grams(n.saturating_sub(back)),
        });
        let (gross, deposit) = (l.priced.total() - sum(of, Part::amount), l.priced.deposit - sum(of, |part| part.deposit));
        Row { what: Some(l.item.name.clone()), quantity, bp: order.rates.of(l.item.vat), gross, deposit, reasons: l.reasons.clone() }
    };
    let fee = |(fee, n): (&Fee, u16)| {
        let back: Vec<Money> = off(Of::Fee(n)).map(Part::amount).collect();
        let back: Vec<_> = (1..=back.len()).flat_map(|some| fee.taxed_back(back[..some].iter().copied())).collect();
        let left = |(class, amount)| amount - back.iter().filter(|(c, _)| *c == class).map(|(_, part)| *part).sum::<Money>();
        let row = |(class, amount)| Row {
            what: None,
            quantity: None,
            bp: order.rates.of(class),
            gross: left((class, amount)),
            deposit: Money::ZERO,
            reasons: Vec::new(),
        };
        fee.taxed().into_iter().map(row).collect::<Vec<_>>()
    };
    let gone = |row: &Row| row.gross == Money::ZERO && row.quantity.is_none_or(Quantity::is_zero);
    let all = settled.iter().filter(|l| l.units > 0).map(line).chain(order.fees.iter().zip(0..).flat_map(fee));
    all.filter(|row| !gone(row)).collect()
}

/// The rows of a refund's credit note.
pub fn rows_back(whole: &WholeOrder, refund: &Refund) -> Vec<Row> {
    let (order, settled) = (&whole.order, whole.settlement().lines);
    let before: Vec<Refund> = order.refunds.iter().take_while(|r| r.refund != refund.refund).cloned().collect();
    let bare = |gross: Money, bp: i64| Row { what: None, quantity: None, bp, gross, deposit: Money::ZERO, reasons: Vec::new() };
    let rows = |part: &Part| match part.of {
        Of::Line(n) => settled.iter().filter(|l| l.line == n).map(|line| back(part, line, order.rates.of(line.item.vat))).collect(),
        Of::Fee(n) => {
            let taxed = order.fee_back(&before, n, part.amount()).into_iter().filter(|(_, amount)| *amount > Money::ZERO);
            taxed.map(|(class, amount)| bare(amount, order.rates.of(class))).collect::<Vec<_>>()
        }
    };
    refund.parts.iter().flat_map(rows).collect()
}

fn back(part: &Part, line: &SettledLine, bp: i64) -> Row {
    let count = u32::try_from(part.units).unwrap_or(0);
    let of = if line.item.by_weight.is_some() { Quantity::Grams(count) } else { Quantity::Pieces(count) };
    let (what, quantity) = (Some(line.item.name.clone()), (count > 0).then_some(of));
    Row { what, quantity, bp, gross: part.amount(), deposit: part.deposit, reasons: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_its_kind_and_year() {
        let drawn = Drawn { day: "2026-11-23".into(), number: 42 };
        assert_eq!((drawn.name(Kind::Invoice), drawn.name(Kind::CreditNote)), ("2026-00042".to_owned(), "C2026-00042".to_owned()));
    }

    #[test]
    fn a_seller_is_complete_with_a_tax_number() {
        let text = |t: &str| t.to_owned();
        let seller =
            Seller { name: text("Larder"), street: text("Weg 1"), postcode: text("10115"), city: text("Berlin"), tax_id: text(" ") };
        assert!(!seller.is_complete() && Seller { tax_id: text("DE1"), ..seller }.is_complete());
    }
}

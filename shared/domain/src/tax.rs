//! VAT: the rates a sale is taxed with, and the tax within its amounts. Prices include it, however they are shown.

use crate::fees::Fee;
use crate::{Money, VatClass};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rates of one day in one country, in basis points. An order keeps those it was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rates {
    /// 1900 for 19 %.
    pub standard: i64,
    /// Mostly food.
    pub reduced: i64,
    /// Basic food, where that has a rate of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basic: Option<i64>,
}

impl Default for Rates {
    /// Germany's: orders from before rates were kept had these.
    fn default() -> Rates {
        Rates { standard: 1900, reduced: 700, basic: None }
    }
}

/// How prices are shown to shoppers. They are kept, charged and booked with VAT in both: only what is read differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    /// VAT included, as consumers in the EU must be shown them: Directive 98/6/EC, article 2 (a).
    #[default]
    Gross,
    /// Without VAT, which comes on top: for a shop that sells to businesses.
    Net,
}

impl Prices {
    /// True for prices as consumers are shown them. What is usual is not stored.
    pub fn are_gross(&self) -> bool {
        matches!(self, Prices::Gross)
    }

    /// A price as it is shown, rounded once.
    pub fn shown(self, gross: Money, basis_points: i64) -> Money {
        match self {
            Prices::Gross => gross,
            Prices::Net => gross.without_tax(basis_points),
        }
    }
}

impl VatClass {
    /// All of them, in the order of documents.
    pub const ALL: [VatClass; 4] = [VatClass::Standard, VatClass::Reduced, VatClass::Basic, VatClass::Zero];

    /// As in accounts and files.
    pub fn as_str(self) -> &'static str {
        match self {
            VatClass::Standard => "standard",
            VatClass::Reduced => "reduced",
            VatClass::Basic => "basic",
            VatClass::Zero => "zero",
        }
    }
}

/// VAT of one rate within a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VatPart {
    /// Which class.
    pub class: VatClass,
    /// Rate in basis points.
    pub bp: i64,
    /// Gross amount at this rate.
    pub gross: Money,
    /// Tax within it.
    pub vat: Money,
}

impl VatPart {
    /// What the tax leaves of it.
    pub fn net(&self) -> Money {
        self.gross - self.vat
    }
}

impl Rates {
    /// The rate of a class.
    pub fn of(self, class: VatClass) -> i64 {
        match class {
            VatClass::Standard => self.standard,
            VatClass::Reduced => self.reduced,
            VatClass::Basic => self.basic.unwrap_or(self.reduced),
            VatClass::Zero => 0,
        }
    }

    /// VAT per class from gross amounts: summed first, rounded once per class.
    pub fn parts(self, lines: impl Iterator<Item = (VatClass, Money)>, fees: &[Fee]) -> Vec<VatPart> {
        let all: Vec<(VatClass, Money)> = lines.chain(fees.iter().flat_map(Fee::taxed)).collect();
        VatClass::ALL
            .into_iter()
            .filter(|class| all.iter().any(|(c, _)| c == class))
            .map(|class| {
                let gross: Money = all.iter().filter(|(c, _)| *c == class).map(|(_, m)| *m).sum();
                VatPart { class, bp: self.of(class), gross, vat: gross.tax_within(self.of(class)) }
            })
            .collect()
    }
}

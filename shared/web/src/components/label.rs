//! The prices on a shelf label: with VAT, or without it in a shop that shows them so.

use domain::product::UnitPrice;
use domain::tax::Prices;
use domain::{Money, Product, Settings};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// What stands on a product's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Label {
    /// The VAT rate that comes on top, in basis points; absent where the prices include it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat_bp: Option<i64>,
    /// Per piece, or per kilogram.
    pub price: Money,
    /// The same with the offer that counts now.
    pub pays: Money,
    /// What that is per kilogram, liter or piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<UnitPrice>,
    /// Deposit on each piece.
    pub deposit: Money,
    /// The lowest price in the 30 days before the offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Money>,
}

impl Label {
    /// With VAT: the prices as they are charged.
    pub fn of(product: &Product, pays: Money) -> Label {
        let (price, deposit) = (product.head.price, product.head.deposit);
        let lowest = product.lowest.filter(|_| pays != price);
        Label { vat_bp: None, price, pays, unit_price: product.unit_price(pays), deposit, lowest }
    }

    /// The same without VAT, in a shop that shows prices so. Each is rounded once; the unit price is that of the price
    /// that is shown.
    pub fn net(self, product: &Product, shop: &Settings, now: Timestamp) -> Option<Label> {
        if shop.prices == Prices::Gross {
            return None;
        }
        let bp = shop.rates_at(now).of(product.head.vat);
        let pays = self.pays.without_tax(bp);
        Some(Label {
            vat_bp: Some(bp),
            price: self.price.without_tax(bp),
            pays,
            unit_price: product.unit_price(pays),
            deposit: self.deposit.without_tax(bp),
            lowest: self.lowest.map(|price| price.without_tax(bp)),
        })
    }
}

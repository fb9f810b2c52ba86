//! What a scan says about an order: which line it is, and what is picked by it.

use super::{Pick, Picked, WholeOrder};
use crate::scale_label::Scanned;
use crate::{Product, Quantity};

/// A line that was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spotted {
    /// Which line.
    pub line: u16,
    /// What that says about it. `None`: the right product, but somebody must count or weigh it.
    pub picked: Option<Picked>,
}

impl WholeOrder {
    /// The line of a scanned product. A weighed bag is picked by its label, a single piece by its barcode; several pieces
    /// are counted by hand, because the same barcode scanned twice may be the same pack. `None`: not ordered.
    pub fn spot(&self, product: &Product, scanned: &Scanned) -> Option<Spotted> {
        let line = self.lines.iter().find(|l| l.item.sku == product.head.sku)?;
        let pick = match (scanned, line.item.by_weight, line.item.quantity) {
            (Scanned::Bag { holds, .. }, Some(_), _) => holds.grams(product.head.price).map(|grams| Pick::Weighed { grams }),
            (Scanned::Gtin(_), None, Quantity::Pieces(1)) => Some(Pick::Found),
            (Scanned::Bag { .. }, None, _) | (Scanned::Gtin(_), _, _) => None,
        };
        Some(Spotted { line: line.line, picked: pick.map(|pick| Picked { line: line.line, pick }) })
    }
}

//! What a fee is called.

use crate::Language;
use std::borrow::Cow;

impl Language {
    /// A fee's name, by its kind.
    pub fn fee(self, kind: &str) -> Cow<'static, str> {
        match kind {
            "small" => self.text("way-fee-small"),
            "express" => self.text("way-fee-express"),
            "shipment" => self.text("way-fee-shipment"),
            _ => self.text("checkout-delivery"),
        }
    }
}

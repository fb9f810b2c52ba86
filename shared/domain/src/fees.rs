//! Fees: what is charged beside the goods. Fixed when the order is placed, whatever is picked later.

use crate::slot::Method;
use crate::{Money, Settings, VatClass};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The kind of fee that free delivery lifts.
pub const DELIVERY: &str = "delivery";

/// A charge that is not goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fee {
    /// `delivery`.
    pub kind: String,
    /// VAT included.
    pub amount: Money,
    /// Which rate it contains.
    pub vat: VatClass,
}

/// The fees for a way to get the goods, given what the goods are worth after offers.
pub fn fees(settings: &Settings, method: Method, zone: &str, worth: Money) -> Vec<Fee> {
    let zone = settings.zones.iter().find(|z| z.id == zone);
    match (method, zone) {
        (Method::Delivery, Some(z)) if worth < z.free_from && z.fee > Money::ZERO => {
            vec![Fee { kind: DELIVERY.into(), amount: z.fee, vat: VatClass::Standard }]
        }
        (Method::Delivery | Method::Pickup, _) => Vec::new(),
    }
}

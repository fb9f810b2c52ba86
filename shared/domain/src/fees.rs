//! Fees: what is charged beside the goods. Fixed when the order is placed, whatever is picked later: a basket that was
//! large enough then does not pay for what the shelf lacked.

use crate::slot::Method;
use crate::ways::Shipment;
use crate::{Money, Settings, SlotId, VatClass, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The kind of fee that free delivery lifts.
pub const DELIVERY: &str = "delivery";

/// A charge that is not goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fee {
    /// `delivery`, `small`, `express` or `shipment`.
    pub kind: String,
    /// VAT included.
    pub amount: Money,
    /// Which rate it contains.
    pub vat: VatClass,
}

/// The fees for getting goods of this worth, after offers, in a slot.
pub fn fees(settings: &Settings, slot: &SlotId, worth: Money) -> Vec<Fee> {
    let Some(method) = Method::parse(slot.method()) else { return Vec::new() };
    let zone = settings.zones.iter().find(|z| method == Method::Delivery && z.id == slot.zone());
    let parcel = settings.ways.shipment.as_ref().filter(|_| method == Method::Shipment);
    let express = slot.times().and_then(|window| settings.ways.window(method, window)?.express);
    let due = [
        (DELIVERY, zone.map(|zone| zone.delivery(worth))),
        ("small", zone.and_then(|zone| zone.small).filter(|small| worth < small.below).map(|small| small.fee)),
        ("shipment", parcel.map(|parcel| parcel.carriage(worth))),
        ("express", express),
    ];
    let due = due.into_iter().filter_map(|(kind, amount)| Some((kind, amount.filter(|amount| *amount > Money::ZERO)?)));
    due.map(|(kind, amount)| Fee { kind: kind.to_owned(), amount, vat: VatClass::Standard }).collect()
}

impl Zone {
    fn delivery(&self, worth: Money) -> Money {
        if worth < self.free_from { self.fee } else { Money::ZERO }
    }
}

impl Shipment {
    fn carriage(&self, worth: Money) -> Money {
        let free = self.free_from > Money::ZERO && worth >= self.free_from;
        if free { Money::ZERO } else { self.fee }
    }
}

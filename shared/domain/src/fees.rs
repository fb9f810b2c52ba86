//! Fees: what is charged beside the goods. Fixed when the order is placed, whatever is picked later: a basket that was
//! large enough then does not pay for what the shelf lacked.

use crate::slot::Method;
use crate::split::split;
use crate::ways::Shipment;
use crate::{Money, Settings, SlotId, VatClass, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// For bringing it to the door.
pub const DELIVERY: &str = "delivery";
/// For sending it.
pub const SHIPMENT: &str = "shipment";

/// A charge that is not goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fee {
    /// `delivery`, `small`, `express` or `shipment`.
    pub kind: String,
    /// VAT included.
    pub amount: Money,
    /// Which rate it contains; of several the one of its greatest part.
    pub vat: VatClass,
    /// Where it contains several: what of it each. Sums to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(VatClass, Money)>,
}

/// What a fee is taxed like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ancillary {
    /// A service of its own, at the standard rate.
    #[default]
    Standard,
    /// Like the goods it comes with: split over their rates by what they come to.
    AsGoods,
}

impl Fee {
    /// True for what free delivery lifts: the way to the shopper, by the shop's own car or in a parcel.
    pub fn is_carriage(&self) -> bool {
        self.kind == DELIVERY || self.kind == SHIPMENT
    }

    /// What of it is taxed how.
    pub fn taxed(&self) -> Vec<(VatClass, Money)> {
        if self.parts.is_empty() { vec![(self.vat, self.amount)] } else { self.parts.clone() }
    }

    /// Of these amounts of it, given back one after the other: how the last one is taxed. Each takes its share of what is
    /// left of every part, so all of them together are the whole.
    pub fn taxed_back(&self, amounts: impl Iterator<Item = Money>) -> Vec<(VatClass, Money)> {
        let (mut rest, mut last) = (self.taxed(), Vec::new());
        for amount in amounts {
            let weights: Vec<Money> = rest.iter().map(|(_, left)| *left).collect();
            last = rest.iter().zip(split(amount, &weights)).map(|((class, _), share)| (*class, share)).collect();
            rest.iter_mut().zip(&last).for_each(|((_, left), (_, share))| *left = *left - *share);
        }
        last
    }

    /// The same, taxed like the goods it comes with: what they come to, by class.
    fn shared(self, goods: &[(VatClass, Money)]) -> Fee {
        let classes = VatClass::ALL.into_iter().filter(|class| goods.iter().any(|(c, worth)| c == class && *worth > Money::ZERO));
        let worth = |class: VatClass| goods.iter().filter(|(c, _)| *c == class).map(|(_, worth)| *worth).sum::<Money>();
        let worths: Vec<(VatClass, Money)> = classes.map(|class| (class, worth(class))).collect();
        let shares = split(self.amount, &worths.iter().map(|(_, worth)| *worth).collect::<Vec<_>>());
        let parts: Vec<_> =
            worths.iter().zip(shares).map(|((class, _), share)| (*class, share)).filter(|part| part.1 > Money::ZERO).collect();
        let Some((vat, _)) = parts.iter().copied().reduce(|most, part| if part.1 > most.1 { part } else { most }) else { return self };
        let parts = if parts.len() > 1 { parts } else { Vec::new() };
        Fee { vat, parts, ..self }
    }
}

impl Ancillary {
    /// The fees, taxed as a country's law asks, beside goods that come to so much, by class.
    pub fn taxed(self, fees: Vec<Fee>, goods: &[(VatClass, Money)]) -> Vec<Fee> {
        match self {
            Ancillary::Standard => fees,
            Ancillary::AsGoods => fees.into_iter().map(|fee| fee.shared(goods)).collect(),
        }
    }
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
        (SHIPMENT, parcel.map(|parcel| parcel.carriage(worth))),
        ("express", express),
    ];
    let due = due.into_iter().filter_map(|(kind, amount)| Some((kind, amount.filter(|amount| *amount > Money::ZERO)?)));
    due.map(|(kind, amount)| Fee { kind: kind.to_owned(), amount, vat: VatClass::Standard, parts: Vec::new() }).collect()
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

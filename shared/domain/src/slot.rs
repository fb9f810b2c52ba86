//! Slots: when an order is delivered or picked up. They follow from the settings; only how full they are is stored.

use crate::settings::Hours;
use crate::ways::Closes;
use crate::{Money, Settings, Zone};
use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How an order reaches the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// To the door.
    Delivery,
    /// Fetched in the store.
    Pickup,
    /// Brought to the shopper's car in front of it.
    Curbside,
    /// Sent in a parcel.
    Shipment,
}

impl Method {
    /// All of them.
    pub const ALL: [Method; 4] = [Method::Delivery, Method::Pickup, Method::Curbside, Method::Shipment];

    /// As in addresses and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Delivery => "delivery",
            Method::Pickup => "pickup",
            Method::Curbside => "curbside",
            Method::Shipment => "shipment",
        }
    }

    /// From the same word.
    pub fn parse(text: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.as_str() == text)
    }

    /// True where the goods go to an address.
    pub fn has_address(self) -> bool {
        matches!(self, Method::Delivery | Method::Shipment)
    }
}

/// A slot's name: `2026-11-23_10:00-12:00_delivery_mitte`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String)]
pub struct SlotId(String);

impl SlotId {
    /// Accepts a well-formed name; whether the slot exists is the calendar's to say.
    pub fn parse(text: &str) -> Result<SlotId, crate::ids::Malformed> {
        let parts: Vec<&str> = text.split('_').collect();
        let safe = text.len() <= 96 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:-".contains(&b));
        if safe && parts.len() == 4 && parts[0].parse::<Date>().is_ok() {
            return Ok(SlotId(text.to_owned()));
        }
        Err(crate::ids::Malformed(text.chars().take(64).collect(), "slot"))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `2026-11-23`, in the shop's time zone.
    pub fn date(&self) -> &str {
        self.part(0)
    }

    /// `10:00-12:00`.
    pub fn window(&self) -> &str {
        self.part(1)
    }

    /// `delivery`, `pickup`, `curbside` or `shipment`.
    pub fn method(&self) -> &str {
        self.part(2)
    }

    /// The delivery zone, `store` or `parcel`.
    pub fn zone(&self) -> &str {
        self.part(3)
    }

    /// The day it is on.
    pub fn day(&self) -> Option<Date> {
        self.date().parse().ok()
    }

    /// When its window begins and ends.
    pub fn times(&self) -> Option<(Time, Time)> {
        let (from, to) = self.window().split_once('-')?;
        Some((from.parse().ok()?, to.parse().ok()?))
    }

    fn part(&self, n: usize) -> &str {
        self.0.split('_').nth(n).unwrap_or_default()
    }
}

impl TryFrom<String> for SlotId {
    type Error = crate::ids::Malformed;
    fn try_from(text: String) -> Result<SlotId, Self::Error> {
        SlotId::parse(&text)
    }
}

impl std::fmt::Display for SlotId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One slot as the settings make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    /// Its name.
    pub id: SlotId,
    /// Start of the window.
    pub starts: Timestamp,
    /// End of the window.
    pub ends: Timestamp,
    /// Last moment to choose it. An order that holds it may finish later.
    pub closes: Timestamp,
    /// Points it takes: see [`crate::ways::Points`].
    pub capacity: u32,
    /// What it costs more.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub express: Money,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(money: &Money) -> bool {
    *money == Money::ZERO
}

/// The name a slot in front of or in the store has in place of a zone.
pub const STORE: &str = "store";
/// The name a day of shipping has in place of a zone.
pub const PARCEL: &str = "parcel";
/// Parcels are not counted against a van or a counter.
const PARCELS_A_DAY: u32 = 1_000_000;

/// The slots still open to choose at `now`, soonest first.
pub fn calendar(settings: &Settings, method: Method, zone: &str, now: Timestamp) -> Vec<Slot> {
    let today = now.to_zoned(settings.tz()).date();
    let days = (0..i64::from(settings.slots.days)).filter_map(|n| today.checked_add(Span::new().days(n)).ok());
    let mut slots: Vec<Slot> = days.flat_map(|day| on_day(settings, method, zone, day)).filter(|s| now < s.closes).collect();
    slots.sort_by_key(|s| s.starts);
    slots
}

/// The slot of that name, if it is open to choose at `now`.
pub fn open_slot(settings: &Settings, id: &SlotId, now: Timestamp) -> Option<Slot> {
    let method = Method::parse(id.method())?;
    let known = match method {
        Method::Delivery => settings.zones.iter().any(|z| z.id == id.zone()),
        Method::Pickup | Method::Curbside | Method::Shipment => zone_for(settings, method, "") == Some(id.zone()),
    };
    if !known {
        return None;
    }
    calendar(settings, method, id.zone(), now).into_iter().find(|s| s.id == *id)
}

/// The zone's id for a method and postcode, or none where the shop does not deliver.
pub fn zone_for<'a>(settings: &'a Settings, method: Method, postcode: &str) -> Option<&'a str> {
    match method {
        Method::Pickup => Some(STORE),
        Method::Curbside => settings.ways.curbside.map(|_| STORE),
        Method::Shipment => settings.ways.shipment.map(|_| PARCEL),
        Method::Delivery => settings.zone(postcode).map(|z: &Zone| z.id.as_str()),
    }
}

/// Every slot of a day, also those that are closed by now.
pub fn on_day(settings: &Settings, method: Method, zone: &str, day: Date) -> Vec<Slot> {
    let Some((opens, shuts)) = settings.hours_on(day) else { return Vec::new() };
    let inside = windows(settings, method, shuts).into_iter().filter(|(from, to)| *from >= opens && *to <= shuts);
    inside
        .filter_map(|window| {
            let at = |day: Date, time| Some(day.to_datetime(time).to_zoned(settings.tz()).ok()?.timestamp());
            let (starts, ends) = (at(day, window.0)?, at(day, window.1)?);
            let name = format!("{}-{}", window.0.strftime("%H:%M"), window.1.strftime("%H:%M"));
            let id = SlotId(format!("{day}_{name}_{}_{zone}", method.as_str()));
            let closes = match closing(settings, method, window) {
                Closes::Minutes(minutes) => starts.checked_sub(Span::new().minutes(i64::from(minutes))).ok()?,
                Closes::EveningBefore(time) => at(day.yesterday().ok()?, time)?,
            };
            let express = settings.ways.window(method, window).and_then(|rule| rule.express).unwrap_or_default();
            Some(Slot { id, starts, ends, closes, capacity: capacity(settings, method, zone, window), express })
        })
        // Nothing is left of a window in the hour that is skipped when the clocks go forward.
        .filter(|slot| slot.starts < slot.ends)
        .collect()
}

/// A parcel leaves between the last order that it may be and the end of the day.
fn windows(settings: &Settings, method: Method, shuts: Time) -> Vec<Hours> {
    match method {
        Method::Delivery => settings.slots.delivery_windows.clone(),
        Method::Pickup | Method::Curbside => settings.slots.pickup_windows.clone(),
        Method::Shipment => settings.ways.shipment.iter().map(|shipment| (shipment.cut_off, shuts)).collect(),
    }
}

fn closing(settings: &Settings, method: Method, window: Hours) -> Closes {
    let usual = match method {
        Method::Delivery | Method::Pickup | Method::Curbside => settings.slots.lead_minutes,
        Method::Shipment => 0,
    };
    settings.ways.window(method, window).and_then(|rule| rule.closes).unwrap_or(Closes::Minutes(usual))
}

/// The window's own capacity, else the zone's, else the method's.
fn capacity(settings: &Settings, method: Method, zone: &str, window: Hours) -> u32 {
    let own = settings.ways.window(method, window).and_then(|rule| rule.capacity);
    own.unwrap_or_else(|| match method {
        Method::Delivery => {
            let of_zone = settings.zones.iter().find(|z| z.id == zone).and_then(|z| z.capacity);
            of_zone.unwrap_or(settings.slots.capacity_delivery)
        }
        Method::Pickup => settings.slots.capacity_pickup,
        Method::Curbside => settings.ways.curbside.map_or(0, |curbside| curbside.capacity),
        Method::Shipment => PARCELS_A_DAY,
    })
}

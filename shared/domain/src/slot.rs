//! Slots: when an order is delivered or picked up. They follow from the settings; only how full they are is stored.

use crate::{Settings, Zone};
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
}

impl Method {
    /// As in addresses and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Delivery => "delivery",
            Method::Pickup => "pickup",
        }
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

    /// `delivery` or `pickup`.
    pub fn method(&self) -> &str {
        self.part(2)
    }

    /// The delivery zone, or `store`.
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
    /// Orders it takes.
    pub capacity: u32,
}

/// The name a pickup slot has in place of a zone.
pub const STORE: &str = "store";

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
    let method = [Method::Delivery, Method::Pickup].into_iter().find(|m| m.as_str() == id.method())?;
    let known = match method {
        Method::Delivery => settings.zones.iter().any(|z| z.id == id.zone()),
        Method::Pickup => id.zone() == STORE,
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
        Method::Delivery => settings.zone(postcode).map(|z: &Zone| z.id.as_str()),
    }
}

fn on_day(settings: &Settings, method: Method, zone: &str, day: Date) -> Vec<Slot> {
    let Some((opens, shuts)) = settings.hours(day.weekday()) else { return Vec::new() };
    let rules = &settings.slots;
    let (windows, capacity) = match method {
        Method::Delivery => (&rules.delivery_windows, rules.capacity_delivery),
        Method::Pickup => (&rules.pickup_windows, rules.capacity_pickup),
    };
    let inside = windows.iter().filter(|(from, to)| *from >= opens && *to <= shuts);
    inside
        .filter_map(|(from, to)| {
            let at = |time| Some(day.to_datetime(time).to_zoned(settings.tz()).ok()?.timestamp());
            let (starts, ends) = (at(*from)?, at(*to)?);
            let window = format!("{}-{}", from.strftime("%H:%M"), to.strftime("%H:%M"));
            let id = SlotId(format!("{day}_{window}_{}_{zone}", method.as_str()));
            let closes = starts.checked_sub(Span::new().minutes(i64::from(rules.lead_minutes))).ok()?;
            Some(Slot { id, starts, ends, closes, capacity })
        })
        // Nothing is left of a window in the hour that is skipped when the clocks go forward.
        .filter(|slot| slot.starts < slot.ends)
        .collect()
}

//! What the owner decides about the shop: address, hours, aisles, zones, slots.

use crate::AisleId;
use crate::aisles::At;
use crate::country::Country;
use crate::deal::Deal;
use crate::invoice::Seller;
use crate::legal::Legal;
use crate::order::{Trust, Window};
use crate::tax::{Prices, Rates};
use crate::ways::Ways;
use crate::wording::Glossary;
use crate::zone::{self, Zone};
use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One shop's settings. Published with the catalog, so that no page reads them from the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "an address says itself")]
pub struct Settings {
    pub name: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// Whose law it keeps.
    #[serde(default)]
    pub country: Country,
    pub phone: String,
    pub mail: String,
    /// ISO 4217.
    pub currency: String,
    /// How prices are shown to shoppers.
    #[serde(default, skip_serializing_if = "Prices::are_gross")]
    pub prices: Prices,
    /// A reduction names the lowest price of the 30 days before, also where no law asks for that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub always_lowest: bool,
    /// The language its pages are in where the address names none, as a BCP 47 tag.
    #[serde(default = "english")]
    pub language: String,
    /// IANA name; slots, days and reports are in this zone.
    pub time_zone: String,
    /// By weekday `mon` to `sun`; absent means closed.
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    pub opening_hours: BTreeMap<String, Hours>,
    /// In the order they are walked.
    pub aisles: Vec<Aisle>,
    /// Where the shop delivers.
    pub zones: Vec<Zone>,
    /// When it delivers and hands over.
    pub slots: SlotRules,
    /// Words that shoppers use for the same thing, each group in one row: `["zucchini", "courgette"]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<Vec<String>>,
    /// Who sells, as it stands on invoices.
    #[serde(default, skip_serializing_if = "Seller::is_empty")]
    pub seller: Seller,
    /// For how long the form takes claims.
    #[serde(default, skip_serializing_if = "Window::is_default")]
    pub claims: Window,
    /// What makes baskets cheaper, beside the offers on products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deals: Vec<Deal>,
    /// How the labels of its scales are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub scale_labels: Vec<crate::scale_label::Layout>,
    /// The owner's legal texts.
    #[serde(default, skip_serializing_if = "Legal::is_empty")]
    pub legal: Legal,
    /// Whom it trusts to pay at handover; absent: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_handover: Option<Trust>,
    /// Grows with every change, so that none is lost to another at the same time.
    #[serde(default, skip_serializing_if = "is_first")]
    #[schema(ignore)]
    pub version: u64,
    /// Days and windows that are different, and ways beside delivery and pickup.
    #[serde(default, skip_serializing_if = "Ways::is_empty")]
    pub ways: Ways,
    /// Where aisles and sections are that had another address: see [`crate::aisles`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, String>)]
    pub moved: BTreeMap<At, At>,
    /// What its short texts are called in other languages: aisles, sections, zones, offers, countries.
    #[serde(default, skip_serializing_if = "Glossary::is_empty")]
    pub glossary: Glossary,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_first(version: &u64) -> bool {
    *version == 0
}

fn english() -> String {
    "en".to_owned()
}

/// From and to, in the shop's time zone.
pub type Hours = (Time, Time);

/// An aisle of the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the fields are what an aisle's sign shows")]
pub struct Aisle {
    pub slug: AisleId,
    pub name: String,
    #[serde(default)]
    pub picture: String,
    /// Its parts, in the order they are walked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

/// A part of an aisle: the second of two levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the fields are what a shelf's sign shows")]
pub struct Section {
    pub slug: AisleId,
    pub name: String,
}

/// The slots a day has, and how many orders each takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SlotRules {
    /// On opening days.
    #[schema(value_type = Vec<Vec<String>>)]
    pub delivery_windows: Vec<Hours>,
    /// On opening days, within opening hours.
    #[schema(value_type = Vec<Vec<String>>)]
    pub pickup_windows: Vec<Hours>,
    /// Points a delivery window takes, per zone: an order is one, unless [`crate::ways::Points`] say otherwise.
    pub capacity_delivery: u32,
    /// Points a pickup window takes.
    pub capacity_pickup: u32,
    /// A slot closes this many minutes before it starts.
    pub lead_minutes: u32,
    /// Days shown, today included.
    pub days: u8,
}

impl Settings {
    /// Opening hours on a weekday, if the shop opens.
    pub fn hours(&self, day: Weekday) -> Option<Hours> {
        let key = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)];
        self.opening_hours.get(key).copied()
    }

    /// Opening hours on a day, if the shop opens: those of its weekday, unless the day is an exception.
    pub fn hours_on(&self, day: Date) -> Option<Hours> {
        match self.ways.exceptions.iter().find(|exception| exception.date == day) {
            Some(exception) => exception.hours,
            None => self.hours(day.weekday()),
        }
    }

    /// The zone that delivers to a postcode.
    pub fn zone(&self, postcode: &str) -> Option<&Zone> {
        zone::serving(&self.zones, postcode)
    }

    /// The VAT rates of a moment, by the shop's own calendar.
    pub fn rates_at(&self, now: Timestamp) -> Rates {
        self.country.rates(now.to_zoned(self.tz()).date())
    }

    /// A reduction names the lowest price of the 30 days before it: the law or the owner says so.
    pub fn names_lowest(&self) -> bool {
        self.always_lowest || self.country.law().lowest_price.is_some()
    }

    /// The shop's time zone; UTC when the name is unknown.
    pub fn tz(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// Where an aisle comes on the walk through the store; unknown aisles last.
    pub fn walk(&self, aisle: &AisleId) -> usize {
        self.aisles.iter().position(|a| a.slug == *aisle).unwrap_or(usize::MAX)
    }
}

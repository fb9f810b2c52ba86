//! What the owner decides about ways and days beyond the plain week: days that are different, windows with rules of their
//! own, what an order takes of a slot, curbside, parcels.

use crate::Money;
use crate::settings::Hours;
use crate::slot::Method;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Rules of ways and days. A shop without any keeps its week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Ways {
    /// Days that are not like their weekday: holidays, stock-taking, late evenings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
    /// Windows that close, cost or take something else than the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<WindowRule>,
    /// What an order takes of its slot; where absent, every order takes one point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// Handing over into the shopper's car.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curbside: Option<Curbside>,
    /// Sending parcels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipment: Option<Shipment>,
    /// Who fetches an order in the store is asked for its code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
}

/// A day that is not like its weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Exception {
    /// Which.
    #[schema(value_type = String)]
    pub date: Date,
    /// When the shop is open that day; absent: it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub hours: Option<Hours>,
    /// Why, for shoppers: `Christmas Day`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// A window of one method with rules of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WindowRule {
    /// Whose window.
    pub method: Method,
    /// Which window, as the week has it.
    #[schema(value_type = Vec<String>)]
    pub window: Hours,
    /// When it closes, if not with the usual lead: `{"minutes": 45}`, `{"evening_before": "20:00:00"}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub closes: Option<Closes>,
    /// What it costs more, VAT included: an express window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub express: Option<Money>,
    /// What it takes, if not as much as the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// The last moment to choose a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closes {
    /// So many minutes before it starts.
    Minutes(u32),
    /// At this time on the day before, on the shop's clock.
    EveningBefore(Time),
}

/// What an order takes of its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Points {
    /// Any order.
    pub order: u32,
    /// So many lines are a point more; 0: lines do not count.
    pub lines: u32,
    /// Each crate of frozen goods.
    pub frozen_crate: u32,
    /// So many frozen lines fill a crate.
    pub crate_lines: u32,
}

/// Handing over into the shopper's car, in the windows of pickup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Curbside {
    /// Numbered from 1.
    pub bays: u16,
    /// What a window takes.
    pub capacity: u32,
}

/// Sending ambient goods with a carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Shipment {
    /// VAT included.
    pub fee: Money,
    /// Goods worth this much are sent free; 0: never.
    pub free_from: Money,
    /// Orders placed by this time leave on the same day.
    #[schema(value_type = String)]
    pub cut_off: Time,
}

impl Ways {
    /// True for a shop that keeps its week.
    pub fn is_empty(&self) -> bool {
        *self == Ways::default()
    }

    /// The rules of a window.
    pub fn window(&self, method: Method, window: Hours) -> Option<&WindowRule> {
        self.windows.iter().find(|rule| rule.method == method && rule.window == window)
    }

    /// What such an order takes of its slot: at least one point.
    pub fn points(&self, lines: usize, frozen: usize) -> u32 {
        self.points.map_or(1, |points| points.of(lines, frozen)).max(1)
    }
}

impl Points {
    fn of(self, lines: usize, frozen: usize) -> u32 {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let by_lines = count(lines).checked_div(self.lines).unwrap_or(0);
        let crates = count(frozen).div_ceil(self.crate_lines.max(1));
        self.order.saturating_add(by_lines).saturating_add(crates.saturating_mul(self.frozen_crate))
    }
}

//! The shop's days: what is today there, which days have orders, and how many.

use crate::App;
use domain::order::State;
use domain::{Order, Settings};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use utoipa::ToSchema;

/// How a day's orders stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Paid, nobody has started.
    pub to_pick: u32,
    /// Somebody is at it.
    pub picking: u32,
    /// Packed.
    pub ready: u32,
    /// The shopper has it.
    pub handed_over: u32,
}

/// A day and how its orders stand.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Day {
    /// `2026-11-23`, in the shop's time zone.
    #[schema(value_type = String)]
    pub day: Date,
    /// Its orders.
    #[serde(flatten)]
    pub counts: Counts,
}

impl Counts {
    /// Counts orders.
    pub fn of(orders: &[Order]) -> Counts {
        let mut counts = Counts::default();
        for order in orders {
            match order.state {
                State::Placed { .. } => counts.to_pick += 1,
                State::Picking { .. } => counts.picking += 1,
                State::Ready { .. } | State::OutForDelivery { .. } => counts.ready += 1,
                State::HandedOver { .. } => counts.handed_over += 1,
                State::AwaitingPayment { .. } | State::Canceled { .. } | State::Expired { .. } => {}
            }
        }
        counts
    }

    /// Orders that still need a hand.
    pub fn open(&self) -> u32 {
        self.to_pick + self.picking + self.ready
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.open() + self.handed_over
    }
}

/// Today, where the shop stands.
pub fn today(settings: &Settings, now: Timestamp) -> Date {
    now.to_zoned(settings.tz()).date()
}

/// Today and the days that can be ordered for.
pub fn ahead(settings: &Settings, now: Timestamp) -> Vec<Date> {
    let today = today(settings, now);
    (0..i64::from(settings.slots.days.max(1))).filter_map(|n| today.checked_add(n.days()).ok()).collect()
}

/// The orders of each of these days, asked for at once.
pub async fn orders_on(app: &App, days: &[Date]) -> Result<Vec<(Date, Vec<Order>)>, cloud::Fault> {
    let of_day = |day: Date| async move { Ok((day, app.store.orders_on(&day.to_string()).await?)) };
    futures::future::try_join_all(days.iter().map(|day| of_day(*day))).await
}

/// `Mon 23 Nov`, or `Today`.
pub fn words(day: Date, today: Date) -> String {
    if day == today { "Today".to_owned() } else { day.strftime("%a\u{a0}%-d\u{a0}%b").to_string() }
}

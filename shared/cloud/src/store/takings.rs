//! What days took: one immutable fact per order handed over, and one per gift card sold.

use super::{Store, keys, parsed};
use crate::Fault;
use domain::gift::GiftSold;
use domain::takings::TakingsFact;

impl Store {
    /// The facts of a day, in the shop's time zone (`2026-11-22`).
    pub async fn takings(&self, day: &str) -> Result<Vec<TakingsFact>, Fault> {
        self.partition(&keys::takings_day(day), "").await?.into_iter().map(parsed).collect()
    }

    /// The gift cards sold on a day, in the shop's time zone.
    pub async fn gifts(&self, day: &str) -> Result<Vec<GiftSold>, Fault> {
        self.partition(&keys::gifts_day(day), "").await?.into_iter().map(parsed).collect()
    }
}

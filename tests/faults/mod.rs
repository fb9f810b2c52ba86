//! The same journeys while the table misbehaves: replies get lost, transactions conflict, calls are throttled.
//!
//! `proxy` stands between the SDK and the table; `fragile` is the shop wired through it.

mod fragile;
mod plan;
mod proxy;

mod expiring;
mod paying;
mod picking;
mod placing;
mod refunding;
mod weather;

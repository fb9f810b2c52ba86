//! A stand-in for `PayPal` on this machine: stateful, and strict where the real one is.
//!
//! Orders that a shopper approves of on a page, authorizations, captures, refunds, disputes, the list of events, and
//! webhooks with transmission headers that its own endpoint verifies. Everything is written down before it is answered.
//!
//! ```text
//! request -> api (bearer, request id, body) -> rules (pure) -> Kept, written down -> courier
//! ```
//!
//! Deliberately absent: captures without an approval, shipping, payees, currencies without cents, fees, evidence and
//! offers in disputes. The endpoints under `/_test/` need no bearer: serve this on loopback only.

mod api;
mod control;
mod courier;
mod dispute;
mod disputes;
mod error;
mod idempotency;
mod kept;
mod objects;
mod page;
mod resolution;
mod rules;
mod stand_in;
#[cfg(test)]
mod tests;

pub use stand_in::{Config, Delivery, StandIn};

//! A stand-in for Stripe on this machine: stateful, and strict where the real one is.
//!
//! Checkout Sessions with a pay page, payment intents with manual capture, refunds, the event log, and signed webhooks
//! with retry. It is driven in tests by Stripe's official client. Everything a request changes is one line of a journal
//! written before the answer, so a killed process comes back with all it has promised.
//!
//! ```text
//! request -> api (key, idempotency, parameters) -> rules (pure) -> Draft -> journal -> State -> delivery
//! ```
//!
//! Deliberately absent: customers, products, prices, subscriptions, disputes, fees, Connect, real cards.
//! The endpoints under `/_test/` need no key: serve this on loopback only.

mod api;
mod config;
mod control;
mod delivery;
mod draft;
mod error;
mod ids;
mod journal;
mod objects;
mod params;
mod pay_page;
mod rules;
mod stand_in;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use config::{Config, Delivery};
pub use objects::API_VERSION;
pub use stand_in::StandIn;

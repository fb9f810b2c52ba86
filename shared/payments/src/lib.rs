//! Payment providers and nothing but: what we ask of them, and what they tell us.

mod provider;
mod signature;
mod stripe;
mod webhook;

pub use provider::{Asked, Heard, Part, Provider, Trouble};
pub use signature::{Untrusted, verify};
pub use stripe::Stripe;
pub use webhook::{News, news};

//! Payment providers and nothing but: what we ask of them, and what they tell us.

mod paypal;
mod provider;
mod signature;
mod stripe;
mod webhook;
mod wire;

pub use paypal::{Account, PayPal, Transmission};
pub use provider::{Asked, Heard, Page, Part, Provider, Trouble};
pub use signature::{Untrusted, verify};
pub use stripe::{API_VERSION, Stripe};
pub use webhook::{News, news};

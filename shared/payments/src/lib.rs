//! Payment providers and nothing but: what we ask of them, and what they tell us.

mod signature;
mod stripe;
mod webhook;

pub use signature::{Untrusted, verify};
pub use stripe::{Asked, PaymentState, Provider, Session, Trouble};
pub use webhook::{News, news};

//! Webhooks: what is to be sent, by whom, and how it is signed.

mod courier;
mod queue;
mod sign;

pub use courier::{run, send};
pub use queue::Queue;
pub use sign::signature;

//! AWS and nothing but: settings from the environment, the table, the queue, the bucket, the mail.
//!
//! The seam is the endpoint: these are the real clients, and what answers them is AWS or an emulator.

mod aws;
mod call;
mod clock;
mod env;
mod fault;
pub mod files;
mod jobs;
mod mail;
pub mod meter;
mod published;
pub mod random;
pub mod store;

pub use aws::Endpoints;
pub use call::Call;
pub use clock::Clock;
pub use env::{Env, Missing, PayPalAccount, Variable};
pub use fault::Fault;
pub use files::Files;
pub use jobs::{JobRef, Jobs};
pub use mail::{Letter, Mail};
pub use published::Published;
pub use store::Store;

/// Logs as JSON lines, as CloudWatch reads them.
pub fn log() {
    let level = tracing_subscriber::filter::LevelFilter::INFO;
    tracing_subscriber::fmt().json().with_max_level(level).with_current_span(false).without_time().init();
}

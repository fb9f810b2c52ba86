//! Settings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What the stand-in must be told.
#[derive(Clone)]
pub struct Config {
    /// Where a browser finds it, without a slash at the end: the pay page is under `{public_url}/pay/`.
    pub public_url: String,
    /// The file that keeps everything; `None` keeps it in memory.
    pub journal: Option<PathBuf>,
    /// Where events are sent.
    pub webhook_url: String,
    /// What they are signed with (`whsec_..`).
    pub webhook_secret: String,
    /// The key that requests must carry (`sk_test_..`).
    pub api_key: String,
    /// How events are delivered, to begin with.
    pub delivery: Delivery,
}

/// How events are delivered. The default sends each once, at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Delivery {
    /// Each event is sent up to so many times more.
    pub duplicates: u32,
    /// Each sending waits up to a second more, so that events overtake each other.
    pub reorder: bool,
    /// Each sending waits so long first.
    pub delay_ms: u64,
    /// Nothing is sent until this is false again.
    pub paused: bool,
    /// The same seed makes the same choices.
    pub seed: u64,
}

//! What Stripe keeps: each object as stored, and as its API shows it.

mod charge;
mod dispute;
mod event;
mod intent;
mod refund;
mod session;
mod setup;

use std::collections::BTreeMap;

pub use charge::{AUTHORIZED_FOR, Charge, Failure};
pub use dispute::{Dispute, DisputeStatus};
pub use event::{Event, Object, Tally};
pub use intent::{Capture, Intent, IntentStatus};
pub use refund::Refund;
pub use session::{IntentOptions, Item, Mode, Session, SessionStatus};
pub use setup::{Card, Customer, PaymentMethod, SetupIntent, SetupStatus};

/// The version of the API whose shapes these are.
pub const API_VERSION: &str = "2026-10-28.endive";

/// Free names and values that the shop hangs on an object.
pub type Metadata = BTreeMap<String, String>;

/// Lays new metadata over the old; an empty value removes its key.
pub fn merge(metadata: &mut Metadata, changes: Metadata) {
    for (key, value) in changes {
        match value.is_empty() {
            true => metadata.remove(&key),
            false => metadata.insert(key, value),
        };
    }
}

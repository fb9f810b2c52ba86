//! Where an order stands.

use crate::StaffId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an order stands. Each state carries what is only true in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "at and by: when it got there and who brought it there")]
pub enum State {
    /// Stock and slot are held until then.
    AwaitingPayment { until: Timestamp },
    /// The money is authorized.
    Placed { at: Timestamp },
    /// Somebody is walking the aisles.
    Picking { by: StaffId, at: Timestamp },
    /// Packed; the card is charged.
    Ready { at: Timestamp },
    /// On the road to the shopper.
    OutForDelivery { by: StaffId, at: Timestamp },
    /// The shopper has it.
    HandedOver { by: StaffId, at: Timestamp },
    /// Ended by shopper or staff.
    Canceled { at: Timestamp, reason: String },
    /// Not paid in time.
    Expired { at: Timestamp },
}

impl State {
    /// Its name in history, logs and answers.
    pub fn name(&self) -> &'static str {
        match self {
            State::AwaitingPayment { .. } => "awaiting_payment",
            State::Placed { .. } => "placed",
            State::Picking { .. } => "picking",
            State::Ready { .. } => "ready",
            State::OutForDelivery { .. } => "out_for_delivery",
            State::HandedOver { .. } => "handed_over",
            State::Canceled { .. } => "canceled",
            State::Expired { .. } => "expired",
        }
    }

    /// The declared graph, by name.
    pub(crate) fn leads(from: &str, to: &str) -> bool {
        let next: &[&str] = match from {
            "awaiting_payment" => &["placed", "canceled", "expired"],
            "placed" => &["picking", "canceled"],
            "picking" => &["ready", "canceled"],
            "ready" => &["out_for_delivery", "handed_over", "canceled"],
            "out_for_delivery" => &["handed_over", "canceled"],
            _ => &[],
        };
        next.contains(&to)
    }
}

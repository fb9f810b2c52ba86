//! The words for where an order stands, the same on every page.

use domain::order::State;
use domain::slot::Method;
use maud::Markup;
use web::components::{Tone, badge};

/// A state as a colored word.
pub fn badge_of(state: &State) -> Markup {
    let (tone, words) = match state {
        State::AwaitingPayment { .. } => (Tone::Warn, "not paid"),
        State::Placed { .. } => (Tone::Plain, "to pick"),
        State::Picking { .. } => (Tone::Warn, "picking"),
        State::Ready { .. } => (Tone::Good, "ready"),
        State::OutForDelivery { .. } => (Tone::Good, "on its way"),
        State::HandedOver { .. } => (Tone::Good, "handed over"),
        State::Canceled { .. } => (Tone::Bad, "canceled"),
        State::Expired { .. } => (Tone::Bad, "expired"),
    };
    badge(tone, words)
}

/// True while lines may be picked.
pub fn is_pickable(state: &State) -> bool {
    matches!(state, State::Placed { .. } | State::Picking { .. })
}

/// A method as a word.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Delivery => "Delivery",
        Method::Pickup => "Pickup",
        Method::Curbside => "Curbside",
        Method::Shipment => "Shipment",
    }
}

/// A fee as a word.
pub fn fee_name(kind: &str) -> &str {
    match kind {
        "delivery" => "Delivery",
        "small" => "Small basket",
        "express" => "Express",
        "shipment" => "Shipping",
        other => other,
    }
}

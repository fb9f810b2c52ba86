//! Saved cards: customers, payment methods, setup intents. All of them are made by a page in setup mode.

use super::{Answer, Call};
use crate::{
    error::ApiError,
    objects::{Customer, PaymentMethod, SetupIntent},
};

/// `GET /v1/setup_intents/{id}`
pub fn setup_intent(call: &mut Call) -> Answer {
    call.params.text("client_secret")?;
    call.finish()?;
    let found = call.state.setup_intents.find(call.id).map(SetupIntent::render);
    found.ok_or_else(|| ApiError::missing("setup_intent", call.id, "intent"))
}

/// `GET /v1/customers/{id}`
pub fn customer(call: &mut Call) -> Answer {
    call.finish()?;
    let found = call.state.customers.find(call.id).map(Customer::render);
    found.ok_or_else(|| ApiError::missing("customer", call.id, "id"))
}

/// `GET /v1/payment_methods/{id}`
pub fn payment_method(call: &mut Call) -> Answer {
    call.finish()?;
    let found = call.state.payment_methods.find(call.id).map(PaymentMethod::render);
    found.ok_or_else(|| ApiError::missing("PaymentMethod", call.id, "id"))
}

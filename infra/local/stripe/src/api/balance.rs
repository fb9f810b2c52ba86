//! The balance: captured less refunded. Stripe's fees are not played.

use serde_json::{Value, json};

use super::{Answer, Call};

/// `GET /v1/balance`
pub fn retrieve(call: &mut Call) -> Answer {
    call.finish()?;
    let balance = call.state.balance.iter();
    let available: Vec<Value> =
        balance.map(|(currency, amount)| json!({"amount": amount, "currency": currency, "source_types": {"card": amount}})).collect();
    Ok(json!({"object": "balance", "available": available, "livemode": false, "pending": []}))
}

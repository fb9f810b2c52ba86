//! What may happen to an order and its money. Each takes what is known and makes it what shall be, or says why not.

use crate::dispute;
use crate::error::Refusal;
use crate::kept::State;
use crate::objects::{Authorization, Capture, Cents, Event, Order, Refund, Status};
use serde_json::Value;

pub(crate) type Done = Result<Value, Refusal>;

/// A name as `PayPal` makes them: 17 capitals and digits.
pub(crate) fn name() -> String {
    let mut bytes = [0_u8; 9];
    getrandom::fill(&mut bytes).expect("the machine has randomness");
    hex(&bytes)[..17].to_uppercase()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[expect(clippy::disallowed_methods, reason = "the stand-in is another machine, with a clock of its own")]
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

pub(crate) fn emit(state: &mut State, kind: &str, resource: Value) {
    state.events.push(Event { id: format!("WH-{}", name()), created: now(), kind: kind.to_owned(), resource, delivered: false });
}

/// The shopper says yes on the page.
pub(crate) fn approve(state: &mut State, id: &str, declined: bool, api: &str) -> Result<(), Refusal> {
    let order = state.order(id).ok_or_else(Refusal::missing)?;
    if !order.may_be_approved() {
        return Ok(());
    }
    order.status = Status::Approved;
    order.declined = declined;
    let resource = order.render(api);
    emit(state, "CHECKOUT.ORDER.APPROVED", resource);
    Ok(())
}

/// The money is set aside, once.
pub(crate) fn authorize(state: &mut State, id: &str, api: &str) -> Done {
    let order = state.order(id).ok_or_else(Refusal::missing)?;
    match order.status {
        Status::PayerActionRequired => return Err(Refusal::rule("ORDER_NOT_APPROVED")),
        Status::Completed => return Err(Refusal::rule("ORDER_ALREADY_AUTHORIZED")),
        Status::Approved if order.declined => return Err(Refusal::rule("INSTRUMENT_DECLINED")),
        Status::Approved => order.status = Status::Completed,
    }
    let held = Authorization { id: name(), status: "CREATED".to_owned() };
    let resource = order.show_authorization(&held, api);
    order.authorization = Some(held);
    let answer = order.render(api);
    emit(state, "PAYMENT.AUTHORIZATION.CREATED", resource);
    Ok(answer)
}

/// Authorized money is taken: all of it or less.
pub(crate) fn capture(state: &mut State, id: &str, asked: Option<&Cents>, last: bool, api: &str) -> Done {
    let order = state.of_authorization(id).ok_or_else(Refusal::missing)?;
    let held = order.authorization.as_ref().map_or("", |held| held.status.as_str());
    match held {
        "CREATED" | "PARTIALLY_CAPTURED" => {}
        "VOIDED" => return Err(Refusal::rule("AUTHORIZATION_VOIDED")),
        _ => return Err(Refusal::rule("AUTHORIZATION_ALREADY_CAPTURED")),
    }
    let left = order.amount.cents - order.taken();
    let cents = cents_of(order, asked, left)?;
    if cents > left {
        return Err(Refusal::rule("MAX_CAPTURE_AMOUNT_EXCEEDED"));
    }
    let taken = Capture { id: name(), cents, last };
    let status = if last || cents == left { "CAPTURED" } else { "PARTIALLY_CAPTURED" };
    order.authorization = Some(Authorization { id: id.to_owned(), status: status.to_owned() });
    order.captures.push(taken.clone());
    let resource = order.show_capture(&taken, api);
    emit(state, "PAYMENT.CAPTURE.COMPLETED", resource.clone());
    Ok(resource)
}

/// Authorized money is let go of.
pub(crate) fn void(state: &mut State, id: &str, api: &str) -> Done {
    let order = state.of_authorization(id).ok_or_else(Refusal::missing)?;
    let held = order.authorization.as_ref().map_or("", |held| held.status.as_str());
    match held {
        "CREATED" => {}
        "VOIDED" => return Err(Refusal::rule("PREVIOUSLY_VOIDED")),
        _ => return Err(Refusal::rule("PREVIOUSLY_CAPTURED")),
    }
    let voided = Authorization { id: id.to_owned(), status: "VOIDED".to_owned() };
    let resource = order.show_authorization(&voided, api);
    order.authorization = Some(voided);
    // As the real ones were seen: this one does not always say which order it belongs to.
    let mut told = resource.clone();
    told.as_object_mut().into_iter().for_each(|told| drop(told.remove("supplementary_data")));
    emit(state, "PAYMENT.AUTHORIZATION.VOIDED", told);
    Ok(resource)
}

/// Taken money goes back, never more than was taken; all of it or nothing while it is disputed.
pub(crate) fn refund(state: &mut State, id: &str, asked: Option<&Cents>, custom_id: Option<String>, api: &str) -> Done {
    let order = state.of_capture(id).ok_or_else(Refusal::missing)?;
    let left = order.left_of(id);
    if left == 0 {
        return Err(Refusal::rule("CAPTURE_FULLY_REFUNDED"));
    }
    let cents = cents_of(order, asked, left)?;
    if cents > left {
        return Err(Refusal::rule("REFUND_AMOUNT_EXCEEDED"));
    }
    if cents < left && state.held(id) {
        return Err(Refusal::rule("CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED"));
    }
    let order = state.of_capture(id).ok_or_else(Refusal::missing)?;
    let back = Refund { id: name(), created: now(), capture: id.to_owned(), cents, custom_id, dispute: None };
    let resource = order.show_refund(&back, api);
    order.refunds.push(back);
    emit(state, "PAYMENT.CAPTURE.REFUNDED", resource.clone());
    dispute::settle(state, id, api)?;
    Ok(resource)
}

fn cents_of(order: &Order, asked: Option<&Cents>, all: i64) -> Result<i64, Refusal> {
    match asked {
        None => Ok(all),
        Some(asked) if asked.currency != order.amount.currency => Err(Refusal::rule("CURRENCY_MISMATCH")),
        Some(asked) if asked.cents <= 0 => Err(Refusal::rule("CANNOT_BE_ZERO_OR_NEGATIVE")),
        Some(asked) => Ok(asked.cents),
    }
}

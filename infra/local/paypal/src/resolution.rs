//! The page where shoppers complain and `PayPal` decides: what on the real one takes weeks. Plain forms, no script.

use crate::dispute::{Asked, Dispute};
use crate::objects::{Capture, Order};
use crate::page::{frame, to};
use crate::{StandIn, kept};
use axum::Router;
use axum::extract::State as AppState;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use maud::{Markup, html};
use serde_json::{Map, Value};
use test_page::page;

const PATH: &str = "/resolutioncenter";

/// `/resolutioncenter`, where `PayPal` has it.
pub(crate) fn router() -> Router<StandIn> {
    Router::new().route(PATH, get(show).post(act))
}

async fn show(AppState(app): AppState<StandIn>) -> Response {
    page(StatusCode::OK, view(&app.lock().state))
}

/// A button was pressed: what is asked for stands in the form as the tests' own endpoint takes it.
async fn act(AppState(app): AppState<StandIn>, body: String) -> Response {
    let fields = form_urlencoded::parse(body.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned().into()));
    let Ok(asked) = serde_json::from_value::<Asked>(Value::Object(fields.collect::<Map<_, _>>())) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let api = app.shared().config.public_url.clone();
    match app.step(|state| asked.run(state, &api)) {
        Ok(Ok(_)) => to(PATH),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn view(state: &kept::State) -> Markup {
    let taken = || state.orders.iter().rev().flat_map(|order| order.captures.iter().map(move |taken| (order, taken)));
    let body = html! {
        @if taken().next().is_none() { p { "Nobody was charged yet." } }
        @for (order, taken) in taken() { (payment(state, order, taken)) }
    };
    frame("Resolution center", &body)
}

fn payment(state: &kept::State, order: &Order, taken: &Capture) -> Markup {
    let disputes = || state.disputes.iter().filter(move |dispute| dispute.capture == taken.id);
    html! {
        h2 { (order.description.as_deref().unwrap_or("A payment")) }
        dl {
            div.total { dt { "Charged" } dd { (order.amount.words(taken.cents)) } }
            @for back in order.refunds.iter().filter(|back| back.capture == taken.id) { div { dt { "Given back" } dd { (order.amount.words(back.cents)) } } }
            @for dispute in disputes() { div { dt { "Dispute " (dispute.id) } dd { (order.amount.words(dispute.cents)) ", " (dispute.status) } } }
        }
        @for dispute in disputes().filter(|dispute| dispute.is_open()) { (decide(dispute)) }
        @if !state.held(&taken.id) && order.left_of(&taken.id) > 0 {
            form method="post" {
                input type="hidden" name="capture" value=(taken.id);
                button { "It did not arrive: open a dispute" }
            }
        }
    }
}

fn decide(dispute: &Dispute) -> Markup {
    let ends = [
        ("RESOLVED_BUYER_FAVOUR", "PayPal gives it back to the shopper"),
        ("RESOLVED_SELLER_FAVOUR", "PayPal leaves it to the shop"),
        ("CANCELED_BY_BUYER", "The shopper takes it back"),
    ];
    html! {
        form method="post" {
            input type="hidden" name="dispute" value=(dispute.id);
            @for (outcome, words) in ends { button name="outcome" value=(outcome) { (words) } }
        }
        @if dispute.status == "OPEN" {
            form method="post" {
                input type="hidden" name="dispute" value=(dispute.id);
                button.quiet { "Ask PayPal to decide" }
            }
        }
    }
}

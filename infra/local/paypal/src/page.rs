//! The page a shopper approves on. Plain forms, no script.

use crate::objects::Order;
use crate::{StandIn, rules};
use axum::Router;
use axum::extract::{Query, State as AppState};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use test_page::{Frame, page, style};

/// `/checkoutnow`, where `PayPal` has it.
pub(crate) fn router() -> Router<StandIn> {
    Router::new().route("/checkoutnow", get(show).post(act)).route("/page.css", get(style))
}

#[derive(Deserialize)]
struct Token {
    token: String,
}

async fn show(AppState(app): AppState<StandIn>, Query(token): Query<Token>) -> Response {
    let order = app.lock().state.order(&token.token).cloned();
    match order {
        None => page(StatusCode::NOT_FOUND, frame("No such payment", &html! { p { "Go back to the shop and start from your order." } })),
        Some(order) if order.may_be_approved() => page(StatusCode::OK, ask(&order)),
        Some(order) => to(&back(&order)),
    }
}

/// A button was pressed.
async fn act(AppState(app): AppState<StandIn>, Query(token): Query<Token>, body: String) -> Response {
    let action = form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "action");
    let action = action.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let Some(order) = app.lock().state.order(&token.token).cloned() else { return StatusCode::NOT_FOUND.into_response() };
    let declined = match action.as_str() {
        "approve" => false,
        "decline" => true,
        "cancel" => return to(&order.cancel_url),
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    let api = app.shared().config.public_url.clone();
    match app.step(|state| rules::approve(state, &order.id, declined, &api)) {
        Ok(Ok(())) => to(&back(&order)),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Where the shop wants the shopper back, with what `PayPal` adds.
fn back(order: &Order) -> String {
    let joint = if order.return_url.contains('?') { '&' } else { '?' };
    format!("{}{joint}token={}&PayerID=STANDIN00PAYER", order.return_url, order.id)
}

fn ask(order: &Order) -> Markup {
    let amount = order.amount.words(order.amount.cents);
    let body = html! {
        dl {
            div { dt { "For" } dd { (order.description.as_deref().unwrap_or("a payment")) } }
            div.total { dt { "Total" } dd { (amount) } }
        }
        form method="post" action={ "/checkoutnow?token=" (order.id) } {
            h2 { "How shall the test account behave?" }
            button.main name="action" value="approve" { "Agree and pay " (amount) }
            button name="action" value="decline" { "Agree, with an account that cannot pay" }
            button.quiet name="action" value="cancel" { "Cancel and go back to the shop" }
        }
    };
    frame(&format!("Pay {amount} with PayPal"), &body)
}

/// A page of the stand-in's.
pub(crate) fn frame(title: &str, content: &Markup) -> Markup {
    Frame { title, unreal: "No real account, no real money.", style: "/page.css" }.around(content)
}

pub(crate) fn to(url: &str) -> Response {
    test_page::to(url).unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

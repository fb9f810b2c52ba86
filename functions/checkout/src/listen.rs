//! `POST /orders/{order}/listen`: a browser asks to be told about an order.

use crate::App;
use crate::order::opened;
use axum::extract::State;
use domain::Order;
use domain::OrderId;
use domain::order::State as OrderState;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::text;
use utoipa::ToSchema;
use web::assets::WORKER;
use web::components::hidden;
use web::{Answer, Failure, Input, Outcome, Path, Problem, Shell, Want, done};

/// A browser's `PushSubscription`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listener {
    /// From the order's link.
    #[serde(default)]
    key: String,
    /// The address at the browser's push service.
    endpoint: String,
    /// The browser's public key, in base64url.
    p256dh: String,
    /// 16 secret bytes, in base64url.
    auth: String,
}

/// The browser is told from now on.
#[derive(Serialize, ToSchema)]
pub(crate) struct Listening {
    listening: bool,
}

/// Notes a browser that wants to be told. Again is the same.
#[utoipa::path(post, path = "/orders/{order}/listen", request_body = Listener, params(("order" = String, Path)), responses(
    (status = 200, description = "It will be told", body = Listening),
    (status = 404, description = "No such order, or a wrong key", body = web::problem::Details),
    (status = 409, description = "Five browsers listen already", body = web::problem::Details),
    (status = 422, description = "No subscription of a known push service", body = web::problem::Details)))]
pub(crate) async fn listen(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Input(who): Input<Listener>,
) -> Outcome<Answer> {
    opened(&app, &order, &who.key).await?;
    let Some(subscription) = app.push.subscription(&who.endpoint, &who.p256dh, &who.auth) else {
        return Err(Problem::invalid(vec![Failure::field("endpoint", "malformed", text("order-listen-odd"))]));
    };
    if !app.store.listen(&order, &subscription).await? {
        return Err(Problem::conflict("too-many", text("order-listen-enough")));
    }
    Ok(done(want, &Listening { listening: true }, &format!("/orders/{order}?key={}", who.key)))
}

/// Offers a notice on this device, while there is news to come. Only with a script, in a browser that can.
pub(crate) fn invitation(order: &Order, (key, shop): (&str, &str), shell: &Shell) -> Markup {
    let to_come = matches!(
        order.state,
        OrderState::Placed { .. } | OrderState::Picking { .. } | OrderState::Ready { .. } | OrderState::OutForDelivery { .. }
    );
    html! {
        @if to_come {
            form method="post" action={ "/orders/" (order.order.as_str()) "/listen" } data-listen=(shop) data-worker=(WORKER.path()) hidden {
                (hidden("key", key))
                button.quiet type="submit" { (shell.text("order-listen")) }
                p.hint data-said="no" hidden { (shell.text("order-listen-no")) }
                p.hint data-said="yes" role="status" hidden { (shell.text("order-listens")) }
            }
        }
    }
}

//! The payment page of an order: always the same one, because the provider is asked with the same key.

use crate::App;
use crate::order::{Key, opened};
use axum::extract::State;
use domain::OrderId;
use domain::order::{Fact, Order, State as OrderState};
use payments::{Asked, Session, Trouble};
use std::sync::Arc;
use web::{Answer, Input, Outcome, Path, Problem, Want, done, redirect};

/// Leads to the payment page of an order that waits for its payment.
#[utoipa::path(post, path = "/orders/{order}/pay", request_body = Key, params(("order" = String, Path)), responses(
    (status = 200, description = "Where to pay", body = PayAt),
    (status = 503, description = "The payment provider does not answer", body = web::problem::Details)))]
pub(crate) async fn pay(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Input(key): Input<Key>) -> Outcome<Answer> {
    let whole = opened(&app, &order, &key.key).await?;
    if !matches!(whole.order.state, OrderState::AwaitingPayment { .. }) {
        return Ok(redirect(&format!("/orders/{order}?key={}", key.key)));
    }
    match page_of(&app, &whole.order).await {
        Some(url) => Ok(done(want, &PayAt { pay_url: url.clone() }, &url)),
        None => Err(Problem::new(http::StatusCode::SERVICE_UNAVAILABLE, "payment-unavailable", "Payment is not available just now")
            .detail("Your order and your time are held. Please try again in a moment.")
            .retry_after(10)
            .way(format!("/orders/{order}?key={}", key.key), "Back to the order")),
    }
}

/// Where to pay.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct PayAt {
    /// The provider's page.
    pub pay_url: String,
}

/// The address of the payment page, while the order waits for its payment and the provider answers.
pub(crate) async fn page_of(app: &App, order: &Order) -> Option<String> {
    if !matches!(order.state, OrderState::AwaitingPayment { .. }) {
        return None;
    }
    match session(app, order).await {
        Ok(session) => session.url,
        Err(trouble) => {
            tracing::error!(order = %order.order, error = &trouble as &dyn std::error::Error, "no payment page");
            None
        }
    }
}

async fn session(app: &App, order: &Order) -> Result<Session, Trouble> {
    let title = format!("Groceries, order {}", order.order);
    let back = app.site.url(&format!("/orders/{}?key={}", order.order, app.links.order_key(&order.order)));
    app.provider.session(&Asked { order, title: &title, back: &back }).await
}

/// Closes the payment page before its order is given up. When it was paid in the last moment, that fact comes back.
pub(crate) async fn close(app: &App, order: &Order) -> Result<Option<Fact>, Trouble> {
    let open = match session(app, order).await {
        // A page the provider will not make cannot be open.
        Err(Trouble::Refused { .. }) => return Ok(None),
        answer => answer?,
    };
    let closed = if open.status == "open" { app.provider.expire(&open).await? } else { open };
    match (closed.status.as_str(), closed.payment_intent) {
        ("complete", Some(intent)) => Ok(app.provider.payment(&intent).await?.authorized(&order.order)),
        _ => Ok(None),
    }
}

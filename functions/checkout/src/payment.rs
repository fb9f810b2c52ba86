//! The payment page of an order: always the same one, because the provider is asked with the same key.

use crate::App;
use crate::order::{Key, opened};
use axum::extract::State;
use domain::OrderId;
use domain::order::{Order, State as OrderState};
use payments::{Asked, Page, Provider};
use std::convert::Infallible;
use std::sync::Arc;
use texts::text;
use web::{Answer, Input, Outcome, Path, Problem, Want, done, redirect};

/// Leads to the payment page of an order that waits for its payment, or for that of a change.
#[utoipa::path(post, path = "/orders/{order}/pay", request_body = Key, params(("order" = String, Path)), responses(
    (status = 200, description = "Where to pay", body = PayAt),
    (status = 503, description = "The payment provider does not answer", body = web::problem::Details)))]
pub(crate) async fn pay(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Input(key): Input<Key>) -> Outcome<Answer> {
    let whole = opened(&app, &order, &key.key).await?;
    if !is_awaited(&whole.order) {
        return Ok(redirect(&format!("/orders/{order}?key={}", key.key)));
    }
    match page_of(&app, &whole.order).await {
        Some(url) => Ok(done(want, &PayAt { pay_url: url.clone() }, &url)),
        None => Err(Problem::new(http::StatusCode::SERVICE_UNAVAILABLE, "payment-unavailable", text("order-cannot-pay"))
            .detail(text("order-cannot-pay-why"))
            .retry_after(10)
            .way(format!("/orders/{order}?key={}", key.key), text("order-back"))),
    }
}

/// A payment of it is waited for.
fn is_awaited(order: &Order) -> bool {
    matches!(order.state, OrderState::AwaitingPayment { .. }) || order.awaited().is_some()
}

/// Where to pay.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct PayAt {
    /// The provider's page.
    pub pay_url: String,
}

/// The address of the payment page, while the order waits for its payment and the provider answers.
pub(crate) async fn page_of(app: &App, order: &Order) -> Option<String> {
    if !is_awaited(order) {
        return None;
    }
    match app.provider.page(&Asked { order, back: &back(app, &order.order) }).await {
        Ok(page) => kept(app, order, page).await,
        Err(trouble) => {
            tracing::error!(order = %order.order, error = &trouble as &dyn std::error::Error, "no payment page");
            None
        }
    }
}

/// Nobody is sent to a page before it is written down under which name it is closed.
async fn kept(app: &App, order: &Order, page: Page) -> Option<String> {
    let Some(name) = &page.name else { return page.url };
    let named = match app.store.name_page(order, name).await {
        // It changed under our hands, by the same shopper's second submit perhaps.
        Ok(false) => app.store.decide(&order.order, |whole| Ok::<_, Infallible>(whole.order.named(name))).await.map(drop),
        named => named.map(drop),
    };
    if let Err(fault) = named {
        tracing::error!(order = %order.order, error = &fault as &dyn std::error::Error, "a payment page was not noted");
        return None;
    }
    page.url
}

/// The shopper comes back from a page where they approved: the provider waits for our word now. Told again, it is the
/// same job; should it fail to be noted, the provider's own word makes up for it.
pub(crate) async fn approved(app: &App, order: &Order) {
    let Some(intent) = Provider::awaited(order).filter(|_| is_awaited(order)) else { return };
    match app.store.ask_to_authorize(&order.order, &intent, app.clock.now()).await {
        Ok(job) => app.jobs.announce(&[job]).await,
        Err(fault) => tracing::error!(order = %order.order, error = &fault as &dyn std::error::Error, "an approval was not noted"),
    }
}

/// Where the shopper comes back to from the payment page.
pub(crate) fn back(app: &App, order: &OrderId) -> String {
    app.site.url(&format!("/orders/{order}?key={}", app.links.order_key(order)))
}

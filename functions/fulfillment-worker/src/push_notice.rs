//! A notice to the browsers that listen to an order. Whoever gets one needs no letter of the same news.

use crate::{App, Failed};
use domain::Order;
use push::{Notice, Sent};

/// Tells every browser that listens. `false`: none of them was told.
pub(crate) async fn told(app: &App, order: &Order, title: String, body: String) -> Result<bool, Failed> {
    let notice = Notice { title, body, url: app.order_link(&order.order) };
    let mut told = false;
    for who in app.store.listeners(&order.order).await? {
        match app.push.send(&who, &notice, app.clock.now()).await {
            Ok(Sent::Accepted) => told = true,
            // It is only about this order, and that ends soon: nothing is worth forgetting.
            Ok(Sent::Gone) => {}
            // A letter says it too: nobody waits for the service to come back.
            Err(unsent) => tracing::warn!(order = %order.order, error = &unsent as &dyn std::error::Error, "a notice was not sent"),
        }
    }
    Ok(told)
}

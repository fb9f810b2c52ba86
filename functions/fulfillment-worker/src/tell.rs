//! Letters that stand for themselves: an order canceled, a payment that needs a look.

use crate::{App, Failed, Worked, letters};
use domain::OrderId;

pub(crate) async fn canceled(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(whole) = app.store.whole_order(order).await? {
        app.mail.send(&letters::canceled(app, &whole)).await?;
    }
    Ok(Worked::Done)
}

pub(crate) async fn shipped(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(whole) = app.store.whole_order(order).await?
        && let Some(letter) = letters::shipped(app, &whole)
    {
        app.mail.send(&letter).await?;
    }
    Ok(Worked::Done)
}

pub(crate) async fn review(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(order) = app.store.order(order).await? {
        tracing::error!(order = %order.order, review = order.review, "payment review");
        app.mail.send(&letters::review(app, &order)).await?;
    }
    Ok(Worked::Done)
}

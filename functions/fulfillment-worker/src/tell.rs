//! Letters that stand for themselves: an order canceled, on its way or delivered, a payment that needs a look.

use crate::{App, Failed, Worked, letters, push_notice};
use domain::order::State;
use domain::{Order, OrderId};

pub(crate) async fn canceled(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(whole) = app.store.whole_order(order).await? {
        app.mail.send(&letters::canceled(app, &whole)).await?;
    }
    Ok(Worked::Done)
}

pub(crate) async fn money_back(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(order) = app.store.order(order).await? {
        app.mail.send(&letters::money_back(app, &order)).await?;
    }
    Ok(Worked::Done)
}

pub(crate) async fn too_late(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(order) = app.store.order(order).await? {
        app.mail.send(&letters::too_late(app, &order)).await?;
    }
    Ok(Worked::Done)
}

/// What the order is now. Ended since: that letter is another.
pub(crate) async fn changed(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let whole = app.store.whole_order(order).await?;
    if let Some(whole) = whole.filter(|whole| !matches!(whole.order.state, State::Canceled { .. } | State::Expired { .. })) {
        app.mail.send(&letters::changed(app, &whole)).await?;
    }
    Ok(Worked::Done)
}

/// The payment was lost. Made again since, there is nothing to ask for.
pub(crate) async fn pay_again(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    if let Some(order) = app.store.order(order).await?
        && let Some(asking) = order.awaited()
    {
        let catalog = app.published.catalog().await?;
        app.mail.send(&letters::pay_again(app, &order, asking, &catalog.settings().tz())).await?;
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

pub(crate) async fn on_its_way(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    match app.store.order(order).await? {
        Some(order) => news(app, &order, letters::on_its_way(app, &order)).await,
        None => Ok(Worked::Done),
    }
}

pub(crate) async fn handed_over(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    match app.store.order(order).await? {
        Some(order) => news(app, &order, letters::handed_over(app, &order)).await,
        None => Ok(Worked::Done),
    }
}

/// Told to the browsers that listen, or by letter where none does: the first line of a letter is its subject.
async fn news(app: &App, order: &Order, letter: letters::News) -> Result<Worked, Failed> {
    if !push_notice::told(app, order, letter.letter.subject.clone(), letter.sentence).await? {
        app.mail.send(&letter.letter).await?;
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

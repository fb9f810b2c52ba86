//! Questions to the shopper while the order is picked: the letter that asks, and the deadline.

use crate::{App, Failed, Worked, letters};
use cloud::store::orders::Decision;
use domain::OrderId;
use std::convert::Infallible;

/// Asks what is open. What was answered or taken back meanwhile is asked no more.
pub(crate) async fn ask(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    if whole.order.promise.open().next().is_some() {
        let catalog = app.published.catalog().await?;
        app.mail.send(&letters::question(app, &whole, &catalog.settings().tz())).await?;
    }
    Ok(Worked::Done)
}

/// The deadline: silence follows the wish. The job waits while there is something to wait for.
pub(crate) async fn end(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let now = app.clock.now();
    let decided = app.store.decide(order, |whole| Ok::<_, Infallible>(whole.silence(now))).await?;
    app.jobs.follow(&decided).await;
    app.store.note_decision(&decided).await;
    Ok(match decided {
        Decision::Nothing(whole) if whole.order.promise.open().next().is_none() => Worked::Done,
        Decision::Missing => Worked::Done,
        _ => Worked::Settled,
    })
}

//! A paid order: the receipt goes out, the order comes on the pick list, the shelf learns what is nearly gone.

use crate::{App, Failed, Worked, letters};
use domain::OrderId;
use domain::order::{State, Write};
use std::convert::Infallible;

pub(crate) async fn placed(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    if matches!(whole.order.state, State::Canceled { .. } | State::Expired { .. }) {
        return Ok(Worked::Done);
    }
    if let Some(reason) = &whole.order.given_up {
        return given_up(app, order, reason).await;
    }
    let heads = app.store.heads(whole.lines.iter().map(|l| &l.item.sku)).await?;
    app.store.note_shelf(&heads).await;
    if whole.order.contact.offers {
        app.store.subscribe(&whole.order.contact.email, &whole.order.language, app.clock.now()).await?;
    }
    let mailed = app.mail.send(&letters::placed(app, &whole)).await;
    // Picking does not wait for the post: without a letter the order is listed all the same, and the job stays.
    let keep_job = mailed.is_err();
    let listed = |whole: &domain::order::WholeOrder| {
        let write = whole.order.listed();
        let done = if keep_job { Vec::new() } else { write.done.clone() };
        Ok::<_, Infallible>(Some(Write { done, ..write }))
    };
    app.store.decide(order, listed).await?;
    Ok(mailed.map(|()| Worked::Settled)?)
}

/// Paid after staff had ended it: canceled like any paid order, which lets go of the money.
async fn given_up(app: &App, order: &OrderId, reason: &str) -> Result<Worked, Failed> {
    let now = app.clock.now();
    // Refused: somebody else was faster, and that is the end of it.
    let canceled = app.store.decide(order, |whole| whole.cancel(reason, now).map(Some)).await?;
    app.jobs.follow(&canceled).await;
    app.store.note_decision(&canceled).await;
    Ok(Worked::Done)
}

//! Jobs that talk to the payment provider: the intent is the job row, the call has a key that follows from it, and the
//! result is a fact that is stored once.

use crate::{App, Failed, letters};
use cloud::store::orders::{Decision, announced};
use cloud::{Fault, JobRef};
use domain::order::{Fact, Rank, State, WholeOrder};
use domain::{Money, OrderId};
use payments::{Asked, Trouble};
use std::convert::Infallible;

/// Gives up on an unpaid order: the payment page is closed first, then everything held is let go of.
pub(crate) async fn expire(app: &App, job: &JobRef, order: &OrderId) -> Result<(), Failed> {
    let now = app.clock.now();
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(app.store.job_done(job).await?) };
    match whole.order.state {
        State::AwaitingPayment { until } if until <= now => {}
        State::AwaitingPayment { .. } => return Ok(()),
        _ => return Ok(app.store.job_done(job).await?),
    }
    if let Some(fact) = close(app, &whole).await? {
        return learn(app, &fact).await;
    }
    match app.store.decide(order, |whole| whole.expire(now).map(Some)).await? {
        Decision::Stored(write) => app.jobs.announce(&announced(&write)).await,
        // Paid or canceled in the last moment: that decision deleted this job.
        Decision::Nothing(_) | Decision::Refused(_) | Decision::TooLittle(_) | Decision::Missing => {}
    }
    Ok(())
}

/// Closes the payment page. If it was paid in the last moment, that fact comes back.
async fn close(app: &App, whole: &WholeOrder) -> Result<Option<Fact>, Failed> {
    let order = &whole.order;
    let back = app.order_link(&order.order);
    let session = match app.provider.session(&Asked { order, title: &letters::title(&order.order), back: &back }).await {
        // A page the provider will not make cannot be open.
        Err(Trouble::Refused { .. }) => return Ok(None),
        answer => answer?,
    };
    let session = if session.status == "open" { app.provider.expire(&session).await? } else { session };
    match (session.status.as_str(), session.payment_intent) {
        ("complete", Some(intent)) => Ok(app.provider.payment(&intent).await?.authorized(&order.order)),
        _ => Ok(None),
    }
}

/// Charges what was picked, then tells the shopper. The job ends when both happened.
pub(crate) async fn capture(app: &App, job: &JobRef, order: &OrderId) -> Result<(), Failed> {
    let Some(mut whole) = app.store.whole_order(order).await? else { return Ok(app.store.job_done(job).await?) };
    let (payment, settled) = (&whole.order.payment, whole.order.settled);
    if let (Rank::Authorized, Some(intent), Some(amount)) = (payment.rank, payment.intent.clone(), settled) {
        // Nothing to charge cannot be charged: the authorization is let go of.
        let fact = match amount {
            Money::ZERO => app.provider.void(order, &intent).await?,
            amount => app.provider.capture(order, &intent, amount).await?,
        };
        learn(app, &fact).await?;
        whole = app.store.whole_order(order).await?.ok_or_else(|| Fault::Absent(format!("order {order}")))?;
    }
    app.mail.send(&letters::ready(app, &whole)).await?;
    Ok(app.store.job_done(job).await?)
}

/// Lets go of an authorization.
pub(crate) async fn void(app: &App, job: &JobRef, order: &OrderId, intent: Option<&str>) -> Result<(), Failed> {
    if let Some(intent) = intent {
        let fact = app.provider.void(order, intent).await?;
        learn(app, &fact).await?;
    }
    Ok(app.store.job_done(job).await?)
}

/// Gives captured money back.
pub(crate) async fn refund(app: &App, job: &JobRef, order: &OrderId, intent: Option<&str>) -> Result<(), Failed> {
    if let Some(intent) = intent {
        let fact = app.provider.refund(order, intent).await?;
        learn(app, &fact).await?;
    }
    Ok(app.store.job_done(job).await?)
}

/// Stores a fact, once, whoever tells it first: this call or the provider's webhook.
async fn learn(app: &App, fact: &Fact) -> Result<(), Failed> {
    let now = app.clock.now();
    let decided = app.store.decide(&fact.order, |whole| Ok::<_, Infallible>(whole.order.learn(fact, now))).await?;
    if let Decision::Stored(write) = decided {
        app.jobs.announce(&announced(&write)).await;
    }
    Ok(())
}

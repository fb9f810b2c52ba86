//! Jobs that talk to the payment provider: the intent is the job row, the call has a key that follows from it, and the
//! result is a fact that is stored once.

use crate::{App, Failed, Worked, letters};
use cloud::Fault;
use domain::order::{Fact, Rank, State};
use domain::{Money, OrderId};
use payments::{Asked, Provider, Trouble};
use std::convert::Infallible;

/// Gives up on an unpaid order: the payment page is closed first, then everything held is let go of.
pub(crate) async fn expire(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let now = app.clock.now();
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    match whole.order.state {
        State::AwaitingPayment { until } if until <= now => {}
        State::AwaitingPayment { .. } => return Ok(Worked::Settled),
        _ => return Ok(Worked::Done),
    }
    if let Some(fact) = app.provider.close(&Asked { order: &whole.order, back: &app.order_link(order) }).await? {
        learn(app, &fact).await?;
        return Ok(Worked::Settled);
    }
    // Refused: paid or canceled in the last moment, and that decision ended this job.
    let expired = app.store.decide(order, |whole| whole.expire(now).map(Some)).await?;
    app.jobs.follow(&expired).await;
    app.store.note_decision(&expired).await;
    Ok(Worked::Settled)
}

/// Gives up on a further payment: its page is closed first, then what was held for it is let go of.
pub(crate) async fn asking_end(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let now = app.clock.now();
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    let over = match &whole.order.asking {
        None => return Ok(Worked::Done),
        Some(asking) if !asking.over && now < asking.until => return Ok(Worked::Settled),
        Some(asking) => asking.over,
    };
    if let Some(fact) = app.provider.close(&Asked { order: &whole.order, back: &app.order_link(order) }).await? {
        learn(app, &fact).await?;
        return Ok(if over { Worked::Done } else { Worked::Settled });
    }
    if over {
        return Ok(Worked::Done);
    }
    // Nothing: paid or ended in the last moment, and that decision ended this job.
    let ended = app.store.decide(order, |whole| Ok::<_, Infallible>(whole.end_asking(now))).await?;
    app.jobs.follow(&ended).await;
    app.store.note_decision(&ended).await;
    Ok(Worked::Settled)
}

/// Asks the saved card of an order whose slot is near. What it refuses, the shopper is asked to pay.
pub(crate) async fn authorize(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let now = app.clock.now();
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    let (Some(later), Some(card)) = (&whole.order.later, whole.order.saved()) else { return Ok(Worked::Done) };
    if now < later.due {
        return Ok(Worked::Settled);
    }
    if !whole.order.is_to_be_asked(now) {
        return Ok(Worked::Done);
    }
    match app.provider.authorize(&whole.order, card).await {
        Ok(fact) => learn(app, &fact).await?,
        Err(Trouble::Refused { code, message, .. }) => {
            let why = format!("{code}: {message}");
            let refused = app.store.decide(order, |whole| Ok::<_, Infallible>(whole.card_refused(&why, now))).await?;
            app.jobs.follow(&refused).await;
        }
        Err(trouble) => return Err(trouble.into()),
    }
    Ok(Worked::Settled)
}

/// Sets aside what the shopper approved of, where the provider waits for that. What was given up meanwhile is left alone.
pub(crate) async fn set_aside(app: &App, order: &OrderId, intent: Option<&str>) -> Result<Worked, Failed> {
    let Some(known) = app.store.order(order).await? else { return Ok(Worked::Done) };
    let waiting = matches!(known.state, State::AwaitingPayment { .. }) || known.awaited().is_some();
    if let (Some(asked), Some(intent)) = (Provider::awaited(&known).filter(|_| waiting), intent)
        && asked == intent
        && let Some(fact) = app.provider.set_aside(order, intent).await?
    {
        learn(app, &fact).await?;
    }
    Ok(Worked::Done)
}

/// Charges what was picked and credit does not pay, then tells the shopper. The job ends when both happened.
pub(crate) async fn capture(app: &App, order: &OrderId) -> Result<Worked, Failed> {
    let Some(mut whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    let (payment, rest) = (&whole.order.payment, whole.order.rest_due());
    if let (Rank::Authorized, Some(intent), Some(amount)) = (payment.rank, payment.intent.clone(), rest) {
        // Nothing to charge cannot be charged: the authorization is let go of.
        let fact = match amount {
            Money::ZERO => app.provider.void(order, &intent).await?,
            amount => app.provider.capture(order, &intent, amount).await?,
        };
        learn(app, &fact).await?;
        whole = app.store.whole_order(order).await?.ok_or_else(|| Fault::Absent(format!("order {order}")))?;
    }
    // A payment that was let go of, or charged otherwise, is the owner's to look at: the shopper is told nothing wrong.
    if whole.order.due().is_some() || whole.order.rest_due() == Some(whole.order.payment.captured) {
        app.mail.send(&letters::ready(app, &whole)).await?;
    }
    Ok(Worked::Done)
}

/// Lets go of an authorization.
pub(crate) async fn void(app: &App, order: &OrderId, intent: Option<&str>) -> Result<Worked, Failed> {
    if let Some(intent) = intent {
        let fact = app.provider.void(order, intent).await?;
        learn(app, &fact).await?;
    }
    Ok(Worked::Done)
}

/// Gives captured money back.
pub(crate) async fn refund(app: &App, order: &OrderId, intent: Option<&str>) -> Result<Worked, Failed> {
    if let Some(intent) = intent {
        match app.provider.refund(order, intent).await {
            // The shopper's bank took the money already, and the owner knows.
            Err(Trouble::Refused { code, .. }) if code == "charge_disputed" => {}
            answer => learn(app, &answer?).await?,
        }
    }
    Ok(Worked::Done)
}

/// Stores a fact, once, whoever tells it first: this call or the provider's webhook.
pub(crate) async fn learn(app: &App, fact: &Fact) -> Result<(), Failed> {
    let learned = app.store.learn(fact, app.clock.now()).await?;
    app.jobs.follow(&learned).await;
    Ok(())
}

//! A part of a charged order goes back to its shopper, and they are told. The order says that it is owed; the provider is
//! asked with the refund's own name, so that asking again is the same refund.

use crate::{App, Failed, Worked, credit, letters, payment};
use domain::order::{Fact, FactKind, Refund, Returned, WholeOrder};
use domain::{OrderId, RefundId};
use payments::{Part, Trouble};

/// Gives a refund back, unless that happened, then writes about it. The job ends when both happened.
pub(crate) async fn refund_part(app: &App, order: &OrderId, refund: Option<&str>) -> Result<Worked, Failed> {
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    let Some(refund) = refund.and_then(|name| named(&whole, name)) else { return Ok(Worked::Done) };
    let given = match &refund.money {
        Returned::Owed => give(app, &whole, refund).await?,
        Returned::Paid { .. } | Returned::Credited { .. } | Returned::Till { .. } => true,
        Returned::Refused { .. } => false,
    };
    if given {
        let code = match &refund.account {
            Some(account) => Some(credit::code_for(app, order, refund.refund.as_str(), account)?),
            None => None,
        };
        app.mail.send(&letters::refunded(app, &whole, refund, code.as_ref())).await?;
    }
    Ok(Worked::Done)
}

fn named<'a>(whole: &'a WholeOrder, name: &str) -> Option<&'a Refund> {
    whole.order.refunds.iter().find(|refund| refund.refund.as_str() == name)
}

/// `false`: the provider would not, which a person is told.
async fn give(app: &App, whole: &WholeOrder, refund: &Refund) -> Result<bool, Failed> {
    let order = &whole.order.order;
    let Some(intent) = whole.order.payment.intent.as_deref() else { return Ok(false) };
    let part = Part { order, intent, amount: refund.by_card(), refund: refund.refund.as_str() };
    let answer = app.provider.refund_part(&part).await;
    if let Ok(fact) = &answer {
        payment::learn(app, fact).await?;
    }
    match answer {
        Ok(Fact { kind: FactKind::Refunded(name), .. }) => noted(app, order, &refund.refund, Ok(name.as_str())).await,
        Ok(_) => Ok(false),
        Err(Trouble::Refused { code, message, .. }) => noted(app, order, &refund.refund, Err(format!("{code}: {message}").as_str())).await,
        Err(trouble) => Err(trouble.into()),
    }
}

/// Writes down what became of it: the provider's name for it, or why it would not.
async fn noted(app: &App, order: &OrderId, refund: &RefundId, outcome: Result<&str, &str>) -> Result<bool, Failed> {
    let now = app.clock.now();
    let note = |whole: &WholeOrder| {
        Ok::<_, std::convert::Infallible>(match outcome {
            Ok(name) => whole.order.refund_paid(refund, name, now),
            Err(why) => whole.order.refund_refused(refund, why, now),
        })
    };
    let noted = app.store.decide(order, note).await?;
    app.jobs.follow(&noted).await;
    Ok(outcome.is_ok())
}

//! What the provider knows and the shop was not told: looked up by the hour, and for a payment when something is told
//! about it that does not name its order.

use crate::payment::learn;
use crate::{App, Failed, Worked};
use cloud::store::orders::Decision;
use domain::order::Fact;
use jiff::SignedDuration;
use payments::{Heard, News};
use std::collections::{BTreeMap, BTreeSet};

/// How far back it looks: an hour, and three more that may have failed.
const BACK: SignedDuration = SignedDuration::from_hours(4);
/// Time a webhook has to arrive, and to be sent again.
const GRACE: SignedDuration = SignedDuration::from_mins(10);

/// Learns everything that happened to a payment.
pub(crate) async fn look(app: &App, intent: &str) -> Result<Worked, Failed> {
    for fact in app.provider.history(intent).await? {
        learn(app, &fact).await?;
    }
    Ok(Worked::Done)
}

/// Compares the provider's list with the ledgers. Returns how many facts the shop had not been told.
pub(crate) async fn reconcile(app: &App) -> Result<usize, Failed> {
    let now = app.provider_clock.now();
    let heard = app.provider.events(now - BACK).await?;
    let mut missed = 0;
    for (_, facts) in by_order(app, heard.into_iter().filter(|heard| heard.at <= now - GRACE)).await? {
        let Some(first) = facts.first() else { continue };
        let known = app.store.facts(&first.order).await?;
        for fact in facts.iter().filter(|fact| !known.contains(&fact.name())) {
            missed += usize::from(found(app, fact).await?);
        }
    }
    Ok(missed)
}

/// What was heard, by the order it is about. What does not name an order is asked for.
async fn by_order(app: &App, heard: impl Iterator<Item = Heard>) -> Result<BTreeMap<String, Vec<Fact>>, Failed> {
    let (mut facts, mut asked) = (Vec::new(), BTreeSet::new());
    for heard in heard {
        match heard.news {
            News::Fact(fact) => facts.push(fact),
            News::Look(intent) if asked.insert(intent.clone()) => facts.extend(app.provider.history(&intent).await?),
            News::Look(_) | News::Nothing => {}
        }
    }
    let mut orders = BTreeMap::<String, Vec<Fact>>::new();
    facts.into_iter().for_each(|fact| orders.entry(fact.order.to_string()).or_default().push(fact));
    Ok(orders)
}

/// A fact that is in no ledger. Many are none: an authorization that was overtaken pays nothing, and is not written down.
async fn found(app: &App, fact: &Fact) -> Result<bool, Failed> {
    let now = app.clock.now();
    let learned = app.store.decide(&fact.order, |whole| Ok::<_, std::convert::Infallible>(whole.learn_late(fact, now))).await?;
    app.jobs.follow(&learned).await;
    let news = matches!(learned, Decision::Stored(_) | Decision::Missing);
    if news {
        tracing::error!(order = %fact.order, fact = fact.name(), amount = fact.amount.0, "reconciliation");
    }
    Ok(news)
}

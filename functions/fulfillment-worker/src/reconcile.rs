//! What the provider knows and the shop was not told: looked up by the hour, and for a payment when something is told
//! about it that does not name its order.

use crate::payment::learn;
use crate::{App, Failed, Worked};
use cloud::store::orders::Decision;
use domain::order::{Fact, FactKind, WholeOrder};
use domain::{Money, OrderId};
use futures::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use payments::{Heard, News};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use texts::Language;

/// How far back it looks the first time.
const FIRST: SignedDuration = SignedDuration::from_hours(4);
/// Of what it looked at before it looks at so much again: a provider may list something late.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);
/// So much is asked for at once, and noted before the next: an outage of days is caught up piece by piece.
const PIECE: SignedDuration = SignedDuration::from_hours(12);
/// Providers list a month, and nothing before.
const MOST: SignedDuration = SignedDuration::from_hours(29 * 24);
/// Time a webhook has to arrive, and to be sent again.
const GRACE: SignedDuration = SignedDuration::from_mins(10);
/// Payments looked at in one go.
const AT_ONCE: usize = 8;

/// Learns everything that happened to a payment.
pub(crate) async fn look(app: &App, intent: &str) -> Result<Worked, Failed> {
    let facts = app.provider.history(intent).await?;
    for fact in &facts {
        learn(app, fact).await?;
    }
    by_hand(app, &facts).await?;
    Ok(Worked::Done)
}

/// Grants afterwards what somebody gave back at the provider, unless that came back since.
async fn by_hand(app: &App, facts: &[Fact]) -> Result<(), Failed> {
    let stayed = |fact: &&Fact| {
        let FactKind::Refunded(name) = &fact.kind else { return false };
        !facts.iter().any(|other| matches!(&other.kind, FactKind::Bounced(same) if same == name))
    };
    for fact in facts.iter().filter(stayed) {
        grant(app, fact).await?;
    }
    Ok(())
}

/// As of today, in the shopper's language.
async fn grant(app: &App, fact: &Fact) -> Result<(), Failed> {
    let (catalog, now) = (app.published.catalog().await?, app.clock.now());
    let settings = catalog.settings();
    let day = now.to_zoned(settings.tz()).date().to_string();
    let by_hand = |whole: &WholeOrder| {
        let language = Language::tagged(&whole.order.language).unwrap_or_default();
        let write = whole.by_hand(fact, (language.text("claim-by-hand").as_ref(), day.as_str()), now);
        Ok::<_, Infallible>(write.map(|write| write.sold_by(&settings.seller)))
    };
    let granted = app.store.decide(&fact.order, by_hand).await?;
    app.jobs.follow(&granted).await;
    Ok(())
}

/// Compares the providers' lists with the ledgers, from where it got to the last time. Returns how many facts the shop
/// had not been told.
pub(crate) async fn reconcile(app: &App) -> Result<usize, Failed> {
    let until = app.provider_clock.now() - GRACE;
    let before = app.store.reconciled().await?;
    let mut from = before.map_or(until - FIRST, |at| at - AGAIN).max(until - MOST);
    let mut missed = 0;
    while from < until {
        let to = until.min(from + PIECE);
        missed += compare(app, from, to).await?;
        app.store.note_reconciled(to).await?;
        from = to;
    }
    Ok(missed)
}

async fn compare(app: &App, from: Timestamp, to: Timestamp) -> Result<usize, Failed> {
    let heard = app.provider.events(from, to).await?;
    let (mut missed, mut charged) = (0, Vec::new());
    for (_, facts) in by_order(app, heard.into_iter()).await? {
        let Some(first) = facts.first() else { continue };
        let known = app.store.facts(&first.order).await?;
        for fact in facts.iter().filter(|fact| !known.contains(&fact.name())) {
            missed += usize::from(found(app, fact).await?);
        }
        if facts.iter().any(|fact| matches!(fact.kind, FactKind::Captured | FactKind::Refunded(_) | FactKind::Bounced(_))) {
            charged.push(first.order.clone());
        }
    }
    for some in charged.chunks(AT_ONCE) {
        try_join_all(some.iter().map(|order| sums(app, order))).await?;
    }
    Ok(missed)
}

/// Compares what was charged and given back of an order's payment. What happened a moment ago is learned first, as any
/// webhook would tell it: then every fact is there, and the sums have to be the same.
async fn sums(app: &App, order: &OrderId) -> Result<(), Failed> {
    let payment = app.store.order(order).await?.and_then(|order| order.payment.intent);
    let Some(intent) = payment else { return Ok(()) };
    let facts = app.provider.history(&intent).await?;
    let known = app.store.facts(order).await?;
    for fact in facts.iter().filter(|fact| !known.contains(&fact.name())) {
        learn(app, fact).await?;
    }
    by_hand(app, &facts).await?;
    let sum = |of: fn(&FactKind) -> bool| facts.iter().filter(|fact| of(&fact.kind)).map(|fact| fact.amount).sum::<Money>();
    let captured = sum(|kind| matches!(kind, FactKind::Captured));
    let refunded = sum(|kind| matches!(kind, FactKind::Refunded(_))) - sum(|kind| matches!(kind, FactKind::Bounced(_)));
    let now = app.clock.now();
    let decide = |whole: &WholeOrder| {
        let same = whole.order.payment.captured == captured && whole.order.payment.refunded == refunded;
        Ok::<_, Infallible>(if same { None } else { whole.order.differs(captured, refunded, now) })
    };
    let decided = app.store.decide(order, decide).await?;
    if let Decision::Stored(write) = &decided {
        tracing::error!(%order, review = write.order.review, "reconciliation");
    }
    app.jobs.follow(&decided).await;
    Ok(())
}

/// What was heard, by the order it is about. What does not name an order is asked for.
async fn by_order(app: &App, heard: impl Iterator<Item = Heard>) -> Result<BTreeMap<String, Vec<Fact>>, Failed> {
    let (mut facts, mut asked) = (Vec::new(), BTreeSet::new());
    for heard in heard {
        match heard.news {
            News::Fact(fact) => facts.push(fact),
            News::Look(intent) if asked.insert(intent.clone()) => facts.extend(app.provider.history(&intent).await?),
            // What was approved is authorized before its order expires, whoever tells of it.
            News::Look(_) | News::Approved { .. } | News::Nothing => {}
        }
    }
    let mut orders = BTreeMap::<String, Vec<Fact>>::new();
    facts.into_iter().for_each(|fact| orders.entry(fact.order.to_string()).or_default().push(fact));
    Ok(orders)
}

/// A fact that is in no ledger. Many are none: an authorization that was overtaken pays nothing, and is not written down.
async fn found(app: &App, fact: &Fact) -> Result<bool, Failed> {
    let now = app.clock.now();
    let learned = app.store.decide(&fact.order, |whole| Ok::<_, Infallible>(whole.learn_late(fact, now))).await?;
    app.jobs.follow(&learned).await;
    let news = matches!(learned, Decision::Stored(_) | Decision::Missing);
    if news {
        tracing::error!(order = %fact.order, fact = fact.name(), amount = fact.amount.0, "reconciliation");
    }
    Ok(news)
}

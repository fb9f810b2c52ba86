//! Promotions on the clock: offers go up and come down on time, and once a week those who agreed get them by mail.
//!
//! Every step may be done twice or left half done. A product is changed only from the version that was read, a
//! promotion moves to its next stage only from the one it was in, and whatever is left is due again a minute later.

mod weekly;

use cloud::store::products::Edited;
use cloud::{Clock, Fault, JobRef, Jobs, Published, Store, Variable};
use domain::ProductHead;
use domain::promotion::{Due, Promotion};
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What this function may touch.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub jobs: Jobs,
    pub published: Published,
    pub clock: Clock,
}

/// What it is told.
pub const NEEDS: &[Variable] = &[Variable::Table, Variable::QueueUrl, Variable::Bucket];

/// What the clock says: nothing every minute, `{"weekly": true}` once a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Send the weekly offers. Once per calendar week, however often it is said.
    pub weekly: bool,
}

/// What was done, for the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Done {
    /// Products whose offer changed.
    pub products: usize,
    /// Letters asked for.
    pub letters: usize,
}

/// Calls under way at a time.
const AT_ONCE: usize = 8;
/// Tries for a product that is sold or edited meanwhile.
const TRIES: usize = 5;

/// Does what is due now.
pub async fn handle(app: &App, event: Event) -> Result<Done, Fault> {
    let now = app.clock.now();
    if event.weekly {
        return Ok(Done { letters: weekly::ask(app, now).await?, products: 0 });
    }
    let mut publications = Vec::new();
    let mut failed = None;
    for promotion in app.store.promotions().await? {
        if let Some(due) = promotion.due(now)
            && let Err(fault) = move_on(app, &promotion, due, &mut publications).await
        {
            tracing::error!(promotion = promotion.offer.id, error = &fault as &dyn std::error::Error, "left for the next run");
            failed = Some(fault);
        }
    }
    // All of them are the same job: one message publishes every change.
    app.jobs.announce(publications.last().map_or(&[], std::slice::from_ref)).await;
    failed.map_or(Ok(Done { products: publications.len(), letters: 0 }), Err)
}

/// Hangs a promotion up or takes it down, then notes that it was. While one of its products carries another offer that
/// runs, it stays planned, and is tried again a minute later: an offer that begins when another ends is not lost.
async fn move_on(app: &App, promotion: &Promotion, due: Due, publications: &mut Vec<JobRef>) -> Result<(), Fault> {
    let now = app.clock.now();
    let heads = app.store.heads(&promotion.skus).await?;
    let waits = due == Due::HangUp && heads.iter().any(|head| promotion.waits_for(head, now));
    publications.extend(apply(app, promotion, due, heads, now).await?);
    if waits {
        return Ok(());
    }
    let noted = app.store.advance_promotion(promotion, &promotion.after(due)).await?;
    // Another run took it down while this one, begun earlier, still hung it up: what it left comes down too.
    if !noted && due == Due::HangUp && promotion.offer.ends <= app.clock.now() {
        let heads = app.store.heads(&promotion.skus).await?;
        publications.extend(apply(app, promotion, Due::TakeDown, heads, now).await?);
    }
    Ok(())
}

async fn apply(app: &App, promotion: &Promotion, due: Due, heads: Vec<ProductHead>, now: Timestamp) -> Result<Vec<JobRef>, Fault> {
    let changed: Vec<_> = heads.into_iter().map(|head| apply_to(app, promotion, due, head, now)).collect();
    let changed: Vec<Option<JobRef>> = stream::iter(changed).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(changed.into_iter().flatten().collect())
}

/// Changes one product, from what it is at that moment. `None`: it is as it should be.
async fn apply_to(app: &App, promotion: &Promotion, due: Due, head: ProductHead, now: Timestamp) -> Result<Option<JobRef>, Fault> {
    let sku = head.sku.clone();
    let mut head = Some(head);
    for _ in 0..TRIES {
        let Some(before) = head else { return Ok(None) };
        let Some(after) = promotion.applied(due, &before, now) else { return Ok(None) };
        let (edited, job) = app.store.save_head(&before, &after, now).await?;
        match edited {
            Edited::Yes => return Ok(Some(job)),
            Edited::No | Edited::TooLow => head = app.store.heads([&sku]).await?.pop(),
        }
    }
    Err(Fault::Busy(format!("changing the offer of {sku}")))
}

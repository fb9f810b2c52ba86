//! The catalog, published: all products in one file, so that no page reads the table.

use crate::App;
use cloud::Fault;
use domain::Product;
use domain::catalog::Snapshot;
use futures::stream::{self, StreamExt, TryStreamExt};

/// Products of one read.
const TOGETHER: usize = 250;
/// Reads under way at a time.
const AT_ONCE: usize = 8;

/// Publishes the catalog as the table has it.
pub async fn publish_now(app: &App) -> Result<(), Fault> {
    let settings = app.store.settings().await?.ok_or_else(|| Fault::Absent("the shop's settings".into()))?;
    let skus = app.store.directory().await?;
    let parts: Vec<_> = skus.chunks(TOGETHER).map(|part| app.store.products(part)).collect();
    let parts: Vec<Vec<Product>> = stream::iter(parts).buffered(AT_ONCE).try_collect().await?;
    let next = Snapshot::new(settings, parts.into_iter().flatten().collect(), app.clock.now());
    let next = match app.published.last().await? {
        Some(last) => next.after(&last),
        None => next,
    };
    app.published.publish(&next).await
}

//! The catalog, published: all products in one file, so that no page reads the table.

use crate::App;
use cloud::Fault;
use domain::catalog::Snapshot;
use domain::{Product, lowest};
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
    let priced: Vec<_> = parts.into_iter().flatten().map(|product| with_lowest(app, product)).collect();
    let products: Vec<Product> = stream::iter(priced).buffered(AT_ONCE).try_collect().await?;
    app.published.publish(&Snapshot::new(settings, products, app.clock.now())).await
}

/// With the lowest price before its offer began. Only where one hangs that shoppers may still see: one small read each.
async fn with_lowest(app: &App, product: Product) -> Result<Product, Fault> {
    let now = app.clock.now();
    let hangs = product.head.offer.as_ref().is_some_and(|o| o.ends > now);
    let Some(since) = lowest::needed_since(&product.head).filter(|_| hangs) else { return Ok(product) };
    let labels = app.store.labels(&product.head.sku, since).await?;
    let lowest = lowest::lowest_before(&labels, &product.head);
    Ok(Product { lowest, ..product })
}

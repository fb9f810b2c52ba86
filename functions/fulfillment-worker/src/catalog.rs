//! The catalog, published: all products in one file, so that no page reads the table.

use crate::App;
use cloud::Fault;
use domain::catalog::Snapshot;
use domain::habits::Habits;
use domain::{Product, Settings, lowest};
use futures::stream::{self, StreamExt, TryStreamExt};

/// Products of one read.
const TOGETHER: usize = 250;
/// Reads under way at a time.
const AT_ONCE: usize = 8;
/// Where the night's count of habits is.
pub const HABITS: &str = "reports/habits.json";

/// Publishes the catalog as the table has it.
pub async fn publish_now(app: &App) -> Result<(), Fault> {
    let settings = app.store.settings().await?.ok_or_else(|| Fault::Absent("the shop's settings".into()))?;
    let skus = app.store.directory().await?;
    let parts: Vec<_> = skus.chunks(TOGETHER).map(|part| app.store.products(part)).collect();
    let parts: Vec<Vec<Product>> = stream::iter(parts).buffered(AT_ONCE).try_collect().await?;
    let priced: Vec<_> = parts.into_iter().flatten().map(|product| with_lowest(app, &settings, product)).collect();
    let products: Vec<Product> = stream::iter(priced).buffered(AT_ONCE).try_collect().await?;
    let last = app.published.last().await?;
    let habits = habits(app, last.as_ref()).await;
    let next = Snapshot { habits, ..Snapshot::new(settings, products, app.clock.now()) };
    let next = match &last {
        Some(last) => next.after(last),
        None => next,
    };
    app.published.publish(&next).await
}

/// With the lowest price before its offer began, where the law or the owner asks for it. Only where an offer hangs that shoppers may
/// still see: one small read each.
async fn with_lowest(app: &App, settings: &Settings, product: Product) -> Result<Product, Fault> {
    let now = app.clock.now();
    let hangs = settings.names_lowest() && product.head.offer.as_ref().is_some_and(|o| o.ends > now);
    let Some(since) = lowest::needed_since(&product.head).filter(|_| hangs) else { return Ok(product) };
    let labels = app.store.labels(&product.head.sku, since).await?;
    let lowest = lowest::lowest_before(&labels, &product.head);
    Ok(Product { lowest, ..product })
}

/// As counted last night. Prices do not wait for them: where they cannot be read, those of the last catalog stay.
async fn habits(app: &App, last: Option<&Snapshot>) -> Habits {
    match counted(app).await {
        Ok(Some(habits)) => return habits,
        Ok(None) => {}
        Err(fault) => tracing::warn!(error = &fault as &dyn std::error::Error, "the habits stay as they are published"),
    }
    last.map(|last| last.habits.clone()).unwrap_or_default()
}

async fn counted(app: &App) -> Result<Option<Habits>, Fault> {
    let file = app.files.get(HABITS).await?;
    file.map(|file| serde_json::from_slice(&file).map_err(Fault::unreadable(|| HABITS.into()))).transpose()
}

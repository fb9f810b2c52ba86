//! The catalog, published: all products in one file, so that no page reads the table.

use crate::App;
use cloud::store::jobs::Row;
use cloud::{Fault, JobRef};
use domain::catalog::Snapshot;

pub(crate) async fn publish(app: &App, job: &JobRef, row: &Row) -> Result<(), Fault> {
    publish_now(app).await?;
    app.store.job_done_unless_renewed(job, row).await
}

/// Publishes the catalog as the table has it.
pub async fn publish_now(app: &App) -> Result<(), Fault> {
    let settings = app.store.settings().await?.ok_or_else(|| Fault::Absent("the shop's settings".into()))?;
    let skus = app.store.directory().await?;
    let products = app.store.products(&skus).await?;
    app.published.publish(&Snapshot::new(settings, products, app.clock.now())).await
}

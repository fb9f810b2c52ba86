//! A product list goes in, a chunk of rows per message. Whatever stops a worker, the next one does the chunk again with
//! the same result: products that are there already are left, changes compare with what is there now, and the stock
//! of each row is booked under the import's name and the row's line, once.

use crate::App;
use cloud::store::imports::{Advanced, Chunk, Import};
use cloud::store::products::Edited;
use cloud::{Fault, JobRef};
use domain::import::{Change, Known, Row, change, new_aisles, parse};
use domain::order::{Movement, MovementReason};
use domain::{Product, ProductHead, Sku};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::HashMap;

/// Rows of one message: a few seconds of work.
const CHUNK: usize = 2_000;
/// Products added in one transaction: four rows each, and DynamoDB takes a hundred.
const TOGETHER: usize = 20;
/// Calls under way at a time.
const AT_ONCE: usize = 8;
/// Tries for a product that others change meanwhile.
const TRIES: usize = 5;

/// Does the next chunk of an import and asks for the one after it.
pub(crate) async fn import(app: &App, job: &JobRef) -> Result<(), Fault> {
    let Some(import) = app.store.import_of(job).await? else { return app.store.job_done(job).await };
    let rows = rows(app, &import).await?;
    let end = import.chunk.map_or(import.done as usize + CHUNK, |chunk| chunk.to as usize).min(rows.len());
    let last = end == rows.len();
    let rows = rows.get(import.done as usize..end).unwrap_or_default();
    let changes = compared(app, rows).await?;
    let to = if last { import.rows } else { u32::try_from(end).unwrap_or(u32::MAX) };
    let Some(chunk) = app.store.begin_chunk(&import, counted(to, &changes)).await? else { return Ok(()) };
    add_aisles(app, &changes).await?;
    let heads = write(app, &import, &changes).await?;
    note_shelf(app, &heads).await;
    match app.store.end_chunk(&import, chunk, app.clock.now()).await? {
        Advanced::Next => app.jobs.announce(std::slice::from_ref(job)).await,
        Advanced::Done(publication) => app.jobs.announce(&[publication]).await,
        Advanced::Overtaken => {}
    }
    Ok(())
}

/// What a row does to the product of its code, as far as was known when the chunk was read.
type Compared<'a> = (&'a Row, Option<Product>, Change);

async fn rows(app: &App, import: &Import) -> Result<Vec<Row>, Fault> {
    let key = format!("imports/{}.csv", import.import);
    let file = app.files.get(&key).await?.ok_or_else(|| Fault::Absent(format!("the file {key}")))?;
    let catalog = app.published.catalog().await?;
    let plan = parse(&file, &Known::of(&catalog)).map_err(Fault::unreadable(|| key))?;
    Ok(plan.rows)
}

async fn compared<'a>(app: &App, rows: &'a [Row]) -> Result<Vec<Compared<'a>>, Fault> {
    let skus: Vec<Sku> = rows.iter().map(|row| row.sku.clone()).collect();
    let parts: Vec<_> = skus.chunks(250).map(|part| app.store.products(part)).collect();
    let parts: Vec<Vec<Product>> = stream::iter(parts).buffer_unordered(AT_ONCE).try_collect().await?;
    let mut known: HashMap<Sku, Product> = parts.into_iter().flatten().map(|p| (p.head.sku.clone(), p)).collect();
    let compared = |row: &'a Row| {
        let existing = known.remove(&row.sku);
        let change = change(row, existing.as_ref());
        (row, existing, change)
    };
    Ok(rows.iter().map(compared).collect())
}

fn counted(to: u32, changes: &[Compared]) -> Chunk {
    let count = |which: fn(&Change) -> bool| u32::try_from(changes.iter().filter(|(_, _, c)| which(c)).count()).unwrap_or(u32::MAX);
    Chunk { to, added: count(|c| matches!(c, Change::New(_))), changed: count(|c| matches!(c, Change::Changed { .. })) }
}

/// The shelf is a hint for pages: the import goes on, noted or not.
async fn note_shelf(app: &App, heads: &[ProductHead]) {
    if let Err(fault) = app.store.note_shelf(heads).await {
        tracing::warn!(error = &fault as &dyn std::error::Error, "the shelf was not noted");
    }
}

/// Before the products, so that none is ever shown in an aisle that is not there.
async fn add_aisles(app: &App, changes: &[Compared<'_>]) -> Result<(), Fault> {
    let settings = app.store.settings().await?.ok_or_else(|| Fault::Absent("the shop's settings".into()))?;
    let new = new_aisles(changes.iter().map(|(row, _, change)| (*row, change)), &settings.aisles);
    if new.is_empty() {
        return Ok(());
    }
    let settings = domain::Settings { aisles: [settings.aisles, new].concat(), ..settings };
    app.store.save_settings(&settings, app.clock.now()).await.map(drop)
}

/// Writes the chunk. Answers the heads whose stock is another now.
async fn write(app: &App, import: &Import, changes: &[Compared<'_>]) -> Result<Vec<ProductHead>, Fault> {
    let new: Vec<(&Row, &Product)> = changes
        .iter()
        .filter_map(|(row, _, change)| match change {
            Change::New(product) => Some((*row, &**product)),
            Change::Changed { .. } | Change::Same | Change::Refused(_) => None,
        })
        .collect();
    let added: Vec<_> = new.chunks(TOGETHER).map(|new| add(app, import, new)).collect();
    let added: Vec<Vec<ProductHead>> = stream::iter(added).buffer_unordered(AT_ONCE).try_collect().await?;
    let differ = changes.iter().filter(|(_, _, change)| matches!(change, Change::Changed { .. }));
    let changed: Vec<_> = differ.map(|(row, existing, _)| save(app, import, row, existing.clone())).collect();
    let changed: Vec<Option<ProductHead>> = stream::iter(changed).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(added.into_iter().flatten().chain(changed.into_iter().flatten()).collect())
}

/// Adds products with the stock they start with. When one of them is there by now, each goes its own way.
async fn add(app: &App, import: &Import, new: &[(&Row, &Product)]) -> Result<Vec<ProductHead>, Fault> {
    let start = |row: &Row, product: &Product| movement(import, row, MovementReason::Received, product.head.available);
    let batch: Vec<(Product, Movement)> = new.iter().map(|(row, product)| ((*product).clone(), start(row, product))).collect();
    if app.store.add_products(&batch).await? {
        return Ok(batch.into_iter().map(|(product, _)| product.head).collect());
    }
    let mut heads = Vec::new();
    for (alone, (row, _)) in batch.iter().zip(new) {
        if app.store.add_products(std::slice::from_ref(alone)).await? {
            heads.push(alone.0.head.clone());
        } else {
            heads.extend(save(app, import, row, None).await?);
        }
    }
    Ok(heads)
}

/// Makes a product what the row says, from what was read or from what it is now.
async fn save(app: &App, import: &Import, row: &Row, read: Option<Product>) -> Result<Option<ProductHead>, Fault> {
    let mut read = read;
    for _ in 0..TRIES {
        let existing = match read.take() {
            Some(product) => Some(product),
            None => app.store.products(std::slice::from_ref(&row.sku)).await?.pop(),
        };
        let Some(existing) = existing else { return Err(Fault::Absent(format!("product {}", row.sku))) };
        let Change::Changed { product, units, .. } = change(row, Some(&existing)) else { return Ok(Some(existing.head)) };
        if let Some(product) = &product {
            match app.store.save_product(&existing.head, product).await? {
                Edited::Yes => {}
                Edited::No | Edited::TooLow => continue,
            }
        }
        if units == 0 {
            return Ok(None);
        }
        let movement = movement(import, row, MovementReason::Adjusted, units);
        if app.store.correct_stock(&movement).await? == Edited::Yes {
            return Ok(Some(ProductHead { available: existing.head.available + units, ..existing.head }));
        }
    }
    Err(Fault::Busy(format!("importing product {}", row.sku)))
}

/// The row in the stock book. Its key follows from the import and the line, so it is written once.
fn movement(import: &Import, row: &Row, reason: MovementReason, units: i64) -> Movement {
    let id = format!("{}-{}", import.import, row.line);
    Movement { sku: row.sku.clone(), reason, units, by: import.by.clone(), at: import.at, order: None, id }
}

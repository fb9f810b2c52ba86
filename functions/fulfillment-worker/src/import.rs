//! A product list goes in, a chunk of rows per message. Whatever stops a worker, the next one does the chunk again with
//! the same result: products that are there already are left, changes compare with what is there now, and the stock
//! of each row is booked under the import's name and the row's line, once.

use crate::{App, Worked};
use cloud::store::imports::{Advanced, Amended, Chunk, Import};
use cloud::store::products::Edited;
use cloud::{Fault, JobRef};
use domain::import::{Change, Known, Row, change, parse, with_new};
use domain::order::{Movement, MovementReason};
use domain::{Country, Product, ProductHead, Settings, Sku};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::convert::Infallible;

/// Rows of one message: a few seconds of work.
const CHUNK: usize = 2_000;
/// Products added in one transaction: four rows each, and DynamoDB takes a hundred.
const TOGETHER: usize = 20;
/// Calls under way at a time.
const AT_ONCE: usize = 8;
/// Tries for a product that others change meanwhile.
const TRIES: usize = 5;

/// Does the next chunk of an import and asks for the one after it.
pub(crate) async fn import(app: &App, job: &JobRef, id: &str) -> Result<Worked, Fault> {
    let Some(import) = app.store.import(id).await? else { return Ok(Worked::Done) };
    let rows = rows(app, &import).await?;
    let end = import.chunk.map_or(import.done as usize + CHUNK, |chunk| chunk.to as usize).min(rows.len());
    let last = end == rows.len();
    let rows = rows.get(import.done as usize..end).unwrap_or_default();
    let changes = compared(app, rows, country(app).await?).await?;
    let to = if last { import.rows } else { u32::try_from(end).unwrap_or(u32::MAX) };
    let Some(chunk) = app.store.begin_chunk(&import, counted(to, &changes)).await? else { return Ok(Worked::Settled) };
    add_aisles(app, &changes).await?;
    let heads = write(app, &import, &changes).await?;
    app.store.note_shelf(&heads).await;
    match app.store.end_chunk(&import, chunk, app.clock.now()).await? {
        Advanced::Next => app.jobs.announce(std::slice::from_ref(job)).await,
        Advanced::Done(publication) => app.jobs.announce(&[publication]).await,
        Advanced::Overtaken => {}
    }
    Ok(Worked::Settled)
}

/// What a row does to the product of its code, as far as was known when the chunk was read.
type Compared<'a> = (&'a Row, Option<Product>, Change);

async fn rows(app: &App, import: &Import) -> Result<Vec<Row>, Fault> {
    let key = format!("imports/{}.csv", import.import);
    let file = app.files.get(&key).await?.ok_or_else(|| Fault::Absent(format!("the file {key}")))?;
    let catalog = app.published.catalog().await?;
    let settings = app.store.settings().await?.ok_or_else(|| Fault::Absent("the shop's settings".into()))?;
    let plan = parse(&file, &Known::of(&catalog, &settings)).map_err(Fault::unreadable(|| key))?;
    Ok(plan.rows)
}

/// Whose law the shop keeps.
async fn country(app: &App) -> Result<Country, Fault> {
    Ok(app.store.settings().await?.map(|settings| settings.country).unwrap_or_default())
}

async fn compared<'a>(app: &App, rows: &'a [Row], country: Country) -> Result<Vec<Compared<'a>>, Fault> {
    let skus: Vec<Sku> = rows.iter().map(|row| row.sku.clone()).collect();
    let parts: Vec<_> = skus.chunks(250).map(|part| app.store.products(part)).collect();
    let parts: Vec<Vec<Product>> = stream::iter(parts).buffer_unordered(AT_ONCE).try_collect().await?;
    let mut known: HashMap<Sku, Product> = parts.into_iter().flatten().map(|p| (p.head.sku.clone(), p)).collect();
    let compared = |row: &'a Row| {
        let existing = known.remove(&row.sku);
        let change = change(country, row, existing.as_ref());
        (row, existing, change)
    };
    Ok(rows.iter().map(compared).collect())
}

fn counted(to: u32, changes: &[Compared]) -> Chunk {
    let count = |which: fn(&Change) -> bool| u32::try_from(changes.iter().filter(|(_, _, c)| which(c)).count()).unwrap_or(u32::MAX);
    Chunk { to, added: count(|c| matches!(c, Change::New(_))), changed: count(|c| matches!(c, Change::Changed { .. })) }
}

/// Before the products, so that none is ever shown in an aisle that is not there.
async fn add_aisles(app: &App, changes: &[Compared<'_>]) -> Result<(), Fault> {
    let with_them = |settings: &Settings| {
        let aisles = with_new(changes.iter().map(|(row, _, change)| (*row, change)), &settings.aisles);
        Ok::<_, Infallible>(Settings { aisles, ..settings.clone() })
    };
    app.store.change_settings(app.clock.now(), with_them).await.map(drop)
}

/// Writes the chunk. Answers the heads whose stock is another now.
async fn write(app: &App, import: &Import, changes: &[Compared<'_>]) -> Result<Vec<ProductHead>, Fault> {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for (row, existing, change) in changes {
        match (change, existing) {
            (Change::New(product), _) => {
                let start = movement(import, row, MovementReason::Received, product.head.available);
                new.push((*row, ((**product).clone(), start)));
            }
            (Change::Changed { product, units, .. }, Some(existing)) => {
                changed.push((*row, amended(import, row, existing, product.as_deref(), *units)));
            }
            (Change::Changed { .. } | Change::Same | Change::Refused(_), _) => {}
        }
    }
    let new: Vec<_> = new.chunks(TOGETHER).map(|some| add(app, import, some)).collect();
    let new: Vec<Vec<ProductHead>> = stream::iter(new).buffer_unordered(AT_ONCE).try_collect().await?;
    let changed: Vec<_> = changed.chunks(TOGETHER).map(|some| amend(app, import, some)).collect();
    let changed: Vec<Vec<ProductHead>> = stream::iter(changed).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(new.into_iter().chain(changed).flatten().collect())
}

/// Adds products with the stock they start with. When one of them is there by now, each goes its own way.
async fn add(app: &App, import: &Import, new: &[(&Row, (Product, Movement))]) -> Result<Vec<ProductHead>, Fault> {
    let batch: Vec<(Product, Movement)> = new.iter().map(|(_, product)| product.clone()).collect();
    if app.store.add_products(&batch).await? {
        return Ok(batch.into_iter().map(|(product, _)| product.head).collect());
    }
    let mut heads = Vec::new();
    for ((row, _), alone) in new.iter().zip(batch) {
        if app.store.add_products(std::slice::from_ref(&alone)).await? {
            heads.push(alone.0.head);
        } else {
            heads.push(settle(app, import, row).await?);
        }
    }
    Ok(heads)
}

/// Changes products, stock included. When one of them is another by now, each goes its own way.
async fn amend(app: &App, import: &Import, changed: &[(&Row, Amended)]) -> Result<Vec<ProductHead>, Fault> {
    let batch: Vec<Amended> = changed.iter().map(|(_, amended)| amended.clone()).collect();
    if app.store.amend_products(&batch, app.clock.now()).await? {
        let stocked = |a: Amended| a.movement.map(|m| ProductHead { available: a.before.available + m.units, ..a.before });
        return Ok(batch.into_iter().filter_map(stocked).collect());
    }
    let mut heads = Vec::new();
    for (row, _) in changed {
        heads.push(settle(app, import, row).await?);
    }
    Ok(heads)
}

/// Makes a product what the row says, from what it is now. The text first, then the stock: a movement that was booked
/// before stays as it is, for what was sold since is sold.
async fn settle(app: &App, import: &Import, row: &Row) -> Result<ProductHead, Fault> {
    let country = country(app).await?;
    for _ in 0..TRIES {
        let existing = app.store.products(std::slice::from_ref(&row.sku)).await?.pop();
        let existing = existing.ok_or_else(|| Fault::Absent(format!("product {}", row.sku)))?;
        let Change::Changed { product, units, .. } = change(country, row, Some(&existing)) else { return Ok(existing.head) };
        if let Some(product) = &product
            && app.store.save_product(&existing.head, product, app.clock.now()).await?.0 != Edited::Yes
        {
            continue;
        }
        let movement = movement(import, row, MovementReason::Adjusted, units);
        if units == 0 || app.store.correct_stock(&movement).await? == Edited::Yes {
            let now = app.store.heads([&row.sku]).await?.pop();
            return Ok(now.unwrap_or(existing.head));
        }
    }
    Err(Fault::Busy(format!("importing product {}", row.sku)))
}

fn amended(import: &Import, row: &Row, existing: &Product, after: Option<&Product>, units: i64) -> Amended {
    let movement = (units != 0).then(|| movement(import, row, MovementReason::Adjusted, units));
    Amended { before: existing.head.clone(), after: after.cloned(), movement }
}

/// The row in the stock book. Its key follows from the import and the line, so it is written once.
fn movement(import: &Import, row: &Row, reason: MovementReason, units: i64) -> Movement {
    let id = format!("{}-{}", import.import, row.line);
    Movement { sku: row.sku.clone(), reason, units, by: import.by.clone(), at: import.at, order: None, id }
}

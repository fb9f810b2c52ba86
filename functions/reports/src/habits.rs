//! What shoppers bought in the last four weeks, counted anew every night for the next catalog.

use crate::App;
use cloud::Fault;
use domain::Sku;
use domain::habits::{DAYS, Habits, habits};
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::civil::Date;

/// Days read at a time.
const AT_ONCE: usize = 4;

/// Counts the orders handed over in the weeks up to a day, and asks for a catalog with them in it, if they are others than before.
/// Weeks without any order, of a new shop or of one that was closed, teach nothing: what was known stays.
pub(crate) async fn count(app: &App, last: Date) -> Result<Habits, Fault> {
    let days: Vec<String> = last.series(jiff::Span::new().days(-1)).take(usize::from(DAYS)).map(|day| day.to_string()).collect();
    let orders = stream::iter(days.into_iter().map(|day| orders_of(app, day))).buffered(AT_ONCE);
    let orders: Vec<Vec<Vec<Sku>>> = orders.try_collect().await?;
    let orders = orders.concat();
    if orders.is_empty() {
        return Ok(app.published.catalog().await?.snapshot.habits.clone());
    }
    let habits = habits(&orders);
    let json = serde_json::to_vec(&habits).map_err(Fault::unreadable(|| "the habits".to_owned()))?;
    app.files.put("reports/habits.json", "application/json", json).await?;
    if app.published.catalog().await?.snapshot.habits != habits {
        app.store.ask_for_publication(app.clock.now()).await?;
    }
    Ok(habits)
}

/// The products in each order of a day; nothing else of the facts is kept.
async fn orders_of(app: &App, day: String) -> Result<Vec<Vec<Sku>>, Fault> {
    let facts = app.store.takings(&day).await?;
    let sales = facts.into_iter().filter(|fact| fact.refund.is_none());
    Ok(sales.map(|fact| fact.sold.into_iter().map(|sold| sold.sku).collect()).collect())
}

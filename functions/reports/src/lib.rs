//! The day, closed: what it took, VAT per rate, what sold best, what is sold out. As files in the bucket.
//! Then the shop audits the day itself: whatever its rows contradict each other in is in the report and in the log,
//! where an alarm waits for it.
//! Every night also what goes well with what: see `habits`.
//!
//! A report follows from the facts of its day, one per order handed over, and from the shelf as it is.
//! Making it again replaces the same files.

mod csv;
mod habits;

use cloud::{Clock, Fault, Files, Published, Store, Variable};
use domain::Sku;
use domain::audit::{Violation, audit};
use domain::takings::{Takings, takings};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What this function may touch.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub files: Files,
    pub published: Published,
    pub clock: Clock,
}

/// What it is told.
pub const NEEDS: &[Variable] = &[Variable::Table, Variable::Bucket];

/// What the clock says: `{}` after midnight, or `{"day": "2026-11-22"}` on demand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Event {
    /// In the shop's time zone; yesterday when absent.
    pub day: Option<Date>,
}

/// The report of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// In the shop's time zone.
    pub day: String,
    /// ISO 4217.
    pub currency: String,
    /// Summed over the orders handed over that day; and the gift cards sold.
    #[serde(flatten)]
    pub takings: Takings,
    /// What nobody can buy at the moment, by name.
    pub sold_out: Vec<SoldOut>,
    /// What must never be, and is.
    #[serde(default)]
    pub violations: Vec<Violation>,
}

/// A product that is sold out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldOut {
    /// Which product.
    pub sku: Sku,
    /// Its name.
    pub name: String,
    /// Its aisle's name.
    pub aisle: String,
}

/// Makes the report that is due.
pub async fn handle(app: &App, event: Event) -> Result<Report, Fault> {
    if let Some(day) = event.day {
        return make(app, &day.to_string()).await;
    }
    let day = yesterday(app).await?;
    let report = make(app, &day.to_string()).await?;
    habits::count(app, day).await?;
    Ok(report)
}

/// Makes the report of a day (`2026-11-22`, in the shop's time zone) and stores its files.
pub async fn make(app: &App, day: &str) -> Result<Report, Fault> {
    let (facts, gifts) = (app.store.takings(day).await?, app.store.gifts(day).await?);
    let catalog = app.published.catalog().await?;
    let currency = catalog.settings().currency.clone();
    let (sold_out, violations) = (sold_out(app).await?, audited(app, day).await?);
    let report = Report { day: day.to_owned(), currency, takings: takings(&facts).and(&gifts).named(&catalog), sold_out, violations };
    let json = serde_json::to_vec(&report).map_err(Fault::unreadable(|| format!("the report of {day}")))?;
    for (name, content) in csv::files(&report) {
        app.files.put(&format!("reports/{day}{name}.csv"), "text/csv; charset=utf-8", content).await?;
    }
    app.files.put(&format!("reports/{day}.json"), "application/json", json).await?;
    Ok(report)
}

/// The audit of a day. Its slots are looked at once it is over.
async fn audited(app: &App, day: &str) -> Result<Vec<Violation>, Fault> {
    let mut books = app.store.books(day).await?;
    if day >= today(app).await?.to_string().as_str() {
        books.slots.clear();
    }
    let violations = audit(&books);
    for Violation { invariant, about, what } in &violations {
        tracing::error!(invariant, about, what, "audit violation");
    }
    Ok(violations)
}

async fn today(app: &App) -> Result<Date, Fault> {
    let zone = app.published.catalog().await?.settings().tz();
    Ok(app.clock.now().to_zoned(zone).date())
}

async fn yesterday(app: &App) -> Result<Date, Fault> {
    today(app).await?.yesterday().map_err(Fault::call(|| "looking for yesterday".to_owned()))
}

/// Products on the shelf's list that are sold at all.
async fn sold_out(app: &App) -> Result<Vec<SoldOut>, Fault> {
    let (shelf, catalog) = (app.store.shelf().await?, app.published.catalog().await?);
    let aisles = &catalog.settings().aisles;
    let shown = |product: &domain::Product| {
        let aisle = aisles.iter().find(|a| a.slug == product.head.aisle);
        let aisle = aisle.map_or_else(|| product.head.aisle.to_string(), |a| a.name.clone());
        SoldOut { sku: product.head.sku.clone(), name: product.head.name.clone(), aisle }
    };
    let mut list: Vec<SoldOut> = shelf.out.iter().filter_map(|sku| catalog.product(sku)).map(shown).collect();
    list.sort_by(|a, b| (&a.name, &a.sku).cmp(&(&b.name, &b.sku)));
    Ok(list)
}

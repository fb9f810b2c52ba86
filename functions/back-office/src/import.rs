//! Bringing in a product list. First it is only read: the answer says what would change, and which rows cannot be used.
//! Applying it starts a job; the worker does the rows in chunks, and the page follows it.

mod page;
mod upload;

use crate::App;
use crate::upload::MOST_BYTES;
use crate::who::Staff;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cloud::Fault;
use cloud::store::imports::Import;
use domain::import::{Known, Plan, Report, Unusable, parse};
use domain::{Product, Sku};
use futures::stream::{self, StreamExt, TryStreamExt};
use http::{HeaderName, HeaderValue, StatusCode, header};
use page::{Form, Stage, View};
use std::collections::HashMap;
use std::sync::Arc;
use upload::Upload;
use web::{Answer, Failure, Outcome, Path, Problem, Shell, Want, done, redirect};

/// The routes of the import: for the owner.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/back-office/import", get(form))
        .route("/back-office/imports", get(start_over).post(plan).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/back-office/imports/{import}", get(show))
        .route("/back-office/imports/{import}/rows.csv", get(rows))
        .route("/back-office/imports/{import}/apply", post(apply))
}

async fn form(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    Ok(web::page(want, &Shell::new(&app.site, &catalog), &Form { staff: staff.name() }))
}

async fn start_over() -> Answer {
    redirect("/back-office/import")
}

/// Reads a product list and says what it would change. Nothing is changed yet.
///
/// Columns, by name in the first line, in any order: `sku` and/or `barcode`, `name`, `price`; and where wanted `aisle`,
/// `section`, `unit`, `quantity`, `stock`, `vat`, `deposit`, and the facts of a label: `brand`, `family`, `variant`,
/// `description`, `ingredients`, `allergens`, `diet`, `energy_kj`, `fat`, `saturates`, `carbohydrate`, `sugars`, `fiber`,
/// `protein`, `salt`, `origin`, `producer`, `storage`, `keeping`, `keeps_days`, `drained`, `plu`, `age`, `times`;
/// and texts in another language: `name:de`, `description:de`, `ingredients:de`, `origin:de`, `keeping:de`, `variant:de`. An empty cell
/// leaves what the product has; `none` takes a fact away.
#[utoipa::path(post, path = "/back-office/imports", tag = "back office",
    request_body(content = String, content_type = "text/csv", description = "The list; or a form with a field `file`"),
    responses((status = 201, body = View), (status = 413, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn plan(State(app): State<Arc<App>>, want: Want, staff: Staff, Upload(file): Upload) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let settings = app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))?;
    let plan = parse(&file, &Known::of(&catalog, &settings)).map_err(unusable)?;
    let report = Report::of(settings.country, &plan, &products(&app, &plan).await?, &settings.aisles);
    let import = Import {
        import: cloud::random::token(),
        rows: u32::try_from(plan.rows.len()).unwrap_or(u32::MAX),
        done: 0,
        added: 0,
        changed: 0,
        by: staff.name().to_owned(),
        at: app.clock.now(),
        started: false,
        chunk: None,
    };
    app.files.put(&file_key(&import.import), "text/csv", file.to_vec()).await?;
    app.files.put(&report_key(&import.import), "application/json", serde_json::to_vec(&report)?).await?;
    app.store.save_import(&import).await?;
    let view = View::of(import, Some(report), staff.name());
    Ok(done(want, &view, &view.path()).status(StatusCode::CREATED))
}

/// How far an import has got, and what it does.
#[utoipa::path(get, path = "/back-office/imports/{import}", tag = "back office", params(("import" = String, Path)),
    responses((status = 200, body = View), (status = 404, body = web::problem::Details)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff, Path(id): Path<String>) -> Outcome<Answer> {
    let import = found(&app, &id).await?;
    let report = if Stage::of(&import) == Stage::Running { None } else { report(&app, &id).await? };
    let catalog = app.catalog.catalog().await?;
    let view = View::of(import, report, staff.name());
    let answer = web::page(want, &Shell::new(&app.site, &catalog), &view);
    // The page follows the import without a script.
    let again = HeaderValue::from_static("2");
    Ok(if view.state == Stage::Running { answer.header(HeaderName::from_static("refresh"), again) } else { answer })
}

/// The rows that cannot be used, and those of which something is left out, for a spreadsheet.
#[utoipa::path(get, path = "/back-office/imports/{import}/rows.csv", tag = "back office", params(("import" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String), (status = 404, body = web::problem::Details)))]
pub async fn rows(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Outcome<Response> {
    found(&app, &id).await?;
    let report = report(&app, &id).await?.ok_or_else(missing)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"import-rows.csv\""),
        (header::CACHE_CONTROL, "private, no-cache"),
    ];
    Ok((headers, report.sheet()).into_response())
}

/// Starts an import that was looked at. Starting it twice is starting it once.
#[utoipa::path(post, path = "/back-office/imports/{import}/apply", tag = "back office", params(("import" = String, Path)),
    responses((status = 200, body = View), (status = 404, body = web::problem::Details), (status = 409, body = web::problem::Details)))]
pub async fn apply(State(app): State<Arc<App>>, want: Want, staff: Staff, Path(id): Path<String>) -> Outcome<Answer> {
    let import = found(&app, &id).await?;
    if import.rows == 0 {
        let problem = Problem::conflict("nothing-to-import", "Nothing to import").detail("No row of this file can be used.");
        return Err(problem.way("/back-office/import", "Choose another file"));
    }
    if !import.started {
        let job = app.store.start_import(&id, app.clock.now()).await?;
        app.jobs.announce(&[job]).await;
    }
    let view = View::of(Import { started: true, ..import }, None, staff.name());
    Ok(done(want, &view, &view.path()))
}

/// The products the rows are about, as they are now.
async fn products(app: &App, plan: &Plan) -> Result<HashMap<Sku, Product>, Fault> {
    let skus: Vec<Sku> = plan.rows.iter().map(|row| row.sku.clone()).collect();
    let parts: Vec<_> = skus.chunks(250).map(|part| app.store.products(part)).collect();
    let parts: Vec<Vec<Product>> = stream::iter(parts).buffer_unordered(8).try_collect().await?;
    Ok(parts.into_iter().flatten().map(|product| (product.head.sku.clone(), product)).collect())
}

async fn found(app: &App, id: &str) -> Outcome<Import> {
    let name = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let import = if name { app.store.import(id).await? } else { None };
    import.ok_or_else(missing)
}

fn missing() -> Problem {
    Problem::not_found("There is no such import.").way("/back-office/import", "To the import")
}

async fn report(app: &App, id: &str) -> Outcome<Option<Report>> {
    let file = app.files.get(&report_key(id)).await?;
    Ok(file.map(|json| serde_json::from_slice(&json)).transpose()?)
}

fn unusable(why: Unusable) -> Problem {
    let problem = Problem::invalid(vec![Failure::field("file", "unusable", sentence(&why.to_string()))]);
    problem.detail("This file cannot be read as a product list. Nothing was changed.").way("/back-office/import", "Choose another file")
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

fn file_key(id: &str) -> String {
    format!("imports/{id}.csv")
}

fn report_key(id: &str) -> String {
    format!("imports/{id}.json")
}

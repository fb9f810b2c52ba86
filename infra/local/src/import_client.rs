//! `larder import FILE`: the same two steps as in the back office. First what would change, then the change itself.

use crate::aws::{Doing, Error};
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use std::path::Path;
use std::time::Duration;

/// Changes that are printed.
const SHOWN: usize = 10;
/// How often the shop is asked how far it has got.
const PAUSE: Duration = Duration::from_millis(200);

/// An import, as the shop tells of it.
#[derive(Deserialize)]
struct Import {
    import: String,
    state: String,
    rows: u64,
    done: u64,
    added: u64,
    changed: u64,
    report: Option<Report>,
}

#[derive(Deserialize)]
struct Report {
    new: u64,
    changed: u64,
    same: u64,
    assumed_vat: u64,
    new_aisles: Vec<Aisle>,
    otherwise: Vec<(String, String)>,
    lookalikes: Vec<(String, String)>,
    ignored: Vec<String>,
    changes: Vec<Listed>,
    bad: Vec<Row>,
    hints: Vec<Row>,
}

#[derive(Deserialize)]
struct Aisle {
    name: String,
}

#[derive(Deserialize)]
struct Listed {
    line: u32,
    name: String,
    new: bool,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    field: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Row {
    line: u32,
    reason: String,
}

#[derive(Deserialize)]
struct Problem {
    title: String,
    #[serde(default)]
    errors: Vec<Failure>,
}

#[derive(Deserialize)]
struct Failure {
    message: String,
}

/// What goes into one request: Lambda takes no more, and neither does the shop on this machine.
const MOST_BYTES: usize = 4_000_000;

/// Sends a file to a running shop, prints what it would change and, unless that was all, lets it happen. A long one goes
/// in parts, one after the other; lines are counted in each of them.
///
/// # Errors
/// When the file cannot be read, or the shop does not answer or refuses.
pub async fn import(shop: &str, bearer: &str, file: &Path, dry_run: bool) -> Result<(), Error> {
    let content = tokio::fs::read(file).await.doing(|| format!("reading {}", file.display()))?;
    let parts = domain::import::parts(&content, MOST_BYTES);
    for (n, part) in (1..).zip(&parts) {
        if parts.len() > 1 {
            println!("Part {n} of {}:", parts.len());
        }
        import_part(shop, bearer, part.clone(), dry_run).await?;
    }
    Ok(())
}

async fn import_part(shop: &str, bearer: &str, content: Vec<u8>, dry_run: bool) -> Result<(), Error> {
    let client = Client::new();
    let at = |path: &str| format!("{shop}/back-office/imports{path}");
    let planned = answer(client.post(at("")).header(CONTENT_TYPE, "text/csv").body(content), bearer).await?;
    if let Some(report) = &planned.report {
        print(report);
    }
    let nothing = planned.report.as_ref().is_some_and(|r| r.new + r.changed == 0);
    if dry_run || nothing {
        println!("{}", if nothing { "Nothing to change." } else { "Nothing was changed: this was a dry run." });
        return Ok(());
    }
    let path = format!("/{}", planned.import);
    answer(client.post(at(&format!("{path}/apply"))), bearer).await?;
    let done = follow(&client, &at(&path), bearer, planned.rows).await?;
    println!("Imported: {} products added, {} changed.", done.added, done.changed);
    Ok(())
}

async fn follow(client: &Client, address: &str, bearer: &str, rows: u64) -> Result<Import, Error> {
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} rows  {per_sec}  {elapsed}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(rows).with_style(style);
    loop {
        let import = answer(client.get(address), bearer).await?;
        bar.set_position(import.done);
        if import.state == "done" {
            bar.finish();
            return Ok(import);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn answer(request: RequestBuilder, bearer: &str) -> Result<Import, Error> {
    let doing = || "talking to the shop".to_owned();
    let response = request.bearer_auth(bearer).header(ACCEPT, "application/json").send().await.doing(doing)?;
    let status = response.status();
    let body = response.bytes().await.doing(doing)?;
    if status.is_success() {
        return serde_json::from_slice(&body).doing(|| "reading the shop's answer".to_owned());
    }
    let why = match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => std::iter::once(problem.title).chain(problem.errors.into_iter().map(|e| e.message)).collect::<Vec<_>>().join(": "),
        Err(_) => status.to_string(),
    };
    Err(Error::new("importing", why))
}

fn print(report: &Report) {
    println!("{} new, {} changed, {} the same, {} rows that cannot be used", report.new, report.changed, report.same, report.bad.len());
    if !report.new_aisles.is_empty() {
        println!("new aisles: {}", report.new_aisles.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", "));
    }
    for (said, is) in &report.otherwise {
        println!("{said:?} in the file is {is:?} in the shop");
    }
    for (new, known) in &report.lookalikes {
        println!("{new:?} is new and looks like {known:?}");
    }
    if !report.ignored.is_empty() {
        println!("columns not used: {}", report.ignored.join(", "));
    }
    if report.assumed_vat > 0 {
        println!("{} new products have no VAT class and get the reduced rate", report.assumed_vat);
    }
    for row in &report.bad {
        println!("  line {}: {}", row.line, row.reason);
    }
    if !report.hints.is_empty() {
        println!("{} rows are used but for something:", report.hints.len());
        report.hints.iter().take(SHOWN).for_each(|row| println!("  line {}: {}", row.line, row.reason));
    }
    for change in report.changes.iter().take(SHOWN) {
        let fields: Vec<String> = change.fields.iter().map(|f| format!("{} {} -> {}", f.field, f.from, f.to)).collect();
        println!("  line {}: {} ({})", change.line, change.name, if change.new { "new".to_owned() } else { fields.join(", ") });
    }
}

//! `/back-office/invoices`: invoices and credit notes by month, for the tax adviser as CSV, each as a PDF.

use crate::App;
use crate::days;
use crate::table::head;
use crate::who::Staff;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::invoice::{Issued, Kind as Sort};
use domain::sheet::Cell::{Amount, Percent, Text};
use domain::sheet::Sheet;
use domain::{Money, OrderId};
use http::header;
use jiff::civil::Date;
use maud::{Markup, html};
use paper::Document;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::components::{Tone, notice};
use web::{Answer, Outcome, Path, Problem, Query, Shell, View, Want, page};

/// Which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `2026-11`; the current one when absent.
    month: Option<String>,
}

/// The documents of a month.
#[derive(Serialize, ToSchema)]
pub struct Month<'a> {
    /// `2026-11`.
    month: String,
    /// By kind, then by number.
    documents: Vec<Issued>,
    #[serde(skip)]
    complete: bool,
    #[serde(skip)]
    staff: &'a Staff,
}

/// Invoices and credit notes of a month.
#[utoipa::path(get, path = "/back-office/invoices", tag = "back office", params(Asked), responses((status = 200, body = Month)))]
pub async fn list(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let today = days::today(catalog.settings(), app.clock.now());
    let month = asked.month.filter(|m| first_of(m).is_some()).unwrap_or_else(|| today.strftime("%Y-%m").to_string());
    let documents = documents(&app, &month).await?;
    let view = Month { month, documents, complete: catalog.settings().seller.is_complete(), staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// The same as CSV: a row for each rate of each document.
#[utoipa::path(get, path = "/back-office/invoices/{file}", tag = "back office", params(("file" = String, Path, example = "2026-11.csv")),
    responses((status = 200, content_type = "text/csv", body = String), (status = 404, body = web::problem::Details)))]
pub async fn csv(State(app): State<Arc<App>>, _: Staff, Path(file): Path<String>) -> Outcome<Response> {
    let month = file.strip_suffix(".csv").filter(|m| first_of(m).is_some());
    let month = month.ok_or_else(|| Problem::not_found("A list is named after its month: 2026-11.csv."))?;
    let mut sheet = Sheet::new(&["number", "kind", "day", "order", "percent", "gross", "net", "vat", "currency"]);
    for one in documents(&app, month).await? {
        let (number, order) = (one.drawn.name(one.kind), one.order.to_string());
        for part in &one.vat {
            sheet.row(&[
                Text(&number),
                Text(one.kind.as_str()),
                Text(&one.drawn.day),
                Text(&order),
                Percent(part.bp),
                Amount(part.gross),
                Amount(part.gross - part.vat),
                Amount(part.vat),
                Text(&one.currency),
            ]);
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"invoices-{month}.csv\"")),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    Ok((headers, sheet.file()).into_response())
}

/// A document of an order as a PDF: `invoice`, or the name of a refund.
#[utoipa::path(get, path = "/back-office/orders/{order}/documents/{document}", tag = "back office",
    params(("order" = String, Path), ("document" = String, Path)),
    responses((status = 200, content_type = "application/pdf", body = [u8]), (status = 404, body = web::problem::Details)))]
pub async fn pdf(State(app): State<Arc<App>>, _: Staff, Path((order, name)): Path<(OrderId, String)>) -> Outcome<Response> {
    let missing = crate::order::missing;
    let whole = app.store.whole_order(&order).await?.ok_or_else(missing)?;
    let (kind, drawn) = whole.order.document(&name).ok_or_else(missing)?;
    let issued = app.store.issued(kind, drawn).await?.ok_or_else(missing)?;
    let document = Document::of(&whole, &issued).ok_or_else(missing)?;
    let content = document.pdf().ok_or_else(|| Problem::broken("the fonts of documents cannot be read"))?;
    let headers = [(header::CONTENT_TYPE, "application/pdf"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, content).into_response())
}

async fn documents(app: &App, month: &str) -> Outcome<Vec<Issued>> {
    let mut all = app.store.issued_in(Sort::Invoice, month).await?;
    all.extend(app.store.issued_in(Sort::CreditNote, month).await?);
    Ok(all)
}

/// `2026-11` as a date.
fn first_of(month: &str) -> Option<Date> {
    if month.len() == 7 { format!("{month}-01").parse().ok() } else { None }
}

impl View for Month<'_> {
    fn title(&self, _: &Shell) -> String {
        format!("Invoices of {}", self.month)
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let total: Money = self.documents.iter().map(|d| d.total).sum();
        html! {
            h1 { "Invoices and credit notes, " (self.month) }
            @if !self.complete {
                (notice(Tone::Warn, html! { p { "The name, address or tax number of the seller is missing, and an invoice needs it. "
                    a href="/back-office/seller" { "Say who sells" } "." } }))
            }
            nav.row aria-label="Months" {
                (self.neighbor("Month before", jiff::Span::new().months(-1)))
                (self.neighbor("Month after", jiff::Span::new().months(1)))
                a.button href={ "/back-office/invoices/" (self.month) ".csv" } { "Download as CSV" }
                @if self.staff.is_owner() { a.button href="/back-office/seller" { "Who sells" } }
            }
            section.card {
                @if self.documents.is_empty() { p.hint { "None in this month. An invoice is made when an order is handed over." } }
                @else {
                    div.scroll {
                        table.table {
                            (head(&["Number", "Day", "Order"], &["VAT", "Total"]))
                            tbody { @for one in &self.documents { (row(one, shell)) } }
                            tfoot { tr { th scope="row" colspan="4" { "Total" } td.number { strong { (shell.money(total)) } } } }
                        }
                    }
                }
            }
        }
    }
}

impl Month<'_> {
    fn neighbor(&self, words: &str, by: jiff::Span) -> Markup {
        let month = first_of(&self.month).and_then(|first| first.checked_add(by).ok()).map(|day| day.strftime("%Y-%m").to_string());
        html! { @if let Some(month) = month { a.button href={ "/back-office/invoices?month=" (month) } { (words) } } }
    }
}

fn row(one: &Issued, shell: &Shell) -> Markup {
    let order = crate::order::path(&one.order);
    let name = one.refund.as_ref().map_or("invoice", |refund| refund.as_str());
    let vat: Money = one.vat.iter().map(|part| part.vat).sum();
    html! {
        tr {
            th scope="row" { a href={ (order) "/documents/" (name) } { (one.drawn.name(one.kind)) } }
            td { (one.drawn.day) }
            td { a href=(order) { (one.order.as_str()) } }
            td.number { (shell.money(vat)) }
            td.number { (shell.money(one.total)) }
        }
    }
}

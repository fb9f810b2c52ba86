//! `GET /back-office/takings?day=`: what a day took. And its report as CSV, as made at night.

use crate::App;
use crate::days;
use crate::table::head;
use crate::who::Staff;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::takings::{Sold, Takings, takings};
use domain::{Money, Quantity, VatClass};
use http::header;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Outcome, Path, Problem, Query, Shell, View, Want, page};

/// Which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `2026-11-23`; today when absent.
    #[param(value_type = Option<String>)]
    day: Option<Date>,
}

/// What a day took.
#[derive(Serialize, ToSchema)]
pub struct DayTakings<'a> {
    /// In the shop's time zone.
    #[schema(value_type = String)]
    day: Date,
    /// Summed over the orders handed over that day.
    #[serde(flatten)]
    takings: Takings,
    /// Where its report is, once it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    csv: Option<String>,
    #[serde(skip)]
    today: Date,
    #[serde(skip)]
    staff: &'a Staff,
}

/// What a day took: total, tax per rate, best sellers.
#[utoipa::path(get, path = "/back-office/takings", tag = "back office", params(Asked), responses((status = 200, body = DayTakings)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let today = days::today(catalog.settings(), app.clock.now());
    let day = asked.day.unwrap_or(today);
    let (facts, gifts) = (app.store.takings(&day.to_string()).await?, app.store.gifts(&day.to_string()).await?);
    let csv = app.files.get(&key(day)).await?.map(|_| format!("/back-office/reports/{day}.csv"));
    let view = DayTakings { day, takings: takings(&facts).and(&gifts).named(&catalog), csv, today, staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// The report of a day, as made at night.
#[utoipa::path(get, path = "/back-office/reports/{file}", tag = "back office", params(("file" = String, Path, example = "2026-11-23.csv")),
    responses((status = 200, content_type = "text/csv", body = String), (status = 404, body = web::problem::Details)))]
pub async fn csv(State(app): State<Arc<App>>, _: Staff, Path(file): Path<String>) -> Outcome<Response> {
    let day: Option<Date> = file.strip_suffix(".csv").and_then(|day| day.parse().ok());
    let day = day.ok_or_else(|| Problem::not_found("A report is named after its day: 2026-11-23.csv."))?;
    let Some(content) = app.files.get(&key(day)).await? else {
        let problem = Problem::not_found("There is no report of this day yet. Reports are made at night, when the day is over.");
        return Err(problem.way(format!("/back-office/takings?day={day}"), "The day's takings so far"));
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"takings-{day}.csv\"")),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    Ok((headers, content).into_response())
}

fn key(day: Date) -> String {
    format!("reports/{day}.csv")
}

/// More are in the CSV.
const BEST: usize = 25;

impl View for DayTakings<'_> {
    fn title(&self, _: &Shell) -> String {
        format!("Takings of {}", self.day)
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { "Takings, " (self.day.strftime("%A, %-d %B %Y").to_string()) }
            (self.neighbors())
            div.split {
                div {
                    section.card { h2 { "VAT" } (self.vat(shell)) }
                    section.card { h2 { "Best sellers" } (self.best_sellers(shell)) }
                }
                aside { (self.summary(shell)) (self.gifts(shell)) (self.report()) }
            }
        }
    }
}

impl DayTakings<'_> {
    fn neighbors(&self) -> Markup {
        let link = |day: Result<Date, jiff::Error>, words: &str| {
            html! { @if let Ok(day) = day { a.button href={ "/back-office/takings?day=" (day.to_string()) } { (words) } } }
        };
        html! {
            nav.row aria-label="Days" {
                (link(self.day.yesterday(), "Day before"))
                @if self.day < self.today { (link(self.day.tomorrow(), "Day after")) (link(Ok(self.today), "Today")) }
                form.row action="/back-office/takings" {
                    label.sr-only for="day" { "Day" }
                    input #day type="date" name="day" value=(self.day.to_string()) max=(self.today.to_string());
                    button type="submit" { "Show" }
                }
            }
        }
    }

    fn summary(&self, shell: &Shell) -> Markup {
        let takings = &self.takings;
        html! {
            section.card {
                h2 { "In all" }
                p.lead { (shell.money(takings.total).big()) }
                dl.sum {
                    div { dt { "Orders handed over" } dd { (takings.orders) } }
                    div { dt { "Average basket" } dd { (shell.money(takings.average)) } }
                    @if takings.given_back > Money::ZERO {
                        div { dt { "Given back, taken off" } dd { (shell.money(takings.given_back)) } }
                    }
                    div { dt { "Delivery fees in it" } dd { (shell.money(takings.fees)) } }
                    @for (words, amount) in paid_with(takings) { div { dt { (words) } dd { (shell.money(amount)) } } }
                }
                @if self.day == self.today { p.hint { "So far. An order counts on the day it is handed over." } }
            }
        }
    }

    /// What the till took beside the takings.
    fn gifts(&self, shell: &Shell) -> Markup {
        let (takings, gifts) = (&self.takings, &self.takings.gifts);
        let sums = [
            ("Taken in cash", gifts.cash),
            ("Taken by card", gifts.terminal),
            ("Cash in all", takings.cash_in_all()),
            ("By card in all", takings.terminal_in_all()),
        ];
        html! {
            @if gifts.sold > 0 {
                section.card {
                    h2 { "Gift cards sold" }
                    p.lead { (shell.money(gifts.total()).big()) }
                    dl.sum {
                        div { dt { "Gift cards" } dd { (gifts.sold) } }
                        @for (words, amount) in sums { div { dt { (words) } dd { (shell.money(amount)) } } }
                    }
                    p.hint { "Not in the takings: it is owed until they are spent, and taxed only then." }
                }
            }
        }
    }

    fn report(&self) -> Markup {
        html! {
            section.card {
                h2 { "Report" }
                @match &self.csv {
                    Some(csv) => a.button href=(csv) { "Download as CSV" },
                    None => p.hint { "The report is made at night, when the day is over." },
                }
            }
        }
    }

    fn vat(&self, shell: &Shell) -> Markup {
        let parts = &self.takings.vat;
        let (gross, vat): (Money, Money) = (parts.iter().map(|p| p.gross).sum(), parts.iter().map(|p| p.vat).sum());
        html! {
            div.scroll {
                table.table {
                    (head(&["Rate"], &["Gross", "Net", "VAT"]))
                    tbody {
                        @for part in parts {
                            tr {
                                th scope="row" { (rate(part.class)) " " (part.bp / 100) " %" }
                                td.number { (shell.money(part.gross)) }
                                td.number { (shell.money(part.gross - part.vat)) }
                                td.number { (shell.money(part.vat)) }
                            }
                        }
                    }
                    tfoot {
                        tr { th scope="row" { "Total" } @for sum in [gross, gross - vat, vat] { td.number { (shell.money(sum)) } } }
                    }
                }
            }
        }
    }

    fn best_sellers(&self, shell: &Shell) -> Markup {
        html! {
            @if self.takings.best_sellers.is_empty() { p.hint { "Nothing was handed over on this day." } }
            @else {
                div.scroll {
                    table.table {
                        (head(&["Product"], &["Sold", "Amount"]))
                        tbody {
                            @for sold in self.takings.best_sellers.iter().take(BEST) {
                                tr { th scope="row" { (sold.name) } td.number { (amount(sold)) } td.number { (shell.money(sold.amount)) } }
                            }
                        }
                    }
                }
                @if self.takings.best_sellers.len() > BEST { p.hint { "and " (self.takings.best_sellers.len() - BEST) " more" } }
            }
        }
    }
}

/// Only where there is more than one way: then each of them, as it is counted in the till.
fn paid_with(takings: &Takings) -> Vec<(&'static str, Money)> {
    let ways = [
        ("Paid online", takings.online()),
        ("Taken in cash", takings.cash),
        ("Taken by card at handover", takings.terminal),
        ("Paid with credit", takings.credit),
    ];
    let several = [takings.cash, takings.terminal, takings.credit].iter().any(|amount| *amount != Money::ZERO);
    ways.into_iter().filter(|_| several).collect()
}

fn rate(class: VatClass) -> &'static str {
    match class {
        VatClass::Standard => "Standard",
        VatClass::Reduced => "Reduced",
        VatClass::Basic => "Basic food",
        VatClass::Zero => "Zero",
    }
}

fn amount(sold: &Sold) -> String {
    let units = u32::try_from(sold.units).unwrap_or_default();
    if sold.by_weight { Quantity::Grams(units).to_string() } else { Quantity::Pieces(units).to_string() }
}

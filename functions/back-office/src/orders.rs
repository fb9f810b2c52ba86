//! `GET /back-office/orders?day=`: what is to be picked, window by window.

use crate::App;
use crate::days::{self, Counts, Day};
use crate::room::{self, Room};
use crate::state::{badge_of, method};
use crate::table::head;
use crate::who::Staff;
use axum::extract::State;
use domain::order::{Here, State as Stand};
use domain::slot::Method;
use domain::{Money, Order, OrderId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::components::{Tone, badge, empty};
use web::{Answer, Outcome, Query, Shell, View, Want, page};

/// Which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `2026-11-23`; today when absent.
    #[param(value_type = Option<String>)]
    day: Option<Date>,
}

/// The orders of a day.
#[derive(Serialize, ToSchema)]
pub struct DayOfOrders<'a> {
    /// In the shop's time zone.
    #[schema(value_type = String)]
    day: Date,
    /// By window, then by number.
    orders: Vec<Row<'a>>,
    /// The days around, and how their orders stand.
    days: Vec<Day>,
    /// The day's slots, and how full they are.
    slots: Vec<Room>,
    #[serde(skip)]
    tz: TimeZone,
    #[serde(skip)]
    today: Date,
    #[serde(skip)]
    staff: &'a Staff,
}

/// An order in the list.
#[derive(Serialize, ToSchema)]
pub struct Row<'a> {
    /// Its number.
    order: &'a OrderId,
    /// `placed`, `picking`, `ready`, `handed_over`.
    state: &'static str,
    /// `10:00-12:00`.
    window: &'a str,
    /// To the door, or fetched.
    method: Method,
    /// The delivery zone, or `store`.
    zone: &'a str,
    /// Who ordered.
    name: &'a str,
    /// Distinct products.
    lines: u16,
    /// Promised.
    total: Money,
    /// What it came to after picking.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<Money>,
    /// Youngest age that may receive it.
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<u8>,
    /// Why a person must look at its payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a str>,
    /// The shopper waits outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    here: Option<&'a Here>,
    #[serde(skip)]
    stand: &'a Stand,
}

/// The orders of a day, by slot.
#[utoipa::path(get, path = "/back-office/orders", tag = "back office", params(Asked), responses((status = 200, body = DayOfOrders)))]
pub async fn list(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let (now, catalog) = (app.clock.now(), app.catalog.catalog().await?);
    let today = days::today(catalog.settings(), now);
    let day = asked.day.unwrap_or(today);
    let mut wanted = days::ahead(catalog.settings(), now);
    wanted.extend(today.yesterday().ok());
    wanted.push(day);
    wanted.sort_unstable();
    wanted.dedup();
    let listed = days::orders_on(&app, &wanted).await?;
    let shown = listed.iter().find(|(d, _)| *d == day).map_or(&[][..], |(_, orders)| orders);
    let view = DayOfOrders {
        day,
        orders: shown.iter().map(row).collect(),
        slots: room::of_day(&app, catalog.settings(), day).await?,
        tz: catalog.settings().tz(),
        days: listed.iter().map(|(day, orders)| Day { day: *day, counts: Counts::of(orders) }).collect(),
        today,
        staff: &staff,
    };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

fn row(order: &Order) -> Row<'_> {
    let slot = &order.fulfillment.slot;
    Row {
        order: &order.order,
        state: order.state.name(),
        window: slot.window(),
        method: order.fulfillment.method,
        zone: slot.zone(),
        name: &order.contact.name,
        lines: order.line_count,
        total: order.total,
        settled: order.settled,
        age: order.age,
        review: order.review.as_deref(),
        here: order.here(),
        stand: &order.state,
    }
}

impl View for DayOfOrders<'_> {
    fn title(&self, _: &Shell) -> String {
        format!("Orders of {}", self.day.strftime("%a %-d %b"))
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { "Orders, " (self.day.strftime("%A, %-d %B").to_string()) }
            (self.switcher())
            (self.waiting())
            @if self.orders.is_empty() {
                (empty("No orders for this day", "They appear here as soon as they are paid.", ("/back-office", "To the back office")))
            }
            @for window in self.orders.chunk_by(|a, b| (a.window, a.method) == (b.window, b.method)) {
                (of_window(window, shell))
            }
            (room::table(&self.slots, self.staff.is_owner()))
        }
    }
}

impl DayOfOrders<'_> {
    /// Who waits outside, longest first.
    fn waiting(&self) -> Markup {
        let mut waiting: Vec<(&Row, &Here)> = self.orders.iter().filter_map(|row| Some((row, row.here?))).collect();
        waiting.sort_by_key(|(_, here)| here.since);
        let clock = |here: &Here| here.since.to_zoned(self.tz.clone()).strftime("%H:%M").to_string();
        html! {
            @if !waiting.is_empty() {
                section.card data-refresh="15" {
                    h2 { "Waiting outside " span.hint { (waiting.len()) } }
                    ul {
                        @for (row, here) in waiting {
                            li {
                                strong { "Bay " (here.bay) } " since " (clock(here)) ": "
                                a href={ "/back-office/orders/" (row.order.as_str()) } { (row.name) }
                                @if !here.car.is_empty() { ", " (here.car) } " " (badge_of(row.stand))
                            }
                        }
                    }
                }
            } @else if self.orders.iter().any(|row| row.method == Method::Curbside) { div data-refresh="15" {} }
        }
    }

    fn switcher(&self) -> Markup {
        html! {
            nav.days aria-label="Days" {
                ul.row {
                    @for Day { day, counts } in &self.days {
                        li {
                            a.button href={ "/back-office/orders?day=" (day.to_string()) } aria-current=[(*day == self.day).then_some("page")] {
                                (days::words(*day, self.today)) " "
                                span.hint { (counts.open()) span.sr-only { " open" } @if counts.all() > counts.open() { " of " (counts.all()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn of_window(rows: &[Row], shell: &Shell) -> Markup {
    let first = &rows[0];
    html! {
        section.card {
            h2 { (first.window.replace('-', "–")) " " (method(first.method)) " " span.hint { (rows.len()) } }
            div.scroll {
                table.table {
                    (head(&["Order"], &["Lines", "Total"]))
                    tbody { @for row in rows { (of_order(row, shell)) } }
                }
            }
        }
    }
}

fn of_order(row: &Row, shell: &Shell) -> Markup {
    html! {
        tr {
            td {
                a href={ "/back-office/orders/" (row.order.as_str()) } { strong { (row.order.as_str()) } } " "
                (badge_of(row.stand))
                @if let Some(age) = row.age { " " (badge(Tone::Warn, &format!("{age}+"))) }
                @if row.review.is_some() { " " (badge(Tone::Bad, "payment")) }
                br;
                (row.name) @if row.method == Method::Delivery { span.hint { " · " (row.zone) } }
            }
            td.number { (row.lines) }
            td.number { (shell.money(row.settled.unwrap_or(row.total))) }
        }
    }
}

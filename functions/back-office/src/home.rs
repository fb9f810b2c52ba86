//! `GET /back-office`: the day at a glance.

use crate::App;
use crate::days::{self, Counts, Day};
use crate::table::head;
use crate::who::Staff;
use axum::extract::State;
use domain::catalog::Catalog;
use domain::takings::takings;
use domain::{Money, Sku};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Tone, notice};
use web::{Answer, Outcome, Shell, View, Want, page};

/// The day at a glance.
#[derive(Serialize, ToSchema)]
pub struct Home<'a> {
    /// Today, in the shop's time zone.
    #[schema(value_type = String)]
    today: Date,
    /// Orders by the day of their slot, today first.
    days: Vec<Day>,
    /// Charged for orders handed over today.
    taken: Money,
    /// Orders handed over today, whatever day they were for.
    handed_over: u32,
    /// Products sold out.
    sold_out: Vec<Scarce<'a>>,
    /// Products nearly sold out.
    low: Vec<Scarce<'a>>,
    /// The owner has not said who sells: invoices name the shop as it is known, and lack what the law asks for.
    seller_missing: bool,
    #[serde(skip)]
    staff: &'a Staff,
}

/// A product that needs a look.
#[derive(Serialize, ToSchema)]
pub struct Scarce<'a> {
    /// The shop's code.
    sku: &'a Sku,
    /// As on the label.
    name: &'a str,
}

/// The day at a glance: orders ahead, takings, what is running out.
#[utoipa::path(get, path = "/back-office", tag = "back office", responses((status = 200, body = Home)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (now, catalog) = (app.clock.now(), app.catalog.catalog().await?);
    let settings = catalog.settings();
    let today = days::today(settings, now);
    let listed = days::orders_on(&app, &days::ahead(settings, now)).await?;
    let taken = takings(&app.store.takings(&today.to_string()).await?);
    let shelf = app.store.shelf().await?;
    let home = Home {
        today,
        days: listed.iter().map(|(day, orders)| Day { day: *day, counts: Counts::of(orders) }).collect(),
        taken: taken.total,
        handed_over: taken.orders,
        sold_out: scarce(&catalog, &shelf.out),
        low: scarce(&catalog, &shelf.low),
        seller_missing: !settings.seller.is_complete(),
        staff: &staff,
    };
    Ok(page(want, &Shell::new(&app.site, &catalog), &home))
}

fn scarce<'a>(catalog: &'a Catalog, skus: &BTreeSet<Sku>) -> Vec<Scarce<'a>> {
    let products = skus.iter().filter_map(|sku| catalog.product(sku));
    products.map(|p| Scarce { sku: &p.head.sku, name: &p.head.name }).collect()
}

/// More than these are on the page of products.
const SHOWN: usize = 12;

impl View for Home<'_> {
    fn title(&self, _: &Shell) -> String {
        "Back office".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { (self.today.strftime("%A, %-d %B").to_string()) }
            @if self.seller_missing && self.staff.is_owner() {
                (notice(Tone::Warn, html! {
                    p { "Your invoices name the shop, but not all that the law asks for: the full name of the business and a tax number. " a href="/back-office/seller" { "Say who sells" } }
                }))
            }
            div.split {
                div {
                    section.card { h2 { "Orders" } (self.orders()) }
                    section.card {
                        h2 { "Running out" }
                        (shelf("Sold out", &self.sold_out))
                        (shelf("Only a few left", &self.low))
                        @if self.sold_out.is_empty() && self.low.is_empty() { p.hint { "Nothing. The shelves are full." } }
                    }
                }
                aside {
                    section.card {
                        h2 { "Taken today" }
                        p.lead { (shell.money(self.taken).big()) }
                        p.hint { (self.handed_over) @if self.handed_over == 1 { " order handed over" } @else { " orders handed over" } }
                        a.button href="/back-office/takings" { "Takings" }
                    }
                    (self.links())
                }
            }
        }
    }
}

impl Home<'_> {
    fn orders(&self) -> Markup {
        html! {
            div.scroll {
                table.table {
                    (head(&["Day"], &["To pick", "Picking", "Ready", "Done"]))
                    tbody {
                        @for Day { day, counts } in &self.days {
                            tr {
                                th scope="row" { a href={ "/back-office/orders?day=" (day.to_string()) } { (day_name(*day, self.today)) } }
                                @for n in [counts.to_pick, counts.picking, counts.ready, counts.handed_over] {
                                    td.number { @if n == 0 { span.hint { "0" } } @else { (n) } }
                                }
                            }
                        }
                    }
                }
            }
            p { a.button.main href="/back-office/orders" { "Pick today's orders" } }
        }
    }

    fn links(&self) -> Markup {
        html! {
            section.card {
                h2 { "Go to" }
                ul {
                    li { a href="/back-office/orders" { "Orders" } }
                    li { a href="/back-office/claims" { "Claims" } }
                    li { a href="/back-office/invoices" { "Invoices and credit notes" } }
                    li { a href="/back-office/products" { "Products, prices and stock" } }
                    li { a href="/back-office/takings" { "Takings and reports" } }
                    @if self.staff.is_owner() {
                        li { a href="/back-office/import" { "Import a catalog" } }
                        li { a href="/back-office/promotions" { "Promotions and vouchers" } }
                        li { a href="/back-office/settings" { "Slots and delivery fees" } }
                        li { a href="/back-office/credit" { "Gift cards and credit" } }
                        li { a href="/back-office/taxes" { "Country, taxes and prices" } }
                        li { a href="/back-office/payment" { "Ways to pay" } }
                        li { a href="/back-office/zones" { "Delivery zones" } }
                        li { a href="/back-office/calendar" { "Days, windows and ways" } }
                        li { a href="/back-office/aisles" { "Aisles" } }
                        li { a href="/back-office/words" { "Words in other languages" } }
                        li { a href="/back-office/legal" { "Legal texts" } }
                        li { a href="/back-office/staff" { "Who works here" } }
                    }
                    li { a href="/" { "The shop, as shoppers see it" } }
                }
            }
        }
    }
}

/// Short enough for a phone: `Mon 23`.
fn day_name(day: Date, today: Date) -> String {
    if day == today { "Today".to_owned() } else { day.strftime("%a\u{a0}%-d").to_string() }
}

fn shelf(title: &str, products: &[Scarce]) -> Markup {
    html! {
        @if !products.is_empty() {
            h3 { (title) " " span.hint { (products.len()) } }
            ul {
                @for product in products.iter().take(SHOWN) {
                    li { a href={ "/back-office/products/" (product.sku.as_str()) } { (product.name) } }
                }
            }
            @if products.len() > SHOWN { p.hint { "and " (products.len() - SHOWN) " more" } }
        }
    }
}

//! `GET /orders/{order}`: where an order stands. Opens with the order's own key; canceling is possible until picking starts.

use crate::App;
use crate::payment::close;
use axum::extract::State;
use cloud::store::orders::{Decision, announced};
use domain::order::{Fact, SettledLine, State as OrderState, WholeOrder};
use domain::quote::Line;
use domain::{Money, Order, OrderId, VatPart};
use http::HeaderMap;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::components::{Tone, hidden, notice, steps, sum};
use web::{Answer, Input, Kind, Outcome, Path, Problem, Query, Shell, View, Want, done, page, redirect};

/// The key that opens an order.
#[derive(Deserialize, ToSchema, IntoParams)]
pub(crate) struct Key {
    /// From the order's link.
    #[serde(default)]
    pub key: String,
}

/// An order as its shopper sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderView {
    /// Where it stands, and since when it stood where.
    #[serde(flatten)]
    pub order: Order,
    /// `awaiting_payment`, `placed`, ...
    pub status: &'static str,
    /// What was promised.
    pub lines: Vec<Line>,
    /// What was picked, once picking started.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub picked: Vec<SettledLine>,
    /// VAT within the final total, once the order is ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vat: Vec<VatPart>,
    #[serde(skip)]
    key: String,
}

/// Opens an order. A wrong key and a missing order look the same.
pub(crate) async fn opened(app: &App, order: &OrderId, key: &str) -> Outcome<WholeOrder> {
    let missing = || Problem::not_found("There is no such order, or the link is not complete. The full link is in your mail.");
    if !app.links.opens(order, key) {
        return Err(missing());
    }
    app.store.whole_order(order).await?.ok_or_else(missing)
}

/// Shows an order.
#[utoipa::path(get, path = "/orders/{order}", params(("order" = String, Path), Key), responses(
    (status = 200, description = "The order", body = OrderView),
    (status = 404, description = "No such order, or a wrong key", body = web::problem::Details)))]
pub(crate) async fn show(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Query(key): Query<Key>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let whole = opened(&app, &order, &key.key).await?;
    Ok(page(want, &Shell::new(&app.site, &catalog), &OrderView::of(whole, key.key)).unkept())
}

/// The order the shopper's basket became.
pub(crate) async fn of_basket(State(app): State<Arc<App>>, headers: HeaderMap) -> Outcome<Answer> {
    let order = app.cart(&headers).await?.and_then(|c| c.order);
    Ok(match order {
        Some(order) => redirect(&format!("/orders/{order}?key={}", app.links.order_key(&order))),
        None => redirect("/cart"),
    })
}

/// Cancels an order, while nobody picks it. One that waits for its payment gives its basket back.
#[utoipa::path(post, path = "/orders/{order}/cancel", request_body = Key, params(("order" = String, Path)), responses(
    (status = 200, description = "The order is canceled", body = OrderView),
    (status = 409, description = "It is being picked, or further", body = web::problem::Details)))]
pub(crate) async fn cancel(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Input(key): Input<Key>) -> Outcome<Answer> {
    let whole = opened(&app, &order, &key.key).await?;
    let waited = matches!(whole.order.state, OrderState::AwaitingPayment { .. });
    if waited && let Some(fact) = close(&app, &whole.order).await? {
        // Paid in the last moment: it is taken into account, and then let go of like any paid order.
        learn(&app, &fact).await?;
    }
    let now = app.clock.now();
    let decide = |whole: &WholeOrder| match whole.order.state {
        OrderState::Canceled { .. } | OrderState::Expired { .. } => Ok(None),
        _ => whole.cancel("by the shopper", now).map(Some),
    };
    match app.store.decide(&order, decide).await? {
        Decision::Stored(write) => app.jobs.announce(&announced(&write)).await,
        Decision::Nothing(_) | Decision::TooLittle(_) | Decision::Missing => {}
        Decision::Refused(refusal) => {
            let link = format!("/orders/{order}?key={}", key.key);
            return Err(Problem::conflict("not-cancelable", "It is too late to cancel").detail(refusal.to_string()).way(link, "To the order"));
        }
    }
    let view = OrderView::of(opened(&app, &order, &key.key).await?, key.key);
    let next = if waited { "/cart".to_owned() } else { format!("/orders/{order}?key={}", view.key) };
    Ok(done(want, &view, &next))
}

async fn learn(app: &App, fact: &Fact) -> Outcome<()> {
    let now = app.clock.now();
    let decided = app.store.decide(&fact.order, |whole| Ok::<_, Infallible>(whole.order.learn(fact, now))).await?;
    if let Decision::Stored(write) = decided {
        app.jobs.announce(&announced(&write)).await;
    }
    Ok(())
}

impl OrderView {
    fn of(whole: WholeOrder, key: String) -> OrderView {
        let started = !whole.reports.is_empty();
        let settlement = whole.settlement();
        let picked = if started { settlement.lines } else { Vec::new() };
        let vat = if whole.order.settled.is_some() { settlement.vat } else { Vec::new() };
        OrderView { status: whole.order.state.name(), order: whole.order, lines: whole.lines, picked, vat, key }
    }

    fn step(&self) -> usize {
        match self.order.state {
            OrderState::AwaitingPayment { .. } | OrderState::Canceled { .. } | OrderState::Expired { .. } => 0,
            OrderState::Placed { .. } => 1,
            OrderState::Picking { .. } => 2,
            OrderState::Ready { .. } => 3,
            OrderState::HandedOver { .. } => 4,
        }
    }

    fn headline(&self) -> &'static str {
        match self.order.state {
            OrderState::AwaitingPayment { .. } => "One step left: pay",
            OrderState::Placed { .. } => "Thank you! We have your order",
            OrderState::Picking { .. } => "We are picking your order",
            OrderState::Ready { .. } => "Your order is ready",
            OrderState::HandedOver { .. } => "Enjoy your groceries",
            OrderState::Canceled { .. } => "This order was canceled",
            OrderState::Expired { .. } => "This order was not paid in time",
        }
    }
}

impl View for OrderView {
    fn title(&self) -> String {
        format!("Order {}", self.order.order)
    }

    fn kind(&self) -> Kind {
        Kind::Checkout
    }

    fn html(&self, shell: &Shell) -> Markup {
        let slot = shell.settings().map(|s| crate::slots::words(s, &self.order.fulfillment.slot)).unwrap_or_default();
        html! {
            @if !matches!(self.order.state, OrderState::Canceled { .. } | OrderState::Expired { .. }) {
                (steps(&["Payment", "Placed", "Picking", "Ready", "With you"], self.step()))
            }
            h1 { (self.headline()) }
            p.lead { "Order " strong { (self.order.order.as_str()) } " · " (slot) }
            (self.notices(shell))
            div.split {
                @if self.picked.is_empty() { (promised(&self.lines, shell)) } @else { (picked(&self.lines, &self.picked, shell)) }
                (self.sums(shell))
            }
        }
    }
}

impl OrderView {
    fn notices(&self, shell: &Shell) -> Markup {
        let nothing = "Nothing was charged. What was set aside on your card is released by itself.";
        match &self.order.state {
            OrderState::AwaitingPayment { until } => {
                let time = shell.settings().map(|s| until.to_zoned(s.tz()).strftime("%H:%M").to_string()).unwrap_or_default();
                notice(
                    Tone::Warn,
                    html! {
                        p { "Your groceries and your time are held until " (time) "." }
                        div.row {
                            form method="post" action={ "/orders/" (self.order.order.as_str()) "/pay" } {
                                (hidden("key", &self.key))
                                button.main type="submit" { "Pay " (shell.money(self.order.upper)) }
                            }
                            form method="post" action={ "/orders/" (self.order.order.as_str()) "/cancel" } {
                                (hidden("key", &self.key))
                                button.quiet type="submit" { "Back to the basket" }
                            }
                        }
                    },
                )
            }
            OrderState::Canceled { reason, .. } => notice(Tone::Plain, html! { p { "Canceled: " (reason) "." } p { (nothing) } }),
            OrderState::Expired { .. } => notice(Tone::Plain, html! { p { (nothing) } p { a href="/cart" { "Your basket is still there." } } }),
            OrderState::Placed { .. } => notice(Tone::Good, html! { p { "A receipt is on its way to " (self.order.contact.email) "." } }),
            OrderState::Picking { .. } | OrderState::Ready { .. } | OrderState::HandedOver { .. } => html! {},
        }
    }

    fn sums(&self, shell: &Shell) -> Markup {
        let lines = |part: fn(&Line) -> Money| self.lines.iter().map(part).sum::<Money>();
        let mut rows = Vec::new();
        let saved = lines(|l| l.priced.discount);
        if self.picked.is_empty() {
            rows.push(("Goods", shell.money(lines(|l| l.priced.goods))));
            if saved > Money::ZERO {
                rows.push(("Offers", shell.money(-saved)));
            }
            let deposit = lines(|l| l.priced.deposit);
            if deposit > Money::ZERO {
                rows.push(("Deposit", shell.money(deposit)));
            }
        } else {
            rows.push(("Picked", shell.money(self.picked.iter().map(|l| l.priced.total()).sum())));
        }
        rows.extend(self.order.fees.iter().map(|f| ("Delivery", shell.money(f.amount))));
        let charged = self.order.payment.captured > Money::ZERO;
        let total = if charged { self.order.payment.captured } else { self.order.settled.unwrap_or(self.order.total) };
        rows.push((if charged { "Charged" } else { "Total" }, shell.money(total)));
        html! {
            section.card {
                (sum(&rows))
                @if !self.vat.is_empty() {
                    p.hint { "Including VAT: " @for (n, v) in self.vat.iter().enumerate() { @if n > 0 { ", " } (v.bp / 100) " % " (shell.money(v.vat)) } }
                }
                @if matches!(self.order.state, OrderState::Placed { .. }) {
                    form method="post" action={ "/orders/" (self.order.order.as_str()) "/cancel" } {
                        (hidden("key", &self.key))
                        button.quiet type="submit" { "Cancel the order" }
                    }
                }
            }
        }
    }
}

fn promised(lines: &[Line], shell: &Shell) -> Markup {
    html! {
        ul.lines {
            @for line in lines {
                li.line {
                    div.what { (line.item.name) }
                    div.how-much { (line.item.quantity.to_string()) @if line.item.by_weight.is_none() { " ×" } }
                    div.amount { (shell.money(line.priced.total())) }
                }
            }
        }
    }
}

fn picked(lines: &[Line], picked: &[SettledLine], shell: &Shell) -> Markup {
    html! {
        ul.lines {
            @for (promised, line) in lines.iter().zip(picked) {
                li.line {
                    div.what {
                        (line.item.name)
                        @if line.substitute { p.hint { "instead of " (promised.item.name) } }
                        @if line.units == 0 { p.hint { "not available, not charged" } }
                    }
                    div.how-much {
                        (line.item.quantity.to_string()) @if line.item.by_weight.is_none() { " ×" }
                        @if !line.substitute && line.item.quantity != promised.item.quantity { p.hint { "ordered " (promised.item.quantity.to_string()) } }
                    }
                    div.amount { (shell.money(line.priced.total())) }
                }
            }
        }
    }
}

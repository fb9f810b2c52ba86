//! `GET /cart`

use crate::{App, voucher};
use axum::extract::State;
use cloud::store::shelf::Shelf;
use domain::cart::{Cart, CartStatus, Removed};
use domain::catalog::Catalog;
use domain::deal::{Promotions, Reason};
use domain::figures::Figures;
use domain::quote::{Terms, quote};
use domain::tax::Prices;
use domain::voucher::{Unusable, Voucher};
use domain::{Money, OrderId, Product, Quantity, Sku};
use http::HeaderMap;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Stock, Tile, Tone, empty, notice, picture, plus_vat, stepper, sum, totals, vat_note};
use web::problem::Failure;
use web::{Answer, Outcome, Shell, View, Want, page};

/// The basket as a shopper sees it.
#[derive(Serialize, ToSchema)]
pub struct Basket<'a> {
    /// What is in it.
    pub lines: Vec<BasketLine<'a>>,
    /// Distinct products.
    pub items: u32,
    /// Before offers.
    pub goods: Money,
    /// What offers take off.
    pub discount: Money,
    /// On bottles and cans.
    pub deposit: Money,
    /// Without delivery, which depends on where to.
    pub total: Money,
    /// Which offers took off how much.
    pub savings: Vec<(String, Money)>,
    /// The voucher in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voucher: Option<Typed>,
    /// A code that was refused, to be corrected.
    #[serde(skip)]
    pub typed: String,
    /// How its amounts are shown, and what they come to so.
    #[serde(skip)]
    pub shown: (Prices, Figures),
    /// What is wrong with it.
    #[serde(skip)]
    pub errors: Vec<Failure>,
    /// The order this basket became, while it waits for the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The line removed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<RemovedLine<'a>>,
}

/// A line of the basket.
#[derive(Serialize, ToSchema)]
pub struct BasketLine<'a> {
    /// The product as it is offered now.
    #[serde(flatten)]
    pub tile: Tile<'a>,
    /// How much of it.
    pub quantity: Quantity,
    /// What that comes to, after offers, with deposit: VAT included.
    pub amount: Money,
    /// The same as it is shown.
    #[serde(skip)]
    pub shown: Money,
    /// Why it costs less than its label says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// A voucher in the basket.
#[derive(Serialize, ToSchema)]
pub struct Typed {
    /// Its code.
    pub code: String,
    /// What it is.
    pub title: String,
    /// Why it takes nothing off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed_over: Option<Unusable>,
}

/// What a basket is looked at with.
pub(crate) struct Seen {
    pub shelf: Arc<Shelf>,
    pub now: Timestamp,
    pub voucher: Option<Voucher>,
}

/// A line that can be put back.
#[derive(Serialize, ToSchema)]
pub struct RemovedLine<'a> {
    /// Which product.
    pub sku: &'a Sku,
    /// Its name.
    pub name: &'a str,
    /// How much there was.
    pub quantity: Quantity,
}

/// Shows the basket.
#[utoipa::path(get, path = "/cart", responses((status = 200, description = "The basket; empty when there is none", body = Basket)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, headers: HeaderMap) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog);
    let cart = match web::cookies::cart_token(&headers, &app.site) {
        Some(token) => app.store.cart(&token).await?,
        None => None,
    };
    let cart = match cart {
        Some(cart) if is_finished(&app, &cart).await? => None,
        other => other,
    };
    let shelf = app.store.shelf().await?;
    let seen = Seen { shelf, now: app.clock.now(), voucher: voucher::of(&app, cart.as_ref()).await? };
    let view = Basket::of(&catalog, cart.as_ref(), &seen);
    // What became an order is no longer in the basket, even while it can still come back.
    let items = web::cookies::set_items(&app.site, if view.order.is_some() { 0 } else { view.items });
    Ok(page(want, &shell, &view).cookie(items).unkept())
}

/// True when this basket became an order that is paid or over: the next thing added starts a new one.
pub(crate) async fn is_finished(app: &App, cart: &Cart) -> Result<bool, cloud::Fault> {
    match (&cart.order, cart.status) {
        (Some(order), CartStatus::Ordered) => {
            let order = app.store.order(order).await?;
            Ok(order.is_none_or(|o| !matches!(o.state, domain::order::State::AwaitingPayment { .. })))
        }
        _ => Ok(false),
    }
}

impl<'a> Basket<'a> {
    /// Products that are no longer sold are left out.
    pub(crate) fn of(catalog: &'a Catalog, cart: Option<&Cart>, seen: &Seen) -> Basket<'a> {
        let Seen { shelf, now, voucher } = seen;
        let held: Vec<(&Product, Quantity)> = match cart {
            Some(cart) => cart.lines.iter().filter_map(|(sku, quantity)| Some((catalog.product(sku)?, *quantity))).collect(),
            None => Vec::new(),
        };
        let (shop, promotions) = (catalog.settings(), promotions(catalog, voucher.as_ref()));
        let terms = Terms { now: *now, rates: shop.rates_at(*now), prices: shop.prices, promotions, ..Terms::default() };
        let quote = quote(&held.iter().map(|(product, quantity)| (&product.head, *quantity)).collect::<Vec<_>>(), terms);
        let figures = quote.figures();
        let line = |(product, quantity): &(&'a Product, Quantity)| {
            let quoted = quote.lines.iter().zip(&figures.lines).find(|(line, _)| line.item.sku == product.head.sku);
            BasketLine {
                tile: Tile::of(product, stock(shelf, &product.head.sku), (shop, *now)),
                reasons: quoted.map(|(line, _)| line.reasons()).unwrap_or_default(),
                quantity: *quantity,
                amount: quoted.map_or(Money::ZERO, |(line, _)| line.priced.total()),
                shown: quoted.map_or(Money::ZERO, |(_, figures)| figures.total),
            }
        };
        Basket {
            items: u32::try_from(held.len()).unwrap_or(u32::MAX),
            lines: held.iter().map(line).collect(),
            goods: quote.goods,
            discount: quote.discount,
            deposit: quote.deposit,
            total: quote.total,
            savings: quote.savings(),
            voucher: voucher.as_ref().map(|v| Typed {
                code: v.code.clone(),
                title: catalog.word(&v.title).to_owned(),
                passed_over: quote.passed_over,
            }),
            typed: String::new(),
            shown: (quote.prices, figures),
            errors: Vec::new(),
            order: cart.filter(|c| c.status == CartStatus::Ordered).and_then(|c| c.order.clone()),
            removed: cart.and_then(|c| c.removed.as_ref()).and_then(|r| removed(catalog, r)),
        }
    }
}

/// The shop's deals and the voucher. Who asks is not known before checkout.
fn promotions(catalog: &Catalog, voucher: Option<&Voucher>) -> Promotions {
    let voucher = voucher.map(|v| Voucher { title: catalog.word(&v.title).to_owned(), ..v.clone() });
    Promotions { voucher, ..Promotions::of(catalog.settings()) }
}

fn removed<'a>(catalog: &'a Catalog, removed: &Removed) -> Option<RemovedLine<'a>> {
    let product = catalog.product(&removed.sku)?;
    Some(RemovedLine { sku: &product.head.sku, name: &product.head.name, quantity: removed.quantity })
}

pub(crate) fn stock(shelf: &Shelf, sku: &Sku) -> Stock {
    match (shelf.out.contains(sku), shelf.low.contains(sku)) {
        (true, _) => Stock::SoldOut,
        (false, true) => Stock::Low,
        (false, false) => Stock::InStock,
    }
}

impl View for Basket<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.text("cart-title").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { (shell.text("cart-title")) }
            @if let (Some(removed), None) = (&self.removed, &self.order) { (undo(shell, removed)) }
            @match (&self.order, self.lines.is_empty()) {
                (Some(order), _) => (waiting(shell, order)),
                (None, true) => (nothing(shell)),
                (None, false) => {
                    div.split {
                        ul.lines { @for line in &self.lines { (row(line, self.shown.0, shell)) } }
                        (self.summary(shell))
                    }
                }
            }
        }
    }
}

impl Basket<'_> {
    fn summary(&self, shell: &Shell) -> Markup {
        let (prices, figures) = &self.shown;
        let mut rows = vec![(shell.text("cart-goods"), shell.money(figures.goods()))];
        rows.extend(figures.savings().into_iter().map(|(title, amount)| (title.into(), shell.money(-amount))));
        if self.deposit > Money::ZERO {
            rows.push((shell.text("cart-deposit"), shell.money(figures.deposit())));
        }
        rows.extend(totals(figures, self.total, shell));
        html! {
            section.card {
                (sum(&rows))
                (vat_note(*prices, &[], shell))
                (voucher::part(self, shell))
                p.hint { (shell.text("cart-total-hint")) }
                a.button.main href="/checkout" { (shell.text("cart-to-checkout")) }
            }
        }
    }
}

fn row(line: &BasketLine, prices: Prices, shell: &Shell) -> Markup {
    let tile = &line.tile;
    html! {
        li.line data-line=(tile.sku.as_str()) data-name=(tile.name) {
            (picture(tile.picture, tile.name, false))
            div.what {
                a href=(shell.path(&domain::address::product(tile.sku, tile.name))) { (tile.name) }
                @if let Some(unit) = tile.label().unit_price { p.fine { (shell.unit_price(unit)) (plus_vat(prices, shell)) } }
                @match tile.stock {
                    Stock::SoldOut => p.error { (shell.text("cart-sold-out")) },
                    Stock::Low => p.hint { (shell.text("cart-few-left")) },
                    Stock::InStock => {}
                }
                @for reason in &line.reasons { p.hint { (reason.title) } }
                @if let (Some(offer), true) = (&tile.offer, line.reasons.is_empty()) { p.hint { (offer.title) } }
            }
            div.how-much {
                (stepper(tile.sku, tile.name, line.quantity, shell))
                form method="post" action="/cart/lines" {
                    input type="hidden" name="sku" value=(tile.sku.as_str());
                    input type="hidden" name="quantity[pieces]" value="0";
                    button.quiet type="submit" { (shell.text("cart-remove")) span.sr-only { " " (tile.name) } }
                }
            }
            div.amount { (shell.money(line.shown)) (plus_vat(prices, shell)) }
        }
    }
}

fn nothing(shell: &Shell) -> Markup {
    let home = shell.path("/");
    empty(&shell.text("cart-empty"), &shell.text("cart-empty-hint"), (&home, &shell.text("problem-to-shop")))
}

fn undo(shell: &Shell, removed: &RemovedLine) -> Markup {
    notice(
        Tone::Plain,
        html! {
            p { (shell.say("cart-removed", [("product", removed.name.into())])) }
            form method="post" action="/cart/undo" { button.quiet type="submit" { (shell.text("cart-undo")) } }
        },
    )
}

fn waiting(shell: &Shell, order: &OrderId) -> Markup {
    notice(
        Tone::Plain,
        html! {
            p { (shell.say("cart-waiting", [("order", order.as_str().into())])) }
            p { a.button href="/checkout/order" { (shell.text("cart-pay-or-change")) } }
        },
    )
}

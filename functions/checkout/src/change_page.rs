//! The page on which an order is changed: its lines as numbers, and more to choose from.

use crate::changing::at;
use crate::thumbnail::thumbnail;
use domain::order::WholeOrder;
use domain::quote::Line;
use domain::tax::Prices;
use domain::{ByWeight, Money, OrderId, Product, Quantity, Rates, Sku, VatClass};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use texts::Words;
use utoipa::ToSchema;
use web::components::{Field, Tone, hidden, notice, plus_vat};
use web::problem::Failure;
use web::{Kind, Shell, View};

/// The form.
#[derive(Serialize, ToSchema)]
pub(crate) struct Changing {
    /// Which order.
    pub order: OrderId,
    /// It may be changed until then.
    pub until: Timestamp,
    /// Its lines, what was told of them, and what was found.
    pub rows: Vec<Row>,
    /// There is something in the shopper's basket that could come along.
    #[serde(skip)]
    pub basket: bool,
    /// How its prices are shown, and with which rates.
    #[serde(skip)]
    pub prices: (Prices, Rates),
    #[serde(skip)]
    pub find: String,
    #[serde(skip)]
    pub nothing_found: bool,
    #[serde(skip)]
    pub wrong: Option<(Words, Words)>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Failure>,
    #[serde(skip)]
    pub key: String,
}

/// A product and how much of it.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeRow)]
pub(crate) struct Row {
    /// Which.
    pub sku: Sku,
    /// As it is called.
    pub name: String,
    /// How much of it the order is to hold.
    pub quantity: Quantity,
    /// Its price now: per piece or kilogram.
    pub price: Money,
    #[serde(skip)]
    pub by_weight: Option<ByWeight>,
    #[serde(skip)]
    pub vat: VatClass,
    /// It was searched for.
    #[serde(skip)]
    pub found: bool,
}

impl Changing {
    /// The order as it is.
    pub fn of(whole: &WholeOrder, until: Timestamp, key: &str) -> Changing {
        let row = |line: &Line| Row {
            sku: line.item.sku.clone(),
            name: line.item.name.clone(),
            quantity: line.item.quantity,
            price: line.item.price,
            by_weight: line.item.by_weight,
            vat: line.item.vat,
            found: false,
        };
        Changing {
            order: whole.order.order.clone(),
            until,
            rows: whole.lines.iter().map(row).collect(),
            basket: false,
            prices: (whole.order.prices, whole.order.rates),
            find: String::new(),
            nothing_found: false,
            wrong: None,
            errors: Vec::new(),
            key: key.to_owned(),
        }
    }
}

impl Row {
    /// So much of a product.
    pub fn of(product: &Product, quantity: Quantity) -> Row {
        let head = &product.head;
        let (by_weight, vat) = (head.by_weight, head.vat);
        Row { sku: head.sku.clone(), name: head.name.clone(), quantity, price: head.price, by_weight, vat, found: false }
    }
}

impl View for Changing {
    fn title(&self, shell: &Shell) -> String {
        shell.text("change-title").into_owned()
    }

    fn kind(&self) -> Kind {
        Kind::Shop
    }

    fn html(&self, shell: &Shell) -> Markup {
        let clock = shell.settings().map(|shop| self.until.to_zoned(shop.tz()));
        let (day, time) = clock.map(|at| (shell.language.day_short(at.date()), shell.language.time(at.time()))).unwrap_or_default();
        html! {
            h1 { (shell.text("change-title")) }
            p.lead { (shell.say("change-until", [("day", day.into()), ("time", time.into())])) }
            @if let Some((title, why)) = &self.wrong { (self.refused(title, why, shell)) }
            form.stack method="post" action={ "/orders/" (self.order.as_str()) "/change" } {
                (hidden("key", &self.key))
                // Whoever presses Enter wants to see what it comes to.
                button.sr-only type="submit" name="step" value="review" tabindex="-1" aria-hidden="true" { (shell.text("change-review")) }
                ul.lines { @for row in &self.rows { (row.html(self.prices, shell, &self.errors)) } }
                section.card {
                    h2 { (shell.text("change-more")) }
                    (Field::text("find", &shell.text("change-find"), &self.find).most(80).optional().language(shell.language))
                    @if self.nothing_found { p.hint { (shell.text("change-nothing-found")) } }
                    div.row {
                        button type="submit" name="step" value="find" { (shell.text("change-search")) }
                        @if self.basket { button type="submit" name="step" value="basket" { (shell.text("change-basket")) } }
                    }
                }
                p.hint { (shell.text("change-prices")) }
                button.main type="submit" name="step" value="review" { (shell.text("change-review")) }
            }
            p { a href=(at(&self.order, &self.key)) { (shell.text("change-keep")) } }
        }
    }
}

impl Changing {
    fn refused(&self, title: &Words, why: &Words, shell: &Shell) -> Markup {
        notice(
            Tone::Bad,
            html! {
                p { strong { (title.said(shell.language)) } }
                @if !why.is_empty() { p { (why.said(shell.language)) } }
                @if !self.errors.is_empty() { ul { @for failure in &self.errors { li { (failure.message.said(shell.language)) } } } }
                p { (shell.text("change-nothing-changed")) }
            },
        )
    }
}

impl Row {
    fn html(&self, (prices, rates): (Prices, Rates), shell: &Shell, errors: &[Failure]) -> Markup {
        let (unit, most, step) = match self.quantity {
            Quantity::Pieces(_) => ("pieces", Quantity::MOST_PIECES, 1),
            Quantity::Grams(_) => ("grams", Quantity::MOST_GRAMS, 1),
        };
        let wrong = errors.iter().any(|failure| failure.sku.as_deref() == Some(self.sku.as_str()));
        html! {
            li.line .wrong[wrong] {
                (thumbnail(shell, &self.sku, &self.name))
                div.what { (self.name) @if self.found { p.hint { (shell.text("change-found")) } } }
                div.how-much {
                    label {
                        span.sr-only { (shell.say("tile-quantity", [("name", self.name.as_str().into())])) }
                        input type="number" name={ "lines[" (self.sku.as_str()) "][" (unit) "]" } value=(self.quantity.amount())
                            min="0" max=(most) step=(step) inputmode="numeric" required;
                        @if unit == "grams" { " g" }
                    }
                }
                div.amount {
                    (shell.money(prices.shown(self.price, rates.of(self.vat)))) @if self.by_weight.is_some() { span.hint { "/kg" } }
                    (plus_vat(prices, shell))
                }
            }
        }
    }
}

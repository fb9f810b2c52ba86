//! A product as staff see it: in the list of products, on its own page, and in answers to changes.

use crate::App;
use crate::amount::written;
use crate::facts::Facts;
use crate::facts_form::Form;
use crate::picture_card::Card;
use crate::who::Staff;
use axum::extract::State;
use domain::product::Pack;
use domain::{AisleId, ByWeight, Money, Product, ProductHead, Settings, Sku};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Picture, Tone, badge, hidden, picture, trail};
use web::{Answer, Outcome, Path, Problem, Query, Shell, View, Want, page};

/// A product as staff see it: price and stock as they are now.
#[derive(Serialize, ToSchema)]
pub struct ProductRow<'a> {
    /// The shop's code.
    pub sku: &'a Sku,
    /// As on the label.
    name: &'a str,
    /// Maker or label.
    brand: &'a str,
    /// Where it stands.
    aisle: &'a AisleId,
    /// Net content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<Pack>,
    /// Per piece, or per kilogram when `by_weight` is there.
    price: Money,
    /// Grows with every change of price or offer.
    pv: u32,
    /// Free to be sold, in stock units: pieces, or grams when `by_weight` is there. What orders hold is not in it.
    available: i64,
    /// Whether it is sold at all.
    active: bool,
    /// Present for loose goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_weight: Option<ByWeight>,
    /// The offer that hangs on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<String>,
    /// Name of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<&'a str>,
}

/// One product.
#[utoipa::path(get, path = "/back-office/products/{sku}", tag = "back office", params(("sku" = String, Path)),
    responses((status = 200, body = ProductRow), (status = 404, body = web::problem::Details)))]
pub async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(sku): Path<Sku>,
    Query(asked): Query<Asked>,
) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let mut product = app.store.products(std::slice::from_ref(&sku)).await?.pop().ok_or_else(missing)?;
    let settings = app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))?;
    settings.put_in_place(&mut product);
    let card = Card::of(&product).after(asked.before.as_deref());
    let view = OneProduct::of(&product, &settings, &staff, card);
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// What a form has just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The picture that was shown before; empty: there was none.
    before: Option<String>,
}

/// No product of that code.
pub fn missing() -> Problem {
    Problem::not_found("There is no product of this code.").way("/back-office/products", "To the products")
}

impl<'a> ProductRow<'a> {
    /// A product with its head as it is now.
    pub fn of(product: &'a Product, head: &ProductHead) -> ProductRow<'a> {
        let text = &product.text;
        ProductRow {
            sku: &product.head.sku,
            name: &product.head.name,
            brand: &text.brand,
            aisle: &product.head.aisle,
            pack: text.pack,
            price: head.price,
            pv: head.pv,
            available: head.available,
            active: head.active,
            by_weight: head.by_weight,
            offer: head.offer.as_ref().map(|o| o.title.clone()),
            picture: Some(text.picture.as_str()).filter(|name| !name.is_empty()),
        }
    }
}

/// A product on its own page.
#[derive(Serialize)]
pub struct OneProduct<'a> {
    /// Name, price and stock.
    #[serde(flatten)]
    pub row: ProductRow<'a>,
    /// How it looks; only the owner changes it.
    #[serde(skip)]
    pub card: Option<Card<'a>>,
    /// Everything that is written about it; only the owner changes it.
    #[serde(skip)]
    pub form: Option<Form<'a>>,
    /// Who is there.
    #[serde(skip)]
    pub staff: &'a Staff,
}

impl<'a> OneProduct<'a> {
    /// A product as it is, with the owner's forms for the owner.
    pub fn of(product: &'a Product, settings: &'a Settings, staff: &'a Staff, card: Card<'a>) -> OneProduct<'a> {
        let form = Form { typed: Facts::of(product, &settings.currency), errors: &[], settings, product };
        let row = ProductRow::of(product, &product.head);
        OneProduct { row, card: staff.is_owner().then_some(card), form: staff.is_owner().then_some(form), staff }
    }
}

impl View for OneProduct<'_> {
    fn title(&self, _: &Shell) -> String {
        self.row.name.to_owned()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let back = format!("/back-office/products/{}", self.row.sku);
        html! {
            (trail(shell, &[("/back-office", "Back office"), ("/back-office/products", "Products")]))
            h1 { (self.row.name) }
            ul.lines { li.line { (edit_row(&self.row, self.staff, &back, shell)) } }
            p { a href={ "/products/" (self.row.sku.as_str()) } { "As shoppers see it" } }
            @if self.staff.is_owner() { (sold_or_not(self.row.active, &back)) }
            @if let Some(card) = &self.card { (card) }
            @if let Some(form) = &self.form { (form) }
        }
    }
}

/// Takes it off the shelves, or puts it back.
fn sold_or_not(active: bool, action: &str) -> Markup {
    html! {
        form.row method="post" action=(action) {
            (hidden("back", action))
            (hidden("sold", if active { "false" } else { "true" }))
            @if active {
                button type="submit" { "Take it off the shelves" }
                p.hint { "Its page then says that it is not sold any more, and shows its neighbors." }
            } @else {
                button.main type="submit" { "Sell it again" }
                p.hint { "Shoppers see its page within a minute." }
            }
        }
    }
}

/// Picture, name, price and stock, the latter two as small forms. The price is the owner's to change.
pub fn edit_row(row: &ProductRow, staff: &Staff, back: &str, shell: &Shell) -> Markup {
    let action = format!("/back-office/products/{}", row.sku);
    let (sku, loose) = (row.sku.as_str(), row.by_weight.is_some());
    html! {
        (picture(row.picture.map(Picture), row.name, false))
        div.what {
            a href=(action) { (row.name) } " "
            @if !row.active { (badge(Tone::Bad, "not sold")) } @else if row.available <= 0 { (badge(Tone::Bad, "sold out")) }
            @if let Some(offer) = &row.offer { " " (badge(Tone::Good, offer)) }
            p.hint { (sku) @if !row.brand.is_empty() { " · " (row.brand) } @if let Some(pack) = row.pack { " · " (shell.language.pack(pack)) } }
        }
        div.amount { (shell.money(row.price)) @if loose { span.hint { "/kg" } } }
        div.how-much {
            @if staff.is_owner() {
                form.row method="post" action=(action) {
                    (hidden("back", back))
                    label for={ "price-" (sku) } { "Price" @if loose { " per kg" } }
                    input id={ "price-" (sku) } name="price" inputmode="decimal" value=(written(row.price, shell.currency())) size="6" maxlength="12" autocomplete="off" required;
                    button type="submit" aria-label={ "Set the price of " (row.name) } { "Set" }
                }
            }
            form.row method="post" action=(action) {
                (hidden("back", back))
                (hidden("count", &cloud::random::token()))
                label for={ "stock-" (sku) } { "Free" @if loose { " g" } }
                input id={ "stock-" (sku) } name="stock" type="number" inputmode="numeric" min="0" value=(row.available)
                    autocomplete="off" required;
                button type="submit" aria-label={ "Set the stock of " (row.name) } { "Set" }
            }
        }
    }
}

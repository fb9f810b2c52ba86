//! `GET /back-office/products`: prices and stock as they are now, to be changed in place.

use crate::App;
use crate::product_row::{ProductRow, edit_row};
use crate::who::Staff;
use axum::extract::State;
use domain::catalog::Catalog;
use domain::{Product, Settings};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::components::empty;
use web::{Answer, Outcome, Query, Shell, View, Want, page};

/// Which products.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// Words, a product code or a barcode.
    q: String,
    /// Only of this aisle; empty for all.
    aisle: String,
    /// From 1.
    page: u32,
}

/// Products as staff see them.
#[derive(Serialize, ToSchema)]
pub struct Products<'a> {
    /// On this page, by aisle and name, or best match first.
    products: Vec<ProductRow<'a>>,
    /// From 1.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// Products in all.
    total: usize,
    #[serde(skip)]
    asked: Asked,
    #[serde(skip)]
    settings: &'a Settings,
    #[serde(skip)]
    staff: &'a Staff,
}

/// So many on a page.
const ON_A_PAGE: usize = 50;
/// The most a search finds.
const FOUND: usize = 500;

/// The products of the catalog, searched or by aisle.
#[utoipa::path(get, path = "/back-office/products", tag = "back office", params(Asked), responses((status = 200, body = Products)))]
pub async fn list(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let found = sought(&catalog, &asked);
    let pages = found.len().div_ceil(ON_A_PAGE).max(1);
    let page_no = usize::try_from(asked.page).unwrap_or(1).clamp(1, pages);
    let shown = &found[(page_no - 1) * ON_A_PAGE..found.len().min(page_no * ON_A_PAGE)];
    let heads = app.store.heads(shown.iter().map(|p| &p.head.sku)).await?;
    let now = |product: &&'_ Product| heads.iter().find(|h| h.sku == product.head.sku).cloned();
    let products = shown.iter().map(|p| ProductRow::of(p, &now(p).unwrap_or_else(|| p.head.clone()))).collect();
    let settings = catalog.settings();
    let view = Products { products, page: page_no, pages, total: found.len(), asked, settings, staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

fn sought<'a>(catalog: &'a Catalog, asked: &Asked) -> Vec<&'a Product> {
    let q = asked.q.trim();
    let all = &catalog.snapshot.products;
    let mut found: Vec<&Product> = if q.is_empty() {
        all.iter().collect()
    } else {
        let exact = |p: &&Product| p.head.sku.as_str() == q || p.text.barcode.as_deref() == Some(q);
        let exact: Vec<&Product> = all.iter().filter(exact).collect();
        let others = catalog.search(q, FOUND).into_iter().filter(|p| !exact.iter().any(|e| e.head.sku == p.head.sku));
        exact.iter().copied().chain(others).collect()
    };
    if !asked.aisle.is_empty() {
        found.retain(|p| p.head.aisle.as_str() == asked.aisle);
    }
    found
}

impl View for Products<'_> {
    fn title(&self, _: &Shell) -> String {
        "Products".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let back = self.address(self.page);
        html! {
            h1 { "Products" }
            (self.filter())
            p.hint {
                (self.total) @if self.total == 1 { " product" } @else { " products" } ". Prices as changed here reach shoppers within a minute. "
                "Stock is what is free to be sold: what lies in crates for orders is not in it."
            }
            @if self.products.is_empty() {
                (empty("Nothing found", "Try fewer letters, the product code or the barcode.", ("/back-office/products", "All products")))
            }
            ul.lines { @for row in &self.products { li.line id={ "p-" (row.sku.as_str()) } { (edit_row(row, self.staff, &back, shell)) } } }
            (self.pager())
        }
    }
}

impl Products<'_> {
    fn address(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields = [("q", self.asked.q.as_str()), ("aisle", self.asked.aisle.as_str())];
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        match query.finish() {
            query if query.is_empty() => "/back-office/products".to_owned(),
            query => format!("/back-office/products?{query}"),
        }
    }

    fn filter(&self) -> Markup {
        html! {
            form.row role="search" action="/back-office/products" {
                label.sr-only for="q" { "Name, code or barcode" }
                input #q name="q" type="search" value=(self.asked.q) placeholder="Name, code or barcode" maxlength="80" autocomplete="off";
                label.sr-only for="aisle" { "Aisle" }
                select #aisle name="aisle" {
                    option value="" { "All aisles" }
                    @for aisle in &self.settings.aisles {
                        option value=(aisle.slug.as_str()) selected[aisle.slug.as_str() == self.asked.aisle] { (aisle.name) }
                    }
                }
                button type="submit" { "Show" }
            }
        }
    }

    fn pager(&self) -> Markup {
        html! {
            @if self.pages > 1 {
                nav.row aria-label="Pages" {
                    @if self.page > 1 { a.button rel="prev" href=(self.address(self.page - 1)) { "Back" } }
                    p { "Page " (self.page) " of " (self.pages) }
                    @if self.page < self.pages { a.button rel="next" href=(self.address(self.page + 1)) { "Next" } }
                }
            }
        }
    }
}

//! `/back-office/seller`: who sells, as it stands on invoices and credit notes from now on.

use crate::App;
use crate::settings::rewritten;
use crate::who::Staff;
use axum::extract::State;
use domain::Settings;
use domain::invoice::Seller;
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, button, notice};
use web::{Answer, Failure, Input, Outcome, Problem, Shell, View, Want, done, page, refused};

/// Who sells.
#[derive(Serialize, ToSchema)]
pub struct Sells<'a> {
    /// As it stands on documents.
    #[serde(flatten)]
    seller: Seller,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

/// Who sells.
#[utoipa::path(get, path = "/back-office/seller", tag = "back office", responses((status = 200, body = Sells)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    let seller = Seller::known(&settings);
    Ok(page(want, &Shell::new(&app.site, &catalog), &Sells { seller, errors: &[], staff: &staff }))
}

/// Says who sells. Documents that were issued stay as they are.
#[utoipa::path(post, path = "/back-office/seller", tag = "back office", request_body = Seller,
    responses((status = 200, body = Sells), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(seller): Input<Seller>) -> Outcome<Answer> {
    let failures = failures(&seller);
    if !failures.is_empty() {
        let catalog = app.catalog.catalog().await?;
        let view = Sells { seller, errors: &failures, staff: &staff };
        return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())));
    }
    rewritten(&app, |before| Settings { seller: seller.clone(), ..before.clone() }).await?;
    Ok(done(want, &Sells { seller, errors: &[], staff: &staff }, "/back-office/seller"))
}

async fn stored(app: &App) -> Outcome<Settings> {
    app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))
}

fn failures(seller: &Seller) -> Vec<Failure> {
    let parts = [
        ("name", &seller.name),
        ("street", &seller.street),
        ("postcode", &seller.postcode),
        ("city", &seller.city),
        ("tax_id", &seller.tax_id),
    ];
    let wrong = |text: &str| text.trim().is_empty() || text.chars().count() > 120;
    parts
        .into_iter()
        .filter(|(_, text)| wrong(text))
        .map(|(name, _)| Failure::field(name, "required", "In up to 120 characters."))
        .collect()
}

impl View for Sells<'_> {
    fn title(&self, _: &Shell) -> String {
        "Who sells".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, _: &Shell) -> Markup {
        let seller = &self.seller;
        html! {
            h1 { "Who sells" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            p.lead { "This stands on every invoice from the next one on. In Germany, section 14 (4) UStG asks for it." }
            form.card.stack method="post" action="/back-office/seller" {
                (Field::text("name", "Full name of the business and its owner", &seller.name).most(120).errors(self.errors))
                (Field::text("street", "Street and number", &seller.street).most(120).errors(self.errors))
                (Field::text("postcode", "Postcode", &seller.postcode).most(120).errors(self.errors))
                (Field::text("city", "City", &seller.city).most(120).errors(self.errors))
                (Field::text("tax_id", "VAT number or tax number", &seller.tax_id).most(120).errors(self.errors))
                (button("Save"))
            }
            p { a href="/back-office/invoices" { "To the invoices" } }
        }
    }
}

//! `GET /checkout`: who, how, when.

use crate::App;
use crate::details::Told;
use crate::slots::{self, Slots};
use axum::extract::State;
use domain::cart::Details;
use domain::order::{Address, Contact, Wish};
use domain::slot::Method;
use http::HeaderMap;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::components::{Choice, Field, Tone, choices, hidden, notice, steps};
use web::problem::Failure;
use web::{Answer, Kind, Outcome, Query, Shell, View, Want, page};

/// The way chosen so far.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Way {
    /// `delivery` or `pickup`.
    pub method: Option<Method>,
    /// Needed for a delivery.
    pub postcode: String,
}

/// The checkout form and what it was told so far.
#[derive(Serialize, ToSchema)]
pub(crate) struct Form {
    /// How it gets there, once chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Where to.
    pub postcode: String,
    /// When, once that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots: Option<Slots>,
    /// What was told before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Failure>,
}

/// Shows the form. Times appear once method and postcode are known.
#[utoipa::path(get, path = "/checkout", params(Way), responses(
    (status = 200, description = "What was told so far, and the times to choose from", body = Form),
    (status = 409, description = "The basket is empty", body = web::problem::Details)))]
pub(crate) async fn show(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Query(way): Query<Way>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let shell = Shell::new(&app.site, &catalog);
    let cart = app.open_cart(&headers).await?;
    let view = of(&app, &catalog, cart.details, way, Vec::new()).await?;
    Ok(page(want, &shell, &view).unkept())
}

/// The form for what was told, with what is wrong with it.
pub(crate) async fn of(
    app: &App,
    catalog: &domain::catalog::Catalog,
    details: Option<Details>,
    way: Way,
    mut errors: Vec<Failure>,
) -> Outcome<Form> {
    let told = details.as_ref().map(|d| &d.fulfillment);
    let method = way.method.or(told.map(|f| f.method));
    let told_postcode = told.and_then(|f| f.address.as_ref()).map(|a| a.postcode.clone()).unwrap_or_default();
    let postcode = if way.postcode.trim().is_empty() { told_postcode } else { way.postcode.trim().to_owned() };
    let slots = match method {
        None => None,
        Some(Method::Delivery) if postcode.is_empty() => None,
        Some(method) => match slots::find(app, catalog, method, &postcode).await {
            Ok(slots) => Some(slots),
            Err(problem) => {
                errors.extend(problem.errors.iter().cloned());
                None
            }
        },
    };
    Ok(Form { method, postcode, slots, details, errors })
}

impl View for Form {
    fn title(&self, _: &Shell) -> String {
        "Checkout".into()
    }

    fn kind(&self) -> Kind {
        Kind::Checkout
    }

    fn html(&self, _: &Shell) -> Markup {
        html! {
            (steps(&["Basket", "Details", "Review", "Payment"], 1))
            h1 { "How would you like it?" }
            @if !self.errors.is_empty() {
                (notice(Tone::Bad, html! { p { "Please look at these once more:" } ul { @for e in &self.errors { li { (e.message) } } } }))
            }
            (self.way())
            @if let Some(slots) = &self.slots { (self.rest(slots)) }
        }
    }
}

impl Form {
    fn way(&self) -> Markup {
        let methods = [
            Choice { value: "delivery", label: html! { "Delivery to my door" }, closed: None },
            Choice { value: "pickup", label: html! { "Pickup in the store" }, closed: None },
        ];
        let chosen = self.method.map_or("delivery", Method::as_str);
        html! {
            form.stack.card method="get" action="/checkout" {
                (choices("method", "Delivery or pickup", Some(chosen), &methods))
                (Field::text("postcode", "Postcode", &self.postcode).autocomplete("postal-code").inputmode("numeric").most(10).optional()
                    .hint("Needed for a delivery").errors(&self.errors))
                button.button type="submit" { @if self.slots.is_some() { "Show other times" } @else { "Show times" } }
            }
        }
    }

    fn rest(&self, slots: &Slots) -> Markup {
        let blank = Contact { name: String::new(), email: String::new(), phone: String::new(), offers: false };
        let contact = self.details.as_ref().map_or(&blank, |d| &d.contact);
        let slot = self.details.as_ref().map(|d| d.fulfillment.slot.as_str());
        let wish = match self.details.as_ref().map(|d| d.wish) {
            Some(Wish::LeaveOut) => "leave_out",
            Some(Wish::Similar) | None => "similar",
        };
        let wishes = [
            Choice { value: "similar", label: html! { "Something similar, never dearer" }, closed: None },
            Choice { value: "leave_out", label: html! { "Leave it out, and do not charge it" }, closed: None },
        ];
        html! {
            form.stack method="post" action="/checkout" {
                (hidden("fulfillment[method]", self.method.map_or("delivery", Method::as_str)))
                section.card {
                    h2 { "When" }
                    @if slots.slots.is_empty() { p { "There is no free time in the next days." } }
                    (slots.by_day(slot))
                }
                section.card {
                    h2 { "Who" }
                    (Field::text("contact[name]", "Name", &contact.name).autocomplete("name").most(100).errors(&self.errors))
                    (Field::text("contact[email]", "E-mail", &contact.email).kind("email").autocomplete("email").most(254)
                        .hint("For your receipt and the link to your order").errors(&self.errors))
                    (Field::text("contact[phone]", "Phone", &contact.phone).kind("tel").autocomplete("tel").most(40).optional()
                        .hint("Only used if something about this order is unclear").errors(&self.errors))
                }
                @if self.method == Some(Method::Delivery) { (self.address()) }
                section.card {
                    h2 { "If something is missing" }
                    (choices("wish", "What shall we do?", Some(wish), &wishes))
                }
                label.check {
                    input type="checkbox" name="contact[offers]" value="true" checked[contact.offers];
                    " Send me the weekly offers by mail (you can stop that with one click)"
                }
                button.main type="submit" { "Review the order" }
            }
        }
    }

    fn address(&self) -> Markup {
        let blank = Address { street: String::new(), postcode: String::new(), city: String::new(), note: String::new() };
        let told = self.details.as_ref().and_then(|d| d.fulfillment.address.as_ref()).unwrap_or(&blank);
        html! {
            section.card {
                h2 { "Where" }
                p.hint { "Within " strong { (self.postcode) } ". Times differ from place to place: another postcode is chosen above." }
                (hidden("fulfillment[address][postcode]", &self.postcode))
                (Field::text("fulfillment[address][street]", "Street and number", &told.street).autocomplete("street-address").most(120).errors(&self.errors))
                (Field::text("fulfillment[address][city]", "City", &told.city).autocomplete("address-level2").most(120).errors(&self.errors))
                (Field::text("fulfillment[address][note]", "Note for the driver", &told.note).most(300).optional().errors(&self.errors))
            }
        }
    }
}

/// What a refused submission told, to be shown in the form again.
pub(crate) fn told(told: &Told) -> Option<Details> {
    let (contact, fulfillment) = (told.contact.clone()?, told.fulfillment.clone()?);
    Some(Details { contact, fulfillment, wish: told.wish, shown: std::collections::BTreeMap::new() })
}

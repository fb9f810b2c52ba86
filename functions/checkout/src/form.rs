//! `GET /checkout`: who, how, when.

use crate::details::Told;
use crate::instead;
use crate::slots::{self, Slots, Where};
use crate::{App, fits};
use axum::extract::State;
use domain::cart::Details;
use domain::catalog::Catalog;
use domain::order::{Address, Contact, Wish};
use domain::slot::Method;
use http::HeaderMap;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::Language;
use utoipa::{IntoParams, ToSchema};
use web::components::{Choice, Field, Tone, choices, hidden, notice, steps};
use web::problem::Failure;
use web::{Answer, Kind, Outcome, Query, Shell, View, Want, page};

/// The way chosen so far.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Way {
    /// `delivery`, `pickup`, `curbside` or `shipment`.
    pub method: Option<Method>,
    /// Needed for a delivery.
    pub postcode: String,
    /// Points the basket takes of a slot.
    #[serde(skip)]
    #[param(ignore)]
    pub needs: u32,
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
    /// The basket, product by product.
    #[serde(skip)]
    pub lines: Vec<instead::Row>,
    /// `PayPal` may be chosen.
    #[serde(skip)]
    pub paypal: bool,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Failure>,
}

/// Shows the form. Times appear once method and postcode are known.
#[utoipa::path(get, path = "/checkout", params(Way), responses(
    (status = 200, description = "What was told so far, and the times to choose from", body = Form),
    (status = 409, description = "The basket is empty", body = web::problem::Details)))]
pub(crate) async fn show(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Query(way): Query<Way>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let cart = app.open_cart(&headers).await?;
    let (count, frozen) = fits::bulk(cart.lines.keys(), &catalog);
    let way = Way { needs: catalog.settings().ways.points(count, frozen), ..way };
    let lines = instead::rows(&catalog, &cart, app.clock.now());
    let form = of(&app, (&catalog, shell.language), cart.details, way, Vec::new()).await?;
    let slots = form.slots.map(|slots| slots.fitting(cart.lines.keys(), &catalog));
    let view = Form { lines, slots, ..form };
    Ok(page(want, &shell, &view).unkept())
}

/// The form for what was told, with what is wrong with it.
pub(crate) async fn of(
    app: &App,
    (catalog, language): (&Catalog, Language),
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
        // Nobody asked for times yet. Who does is told that it takes a postcode.
        Some(Method::Delivery) if postcode.is_empty() && way.method.is_none() => None,
        Some(method) => match slots::find(app, catalog, &Where { method, postcode: postcode.clone() }, language).await {
            Ok(slots) => Some(Slots { needs: way.needs.max(1), ..slots }),
            Err(problem) => {
                errors.extend(problem.errors.iter().cloned());
                None
            }
        },
    };
    Ok(Form { method, postcode, slots, details, lines: Vec::new(), paypal: app.provider.has_paypal(), errors })
}

impl View for Form {
    fn title(&self, shell: &Shell) -> String {
        shell.text("checkout-title").into_owned()
    }

    fn kind(&self) -> Kind {
        Kind::Checkout
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (progress(shell, 1))
            h1 { (shell.text("checkout-how")) }
            @if !self.errors.is_empty() { (self.wrong(shell)) }
            (self.way(shell))
            @if let Some(slots) = &self.slots { (self.rest(shell, slots)) }
        }
    }
}

/// How far a shopper is.
pub(crate) fn progress(shell: &Shell, now: usize) -> Markup {
    steps(
        shell,
        &["checkout-step-basket", "checkout-step-details", "checkout-step-review", "checkout-step-payment"].map(|n| shell.text(n)),
        now,
    )
}

impl Form {
    fn wrong(&self, shell: &Shell) -> Markup {
        let failures = html! { ul { @for failure in &self.errors { li { (failure.message.said(shell.language)) } } } };
        notice(Tone::Bad, html! { p { (shell.text("checkout-wrong")) } (failures) })
    }

    fn way(&self, shell: &Shell) -> Markup {
        let methods = methods(shell);
        let chosen = self.method.map_or("delivery", Method::as_str);
        html! {
            form.stack.card method="get" action="/checkout" {
                (choices("method", &shell.text("checkout-delivery-or-pickup"), Some(chosen), &methods))
                (Field::text("postcode", &shell.text("checkout-postcode"), &self.postcode).language(shell.language).autocomplete("postal-code").inputmode("numeric").most(10).optional()
                    .hint(&shell.text("checkout-postcode-hint")).errors(&self.errors))
                button.button type="submit" { @if self.slots.is_some() { (shell.text("checkout-other-times")) } @else { (shell.text("checkout-show-times")) } }
            }
        }
    }

    fn rest(&self, shell: &Shell, slots: &Slots) -> Markup {
        let offers = self.details.as_ref().is_some_and(|d| d.contact.offers);
        let slot = self.details.as_ref().map(|d| d.fulfillment.slot.as_str());
        let wish = match self.details.as_ref().map(|d| d.wish) {
            Some(Wish::LeaveOut) => "leave_out",
            Some(Wish::Similar) | None => "similar",
        };
        let wishes = [
            Choice { value: "similar", label: html! { (shell.text("checkout-similar")) }, closed: None },
            Choice { value: "leave_out", label: html! { (shell.text("checkout-leave-out")) }, closed: None },
        ];
        html! {
            form.stack method="post" action="/checkout" {
                (hidden("fulfillment[method]", self.method.map_or("delivery", Method::as_str)))
                section.card {
                    h2 { (shell.text("checkout-when")) }
                    (slots.limits(shell))
                    (slots.by_day(shell, slot, &self.errors))
                }
                (self.contact(shell))
                @if self.method.is_some_and(Method::has_address) { (self.address(shell)) }
                section.card {
                    h2 { (shell.text("checkout-missing")) }
                    (choices("wish", &shell.text("checkout-what-then"), Some(wish), &wishes))
                    (instead::controls(shell, &self.lines))
                }
                (crate::means::choice(shell, self.method, self.details.as_ref(), self.paypal))
                label.check {
                    input type="checkbox" name="contact[offers]" value="true" checked[offers];
                    " " (shell.text("checkout-offers"))
                }
                button.main type="submit" { (shell.text("checkout-review-order")) }
            }
        }
    }

    fn contact(&self, shell: &Shell) -> Markup {
        let blank = Contact { name: String::new(), email: String::new(), phone: String::new(), offers: false };
        let told = self.details.as_ref().map_or(&blank, |d| &d.contact);
        let (name, email, phone) = (shell.text("checkout-name"), shell.text("checkout-email"), shell.text("checkout-phone"));
        let (for_email, for_phone) = (shell.text("checkout-email-hint"), shell.text("checkout-phone-hint"));
        let field = |name, label, value| Field::text(name, label, value).language(shell.language).errors(&self.errors);
        html! {
            section.card {
                h2 { (shell.text("checkout-who")) }
                (field("contact[name]", &name, &told.name).autocomplete("name").most(100))
                (field("contact[email]", &email, &told.email).kind("email").autocomplete("email").most(254).hint(&for_email))
                (field("contact[phone]", &phone, &told.phone).kind("tel").autocomplete("tel").most(40).optional().hint(&for_phone))
            }
        }
    }

    fn address(&self, shell: &Shell) -> Markup {
        let blank = Address { street: String::new(), postcode: String::new(), city: String::new(), note: String::new() };
        let told = self.details.as_ref().and_then(|d| d.fulfillment.address.as_ref()).unwrap_or(&blank);
        let (street, city, note) = (shell.text("checkout-street"), shell.text("checkout-city"), shell.text("checkout-note"));
        let postcode = shell.text("checkout-postcode");
        let field = |name, label, value| Field::text(name, label, value).language(shell.language).errors(&self.errors);
        html! {
            section.card {
                h2 { (shell.text("checkout-where")) }
                @if self.method == Some(Method::Delivery) {
                    p.hint { (shell.say("checkout-within", [("postcode", self.postcode.as_str().into())])) }
                    (hidden("fulfillment[address][postcode]", &self.postcode))
                }
                (field("fulfillment[address][street]", &street, &told.street).autocomplete("street-address").most(120))
                @if self.method == Some(Method::Shipment) {
                    (field("fulfillment[address][postcode]", &postcode, &self.postcode).autocomplete("postal-code").most(12))
                }
                (field("fulfillment[address][city]", &city, &told.city).autocomplete("address-level2").most(120))
                (field("fulfillment[address][note]", &note, &told.note).most(300).optional())
            }
        }
    }
}

/// The ways the shop offers.
pub(crate) fn methods(shell: &Shell) -> Vec<Choice<'static>> {
    let ways = shell.settings().map(|shop| &shop.ways);
    let curbside = ways.is_some_and(|ways| ways.curbside.is_some()).then(|| ("curbside", shell.text("way-to-my-car")));
    let shipment = ways.is_some_and(|ways| ways.shipment.is_some()).then(|| ("shipment", shell.text("way-in-a-parcel")));
    let all = [("delivery", shell.text("checkout-to-my-door")), ("pickup", shell.text("checkout-in-the-store"))];
    let all = all.into_iter().chain(curbside).chain(shipment);
    all.map(|(value, words)| Choice { value, label: html! { (words) }, closed: None }).collect()
}

/// What a refused submission told, to be shown in the form again.
pub(crate) fn told(told: &Told) -> Option<Details> {
    let (contact, fulfillment) = (told.contact.clone()?, told.fulfillment.clone()?);
    Some(Details {
        contact,
        fulfillment,
        wish: told.wish,
        means: told.means,
        instead: told.instead.clone(),
        shown: std::collections::BTreeMap::new(),
    })
}

//! `POST /orders/{order}/here`: the shopper waits in a bay. And what the order's page says of its way: the code, the bay,
//! the parcel, another time.

use crate::App;
use crate::order::{OrderView, opened};
use axum::extract::State;
use cloud::store::bays::Parked;
use domain::OrderId;
use domain::order::{Here, State as OrderState, WholeOrder};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use texts::{say, text};
use utoipa::ToSchema;
use web::components::{Field, Tone, button, hidden, notice};
use web::problem::Failure;
use web::{Answer, Input, Outcome, Path, Problem, Shell, Want, done};

/// Who waits where.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arrival {
    /// From the order's link.
    #[serde(default)]
    key: String,
    /// The number on the sign.
    bay: u16,
    /// How to find them: color, make, plate.
    #[serde(default)]
    car: String,
}

/// Says that the shopper waits outside. Said again it is the same; another bay is noted, and they wait since the first time.
#[utoipa::path(post, path = "/orders/{order}/here", request_body = Arrival, params(("order" = String, Path)), responses(
    (status = 200, description = "The store knows", body = OrderView),
    (status = 409, description = "The order is not brought to a car, or not now", body = web::problem::Details),
    (status = 422, description = "There is no such bay", body = web::problem::Details)))]
pub(crate) async fn here(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Input(told): Input<Arrival>,
) -> Outcome<Answer> {
    let whole = opened(&app, &order, &told.key).await?;
    let page = format!("/orders/{order}?key={}", told.key);
    let catalog = app.catalog.catalog().await?;
    let now = app.clock.now().to_zoned(catalog.settings().tz());
    if !whole.order.may_arrive(&now) {
        return Err(Problem::conflict("not-now", text("way-not-here")).way(page, text("cart-to-order")));
    }
    let car = told.car.trim();
    let bays = catalog.settings().ways.curbside.map_or(0, |curbside| curbside.bays);
    let no_bay = !(1..=bays).contains(&told.bay);
    let wrong = no_bay.then(|| Failure::field("bay", "unknown", say("way-no-such-bay", [("bays", u32::from(bays).into())])));
    let long = (car.chars().count() > 80).then(|| Failure::field("car", "too_long", text("way-car-long")));
    let wrong: Vec<Failure> = wrong.into_iter().chain(long).collect();
    if !wrong.is_empty() {
        return Err(Problem::invalid(wrong).way(page, text("cart-to-order")));
    }
    if app.store.park(&order, told.bay, &|whole: &WholeOrder| whole.arrive(told.bay, car, &now)).await? == Parked::Taken {
        let taken = Failure::field("bay", "taken", say("way-bay-taken", [("bay", u32::from(told.bay).into())]));
        return Err(Problem::invalid(vec![taken]).way(page, text("cart-to-order")));
    }
    let view = OrderView { may_arrive: true, ..OrderView::of(opened(&app, &order, &told.key).await?, told.key) };
    Ok(done(want, &view, &page))
}

impl OrderView {
    /// Code, bay, parcel, another time: whatever the order's way has now.
    pub(crate) fn way_of(&self, shell: &Shell) -> Markup {
        let open = matches!(self.order.state, OrderState::Placed { .. } | OrderState::Picking { .. } | OrderState::Ready { .. });
        html! {
            @if let Some(code) = self.order.code().filter(|_| open) {
                (notice(Tone::Plain, html! { p { (shell.text("way-code")) " " strong { (code) } } p.hint { (shell.text("way-code-why")) } }))
            }
            @if self.may_arrive { (self.arrival(shell)) }
            @if let Some(parcel) = self.order.way.as_ref().and_then(|way| way.parcel.as_ref()) {
                (notice(Tone::Good, html! {
                    p { (shell.say("way-left-with", [("carrier", parcel.carrier.as_str().into()), ("number", parcel.number.as_str().into())])) }
                    @if let Some(link) = parcel.link() { p { a.button href=(link) rel="noreferrer" { (shell.text("way-track")) } } }
                }))
            }
            @if self.may_change {
                p { a href={ "/orders/" (self.order.order.as_str()) "/change?key=" (self.key) } { (shell.text("change-link")) } }
                p { a href={ "/orders/" (self.order.order.as_str()) "/slot?key=" (self.key) } { (shell.text("slot-another")) } }
            }
        }
    }

    fn arrival(&self, shell: &Shell) -> Markup {
        let (bays, tz) = shell.settings().map_or((0, None), |shop| (shop.ways.curbside.map_or(0, |c| c.bays), Some(shop.tz())));
        let here = self.order.here();
        let since = |here: &Here| tz.clone().map(|tz| shell.language.time(here.since.to_zoned(tz).time())).unwrap_or_default();
        html! {
            section.card #here {
                h2 { @if here.is_some() { (shell.text("way-you-are-here")) } @else { (shell.text("way-are-you-here")) } }
                @if let Some(here) = here {
                    p data-refresh="15" { (shell.say("way-we-know", [("bay", u32::from(here.bay).into()), ("time", since(here).into())])) }
                }
                form.stack method="post" action={ "/orders/" (self.order.order.as_str()) "/here" } {
                    (hidden("key", &self.key))
                    div.field {
                        label for="bay" { (shell.text("way-bay")) }
                        select #bay name="bay" {
                            @for n in 1..=bays { option value=(n) selected[here.is_some_and(|here| here.bay == n)] { (n) } }
                        }
                    }
                    (Field::text("car", &shell.text("way-car"), here.map_or("", |here| here.car.as_str())).most(80).optional()
                        .hint(&shell.text("way-car-hint")).language(shell.language))
                    @if here.is_some() { button type="submit" { (shell.text("way-other-bay")) } }
                    @else { (button(&shell.text("way-here"))) }
                }
            }
        }
    }
}

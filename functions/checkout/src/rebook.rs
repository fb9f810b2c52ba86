//! `/orders/{order}/slot`: another time for an order that is paid, until its own closes. It never costs more than what is
//! set aside on the card: what would is not offered, and refused.

use crate::App;
use crate::fits::fits;
use crate::form::methods;
use crate::order::{OrderView, opened};
use crate::slots::{Slots, Where, find, words};
use axum::extract::State;
use cloud::store::slots::Rebooked;
use domain::catalog::Catalog;
use domain::fees::{DELIVERY, Fee, fees};
use domain::order::{Fulfillment, Kept, Other, WholeOrder};
use domain::slot::{Method, open_slot, zone_for};
use domain::{Money, Order, OrderId, Settings, SlotId};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::{Given, say, text};
use utoipa::{IntoParams, ToSchema};
use web::components::{button, choices, hidden};
use web::problem::Failure;
use web::{Answer, Input, Kind, Outcome, Path, Problem, Query, Shell, View, Want, done, page};

/// Which other times are asked for.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Asked {
    /// From the order's link.
    pub key: String,
    /// Another way than before.
    pub method: Option<Method>,
}

/// The slot wanted instead.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Wanted {
    /// From the order's link.
    #[serde(default)]
    key: String,
    /// As at checkout.
    fulfillment: Chosen,
}

/// A slot by its name, which says method and zone too.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Chosen {
    slot: SlotId,
}

/// The times an order could have instead.
#[derive(Serialize, ToSchema)]
pub(crate) struct OtherTimes {
    /// Which order.
    pub order: OrderId,
    /// The slot it has.
    pub slot: SlotId,
    /// Those it could have.
    #[serde(flatten)]
    pub slots: Slots,
    #[serde(skip)]
    method: Method,
    #[serde(skip)]
    has_address: bool,
    #[serde(skip)]
    key: String,
}

/// Shows the times an order may be moved to.
#[utoipa::path(get, path = "/orders/{order}/slot", params(("order" = String, Path), Asked), responses(
    (status = 200, description = "Times that cost no more", body = OtherTimes),
    (status = 409, description = "It is being picked, or its time is closed", body = web::problem::Details)))]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Query(asked): Query<Asked>,
) -> Outcome<Answer> {
    let (catalog, whole) = (app.catalog.catalog().await?, opened(&app, &order, &asked.key).await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let (settings, now) = (catalog.settings(), app.clock.now());
    let movable = matches!(whole.order.state, domain::order::State::Placed { .. });
    if !movable || open_slot(settings, &whole.order.fulfillment.slot, now).is_none() {
        return Err(too_late(&order, &asked.key));
    }
    let held = &whole.order.fulfillment;
    let method = asked.method.unwrap_or(held.method);
    let postcode = held.address.as_ref().map(|a| a.postcode.clone()).unwrap_or_default();
    let found = find(&app, &catalog, &Where { method, postcode }, shell.language).await?;
    let affordable = |slot: &SlotId| sum(settings, &whole, slot) <= paid_for(&whole.order);
    let slots = found.slots.into_iter().filter(|slot| slot.id != held.slot && affordable(&slot.id)).collect();
    let view = OtherTimes {
        order,
        slot: held.slot.clone(),
        slots: Slots { slots, needs: whole.order.points(), ..found },
        method,
        has_address: held.address.is_some(),
        key: asked.key,
    };
    Ok(page(want, &shell, &view).unkept())
}

/// Moves an order to another slot: fees anew, the old slot free again, in one transaction. Sent again, it is the same.
#[utoipa::path(post, path = "/orders/{order}/slot", request_body = Wanted, params(("order" = String, Path)), responses(
    (status = 200, description = "It has that slot", body = OrderView),
    (status = 409, description = "Too late, too dear, or full", body = web::problem::Details),
    (status = 422, description = "There is no such slot", body = web::problem::Details)))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Input(told): Input<Wanted>,
) -> Outcome<Answer> {
    let (catalog, to) = (app.catalog.catalog().await?, told.fulfillment.slot);
    for _ in 0..8 {
        let whole = opened(&app, &order, &told.key).await?;
        match decide(&app, &catalog, &whole, &to) {
            Err(Refused::Same) => return Ok(moved(want, whole, told.key)),
            Err(Refused::With(problem)) => return Err(problem.way(at(&order, &told.key), text("cart-to-order"))),
            Ok(rebooking) => match app.store.rebook(&rebooking).await? {
                Rebooked::Yes => return Ok(moved(want, opened(&app, &order, &told.key).await?, told.key)),
                Rebooked::Overtaken => {}
                Rebooked::Full => return Err(full(&order, &told.key)),
            },
        }
    }
    Err(Problem::broken(format!("order {order} changes too often to be moved")))
}

enum Refused {
    Same,
    With(Problem),
}

fn decide(app: &App, catalog: &Catalog, whole: &WholeOrder, to: &SlotId) -> Result<domain::order::Rebooking, Refused> {
    let (settings, now, held) = (catalog.settings(), app.clock.now(), &whole.order.fulfillment);
    let closed = || Refused::With(Problem::invalid(vec![crate::details::slot_closed()]));
    let address = held.address.clone();
    let postcode = address.as_ref().map_or("", |a| a.postcode.as_str());
    let method = Method::parse(to.method()).filter(|method| !method.has_address() || address.is_some()).ok_or_else(closed)?;
    if held.slot == *to {
        return Err(Refused::Same);
    }
    let slot =
        open_slot(settings, to, now).filter(|slot| zone_for(settings, method, postcode) == Some(slot.id.zone())).ok_or_else(closed)?;
    fits(whole.lines.iter().map(|line| &line.item.sku), to, catalog).map_err(Refused::With)?;
    let other = Other {
        fees: due(settings, whole, to),
        rates: settings.country.rates(to.day()),
        fulfillment: Fulfillment { method, slot: to.clone(), address: address.filter(|_| method.has_address()) },
        slot,
    };
    let closes = open_slot(settings, &held.slot, now).map(|slot| slot.closes);
    whole.rebook(other, closes, now).map_err(|kept| match kept {
        Kept::Same => Refused::Same,
        Kept::NotNow | Kept::Closed => Refused::With(late()),
        Kept::Dearer(more) => {
            let more = Given::Amount(more, whole.order.currency.clone());
            Refused::With(Problem::conflict("dearer", text("slot-dearer")).detail(say("slot-dearer-why", [("more", more)])))
        }
    })
}

/// What a slot costs this order. Delivery that was promised free is free at another time too.
fn due(settings: &Settings, whole: &WholeOrder, slot: &SlotId) -> Vec<Fee> {
    let worth = whole.lines.iter().map(|line| line.priced.worth()).sum();
    let free = whole.order.promised.as_ref().is_some_and(|promised| promised.delivery.is_some());
    fees(settings, slot, worth).into_iter().filter(|fee| !free || fee.kind != DELIVERY).collect()
}

fn sum(settings: &Settings, whole: &WholeOrder, slot: &SlotId) -> Money {
    due(settings, whole, slot).iter().map(|fee| fee.amount).sum()
}

/// The most its fees may come to: what is set aside for them and not needed for goods.
fn paid_for(order: &Order) -> Money {
    order.fees.iter().map(|fee| fee.amount).sum::<Money>() + order.payment.authorized - order.upper
}

fn moved(want: Want, whole: WholeOrder, key: String) -> Answer {
    let next = at(&whole.order.order, &key);
    done(want, &OrderView::of(whole, key), &next)
}

fn at(order: &OrderId, key: &str) -> String {
    format!("/orders/{order}?key={key}")
}

fn late() -> Problem {
    Problem::conflict("not-now", text("slot-too-late")).detail(text("slot-too-late-why"))
}

fn too_late(order: &OrderId, key: &str) -> Problem {
    late().way(at(order, key), text("cart-to-order"))
}

fn full(order: &OrderId, key: &str) -> Problem {
    let failure = Failure::field("fulfillment.slot", "slot_full", text("checkout-slot-full"));
    let problem = Problem::conflict("slot-full", text("checkout-slot-taken")).errors(vec![failure]);
    problem.way(format!("/orders/{order}/slot?key={key}"), text("checkout-another-time"))
}

impl View for OtherTimes {
    fn title(&self, shell: &Shell) -> String {
        shell.text("slot-another").into_owned()
    }

    fn kind(&self) -> Kind {
        Kind::Shop
    }

    fn html(&self, shell: &Shell) -> Markup {
        let open = |value: &str| Method::parse(value).is_some_and(|method| !method.has_address() || self.has_address);
        let methods: Vec<_> = methods(shell).into_iter().filter(|choice| open(choice.value)).collect();
        let action = format!("/orders/{}/slot", self.order);
        html! {
            h1 { (shell.text("slot-another")) }
            p.lead { (shell.text("slot-now")) " " strong { (words(shell, &self.slot)) } }
            form.stack.card method="get" action=(action) {
                (hidden("key", &self.key))
                (choices("method", &shell.text("checkout-delivery-or-pickup"), Some(self.method.as_str()), &methods))
                button.button type="submit" { (shell.text("checkout-other-times")) }
            }
            form.stack method="post" action=(action) {
                (hidden("key", &self.key))
                section.card {
                    h2 { (shell.text("checkout-when")) }
                    @if self.slots.slots.is_empty() { p { (shell.text("checkout-no-time")) } }
                    (self.slots.by_day(shell, None, &[]))
                    p.hint { (shell.text("slot-no-dearer")) }
                }
                @if !self.slots.slots.is_empty() { (button(&shell.text("slot-take"))) }
            }
            p { a href=(at(&self.order, &self.key)) { (shell.text("cart-to-order")) } }
        }
    }
}

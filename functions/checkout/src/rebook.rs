//! `/orders/{order}/slot`: another time for an order, until its own closes. Where it costs more than what is set aside on the
//! card, it is paid first; more than may be paid at handover is not offered, and refused.

use crate::App;
use crate::changing::{ChangedOrder, Stored, answered, at, bounds, end, kept, store, until};
use crate::fits::{bulk, fits};
use crate::form::methods;
use crate::order::opened;
use crate::place::way_of;
use crate::pricing::minimum;
use crate::slots::{SlotView, Slots, Where, find, words};
use axum::extract::State;
use domain::catalog::Catalog;
use domain::fees::{Fee, fees};
use domain::order::{Fulfillment, Kept, Other, WholeOrder, Write};
use domain::slot::{Method, zone_for};
use domain::{Money, Order, OrderId, Settings, SlotId};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::text;
use utoipa::{IntoParams, ToSchema};
use web::components::{button, choices, hidden};
use web::problem::Failure;
use web::{Answer, Input, Kind, Outcome, Path, Problem, Query, Shell, View, Want, page};

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
    at_handover: bool,
    #[serde(skip)]
    key: String,
}

/// Shows the times an order may be moved to.
#[utoipa::path(get, path = "/orders/{order}/slot", params(("order" = String, Path), Asked), responses(
    (status = 200, description = "Times it may have", body = OtherTimes),
    (status = 409, description = "It is being picked, or its time is closed", body = web::problem::Details)))]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Query(asked): Query<Asked>,
) -> Outcome<Answer> {
    let (catalog, whole) = (want.reader.catalog(app.catalog.catalog().await?), opened(&app, &order, &asked.key).await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let (settings, now) = (catalog.settings(), app.clock.now());
    let late = || kept(Kept::NotNow, &whole.order).way(at(&order, &asked.key), text("cart-to-order"));
    until(settings, &whole.order, now).ok_or_else(late)?;
    let held = &whole.order.fulfillment;
    let method = asked.method.unwrap_or(held.method);
    let postcode = held.address.as_ref().map(|a| a.postcode.clone()).unwrap_or_default();
    let found = find(&app, &catalog, &Where { method, postcode }, shell.language).await?;
    let skus = || whole.lines.iter().map(|line| &line.item.sku);
    let found = found.fitting(skus(), &catalog);
    minimum(settings, &found.zone, worth(&whole)).map_err(|small| small.way(at(&order, &asked.key), text("cart-to-order")))?;
    // By card more can be asked for; what is paid at handover, or by credit alone, has a limit.
    let trusted = settings.at_handover.map_or(Money::ZERO, |trust| trust.most);
    let most = whole.order.covered(trusted).filter(|_| whole.order.has_no_page());
    let upper = |slot: &SlotId| whole.order.upper + sum(settings, &whole, slot) - paid(&whole.order);
    let affordable = |slot: &SlotId| most.is_none_or(|most| upper(slot) <= most);
    let near = |slot: &SlotView| whole.order.reaches(slot.starts, now);
    let slots = found.slots.into_iter().filter(|slot| slot.id != held.slot && affordable(&slot.id) && near(slot)).collect();
    let (count, frozen) = bulk(skus(), &catalog);
    let view = OtherTimes {
        order,
        slot: held.slot.clone(),
        slots: Slots { slots, needs: settings.ways.points(count, frozen), ..found },
        method,
        has_address: held.address.is_some(),
        at_handover: whole.order.at_handover.is_some(),
        key: asked.key,
    };
    Ok(page(want, &shell, &view).unkept())
}

/// Moves an order to another slot: fees anew, the old slot free again, in one transaction. Where that costs more than what is
/// set aside, both are held until it is paid. Sent again, it is the same.
#[utoipa::path(post, path = "/orders/{order}/slot", request_body = Wanted, params(("order" = String, Path)), responses(
    (status = 200, description = "It has that slot, or has it once it is paid", body = ChangedOrder),
    (status = 409, description = "Too late, too dear, or full", body = web::problem::Details),
    (status = 422, description = "There is no such slot", body = web::problem::Details)))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Input(told): Input<Wanted>,
) -> Outcome<Answer> {
    let (catalog, to) = (want.reader.catalog(app.catalog.catalog().await?), told.fulfillment.slot);
    for _ in 0..8 {
        let whole = opened(&app, &order, &told.key).await?;
        let waits = whole.amended.as_ref().map(|amended| &amended.fulfillment.slot);
        if whole.order.fulfillment.slot == to && waits.is_none() || waits == Some(&to) {
            return answered(&app, want, &order, told.key).await;
        }
        if whole.order.awaited().is_some() {
            end(&app, &whole).await?;
            continue;
        }
        let write = decide(&app, &catalog, &whole, &to).map_err(|problem| problem.way(at(&order, &told.key), text("cart-to-order")))?;
        match store(&app, write).await? {
            Stored::Yes => return answered(&app, want, &order, told.key).await,
            Stored::Again => {}
            Stored::Refused(_) => return Err(full(&order, &told.key)),
        }
    }
    Err(Problem::broken(format!("order {order} changes too often to be moved")))
}

fn decide(app: &App, catalog: &Catalog, whole: &WholeOrder, to: &SlotId) -> Outcome<Write> {
    let (settings, now, held) = (catalog.settings(), app.clock.now(), &whole.order.fulfillment);
    let closed = || Problem::invalid(vec![crate::details::slot_closed()]);
    let address = held.address.clone();
    let postcode = address.as_ref().map_or("", |a| a.postcode.as_str());
    let method = Method::parse(to.method()).filter(|method| open_to(&whole.order, *method)).ok_or_else(closed)?;
    let bounds = bounds(settings, &whole.order, to, now).ok_or_else(closed)?;
    let reached = whole.order.reaches(bounds.slot.starts, now);
    if !reached || zone_for(settings, method, postcode) != Some(to.zone()) {
        return Err(closed());
    }
    let skus = || whole.lines.iter().map(|line| &line.item.sku);
    fits(skus(), to, catalog)?;
    minimum(settings, to.zone(), worth(whole))?;
    let other = Other {
        fees: due(settings, whole, to),
        rates: settings.country.rates(to.day().unwrap_or_else(|| now.to_zoned(settings.tz()).date())),
        way: way_of(settings, &bounds.slot, bulk(skus(), catalog)),
        fulfillment: Fulfillment { method, slot: to.clone(), address: address.filter(|_| method.has_address()) },
    };
    whole.rebook(other, &bounds).map_err(|why| kept(why, &whole.order))
}

/// Ways that need an address are for orders that have one, and a carrier takes no money.
fn open_to(order: &Order, method: Method) -> bool {
    let carried = method == Method::Shipment && order.at_handover.is_some();
    !carried && (!method.has_address() || order.fulfillment.address.is_some())
}

/// What the goods are worth: the figure that fees and minimum baskets look at.
fn worth(whole: &WholeOrder) -> Money {
    whole.lines.iter().map(|line| line.priced.worth()).sum()
}

/// What a slot costs this order. Delivery that was promised free is free at another time too.
fn due(settings: &Settings, whole: &WholeOrder, slot: &SlotId) -> Vec<Fee> {
    let free = whole.order.promised.as_ref().is_some_and(|promised| promised.delivery.is_some());
    let due = fees(settings, slot, worth(whole)).into_iter().filter(|fee| !free || !fee.is_carriage()).collect();
    let goods: Vec<_> = whole.lines.iter().map(|line| (line.item.vat, line.priced.total())).collect();
    settings.country.law().fees.taxed(due, &goods)
}

fn sum(settings: &Settings, whole: &WholeOrder, slot: &SlotId) -> Money {
    due(settings, whole, slot).iter().map(|fee| fee.amount).sum()
}

/// What its fees come to now.
fn paid(order: &Order) -> Money {
    order.fees.iter().map(|fee| fee.amount).sum()
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
        let carried = |method: Method| method == Method::Shipment && self.at_handover;
        let open = |value: &str| Method::parse(value).is_some_and(|m| !carried(m) && (!m.has_address() || self.has_address));
        let dearer = if self.at_handover { "slot-no-dearer-at-handover" } else { "slot-pay-more" };
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
                    (self.slots.limits(shell))
                    (self.slots.by_day(shell, None, &[]))
                    p.hint { (shell.text(dearer)) }
                }
                @if !self.slots.slots.is_empty() { (button(&shell.text("slot-take"))) }
            }
            p { a href=(at(&self.order, &self.key)) { (shell.text("cart-to-order")) } }
        }
    }
}

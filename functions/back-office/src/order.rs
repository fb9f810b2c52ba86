//! `GET /back-office/orders/{order}`: an order as staff see it. What it looks like is in `order_page`.

use crate::App;
use crate::instead::{self, Instead};
use crate::who::Staff;
use axum::extract::State;
use domain::catalog::Catalog;
use domain::fees::Fee;
use domain::order::{
    Address, Agreed, AtHandover, Contact, Dispute, Here, Left, Parcel, Payment, PickResult, Promise, Rank, Refund, SettledLine,
    State as Stand, Via, WholeOrder, Wish,
};
use domain::price::Item;
use domain::quote::Line;
use domain::slot::Method;
use domain::{AisleId, ByWeight, Money, OrderId, Quantity, Sku, VatPart};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::Picture;
use web::{Answer, Language, Outcome, Path, Problem, Query, Shell, Want, page};

/// An order as staff see it. Deliberately without the basket's name, which is the shopper's secret.
#[derive(Serialize, ToSchema)]
pub struct OrderView<'a> {
    /// Its number.
    pub order: &'a OrderId,
    /// `placed`, `picking`, `ready`, `handed_over` ...
    pub state: &'static str,
    /// Every state it was in, and since when.
    #[schema(value_type = Vec<Vec<String>>)]
    pub history: &'a [(String, Timestamp)],
    /// The slot's date.
    pub day: &'a str,
    /// `10:00-12:00`.
    pub window: &'a str,
    /// Both in words.
    #[serde(skip)]
    pub when: String,
    /// To the door, or fetched.
    pub method: Method,
    /// The delivery zone, or `store`.
    pub zone: &'a str,
    /// Who ordered.
    pub contact: &'a Contact,
    /// Where to, for a delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<&'a Address>,
    /// What to do when something is missing.
    pub wish: Wish,
    /// Youngest age that may receive it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// ISO 4217.
    pub currency: &'a str,
    /// Promised.
    pub total: Money,
    /// The most that can be charged.
    pub upper: Money,
    /// What it comes to with the results so far.
    pub comes_to: Money,
    /// The tax in that, per rate.
    pub vat: Vec<VatPart>,
    /// Delivery and the like.
    pub fees: &'a [Fee],
    /// Store credit in it: held back until it is packed, spent from then on.
    pub credit: Money,
    /// All that is not credit is there: nothing is left to charge.
    #[serde(skip)]
    pub nothing_to_charge: bool,
    /// What the payment provider told us.
    pub payment: &'a Payment,
    /// With which provider it is paid beforehand.
    pub via: Via,
    /// Present when it is paid when it is handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_handover: Option<AtHandover>,
    /// To be paid now, at handover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Money>,
    /// What was taken back of it by a bank, or is held by `PayPal`.
    pub disputes: &'a [Dispute],
    /// A change by its shopper is held until then, and counts once it is paid. Picking ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_until: Option<Timestamp>,
    /// Its card is saved, and asked then; nothing of it is picked before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_asked: Option<Timestamp>,
    /// Why a person must look at its payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<&'a str>,
    /// In the order the aisles are walked.
    pub lines: Vec<LineView<'a>>,
    /// What was agreed beyond that, and what the shopper was asked.
    pub promise: &'a Promise,
    /// Lines without a result.
    pub open: Vec<u16>,
    /// What could be given for the line asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead<'a>>,
    /// The shopper waits outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<&'a Here>,
    /// Whoever fetches it is asked for a code.
    pub has_code: bool,
    /// The parcel it left in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcel: Option<&'a Parcel>,
    /// The line scanned last.
    #[serde(skip)]
    pub scanned: Option<u16>,
    /// What was given back of it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub refunds: &'a [Refund],
    /// What may still be given back: only of what was charged.
    #[serde(skip)]
    pub left: Vec<Left>,
    /// Staff ended it before it was paid.
    #[serde(skip)]
    pub given_up: bool,
    /// Somebody must look at a card before it changes hands.
    pub needs_age_check: bool,
    #[serde(skip)]
    pub stand: &'a Stand,
    #[serde(skip)]
    pub zone_of_shop: TimeZone,
    #[serde(skip)]
    pub problem: Option<Problem>,
    #[serde(skip)]
    pub staff: &'a Staff,
}

/// A line: what was promised, and what was found.
#[derive(Serialize, ToSchema)]
pub struct LineView<'a> {
    /// Position, from 1.
    pub line: u16,
    /// What was ordered.
    pub sku: &'a Sku,
    /// Its name when it was promised.
    pub name: &'a str,
    /// Where it stands.
    pub aisle: &'a AisleId,
    /// The aisle's sign.
    pub aisle_name: &'a str,
    /// How much was ordered.
    pub quantity: Quantity,
    /// Present for loose goods: they are weighed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_weight: Option<ByWeight>,
    /// Per piece, or per kilogram.
    pub price: Money,
    /// What was promised for it, after offers, with deposit.
    pub promised: Money,
    /// The most that may be picked: pieces, or grams.
    pub reserved: i64,
    /// Youngest age that may buy it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// What the picker said last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'a PickResult>,
    /// In the crate: how much of what is charged.
    pub picked: Quantity,
    /// What is charged for it with the results so far.
    pub charged: Money,
    /// It could be sold again if it came back.
    #[serde(skip)]
    pub keeps: bool,
    /// The name of what is in the crate.
    #[serde(skip)]
    pub given: &'a str,
    /// What may be given when it is missing.
    pub agreed: Agreed,
    /// How it looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture<'a>>,
}

/// Shows an order to pick it.
#[utoipa::path(get, path = "/back-office/orders/{order}", tag = "back office", params(("order" = String, Path), instead::Asked),
    responses((status = 200, body = OrderView), (status = 404, body = web::problem::Details)))]
pub async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Query(asked): Query<instead::Asked>,
) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let whole = app.store.whole_order(&order).await?.ok_or_else(missing)?;
    let instead = instead::candidates(&app, &catalog, &whole, &asked).await?;
    let view = OrderView { instead, scanned: asked.scanned, ..OrderView::of(&whole, &catalog, &staff) };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// No order of that number.
pub fn missing() -> Problem {
    Problem::not_found("There is no order of this number.").way("/back-office/orders", "To the orders")
}

/// Where an order's page is.
pub fn path(order: &OrderId) -> String {
    format!("/back-office/orders/{order}")
}

impl<'a> OrderView<'a> {
    /// The order with its lines in the order the aisles are walked.
    pub fn of(whole: &'a WholeOrder, catalog: &'a Catalog, staff: &'a Staff) -> OrderView<'a> {
        let (order, settlement) = (&whole.order, whole.settlement());
        let slot = &order.fulfillment.slot;
        let lines = whole.lines.iter().zip(&settlement.lines);
        let mut lines: Vec<LineView> = lines.map(|(line, settled)| LineView::of(line, settled, whole, catalog)).collect();
        lines.sort_by_key(|l| (catalog.settings().walk(l.aisle), l.aisle, l.name, l.line));
        OrderView {
            order: &order.order,
            state: order.state.name(),
            history: &order.history,
            day: slot.date(),
            window: slot.window(),
            when: format!("{}, {}", Language::default().slot_day(slot), Language::default().slot_window(slot)),
            method: order.fulfillment.method,
            zone: slot.zone(),
            contact: &order.contact,
            address: order.fulfillment.address.as_ref(),
            wish: order.wish,
            age: order.age,
            currency: &order.currency,
            total: order.total,
            upper: order.upper,
            comes_to: settlement.total,
            vat: settlement.vat,
            fees: &order.fees,
            credit: order.credit_kept(),
            nothing_to_charge: order.rest_due() == Some(Money::ZERO) && order.payment.rank != Rank::Authorized,
            payment: &order.payment,
            via: order.via,
            at_handover: order.at_handover,
            due: order.due(),
            disputes: &order.disputes,
            change_until: whole.amended.as_ref().and(order.awaited()).map(|asking| asking.until),
            card_asked: order.saved().and(order.later.as_ref()).map(|later| later.due),
            review: order.review.as_deref(),
            promise: &order.promise,
            open: lines.iter().filter(|l| l.result.is_none()).map(|l| l.line).collect(),
            lines,
            instead: None,
            here: order.here(),
            has_code: order.code().is_some(),
            parcel: order.way.as_ref().and_then(|way| way.parcel.as_ref()),
            scanned: None,
            refunds: &order.refunds,
            given_up: order.given_up.is_some(),
            left: if order.refundable() > Money::ZERO { whole.left() } else { Vec::new() },
            needs_age_check: whole.needs_age_check(),
            stand: &order.state,
            zone_of_shop: catalog.settings().tz(),
            problem: None,
            staff,
        }
    }
}

impl<'a> LineView<'a> {
    fn of(line: &'a Line, settled: &SettledLine, whole: &'a WholeOrder, catalog: &'a Catalog) -> LineView<'a> {
        let item = &line.item;
        let aisle = catalog.settings().aisles.iter().find(|a| a.slug == item.aisle);
        let picture = catalog.product(&item.sku).map(|p| p.text.picture.as_str()).filter(|p| !p.is_empty());
        LineView {
            line: line.line,
            sku: &item.sku,
            name: catalog.own_name(item, &whole.order.language),
            aisle: &item.aisle,
            aisle_name: aisle.map_or(item.aisle.as_str(), |a| &a.name),
            quantity: item.quantity,
            by_weight: item.by_weight,
            price: item.price,
            promised: line.priced.total(),
            reserved: line.reserved,
            age: line.age,
            result: whole.result(line.line),
            picked: settled.item.quantity,
            charged: settled.priced.total(),
            keeps: crate::uncollected::keeps(settled, catalog),
            given: catalog.own_name(given(line, whole), &whole.order.language),
            agreed: whole.agreed(line.line),
            picture: picture.map(Picture),
        }
    }
}

fn given<'a>(line: &'a Line, whole: &'a WholeOrder) -> &'a Item {
    match whole.result(line.line) {
        Some(PickResult::Substituted(given) | PickResult::Proposed(given)) => &given.item,
        Some(PickResult::Found | PickResult::Weighed(_) | PickResult::Short(_)) | None => &line.item,
    }
}

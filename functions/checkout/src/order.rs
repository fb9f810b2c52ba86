//! `GET /orders/{order}`: where an order stands. Opens with the order's own key; canceling is possible until picking starts.

use crate::App;
use crate::claim_card::Claimed;
use crate::claim_form::Form;
use crate::claim_refunds::GivenBack;
use crate::payment::{approved, back};
use axum::extract::State;
use cloud::store::orders::Decision;
use domain::fees::Fee;
use domain::order::{Asking, BY_SHOPPER, Fulfillment, Payment, Promise, Refund, SettledLine, State as OrderState, Way, WholeOrder};
use domain::quote::Line;
use domain::tax::Prices;
use domain::{Money, Order, OrderId, VatPart};
use http::HeaderMap;
use jiff::Timestamp;
use payments::Asked;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::text;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Input, Outcome, Path, Problem, Query, Shell, Want, done, page, redirect};

/// The key that opens an order.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Key {
    /// From the order's link.
    #[serde(default)]
    pub key: String,
}

/// How an order's page is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Looked {
    /// From the order's link.
    #[serde(default)]
    pub key: String,
    /// There when the payment page leads back here: its word may arrive before the provider's.
    paid: Option<u8>,
}

/// An order as its shopper sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderView {
    /// Its number.
    #[serde(rename = "order")]
    pub id: OrderId,
    /// `awaiting_payment`, `placed`, ...
    pub status: &'static str,
    /// Every state it was in, and since when.
    pub history: Vec<(String, Timestamp)>,
    /// ISO 4217.
    pub currency: String,
    /// Promised.
    pub total: Money,
    /// The most it can come to.
    pub upper: Money,
    /// Of that, set aside on the card, or paid at handover.
    pub by_card: Money,
    /// Store credit in it: held back until it is packed, spent from then on.
    pub credit: Money,
    /// What it comes to after picking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Money>,
    /// What happened to the money.
    pub payment: Payment,
    /// How and when it gets there.
    pub fulfillment: Fulfillment,
    /// What was agreed for single lines, and what the shopper is asked.
    #[serde(skip_serializing_if = "Promise::is_plain")]
    pub promise: Promise,
    /// Delivery and the like.
    pub fees: Vec<Fee>,
    /// What was promised.
    pub lines: Vec<Line>,
    /// What was picked, once picking started.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub picked: Vec<SettledLine>,
    /// How its figures are shown. Here they are all as they are charged: VAT included.
    #[serde(skip_serializing_if = "Prices::are_gross")]
    pub prices: Prices,
    /// VAT within the final total, once the order is ready, less that of what was given back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vat: Vec<VatPart>,
    /// What it takes of its slot, its code, who waits where, its parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// The payment that is asked for once more: for a change of it, or because the first was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asking: Option<Asking>,
    /// What was given back of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<GivenBack>,
    /// What its shopper was not content with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claimed>,
    /// The form for claims, while it takes some.
    #[serde(skip)]
    pub(crate) claim_form: Option<Form>,
    /// The rest is the shop's: the basket's token in it is a secret.
    #[serde(skip)]
    pub(crate) order: Order,
    #[serde(skip)]
    pub(crate) key: String,
    /// What this shop signs its notices with, to be told to the browser.
    #[serde(skip)]
    pub(crate) push_key: String,
    /// The shopper comes from the payment page.
    #[serde(skip)]
    pub(crate) paid: bool,
    /// What is asked for is for a change.
    #[serde(skip)]
    pub(crate) change_waits: bool,
    /// It may still be changed.
    #[serde(skip)]
    pub(crate) may_change: bool,
    /// It may be said that one waits for it.
    #[serde(skip)]
    pub(crate) may_arrive: bool,
}

/// Opens an order. A wrong key and a missing order look the same.
pub(crate) async fn opened(app: &App, order: &OrderId, key: &str) -> Outcome<WholeOrder> {
    let missing = || Problem::not_found(text("order-not-found"));
    if !app.links.opens(order, key) {
        return Err(missing());
    }
    app.store.whole_order(order).await?.ok_or_else(missing)
}

/// Shows an order.
#[utoipa::path(get, path = "/orders/{order}", params(("order" = String, Path), Looked), responses(
    (status = 200, description = "The order", body = OrderView),
    (status = 404, description = "No such order, or a wrong key", body = web::problem::Details)))]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Query(looked): Query<Looked>,
) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let whole = opened(&app, &order, &looked.key).await?;
    if looked.paid.is_some() {
        approved(&app, &whole.order).await;
    }
    let (settings, now) = (catalog.settings(), app.clock.now());
    let claim_form = Form::of(&whole, settings.claims, now);
    let may_change = crate::changing::until(settings, &whole.order, now).is_some();
    let may_arrive = whole.order.may_arrive(&now.to_zoned(settings.tz()));
    let view = OrderView {
        paid: looked.paid.is_some(),
        claim_form,
        may_change,
        may_arrive,
        push_key: app.push.public_key(),
        ..OrderView::of(whole, looked.key)
    };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view).unkept())
}

/// The order the shopper's basket became.
pub(crate) async fn of_basket(State(app): State<Arc<App>>, headers: HeaderMap) -> Outcome<Answer> {
    let order = app.cart(&headers).await?.and_then(|c| c.order);
    Ok(match order {
        Some(order) => redirect(&format!("/orders/{order}?key={}", app.links.order_key(&order))),
        None => redirect("/cart"),
    })
}

/// Cancels an order, while nobody picks it. One that waits for its payment gives its basket back.
#[utoipa::path(post, path = "/orders/{order}/cancel", request_body = Key, params(("order" = String, Path)), responses(
    (status = 200, description = "The order is canceled", body = OrderView),
    (status = 409, description = "It is being picked, or further", body = web::problem::Details)))]
pub(crate) async fn cancel(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Input(key): Input<Key>) -> Outcome<Answer> {
    let whole = opened(&app, &order, &key.key).await?;
    let waited = matches!(whole.order.state, OrderState::AwaitingPayment { .. });
    if waited && let Some(fact) = app.provider.close(&Asked { order: &whole.order, back: &back(&app, &order) }).await? {
        // Paid in the last moment: it is taken into account, and then let go of like any paid order.
        let learned = app.store.learn(&fact, app.clock.now()).await?;
        app.jobs.follow(&learned).await;
    }
    let now = app.clock.now();
    let decide = |whole: &WholeOrder| match whole.order.state {
        OrderState::Canceled { .. } | OrderState::Expired { .. } => Ok(None),
        _ => whole.cancel(BY_SHOPPER, now).map(Some),
    };
    let decided = app.store.decide(&order, decide).await?;
    app.jobs.follow(&decided).await;
    app.store.note_decision(&decided).await;
    if let Decision::Refused(refusal) = decided {
        let link = format!("/orders/{order}?key={}", key.key);
        tracing::info!(order = %order, %refusal, "not canceled");
        let late = Problem::conflict("not-cancelable", text("order-too-late"));
        return Err(late.detail(text("order-too-late-why")).way(link, text("cart-to-order")));
    }
    let view = OrderView::of(opened(&app, &order, &key.key).await?, key.key);
    let next = if waited { "/cart".to_owned() } else { format!("/orders/{order}?key={}", view.key) };
    Ok(done(want, &view, &next))
}

impl OrderView {
    pub(crate) fn of(whole: WholeOrder, key: String) -> OrderView {
        let started = !whole.reports.is_empty();
        let (refunds, claims) = (GivenBack::of(&whole), Claimed::of(&whole));
        let settlement = whole.settlement();
        let picked = if started { settlement.lines } else { Vec::new() };
        let vat = if whole.order.settled.is_some() { vat_left(settlement.vat, &whole.order.refunds) } else { Vec::new() };
        let change_waits = whole.amended.is_some();
        let order = whole.order;
        OrderView {
            id: order.order.clone(),
            status: order.state.name(),
            history: order.history.clone(),
            currency: order.currency.clone(),
            total: order.total,
            upper: order.upper,
            by_card: order.by_card(),
            credit: if order.settled.is_some() { order.credit_spent() } else { order.credit_kept() },
            settled: order.settled,
            payment: order.payment.clone(),
            fulfillment: order.fulfillment.clone(),
            promise: order.promise.clone(),
            fees: order.fees.clone(),
            lines: whole.lines,
            picked,
            prices: order.prices,
            vat,
            way: order.way.clone(),
            asking: order.awaited().cloned(),
            refunds,
            claims,
            claim_form: None,
            order,
            key,
            push_key: String::new(),
            paid: false,
            change_waits,
            may_change: false,
            may_arrive: false,
        }
    }
}

/// Credit notes take their VAT out of the invoice's.
fn vat_left(mut vat: Vec<VatPart>, refunds: &[Refund]) -> Vec<VatPart> {
    for back in refunds.iter().flat_map(|refund| &refund.vat) {
        for part in vat.iter_mut().filter(|part| (part.class, part.bp) == (back.class, back.bp)) {
            part.gross = part.gross - back.gross;
            part.vat = part.vat - back.vat;
        }
    }
    vat
}

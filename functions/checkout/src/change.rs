//! `/orders/{order}/change`: other goods in an order, until its slot closes and before it is picked. What they come to is
//! shown first, like at checkout; confirmed by its fingerprint, it takes effect, or is held until it is paid.

use crate::App;
use crate::change_lines::{add, is_made, wanted};
use crate::change_page::Changing;
use crate::change_review::{Difference, Proposed};
use crate::changing::{Stored, answered, at, bounds, end, kept, store, until};
use crate::fits::bulk;
use crate::order::{Key, opened};
use crate::place::{refusals, way_of};
use crate::pricing::{Wanted, priced};
use axum::extract::State;
use cloud::store::orders::Obstacle;
use domain::cart::CartStatus;
use domain::catalog::Catalog;
use domain::order::{Kept, Means, WholeOrder, Write};
use domain::quote::Quote;
use domain::{OrderId, Quantity, Sku};
use http::HeaderMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::{say, text};
use utoipa::ToSchema;
use web::problem::Failure;
use web::{Answer, Input, Outcome, Path, Problem, Query, Shell, Want, page, refused};

/// Products found for a word.
const MOST_FOUND: usize = 8;

/// What the order is to hold.
#[derive(Deserialize, ToSchema)]
#[schema(as = WantedChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct Told {
    /// From the order's link.
    #[serde(default)]
    pub key: String,
    /// How much of what; zero takes it out. Products that are not named stay as they are.
    #[serde(default)]
    #[schema(required = false, value_type = BTreeMap<String, Object>)]
    pub lines: BTreeMap<Sku, Quantity>,
    /// What the button says; a program that wants the review leaves it out.
    #[serde(default)]
    #[schema(required = false)]
    pub step: Step,
    /// Words to find more products by.
    #[serde(default)]
    #[schema(required = false)]
    pub find: String,
    /// The shopper is old enough for all of it, and so is whoever receives it.
    #[serde(default)]
    #[schema(required = false)]
    pub of_age: bool,
    /// The fingerprint of the reviewed change: makes it.
    pub quote: Option<String>,
}

/// What is wanted of the page.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[schema(as = ChangeStep)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// What it comes to.
    #[default]
    Review,
    /// More products.
    Find,
    /// What is in the shopper's basket is to come along.
    Basket,
    /// The form again.
    Edit,
}

/// Shows what may be changed.
#[utoipa::path(get, path = "/orders/{order}/change", params(("order" = String, Path), ("key" = String, Query)), responses(
    (status = 200, description = "The order's lines", body = Changing),
    (status = 409, description = "It is being picked, or its time is closed", body = web::problem::Details)))]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    headers: HeaderMap,
    Path(order): Path<OrderId>,
    Query(key): Query<Key>,
) -> Outcome<Answer> {
    let (catalog, whole) = (app.catalog.catalog().await?, opened(&app, &order, &key.key).await?);
    // An order keeps the names of the language it was placed in.
    let catalog = catalog.read_in(&whole.order.language);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let view = form(&app, &catalog, &whole, &key.key)?;
    let view = Changing { basket: basket(&app, &headers).await?.is_some(), ..view };
    Ok(page(want, &shell, &view).unkept())
}

/// Reviews a change, or makes it. Made again, it is the same; a review changes nothing.
#[utoipa::path(post, path = "/orders/{order}/change", request_body = Told, params(("order" = String, Path)), responses(
    (status = 200, description = "What the change comes to; or, confirmed, the order as it is now, and where to pay for the change"),
    (status = 409, description = "Too late, sold out, or another price than confirmed: nothing was changed", body = web::problem::Details),
    (status = 422, description = "Not sold that way, or nothing would be left", body = web::problem::Details)))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    want: Want,
    headers: HeaderMap,
    Path(order): Path<OrderId>,
    Input(mut told): Input<Told>,
) -> Outcome<Answer> {
    let (catalog, whole) = (app.catalog.catalog().await?, opened(&app, &order, &told.key).await?);
    // An order keeps the names of the language it was placed in.
    let catalog = catalog.read_in(&whole.order.language);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    if told.quote.is_some() {
        return confirmed(&app, want, &catalog, (&order, &told)).await;
    }
    let held = basket(&app, &headers).await?;
    let mut view = form(&app, &catalog, &whole, &told.key)?;
    if told.step == Step::Basket {
        add(&catalog, &whole, held.iter().flatten(), &mut told.lines);
    }
    view.basket = held.is_some() && told.step != Step::Basket;
    view.find = told.find.trim().to_owned();
    view.take(&catalog, &told.lines);
    match told.step {
        Step::Find => view.found(&catalog, MOST_FOUND),
        Step::Basket | Step::Edit => {}
        Step::Review => match proposed(&app, &catalog, &whole, &told).await {
            Ok(review) => return Ok(page(want, &shell, &review).unkept()),
            Err(problem) => {
                view.errors.clone_from(&problem.errors);
                view.wrong = Some((problem.title.clone(), problem.detail.clone()));
                return Ok(refused(want, &shell, &view, problem).unkept());
            }
        },
    }
    Ok(page(want, &shell, &view).unkept())
}

/// The form for an order that may be changed.
fn form(app: &App, catalog: &Catalog, whole: &WholeOrder, key: &str) -> Outcome<Changing> {
    let (order, now) = (&whole.order, app.clock.now());
    let Some(until) = until(catalog.settings(), order, now) else {
        return Err(kept(Kept::NotNow, order).way(at(&order.order, key), text("cart-to-order")));
    };
    Ok(Changing::of(whole, until, key))
}

/// What lies in the shopper's basket.
async fn basket(app: &App, headers: &HeaderMap) -> Outcome<Option<BTreeMap<Sku, Quantity>>> {
    let cart = app.cart(headers).await?.filter(|cart| cart.status == CartStatus::Open && !cart.lines.is_empty());
    Ok(cart.map(|cart| cart.lines))
}

/// The order as it would be, with today's prices.
async fn quoted(app: &App, catalog: &Catalog, whole: &WholeOrder, told: &Told) -> Outcome<(Quote, String)> {
    let (order, lines) = (&whole.order, wanted(catalog, whole, &told.lines)?);
    let voucher = order.promised.as_ref().and_then(|promised| promised.voucher.as_ref()).map(|held| held.code.as_str());
    let slot = &order.fulfillment.slot;
    let asked = Wanted {
        lines: &lines,
        slot,
        contact: &order.contact,
        member: as_member(catalog, whole).then_some(order.contact.email.as_str()),
        means: order.at_handover.map_or(Means::Online, |_| Means::AtHandover),
        voucher,
        instead: &whole.said_instead(),
        wish: order.wish,
        held: Some(whole),
    };
    let quote = priced(app, &asked, catalog, app.clock.now()).await?;
    let fingerprint = quote.fingerprint(&format!("{}#{slot}", order.order));
    Ok((quote, fingerprint))
}

/// True for an order that was promised a member's price: who placed it had proved to be one.
fn as_member(catalog: &Catalog, whole: &WholeOrder) -> bool {
    let deals = &catalog.settings().deals;
    let mut offers = whole.lines.iter().filter_map(|line| line.item.offer.as_ref());
    offers.any(|offer| deals.iter().any(|deal| deal.id == offer.id))
}

/// What a change comes to, line by line.
async fn proposed(app: &App, catalog: &Catalog, whole: &WholeOrder, told: &Told) -> Outcome<Proposed> {
    let (quote, fingerprint) = quoted(app, catalog, whole, told).await?;
    let trusted = catalog.settings().at_handover.map_or(domain::Money::ZERO, |trust| trust.most);
    let covered = whole.order.covered(trusted).ok_or_else(|| kept(Kept::NotNow, &whole.order))?;
    if whole.order.has_no_page() && quote.upper > covered {
        return Err(kept(Kept::Dearer(quote.upper - covered), &whole.order));
    }
    Ok(Proposed {
        order: whole.order.order.clone(),
        differences: Difference::all(&whole.lines, &quote),
        before: whole.order.total,
        pays: (quote.upper > covered).then(|| quote.upper - whole.order.reserved()),
        confirm_age: quote.age().filter(|age| whole.order.promise.of_age.is_none_or(|confirmed| confirmed < *age)),
        fingerprint,
        lines: told.lines.clone(),
        key: told.key.clone(),
        again: false,
        quote,
    })
}

/// Makes the change that was confirmed. What another change waits for is ended first.
async fn confirmed(app: &App, want: Want, catalog: &Arc<Catalog>, (order, told): (&OrderId, &Told)) -> Outcome<Answer> {
    let way = || at(order, &told.key);
    for _ in 0..8 {
        let whole = opened(app, order, &told.key).await?;
        if is_made(&whole, &told.lines) {
            return answered(app, want, order, told.key.clone()).await;
        }
        if whole.order.awaited().is_some() {
            end(app, &whole).await?;
            continue;
        }
        let review = proposed(app, catalog, &whole, told).await.map_err(|problem| problem.way(way(), text("cart-to-order")))?;
        if Some(&review.fingerprint) != told.quote.as_ref() {
            let problem = Problem::conflict("price-changed", text("checkout-price-changed")).detail(text("checkout-price-changed-why"));
            let shell = Shell::new(&app.site, catalog).read_by(&want.reader);
            return Ok(refused(want, &shell, &Proposed { again: true, ..review }, problem));
        }
        let write = decide(app, catalog, (&whole, &review), told.of_age).map_err(|problem| problem.way(way(), text("cart-to-order")))?;
        match store(app, write).await? {
            Stored::Yes => return answered(app, want, order, told.key.clone()).await,
            Stored::Again => {}
            Stored::Refused(obstacles) => {
                let problem = refusals(&with_own(obstacles, &whole), &review.quote.lines);
                return Err(problem.way(format!("/orders/{order}/change?key={}", told.key), text("change-look-again")));
            }
        }
    }
    Err(Problem::broken(format!("order {order} changes too often to be changed")))
}

/// What the order holds itself is there for it.
fn with_own(obstacles: Vec<Obstacle>, whole: &WholeOrder) -> Vec<Obstacle> {
    let with_own = |obstacle| match obstacle {
        Obstacle::Product(mut head) => {
            let own = whole.lines.iter().filter(|line| line.item.sku == head.sku);
            head.available += own.map(|line| line.reserved).sum::<i64>();
            Obstacle::Product(head)
        }
        other => other,
    };
    obstacles.into_iter().map(with_own).collect()
}

fn decide(app: &App, catalog: &Catalog, (whole, review): (&WholeOrder, &Proposed), of_age: bool) -> Outcome<Write> {
    let (order, settings) = (&whole.order, catalog.settings());
    if let Some(age) = review.confirm_age.filter(|_| !of_age) {
        let wrong = Failure::field("of_age", "required", say("promise-confirm-age", [("age", i64::from(age).into())]));
        return Err(Problem::invalid(vec![wrong]));
    }
    let bounds = bounds(settings, order, &order.fulfillment.slot, app.clock.now()).ok_or_else(|| kept(Kept::Closed, order))?;
    let points = way_of(settings, &bounds.slot, bulk(review.quote.lines.iter().map(|line| &line.item.sku), catalog)).points;
    let amended = whole.requoted(review.quote.clone(), points, of_age);
    whole.amend(amended, &bounds).map_err(|why| kept(why, order))
}

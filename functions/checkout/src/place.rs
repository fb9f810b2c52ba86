//! Placing the order: one transaction, then the payment page. A second submit finds the same order.

use crate::credit::CreditUsed;
use crate::details::{slot, slot_closed};
use crate::means::{not_trusted, offered, trust};
use crate::pricing::{differences, sold_out, too_little};
use crate::review::{basket_changed, remember, reviewed};
use crate::{App, fits, payment};
use cloud::random;
use cloud::store::jobs::reference;
use cloud::store::orders::{Obstacle, Placed};
use domain::cart::Cart;
use domain::catalog::Catalog;
use domain::order::{Order, Promise, Wanted, Way, agreed, place as placement};
use domain::quote::Line;
use domain::slot::Method;
use domain::{Money, OrderId, Settings, Slot};
use http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use texts::{say, text};
use utoipa::ToSchema;
use web::problem::Failure;
use web::{Answer, Outcome, Problem, Shell, Want, done, redirect};

/// An order that was placed.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlacedView {
    /// Its number.
    pub order: OrderId,
    /// Opens its page.
    pub key: String,
    /// Its page.
    pub url: String,
    /// Where to pay; absent while the payment provider does not answer.
    pub pay_url: Option<String>,
    /// `awaiting_payment`, or what became of it since.
    pub state: String,
    /// Promised.
    pub total: Money,
    /// The most it can come to: the total with weighed goods at their tolerance.
    pub upper: Money,
    /// Of that, set aside on the card, or paid at handover: what store credit does not pay.
    pub by_card: Money,
}

/// Places the order if the quote is still the one the shopper saw. What stands in the way may be this very order, placed
/// by the same shopper's second submit a moment ago: then that is the answer.
pub(crate) async fn place(app: &App, want: Want, catalog: &Arc<Catalog>, cart: Cart, confirmed: (&str, bool)) -> Outcome<Answer> {
    let token = cart.cart.clone();
    match attempt(app, want.clone(), catalog, cart, confirmed).await {
        Err(problem) => match app.store.cart(&token).await? {
            Some(cart) if cart.order.is_some() => again(app, want, &cart).await,
            _ => Err(problem),
        },
        placed => placed,
    }
}

/// `confirmed`: the quote's fingerprint, and that the shopper is old enough for it.
async fn attempt(app: &App, want: Want, catalog: &Arc<Catalog>, cart: Cart, (fingerprint, of_age): (&str, bool)) -> Outcome<Answer> {
    let (settings, now) = (catalog.settings(), app.clock.now());
    let Some(details) = cart.details.clone() else { return Ok(redirect("/checkout")) };
    let slot = slot(&details.fulfillment, settings, now).ok_or_else(|| slot_gone(vec![slot_closed()]))?;
    let seen = details.shown.clone();
    offered(details.means, app.provider.has_paypal())?;
    let view = reviewed(app, &cart, details, catalog).await?;
    if view.fingerprint != fingerprint {
        remember(app, &cart, &view).await?;
        return changed(app, want, catalog, view, &seen);
    }
    let (language, trust) = {
        let shell = Shell::new(&app.site, catalog).read_by(&want.reader);
        let trust = match view.by_card {
            Money::ZERO => None,
            rest => trust(&view.details, settings, rest, |amount| shell.money(amount).to_string())?,
        };
        (shell.language.tag().to_owned(), trust)
    };
    let age = view.quote.age();
    if let Some(age) = age.filter(|_| !of_age) {
        let wrong = Failure::field("of_age", "required", say("promise-confirm-age", [("age", i64::from(age).into())]));
        return Err(Problem::invalid(vec![wrong]).way("/checkout/review", text("checkout-look-again")));
    }
    let instead = agreed(&view.quote.lines, &view.details.instead, view.details.wish);
    let placement = placement(
        Wanted {
            order: random::order_id(),
            cart: (cart.cart.clone(), cart.version),
            quote: view.quote,
            currency: settings.currency.clone(),
            contact: view.details.contact,
            fulfillment: view.details.fulfillment,
            wish: view.details.wish,
            promise: Promise { instead, of_age: age, ..Promise::default() },
            language,
            way: way_of(settings, &slot, fits::bulk(cart.lines.keys(), catalog)),
            slot,
            trust,
            credit: view.credit.iter().filter_map(CreditUsed::reserved).collect(),
            via: view.details.means.via(),
        },
        now,
    );
    match app.store.place(&placement).await? {
        Placed::Yes => {
            if !placement.order.awaits_payment() {
                app.jobs.announce(&[reference(&placement.order.order, &placement.job)]).await;
            }
            placed(app, want, &placement.order).await
        }
        Placed::CartMoved => Err(basket_changed()),
        Placed::Refused(obstacles) => Err(refusal(&obstacles, &placement.lines)),
    }
}

/// What the order takes of its slot, all of it at most; until when it may be changed; and a code where somebody comes to
/// fetch it.
pub(crate) fn way_of(settings: &Settings, slot: &Slot, (lines, frozen): (usize, usize)) -> Way {
    let points = settings.ways.points(lines, frozen).min(slot.capacity.max(1));
    let coded = match Method::parse(slot.id.method()) {
        Some(Method::Curbside) => true,
        Some(Method::Pickup) => settings.ways.code,
        Some(Method::Delivery | Method::Shipment) | None => false,
    };
    Way { points, code: coded.then(random::code), closes: Some(slot.closes), ..Way::default() }
}

/// The answer for a basket that became an order before: the same order.
pub(crate) async fn again(app: &App, want: Want, cart: &Cart) -> Outcome<Answer> {
    let Some(id) = &cart.order else { return Err(Problem::broken("an ordered basket names no order")) };
    match app.store.order(id).await? {
        Some(order) => placed(app, want, &order).await,
        None => Err(Problem::broken(format!("order {id} of a basket does not exist"))),
    }
}

async fn placed(app: &App, want: Want, order: &Order) -> Outcome<Answer> {
    let pay_url = payment::page_of(app, order).await;
    let key = app.links.order_key(&order.order);
    let url = format!("/orders/{}?key={key}", order.order);
    let location = pay_url.clone().unwrap_or_else(|| url.clone());
    let view = PlacedView {
        order: order.order.clone(),
        key,
        url,
        pay_url,
        state: order.state.name().to_owned(),
        total: order.total,
        upper: order.upper,
        by_card: order.by_card(),
    };
    let answer = done(want, &view, &location).status(StatusCode::CREATED);
    Ok(answer.cookie(web::cookies::set_items(&app.site, 0)))
}

/// Another price than the one confirmed: shown as a difference, confirmed anew, never silently charged.
fn changed(
    app: &App,
    want: Want,
    catalog: &Arc<Catalog>,
    view: crate::review::Review,
    seen: &std::collections::BTreeMap<domain::Sku, Money>,
) -> Outcome<Answer> {
    let problem = Problem::conflict("price-changed", text("checkout-price-changed"))
        .detail(text("checkout-price-changed-why"))
        .errors(differences(&view.quote, seen, &catalog.settings().currency))
        .way("/checkout/review", text("checkout-look-again"));
    Ok(web::refused(want, &Shell::new(&app.site, catalog), &view, problem))
}

fn slot_gone(failures: Vec<Failure>) -> Problem {
    slot_full(failures).way("/checkout", text("checkout-another-time"))
}

/// Every reason at once, as the table said it.
fn refusal(obstacles: &[Obstacle], lines: &[Line]) -> Problem {
    if matches!(obstacles, [Obstacle::NotTrusted]) {
        return not_trusted();
    }
    if obstacles.iter().all(|o| matches!(o, Obstacle::Credit(_))) {
        let problem = Problem::conflict("credit-gone", text("credit-changed")).detail(text("credit-gone"));
        return problem.way("/checkout/review", text("checkout-look-again"));
    }
    let problem = refusals(obstacles, lines);
    if obstacles.iter().all(|o| matches!(o, Obstacle::SlotFull)) {
        return problem.way("/checkout", text("checkout-another-time"));
    }
    problem.way("/cart", text("checkout-change-basket")).way("/checkout/review", text("checkout-look-again"))
}

/// The same, without a way on.
pub(crate) fn refusals(obstacles: &[Obstacle], lines: &[Line]) -> Problem {
    let mut failures = Vec::new();
    for obstacle in obstacles {
        failures.push(match obstacle {
            Obstacle::NotTrusted => Failure::field("means", "pay_by_card", text("paying-not-trusted")),
            Obstacle::SlotFull => Failure::field("fulfillment.slot", "slot_full", text("checkout-slot-full")),
            Obstacle::Credit(_) => Failure::field("credit", "credit_gone", text("credit-gone")),
            Obstacle::Voucher => Failure::field("voucher", "voucher_gone", text("offer-voucher-gone")),
            Obstacle::Gone(sku) => Failure::sku(sku, "gone", text("checkout-gone")),
            Obstacle::Product(head) => match lines.iter().find(|l| l.item.sku == head.sku) {
                Some(line) if head.available < line.reserved => too_little(head, line.item.quantity),
                _ => {
                    let words = say("checkout-price-moved", [("product", head.name.as_str().into())]);
                    Failure::sku(&head.sku, "price_changed", words).with("to", head.price.0)
                }
            },
        });
    }
    if obstacles.iter().all(|o| matches!(o, Obstacle::SlotFull)) {
        return slot_full(failures);
    }
    sold_out(failures)
}

fn slot_full(failures: Vec<Failure>) -> Problem {
    Problem::conflict("slot-full", text("checkout-slot-taken")).errors(failures)
}

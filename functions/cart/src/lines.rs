//! `POST /cart/lines` sets a line, `POST /cart/undo` puts the last one back.

use crate::App;
use crate::basket::{Basket, Seen, is_finished};
use crate::voucher;
use axum::extract::State;
use cloud::random;
use cloud::store::cart::Changed;
use domain::cart::{Cart, CartStatus, MOST_LINES};
use domain::catalog::Catalog;
use domain::{CartId, Quantity, Sku};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use std::sync::Arc;
use texts::{Words, say, text};
use utoipa::ToSchema;
use web::problem::Failure;
use web::{Answer, Input, Outcome, Problem, Want, done};

/// A line as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetLine {
    /// Which product.
    pub sku: Sku,
    /// How much of it. Zero takes the line out.
    pub quantity: Quantity,
    /// `set`: exactly so much (safe to repeat). `add`: so much more than there is, in the unit it is held in; `less`: so
    /// much less, which of nothing is nothing.
    #[serde(default)]
    pub mode: Mode,
}

/// What a quantity means.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    /// Exactly so much.
    #[default]
    Set,
    /// So much more.
    Add,
    /// So much less.
    Less,
}

/// Sets a line of the basket.
#[utoipa::path(post, path = "/cart/lines", request_body = SetLine, responses(
    (status = 200, description = "The basket as it is now", body = Basket),
    (status = 409, description = "The basket is full, or waits for its payment", body = web::problem::Details),
    (status = 422, description = "No such product, or not sold that way", body = web::problem::Details)))]
pub async fn set(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Input(line): Input<SetLine>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let token = web::cookies::cart_token(&headers, &app.site).unwrap_or_else(random::cart_id);
    let quantity = wanted(&app, &catalog, &token, &line).await?;
    if line.mode == Mode::Less && held(&app, &token, &line.sku).await?.is_none() {
        let cart = app.store.cart(&token).await?;
        return answer(&app, want, &catalog, &cart.unwrap_or_else(|| Cart::new(token))).await;
    }
    change(&app, want, &catalog, token, &line.sku, quantity).await
}

/// Puts the line removed last back into the basket. With nothing to put back, the basket stays as it is.
#[utoipa::path(post, path = "/cart/undo", responses((status = 200, description = "The basket as it is now", body = Basket)))]
pub async fn undo(State(app): State<Arc<App>>, want: Want, headers: HeaderMap) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let token = web::cookies::cart_token(&headers, &app.site).unwrap_or_else(random::cart_id);
    let cart = app.store.cart(&token).await?;
    match cart.as_ref().and_then(|c| c.removed.clone()) {
        Some(removed) => change(&app, want, &catalog, token, &removed.sku, removed.quantity).await,
        None => answer(&app, want, &catalog, &cart.unwrap_or_else(|| Cart::new(token))).await,
    }
}

async fn change(app: &App, want: Want, catalog: &Catalog, token: CartId, sku: &Sku, quantity: Quantity) -> Outcome<Answer> {
    match write(app, &token, sku, quantity).await? {
        Changed::Yes(cart) => answer(app, want, catalog, &cart).await,
        Changed::Full => Err(full()),
        Changed::Ordered(cart) if is_finished(app, &cart).await? => match write(app, &random::cart_id(), sku, quantity).await? {
            Changed::Yes(cart) => answer(app, want, catalog, &cart).await,
            Changed::Full | Changed::Ordered(_) => Err(full()),
        },
        Changed::Ordered(_) => Err(ordered()),
    }
}

async fn write(app: &App, token: &CartId, sku: &Sku, quantity: Quantity) -> Result<Changed, cloud::Fault> {
    if quantity.is_zero() { app.store.remove_line(token, sku).await } else { app.store.set_line(token, sku, quantity).await }
}

/// The quantity the line gets, checked against how the product is sold.
async fn wanted(app: &App, catalog: &Catalog, token: &CartId, line: &SetLine) -> Outcome<Quantity> {
    if line.quantity.is_zero() {
        return Ok(line.quantity);
    }
    let wrong = |code, message: Words| Problem::invalid(vec![Failure::sku(&line.sku, code, message)]);
    let product = catalog.product(&line.sku).ok_or_else(|| wrong("unknown", text("cart-unknown")))?;
    if !product.head.accepts(line.quantity) {
        return Err(wrong("not_by_weight", say("cart-by-piece", [("product", product.head.name.as_str().into())])));
    }
    let quantity = match line.mode {
        Mode::Set => line.quantity,
        Mode::Add => product.head.more(held(app, token, &line.sku).await?, line.quantity),
        Mode::Less => product.head.less(held(app, token, &line.sku).await?, line.quantity),
    };
    if quantity.is_too_much() {
        let most = [("pieces", Quantity::MOST_PIECES.into()), ("weight", Quantity::Grams(Quantity::MOST_GRAMS).into())];
        return Err(wrong("too_much", say("cart-too-much", most)));
    }
    Ok(quantity)
}

/// How much of it lies in the basket.
async fn held(app: &App, token: &CartId, sku: &Sku) -> Result<Option<Quantity>, cloud::Fault> {
    let cart = app.store.cart(token).await?.filter(|c| c.status == CartStatus::Open);
    Ok(cart.and_then(|c| c.lines.get(sku).copied()))
}

pub(crate) async fn answer(app: &App, want: Want, catalog: &Catalog, cart: &Cart) -> Outcome<Answer> {
    let shelf = app.store.shelf().await?;
    let seen = Seen { shelf, now: app.clock.now(), voucher: voucher::of(app, Some(cart)).await? };
    let view = Basket::of(catalog, Some(cart), &seen);
    let cookies = web::cookies::set_cart(&app.site, &cart.cart, view.items);
    Ok(done(want, &view, "/cart").cookies(cookies))
}

pub(crate) fn ordered() -> Problem {
    Problem::conflict("basket-ordered", text("cart-ordered")).detail(text("cart-ordered-why")).way("/checkout/order", text("cart-to-order"))
}

pub(crate) fn full() -> Problem {
    Problem::new(StatusCode::CONFLICT, "basket-full", text("cart-full"))
        .detail(say("cart-full-why", [("most", i64::try_from(MOST_LINES).unwrap_or_default().into())]))
        .way("/cart", text("cart-back"))
}

//! `POST /cart/voucher` puts a voucher into the basket, or takes it out. Five codes in five minutes are looked up.

use crate::App;
use crate::basket::{Basket, Seen};
use crate::lines::{answer, ordered};
use axum::extract::State;
use domain::cart::{Cart, CartStatus};
use domain::catalog::Catalog;
use domain::voucher::{Voucher, code};
use http::HeaderMap;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use texts::{Words, say, text};
use utoipa::ToSchema;
use web::components::{Field, Tone, hidden, notice, too_many_codes, voucher_why_not};
use web::problem::Failure;
use web::{Answer, Input, Outcome, Problem, Shell, Want, refused};

/// A code as it was typed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    /// Empty takes the voucher out.
    #[serde(default)]
    pub voucher: String,
}

/// Puts a voucher into the basket. An empty code takes it out.
#[utoipa::path(post, path = "/cart/voucher", request_body = Code, responses(
    (status = 200, description = "The basket as it is now", body = Basket),
    (status = 409, description = "The basket is empty, or waits for its payment", body = web::problem::Details),
    (status = 422, description = "No such voucher, or it does not count", body = web::problem::Details),
    (status = 429, description = "Too many codes were tried", body = web::problem::Details)))]
pub async fn set(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Input(typed): Input<Code>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let cart = match web::cookies::cart_token(&headers, &app.site) {
        Some(token) => app.store.cart(&token).await?,
        None => None,
    };
    let cart = cart.ok_or_else(|| Problem::conflict("basket-empty", text("cart-empty")).way("/", text("problem-to-shop")))?;
    if cart.status == CartStatus::Ordered {
        return Err(ordered());
    }
    let chosen = match typed.voucher.trim() {
        "" => None,
        typed => match looked_up(&app, &cart, typed).await? {
            Ok(voucher) => Some(voucher.code),
            Err(words) => return refuse(&app, want, &catalog, &cart, (typed, words)).await,
        },
    };
    if chosen.is_none() && cart.voucher.is_none() {
        return answer(&app, want, &catalog, &cart).await;
    }
    if !app.store.set_voucher(&cart.cart, chosen.as_deref()).await? {
        return Err(ordered());
    }
    answer(&app, want, &catalog, &Cart { voucher: chosen, ..cart }).await
}

/// The voucher of a code, or why it does not count. Every code that could be one is counted before it is looked up.
async fn looked_up(app: &App, cart: &Cart, typed: &str) -> Outcome<Result<Voucher, Words>> {
    let unknown = || say("offer-voucher-unknown", [("code", typed.chars().take(40).collect::<String>().as_str().into())]);
    let Some(code) = code(typed) else { return Ok(Err(unknown())) };
    let now = app.clock.now();
    if !app.store.count_try(&cart.cart, now).await? {
        return Err(too_many_codes().way("/cart", text("cart-back")));
    }
    Ok(match app.store.voucher(&code, None).await? {
        None => Err(unknown()),
        Some((voucher, _)) => match voucher.unusable(now, 0) {
            Some(why) => Err(voucher_why_not(&code, why, "")),
            None => Ok(voucher),
        },
    })
}

async fn refuse(app: &App, want: Want, catalog: &Arc<Catalog>, cart: &Cart, (typed, words): (&str, Words)) -> Outcome<Answer> {
    let shell = Shell::new(&app.site, catalog).read_by(&want.reader);
    let seen = Seen { shelf: app.store.shelf().await?, now: app.clock.now(), voucher: of(app, Some(cart)).await? };
    let problem = Problem::invalid(vec![Failure::field("voucher", "voucher", words)]).way("/cart", text("cart-back"));
    let view = Basket { typed: typed.chars().take(40).collect(), errors: problem.errors.clone(), ..Basket::of(catalog, Some(cart), &seen) };
    Ok(refused(want, &shell, &view, problem))
}

/// The voucher in a basket, as the table has it.
pub(crate) async fn of(app: &App, cart: Option<&Cart>) -> Result<Option<Voucher>, cloud::Fault> {
    match cart.and_then(|cart| cart.voucher.as_deref()) {
        Some(code) => Ok(app.store.voucher(code, None).await?.map(|(voucher, _)| voucher)),
        None => Ok(None),
    }
}

/// The voucher in the basket with a way out, or the field for one.
pub(crate) fn part(basket: &Basket, shell: &Shell) -> Markup {
    html! {
        @if let Some(voucher) = &basket.voucher {
            form.row method="post" action="/cart/voucher" {
                p { (shell.say("offer-voucher-counts", [("code", voucher.code.as_str().into()), ("title", voucher.title.as_str().into())])) }
                (hidden("voucher", ""))
                button.quiet type="submit" { (shell.text("offer-voucher-out")) }
            }
            @if let Some(why) = voucher.passed_over {
                (notice(Tone::Warn, html! { p { (voucher_why_not(&voucher.code, why, shell.currency()).said(shell.language)) } }))
            }
        } @else {
            form.stack method="post" action="/cart/voucher" {
                (Field::text("voucher", &shell.text("offer-voucher"), &basket.typed).most(40).autocomplete("off").optional()
                    .language(shell.language).errors(&basket.errors))
                button type="submit" { (shell.text("offer-voucher-use")) }
            }
        }
    }
}

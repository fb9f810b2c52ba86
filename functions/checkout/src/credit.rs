//! `POST /checkout/credit`: a gift card or a credit code is used for this order, or not. Five codes in five minutes are
//! looked up, with those of vouchers.

use crate::review::{Review, incomplete, reviewed};
use crate::{App, open};
use axum::extract::State;
use domain::Money;
use domain::cart::{Cart, CartCredit, Details};
use domain::credit::{CreditCode, CreditId, MOST_CODES, shares};
use domain::least::by_card;
use domain::order::OrderCredit;
use http::HeaderMap;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::{Words, text};
use utoipa::ToSchema;
use web::components::{Field, hidden, too_many_codes};
use web::problem::Failure;
use web::{Answer, Input, Outcome, Problem, Shell, Want, done, refused};

/// A code as it was typed in, or the account of one that is not to be used after all.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreditTyped {
    /// 32 digits, with dashes or without.
    #[serde(default)]
    code: String,
    /// An account that is in use.
    remove: Option<CreditId>,
}

/// Credit that pays for this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct CreditUsed {
    /// Which account.
    pub account: CreditId,
    /// Its code's last four digits.
    pub ends: String,
    /// Held back for this order: at most what it can come to. What is not needed goes back.
    pub pays: Money,
    /// What remains on it.
    pub left: Money,
}

/// Uses a code for this order, or takes one out.
#[utoipa::path(post, path = "/checkout/credit", request_body = CreditTyped, responses(
    (status = 200, description = "What the order comes to, and what credit pays of it", body = Review),
    (status = 409, description = "The basket is empty, or waits for its payment", body = web::problem::Details),
    (status = 422, description = "No such code, nothing on it, or too many of them", body = web::problem::Details),
    (status = 429, description = "Too many codes were tried", body = web::problem::Details)))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    want: Want,
    headers: HeaderMap,
    Input(typed): Input<CreditTyped>,
) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let cart = app.open_cart(&headers).await?;
    let Some(details) = cart.details.clone() else { return Err(incomplete()) };
    let chosen = match &typed.remove {
        Some(account) => Ok(cart.credit.iter().filter(|c| c.account != *account).cloned().collect()),
        None => with(&app, &cart, &typed.code, &catalog.settings().currency).await?,
    };
    let (cart, errors) = match chosen {
        Ok(credit) => {
            if credit != cart.credit && !app.store.set_credit(&cart.cart, &credit).await? {
                return Err(crate::review::basket_changed());
            }
            (open(app.cart(&headers).await?)?, Vec::new())
        }
        Err(words) => (cart, vec![Failure::field("code", "credit", words)]),
    };
    let view = reviewed(&app, &cart, details, &catalog).await?;
    if errors.is_empty() {
        return Ok(done(want, &view, "/checkout/review"));
    }
    let problem = Problem::invalid(errors.clone()).way("/checkout/review", text("checkout-look-again"));
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    Ok(refused(want, &shell, &Review { errors, ..view }, problem).unkept())
}

/// The credit of the basket with one more code; or why not. Every code that could be one is counted before it is looked up.
async fn with(app: &App, cart: &Cart, typed: &str, currency: &str) -> Outcome<Result<Vec<CartCredit>, Words>> {
    let Some(code) = CreditCode::parse(typed) else { return Ok(Err(text("credit-unknown"))) };
    let one = CartCredit { account: code.account(), ends: code.ends() };
    if cart.credit.contains(&one) {
        return Ok(Ok(cart.credit.clone()));
    }
    if cart.credit.len() >= MOST_CODES {
        return Ok(Err(text("credit-enough-codes")));
    }
    if !app.store.count_try(&cart.cart, app.clock.now()).await? {
        return Err(too_many_codes().way("/checkout/review", text("checkout-look-again")));
    }
    Ok(match app.store.credit(&one.account).await? {
        Some(credit) if credit.currency != currency => Err(text("credit-unknown")),
        None => Err(text("credit-unknown")),
        Some(credit) if credit.balance <= Money::ZERO => Err(text("credit-empty")),
        Some(_) => Ok(cart.credit.iter().cloned().chain([one]).collect()),
    })
}

/// What the credit of a basket pays of an order that comes to `upper` at most.
pub(crate) async fn used(app: &App, cart: &Cart, details: &Details, (upper, currency): (Money, &str)) -> Outcome<Vec<CreditUsed>> {
    let accounts: Vec<&CreditId> = cart.credit.iter().map(|c| &c.account).collect();
    let held = app.store.credits(&accounts).await?;
    let balance =
        |of: &CartCredit| held.iter().find(|c| c.credit == of.account && c.currency == currency).map_or(Money::ZERO, |c| c.balance);
    let least = if details.means.is_beforehand() { by_card(currency) } else { Money::ZERO };
    let pays = shares(cart.credit.iter().map(balance), upper, least);
    let one = |(of, pays): (&CartCredit, Money)| CreditUsed {
        account: of.account.clone(),
        ends: of.ends.clone(),
        pays,
        left: balance(of) - pays,
    };
    Ok(cart.credit.iter().zip(pays).map(one).collect())
}

impl CreditUsed {
    /// As the order keeps it, unless it pays nothing.
    pub fn reserved(&self) -> Option<OrderCredit> {
        (self.pays > Money::ZERO).then(|| OrderCredit::of(self.account.clone(), self.pays))
    }
}

/// The codes in use, each with a way out, and the field for one more.
pub(crate) fn card(review: &Review, shell: &Shell) -> Markup {
    let money = |amount: Money| shell.money(amount).to_string();
    let said = |used: &CreditUsed| {
        let values = [("ends", used.ends.as_str().into()), ("pays", money(used.pays).into()), ("left", money(used.left).into())];
        shell.say("credit-in-use", values)
    };
    html! {
        section.card #credit {
            h2 { (shell.text("credit-title")) }
            @for used in &review.credit {
                form.row method="post" action="/checkout/credit" {
                    p { (said(used)) }
                    (hidden("remove", used.account.as_str()))
                    button.quiet type="submit" { (shell.text("credit-out")) }
                }
            }
            @if review.credit.len() < MOST_CODES {
                form.stack method="post" action="/checkout/credit" {
                    (Field::text("code", &shell.text("credit-code"), "").most(60).autocomplete("off").language(shell.language)
                        .hint(&shell.text("credit-code-hint")).errors(&review.errors))
                    button type="submit" { (shell.text("credit-use")) }
                }
            }
        }
    }
}

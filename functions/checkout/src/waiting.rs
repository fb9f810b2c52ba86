//! `POST /waiting`: "tell me when it is back". One letter to one address, when a sold-out product can be had again.

use crate::App;
use axum::extract::State;
use cloud::store::shelf::is_out;
use domain::mail::looks_like_mail;
use domain::waiting::{MOST_PRODUCTS, Waits};
use domain::{Product, Sku, address};
use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, hidden, notice};
use web::{Answer, Failure, Input, Outcome, Problem, Shell, View, Want, page, refused};

/// Who waits for what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    /// Which product.
    pub sku: Sku,
    /// Where the letter goes.
    pub email: String,
}

/// What became of the wish. It does not repeat the address.
#[derive(Serialize, ToSchema)]
pub struct Waiting<'a> {
    /// Which product.
    pub sku: &'a Sku,
    /// Its name.
    pub name: &'a str,
    /// Whether a letter will come.
    pub state: Promise,
    #[serde(skip)]
    email: &'a str,
    #[serde(skip)]
    errors: Vec<Failure>,
}

/// Whether a letter will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// When it is back.
    Noted,
    /// It is back already.
    Available,
    /// The address cannot be one, or the wish is not taken.
    Refused,
}

/// Notes who waits for a product that is sold out. Asking twice is asking once.
#[utoipa::path(post, path = "/waiting", request_body = Wish, responses(
    (status = 200, description = "Noted, or there is no need to wait", body = Waiting),
    (status = 409, description = "Many wait for it already, or this address waits for much", body = web::problem::Details),
    (status = 422, description = "That is no address", body = web::problem::Details)))]
pub async fn begin(State(app): State<Arc<App>>, want: Want, Input(wish): Input<Wish>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let product =
        catalog.product(&wish.sku).ok_or_else(|| Problem::not_found(shell.text("stock-unknown")).way("/", shell.text("stock-to-shop")))?;
    let email = wish.email.trim().to_lowercase();
    if !looks_like_mail(&email) {
        let problem = Problem::invalid(vec![Failure::field("email", "invalid", shell.text("stock-no-mail"))]);
        return Ok(refused(want, &shell, &Waiting::refused(product, &wish.email, &problem), problem));
    }
    if !is_gone(&app, &wish.sku).await? {
        return answer(want, &shell, product, Promise::Available);
    }
    match app.store.wait_for(&wish.sku, &email, shell.language.tag(), app.clock.now()).await? {
        Waits::Noted(..) => {}
        Waits::LongQueue => return Ok(no(want, &shell, product, &wish, "long-queue", shell.text("stock-long-queue").into_owned())),
        Waits::LongList => {
            let words = shell.say("stock-long-list", [("most", MOST_PRODUCTS.into())]).into_owned();
            return Ok(no(want, &shell, product, &wish, "long-list", words));
        }
    }
    called_if_back(&app, &wish.sku).await?;
    answer(want, &shell, product, Promise::Noted)
}

async fn is_gone(app: &App, sku: &Sku) -> Outcome<bool> {
    Ok(app.store.heads([sku]).await?.first().is_none_or(is_out))
}

/// It may have come back between the look and the note; then nobody else would call.
async fn called_if_back(app: &App, sku: &Sku) -> Outcome<()> {
    let heads = app.store.heads([sku]).await?;
    let back: Vec<_> = heads.iter().filter(|head| !is_out(head)).collect();
    Ok(app.store.ask_for_calls(&back).await?)
}

fn answer(want: Want, shell: &Shell, product: &Product, state: Promise) -> Outcome<Answer> {
    let view = Waiting { sku: &product.head.sku, name: &product.head.name, state, email: "", errors: Vec::new() };
    Ok(page(want, shell, &view).unkept())
}

fn no(want: Want, shell: &Shell, product: &Product, wish: &Wish, slug: &str, words: String) -> Answer {
    let failure = Failure::field("email", "refused", words.clone());
    let problem = Problem::new(StatusCode::CONFLICT, slug, shell.text("stock-not-noted")).detail(words).errors(vec![failure]);
    refused(want, shell, &Waiting::refused(product, &wish.email, &problem), problem)
}

impl<'a> Waiting<'a> {
    fn refused(product: &'a Product, email: &'a str, problem: &Problem) -> Waiting<'a> {
        let (sku, name) = (&product.head.sku, product.head.name.as_str());
        Waiting { sku, name, state: Promise::Refused, email, errors: problem.errors.clone() }
    }
}

impl View for Waiting<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.text("stock-tell-me").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        let (name, product) = (|| [("name", self.name.into())], shell.path(&address::product(self.sku, self.name)));
        html! {
            h1 { (shell.text("stock-tell-me")) }
            @match self.state {
                Promise::Noted => (notice(Tone::Good, html! { p { (shell.say("stock-noted", name())) } })),
                Promise::Available => (notice(Tone::Good, html! { p { (shell.say("stock-available", name())) } })),
                Promise::Refused => (self.form(shell)),
            }
            p.row {
                a.button href=(product) { (shell.text("stock-to-product")) }
                a.button.quiet href=(shell.path("/")) { (shell.text("stock-to-shop")) }
            }
        }
    }
}

impl Waiting<'_> {
    fn form(&self, shell: &Shell) -> Markup {
        let (label, hint) = (shell.text("stock-email"), shell.text("stock-email-hint"));
        html! {
            p.lead { (shell.say("stock-asked", [("name", self.name.into())])) }
            form.stack method="post" action="/waiting" {
                (hidden("sku", self.sku.as_str()))
                (Field::text("email", &label, self.email).kind("email").autocomplete("email").most(254).hint(&hint).errors(&self.errors))
                button.main type="submit" { (shell.text("stock-tell-me-button")) }
            }
        }
    }
}

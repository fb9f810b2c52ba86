//! From the basket to a paid order: details, slot, review, place, pay, and the order's own page.

mod answer;
mod arrival;
mod change;
mod change_lines;
mod change_page;
mod change_review;
mod changing;
mod claim;
mod claim_card;
mod claim_form;
mod claim_refunds;
mod credit;
mod details;
mod fits;
mod form;
mod instead;
mod invoice;
mod listen;
mod means;
mod member;
mod order;
mod order_page;
mod payment;
mod place;
mod pricing;
mod rebook;
mod receipt;
mod review;
mod slots;
mod thumbnail;
mod unsubscribe;
mod waiting;
mod waiting_end;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use cloud::{Clock, Env, Files, Jobs, Published, Store, Variable};
use domain::cart::{Cart, CartStatus};
use domain::link::Links;
use http::HeaderMap;
use payments::{Account, Provider};
use push::Push;
use std::sync::Arc;
use texts::text;
use utoipa::OpenApi;
use web::{Outcome, Problem, Site};

/// What this function may touch.
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub jobs: Jobs,
    pub catalog: Published,
    pub files: Files,
    pub provider: Provider,
    pub clock: Clock,
    pub links: Links,
    pub push: Push,
    pub site: Site,
}

/// What it is told.
pub const NEEDS: &[Variable] =
    &[Variable::Table, Variable::QueueUrl, Variable::Bucket, Variable::Origin, Variable::LinkSecret, Variable::StripeKey, Variable::PayPal];

impl App {
    /// From the environment. Nothing is called yet.
    pub fn new(env: &Env, site: Site) -> App {
        let files = Files::new(env);
        App {
            store: Store::new(env),
            jobs: Jobs::new(env),
            catalog: Published::new(files.clone()),
            files,
            provider: provider(env),
            clock: Clock::default(),
            links: Links::new(&env.link_secret),
            push: Push::new(&env.link_secret, &env.origin, env.push_service.clone()),
            site,
        }
    }

    /// The shopper's basket, whatever its state.
    pub(crate) async fn cart(&self, headers: &HeaderMap) -> Outcome<Option<Cart>> {
        match web::cookies::cart_token(headers, &self.site) {
            Some(token) => Ok(self.store.cart(&token).await?.map(|cart| Cart { member: member::proven(self, headers), ..cart })),
            None => Ok(None),
        }
    }

    /// The shopper's basket, if there is something in it to be ordered.
    pub(crate) async fn open_cart(&self, headers: &HeaderMap) -> Outcome<Cart> {
        open(self.cart(headers).await?)
    }
}

/// Stripe, and `PayPal` where the shop has an account there.
fn provider(env: &Env) -> Provider {
    let account = env.paypal.as_ref();
    let account = account.map(|a| Account { api: &a.api, client: &a.client, secret: &a.secret, webhook: &a.webhook });
    Provider::new(&env.stripe_api, &env.stripe_key, account.as_ref())
}

/// A basket with something in it that may be ordered.
pub(crate) fn open(cart: Option<Cart>) -> Outcome<Cart> {
    let cart = cart.filter(|c| c.status == CartStatus::Open && !c.lines.is_empty());
    cart.ok_or_else(|| {
        let problem = Problem::conflict("basket-empty", text("checkout-basket-empty"));
        problem.detail(text("checkout-basket-empty-why")).way("/", text("problem-to-shop"))
    })
}

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/slots", get(slots::list))
        .route("/checkout", get(form::show).post(review::submit))
        .route("/checkout/review", get(review::show))
        .route("/checkout/credit", post(credit::change))
        .route("/checkout/order", get(order::of_basket))
        .route("/orders/{order}", get(order::show))
        .route("/orders/{order}/pay", post(payment::pay))
        .route("/orders/{order}/cancel", post(order::cancel))
        .route("/orders/{order}/documents/{document}", get(invoice::show))
        .route("/orders/{order}/claims", post(claim::make).layer(DefaultBodyLimit::max(claim_form::MOST_BYTES)))
        .route("/orders/{order}/here", post(arrival::here))
        .route("/orders/{order}/slot", get(rebook::show).post(rebook::change))
        .route("/orders/{order}/change", get(change::show).post(change::change))
        .route("/orders/{order}/keep", post(changing::keep))
        .route("/orders/{order}/listen", post(listen::listen))
        .route("/orders/{order}/answer", post(answer::answer))
        .route("/waiting", post(waiting::begin))
        .route("/waiting/cancel", get(waiting_end::ask).post(waiting_end::end))
        .route("/offers/member", get(member::ask).post(member::remember))
        .route("/offers/unsubscribe", get(unsubscribe::ask).post(unsubscribe::end))
        .with_state(Arc::new(app))
}

#[derive(OpenApi)]
#[openapi(paths(
    slots::list,
    form::show,
    review::submit,
    credit::change,
    order::show,
    payment::pay,
    order::cancel,
    claim::make,
    invoice::show,
    listen::listen,
    answer::answer,
    arrival::here,
    rebook::show,
    rebook::change,
    change::show,
    change::change,
    changing::keep,
    waiting::begin
))]
struct Api;

/// The routes as OpenAPI describes them.
pub fn api() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

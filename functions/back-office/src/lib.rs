//! The back office: owner and staff run the day from here, on a desk or on a phone between the shelves.
//!
//! Every route but signing in asks who is there, before any handler: see [`router`].

mod age_check;
mod aisles;
mod aisles_page;
mod amount;
mod back;
mod calendar;
mod calendar_form;
mod calendar_page;
mod calendar_text;
mod claims;
mod claims_refund;
mod credit;
mod credit_page;
mod days;
mod facts;
mod facts_form;
mod handover;
mod home;
mod import;
mod instead;
mod invoices;
mod invoices_seller;
mod legal;
mod members;
mod order;
mod order_page;
mod order_waits;
mod orders;
mod pick_forms;
mod picks;
mod picture;
mod picture_card;
mod product;
mod product_row;
mod products;
mod promotions;
mod proposals;
mod room;
mod scale_labels;
mod scans;
mod settings;
mod sign_in;
mod state;
mod steps;
mod synonyms;
mod table;
mod take;
mod takings;
mod taxes;
mod uncollected;
mod upload;
mod ways_to_pay;
mod who;
mod words;
mod zones;
mod zones_page;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use cloud::{Clock, Env, Files, Jobs, Mail, Published, Store, Variable};
use domain::link::Links;
use std::sync::Arc;
use utoipa::OpenApi;
use web::Site;

/// What this function may touch.
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub jobs: Jobs,
    pub catalog: Published,
    pub files: Files,
    pub mail: Mail,
    pub clock: Clock,
    pub links: Links,
    pub site: Site,
}

/// What it is told.
pub const NEEDS: &[Variable] =
    &[Variable::Table, Variable::QueueUrl, Variable::Bucket, Variable::MailFrom, Variable::Origin, Variable::LinkSecret];

impl App {
    /// From the environment. Nothing is called yet.
    pub fn new(env: &Env, site: Site) -> App {
        let files = Files::new(env);
        App {
            store: Store::new(env),
            jobs: Jobs::new(env),
            catalog: Published::new(files.clone()),
            files,
            mail: Mail::new(env),
            clock: Clock::default(),
            links: Links::new(&env.link_secret),
            site,
        }
    }
}

/// All routes. A route is in one of three groups, so none can be left unguarded by oversight.
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let owners = for_owners().route_layer(from_fn(who::owners_only));
    let inside = for_staff().merge(owners).route_layer(from_fn_with_state(Arc::clone(&app), who::signed_in));
    for_anyone().merge(inside).with_state(app)
}

fn for_anyone() -> Router<Arc<App>> {
    Router::new()
        .route("/back-office/sign-in", get(sign_in::form).post(sign_in::send))
        .route("/back-office/sign-in/{token}", get(sign_in::confirm).post(sign_in::enter))
}

fn for_staff() -> Router<Arc<App>> {
    Router::new()
        .route("/back-office", get(home::show))
        .route("/back-office/sign-out", post(sign_in::leave))
        .route("/back-office/orders", get(orders::list))
        .route("/back-office/orders/{order}", get(order::show))
        .route("/back-office/orders/{order}/picks", post(picks::report))
        .route("/back-office/orders/{order}/proposals", post(proposals::ask))
        .route("/back-office/orders/{order}/ready", post(steps::ready))
        .route("/back-office/orders/{order}/send-off", post(steps::send_off))
        .route("/back-office/orders/{order}/handover", post(steps::hand_over))
        .route("/back-office/orders/{order}/cancel", post(steps::cancel))
        .route("/back-office/orders/{order}/come-back", post(uncollected::come_back))
        .route("/back-office/orders/{order}/refunds", post(claims_refund::give_back))
        .route("/back-office/claims", get(claims::list))
        .route("/back-office/invoices", get(invoices::list))
        .route("/back-office/invoices/{file}", get(invoices::csv))
        .route("/back-office/orders/{order}/documents/{document}", get(invoices::pdf))
        .route("/back-office/orders/{order}/claims/{claim}", post(claims::answer))
        .route("/back-office/orders/{order}/claims/{claim}/sent", post(claims::sent))
        .route("/back-office/orders/{order}/claims/{claim}/photo", get(claims::photo))
        .route("/back-office/products", get(products::list))
        .route("/back-office/products/{sku}", get(product_row::show).post(product::edit).patch(product::edit))
        .route("/back-office/takings", get(takings::show))
        .route("/back-office/reports/{file}", get(takings::csv))
}

fn for_owners() -> Router<Arc<App>> {
    Router::new()
        .route("/back-office/settings", get(settings::show).post(settings::change).patch(settings::change))
        .route("/back-office/payment", get(ways_to_pay::show).post(ways_to_pay::change))
        .route("/back-office/taxes", get(taxes::show).post(taxes::change))
        .route("/back-office/credit", get(credit::show).post(credit::issue))
        .route("/back-office/credit/look", post(credit::look))
        .route("/back-office/zones", get(zones::show).post(zones::change))
        .route("/back-office/zones/remove", post(zones::remove))
        .route("/back-office/calendar", get(calendar::show).post(calendar::change))
        .route("/back-office/calendar/holidays", post(calendar::holidays))
        .route("/back-office/slots", post(room::limit))
        .route("/back-office/aisles", get(aisles::show).post(aisles::change))
        .route("/back-office/words", get(words::show).post(words::write))
        .route("/back-office/legal", get(legal::show).post(legal::write))
        .route("/back-office/seller", get(invoices_seller::show).post(invoices_seller::change))
        .route("/back-office/products/{sku}/facts", post(facts::change).patch(facts::change))
        .merge(picture::routes())
        .route("/back-office/promotions", get(promotions::show).post(promotions::make))
        .route("/back-office/promotions/new", get(promotions::form))
        .route("/back-office/promotions/end", post(promotions::end))
        .route("/back-office/staff", get(members::show).post(members::add))
        .route("/back-office/staff/remove", post(members::remove))
        .merge(import::routes())
}

#[derive(OpenApi)]
#[openapi(paths(
    sign_in::enter,
    home::show,
    orders::list,
    order::show,
    picks::report,
    proposals::ask,
    steps::ready,
    steps::send_off,
    steps::hand_over,
    steps::cancel,
    uncollected::come_back,
    claims_refund::give_back,
    invoices::list,
    invoices::csv,
    invoices::pdf,
    invoices_seller::show,
    invoices_seller::change,
    claims::list,
    claims::answer,
    claims::sent,
    claims::photo,
    products::list,
    product_row::show,
    product::edit,
    facts::change,
    picture::upload,
    picture::choose,
    takings::show,
    takings::csv,
    settings::show,
    settings::change,
    taxes::show,
    taxes::change,
    ways_to_pay::show,
    ways_to_pay::change,
    credit::show,
    credit::look,
    credit::issue,
    zones::show,
    zones::change,
    zones::remove,
    calendar::show,
    calendar::change,
    calendar::holidays,
    room::limit,
    aisles::show,
    aisles::change,
    words::show,
    words::write,
    legal::show,
    legal::write,
    promotions::show,
    promotions::make,
    promotions::end,
    members::add,
    members::remove,
    import::plan,
    import::show,
    import::rows,
    import::apply,
))]
struct Api;

/// The routes as OpenAPI describes them.
pub fn api() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

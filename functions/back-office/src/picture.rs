//! `POST /back-office/products/{sku}/picture`: another picture; and `…/picture/shown`: one that was shown before, or none.
//!
//! A picture is named by its content, so sending it again changes nothing, and nothing is ever written over. Files of a
//! picture that is no longer shown stay: pages that are kept somewhere still name them, and it can be put back.

use crate::App;
use crate::picture_card::Card;
use crate::product::TRIES;
use crate::product_row::{OneProduct, ProductRow, missing};
use crate::upload::{self, MOST, MOST_BYTES, Unread};
use crate::who::Staff;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::routing::post;
use bytes::Bytes;
use cloud::Fault;
use cloud::store::products::Edited;
use domain::picture::{self, Format};
use domain::{Product, Sku};
use futures::stream::{FuturesUnordered, TryStreamExt};
use http::StatusCode;
use pictures::{Squares, Unusable};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Failure, Input, Outcome, Path, Problem, Shell, Want, done, refused};

/// The routes of pictures: for the owner.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/back-office/products/{sku}/picture", post(upload).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/back-office/products/{sku}/picture/shown", post(choose))
}

/// Another picture for a product: JPEG, PNG or WebP, at most 4.4 MB and 25 million pixels. What is not pixels is dropped:
/// where it was taken, when, with what.
#[utoipa::path(post, path = "/back-office/products/{sku}/picture", tag = "back office", params(("sku" = String, Path)),
    request_body(content = Vec<u8>, content_type = "image/jpeg", description = "The picture; or a form with a field `file`"),
    responses((status = 200, body = ProductRow), (status = 404, body = web::problem::Details), (status = 413, body = web::problem::Details),
        (status = 422, body = web::problem::Details)))]
pub async fn upload(State(app): State<Arc<App>>, want: Want, staff: Staff, Path(sku): Path<Sku>, Sent(file): Sent) -> Outcome<Answer> {
    let product = found(&app, &sku).await?;
    // Pixels are work: others are not to wait for it.
    let squares = tokio::task::spawn_blocking(move || file.map(|file| pictures::squares(&file))).await;
    match squares.map_err(|fault| Problem::broken(format!("making the squares of {sku}: {fault}")))? {
        Ok(Ok(squares)) => {
            let name = picture::name(&sku, &squares.mark);
            keep(&app, &name, squares).await?;
            show(&app, want, product, &name).await
        }
        Ok(Err(unusable)) => again(&app, want, &staff, &product, unfit(&unusable)).await,
        Err(unread) => again(&app, want, &staff, &product, unsent(unread)).await,
    }
}

/// Which picture is to be shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The name of one that the product had before; empty for none.
    picture: String,
}

/// Shows a product without a picture, or with one it had before.
#[utoipa::path(post, path = "/back-office/products/{sku}/picture/shown", tag = "back office", params(("sku" = String, Path)),
    request_body = Shown,
    responses((status = 200, body = ProductRow), (status = 404, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn choose(
    State(app): State<Arc<App>>,
    want: Want,
    _: Staff,
    Path(sku): Path<Sku>,
    Input(shown): Input<Shown>,
) -> Outcome<Answer> {
    let product = found(&app, &sku).await?;
    if !shown.picture.is_empty() && !is_there(&app, &sku, &shown.picture).await? {
        let problem = Problem::invalid(vec![Failure::field("picture", "unknown", "There is no such picture of this product.")]);
        return Err(problem.way(page_of(&sku), "Back"));
    }
    show(&app, want, product, &shown.picture).await
}

async fn found(app: &App, sku: &Sku) -> Outcome<Product> {
    app.store.products(std::slice::from_ref(sku)).await?.pop().ok_or_else(missing)
}

async fn is_there(app: &App, sku: &Sku, name: &str) -> Outcome<bool> {
    let file = picture::file(name, 160, Format::Webp);
    Ok(picture::belongs(name, sku) && app.files.get(&file).await?.is_some())
}

/// The files first: a product never names one that is not there.
async fn keep(app: &App, name: &str, squares: Squares) -> Result<(), Fault> {
    let puts = squares.files.into_iter().map(|file| async move {
        let key = picture::file(name, file.size, file.format);
        app.files.put_forever(&key, file.format.media_type(), file.content).await
    });
    puts.collect::<FuturesUnordered<_>>().try_collect().await
}

/// Shows a product with another picture, and tells which it was before.
async fn show(app: &App, want: Want, product: Product, name: &str) -> Outcome<Answer> {
    let (sku, mut before) = (product.head.sku.clone(), product);
    for _ in 0..TRIES {
        if before.text.picture == name {
            return Ok(done(want, &ProductRow::of(&before, &before.head), &format!("{}#picture", page_of(&sku))));
        }
        let mut after = before.clone();
        name.clone_into(&mut after.text.picture);
        if let (Edited::Yes, job) = app.store.save_product(&before.head, &after, app.clock.now()).await? {
            app.jobs.announce(&[job]).await;
            let way = format!("{}?before={}#picture", page_of(&sku), before.text.picture);
            return Ok(done(want, &ProductRow::of(&after, &after.head), &way));
        }
        before = found(app, &sku).await?;
    }
    Err(Fault::Busy(format!("changing the picture of {sku}")).into())
}

/// The page again, with what was wrong beside the field.
async fn again(app: &App, want: Want, staff: &Staff, product: &Product, problem: Problem) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let settings = app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))?;
    let why = problem.errors.first().map(|failure| failure.message.to_string()).unwrap_or_default();
    let mut product = product.clone();
    settings.put_in_place(&mut product);
    let view = OneProduct::of(&product, &settings, staff, Card::of(&product).wrong(why));
    Ok(refused(want, &Shell::new(&app.site, &catalog), &view, problem))
}

fn unfit(why: &Unusable) -> Problem {
    let mut letters = why.to_string();
    letters[..1].make_ascii_uppercase();
    Problem::invalid(vec![Failure::field("file", "unusable", format!("{letters}."))])
}

fn unsent(why: Unread) -> Problem {
    let failure = |code, words: String| vec![Failure::field("file", code, words)];
    match why {
        Unread::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too much at once")
            .errors(failure("too_large", format!("A picture may have {MOST}. Make it smaller first: 2000 pixels are plenty."))),
        Unread::BrokenOff => Problem::malformed("The picture broke off on its way.")
            .errors(failure("malformed", "The picture broke off on its way. Please send it again.".to_owned())),
        Unread::Nothing => Problem::invalid(failure("required", "Choose a picture first.".to_owned())),
        Unread::OtherKind => Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unknown kind of content")
            .errors(failure("unsupported", "Send a picture, or a form with the picture in its field `file`.".to_owned())),
    }
}

fn page_of(sku: &Sku) -> String {
    format!("/back-office/products/{sku}")
}

/// What was sent, or why nothing was had: the page says it beside the field.
pub struct Sent(Result<Bytes, Unread>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Sent, Problem> {
        Ok(Sent(upload::file(request, state, |kind| kind.starts_with("image/")).await))
    }
}

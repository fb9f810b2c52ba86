//! `POST /orders/{order}/claims`: something was missing, damaged, wrong or late. With a photo, if the shopper likes.

use crate::App;
use crate::claim_form::{Asked, Form, Sent};
use crate::order::{OrderView, opened};
use axum::extract::State;
use cloud::store::orders::Decision;
use domain::order::{Claim, Fault, Refusal, WholeOrder};
use domain::{OrderId, RefundId, photo};
use jiff::Timestamp;
use std::sync::Arc;
use texts::text;
use web::{Answer, Content, Failure, Outcome, Path, Problem, Shell, Want, done, refused};

/// Most characters of a shopper's words.
const MOST_WORDS: usize = 500;

/// Takes a claim. Sent again, it is the same claim.
#[utoipa::path(post, path = "/orders/{order}/claims", params(("order" = String, Path)), request_body = Asked, responses(
    (status = 200, description = "The order with the claim", body = OrderView),
    (status = 409, description = "It is too late, or too early", body = web::problem::Details),
    (status = 422, description = "Something has to be corrected", body = web::problem::Details)))]
pub(crate) async fn make(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Sent(asked): Sent) -> Outcome<Answer> {
    let (catalog, now) = (want.reader.catalog(app.catalog.catalog().await?), app.clock.now());
    let window = catalog.settings().claims;
    let whole = opened(&app, &order, &asked.key).await?;
    let link = format!("/orders/{order}?key={}#claims", asked.key);
    let made = match parsed(&asked, &whole, now) {
        Ok((claim, photo)) => {
            let known = whole.order.claims.iter().any(|c| c.claim == claim.claim);
            // Judged before anything is kept; decided again on the order as it then is.
            if whole.claim(claim.clone(), window).is_ok()
                && let Some(photo) = photo.filter(|_| !known)
            {
                keep(&app, &order, &claim.claim, photo).await?;
            }
            let decided = app.store.decide(&order, |whole| whole.claim(claim.clone(), window)).await?;
            app.jobs.follow(&decided).await;
            match decided {
                Decision::Refused(refusal) => Err(problem(&refusal)),
                Decision::Stored(_) | Decision::Nothing(_) | Decision::TooLittle(_) | Decision::NoCredit | Decision::Missing => Ok(()),
            }
        }
        Err(failures) => Err(Problem::invalid(failures)),
    };
    let whole = opened(&app, &order, &asked.key).await?;
    let Err(problem) = made else {
        return Ok(done(want, &OrderView::of(whole, asked.key), &link));
    };
    if want.content == Content::Json {
        return Err(problem.way(link, text("order-back")));
    }
    let claim_form = Form::of(&whole, window, now).map(|form| form.again(asked.clone(), &problem));
    let view = OrderView { claim_form, ..OrderView::of(whole, asked.key) };
    Ok(refused(want, &Shell::new(&app.site, &catalog), &view, problem).unkept())
}

/// The claim as it would be stored, and its photo without what a camera writes into it.
fn parsed(asked: &Asked, whole: &WholeOrder, now: Timestamp) -> Result<(Claim, Option<Vec<u8>>), Vec<Failure>> {
    let mut failures = Vec::new();
    let words = asked.words.trim().to_owned();
    if words.chars().count() > MOST_WORDS {
        failures.push(Failure::field("words", "too_long", text("claim-words-too-long")));
    }
    let late = asked.fault == Some(Fault::Late);
    let line = if late { None } else { asked.line };
    if asked.fault.is_none() {
        failures.push(Failure::field("fault", "required", text("claim-say-what")));
    }
    if line.is_none() && !late {
        failures.push(Failure::field("line", "required", text("claim-say-which")));
    }
    let left = line.map_or(0, |line| u32::try_from(whole.claimable(line)).unwrap_or(0));
    let units = asked.units.unwrap_or(left);
    if line.is_some() && (units == 0 || units > left) {
        failures.push(Failure::field("units", "invalid", text("claim-not-so-much")));
    }
    let bare = (!asked.photo.is_empty()).then(|| photo::bare(&asked.photo));
    if bare == Some(None) {
        failures.push(Failure::field("photo", "invalid", text("claim-no-photo")));
    }
    let name = asked.claim.clone().or_else(|| RefundId::parse(cloud::random::token()).ok());
    match (asked.fault, name) {
        (Some(fault), Some(claim)) if failures.is_empty() => {
            let photo = bare.flatten();
            let units = if late { 0 } else { units };
            Ok((Claim { claim, at: now, fault, line, units, words, photo: photo.is_some(), answer: None }, photo))
        }
        _ => Err(failures),
    }
}

async fn keep(app: &App, order: &OrderId, claim: &RefundId, photo: Vec<u8>) -> Outcome<()> {
    let kind = photo::Photo::of(&photo).map_or("application/octet-stream", photo::Photo::content_type);
    Ok(app.files.put(&format!("claims/{order}/{claim}"), kind, photo).await?)
}

fn problem(refusal: &Refusal) -> Problem {
    match refusal {
        Refusal::TooLate => Problem::conflict("too-late", text("claim-too-late")).detail(text("claim-too-late-why")),
        Refusal::NotNow(..) => Problem::conflict("not-now", text("claim-too-early")),
        _ => Problem::invalid(vec![Failure::field("units", "invalid", text("claim-not-so-much"))]),
    }
}

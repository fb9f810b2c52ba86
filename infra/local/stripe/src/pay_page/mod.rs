//! The pay page: what a shopper sees of the provider. Plain forms, no script.

mod view;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State as AppState},
    response::Response,
    routing::get,
};
use http::StatusCode;
use test_page::{page, style};

use crate::{
    StandIn,
    draft::{Draft, Origin},
    objects::{Card, Intent, IntentStatus, Mode, Session, SessionStatus},
    rules::{
        self,
        pay::{self, Attempt},
    },
    state::State,
};

/// Everything under `/pay`.
pub fn router() -> Router<StandIn> {
    Router::new().route("/pay.css", get(style)).route("/pay/{session}", get(show).post(act)).route("/pay/{session}/verify", get(show_bank))
}

async fn show(AppState(app): AppState<StandIn>, Path(id): Path<String>) -> Response {
    look(&app, &id, |session, intent| match session.status {
        SessionStatus::Open if session.mode == Mode::Setup => page(StatusCode::OK, view::save(session)),
        SessionStatus::Open => page(StatusCode::OK, view::pay(session, intent)),
        SessionStatus::Complete => page(StatusCode::OK, view::paid(session)),
        SessionStatus::Expired => page(StatusCode::OK, view::expired(session)),
    })
}

/// The bank's page of 3-D Secure.
async fn show_bank(AppState(app): AppState<StandIn>, Path(id): Path<String>) -> Response {
    look(&app, &id, |session, intent| match challenged(session, intent) {
        true => page(StatusCode::OK, view::bank(session)),
        false => to(&format!("../{}", session.id)),
    })
}

/// A button was pressed, on either page.
async fn act(AppState(app): AppState<StandIn>, Path(id): Path<String>, body: Bytes) -> Response {
    let action = form_urlencoded::parse(&body).find(|(name, _)| name == "action");
    let action = action.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let public_url = app.shared().config.public_url.trim_end_matches('/');
    let done = app.step(Origin::default(), |state, draft| {
        let Some(session) = state.sessions.find(&id) else {
            return nothing();
        };
        let here = format!("{public_url}/pay/{id}");
        match session.status {
            SessionStatus::Open => press(state, draft, session, &action, &here),
            // Paying twice is paying once; what was pressed the second time does not matter.
            SessionStatus::Complete => to(&success_url(session)),
            SessionStatus::Expired => page(StatusCode::GONE, view::expired(session)),
        }
    });
    done.unwrap_or_else(|cause| {
        tracing::error!(%cause, "payment stand-in: a payment was not written down");
        page(StatusCode::INTERNAL_SERVER_ERROR, view::trouble())
    })
}

fn press(state: &State, draft: &mut Draft, session: &Session, action: &str, here: &str) -> Response {
    if session.mode == Mode::Setup {
        return save(state, draft, session, action, here);
    }
    let challenged = challenged(session, intent_of(state, session));
    let (attempt, next) = match action {
        "pay" => (Attempt::Approved, success_url(session)),
        "approve" if challenged => (Attempt::Approved, success_url(session)),
        "fail" if challenged => (Attempt::NotAuthenticated, here.to_owned()),
        "approve" | "fail" => return to(here),
        "decline" => (Attempt::Declined, here.to_owned()),
        "authenticate" if challenged => return to(&format!("{here}/verify")),
        "authenticate" => (Attempt::Challenged, format!("{here}/verify")),
        "leave" => return to(session.cancel_url.as_deref().unwrap_or(here)),
        _ => return page(StatusCode::BAD_REQUEST, view::trouble()),
    };
    pay::attempt(state, draft, session, attempt);
    to(&next)
}

fn challenged(session: &Session, intent: Option<&Intent>) -> bool {
    let waiting = intent.is_some_and(|intent| intent.status == IntentStatus::RequiresAction);
    session.status == SessionStatus::Open && waiting
}

/// The same, on a page that saves a card: `pay` and its kin mean the same card as when one pays.
fn save(state: &State, draft: &mut Draft, session: &Session, action: &str, here: &str) -> Response {
    let card = match action {
        "pay" => Card::Good,
        "decline_later" => Card::DeclinesLater,
        "ask_later" => Card::AsksLater,
        "leave" => return to(session.cancel_url.as_deref().unwrap_or(here)),
        _ => return page(StatusCode::BAD_REQUEST, view::trouble()),
    };
    rules::save::keep(state, draft, session, card);
    to(&success_url(session))
}

fn success_url(session: &Session) -> String {
    session.success_url.replace("{CHECKOUT_SESSION_ID}", &session.id)
}

fn intent_of<'a>(state: &'a State, session: &Session) -> Option<&'a Intent> {
    session.intent.as_deref().and_then(|id| state.intents.find(id))
}

fn look(app: &StandIn, id: &str, show: impl FnOnce(&Session, Option<&Intent>) -> Response) -> Response {
    let looked = app.step(Origin::default(), |_, _| ());
    if let Err(cause) = looked {
        tracing::error!(%cause, "payment stand-in: what is overdue could not be ended");
    }
    let kept = app.lock();
    let session = kept.state.sessions.find(id);
    session.map_or_else(nothing, |session| show(session, intent_of(&kept.state, session)))
}

fn nothing() -> Response {
    page(StatusCode::NOT_FOUND, view::nothing())
}

fn to(url: &str) -> Response {
    test_page::to(url).unwrap_or_else(|| page(StatusCode::INTERNAL_SERVER_ERROR, view::trouble()))
}

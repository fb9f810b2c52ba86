//! Signing in: by a single-use link in a mail. There is no password, and no word on who works here.

use crate::App;
use crate::who::{self, local, with_next};
use axum::extract::State;
use cloud::Letter;
use cloud::store::staff::{Member, Role};
use http::{HeaderMap, StatusCode};
use maud::{DOCTYPE, Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, button, hidden, notice};
use web::shell::Kind;
use web::{Answer, Content, Failure, Input, Outcome, Path, Problem, Query, Shell, View, Want, done, page, redirect, refused};

/// As long as a session counts.
const SESSION_SECONDS: u32 = 12 * 3600;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
    /// A link was asked for just now.
    #[serde(default)]
    sent: String,
}

/// Who wants to come in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    email: String,
    #[serde(default)]
    next: String,
}

/// The page that asks for the mail address.
#[derive(Serialize)]
struct Door<'a> {
    /// A link is on its way, if the address belongs to staff.
    sent: bool,
    #[serde(skip)]
    next: &'a str,
    #[serde(skip)]
    email: &'a str,
    #[serde(skip)]
    errors: &'a [Failure],
}

/// A session, for programs: send it as `Authorization: Bearer`. Browsers get it as a cookie.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// The bearer token; counts for twelve hours.
    session: String,
    /// Whose it is.
    staff: String,
    /// `staff` or `owner`.
    #[schema(value_type = String)]
    role: Role,
}

/// `GET /back-office/sign-in`
pub async fn form(State(app): State<Arc<App>>, want: Want, Query(asked): Query<Asked>) -> Answer {
    let door = Door { sent: !asked.sent.is_empty(), next: local(&asked.next), email: "", errors: &[] };
    page(want, &shell(&app).await, &door)
}

/// Sends a link to members of staff. The answer is the same for everybody.
pub async fn send(State(app): State<Arc<App>>, want: Want, Input(wish): Input<Wish>) -> Outcome<Answer> {
    let (email, next) = (wish.email.trim(), local(&wish.next));
    if domain::StaffId::parse(email).is_err() {
        let problem = Problem::invalid(vec![Failure::field("email", "malformed", "This is not a mail address.")]);
        let door = Door { sent: false, next, email, errors: &problem.errors };
        return Ok(refused(want, &shell(&app).await, &door, problem.clone()));
    }
    if let Some(member) = app.store.member(email).await? {
        send_link(&app, &member, next).await?;
    }
    let door = Door { sent: true, next, email: "", errors: &[] };
    Ok(done(want, &door, "/back-office/sign-in?sent=1"))
}

async fn send_link(app: &App, member: &Member, next: &str) -> Outcome<()> {
    let now = app.clock.now();
    if !app.store.may_have_link(member, now).await? {
        tracing::warn!("a member of staff asked for more than five sign-in links in a quarter of an hour");
        return Ok(());
    }
    let token = app.store.sign_in_token(member, now).await?;
    let link = app.site.url(&with_next(&format!("/back-office/sign-in/{token}"), next));
    Ok(app.mail.send(&letter(shell(app).await.name(), member, &link)).await?)
}

/// `GET /back-office/sign-in/{token}`: changes nothing, because mail scanners follow links. The button does.
pub async fn confirm(State(app): State<Arc<App>>, want: Want, Path(token): Path<String>) -> Outcome<Answer> {
    if token.len() != 32 || !token.bytes().all(|b| b.is_ascii_hexdigit()) {
        let problem = Problem::not_found("This is not a sign-in link. It may have been cut short.");
        return Err(problem.way("/back-office/sign-in", "Ask for a new one"));
    }
    Ok(page(want, &shell(&app).await, &Threshold).unkept())
}

/// Trades the token of a sign-in link, once, for a session.
#[utoipa::path(post, path = "/back-office/sign-in/{token}", tag = "back office", params(("token" = String, Path, description = "From the mail")),
    responses((status = 200, description = "A session", body = SignedIn), (status = 410, description = "Used or too old", body = web::problem::Details)))]
pub async fn enter(
    State(app): State<Arc<App>>,
    want: Want,
    headers: HeaderMap,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Answer> {
    let next = local(&asked.next);
    if let Some((session, member)) = app.store.sign_in(&token, app.clock.now()).await? {
        let cookie = app.site.cookie("session").set(&session, SESSION_SECONDS);
        let signed_in = SignedIn { session, staff: member.staff.to_string(), role: member.role };
        return Ok(done(want, &signed_in, next).cookie(cookie).unkept());
    }
    // The button was pressed twice: the first time counted.
    if want.content == Content::Html && who::member(&app, &headers).await?.is_some() {
        return Ok(redirect(next));
    }
    let problem = Problem::new(StatusCode::GONE, "link-used", "This link does not count any more");
    Err(problem.detail("A sign-in link works once, for a quarter of an hour.").way("/back-office/sign-in", "Ask for a new one"))
}

/// `POST /back-office/sign-out`: ends the session.
pub async fn leave(State(app): State<Arc<App>>, want: Want, headers: HeaderMap) -> Outcome<Answer> {
    if let Some(token) = who::token(&headers, &app.site) {
        app.store.sign_out(token).await?;
    }
    let door = Door { sent: false, next: "", email: "", errors: &[] };
    Ok(done(want, &door, "/back-office/sign-in").cookie(app.site.cookie("session").clear()))
}

/// Signing in works even before a catalog was published.
async fn shell(app: &App) -> Shell {
    match app.catalog.catalog().await {
        Ok(catalog) => Shell::new(&app.site, &catalog),
        Err(_) => Shell::last(&app.site),
    }
}

impl View for Door<'_> {
    fn title(&self, _: &Shell) -> String {
        "Sign in".into()
    }

    fn kind(&self) -> Kind {
        Kind::BackOffice
    }

    fn html(&self, _: &Shell) -> Markup {
        html! {
            h1 { "Sign in" }
            @if self.sent {
                (notice(Tone::Good, html! {
                    p { "If this address belongs to staff, a link is on its way. It works once, for a quarter of an hour." }
                }))
            }
            section.card {
                form.stack method="post" action="/back-office/sign-in" {
                    (Field::text("email", "Your mail address", self.email).kind("email").autocomplete("email").most(254)
                        .hint("We send you a link to sign in. There is no password.").errors(self.errors))
                    (hidden("next", self.next))
                    (button("Send me a link"))
                }
            }
        }
    }
}

/// The page a sign-in link opens.
#[derive(Serialize)]
struct Threshold;

impl View for Threshold {
    fn title(&self, _: &Shell) -> String {
        "Sign in".into()
    }

    fn kind(&self) -> Kind {
        Kind::BackOffice
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { "Welcome to the back office of " (shell.name()) }
            section.card {
                p { "One more tap and you are in. You stay signed in on this device for twelve hours." }
                form.stack method="post" { (button("Sign in")) }
            }
        }
    }
}

fn letter(shop: &str, member: &Member, link: &str) -> Letter {
    let hello = "Here is your link to sign in:";
    let foot = "It works once, for a quarter of an hour. If you did not ask for it, nothing happens without it.";
    let subject = format!("Sign in to the back office of {shop}");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (subject) }
            }
            body style="max-width:36rem;margin:0 auto;padding:24px 20px;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif" {
                p { (hello) }
                p { a href=(link) style="color:LinkText" { "Sign in to the back office of " (shop) } }
                p { (foot) }
            }
        }
    };
    Letter {
        to: member.staff.to_string(),
        subject,
        text: format!("{hello}\n\n{link}\n\n{foot}\n"),
        html: page.into_string(),
        headers: Vec::new(),
    }
}

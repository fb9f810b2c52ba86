//! `/offers/member`: who gets the weekly offers is a member, in the browser that opened the link of such a mail. Typing a
//! member's address makes nobody one, and asking for the offers does not before their first letter has come.

use crate::App;
use axum::extract::State;
use http::HeaderMap;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::text;
use web::components::{Tone, hidden, notice};
use web::{Answer, Input, Outcome, Problem, Query, Shell, View, Want, page};

/// What the links of members prove.
const PURPOSE: &str = "member";

/// Whose address, and the key that proves the link is from our mail.
#[derive(Clone, Deserialize)]
pub(crate) struct Link {
    email: String,
    key: String,
}

/// The page behind the link.
#[derive(Serialize)]
struct Membership {
    email: String,
    remembered: bool,
    #[serde(skip)]
    key: String,
}

/// Asks; nothing changes by opening the link.
pub(crate) async fn ask(State(app): State<Arc<App>>, want: Want, Query(link): Query<Link>) -> Outcome<Answer> {
    answer(&app, want, link, false).await
}

/// Remembers in this browser whose it is.
pub(crate) async fn remember(State(app): State<Arc<App>>, want: Want, Input(link): Input<Link>) -> Outcome<Answer> {
    let email: String = form_urlencoded::byte_serialize(link.email.as_bytes()).collect();
    let cookie = web::cookies::set_member(&app.site, &format!("{}.{email}", link.key));
    Ok(answer(&app, want, link, true).await?.cookie(cookie))
}

/// The address this browser proved to be its own.
pub(crate) fn proven(app: &App, headers: &HeaderMap) -> Option<String> {
    let (key, email) = web::cookies::member(headers, &app.site)?.split_once('.')?;
    let (email, _) = form_urlencoded::parse(email.as_bytes()).next()?;
    app.links.proves(PURPOSE, &email, key).then(|| email.into_owned())
}

async fn answer(app: &App, want: Want, link: Link, remembered: bool) -> Outcome<Answer> {
    if !app.links.proves(PURPOSE, &link.email, &link.key) {
        return Err(Problem::not_found(text("mail-stop-broken")));
    }
    let catalog = app.catalog.catalog().await?;
    let view = Membership { email: link.email, remembered, key: link.key };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view).unkept())
}

impl View for Membership {
    fn title(&self, shell: &Shell) -> String {
        shell.text("mail-member").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        let email = || [("email", self.email.as_str().into())];
        html! {
            h1 { (shell.text("mail-member")) }
            @if self.remembered {
                (notice(Tone::Good, html! { p { (shell.say("mail-member-here", email())) } }))
            } @else {
                p { (shell.say("mail-member-ask", email())) }
                form method="post" action="/offers/member" {
                    (hidden("email", &self.email))
                    (hidden("key", &self.key))
                    button.main type="submit" { (shell.text("mail-member-remember")) }
                }
            }
        }
    }
}

//! `/offers/unsubscribe`: consent given at checkout is taken back here, from the link in every offer mail.

use crate::App;
use axum::extract::State;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::text;
use web::components::{Tone, hidden, notice};
use web::{Answer, Input, Outcome, Problem, Query, Shell, View, Want, page};

/// Whose subscription, and the key that proves the link is from our mail.
#[derive(Clone, Deserialize)]
pub(crate) struct Link {
    email: String,
    key: String,
}

/// The page behind the link.
#[derive(Serialize)]
struct Unsubscribe {
    email: String,
    ended: bool,
    #[serde(skip)]
    key: String,
}

/// Asks; nothing changes by opening the link.
pub(crate) async fn ask(State(app): State<Arc<App>>, want: Want, Query(link): Query<Link>) -> Outcome<Answer> {
    answer(&app, want, link, false).await
}

/// Ends the subscription. Ending it twice is the same.
pub(crate) async fn end(State(app): State<Arc<App>>, want: Want, Input(link): Input<Link>) -> Outcome<Answer> {
    proven(&app, &link)?;
    app.store.unsubscribe(&link.email).await?;
    answer(&app, want, link, true).await
}

fn proven(app: &App, link: &Link) -> Outcome<()> {
    let right = app.links.proves("unsubscribe", &link.email, &link.key);
    right.then_some(()).ok_or_else(|| Problem::not_found(text("mail-stop-broken")))
}

async fn answer(app: &App, want: Want, link: Link, ended: bool) -> Outcome<Answer> {
    proven(app, &link)?;
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let view = Unsubscribe { email: link.email, ended, key: link.key };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view).unkept())
}

impl View for Unsubscribe {
    fn title(&self, shell: &Shell) -> String {
        shell.text("mail-weekly").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        let email = || [("email", self.email.as_str().into())];
        html! {
            h1 { (shell.text("mail-weekly")) }
            @if self.ended {
                (notice(Tone::Good, html! { p { (shell.say("mail-stopped", email())) } }))
                p { a.button href=(shell.path("/")) { (shell.text("problem-to-shop")) } }
            } @else {
                p { (shell.say("mail-shall-we-stop", email())) }
                form method="post" action="/offers/unsubscribe" {
                    (hidden("email", &self.email))
                    (hidden("key", &self.key))
                    button.main type="submit" { (shell.text("mail-stop")) }
                }
            }
        }
    }
}

//! `/waiting/cancel`: the link in the letter, for who does not want to be told of anything else.

use crate::App;
use axum::extract::State;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::text;
use web::components::{Tone, hidden, notice};
use web::{Answer, Input, Outcome, Problem, Query, Shell, View, Want, page};

/// Whose wishes, and the key that proves the link is from our mail.
#[derive(Clone, Deserialize)]
pub(crate) struct Link {
    email: String,
    key: String,
}

/// What somebody waits for.
#[derive(Serialize)]
struct Wishes {
    products: Vec<String>,
    ended: bool,
    #[serde(skip)]
    link: Link,
}

/// Asks; nothing changes by opening the link.
pub(crate) async fn ask(State(app): State<Arc<App>>, want: Want, Query(link): Query<Link>) -> Outcome<Answer> {
    answer(&app, want, link, false).await
}

/// Forgets all wishes of the address. Doing it twice is the same.
pub(crate) async fn end(State(app): State<Arc<App>>, want: Want, Input(link): Input<Link>) -> Outcome<Answer> {
    proven(&app, &link)?;
    app.store.stop_waiting(&link.email).await?;
    answer(&app, want, link, true).await
}

fn proven(app: &App, link: &Link) -> Outcome<()> {
    let right = app.links.proves("waiting", &link.email, &link.key);
    right.then_some(()).ok_or_else(|| Problem::not_found(text("stock-wrong-link")))
}

async fn answer(app: &App, want: Want, link: Link, ended: bool) -> Outcome<Answer> {
    proven(app, &link)?;
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let skus = app.store.waits(&link.email).await?;
    let products = skus.iter().filter_map(|sku| catalog.product(sku)).map(|p| p.head.name.clone()).collect();
    Ok(page(want, &Shell::new(&app.site, &catalog), &Wishes { products, ended, link }).unkept())
}

impl View for Wishes {
    fn title(&self, shell: &Shell) -> String {
        shell.text("stock-wishes").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        let email = || [("email", self.link.email.as_str().into())];
        html! {
            h1 { (shell.text("stock-wishes")) }
            @if self.ended {
                (notice(Tone::Good, html! { p { (shell.say("stock-ended", email())) } }))
                p.row { a.button href=(shell.path("/")) { (shell.text("stock-to-shop")) } }
            } @else if self.products.is_empty() {
                p { (shell.say("stock-no-wishes", email())) }
                p.row { a.button href=(shell.path("/")) { (shell.text("stock-to-shop")) } }
            } @else {
                p { (shell.say("stock-wishes-of", email())) }
                ul.pills { @for name in &self.products { li.pill { (name) } } }
                form method="post" action="/waiting/cancel" {
                    (hidden("email", &self.link.email))
                    (hidden("key", &self.link.key))
                    button.main type="submit" { (shell.text("stock-end")) }
                }
            }
        }
    }
}

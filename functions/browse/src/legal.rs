//! The owner's legal texts, as published. What is not written is not there.

use crate::scene::Scene;
use domain::legal::{Block, LegalPage, blocks};
use maud::{Markup, html};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;
use web::components::trail;
use web::cookies::{KEPT, Kept};
use web::{About, Answer, Outcome, Path, Problem, Shell, View, Want, info, page as show};

/// A legal text.
#[utoipa::path(
    get, path = "/legal/{page}", tag = "browse", params(("page" = LegalPage, Path)),
    responses((status = 200, body = LegalText), (status = 404, description = "Not written", body = web::problem::Details))
)]
pub async fn page(scene: Scene, want: Want, Path(page): Path<LegalPage>) -> Outcome<Answer> {
    let missing = || Problem::not_found(scene.shell.text("info-not-written"));
    let text = scene.catalog.settings().legal.text(page).ok_or_else(missing)?;
    Ok(show(want, &scene.shell, &LegalText { page, text }).public())
}

/// A legal text in the owner's words.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegalText<'a> {
    /// Which one.
    pub page: LegalPage,
    /// Plain; a line that begins with `#` is a heading.
    pub text: &'a str,
}

impl View for LegalText<'_> {
    fn title(&self, shell: &Shell) -> String {
        info::legal_title(shell, self.page).into_owned()
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About { canonical: Some(format!("/legal/{}", self.page.as_str())), ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", &shell.text("info-shop"))]))
            h1 { (info::legal_title(shell, self.page)) }
            div.prose lang=[self.lang(shell)] {
                @for block in blocks(self.text) {
                    @match block {
                        Block::Heading(words) => h2 { (words) },
                        Block::Paragraph(lines) => p { @for (n, line) in lines.iter().enumerate() { @if n > 0 { br; } (line) } },
                        Block::List(items) => ul { @for item in items { li { (item) } } },
                    }
                }
            }
            @if self.page == LegalPage::Privacy { div.prose { (cookies(shell)) } }
        }
    }
}

impl LegalText<'_> {
    /// The language of a text that nobody wrote in the page's.
    fn lang(&self, shell: &Shell) -> Option<&'static str> {
        let is_said = || shell.settings().is_some_and(|shop| shop.legal.is_said(self.page, shell.language.tag()));
        shell.unsaid().filter(|_| !is_said())
    }
}

/// What this program itself keeps in browsers: said by the code that sets it.
fn cookies(shell: &Shell) -> Markup {
    let purpose = |kept: &Kept| match kept.name {
        "cart" => shell.text("info-cookie-cart"),
        "items" => shell.text("info-cookie-items"),
        "lang" => shell.text("info-cookie-lang"),
        "member" => shell.text("info-cookie-member"),
        _ => shell.text("info-cookie-session"),
    };
    html! {
        h2 { (shell.text("info-cookies")) }
        p { (shell.say("info-cookies-lead", [("count", KEPT.len().into())])) }
        div.scroll {
            table.table {
                thead { tr {
                    th scope="col" { (shell.text("info-cookie-name")) } th scope="col" { (shell.text("info-cookie-purpose")) }
                    th scope="col" { (shell.text("info-cookie-kept")) }
                } }
                tbody {
                    @for kept in &KEPT {
                        tr {
                            td { code { (kept.name) } } td { (purpose(kept)) }
                            td { (how_long(shell, kept.seconds)) }
                        }
                    }
                }
            }
        }
        p { (shell.text("info-cookies-again")) }
    }
}

fn how_long(shell: &Shell, seconds: u32) -> Cow<'static, str> {
    match seconds / 3600 {
        hours if hours < 48 => shell.say("info-cookie-hours", [("hours", hours.into())]),
        hours => shell.say("info-cookie-days", [("days", (hours / 24).into())]),
    }
}

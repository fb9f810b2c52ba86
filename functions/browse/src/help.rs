//! How the shop works: ordering, weighing, substitutes, deposit, payment, returns.

use crate::scene::Scene;
use maud::{Markup, html};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;
use web::components::trail;
use web::{About, Answer, Outcome, Shell, View, Want, page as show};

/// Answers to what is asked most.
#[utoipa::path(get, path = "/help", tag = "browse", responses((status = 200, body = HelpPage)))]
pub async fn page(scene: Scene, want: Want) -> Outcome<Answer> {
    let view = HelpPage { topics: topics(&scene.shell) };
    Ok(show(want, &scene.shell, &view).public())
}

/// What is asked most.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpPage {
    /// In the order of a purchase.
    pub topics: Vec<Topic>,
}

/// A question and its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Topic {
    /// Its name in addresses: `/help#weighing`.
    pub id: &'static str,
    /// As one would ask.
    #[schema(value_type = String)]
    pub question: Cow<'static, str>,
    /// A few sentences.
    #[schema(value_type = String)]
    pub answer: Cow<'static, str>,
}

fn topics(shell: &Shell) -> Vec<Topic> {
    let topic = |id, question, answer| Topic { id, question, answer };
    vec![
        topic("ordering", shell.text("info-ordering"), shell.text("info-ordering-answer")),
        topic("weighing", shell.text("info-weighing"), shell.text("info-weighing-answer")),
        topic("substitutes", shell.text("info-substitutes"), shell.text("info-substitutes-answer")),
        topic("deposit", shell.text("info-deposit"), shell.text("info-deposit-answer")),
        topic("age", shell.text("info-age"), shell.text("info-age-answer")),
        topic("payment", shell.text("info-payment"), payment(shell)),
        topic("changes", shell.text("info-changes"), shell.text("info-changes-answer")),
        topic("returns", shell.text("info-returns"), shell.text("info-returns-answer")),
    ]
}

/// By card; and at handover where the owner takes that.
fn payment(shell: &Shell) -> Cow<'static, str> {
    let at_handover = shell.settings().is_some_and(|shop| shop.at_handover.is_some());
    match (shell.text("info-payment-answer"), at_handover) {
        (card, false) => card,
        (card, true) => format!("{card} {}", shell.text("info-payment-handover")).into(),
    }
}

impl View for HelpPage {
    fn title(&self, shell: &Shell) -> String {
        shell.text("info-help").into_owned()
    }

    fn about(&self, shell: &Shell) -> About<'_> {
        let description = Some(shell.text("info-help-about").into_owned());
        About { canonical: Some("/help".to_owned()), description, ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", &shell.text("info-shop"))]))
            h1 { (shell.text("info-help")) }
            div.split {
                div.prose {
                    @for topic in &self.topics {
                        section id=(topic.id) { h2 { (topic.question) } p { (topic.answer) } }
                    }
                }
                (ask(shell))
            }
        }
    }
}

/// Where to ask a person.
fn ask(shell: &Shell) -> Markup {
    html! {
        @if let Some(shop) = shell.settings() {
            aside.card {
                h2 { (shell.text("info-ask")) }
                p { (shell.text("info-ask-hint")) }
                p { a href={ "tel:" (shop.phone.replace(' ', "")) } { (shop.phone) } br; a href={ "mailto:" (shop.mail) } { (shop.mail) } }
                p { a href=(shell.path("/delivery")) { (shell.text("info-delivery")) } }
            }
        }
    }
}

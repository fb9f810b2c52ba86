//! `POST /language`: a shopper chooses the language of the pages that have none in their address.

use crate::App;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use texts::{Language, text};
use utoipa::ToSchema;
use web::problem::Failure;
use web::{Answer, Input, Outcome, Problem, Shell, Want, done, reader};

/// What is chosen, and where.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    /// A BCP 47 tag: `de`.
    pub language: String,
    /// The page to go back to, a path of the shop.
    #[serde(default = "entrance")]
    pub to: String,
}

fn entrance() -> String {
    "/".to_owned()
}

/// What was chosen.
#[derive(Serialize, ToSchema)]
pub(crate) struct Chosen {
    /// A BCP 47 tag.
    pub language: &'static str,
    /// The same page in that language.
    pub to: String,
}

/// Remembers a language and leads back. Choosing it twice is the same.
#[utoipa::path(post, path = "/language", request_body = Wish, responses(
    (status = 200, description = "The language is remembered", body = Chosen),
    (status = 422, description = "No such language, or a page elsewhere", body = web::problem::Details)))]
pub(crate) async fn choose(State(app): State<Arc<App>>, want: Want, Input(wish): Input<Wish>) -> Outcome<Answer> {
    let language =
        Language::tagged(&wish.language).ok_or_else(|| wrong(Failure::field("language", "unknown", text("problem-language"))))?;
    if !reader::is_own(&wish.to) {
        return Err(wrong(Failure::field("to", "elsewhere", text("problem-elsewhere"))));
    }
    let catalog = app.catalog.catalog().await?;
    let to = reader::apart(&wish.to).map_or(wish.to.as_str(), |(_, rest)| rest);
    let to = Shell::new(&app.site, &catalog).path_in(language, to);
    let chosen = Chosen { language: language.tag(), to };
    Ok(done(want, &chosen, &chosen.to).cookie(reader::remember(&app.site, language)))
}

fn wrong(failure: Failure) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", failure.message.clone()).errors(vec![failure])
}

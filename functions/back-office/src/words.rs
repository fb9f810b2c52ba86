//! `/back-office/words`: what short texts are called in other languages: aisles, offers, zones, countries, days.

use crate::App;
use crate::settings::{rewritten, stored};
use crate::who::Staff;
use axum::extract::State;
use domain::Settings;
use domain::catalog::Catalog;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, notice};
use web::{Answer, Failure, Input, Language, Outcome, Problem, Shell, View, Want, done, page, refused};

/// The words of one language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WordsWritten)]
pub struct Written {
    /// Its tag.
    language: String,
    /// One in each line: as the shop says it, an equals sign, as it is said there. What has nothing behind it is not translated.
    words: String,
}

/// The words of every other language.
#[derive(Serialize, ToSchema)]
pub struct WordsPage {
    /// By language tag, then by what the shop says. An empty one is not translated yet.
    words: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(skip)]
    order: Vec<String>,
    #[serde(skip)]
    typed: Option<(String, String)>,
    #[serde(skip)]
    errors: Vec<Failure>,
    #[serde(skip)]
    staff: String,
}

/// Longest word, and most of one language: all of them fit into the one item the settings are.
const LONGEST: usize = 200;
const MOST: usize = 1_000;

/// The words as they are.
#[utoipa::path(get, path = "/back-office/words", tag = "back office", responses((status = 200, body = WordsPage)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    Ok(page(want, &Shell::new(&app.site, &catalog), &WordsPage::of(&settings, &catalog, &staff)))
}

/// Writes the words of a language, and publishes them.
#[utoipa::path(post, path = "/back-office/words", tag = "back office", request_body = Written,
    responses((status = 200, body = WordsPage), (status = 422, body = web::problem::Details)))]
pub async fn write(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(written): Input<Written>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    match written.read() {
        Ok(words) => {
            let with_them = |before: &Settings| {
                let mut after = before.clone();
                after.glossary.insert(written.language.clone(), words.clone());
                after.glossary.retain(|_, words| !words.is_empty());
                after
            };
            let after = rewritten(&app, with_them).await?;
            Ok(done(want, &WordsPage::of(&after, &catalog, &staff), "/back-office/words"))
        }
        Err((field, words)) => {
            let problem = Problem::invalid(vec![Failure::field(field, "malformed", words)]);
            let typed = Some((written.language, written.words));
            let view = WordsPage { typed, errors: problem.errors.clone(), ..WordsPage::of(&stored(&app).await?, &catalog, &staff) };
            Ok(refused(want, &Shell::new(&app.site, &catalog), &view, problem))
        }
    }
}

impl Written {
    /// Else the field, and what is wrong with it.
    fn read(&self) -> Result<BTreeMap<String, String>, (&'static str, String)> {
        let wrong = |words: String| ("words", words);
        if Language::tagged(&self.language).is_none() {
            return Err(("language", "The shop does not speak this language.".to_owned()));
        }
        let mut all = BTreeMap::new();
        for line in self.words.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let Some((own, said)) = line.split_once('=') else { return Err(wrong(format!("“{line}” has no equals sign."))) };
            let (own, said) = (own.trim(), said.trim());
            if own.chars().count().max(said.chars().count()) > LONGEST {
                return Err(wrong(format!("“{own}” is longer than {LONGEST} letters.")));
            }
            all.extend((!own.is_empty() && !said.is_empty()).then(|| (own.to_owned(), said.to_owned())));
        }
        if all.len() > MOST { Err(wrong(format!("At most {MOST} lines."))) } else { Ok(all) }
    }
}

impl WordsPage {
    fn of(settings: &Settings, catalog: &Catalog, staff: &Staff) -> WordsPage {
        let mut order: Vec<String> = settings.words().into_iter().map(str::to_owned).collect();
        for product in &catalog.snapshot.products {
            let text = &product.text;
            let label = text.family.as_ref().map_or("", |family| family.label.as_str());
            let offer = product.head.offer.as_ref().map_or("", |offer| offer.title.as_str());
            for word in [offer, &text.origin, label, &text.keeping] {
                if !word.is_empty() && order.len() < MOST && !order.iter().any(|known| known == word) {
                    order.push(word.to_owned());
                }
            }
        }
        for word in settings.glossary.values().flat_map(BTreeMap::keys) {
            if !order.contains(word) {
                order.push(word.clone());
            }
        }
        let own = Language::of(settings);
        let said = |tag: &str, word: &String| settings.glossary.get(tag).and_then(|words| words.get(word)).cloned().unwrap_or_default();
        let words = Language::all()
            .filter(|language| *language != own)
            .map(|language| (language.tag().to_owned(), order.iter().map(|word| (word.clone(), said(language.tag(), word))).collect()));
        WordsPage { words: words.collect(), order, typed: None, errors: Vec::new(), staff: staff.name().to_owned() }
    }

    /// As they stand in the field.
    fn lines(&self, tag: &str, words: &BTreeMap<String, String>) -> String {
        match &self.typed {
            Some((language, typed)) if language == tag => typed.clone(),
            _ => self.order.iter().map(|word| format!("{word} = {}\n", words.get(word).map_or("", String::as_str))).collect(),
        }
    }
}

impl View for WordsPage {
    fn title(&self, _: &Shell) -> String {
        "Words in other languages".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(&self.staff)
    }

    fn html(&self, _: &Shell) -> Markup {
        html! {
            h1 { "Words in other languages" }
            p.lead { "Signs, offers, zones, days, countries, kinds: one in each line, as you say it, and behind the equals sign as it is said there. "
                "What a product is called and what it is made of stands on its own page." }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            @for (tag, words) in &self.words {
                @let name = Language::tagged(tag).map(Language::name).unwrap_or_default();
                @let missing = words.values().filter(|said| said.is_empty()).count();
                section.card {
                    h2 lang=(tag) { (name) }
                    @if missing > 0 { p.hint { (missing) " are not translated: shoppers read them as you wrote them." } }
                    form.stack method="post" action="/back-office/words" {
                        (web::components::hidden("language", tag))
                        (Field::text("words", &format!("Words in {name}"), &self.lines(tag, words)).rows(24).most(400_000).optional().errors(&self.errors))
                        button.main type="submit" { "Save" }
                    }
                }
            }
        }
    }
}

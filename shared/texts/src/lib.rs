//! What the shop says, in every language it speaks.
//!
//! Each folder of `languages/` is one language, named by its BCP 47 tag, and holds messages as
//! [Fluent](https://projectfluent.org/fluent/guide/) files. Adding a language is adding a folder: no code changes.
//! English is complete; what another language lacks is said in English. How a language writes numbers, money and days
//! stands in its `format.ftl`.

mod fees;
mod formats;
mod pattern;
mod words;

use domain::Settings;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue as Value;
pub use words::{Given, Words, say, text};

/// A language the shop speaks. Copied freely.
#[derive(Clone, Copy)]
pub struct Language(&'static Entry);

struct Entry {
    tag: &'static str,
    /// Where its pages stand, in a shop whose own language is another: `/de`.
    folder: String,
    files: &'static Dir<'static>,
    /// Read when somebody speaks it: a function that starts says nothing yet.
    messages: OnceLock<FluentBundle<FluentResource>>,
    formats: OnceLock<formats::Formats>,
}

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/languages");
/// The complete one first, then the others by tag.
static LANGUAGES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut all: Vec<Entry> = FILES.dirs().filter_map(read).collect();
    all.sort_by_key(|l| (l.tag != COMPLETE, l.tag));
    all
});

/// The language every message is written in first.
const COMPLETE: &str = "en";

impl Language {
    /// All of them, English first.
    pub fn all() -> impl Iterator<Item = Language> {
        LANGUAGES.iter().map(Language)
    }

    /// The one with this tag: `de`.
    pub fn tagged(tag: &str) -> Option<Language> {
        LANGUAGES.iter().find(|l| l.tag.eq_ignore_ascii_case(tag)).map(Language)
    }

    /// The shop's own.
    pub fn of(shop: &Settings) -> Language {
        Language::tagged(&shop.language).unwrap_or_default()
    }

    /// What an address of a page in it begins with: nothing in the shop's own language, else `/de`.
    pub fn folder(self, own: Language) -> &'static str {
        if self == own { "" } else { &self.0.folder }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.0.tag
    }

    /// A message without variables.
    pub fn text(self, name: &str) -> Cow<'static, str> {
        self.format(name, None)
    }

    /// A message with variables: `language.say("basket-items", [("count", 3.into())])`.
    pub fn say<'a>(self, name: &str, values: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> Cow<'static, str> {
        let values: FluentArgs = values.into_iter().collect();
        self.format(name, Some(&values))
    }

    /// True when the language itself has the message.
    pub fn has(self, name: &str) -> bool {
        self.0.messages().has_message(name)
    }

    fn formats(self) -> &'static formats::Formats {
        self.0.formats.get_or_init(|| formats::Formats::of(self))
    }

    fn format(self, name: &str, values: Option<&FluentArgs>) -> Cow<'static, str> {
        let said = self.0.format(name, values).or_else(|| LANGUAGES.first()?.format(name, values));
        said.unwrap_or_else(|| {
            tracing::error!(name, "there is no such message");
            Cow::Owned(name.to_owned())
        })
    }
}

impl Default for Language {
    fn default() -> Language {
        Language(LANGUAGES.first().expect("languages/en is compiled in"))
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.tag() == other.tag()
    }
}

impl Eq for Language {}

impl std::hash::Hash for Language {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.tag().hash(state);
    }
}

impl Entry {
    fn messages(&'static self) -> &'static FluentBundle<FluentResource> {
        self.messages.get_or_init(|| messages(self.tag, self.files))
    }

    fn format(&'static self, name: &str, values: Option<&FluentArgs>) -> Option<Cow<'static, str>> {
        let messages = self.messages();
        let pattern = messages.get_message(name)?.value()?;
        let mut errors = Vec::new();
        let said = messages.format_pattern(pattern, values, &mut errors);
        for error in errors {
            tracing::error!(name, language = self.tag, %error, "a message lacks a value");
        }
        Some(match said {
            Cow::Borrowed(text) => Cow::Owned(text.to_owned()),
            Cow::Owned(text) => Cow::Owned(text),
        })
    }
}

/// A language's folder, unless its name is no tag: the tests say so.
fn read(folder: &'static Dir) -> Option<Entry> {
    let tag = folder.path().file_name()?.to_str()?;
    tag.parse::<LanguageIdentifier>().ok()?;
    Some(Entry { tag, folder: format!("/{tag}"), files: folder, messages: OnceLock::new(), formats: OnceLock::new() })
}

/// A language's messages; what cannot be read of them is left out, and the tests say so.
fn messages(tag: &str, files: &'static Dir) -> FluentBundle<FluentResource> {
    let mut messages = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    messages.set_use_isolating(false);
    for text in files.files().filter_map(|file| file.contents_utf8()) {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
        // A name that stands in two files keeps its first text; the tests say so.
        let _ = messages.add_resource(resource);
    }
    messages
}

#[cfg(test)]
mod format_tests;
#[cfg(test)]
mod tests;

//! What the owner says, in other languages than the shop's own.
//!
//! Words about one product stand with it (`Wording`). What is short and said in many places, the names of aisles and
//! zones, the titles of offers, countries, stands once in the settings' glossary. A page does not look anything up: it is
//! given a catalog that is read in its language, in which every name is the right one. What nobody translated stays in
//! the shop's own words, and is known to be: pages mark it.

use crate::product::ProductText;
use crate::settings::{Aisle, Section};
use crate::ways::{Exception, Ways};
use crate::{Product, Settings, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// By language, as a BCP 47 tag.
pub type Wordings = BTreeMap<String, Wording>;

/// By language, then by what it is called in the shop's own.
pub type Glossary = BTreeMap<String, BTreeMap<String, String>>;

/// What a shopper reads about a product, in one more language. What is empty is said in the shop's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[expect(missing_docs, reason = "each is the text of its name")]
pub struct Wording {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ingredients: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub origin: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub keeping: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub variant: String,
}

/// A text that may be said in several languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the text of its name")]
pub enum Told {
    Name,
    Description,
    Ingredients,
    Origin,
    Keeping,
    Variant,
}

impl Told {
    /// All of them, in the order of a label.
    pub const ALL: [Told; 6] = [Told::Name, Told::Description, Told::Ingredients, Told::Origin, Told::Keeping, Told::Variant];

    /// The name of its column and its field.
    pub fn name(self) -> &'static str {
        match self {
            Told::Name => "name",
            Told::Description => "description",
            Told::Ingredients => "ingredients",
            Told::Origin => "origin",
            Told::Keeping => "keeping",
            Told::Variant => "variant",
        }
    }

    /// The most characters it has.
    pub fn most(self) -> usize {
        match self {
            Told::Name | Told::Keeping => 200,
            Told::Description => 600,
            Told::Ingredients => 4_000,
            Told::Origin => 60,
            Told::Variant => 40,
        }
    }

    /// `name:de`: a text and a language. Which languages there are is not known here.
    pub fn parse(column: &str) -> Option<(Told, String)> {
        let (name, tag) = column.split_once(':')?;
        let told = Told::ALL.into_iter().find(|told| told.name() == name.trim().to_lowercase())?;
        let tag = tag.trim();
        let is_tag = (2..=12).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        is_tag.then(|| (told, tag.to_lowercase()))
    }
}

impl Wording {
    /// What it says there.
    pub fn read(&self, told: Told) -> &str {
        match told {
            Told::Name => &self.name,
            Told::Description => &self.description,
            Told::Ingredients => &self.ingredients,
            Told::Origin => &self.origin,
            Told::Keeping => &self.keeping,
            Told::Variant => &self.variant,
        }
    }

    fn place(&mut self, told: Told) -> &mut String {
        match told {
            Told::Name => &mut self.name,
            Told::Description => &mut self.description,
            Told::Ingredients => &mut self.ingredients,
            Told::Origin => &mut self.origin,
            Told::Keeping => &mut self.keeping,
            Told::Variant => &mut self.variant,
        }
    }
}

impl ProductText {
    /// Says one of its texts in another language. An empty one takes it away.
    ///
    /// # Errors
    /// When it is too long, or cannot be printed.
    pub fn tell_in(&mut self, tag: &str, told: Told, words: &str) -> Result<(), String> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (name, most, length) = (told.name(), told.most(), words.chars().count());
        if length > most {
            return Err(format!("the {name} ({tag}) has {length} characters, the most is {most}"));
        }
        if words.contains(char::is_control) {
            return Err(format!("the {name} ({tag}) has characters that cannot be printed"));
        }
        *self.said.entry(tag.to_owned()).or_default().place(told) = words;
        self.said.retain(|_, wording| *wording != Wording::default());
        Ok(())
    }

    /// What it says in another language, as one would type it.
    pub fn read_in(&self, tag: &str, told: Told) -> &str {
        self.said.get(tag).map_or("", |wording| wording.read(told))
    }
}

impl Product {
    /// The same product in another language. What it says in the shop's own stays with it, as one more language: a
    /// search finds it by either.
    pub(crate) fn said_in(&self, tag: &str, settings: &Settings) -> Product {
        let mut product = self.clone();
        let wording = self.text.said.get(tag).cloned().unwrap_or_default();
        let own = Wording { name: self.head.name.clone(), ..Wording::default() };
        let text = &mut product.text;
        say(&mut product.head.name, &wording.name);
        say(&mut text.description, &wording.description);
        say(&mut text.ingredients, &wording.ingredients);
        say(&mut text.keeping, settings.either(tag, &wording.keeping, &self.text.keeping));
        say(&mut text.origin, settings.either(tag, &wording.origin, &self.text.origin));
        if let Some(family) = &mut text.family {
            family.label = settings.either(tag, &wording.variant, &family.label).to_owned();
        }
        if let Some(offer) = &mut product.head.offer {
            offer.title = settings.word(tag, &offer.title).to_owned();
        }
        text.said.insert(settings.language.clone(), own);
        product
    }
}

fn say(text: &mut String, words: &str) {
    if !words.is_empty() {
        words.clone_into(text);
    }
}

impl Settings {
    /// A short text in another language; as it stands where nobody translated it.
    pub fn word<'a>(&'a self, tag: &str, own: &'a str) -> &'a str {
        self.glossary.get(tag).and_then(|words| words.get(own)).map_or(own, String::as_str)
    }

    /// Says a short text in another language. An empty one takes it away.
    pub fn say_in(&mut self, tag: &str, own: &str, words: &str) {
        let said = self.glossary.entry(tag.to_owned()).or_default();
        if words.is_empty() {
            said.remove(own);
        } else {
            said.insert(own.to_owned(), words.to_owned());
        }
        self.glossary.retain(|_, words| !words.is_empty());
    }

    /// What is said of one product; else what the glossary has for all.
    fn either<'a>(&'a self, tag: &str, said: &'a str, own: &'a str) -> &'a str {
        if said.is_empty() { self.word(tag, own) } else { said }
    }

    /// Every short text a shopper reads in these settings, each once, in the order they come.
    pub fn words(&self) -> Vec<&str> {
        let aisles = self.aisles.iter().flat_map(|a| std::iter::once(a.name.as_str()).chain(a.sections.iter().map(|s| s.name.as_str())));
        let zones = self.zones.iter().map(|zone| zone.name.as_str());
        let deals = self.deals.iter().map(|deal| deal.title.as_str());
        let days = self.ways.exceptions.iter().map(|exception| exception.why.as_str());
        let mut all: Vec<&str> = Vec::new();
        for word in aisles.chain(deals).chain(zones).chain(days).filter(|word| !word.is_empty()) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
        all
    }

    /// The same settings in another language.
    pub(crate) fn said_in(&self, tag: &str) -> Settings {
        let word = |text: &str| self.word(tag, text).to_owned();
        let section = |s: &Section| Section { name: word(&s.name), ..s.clone() };
        let aisle = |a: &Aisle| Aisle { name: word(&a.name), sections: a.sections.iter().map(section).collect(), ..a.clone() };
        let exception = |e: &Exception| Exception { why: word(&e.why), ..e.clone() };
        let mut deals = self.deals.clone();
        deals.iter_mut().for_each(|deal| deal.title = word(&deal.title));
        Settings {
            aisles: self.aisles.iter().map(aisle).collect(),
            zones: self.zones.iter().map(|zone| Zone { name: word(&zone.name), ..zone.clone() }).collect(),
            ways: Ways { exceptions: self.ways.exceptions.iter().map(exception).collect(), ..self.ways.clone() },
            legal: self.legal.said_in(tag),
            deals,
            ..self.clone()
        }
    }

    /// The languages something is translated into.
    pub(crate) fn tongues(&self) -> impl Iterator<Item = &String> {
        self.glossary.keys().chain(self.legal.said.keys())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_names_a_text_and_a_language() {
        assert_eq!(Told::parse("Name:DE"), Some((Told::Name, "de".to_owned())));
        assert_eq!(Told::parse("ingredients: pt-br"), Some((Told::Ingredients, "pt-br".to_owned())));
        assert_eq!((Told::parse("name"), Told::parse("price:de"), Told::parse("name:d e"), Told::parse("name:")), (None, None, None, None));
    }

    #[test]
    fn what_is_told_is_read_back_and_an_empty_text_takes_it_away() {
        let mut text = ProductText::default();
        text.tell_in("de", Told::Name, "  Frische   Vollmilch ").unwrap();
        assert_eq!((text.read_in("de", Told::Name), text.read_in("fr", Told::Name)), ("Frische Vollmilch", ""));
        assert_eq!(text.tell_in("de", Told::Origin, &"x".repeat(61)).unwrap_err(), "the origin (de) has 61 characters, the most is 60");
        text.tell_in("de", Told::Name, "").unwrap();
        assert_eq!(text, ProductText::default(), "nothing is left of it");
    }
}

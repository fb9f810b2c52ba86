//! The frame around every page: head, header, footer.

use crate::Site;
use crate::components::{Cash, unit_price};
use crate::head::Card;
use crate::reader::{Here, Reader, is_read};
use domain::catalog::Catalog;
use domain::product::UnitPrice;
use domain::tax::Prices;
use domain::wording::{Told, Wordings};
use domain::{Money, Quantity, Settings};
use maud::{DOCTYPE, Markup, html};
use std::borrow::Cow;
use std::sync::Arc;
use texts::{Language, Value};

/// What a page stands in: the site, and the shop as it was last published. Made per request; two reference counts.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Where the shop stands.
    pub site: Site,
    /// The shop. Absent only on a page about a fault before anything was loaded.
    pub catalog: Option<Arc<Catalog>>,
    /// What it speaks.
    pub language: Language,
    /// Where the page stands.
    pub here: Here,
}

/// Which frame a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// What shoppers see: search, aisles, basket.
    #[default]
    Shop,
    /// Like the shop, but nothing that leads away: checkout.
    Checkout,
    /// What staff see.
    BackOffice,
}

/// What the frame says about a page beside its title. Everything may stay empty.
#[derive(Clone, Debug, Default)]
pub struct About<'a> {
    /// The page's one true path, for pages search engines may list. Absent: not to be listed.
    pub canonical: Option<String>,
    /// That path in languages in which it is another.
    pub elsewhere: Vec<(Language, String)>,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// The aisle it belongs to, marked in the navigation.
    pub aisle: Option<&'a str>,
    /// What was searched for, kept in the search field.
    pub query: Option<&'a str>,
    /// Who is signed in, shown in the back office.
    pub staff: Option<&'a str>,
    /// How it looks where it is shared, and to machines.
    pub card: Card,
}

impl Shell {
    /// The shell for one answer. It speaks English until it is known who reads: the back office stays so.
    pub fn new(site: &Site, catalog: &Arc<Catalog>) -> Shell {
        // What was read in one language is no page for who reads another.
        if catalog.tongue().is_none() {
            site.remember(catalog);
        }
        Shell { site: site.clone(), catalog: Some(Arc::clone(catalog)), language: Language::default(), here: Here::Unknown }
    }

    /// The shell of the last page, for an answer that has no catalog at hand.
    pub fn last(site: &Site) -> Shell {
        Shell { site: site.clone(), catalog: site.last(), language: Language::default(), here: Here::Unknown }
    }

    /// For who reads it.
    pub fn read_by(self, reader: &Reader) -> Shell {
        let language = reader.language.unwrap_or(self.own());
        let catalog = self.catalog.as_ref().map(|catalog| catalog.read_in(language.tag()));
        Shell { language, here: reader.here.clone(), catalog, ..self }
    }

    /// Of a page that is not there: it says nothing of its address, and another language leads to the entrance.
    pub(crate) fn nowhere(self) -> Shell {
        match self.here {
            Here::Personal(_) => Shell { here: Here::Personal(Arc::from("/")), ..self },
            Here::Public(_) | Here::Unknown => self,
        }
    }

    /// For who reads it, unless that was said before. The back office speaks English.
    pub(crate) fn read_at(&self, kind: Kind, reader: &Reader) -> Shell {
        match (kind, &self.here) {
            (Kind::Shop | Kind::Checkout, Here::Unknown) => self.clone().read_by(reader),
            _ => self.clone(),
        }
    }

    /// The language of addresses that name none.
    pub fn own(&self) -> Language {
        self.settings().map(Language::of).unwrap_or_default()
    }

    /// An address of the shop, in the language of this page: `(shell.path("/aisles/fruit"))`. For every `href` and for
    /// the `action` of a search: what has no language of its own, such as `/cart`, stays as it is.
    pub fn path(&self, path: &str) -> String {
        self.path_in(self.language, path)
    }

    /// The same page in another language.
    pub fn path_in(&self, language: Language, path: &str) -> String {
        if is_read(path) { format!("{}{path}", language.folder(self.own())) } else { path.to_owned() }
    }

    /// The language a product's text is in, where that is not the page's: nobody translated it. For its `lang`.
    pub fn lang(&self, said: &Wordings, told: Told) -> Option<&'static str> {
        let is_said = || said.get(self.language.tag()).is_some_and(|wording| !wording.read(told).is_empty());
        self.unsaid().filter(|_| !is_said())
    }

    /// The same of a short text: an aisle's name, an offer's title.
    pub fn lang_of(&self, word: &str) -> Option<&'static str> {
        let is_said = |shop: &Settings| shop.glossary.get(self.language.tag()).is_some_and(|words| words.values().any(|w| w == word));
        self.unsaid().filter(|_| !self.settings().is_some_and(is_said))
    }

    /// The language of what nobody translated, on a page in another one.
    pub fn unsaid(&self) -> Option<&'static str> {
        Some(self.own()).filter(|own| *own != self.language).map(Language::tag)
    }

    /// The shop's settings, where they are known.
    pub fn settings(&self) -> Option<&Settings> {
        self.catalog.as_deref().map(Catalog::settings)
    }

    /// The shop's name.
    pub fn name(&self) -> &str {
        self.settings().map_or("Larder", |s| &s.name)
    }

    /// The shop's currency, ISO 4217.
    pub fn currency(&self) -> &str {
        self.settings().map_or("EUR", |s| &s.currency)
    }

    /// True where prices are shown without VAT.
    pub fn shows_net(&self) -> bool {
        self.settings().is_some_and(|shop| shop.prices == Prices::Net)
    }

    /// An amount in the shop's currency, to be put in a page: `(shell.money(line.amount))`.
    pub fn money(&self, amount: Money) -> Cash<'_> {
        Cash { amount, currency: self.currency(), language: self.language }
    }

    /// What is paid per kilogram, liter or piece: `€1.99/kg`.
    pub fn unit_price(&self, unit: UnitPrice) -> Markup {
        unit_price(unit, self.currency(), self.language)
    }

    /// How much: `500 g`, `2 ×`.
    pub fn times(&self, quantity: Quantity) -> String {
        self.language.times(quantity)
    }

    /// A message of the shop: `(shell.text("basket-title"))`.
    pub fn text(&self, name: &str) -> Cow<'static, str> {
        self.language.text(name)
    }

    /// A message with values: `(shell.say("basket-items", [("count", 3.into())]))`.
    pub fn say<'a>(&self, name: &str, values: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> Cow<'static, str> {
        self.language.say(name, values)
    }

    /// Which way it is written, where that is not from left to right.
    fn direction(&self) -> Option<Cow<'static, str>> {
        Some(self.text("format-direction")).filter(|direction| direction != "ltr")
    }

    /// The whole page around some content.
    pub fn page(&self, kind: Kind, title: &str, about: &About, main: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) dir=[self.direction()] {
                (crate::head::head(self, title, about))
                body .back-office[kind == Kind::BackOffice] .calm[kind == Kind::Checkout] {
                    a.skip href="#main" { (self.text("frame-skip")) }
                    @match kind {
                        Kind::Shop => (crate::frame::shop(self, about)),
                        Kind::Checkout => (crate::frame::checkout(self)),
                        Kind::BackOffice => (crate::frame::back_office(self, about)),
                    }
                    main #main tabindex="-1" { (main) }
                    @if kind == Kind::Shop { (crate::frame::footer(self)) }
                    div #say .sr-only role="status" aria-live="polite" {}
                    (crate::components::words(self))
                }
            }
        }
    }
}

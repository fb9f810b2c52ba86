//! The frame around every page: head, header, footer.

use crate::Site;
use crate::components::Cash;
use crate::head::Card;
use domain::catalog::Catalog;
use domain::{Money, Settings};
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
    /// The shell for one answer.
    pub fn new(site: &Site, catalog: &Arc<Catalog>) -> Shell {
        site.remember(catalog);
        Shell { site: site.clone(), catalog: Some(Arc::clone(catalog)), language: Language::default() }
    }

    /// The shell of the last page, for an answer that has no catalog at hand.
    pub fn last(site: &Site) -> Shell {
        Shell { site: site.clone(), catalog: site.last(), language: Language::default() }
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

    /// An amount in the shop's currency, to be put in a page: `(shell.money(line.amount))`.
    pub fn money(&self, amount: Money) -> Cash<'_> {
        Cash { amount, currency: self.currency() }
    }

    /// A message of the shop: `(shell.text("basket-title"))`.
    pub fn text(&self, name: &str) -> Cow<'static, str> {
        self.language.text(name)
    }

    /// A message with values: `(shell.say("basket-items", [("count", 3.into())]))`.
    pub fn say<'a>(&self, name: &str, values: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> Cow<'static, str> {
        self.language.say(name, values)
    }

    /// The whole page around some content.
    pub fn page(&self, kind: Kind, title: &str, about: &About, main: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                (crate::head::head(self, title, about))
                body .back-office[kind == Kind::BackOffice] .calm[kind == Kind::Checkout] {
                    a.skip href="#main" { (self.text("skip-to-content")) }
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

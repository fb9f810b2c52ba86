//! The aisles, as the owner arranges them: named, put in another order, joined, cleared away.
//!
//! A product says the address of the shelf it was put on. When that shelf gets another address, or goes into another
//! aisle, the former one is kept and leads on: links and products that still say it are sent after it, so that no
//! product has to be written. Everything here is safe to repeat.

mod arrange;

use crate::{AisleId, Product, Settings};
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Formatter};
use utoipa::ToSchema;

/// An aisle, or a section of it: `bakery`, `bakery/cakes`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct At {
    /// The aisle.
    pub aisle: AisleId,
    /// Its section; none: the aisle itself.
    pub section: Option<AisleId>,
}

/// One thing to be done with the aisles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// A new aisle, or a new section of one.
    Add {
        /// The aisle that gets a section; none: a new aisle.
        #[serde(default)]
        #[schema(value_type = Option<String>)]
        aisle: Option<AisleId>,
        /// Its sign.
        name: String,
    },
    /// Another sign, and with it another address if that is wished for.
    Rename {
        /// Which.
        #[schema(value_type = String)]
        at: At,
        /// Its new sign.
        name: String,
        /// The address follows the sign.
        #[serde(default)]
        address: bool,
    },
    /// Another place in the order they are walked.
    Place {
        /// Which.
        #[schema(value_type = String)]
        at: At,
        /// From 1.
        place: usize,
    },
    /// All of it goes into another aisle or section, and its address leads there.
    Into {
        /// Which.
        #[schema(value_type = String)]
        at: At,
        /// Where to.
        #[schema(value_type = String)]
        to: At,
    },
    /// Away with it: only while nothing stands there.
    Remove {
        /// Which.
        #[schema(value_type = String)]
        at: At,
    },
}

/// Why an edit cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Odd {
    /// No such aisle or section.
    #[error("There is no such aisle or section.")]
    Unknown,
    /// Something stands there.
    #[error("Products stand there: put them into another aisle first.")]
    NotEmpty,
    /// No name, or a very long one.
    #[error("A sign has 1 to 60 letters.")]
    Name,
    /// Another one is called so.
    #[error("Another one is called so.")]
    Taken,
    /// Into itself.
    #[error("It cannot go into itself.")]
    Itself,
}

impl Settings {
    /// Where something that was once at this address is now.
    pub fn led_on(&self, at: &At) -> At {
        let mut now = at.clone();
        // Whoever leads in a circle is not followed forever.
        for _ in 0..16 {
            let whole = At { aisle: now.aisle.clone(), section: None };
            now = match (self.moved.get(&now), self.moved.get(&whole)) {
                (Some(there), _) => there.clone(),
                (None, Some(there)) => At { aisle: there.aisle.clone(), section: there.section.clone().or(now.section) },
                (None, None) => break,
            };
        }
        now
    }

    /// Puts a product where its shelf is now.
    pub fn put_in_place(&self, product: &mut Product) {
        if self.moved.is_empty() {
            return;
        }
        let now = self.led_on(&At { aisle: product.head.aisle.clone(), section: product.text.section.clone() });
        (product.head.aisle, product.text.section) = (now.aisle, now.section);
    }

    /// Does it, or says why not. `holds` says where products stand.
    ///
    /// # Errors
    /// When there is no such aisle, or it is not as it would have to be.
    pub fn arrange(&mut self, edit: &Edit, holds: impl Fn(&At) -> bool) -> Result<(), Odd> {
        match edit {
            Edit::Add { aisle, name } => self.add(aisle.as_ref(), name),
            Edit::Rename { at, name, address } => self.rename(at, name, *address),
            Edit::Place { at, place } => self.place(at, *place),
            Edit::Into { at, to } => self.put_into(at, to),
            Edit::Remove { at } if holds(at) => Err(Odd::NotEmpty),
            Edit::Remove { at } => {
                self.take_away(at);
                Ok(())
            }
        }
    }

    /// True when there is such an aisle or section.
    pub fn is_there(&self, at: &At) -> bool {
        let aisle = self.aisles.iter().find(|a| a.slug == at.aisle);
        aisle.is_some_and(|a| at.section.as_ref().is_none_or(|section| a.sections.iter().any(|s| s.slug == *section)))
    }
}

impl At {
    /// Its neighbor of another address.
    fn named(&self, slug: AisleId) -> At {
        match self.section {
            None => At { aisle: slug, section: None },
            Some(_) => self.named_section(slug),
        }
    }

    fn named_section(&self, slug: AisleId) -> At {
        At { aisle: self.aisle.clone(), section: Some(slug) }
    }

    /// Its own part of the address is this, or this and a number.
    fn is_called(&self, slug: &AisleId) -> bool {
        let own = self.section.as_ref().unwrap_or(&self.aisle).as_str();
        let number = own.strip_prefix(slug.as_str()).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
        number.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The address of its page.
    pub fn path(&self) -> String {
        let section = self.section.as_ref().map(|section| format!("?section={section}")).unwrap_or_default();
        format!("/aisles/{}{section}", self.aisle)
    }
}

impl TryFrom<String> for At {
    type Error = crate::ids::Malformed;

    fn try_from(text: String) -> Result<At, Self::Error> {
        match text.split_once('/') {
            None => Ok(At { aisle: AisleId::parse(text)?, section: None }),
            Some((aisle, section)) => Ok(At { aisle: AisleId::parse(aisle)?, section: Some(AisleId::parse(section)?) }),
        }
    }
}

impl Display for At {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match &self.section {
            None => write!(f, "{}", self.aisle),
            Some(section) => write!(f, "{}/{section}", self.aisle),
        }
    }
}

impl From<At> for String {
    fn from(at: At) -> String {
        at.to_string()
    }
}

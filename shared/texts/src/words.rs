//! Words that are chosen when it is known who reads them: a refusal is made deep inside, and said at the door.

use crate::{Language, Value};
use domain::{Money, Quantity};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::{Display, Formatter};

/// A text as it is, or a message and its values.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// Said already.
    Said(String),
    /// To be said in the reader's language.
    Message(&'static str, Vec<(&'static str, Given)>),
}

/// A value of a message, written in the reader's language.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Given {
    Text(String),
    Count(i64),
    Amount(Money, String),
    Quantity(Quantity),
}

/// A message without values: `text("cart-full")`.
pub fn text(name: &'static str) -> Words {
    Words::Message(name, Vec::new())
}

/// A message with values: `say("cart-full", [("most", 80.into())])`.
pub fn say(name: &'static str, values: impl IntoIterator<Item = (&'static str, Given)>) -> Words {
    Words::Message(name, values.into_iter().collect())
}

impl Words {
    /// In a language.
    pub fn said(&self, language: Language) -> Cow<'_, str> {
        match self {
            Words::Said(text) => Cow::Borrowed(text),
            Words::Message(name, values) if values.is_empty() => language.format(name, None),
            Words::Message(name, values) => {
                let values = values.iter().map(|(name, given)| (*name, given.value(language))).collect();
                language.format(name, Some(&values))
            }
        }
    }

    /// The same, chosen for good.
    pub fn chosen(&self, language: Language) -> Words {
        Words::Said(self.said(language).into_owned())
    }

    /// True where nothing is said.
    pub fn is_empty(&self) -> bool {
        matches!(self, Words::Said(text) if text.is_empty())
    }
}

impl Given {
    fn value(&self, language: Language) -> Value<'_> {
        match self {
            Given::Text(text) => text.as_str().into(),
            Given::Count(n) => (*n).into(),
            Given::Amount(amount, currency) => language.money(*amount, currency).into(),
            Given::Quantity(quantity) => language.quantity(*quantity).into(),
        }
    }
}

/// In English: for logs, tests and the back office.
impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said(Language::default()))
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::Said(String::new())
    }
}

impl From<String> for Words {
    fn from(text: String) -> Words {
        Words::Said(text)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words::Said(text.to_owned())
    }
}

impl From<Cow<'_, str>> for Words {
    fn from(text: Cow<'_, str>) -> Words {
        Words::Said(text.into_owned())
    }
}

impl From<&str> for Given {
    fn from(text: &str) -> Given {
        Given::Text(text.to_owned())
    }
}

impl From<i64> for Given {
    fn from(n: i64) -> Given {
        Given::Count(n)
    }
}

impl From<u32> for Given {
    fn from(n: u32) -> Given {
        Given::Count(n.into())
    }
}

impl From<Quantity> for Given {
    fn from(quantity: Quantity) -> Given {
        Given::Quantity(quantity)
    }
}

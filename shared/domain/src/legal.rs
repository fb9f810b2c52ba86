//! What the law asks a shop to say about itself. The words are the owner's: plain text with headings and paragraphs.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The owner's legal texts; empty is not written yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[expect(missing_docs, reason = "each field is the page of its name")]
pub struct Legal {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub imprint: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub privacy: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub terms: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub withdrawal: String,
    /// The same in other languages, as far as they are written: a BCP 47 tag to its texts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(no_recursion)]
    pub said: BTreeMap<String, Legal>,
}

/// One of the legal pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegalPage {
    /// Who runs the shop: section 5 DDG in Germany.
    Imprint,
    /// What is kept about people: articles 13 and 14 GDPR.
    Privacy,
    /// The terms of sale.
    Terms,
    /// The right of withdrawal and its exceptions: Directive 2011/83/EU, articles 9 to 16.
    Withdrawal,
}

/// A part of a text, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// A line that begins with `#`.
    Heading(&'a str),
    /// Lines up to an empty one.
    Paragraph(Vec<&'a str>),
    /// Lines that begin with `-`.
    List(Vec<&'a str>),
}

/// Longest text, in characters: all of them fit into the one item the settings are.
pub const LONGEST: usize = 30_000;

impl LegalPage {
    /// All of them, in the order they are linked.
    pub const ALL: [LegalPage; 4] = [LegalPage::Imprint, LegalPage::Privacy, LegalPage::Terms, LegalPage::Withdrawal];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            LegalPage::Imprint => "imprint",
            LegalPage::Privacy => "privacy",
            LegalPage::Terms => "terms",
            LegalPage::Withdrawal => "withdrawal",
        }
    }
}

impl Legal {
    /// The text of a page, if it is written.
    pub fn text(&self, page: LegalPage) -> Option<&str> {
        let text = match page {
            LegalPage::Imprint => &self.imprint,
            LegalPage::Privacy => &self.privacy,
            LegalPage::Terms => &self.terms,
            LegalPage::Withdrawal => &self.withdrawal,
        };
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// The same texts with one of them written anew.
    pub fn with(mut self, page: LegalPage, text: String) -> Legal {
        match page {
            LegalPage::Imprint => self.imprint = text,
            LegalPage::Privacy => self.privacy = text,
            LegalPage::Terms => self.terms = text,
            LegalPage::Withdrawal => self.withdrawal = text,
        }
        self
    }

    /// The texts in another language, and in the shop's own where nobody wrote them.
    pub(crate) fn said_in(&self, tag: &str) -> Legal {
        let Some(said) = self.said.get(tag) else { return self.clone() };
        let written = LegalPage::ALL.into_iter().filter_map(|page| Some((page, said.text(page)?)));
        written.fold(self.clone(), |legal, (page, text)| legal.with(page, text.to_owned()))
    }

    /// True when a page is written in another language.
    pub fn is_said(&self, page: LegalPage, tag: &str) -> bool {
        self.said.get(tag).is_some_and(|said| said.text(page).is_some())
    }

    /// True when none is written; settings without any say nothing of them.
    pub fn is_empty(&self) -> bool {
        LegalPage::ALL.into_iter().all(|page| self.text(page).is_none()) && self.said.is_empty()
    }
}

/// A text as headings, paragraphs and lists. Nothing in it is markup.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut fresh = true;
    for line in text.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('#') {
            blocks.push(Block::Heading(heading.trim_start_matches('#').trim()));
            fresh = true;
            continue;
        }
        let item = line.strip_prefix("- ").map(str::trim);
        match (item, blocks.last_mut()) {
            _ if line.is_empty() => {}
            (Some(item), Some(Block::List(items))) if !fresh => items.push(item),
            (Some(item), _) => blocks.push(Block::List(vec![item])),
            (None, Some(Block::Paragraph(lines))) if !fresh => lines.push(line),
            (None, _) => blocks.push(Block::Paragraph(vec![line])),
        }
        fresh = line.is_empty();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_headings_paragraphs_and_lists() {
        let text = "# Who we are\r\nLarder\nRoad 7\n\nCall us.\n## Fees\n- one\n- two\n\n- three\nand so on";
        let expected = [
            Block::Heading("Who we are"),
            Block::Paragraph(vec!["Larder", "Road 7"]),
            Block::Paragraph(vec!["Call us."]),
            Block::Heading("Fees"),
            Block::List(vec!["one", "two"]),
            Block::List(vec!["three"]),
            Block::Paragraph(vec!["and so on"]),
        ];
        assert_eq!(blocks(text), expected);
        assert!(blocks(" \n\n").is_empty());
    }

    #[test]
    fn what_is_only_spaces_is_not_written() {
        let legal = Legal { terms: " \n".into(), ..Legal::default() };
        assert!(legal.is_empty() && legal.text(LegalPage::Terms).is_none());
        assert_eq!(legal.with(LegalPage::Imprint, "Larder".into()).text(LegalPage::Imprint), Some("Larder"));
    }
}

//! Aisles and their sections by the names a file gives them.

use super::{Change, Row, cell};
use crate::aisles::At;
use crate::settings::{Aisle, Section};
use crate::{AisleId, Settings};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The shop's aisles as these changes need them: with the sections and aisles it does not have yet, in the order they come.
pub fn with_new<'a>(changes: impl IntoIterator<Item = (&'a Row, &'a Change)>, aisles: &[Aisle]) -> Vec<Aisle> {
    let mut all = aisles.to_vec();
    for (row, change) in changes {
        let needed = match (change, &row.aisle) {
            (Change::New(_) | Change::Changed { .. }, Some(aisle)) => aisle.clone(),
            (Change::New(_), None) => other(),
            (Change::Changed { .. } | Change::Same | Change::Refused(_), _) => continue,
        };
        let at = all.iter().position(|a| a.slug == needed.slug).unwrap_or_else(|| {
            all.push(needed);
            all.len() - 1
        });
        if let Some(section) = row.section.as_ref().filter(|s| !all[at].sections.iter().any(|known| known.slug == s.slug)) {
            all[at].sections.push(section.clone());
        }
    }
    all
}

/// Where a product stands, as a row says it.
#[derive(Default)]
pub(super) struct Stands {
    pub aisle: Option<Aisle>,
    pub section: Option<Section>,
    /// What the file calls them, where the shop calls them otherwise: both names.
    pub otherwise: Vec<(String, String)>,
}

/// Where a row says its product stands.
pub(super) fn place(aisle: &str, section: &str, shop: Option<&Settings>) -> Result<Stands, String> {
    let (aisle, section) = (cell::words("aisle", aisle, 60)?, cell::words("section", section, 60)?);
    let Some(name) = aisle else {
        return if section.is_none() { Ok(Stands::default()) } else { Err("a section needs its aisle in the same row".to_owned()) };
    };
    let mut otherwise = Vec::new();
    let mut note =
        |said: &str, is: &str| otherwise.extend((said.to_lowercase() != is.to_lowercase()).then(|| (said.to_owned(), is.to_owned())));
    let mut stands = named(&name, shop);
    let mut part = None;
    if let Some(name) = section {
        let at = At { aisle: stands.slug.clone(), section: Some(slug(&name)) };
        let now = shop.map_or(at.clone(), |shop| shop.led_on(&at));
        let there = shop.and_then(|shop| shop.aisles.iter().find(|a| a.slug == now.aisle));
        let known = stands.sections.iter().find(|s| s.name.to_lowercase() == name.to_lowercase()).cloned();
        part = match (known, there) {
            (Some(known), _) => Some(known),
            // It went into another section, another aisle, or the aisle it was in.
            (None, Some(there)) if now != at => {
                stands = there.clone();
                stands.sections.iter().find(|s| Some(&s.slug) == now.section.as_ref()).cloned()
            }
            (None, _) => Some(
                stands
                    .sections
                    .iter()
                    .find(|s| s.slug == slug(&name))
                    .cloned()
                    .unwrap_or(Section { slug: slug(&name), name: name.clone() }),
            ),
        };
        note(&name, part.as_ref().map_or(&stands.name, |section| &section.name));
    }
    note(&name, &stands.name);
    Ok(Stands { aisle: Some(stands), section: part, otherwise })
}

/// The aisle of that name or address, also of a former one; else a new one.
fn named(name: &str, shop: Option<&Settings>) -> Aisle {
    let aisles = shop.map(|shop| shop.aisles.as_slice()).unwrap_or_default();
    let at = At { aisle: slug(name), section: None };
    let now = shop.map_or(at.clone(), |shop| shop.led_on(&at)).aisle;
    let known = aisles.iter().find(|a| a.name.to_lowercase() == name.to_lowercase());
    let known = known.or_else(|| aisles.iter().find(|a| a.slug == at.aisle)).or_else(|| aisles.iter().find(|a| a.slug == now));
    known.cloned().unwrap_or(Aisle { slug: at.aisle, name: name.to_owned(), picture: String::new(), sections: Vec::new() })
}

/// Names that are new here and almost those of others: `Fruits` beside `Fruit`. Both names.
pub(super) fn lookalikes(before: &[Aisle], after: &[Aisle]) -> Vec<(String, String)> {
    let beside = |new: (&str, &AisleId), known: Vec<(&str, &AisleId)>| {
        let near = known.into_iter().find(|(_, other)| are_near(new.1.as_str(), other.as_str()));
        near.map(|(name, _)| (new.0.to_owned(), name.to_owned()))
    };
    let mut alike = Vec::new();
    for aisle in after {
        match before.iter().find(|a| a.slug == aisle.slug) {
            None => alike.extend(beside((&aisle.name, &aisle.slug), before.iter().map(|a| (a.name.as_str(), &a.slug)).collect())),
            Some(was) => {
                let known = || was.sections.iter().map(|s| (s.name.as_str(), &s.slug)).collect();
                let new = aisle.sections.iter().filter(|s| !was.sections.contains(s));
                alike.extend(new.filter_map(|section| beside((&section.name, &section.slug), known())));
            }
        }
    }
    alike
}

/// One or two letters apart, or one has all the words of the other.
fn are_near(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split('-').map(str::to_owned).collect::<BTreeSet<_>>();
    let (ours, theirs) = (words(a), words(b));
    ours.is_subset(&theirs) || theirs.is_subset(&ours) || (a.len().min(b.len()) > 4 && distance(a.as_bytes(), b.as_bytes()) <= 2)
}

/// How many letters must be put in, taken out or changed.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let next = if x == y { corner } else { 1 + corner.min(row[j]).min(row[j + 1]) };
            corner = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

/// Where products stand that nobody placed.
pub(super) fn other() -> Aisle {
    Aisle { slug: slug("Other"), name: "Other".to_owned(), picture: String::new(), sections: Vec::new() }
}

/// A name as it stands in addresses: `Käse & Wurst` is `kase-wurst`. Names without Latin letters get a number.
pub fn slug(name: &str) -> AisleId {
    let letters: String = name.to_lowercase().replace('ß', "ss").replace('đ', "d").replace('ł', "l").replace('ø', "o").nfkd().collect();
    let letters: String = letters.chars().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let words: Vec<&str> = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let joined: String = words.join("-").chars().take(48).collect();
    AisleId::parse(joined.trim_end_matches('-')).unwrap_or_else(|_| numbered(name))
}

fn numbered(name: &str) -> AisleId {
    let digest = Sha256::digest(name.to_lowercase().as_bytes());
    let number: String = digest.iter().take(4).map(|b| format!("{b:02x}")).collect();
    AisleId::parse(format!("aisle-{number}")).expect("letters, a dash and digits are an aisle's name")
}

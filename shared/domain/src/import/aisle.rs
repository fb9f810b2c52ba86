//! Aisles and their sections by the names a file gives them.

use super::{Change, Row, cell};
use crate::AisleId;
use crate::settings::{Aisle, Section};
use sha2::{Digest, Sha256};
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

/// Where a row says its product stands.
pub(super) fn place(aisle: &str, section: &str, aisles: &[Aisle]) -> Result<(Option<Aisle>, Option<Section>), String> {
    let (aisle, section) = (cell::words("aisle", aisle, 60)?, cell::words("section", section, 60)?);
    match (aisle.map(|name| named(name, aisles)), section) {
        (None, Some(_)) => Err("a section needs its aisle in the same row".to_owned()),
        (aisle, None) => Ok((aisle, None)),
        (Some(aisle), Some(name)) => {
            let slug = slug(&name);
            let same = |s: &&Section| s.slug == slug || s.name.to_lowercase() == name.to_lowercase();
            let section = aisle.sections.iter().find(same).cloned().unwrap_or(Section { slug, name });
            Ok((Some(aisle), Some(section)))
        }
    }
}

/// The aisle of that name or address, or a new one.
fn named(name: String, aisles: &[Aisle]) -> Aisle {
    let same = |a: &&Aisle| a.name.to_lowercase() == name.to_lowercase();
    let slug = slug(&name);
    let known = aisles.iter().find(same).or_else(|| aisles.iter().find(|a| a.slug == slug));
    known.cloned().unwrap_or(Aisle { slug, name, picture: String::new(), sections: Vec::new() })
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

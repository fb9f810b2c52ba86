//! Aisles by the name a file gives them.

use crate::AisleId;
use crate::settings::Aisle;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// The aisle of that name or address, or a new one.
pub(super) fn named(name: String, aisles: &[Aisle]) -> Aisle {
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

//! Delivery zones: which postcodes each one has, and what it asks. Where two have the same postcode, the one that names it
//! more exactly delivers: a postcode before a short range, a short range before a long prefix.

use crate::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A delivery area with its own prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Zone {
    /// Short name, part of slot names.
    pub id: String,
    /// What shoppers read.
    pub name: String,
    /// Postcodes, prefixes and ranges: `10115`, `101*`, `10115-10179`.
    pub postcodes: Vec<String>,
    /// Delivery fee, VAT included.
    pub fee: Money,
    /// Goods worth this much are delivered free.
    pub free_from: Money,
    /// Least worth of goods.
    pub minimum: Money,
    /// What a small basket costs more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small: Option<SmallBasket>,
    /// What one of its windows takes, where that is not what every zone's does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// A fee for baskets that are hardly worth the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SmallBasket {
    /// Goods worth less than this pay it.
    pub below: Money,
    /// How much, VAT included.
    pub fee: Money,
}

/// Some postcodes, as the owner writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// `10115`.
    One(String),
    /// `101*`: all that begin so.
    Prefix(String),
    /// `10115-10179`: both ends are in it, and as many digits have all of it.
    Range(String, String),
}

/// Two areas of two zones with a postcode in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Overlap {
    /// The zone that delivers there, and how it says so.
    pub winner: (String, String),
    /// The one that does not.
    pub loser: (String, String),
    /// A postcode in both.
    pub postcode: String,
    /// Both say it equally exactly: the one listed first delivers.
    pub tie: bool,
}

/// The zone that delivers to a postcode: the one that names it most exactly; the first of equals.
pub fn serving<'a>(zones: &'a [Zone], postcode: &str) -> Option<&'a Zone> {
    let postcode = plain(postcode);
    let named = zones.iter().filter_map(|zone| Some((zone.width(&postcode)?, zone)));
    named.min_by_key(|(width, _)| *width).map(|(_, zone)| zone)
}

/// Everything two zones both claim.
pub fn overlaps(zones: &[Zone]) -> Vec<Overlap> {
    let areas: Vec<(usize, Area)> = zones.iter().enumerate().flat_map(|(n, zone)| zone.areas().map(move |area| (n, area))).collect();
    let pairs = areas.iter().enumerate().flat_map(|(n, one)| areas[n + 1..].iter().map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| one.0 != other.0)
        .filter_map(|(one, other)| {
            let postcode = one.1.common(&other.1)?;
            let (first, second) = (one.1.width(&postcode)?, other.1.width(&postcode)?);
            let (winner, loser) = if second < first { (other, one) } else { (one, other) };
            let named = |(n, area): &(usize, Area)| (zones[*n].name.clone(), area.to_string());
            Some(Overlap { winner: named(winner), loser: named(loser), postcode, tie: first == second })
        })
        .collect()
}

impl Zone {
    /// No basket is worth so much: free from here on is never free.
    pub const NEVER: Money = Money(100_000_000);

    /// From which worth on it delivers free, if ever.
    pub fn free(&self) -> Option<Money> {
        Some(self.free_from).filter(|from| *from < Zone::NEVER)
    }

    /// Its areas; what cannot be read is none.
    pub fn areas(&self) -> impl Iterator<Item = Area> {
        self.postcodes.iter().filter_map(|text| Area::parse(text).ok())
    }

    /// How many postcodes its narrowest area around this one has.
    fn width(&self, postcode: &str) -> Option<u64> {
        self.areas().filter_map(|area| area.width(postcode)).min()
    }
}

impl Area {
    /// A list of areas in single pieces: parted by commas, semicolons, lines or blanks, but not at the blank within a
    /// postcode (`SW1A 1AA`, `1012 AB`).
    pub fn listed(text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for part in text.replace(" - ", "-").replace(" – ", "-").split([',', ';', '\n', '\r']) {
            let mut open: Option<String> = None;
            for word in part.split_whitespace() {
                open = Some(match open.take() {
                    Some(first) if is_second_half(&first, word) => format!("{first} {word}"),
                    Some(first) => {
                        found.push(first);
                        word.to_owned()
                    }
                    None => word.to_owned(),
                });
            }
            found.extend(open);
        }
        found
    }

    /// Reads what the owner wrote. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Area, String> {
        let written = plain(text);
        let safe = |part: &str| part.len() <= 12 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let digits = |part: &str| !part.is_empty() && part.len() <= 12 && part.bytes().all(|b| b.is_ascii_digit());
        let parted = written.split_once(['-', '–']);
        let ends = parted.filter(|(from, to)| digits(from) && digits(to));
        let lettered = |part: &str| part.bytes().any(|b| b.is_ascii_alphabetic());
        if parted.is_some_and(|(from, to)| lettered(from) || lettered(to)) {
            return Err(format!("the range {written} has letters: only numbers follow one another, so write SW1*, SW2* one by one"));
        }
        match ends {
            Some((from, to)) if from.len() == to.len() && from <= to => Ok(Area::Range(from.to_owned(), to.to_owned())),
            Some((from, to)) if from.len() == to.len() => Err(format!("the range {written} ends before it begins")),
            _ => match written.strip_suffix('*') {
                Some("") => Err("a prefix needs at least one character before the *".to_owned()),
                Some(prefix) if safe(prefix) => Ok(Area::Prefix(prefix.to_owned())),
                None if safe(&written) && !written.is_empty() => Ok(Area::One(written)),
                _ => Err(format!("{:?} is no postcode, prefix (10*) or range (10115-10179)", text.trim())),
            },
        }
    }

    /// How many postcodes it has, if this is one of them. A prefix counts those as long as this.
    pub fn width(&self, postcode: &str) -> Option<u64> {
        match self {
            Area::One(one) => (one == postcode).then_some(1),
            Area::Prefix(prefix) => {
                let rest = u32::try_from(postcode.strip_prefix(prefix.as_str())?.len()).unwrap_or(u32::MAX);
                Some(10_u64.saturating_pow(rest))
            }
            Area::Range(from, to) => {
                let number = |text: &str| text.parse::<u64>().ok();
                let in_it =
                    postcode.len() == from.len() && number(postcode).is_some() && from.as_str() <= postcode && postcode <= to.as_str();
                in_it.then_some(number(to)? - number(from)? + 1)
            }
        }
    }

    /// A postcode in both.
    fn common(&self, other: &Area) -> Option<String> {
        let in_both = |postcode: String| (self.width(&postcode).is_some() && other.width(&postcode).is_some()).then_some(postcode);
        let (first, second) = (self.first(other), other.first(self));
        in_both(first).or_else(|| in_both(second))
    }

    /// The first postcode of it that could be in the other too.
    fn first(&self, other: &Area) -> String {
        match (self, other) {
            (Area::One(one), _) => one.clone(),
            (Area::Range(from, _), _) => from.clone(),
            (Area::Prefix(prefix), Area::Range(from, _)) => format!("{prefix:0<width$}", width = from.len()),
            (Area::Prefix(prefix), Area::One(_) | Area::Prefix(_)) => format!("{prefix:0<5}"),
        }
    }
}

impl std::fmt::Display for Area {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Area::One(one) => f.write_str(one),
            Area::Prefix(prefix) => write!(f, "{prefix}*"),
            Area::Range(from, to) => write!(f, "{from}-{to}"),
        }
    }
}

/// True where a word after a blank belongs to the postcode before it: `1AA` after `SW1A`, `AB` after `1012`.
fn is_second_half(first: &str, word: &str) -> bool {
    let (digit, letter) = (|b: &u8| b.is_ascii_digit(), |b: &u8| b.is_ascii_alphabetic());
    let british =
        matches!(word.as_bytes(), [a, b, c] if digit(a) && letter(b) && letter(c)) && first.bytes().next().is_some_and(|b| letter(&b));
    let dutch = matches!(word.as_bytes(), [a, b] if letter(a) && letter(b)) && first.len() == 4 && first.bytes().all(|b| digit(&b));
    (british || dutch) && !first.contains(' ')
}

/// A postcode without blanks, in capitals.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

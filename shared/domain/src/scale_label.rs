//! What a scanner reads between the shelves: a product's GTIN, or the label of a scale with a weight or a price in it.
//!
//! Scale labels are restricted circulation numbers, EAN-13 with a prefix from 20 to 29: GS1 General Specifications,
//! sections 2.1.14 and 7.9. What stands in them is each shop's own choice, so the owner writes it down as a pattern, a
//! letter for each digit between the prefix and the check digit: `22 IIIII GGGGG` or `28 IIII C PPPPP`.

use crate::{Money, gtin};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the labels with one prefix are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Layout {
    prefix: u8,
    item: usize,
    verified: bool,
    means: Means,
}

/// What the digits after the item's number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    Grams,
    Price,
}

/// What was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// A product of a maker.
    Gtin(String),
    /// A bag that was weighed: the price look-up code of what is in it, without leading zeros, and how much.
    Bag {
        /// The code.
        plu: String,
        /// What the scale printed.
        holds: Holds,
    },
}

/// What a scale printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Net weight.
    Grams(u32),
    /// The price to pay.
    Price(Money),
}

/// Why nothing was scanned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// Not 8, 12, 13 or 14 digits.
    #[error("{0:?} is no barcode: a barcode has 8, 12, 13 or 14 digits")]
    NoBarcode(String),
    /// Mistyped, or misread.
    #[error("the check digit of {0} is wrong: please scan it again")]
    Misread(String),
    /// The check digit of the weight or price is wrong.
    #[error("the weight or price in {0} does not fit its own check digit: please print the label again")]
    Misprinted(String),
    /// A label the shop has no pattern for.
    #[error("{0} is a label of a scale, and the settings do not say how labels with {1} are read")]
    NoPattern(String, String),
    /// A label of nothing.
    #[error("{0} says that the bag is empty")]
    Empty(String),
}

/// Digits between the prefix and the last check digit.
const INSIDE: usize = 10;

/// Reads what a scanner sent or somebody typed. A barcode the shop sells is that product, whatever it begins with: shops
/// number packs of their own with the same prefixes as the labels of their scales.
pub fn read(code: &str, layouts: &[Layout], is_sold: impl Fn(&str) -> bool) -> Result<Scanned, Unread> {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !matches!(code.len(), 8 | 12 | 13 | 14) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unread::NoBarcode(code.chars().take(40).collect()));
    }
    if !gtin::is_valid(&code) {
        return Err(Unread::Misread(code));
    }
    match code.get(..2).and_then(|two| two.parse().ok()) {
        Some(prefix @ 20..=29) if code.len() == 13 && !is_sold(&code) => bag(&code, prefix, layouts),
        _ => Ok(Scanned::Gtin(code)),
    }
}

fn bag(code: &str, prefix: u8, layouts: &[Layout]) -> Result<Scanned, Unread> {
    let layout = layouts.iter().find(|l| l.prefix == prefix).ok_or_else(|| Unread::NoPattern(code.to_owned(), prefix.to_string()))?;
    let (plu, rest) = code[2..2 + INSIDE].split_at(layout.item);
    let (check, value) = rest.split_at(usize::from(layout.verified));
    if layout.verified && verifier(value).is_none_or(|digit| check != digit.to_string()) {
        return Err(Unread::Misprinted(code.to_owned()));
    }
    let holds = match (layout.means, value.parse::<u32>()) {
        (_, Ok(0) | Err(_)) => return Err(Unread::Empty(code.to_owned())),
        (Means::Grams, Ok(grams)) => Holds::Grams(grams),
        (Means::Price, Ok(cents)) => Holds::Price(Money(cents.into())),
    };
    Ok(Scanned::Bag { plu: bare(plu).to_owned(), holds })
}

/// A price look-up code without leading zeros: labels fill it up to their width.
pub fn bare(plu: &str) -> &str {
    plu.trim_start_matches('0')
}

impl Holds {
    /// Net weight at a price per kilogram. Where only the price is printed: the weight nearest to it that costs no more.
    pub fn grams(self, per_kilogram: Money) -> Option<u32> {
        match self {
            Holds::Grams(grams) => Some(grams),
            Holds::Price(_) if per_kilogram <= Money::ZERO => None,
            Holds::Price(price) => {
                let nearest = price.scaled(1000, per_kilogram.0).0;
                let dearer = per_kilogram.scaled(nearest, 1000) > price;
                u32::try_from(if dearer { nearest - 1 } else { nearest }).ok()
            }
        }
    }
}

/// The check digit of a weight or price of four or five digits: GS1 General Specifications, sections 7.9.3 and 7.9.4.
fn verifier(value: &str) -> Option<u32> {
    let digits: Vec<u32> = value.bytes().map(|b| u32::from(b - b'0')).collect();
    match *digits.as_slice() {
        [a, b, c, d] => Some((two_minus(a) + two_minus(b) + 3 * c % 10 + five_minus(d)) * 3 % 10),
        [a, b, c, d, e] => {
            let sum = five_plus(a) + two_minus(b) + five_minus(c) + five_plus(d) + two_minus(e);
            (0..10).find(|digit| (five_minus(*digit) + sum).is_multiple_of(10))
        }
        _ => None,
    }
}

/// Twice the digit, tens taken from units.
fn two_minus(digit: u32) -> u32 {
    (2 * digit + 10 - 2 * digit / 10) % 10
}

/// Five times the digit, tens added to units.
fn five_plus(digit: u32) -> u32 {
    (5 * digit + 5 * digit / 10) % 10
}

/// Five times the digit, tens taken from units.
fn five_minus(digit: u32) -> u32 {
    (5 * digit + 10 - 5 * digit / 10) % 10
}

impl Layout {
    /// From a pattern: the prefix, then I for each digit of the item's number, C for a check digit of what follows if there
    /// is one, and G for each digit of the grams or P of the price in cents. The last check digit is not written.
    pub fn parse(pattern: &str) -> Result<Layout, String> {
        let wrong = |why: &str| Err(format!("{pattern:?}: {why}"));
        let plain: String = pattern.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let digits = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
        let (prefix, letters) = plain.split_at(digits);
        let Some(prefix) = prefix.parse().ok().filter(|p| (20..=29).contains(p)) else {
            return wrong("the prefix of a scale label is a number from 20 to 29");
        };
        let count = |letter: char| letters.chars().take_while(|c| *c == letter).count();
        let item = count('I');
        let after = letters.trim_start_matches('I');
        let (verified, value) = after.strip_prefix('C').map_or((false, after), |value| (true, value));
        let means = match value.chars().next() {
            Some('G') => Means::Grams,
            Some('P') => Means::Price,
            _ => return wrong("after the item's number (I) and its check digit (C) come grams (G) or a price (P)"),
        };
        if letters.len() != INSIDE || value.chars().any(|c| !value.starts_with(c)) || !(4..=6).contains(&item) {
            return wrong("there are 10 letters: 4 to 6 I, C or none, and G or P for the rest");
        }
        if verified && !matches!(value.len(), 4 | 5) {
            return wrong("only a weight or price of 4 or 5 digits has a check digit of its own");
        }
        Ok(Layout { prefix, item, verified, means })
    }

    /// Which labels it reads.
    pub fn prefix(&self) -> u8 {
        self.prefix
    }
}

impl TryFrom<String> for Layout {
    type Error = String;
    fn try_from(pattern: String) -> Result<Layout, String> {
        Layout::parse(&pattern)
    }
}

impl From<Layout> for String {
    fn from(layout: Layout) -> String {
        layout.to_string()
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = if self.verified { "C " } else { "" };
        let letter = match self.means {
            Means::Grams => "G",
            Means::Price => "P",
        };
        let rest = INSIDE - self.item - usize::from(self.verified);
        write!(f, "{} {} {check}{}", self.prefix, "I".repeat(self.item), letter.repeat(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples that GS1 General Specifications give for their two calculations: 28.75 and 146.85.
    #[test]
    fn the_published_examples_of_a_price_check_digit_hold() {
        assert_eq!((verifier("2875"), verifier("14685")), (Some(9), Some(6)));
        assert_eq!(verifier("123"), None);
    }

    /// The tables of GS1 General Specifications, section 7.9.2.
    #[test]
    fn the_weights_are_the_published_tables() {
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(two_minus), [0, 2, 4, 6, 8, 9, 1, 3, 5, 7]);
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(five_plus), [0, 5, 1, 6, 2, 7, 3, 8, 4, 9]);
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(five_minus), [0, 5, 9, 4, 8, 3, 7, 2, 6, 1]);
    }

    fn nothing(_: &str) -> bool {
        false
    }

    fn layouts() -> Vec<Layout> {
        ["22 IIIII GGGGG", "23 IIIII C PPPP", "28 IIII C PPPPP", "29 IIII PPPPPP"].map(|p| Layout::parse(p).unwrap()).to_vec()
    }

    /// With the last check digit.
    fn label(twelve: &str) -> String {
        (0..10).map(|digit| format!("{twelve}{digit}")).find(|code| gtin::is_valid(code)).unwrap()
    }

    #[test]
    fn a_label_says_what_is_in_the_bag_and_how_much() {
        let bag = |plu: &str, holds| Ok(Scanned::Bag { plu: plu.to_owned(), holds });
        assert_eq!(read(&label("220418100520"), &layouts(), nothing), bag("4181", Holds::Grams(520)));
        assert_eq!(read(&label("230220192875"), &layouts(), nothing), bag("2201", Holds::Price(Money(2875))));
        assert_eq!(read(&label("282201614685"), &layouts(), nothing), bag("2201", Holds::Price(Money(14_685))));
        assert_eq!(read(&label("292201000199"), &layouts(), nothing), bag("2201", Holds::Price(Money(199))));
        assert_eq!(read(" 4006381-333931 ", &layouts(), nothing), Ok(Scanned::Gtin("4006381333931".into())));
    }

    #[test]
    fn a_pack_the_shop_numbers_itself_is_no_bag() {
        let own = label("220418100520");
        assert_eq!(read(&own, &layouts(), |code| code == own), Ok(Scanned::Gtin(own.clone())));
        assert_eq!(read(&own, &[], |code| code == own), Ok(Scanned::Gtin(own.clone())), "where no scale prints labels");
        assert!(matches!(read("2204181005200", &layouts(), |_| true), Err(Unread::Misread(_))), "a misread code is nobody's");
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert!(matches!(read("4181", &layouts(), nothing), Err(Unread::NoBarcode(_))));
        assert!(matches!(read("", &layouts(), nothing), Err(Unread::NoBarcode(_))));
        assert!(matches!(read("４００６３８１３３３９３１", &layouts(), nothing), Err(Unread::NoBarcode(_))));
        assert!(matches!(read("4006381333932", &layouts(), nothing), Err(Unread::Misread(_))));
        assert!(matches!(read(&label("230220182875"), &layouts(), nothing), Err(Unread::Misprinted(_))), "the 9 is an 8");
        assert!(matches!(read(&label("210418100520"), &layouts(), nothing), Err(Unread::NoPattern(..))));
        assert!(matches!(read(&label("220418100000"), &layouts(), nothing), Err(Unread::Empty(_))));
    }

    #[test]
    fn any_single_digit_misread_is_noticed() {
        let good = label("282201614685");
        for (n, was) in good.bytes().enumerate() {
            for digit in (b'0'..=b'9').filter(|digit| *digit != was) {
                let mut bytes = good.clone().into_bytes();
                bytes[n] = digit;
                assert!(read(&String::from_utf8(bytes).unwrap(), &layouts(), nothing).is_err());
            }
        }
    }

    #[test]
    fn patterns_are_written_as_they_are_read() {
        for layout in layouts() {
            assert_eq!(Layout::parse(&layout.to_string()), Ok(layout));
        }
        for wrong in ["", "22", "40 IIIIIGGGGG", "22 IIIII GGGG", "22 III GGGGGGG", "22 IIIIGGGGGP", "22 IIII C GGG", "22 XXXXX GGGGG"] {
            assert!(Layout::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Layout::parse("22 IIII C GGGGGG").is_err() && Layout::parse("2 2 iiiii ggggg").is_ok());
    }

    #[test]
    fn a_price_on_the_label_is_never_exceeded() {
        for per_kilogram in [1, 99, 300, 1_000, 1_290, 3_690, 12_345] {
            for cents in 1..2_000 {
                let grams = Holds::Price(Money(cents)).grams(Money(per_kilogram)).unwrap();
                assert!(Money(per_kilogram).scaled(grams.into(), 1000) <= Money(cents), "{cents} at {per_kilogram}");
                assert!(
                    per_kilogram > 1_000 || Money(per_kilogram).scaled(grams.into(), 1000) == Money(cents),
                    "{cents} at {per_kilogram}"
                );
            }
        }
        assert_eq!(Holds::Price(Money(155)).grams(Money(299)), Some(518));
        assert_eq!(Holds::Price(Money(155)).grams(Money::ZERO), None);
    }
}

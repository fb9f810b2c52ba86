//! What people really type finds what they mean: 200 queries from real products, with slips of the finger.
//!
//! The products are those of `../shared/data/products.csv` beside the repository, which is not part of it; without the
//! file nothing is measured, and the test says so (where everything has to be there, it fails). Everything is drawn from hashes, so every run asks the same.
//!
//! A query is one or two words of a product's name, lower case, 25 of each kind: a letter dropped, doubled, swapped
//! with its neighbor or replaced by a neighboring key; unfinished (two thirds of the word and one letter); in the other number;
//! two words as they are; two words, one of them with a slip. Words have four letters at least, five where they are
//! spoiled. It is a hit when one of the first five answers is the product it was drawn from, one with the identical
//! name, or one whose name has all the words that were meant, in either number. A word that is merely like the one
//! meant is a miss, even where it is what the letters say: "roast" does not count for "roasted".

use crate::journeys::settings;
use domain::catalog::{Catalog, Snapshot};
use domain::{AisleId, Money, Product, ProductHead, ProductText, Sku, VatClass};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

const QUERIES: usize = 200;
const LOOKED_AT: usize = 5;
/// In percent.
const TARGET: usize = 95;

#[test]
fn what_people_type_is_found_among_the_first_five() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/products.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        assert!(std::env::var_os("CI").is_none(), "there is no {}, and here it has to be", file.display());
        println!("skipped: there is no {}, so recall is not measured", file.display());
        return;
    };
    let products: Vec<Product> = text.lines().skip(1).filter_map(product).collect();
    let catalog = Catalog::new(Snapshot::new(settings(), products.clone(), Timestamp::UNIX_EPOCH));
    let queries = queries(&products);
    let (mut by_kind, mut missed) = (BTreeMap::<&str, (usize, usize)>::new(), Vec::new());
    for query in &queries {
        let found = catalog.search(&query.typed, LOOKED_AT);
        let hit = found.iter().any(|product| query.is_met_by(product));
        let kind = by_kind.entry(query.slip.name()).or_default();
        *kind = (kind.0 + usize::from(hit), kind.1 + 1);
        if !hit {
            let first: Vec<&str> = found.iter().map(|product| product.head.name.as_str()).collect();
            missed.push(format!("{:?}, meant {:?}, found {first:?}", query.typed, query.meant));
        }
    }
    let hits = queries.len() - missed.len();
    println!("recall in the first {LOOKED_AT}: {hits} of {} over {} products; {by_kind:?}", queries.len(), products.len());
    missed.iter().for_each(|miss| println!("missed: {miss}"));
    assert!(queries.len() == QUERIES && hits * 100 >= QUERIES * TARGET, "{hits} of {}:\n{}", queries.len(), missed.join("\n"));
}

/// What is typed, and what was meant.
struct Query<'a> {
    typed: String,
    slip: Slip,
    product: &'a Product,
    meant: Vec<String>,
}

impl Query<'_> {
    fn is_met_by(&self, product: &Product) -> bool {
        let words = words(&product.head.name, 1);
        let same = |meant: &String| words.iter().any(|word| word == meant || other_number(word) == *meant || other_number(meant) == *word);
        product.head.name == self.product.head.name || self.meant.iter().all(same)
    }
}

/// What happens on the way from the head to the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    Dropped,
    Doubled,
    Swapped,
    NeighborKey,
    Unfinished,
    OtherNumber,
    TwoWords,
    TwoWordsOneSpoiled,
}

const SLIPS: [Slip; 8] = [
    Slip::Dropped,
    Slip::Doubled,
    Slip::Swapped,
    Slip::NeighborKey,
    Slip::Unfinished,
    Slip::OtherNumber,
    Slip::TwoWords,
    Slip::TwoWordsOneSpoiled,
];

impl Slip {
    fn name(self) -> &'static str {
        match self {
            Slip::Dropped => "a letter dropped",
            Slip::Doubled => "a letter doubled",
            Slip::Swapped => "two letters swapped",
            Slip::NeighborKey => "a neighboring key",
            Slip::Unfinished => "unfinished",
            Slip::OtherNumber => "one for many or many for one",
            Slip::TwoWords => "two words",
            Slip::TwoWordsOneSpoiled => "two words and a slip",
        }
    }

    fn least_letters(self) -> usize {
        if matches!(self, Slip::OtherNumber | Slip::TwoWords) { 4 } else { 5 }
    }
}

fn queries(products: &[Product]) -> Vec<Query<'_>> {
    let drawn = (0_u64..).map(|n| &products[chance("product", n) % products.len()]);
    let mut queries: Vec<Query> = Vec::new();
    for (product, n) in drawn.zip(0_u64..).take(QUERIES * 20) {
        let slip = SLIPS[queries.len() % SLIPS.len()];
        queries.extend(query(product, slip, n));
        if queries.len() == QUERIES {
            break;
        }
    }
    queries
}

fn query(product: &Product, slip: Slip, n: u64) -> Option<Query<'_>> {
    let words = words(&product.head.name, 4);
    let at = chance("word", n) % words.len().max(1);
    let (word, next) = (words.get(at)?, words.get((at + 1) % words.len())?);
    if word.len() < slip.least_letters() || word == next {
        return None;
    }
    let (typed, meant) = match slip {
        Slip::Unfinished => (word[..word.len() * 2 / 3 + 1].to_owned(), vec![word]),
        Slip::OtherNumber => (other_number(word), vec![word]),
        Slip::TwoWords => (format!("{word} {next}"), vec![word, next]),
        Slip::TwoWordsOneSpoiled => (format!("{} {next}", spoiled(word, SLIPS[chance("slip", n) % 4], n)), vec![word, next]),
        Slip::Dropped | Slip::Doubled | Slip::Swapped | Slip::NeighborKey => (spoiled(word, slip, n), vec![word]),
    };
    Some(Query { typed, slip, product, meant: meant.into_iter().cloned().collect() })
}

/// The first letter is right: people look at it.
fn spoiled(word: &str, slip: Slip, n: u64) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let (at, last) = (1 + chance("letter", n) % (letters.len() - 1), letters.len() - 1);
    match slip {
        Slip::Dropped => drop(letters.remove(at)),
        Slip::Doubled => {
            let letter = letters[at];
            letters.insert(at, letter);
        }
        Slip::Swapped => letters.swap(at.min(last - 1), at.min(last - 1) + 1),
        _ => letters[at] = neighbor(letters[at], n),
    }
    letters.into_iter().collect()
}

fn neighbor(letter: char, n: u64) -> char {
    let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let keys: Vec<char> = rows.iter().find(|row| row.contains(letter)).unwrap_or(&"ee").chars().collect();
    let at = keys.iter().position(|key| *key == letter).unwrap_or(0);
    let beside = if at == 0 || (at + 1 < keys.len() && chance("side", n).is_multiple_of(2)) { at + 1 } else { at - 1 };
    keys[beside]
}

fn other_number(word: &str) -> String {
    match word {
        w if w.ends_with("ies") => format!("{}y", &w[..w.len() - 3]),
        w if w.ends_with('y') => format!("{}ies", &w[..w.len() - 1]),
        w if w.ends_with('s') => w[..w.len() - 1].to_owned(),
        w => format!("{w}s"),
    }
}

fn words(name: &str, least: usize) -> Vec<String> {
    name.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= least).map(str::to_lowercase).collect()
}

fn chance(question: &str, about: u64) -> usize {
    let digest = Sha256::digest(format!("{question}/{about}"));
    usize::from(digest[0]) << 16 | usize::from(digest[1]) << 8 | usize::from(digest[2])
}

/// A line of the file: number, name (maybe in quotes), aisle, department.
fn product(line: &str) -> Option<Product> {
    let (sku, rest) = line.split_once(',')?;
    let (rest, _department) = rest.rsplit_once(',')?;
    let (name, aisle) = rest.rsplit_once(',')?;
    let aisle: Vec<&str> = aisle.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let head = ProductHead {
        sku: Sku::parse(sku).ok()?,
        name: name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name).replace("\"\"", "\""),
        aisle: AisleId::parse(aisle.join("-")).ok()?,
        price: Money(100),
        pv: 1,
        available: 1,
        vat: VatClass::Reduced,
        deposit: Money::ZERO,
        age: None,
        by_weight: None,
        offer: None,
        active: true,
    };
    Some(Product::new(head, ProductText::default()))
}

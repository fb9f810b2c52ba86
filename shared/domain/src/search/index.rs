//! The words of a catalog, and where they occur.

use super::rows::Rows;
use super::synonyms::Synonyms;
use super::{forms, words};
use crate::{AisleId, Product, Settings};
use fst::Map;
use std::collections::{BTreeMap, HashMap};

/// The words of a catalog. Products are numbered as they stand in the snapshot.
#[derive(Debug)]
pub(crate) struct Index {
    /// Word to its number.
    pub(super) words: Map<Vec<u8>>,
    /// By a word's number: where it occurs, by product.
    pub(super) occurrences: Rows<Seen>,
    /// End of a word to its number in `longer`.
    pub(super) ends: Map<Vec<u8>>,
    /// By an end's number: the words that end so.
    pub(super) longer: Rows<u32>,
    /// By a word's number: how it is written, where that differs.
    pub(super) written: HashMap<u32, String>,
    /// Codes, lower case and without leading zeros.
    pub(super) codes: HashMap<String, Vec<u32>>,
    /// By product: how many words its name has.
    pub(super) name_words: Vec<u8>,
}

/// Where a word stands in a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Like `Head`, and the sign over its section says the same: whole *Milk* stands under "Milk & Buttermilk", coconut milk does not.
    Home,
    /// The last word of the name's first part: what the thing is. Whole *Milk*, not *Milk* Chocolate.
    Head,
    /// Another word for one at `Home`: whole milk for who types "Milch".
    OtherHome,
    /// Another word for a `Head`.
    OtherHead,
    Name,
    Brand,
    /// Another word for a `Name`.
    Synonym,
    Diet,
    /// The sign over its aisle or section.
    Aisle,
}

/// One occurrence of a word: a product's number, and where in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) product: u32,
    pub(super) place: Place,
}

impl Index {
    /// Reads every product's name, brand, diet, aisle and codes.
    pub(crate) fn of(products: &[Product], settings: &Settings) -> Index {
        let mut reader = Reader { synonyms: Synonyms::of(&settings.synonyms), signs: signs(settings), ..Reader::default() };
        for (product, n) in products.iter().zip(0..) {
            reader.read(product, n);
        }
        reader.index()
    }
}

/// What the signs say: an aisle's words by its slug, a section's by both.
fn signs(settings: &Settings) -> HashMap<(AisleId, Option<AisleId>), Vec<String>> {
    let mut signs = HashMap::new();
    for aisle in &settings.aisles {
        signs.insert((aisle.slug.clone(), None), words::of(&aisle.name));
        let sections = aisle.sections.iter().map(|s| ((aisle.slug.clone(), Some(s.slug.clone())), words::of(&s.name)));
        signs.extend(sections);
    }
    signs
}

/// Reads products one after another.
#[derive(Default)]
struct Reader {
    synonyms: Synonyms,
    signs: HashMap<(AisleId, Option<AisleId>), Vec<String>>,
    words: HashMap<String, Word>,
    codes: HashMap<String, Vec<u32>>,
    name_words: Vec<u8>,
}

#[derive(Default)]
struct Word {
    seen: Vec<Seen>,
    /// As first written.
    written: String,
}

impl Reader {
    fn read(&mut self, product: &Product, n: u32) {
        let (head, text) = (&product.head, &product.text);
        let name: Vec<&str> = words::raw(&head.name).collect();
        let folded: Vec<String> = name.iter().map(|word| words::fold(word)).collect();
        let what = what_it_is(&head.name);
        let thing = match what.checked_sub(1).and_then(|at| folded.get(at)) {
            Some(word) if self.is_at_home(product, word) => Place::Home,
            _ => Place::Head,
        };
        for (at, word) in folded.iter().enumerate() {
            let place = if at + 1 == what { thing } else { Place::Name };
            self.note(word, name[at], Seen { product: n, place });
        }
        for said in text.said.values() {
            self.read_other(&said.name, n);
        }
        for word in words::raw(&text.brand) {
            self.note(&words::fold(word), word, Seen { product: n, place: Place::Brand });
        }
        let other = |until: usize| match thing {
            Place::Home if until == what => Place::OtherHome,
            _ if until == what => Place::OtherHead,
            _ => Place::Synonym,
        };
        let beside: Vec<_> = self.synonyms.beside(&folded).into_iter().map(|(until, word)| (word.to_owned(), other(until))).collect();
        let diets = text.diet.iter().flat_map(|diet| words::of(diet.name()));
        let others = beside.into_iter().chain(diets.map(|w| (w, Place::Diet)));
        others.for_each(|(word, place)| self.note(&word, &word, Seen { product: n, place }));
        self.read_signs(product, n);
        self.name_words.push(u8::try_from(folded.len()).unwrap_or(u8::MAX));
        let codes = [Some(head.sku.as_str()), text.barcode.as_deref(), text.plu.as_deref()];
        codes.into_iter().flatten().for_each(|code| self.codes.entry(words::code(code)).or_default().push(n));
    }

    /// Its name in another language finds it as well as its own.
    fn read_other(&mut self, name: &str, n: u32) {
        let (what, raw) = (what_it_is(name), words::raw(name));
        for (word, at) in raw.zip(1..) {
            let place = if at == what { Place::OtherHead } else { Place::Synonym };
            self.note(&words::fold(word), word, Seen { product: n, place });
        }
    }

    /// The sign over the product's section has the word, in one number or the other.
    fn is_at_home(&self, product: &Product, word: &str) -> bool {
        let Some(section) = &product.text.section else { return false };
        let sign = self.signs.get(&(product.head.aisle.clone(), Some(section.clone())));
        sign.is_some_and(|sign| forms::of(word).iter().any(|form| sign.iter().any(|said| said == form)))
    }

    fn read_signs(&mut self, product: &Product, n: u32) {
        let (aisle, section) = (product.head.aisle.clone(), product.text.section.clone());
        let section = section.map(|section| (aisle.clone(), Some(section)));
        for key in std::iter::once((aisle, None)).chain(section) {
            let said = self.signs.entry(key).or_insert_with_key(|(aisle, section)| words::of(section.as_ref().unwrap_or(aisle).as_str()));
            for word in said.clone() {
                self.note(&word, &word, Seen { product: n, place: Place::Aisle });
            }
        }
    }

    /// A word counts once per product, where it stands best.
    fn note(&mut self, word: &str, written: &str, seen: Seen) {
        if !self.words.contains_key(word) {
            self.words.insert(word.to_owned(), Word { seen: Vec::new(), written: written.to_lowercase() });
        }
        let Some(known) = self.words.get_mut(word) else { return };
        match known.seen.last_mut() {
            Some(last) if last.product == seen.product => last.place = last.place.min(seen.place),
            _ => known.seen.push(seen),
        }
    }

    fn index(self) -> Index {
        let mut sorted: Vec<(String, Word)> = self.words.into_iter().collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let (mut occurrences, mut written) = (Rows::default(), HashMap::new());
        let mut by_end: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for ((word, Word { seen, written: text }), n) in sorted.iter().zip(0..) {
            occurrences.push(seen);
            if text != word {
                written.insert(n, text.clone());
            }
            forms::ends(word).for_each(|end| by_end.entry(end).or_default().push(n));
        }
        let mut longer = Rows::default();
        by_end.values().for_each(|words| longer.push(words));
        let (words, ends) = (numbered(sorted.iter().map(|(word, _)| word)), numbered(by_end.keys()));
        Index { words, occurrences, ends, longer, written, codes: self.codes, name_words: self.name_words }
    }
}

/// Sorted words and their numbers.
fn numbered(words: impl Iterator<Item = impl AsRef<[u8]>>) -> Map<Vec<u8>> {
    Map::from_iter(words.zip(0..)).unwrap_or_default()
}

/// How many words of a name lead up to what the thing is: two in "Whole Milk 3.8 %", two in "Elstar Apples, loose", one in
/// "Spaghetti No. 5".
pub(super) fn what_it_is(name: &str) -> usize {
    let first = name.split([',', '(']).next().unwrap_or(name);
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = words::raw(first).collect();
    let counted =
        |at: &usize| matches!(words[*at].to_lowercase().as_str(), "no" | "nr") && words.get(at + 1).is_some_and(|next| is_number(next));
    let names_it = |at: &usize| words[*at].contains(char::is_alphabetic) && !is_number(words[*at]) && !counted(at);
    (0..words.len()).rev().find(names_it).map_or(0, |at| at + 1)
}

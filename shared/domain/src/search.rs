//! Finding products by what a shopper types.
//!
//! All words of the vocabulary stand in one finite-state map. A typed word is looked up as it is, then as the
//! beginning of a word, then with a typo; each step is only taken when the one before found nothing (the last word
//! is still being typed, so it always counts as a beginning too).

mod near;
mod words;

use crate::Product;
use fst::automaton::{Automaton, Str};
use fst::{IntoStreamer, Map, Streamer};
use near::Near;
use std::collections::HashMap;

/// More typed words than this are not looked at.
const MOST_WORDS: usize = 8;
/// Added to the rank of a match that needed a typo to be forgiven.
const TYPO: u8 = 8;

/// How well a word of a product matched, best first. The numbers add up over the words typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Name = 0,
    Brand = 2,
    About = 3,
}

/// One occurrence of a word: where, and in which product.
#[derive(Clone, Copy, Debug)]
struct Seen {
    product: u32,
    place: Place,
}

/// The words of a catalog, and where they occur. Positions are those in the slice it was made of.
#[derive(Debug)]
pub struct Index {
    /// Word to its number in `occurrences`.
    words: Map<Vec<u8>>,
    occurrences: Vec<Vec<Seen>>,
    /// Codes, lower case and without leading zeros.
    codes: HashMap<String, Vec<u32>>,
    /// Letters in each product's name: of equal matches the shorter name is meant.
    lengths: Vec<u16>,
}

impl Index {
    /// Reads every product's name, brand, aisle and diet, and its codes.
    pub fn of(products: &[Product]) -> Index {
        let mut found: HashMap<String, Vec<Seen>> = HashMap::new();
        let mut codes: HashMap<String, Vec<u32>> = HashMap::new();
        for (product, n) in products.iter().zip(0_u32..) {
            enter(&mut found, product, n);
            let all = [Some(product.head.sku.as_str()), product.text.barcode.as_deref(), product.text.plu.as_deref()];
            all.into_iter().flatten().for_each(|code| codes.entry(words::code(code)).or_default().push(n));
        }
        let mut sorted: Vec<_> = found.into_iter().collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let words = Map::from_iter(sorted.iter().map(|(word, _)| word).zip(0_u64..)).unwrap_or_default();
        let lengths = products.iter().map(|p| u16::try_from(p.head.name.len()).unwrap_or(u16::MAX)).collect();
        Index { words, occurrences: sorted.into_iter().map(|(_, seen)| seen).collect(), codes, lengths }
    }

    /// Positions of the best matches, best first: those that match all words, or else as many as any product does.
    pub fn find(&self, typed: &str, most: usize) -> Vec<usize> {
        let coded: Vec<usize> = self.coded(typed).collect();
        let matching = self.matching(&words::typed(typed, MOST_WORDS), most);
        let others = matching.into_iter().filter(|n| !coded.contains(n));
        coded.iter().copied().chain(others).take(most).collect()
    }

    fn coded(&self, typed: &str) -> impl Iterator<Item = usize> {
        self.codes.get(&words::code(typed)).into_iter().flatten().filter_map(|n| usize::try_from(*n).ok())
    }

    fn matching(&self, typed: &[String], most: usize) -> Vec<usize> {
        let mut tally = Tally::new(self.lengths.len());
        for (n, word) in typed.iter().enumerate() {
            self.look_up(word, n + 1 == typed.len(), &mut tally);
            tally.close();
        }
        tally.best(&self.lengths, most)
    }

    /// Counts every product that has the word: exactly, as a beginning, or nearly.
    fn look_up(&self, word: &str, last: bool, tally: &mut Tally) {
        for form in words::forms(word) {
            self.count(self.words.get(form), 0, tally);
        }
        if last || tally.is_empty() {
            self.stream(Str::new(word).starts_with(), 1, tally);
        }
        let typos = words::typos(word);
        if tally.is_empty() && typos > 0 {
            self.stream(Near::new(word, typos), TYPO, tally);
        }
        // "apels" is two letters off: tried only when one letter off finds nothing.
        if tally.is_empty() && typos == 1 && word.chars().count() >= 5 {
            self.stream(Near::new(word, 2), TYPO + 1, tally);
        }
    }

    fn stream(&self, automaton: impl Automaton, malus: u8, tally: &mut Tally) {
        let mut stream = self.words.search(automaton).into_stream();
        while let Some((_, number)) = stream.next() {
            self.count(Some(number), malus, tally);
        }
    }

    fn count(&self, number: Option<u64>, malus: u8, tally: &mut Tally) {
        let occurrences = number.and_then(|n| usize::try_from(n).ok()).and_then(|n| self.occurrences.get(n));
        for seen in occurrences.into_iter().flatten() {
            tally.note(seen.product, seen.place as u8 + malus);
        }
    }
}

fn enter(found: &mut HashMap<String, Vec<Seen>>, product: &Product, n: u32) {
    let (head, text) = (&product.head, &product.text);
    let about = std::iter::once(head.aisle.as_str()).chain(text.diet.iter().map(|d| d.name()));
    let fields = [(Place::Name, head.name.as_str()), (Place::Brand, text.brand.as_str())];
    for (place, field) in fields.into_iter().chain(about.map(|text| (Place::About, text))) {
        for form in words::of(field).iter().flat_map(|word| words::forms(word)) {
            let seen = found.entry(form).or_default();
            if seen.last().is_none_or(|s| s.product != n) {
                seen.push(Seen { product: n, place });
            }
        }
    }
}

/// Adds up, word by word, how well each product matches.
struct Tally {
    /// Per product: the word being counted. `u8::MAX` is no match.
    word: Vec<u8>,
    touched: Vec<u32>,
    /// Per product: words matched, and their ranks added up.
    total: Vec<(u8, u16)>,
}

impl Tally {
    fn new(products: usize) -> Tally {
        Tally { word: vec![u8::MAX; products], touched: Vec::new(), total: vec![(0, 0); products] }
    }

    fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    fn note(&mut self, product: u32, rank: u8) {
        let Some(best) = self.word.get_mut(product as usize) else { return };
        if *best == u8::MAX {
            self.touched.push(product);
        }
        *best = rank.min(*best);
    }

    /// Ends a word.
    fn close(&mut self) {
        for product in self.touched.drain(..) {
            let rank = std::mem::replace(&mut self.word[product as usize], u8::MAX);
            let total = &mut self.total[product as usize];
            *total = (total.0 + 1, total.1 + u16::from(rank));
        }
    }

    fn best(&self, lengths: &[u16], most: usize) -> Vec<usize> {
        let words = self.total.iter().map(|t| t.0).max().unwrap_or(0);
        let full = self.total.iter().enumerate().filter(|(_, t)| words > 0 && t.0 == words);
        let mut keys: Vec<(u16, u16, usize)> = full.map(|(n, t)| (t.1, lengths[n], n)).collect();
        if keys.len() > most && most > 0 {
            keys.select_nth_unstable(most - 1);
        }
        keys.truncate(most);
        keys.sort_unstable();
        keys.into_iter().map(|(_, _, n)| n).collect()
    }
}

#[cfg(test)]
mod tests;

//! Words near another: what a shopper probably meant to write.

use super::index::Index;
use super::near::{End, Near};
use fst::{IntoStreamer, Streamer};
use std::cmp::Reverse;

/// A known word near a typed one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nearby {
    pub(super) number: u32,
    typos: u8,
    /// People look at the first letter.
    same_start: bool,
    /// How unlikely it is that this word was meant.
    pub(super) cost: u8,
}

/// What makes a word unlikely to be meant.
const ANOTHER_TYPO: u8 = 5;
const OTHER_LETTERS: u8 = 2;
const OTHER_START: u8 = 2;

impl Index {
    /// Words within so many typos of this one, or if there are none, at most so many. The likeliest first; the word itself
    /// is not among them.
    pub(super) fn near(&self, word: &str, (forgiven, at_most): (u8, u8)) -> Vec<Nearby> {
        let mut near = self.within_typos(word, at_most);
        if near.iter().any(|nearby| nearby.typos <= forgiven) {
            near.retain(|nearby| nearby.typos <= forgiven);
        }
        near
    }

    /// Words within so many typos, the likeliest first.
    fn within_typos(&self, word: &str, typos: u8) -> Vec<Nearby> {
        if typos == 0 {
            return Vec::new();
        }
        let automaton = Near::new(word, typos, End::Closed);
        let letters = sorted(word.as_bytes());
        let mut near = Vec::new();
        let mut stream = self.words.search_with_state(&automaton).into_stream();
        while let Some((found, number, rows)) = stream.next() {
            if let (Ok(number), Some(typos @ 1..)) = (u32::try_from(number), automaton.typos(&rows)) {
                // Of one typo, swapped neighbors are the likeliest: all letters are there.
                let other = if sorted(found) == letters { 0 } else { OTHER_LETTERS };
                let same_start = found.first() == word.as_bytes().first();
                let cost = other + (typos - 1) * ANOTHER_TYPO + if same_start { 0 } else { OTHER_START };
                near.push(Nearby { number, typos, same_start, cost });
            }
        }
        self.weigh(&mut near);
        near
    }

    /// A word that many products have is meant more often than one that few have.
    fn weigh(&self, near: &mut [Nearby]) {
        let most = near.iter().map(|nearby| self.products(nearby.number)).max().unwrap_or(0);
        for nearby in near.iter_mut() {
            nearby.cost += self.rarity(nearby.number, most);
        }
        near.sort_by_key(|nearby| (nearby.cost, Reverse(self.products(nearby.number))));
    }

    /// How many products have a word.
    pub(super) fn products(&self, word: u32) -> usize {
        self.occurrences.row(word).len()
    }

    /// What it costs that another word of the same beginning or sound is in so many products.
    pub(super) fn rarity(&self, word: u32, most: usize) -> u8 {
        let products = self.products(word);
        u8::from(products * 4 < most) + u8::from(products * 32 < most)
    }

    /// What was typed, with the nearest known word in place of each unknown one. `None`: all are known.
    pub(super) fn respelled(&self, typed: &[String], unknown: &[Option<Nearby>]) -> Option<String> {
        let words = typed.iter().zip(unknown);
        let words = words.map(|(word, nearby)| nearby.map_or_else(|| word.clone(), |nearby| self.spelled(nearby.number)));
        unknown.iter().any(Option::is_some).then(|| words.collect::<Vec<_>>().join(" "))
    }

    /// The known word nearest to the longest one that was typed, looking further than a search does.
    pub(super) fn nearest(&self, typed: &[String]) -> Option<String> {
        let word = typed.iter().filter(|word| !word.contains(|c: char| c.is_ascii_digit())).max_by_key(|word| word.len())?;
        let typos = match word.chars().count() {
            0..3 => 0,
            3 => 1,
            4..6 => 2,
            6.. => 3,
        };
        let near = self.within_typos(word, typos);
        let near = near.iter().filter(|nearby| nearby.same_start || nearby.typos == 1);
        near.min_by_key(|nearby| nearby.typos).map(|nearby| self.spelled(nearby.number))
    }

    /// A word as it stands on a label, in lower case.
    fn spelled(&self, number: u32) -> String {
        // Words are numbered in their order, so the map can be read backward.
        let folded = || String::from_utf8(self.words.as_fst().get_key(u64::from(number))?).ok();
        self.written.get(&number).cloned().or_else(folded).unwrap_or_default()
    }
}

fn sorted(word: &[u8]) -> Vec<u8> {
    let mut letters = word.to_vec();
    letters.sort_unstable();
    letters
}

//! Words at a small distance: one letter more, less, other, or two neighbors swapped.
//!
//! An automaton that walks the vocabulary and turns back as soon as no continuation can be near enough. The state is
//! a row of the table of edit distances (optimal string alignment), so nothing is built before the walk begins.

use super::words::LONGEST;
use fst::Automaton;

/// Accepts words at most so many typos away from one.
pub struct Near<'a> {
    word: &'a [u8],
    most: u8,
}

/// Distances of what was walked so far to each beginning of the word, the row before it, and the letter between them.
#[derive(Clone, Copy)]
pub struct Rows {
    row: [u8; LONGEST + 1],
    above: [u8; LONGEST + 1],
    letter: u8,
    depth: u8,
}

impl<'a> Near<'a> {
    pub fn new(word: &'a str, most: u8) -> Near<'a> {
        let bytes = word.as_bytes();
        Near { word: &bytes[..bytes.len().min(LONGEST)], most }
    }
}

impl Automaton for Near<'_> {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut row = [0; LONGEST + 1];
        row.iter_mut().zip(0..).for_each(|(cell, n)| *cell = n);
        Rows { row, above: row, letter: 0, depth: 0 }
    }

    fn is_match(&self, rows: &Rows) -> bool {
        rows.row[self.word.len()] <= self.most
    }

    fn can_match(&self, rows: &Rows) -> bool {
        rows.row[..=self.word.len()].iter().any(|d| *d <= self.most)
    }

    fn accept(&self, rows: &Rows, letter: u8) -> Rows {
        let depth = rows.depth.saturating_add(1);
        let mut row = [depth; LONGEST + 1];
        for n in 1..=self.word.len() {
            let other = u8::from(self.word[n - 1] != letter);
            let plain = (rows.row[n - 1] + other).min(rows.row[n] + 1).min(row[n - 1] + 1);
            let swapped = n > 1 && rows.depth > 0 && self.word[n - 1] == rows.letter && self.word[n - 2] == letter;
            row[n] = if swapped { plain.min(rows.above[n - 2] + 1) } else { plain };
        }
        Rows { row, above: rows.row, letter, depth }
    }
}

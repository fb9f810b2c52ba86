//! Words at a small distance: one letter more, less, other, or two neighbors swapped.
//!
//! An automaton that walks the vocabulary and turns back as soon as no continuation can be near enough. It is the
//! bit-parallel one of Wu and Manber: bit `i` of row `d` says that the first `i` letters of the word were read with at
//! most `d` typos. Swapped neighbors need the rows of one letter before.

use super::words::LONGEST;
use fst::Automaton;

/// Most typos told apart.
pub const MOST: usize = 3;

/// Accepts words at most so many typos away from one.
pub struct Near {
    /// Per letter: where it stands in the word.
    places: [u64; 256],
    length: usize,
    most: usize,
    end: End,
}

/// What may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing: the whole word is near.
    Closed,
    /// Anything: its beginning is near.
    Open,
}

/// The rows after what was walked so far, those before the last letter, and that letter.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    now: [u64; MOST + 1],
    before: [u64; MOST + 1],
    letter: u8,
    /// The beginning was near enough: by so many typos.
    reached: Option<u8>,
}

impl Near {
    pub fn new(word: &str, most: u8, end: End) -> Near {
        let bytes = &word.as_bytes()[..word.len().min(LONGEST)];
        let mut places = [0; 256];
        bytes.iter().enumerate().for_each(|(n, b)| places[usize::from(*b)] |= 1 << n);
        Near { places, length: bytes.len(), most: usize::from(most).min(MOST), end }
    }

    /// How many typos were needed.
    pub fn typos(&self, rows: &Rows) -> Option<u8> {
        rows.reached.or_else(|| self.distance(&rows.now))
    }

    fn distance(&self, rows: &[u64; MOST + 1]) -> Option<u8> {
        (0_u8..).zip(&rows[..=self.most]).find(|(_, row)| *row >> self.length & 1 == 1).map(|(typos, _)| typos)
    }
}

impl Automaton for Near {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut now = [0; MOST + 1];
        now.iter_mut().enumerate().for_each(|(typos, row)| *row = (2 << typos) - 1);
        Rows { now, before: [0; MOST + 1], letter: 0, reached: None }
    }

    fn is_match(&self, rows: &Rows) -> bool {
        self.typos(rows).is_some()
    }

    fn can_match(&self, rows: &Rows) -> bool {
        rows.reached.is_some() || rows.now[self.most] != 0
    }

    fn will_always_match(&self, rows: &Rows) -> bool {
        rows.reached.is_some()
    }

    fn accept(&self, rows: &Rows, letter: u8) -> Rows {
        if rows.reached.is_some() {
            return *rows;
        }
        let here = self.places[usize::from(letter)];
        let swapped = here & self.places[usize::from(rows.letter)] >> 1;
        let word = (2_u64 << self.length) - 1;
        let mut now = [0; MOST + 1];
        now[0] = (rows.now[0] & here) << 1;
        for d in 1..=self.most {
            let (old, less) = (rows.now[d], rows.now[d - 1]);
            let swap = (rows.before[d - 1] & swapped) << 2;
            now[d] = ((old & here) << 1 | less | less << 1 | now[d - 1] << 1 | swap) & word;
        }
        let reached = if self.end == End::Open { self.distance(&now) } else { None };
        Rows { now, before: rows.now, letter, reached }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typos(word: &str, other: &str, most: u8) -> Option<u8> {
        let near = Near::new(word, most, End::Closed);
        near.typos(&other.bytes().fold(near.start(), |rows, letter| near.accept(&rows, letter)))
    }

    #[test]
    fn each_slip_of_the_finger_is_one_typo() {
        for other in ["milk", "mlik", "milck", "mik", "mulk", "mmilk", "ilk", "milks"] {
            assert_eq!(typos("milk", other, 2), Some(u8::from(other != "milk")), "{other}");
        }
        assert_eq!(typos("milk", "beer", 3), None);
        assert_eq!(typos("", "a", 1), Some(1));
    }

    #[test]
    fn swapped_and_then_some() {
        assert_eq!(typos("spaghetti", "sphagetti", 2), Some(2));
        assert_eq!(typos("strawberries", "strwabrries", 2), Some(2));
        assert_eq!(typos("strawberries", "strwabrries", 1), None);
    }

    #[test]
    fn an_open_end_takes_the_nearest_beginning() {
        let near = Near::new("strwb", 1, End::Open);
        let rows = "strawberry".bytes().fold(near.start(), |rows, letter| near.accept(&rows, letter));
        assert_eq!((near.typos(&rows), near.will_always_match(&rows)), (Some(1), true));
    }
}

//! Looking words up.

use super::forms::{self, Inside};
use super::index::{Index, Place, Seen};
use super::near::{End, Near};
use super::spelling::Nearby;
use super::tally::Tally;
use super::{Reading, words};
use fst::automaton::{Automaton, Str};
use fst::{IntoStreamer, Streamer};

/// A product that matches, and how far from what was typed it is: 0 is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Its number.
    pub(crate) product: u32,
    /// Adds up over the words typed.
    pub(crate) cost: u16,
}

impl Hit {
    /// The cost of every product where nothing was typed.
    pub(crate) const UNASKED: u16 = u16::MAX;

    /// A product where nothing was typed.
    pub(crate) fn unasked(product: u32) -> Hit {
        Hit { product, cost: Hit::UNASKED }
    }
}

/// What a match costs beside where it stands.
const OTHER_NUMBER: u8 = 1;
const UNFINISHED: u8 = 3;
const IN_TWO: u8 = 4;
const INSIDE: u8 = 6;
/// "Säfte" in Apfelsaft. A guess: "chese" is a typo in cheese rather than several of what stands in "peaches".
const CUT_AND_INSIDE: u8 = 18;
const TYPO: u8 = 12;

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effort {
    /// Names, brands, diets; words as they are, the last one maybe unfinished.
    Plain,
    /// Aisles too; every word maybe unfinished or with typos.
    Generous,
}

/// Fewer matches than this may be those of somebody else's typo: "oragnic" stands on one label.
const FEW: usize = 5;
/// They are, when forgiving typos finds so many times more.
const MANY_MORE: usize = 10;

/// What all words together found.
struct Counted {
    tally: Tally,
    /// By word: the nearest known one, where the word itself is not known.
    unknown: Vec<Option<Nearby>>,
}

/// A typed word.
struct Typed<'a> {
    text: &'a str,
    last: bool,
    effort: Effort,
}

impl Index {
    /// Everything that matches, in no order, and how it was understood.
    pub(crate) fn hits(&self, typed: &str) -> (Vec<Hit>, Reading) {
        let coded = self.codes.get(&words::code(typed)).map(Vec::as_slice).unwrap_or_default();
        let (matching, reading) = self.matching(&words::typed(typed));
        if coded.is_empty() {
            return (matching, reading);
        }
        let others = matching.into_iter().filter(|hit| !coded.contains(&hit.product));
        let others = others.map(|hit| Hit { cost: hit.cost.saturating_add(1), ..hit });
        (coded.iter().map(|product| Hit { product: *product, cost: 0 }).chain(others).collect(), Reading::AsTyped)
    }

    fn matching(&self, typed: &[String]) -> (Vec<Hit>, Reading) {
        let plain = self.count_all(typed, Effort::Plain).tally;
        let found = if plain.is_full() { plain.most_have() } else { 0 };
        if found >= FEW {
            return (self.of_names(&plain, typed.len()), Reading::AsTyped);
        }
        let Counted { tally: generous, unknown } = self.count_all(typed, Effort::Generous);
        if found * MANY_MORE > generous.most_have() {
            return (self.of_names(&plain, typed.len()), Reading::AsTyped);
        }
        let reading = match generous.most() {
            0 => Reading::Nothing(self.nearest(typed)),
            _ if !generous.is_full() => Reading::Partly,
            _ => self.respelled(typed, &unknown).map_or(Reading::AsTyped, Reading::Respelled),
        };
        (self.of_names(&generous, typed.len()), reading)
    }

    /// Of those that have the most words, names of which every word was typed are a little better.
    fn of_names(&self, tally: &Tally, typed: usize) -> Vec<Hit> {
        let more = |product: u32| self.name_words.get(product as usize).is_none_or(|words| usize::from(*words) > typed);
        tally.with(tally.most()).map(|(product, cost)| Hit { product, cost: cost * 2 + u16::from(more(product)) }).collect()
    }

    fn count_all(&self, typed: &[String], effort: Effort) -> Counted {
        let mut counted = Counted { tally: Tally::new(self.name_words.len()), unknown: Vec::new() };
        for (n, text) in typed.iter().enumerate() {
            let word = Typed { text, last: n + 1 == typed.len(), effort };
            self.plainly(&word, &mut counted.tally);
            if effort == Effort::Generous {
                self.in_two(text, &mut counted.tally);
                let unknown = counted.tally.is_empty();
                let near = self.near(text, if unknown { forms::typos(text) } else { forms::typos_if_known(text) });
                self.with_typos(&word, &near, &mut counted.tally);
                forms::singulars(text).iter().for_each(|form| self.within(form, CUT_AND_INSIDE, &word, &mut counted.tally));
                counted.unknown.push(near.into_iter().next().filter(|_| unknown));
            }
            counted.tally.close();
        }
        counted
    }

    /// As it is, in the other number, unfinished, within a longer word.
    fn plainly(&self, word: &Typed, tally: &mut Tally) {
        for (form, n) in forms::of(word.text).iter().zip(0_u8..) {
            self.count(self.number(form), OTHER_NUMBER.min(n), word, tally);
        }
        if word.last || word.effort == Effort::Generous {
            self.unfinished(word, tally);
        }
        self.within(word.text, INSIDE, word, tally);
    }

    /// What it may become; what many products have is likelier.
    fn unfinished(&self, word: &Typed, tally: &mut Tally) {
        let mut longer = Vec::new();
        let mut stream = self.words.search(Str::new(word.text).starts_with()).into_stream();
        while let Some((_, number)) = stream.next() {
            longer.extend(u32::try_from(number).ok());
        }
        let most = longer.iter().map(|number| self.products(*number)).max().unwrap_or(0);
        for number in longer {
            self.count(Some(number), UNFINISHED + self.rarity(number, most), word, tally);
        }
    }

    fn within(&self, part: &str, cost: u8, word: &Typed, tally: &mut Tally) {
        let mut count = |end: u64| {
            let longer = u32::try_from(end).map(|end| self.longer.row(end)).unwrap_or_default();
            longer.iter().for_each(|number| self.count(Some(*number), cost, word, tally));
        };
        match forms::inside(part) {
            Inside::No => {}
            Inside::AtTheEnd => self.ends.get(part).into_iter().for_each(count),
            Inside::Anywhere => {
                let mut stream = self.ends.search(Str::new(part).starts_with()).into_stream();
                while let Some((_, end)) = stream.next() {
                    count(end);
                }
            }
        }
    }

    /// "coconutmilk" is two words.
    fn in_two(&self, text: &str, tally: &mut Tally) {
        for (at, _) in text.char_indices().filter(|(at, _)| *at >= 3 && text.len() - at >= 3) {
            let (Some(left), Some(right)) = (self.number(&text[..at]), self.number(&text[at..])) else { continue };
            let right = self.occurrences.row(right);
            for seen in self.occurrences.row(left).iter().filter(|seen| seen.place <= Place::Brand) {
                if right.binary_search_by_key(&seen.product, |other| other.product).is_ok() {
                    tally.note(seen.product, IN_TWO);
                }
            }
        }
    }

    fn with_typos(&self, word: &Typed, near: &[Nearby], tally: &mut Tally) {
        for nearby in near {
            self.count(Some(nearby.number), TYPO + nearby.cost, word, tally);
        }
        // Unfinished and with a typo.
        if tally.is_empty() && word.last && forms::typos(word.text) > (1, 1) {
            let mut stream = self.words.search(Near::new(word.text, 1, End::Open)).into_stream();
            while let Some((_, number)) = stream.next() {
                self.count(u32::try_from(number).ok(), TYPO + UNFINISHED, word, tally);
            }
        }
    }

    /// A word's number, if any product has it.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.words.get(word).and_then(|number| u32::try_from(number).ok())
    }

    fn count(&self, number: Option<u32>, cost: u8, word: &Typed, tally: &mut Tally) {
        for Seen { product, place } in number.into_iter().flat_map(|number| self.occurrences.row(number)) {
            if *place != Place::Aisle || word.effort == Effort::Generous {
                tally.note(*product, cost + place.cost());
            }
        }
    }
}

impl Place {
    fn cost(self) -> u8 {
        match self {
            Place::Home => 0,
            Place::Head | Place::OtherHome => 1,
            Place::OtherHead => 2,
            Place::Name | Place::Brand => 3,
            Place::Synonym => 4,
            Place::Diet => 5,
            Place::Aisle => 6,
        }
    }
}

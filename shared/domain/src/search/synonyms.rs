//! The owner's synonyms: a product that has one of a group's phrases in its name is found by the others, too.

use super::{forms, words};
use std::collections::HashMap;

/// Phrases that mean the same, by the word they begin with.
#[derive(Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<Vec<String>>>,
    /// A first word in any number: which phrase of which group.
    beginnings: HashMap<String, Vec<(usize, usize)>>,
}

impl Synonyms {
    /// As the owner wrote them.
    pub fn of(written: &[Vec<String>]) -> Synonyms {
        let groups: Vec<Vec<Vec<String>>> = written.iter().map(|group| group.iter().map(|phrase| words::of(phrase)).collect()).collect();
        let mut beginnings: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (g, group) in groups.iter().enumerate() {
            for (p, phrase) in group.iter().enumerate() {
                let first = phrase.first().into_iter().flat_map(|word| forms::of(word));
                first.for_each(|form| beginnings.entry(form).or_default().push((g, p)));
            }
        }
        Synonyms { groups, beginnings }
    }

    /// The words of all other phrases of the groups that a name has a phrase of, each with how many words of the name lead
    /// up to the end of that phrase.
    pub fn beside(&self, name: &[String]) -> Vec<(usize, &str)> {
        let mut others = Vec::new();
        for (at, word) in name.iter().enumerate() {
            for (g, p) in self.beginnings.get(word).into_iter().flatten() {
                let phrase = &self.groups[*g][*p];
                if begins_with(&name[at..], phrase) {
                    let (until, other) = (at + phrase.len(), self.groups[*g].iter().enumerate().filter(|(n, _)| n != p));
                    others.extend(other.flat_map(|(_, phrase)| phrase).map(|word| (until, word.as_str())));
                }
            }
        }
        others
    }
}

fn begins_with(name: &[String], phrase: &[String]) -> bool {
    name.len() >= phrase.len() && name.iter().zip(phrase).all(|(word, other)| word == other || forms::of(other).contains(word))
}

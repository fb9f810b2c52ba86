//! Who waits for a sold-out product, and gets one letter when it is back.
//!
//! A product has a queue of people, a person a list of products. Both are short, and whoever got the letter is in neither.

use crate::Sku;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// People who may wait for one product.
pub const MOST_PEOPLE: usize = 100;
/// Products one address may wait for at a time.
pub const MOST_PRODUCTS: usize = 10;
/// Nobody waits for longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Who waits for a product. People are named by the hash of their address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Hashes of addresses.
    pub people: BTreeSet<String>,
    /// Grows with every change.
    pub version: u64,
    /// Seconds since 1970; the table may forget it then.
    pub garbage_after: i64,
}

/// Somebody who waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Where the letter goes; empty when nothing is waited for any more.
    pub email: String,
    /// The language of the letter.
    pub language: String,
    /// What is waited for.
    pub skus: BTreeSet<Sku>,
    /// Grows with every change.
    pub version: u64,
    /// Seconds since 1970; the table may forget it then.
    pub garbage_after: i64,
}

/// Who wants to wait.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// What is stored in place of the address.
    pub hash: &'a str,
    /// In lower case.
    pub email: &'a str,
    /// BCP 47.
    pub language: &'a str,
}

/// What becomes of a wish to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Both are to be stored together.
    Noted(Queue, Person),
    /// Many people wait for this product already.
    LongQueue,
    /// This address waits for many products already.
    LongList,
}

/// Puts somebody into a product's queue. Doing it again changes nothing but the language and how long it is kept.
pub fn note(queue: Queue, person: Person, sku: &Sku, who: Who<'_>, now: Timestamp) -> Waits {
    let Queue { mut people, version, .. } = queue;
    people.insert(who.hash.to_owned());
    if people.len() > MOST_PEOPLE {
        return Waits::LongQueue;
    }
    let mut skus = person.skus;
    skus.insert(sku.clone());
    if skus.len() > MOST_PRODUCTS {
        return Waits::LongList;
    }
    let garbage_after = (now + LONGEST).as_second();
    let queue = Queue { people, version: version + 1, garbage_after };
    let (email, language) = (who.email.to_owned(), who.language.to_owned());
    Waits::Noted(queue, Person { email, language, skus, version: person.version + 1, garbage_after })
}

impl Queue {
    /// Without somebody.
    pub fn without(mut self, hash: &str) -> Queue {
        self.people.remove(hash);
        Queue { version: self.version + 1, ..self }
    }
}

impl Person {
    /// Not waiting for a product any more; who waits for nothing is not known by address.
    pub fn without(mut self, sku: &Sku) -> Person {
        self.skus.remove(sku);
        let person = Person { version: self.version + 1, ..self };
        if person.skus.is_empty() { Person { email: String::new(), ..person } } else { person }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: Who<'_> = Who { hash: "ada", email: "ada@example.org", language: "de" };

    fn sku(text: &str) -> Sku {
        Sku::parse(text).unwrap()
    }

    fn noted(queue: Queue, person: Person, code: &str) -> (Queue, Person) {
        match note(queue, person, &sku(code), ADA, "2026-11-23T09:00:00Z".parse().unwrap()) {
            Waits::Noted(queue, person) => (queue, person),
            refused => panic!("{refused:?}"),
        }
    }

    #[test]
    fn who_asks_twice_waits_once() {
        let (queue, person) = noted(Queue::default(), Person::default(), "milk");
        let (queue, person) = noted(queue, person, "milk");
        assert_eq!((queue.people.len(), person.skus.len(), queue.version), (1, 1, 2));
        assert_eq!(person.language, "de");
    }

    #[test]
    fn who_waits_for_nothing_is_forgotten() {
        let (queue, person) = noted(Queue::default(), Person::default(), "milk");
        let (_, person) = noted(Queue::default(), person, "bread");
        let person = person.without(&sku("milk"));
        assert_eq!(person.email, "ada@example.org");
        assert_eq!(person.without(&sku("bread")).email, "");
        assert!(queue.without("ada").people.is_empty());
    }

    #[test]
    fn queues_and_lists_are_short() {
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        let people = (0..MOST_PEOPLE).map(|n| n.to_string()).collect();
        let full = Queue { people, ..Queue::default() };
        assert_eq!(note(full, Person::default(), &sku("milk"), ADA, now), Waits::LongQueue);
        let skus = (0..MOST_PRODUCTS).map(|n| sku(&format!("thing-{n}"))).collect();
        let busy = Person { skus, ..Person::default() };
        assert_eq!(note(Queue::default(), busy, &sku("milk"), ADA, now), Waits::LongList);
    }
}

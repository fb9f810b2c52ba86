//! Chance that is the same on every run: drawn from a hash of what it is about.

use sha2::{Digest, Sha256};
use std::fmt::Display;

/// Numbers drawn for one question about one thing.
#[derive(Clone, Copy, Debug)]
pub struct Chance(u64);

impl Chance {
    /// `Chance::of("quantity", 24838)`: another question about the same thing is independent.
    pub fn of(question: &str, about: impl Display) -> Chance {
        let digest = Sha256::digest(format!("{question}/{about}"));
        let bytes = digest.first_chunk::<8>().copied().unwrap_or_default();
        Chance(u64::from_be_bytes(bytes))
    }

    /// True in so many of a hundred cases.
    pub fn percent(self, share: u64) -> bool {
        self.0 % 100 < share
    }

    /// From 0 to 99: for cases that exclude each other.
    pub fn hundredth(self) -> u64 {
        self.0 % 100
    }

    /// From `low` to `high`, both possible.
    pub fn within(self, low: u64, high: u64) -> u64 {
        low + self.0 % (high.saturating_sub(low) + 1)
    }

    /// One of these.
    pub fn one<T>(self, of: &[T]) -> Option<&T> {
        of.get(usize::try_from(self.0 % u64::try_from(of.len().max(1)).ok()?).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_has_the_same_answer() {
        assert_eq!(Chance::of("price", 7).within(49, 1999), Chance::of("price", 7).within(49, 1999));
        assert!((0..1000).all(|n| (49..=1999).contains(&Chance::of("price", n).within(49, 1999))));
    }

    #[test]
    fn shares_are_about_right() {
        let hits = (0..10_000).filter(|n| Chance::of("weight", n).percent(8)).count();
        assert!((700..900).contains(&hits), "{hits}");
    }
}

//! A message taken apart once, so that filling it in costs no more than copying its pieces.

use std::fmt::{Result, Write};

/// Pieces of text, and between them places for values.
#[derive(Debug)]
pub(crate) struct Pattern(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Text(String),
    Value(usize),
}

/// Values are marked by characters no text has: the first of Unicode's private ones, the second, ...
const FIRST: u32 = 0xE000;

/// What stands for the value so many places behind the first.
pub(crate) fn mark(n: usize) -> String {
    u32::try_from(n).ok().and_then(|n| char::from_u32(FIRST + n)).map(String::from).unwrap_or_default()
}

impl Pattern {
    /// Takes a text apart in which each value is its [`mark`].
    pub(crate) fn of(marked: &str) -> Pattern {
        let mut pieces = Vec::new();
        for c in marked.chars() {
            match (u32::from(c).checked_sub(FIRST).filter(|n| *n < 8), pieces.last_mut()) {
                (Some(n), _) => pieces.push(Piece::Value(usize::try_from(n).unwrap_or(0))),
                (None, Some(Piece::Text(text))) => text.push(c),
                (None, _) => pieces.push(Piece::Text(c.into())),
            }
        }
        Pattern(pieces)
    }

    /// Writes it; `value` writes each of the values.
    pub(crate) fn write<W: Write + ?Sized>(&self, out: &mut W, mut value: impl FnMut(usize, &mut W) -> Result) -> Result {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.write_str(text)?,
                Piece::Value(n) => value(*n, out)?,
            }
        }
        Ok(())
    }

    /// Writes it with these values.
    pub(crate) fn fill(&self, values: &[&str]) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut text, |n, out| out.write_str(values.get(n).copied().unwrap_or_default()));
        text
    }
}

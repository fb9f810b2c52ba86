//! Where in a line the amount stands: before the thing (`500 g carrots`) or after it (`carrots 500 g`).

use super::Amount;
use super::words::{Meaning, meaning, number, stands_alone};

/// A word of a line: as typed, and what it means.
struct Token<'a> {
    text: &'a str,
    lower: String,
    means: Meaning,
}

/// The amount a line says, and the other words. Without other words, all of it is what to look for.
pub fn split(line: &str) -> (Amount, String) {
    let tokens = tokens(line);
    let (amount, mut rest) = match before(&tokens) {
        Some((amount, used)) if used < tokens.len() => (amount, &tokens[used..]),
        _ => (Amount::Unsaid, &tokens[..]),
    };
    let (after, kept) = behind(rest);
    if kept > 0 {
        rest = &rest[..kept];
    }
    let amount = match (amount, after.filter(|_| kept > 0)) {
        (Amount::Unsaid, Some(after)) => after,
        // "2 cola 0.33 l" asks for two; the size only helps to find the right one.
        (said, _) => said,
    };
    let words: Vec<&str> = rest.iter().filter(|t| t.text.chars().any(char::is_alphanumeric)).map(|t| t.text).collect();
    (amount, if words.is_empty() { line.to_owned() } else { words.join(" ") })
}

/// The words of a line, without bullets and brackets; `500g` is two words.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
    let line = ["[x]", "[X]", "[ ]", "[]"].iter().find_map(|tick| line.strip_prefix(tick)).unwrap_or(line);
    let mut all = Vec::new();
    for word in line.split_whitespace() {
        let word = word.trim_matches(|c: char| "()[]:!?\"'".contains(c)).trim_end_matches('.');
        let (digits, letters) = word.split_at(word.find(|c: char| !is_of_number(c)).unwrap_or(word.len()));
        let glued = !digits.is_empty() && number(digits).is_some() && meaning(&letters.to_lowercase()) != Meaning::Other;
        let times = word.strip_prefix(['x', 'X', '×']).filter(|digits| number(digits).is_some());
        match times {
            Some(count) => all.extend([token("x"), token(count)]),
            None if glued && !letters.is_empty() => all.extend([token(digits), token(letters)]),
            None if word.is_empty() => {}
            None => all.push(token(word)),
        }
    }
    all
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || ".,/½¼¾".contains(c)
}

fn token(text: &str) -> Token<'_> {
    let lower = text.to_lowercase();
    Token { text, means: meaning(&lower), lower }
}

/// An amount at the beginning, and how many words it is.
fn before(tokens: &[Token]) -> Option<(Amount, usize)> {
    let (count, mut used) = count(tokens)?;
    // "3.5 % milk" is no amount.
    if tokens.get(used).is_some_and(|t| t.text.starts_with('%')) {
        return None;
    }
    let unit = tokens.get(used).map_or(Meaning::Other, |t| t.means);
    let mut amount = of(count, unit);
    used += usize::from(amount.is_some());
    if unit == Meaning::Times
        && let Some((each, more)) = measured(&tokens[used..])
    {
        (amount, used) = (Some(times(count, each)), used + more);
    }
    used += usize::from(tokens.get(used).is_some_and(|t| t.means == Meaning::Of));
    Some((amount.unwrap_or(Amount::Things(whole(count))), used))
}

/// A number in thousandths at the beginning: `2`, `1 1/2`, `half a`, `ein halbes`, or a unit that stands for one of itself.
fn count(tokens: &[Token]) -> Option<(u32, usize)> {
    let at = |n: usize| tokens.get(n).map_or(Meaning::Other, |t| t.means);
    match (at(0), at(1)) {
        (Meaning::One, Meaning::Number(part)) if part < 1000 => Some((part, 2)),
        (Meaning::One, _) => Some((1000, 1)),
        (Meaning::Number(whole), Meaning::Number(part)) if whole % 1000 == 0 && part < 1000 => Some((whole.saturating_add(part), 2)),
        (Meaning::Number(part), Meaning::One) if part < 1000 => Some((part, 2)),
        (Meaning::Number(n), _) if n > 0 => Some((n, 1)),
        (Meaning::Packs, Meaning::Of) => Some((1000, 0)),
        _ if tokens.first().is_some_and(|t| stands_alone(&t.lower)) => Some((1000, 0)),
        _ => None,
    }
}

/// So many of a unit; `None`: it is none.
fn of(count: u32, unit: Meaning) -> Option<Amount> {
    let exact = |one: u32| u32::try_from((u64::from(count) * u64::from(one)).div_ceil(1000)).unwrap_or(u32::MAX);
    match unit {
        Meaning::Weight(grams) => Some(Amount::Grams(exact(grams))),
        Meaning::Volume(ml) => Some(Amount::Milliliters(exact(ml))),
        Meaning::Times | Meaning::Packs => Some(Amount::Packs(whole(count))),
        Meaning::Things => Some(Amount::Things(whole(count))),
        Meaning::Dozen => Some(Amount::Things(exact(12))),
        Meaning::Number(_) | Meaning::One | Meaning::Of | Meaning::Other => None,
    }
}

/// `500 g` at the beginning, and how many words it is.
fn measured(tokens: &[Token]) -> Option<(Amount, usize)> {
    let (count, used) = count(tokens)?;
    let amount = of(count, tokens.get(used)?.means).filter(|a| matches!(a, Amount::Grams(_) | Amount::Milliliters(_)))?;
    Some((amount, used + 1))
}

fn times(count: u32, each: Amount) -> Amount {
    let count = whole(count);
    match each {
        Amount::Grams(g) => Amount::Grams(g.saturating_mul(count)),
        Amount::Milliliters(ml) => Amount::Milliliters(ml.saturating_mul(count)),
        Amount::Unsaid | Amount::Things(_) | Amount::Packs(_) => Amount::Packs(count),
    }
}

/// Half a cucumber is a cucumber.
fn whole(thousandths: u32) -> u32 {
    thousandths.div_ceil(1000)
}

/// An amount at the end, and how many words come before it.
fn behind(tokens: &[Token]) -> (Option<Amount>, usize) {
    let n = tokens.len();
    let last = |back: usize| n.checked_sub(back).and_then(|at| tokens.get(at)).map_or(Meaning::Other, |t| t.means);
    match (last(2), last(1)) {
        (Meaning::Number(count), unit) if count > 0 && of(count, unit).is_some() => (of(count, unit), n - 2),
        (Meaning::Times, Meaning::Number(count)) if count > 0 => (Some(Amount::Packs(whole(count))), n - 2),
        (_, Meaning::Number(count)) if count > 0 && count % 1000 == 0 => (Some(Amount::Things(whole(count))), n - 1),
        _ => (None, n),
    }
}

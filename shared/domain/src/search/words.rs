//! What counts as a word, and how words are written to be compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: nothing on a shelf has more letters.
pub const LONGEST: usize = 32;
/// More typed words than this are not looked at.
const MOST_WORDS: usize = 8;

/// Dropped from what is typed: they match everything and mean nothing.
const FILLERS: [&str; 19] =
    ["a", "and", "der", "die", "das", "ein", "eine", "for", "fur", "in", "mit", "of", "or", "ohne", "some", "the", "to", "und", "with"];

/// The words of a text as they stand in it.
pub fn raw(text: &str) -> impl Iterator<Item = &str> {
    // "Jerry's" is one word.
    let belongs = |c: char| c.is_alphanumeric() || c == '\'' || c == '’' || is_combining_mark(c);
    text.split(move |c| !belongs(c)).filter(|word| word.contains(char::is_alphanumeric))
}

/// The words of a text as they are compared.
pub fn of(text: &str) -> Vec<String> {
    raw(text).map(fold).collect()
}

/// The words to look for, without fillers unless there is nothing else.
pub fn typed(text: &str) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(200)];
    let all = of(text);
    let telling: Vec<String> = all.iter().filter(|w| !FILLERS.contains(&w.as_str())).cloned().collect();
    let mut words = if telling.is_empty() { all } else { telling };
    words.truncate(MOST_WORDS);
    words
}

/// A word as it is compared: lower case, without accents. Äpfel, Aepfel and Apfel become one, Grieß and Griess too.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    if word.is_ascii() {
        word.bytes().for_each(|b| push(&mut folded, char::from(b.to_ascii_lowercase())));
    } else {
        word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).for_each(|c| push(&mut folded, c));
    }
    folded.truncate(folded.floor_char_boundary(LONGEST));
    folded
}

fn push(folded: &mut String, letter: char) {
    match letter {
        // An umlaut written out. Not in "queso".
        'e' if folded.ends_with(['a', 'o']) => {}
        'e' if folded.ends_with('u') && !folded.ends_with("qu") => {}
        'ß' => folded.push_str("ss"),
        'æ' => folded.push('a'),
        'œ' | 'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' => folded.push('d'),
        letter if letter.is_alphanumeric() => folded.push(letter),
        _ => {}
    }
}

/// A code as it is compared: `00012345` is `12345`.
pub fn code(text: &str) -> String {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.trim_start_matches('0');
    if digits.is_empty() { text } else { digits.to_owned() }
}

//! What counts as a word, and which words count as the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: nothing on a shelf has more letters.
pub const LONGEST: usize = 32;

/// Dropped from what is typed: they match everything and mean nothing.
const FILLERS: [&str; 10] = ["a", "and", "for", "in", "of", "or", "some", "the", "to", "with"];

/// The words of a text: lower case, without accents, split where neither letters nor digits stand.
pub fn of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let Some(word) = words.last_mut() else { break };
        match c {
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'ø' => word.push('o'),
            'ł' => word.push('l'),
            'đ' => word.push('d'),
            // "Jerry's" is one word.
            '\'' | '’' => {}
            c if c.is_alphanumeric() => word.push(c),
            _ if word.is_empty() => {}
            _ => words.push(String::new()),
        }
    }
    words.retain(|w| !w.is_empty());
    words.iter_mut().for_each(|w| w.truncate(w.floor_char_boundary(LONGEST)));
    words
}

/// The words to look for, without fillers unless there is nothing else.
pub fn typed(text: &str, most: usize) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(200)];
    let all = of(text);
    let telling: Vec<String> = all.iter().filter(|w| !FILLERS.contains(&w.as_str())).cloned().collect();
    let mut words = if telling.is_empty() { all } else { telling };
    words.truncate(most);
    words
}

/// The word itself, and what may be its singular: tomatoes, tomato; berries, berry; cookies, cookie.
pub fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let cut = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() >= 3);
    forms.extend(cut("ies").map(|stem| format!("{stem}y")));
    forms.extend(cut("es").map(str::to_owned));
    forms.extend(cut("s").filter(|stem| !stem.ends_with('s')).map(str::to_owned));
    forms
}

/// How many typos are forgiven in a word.
pub fn typos(word: &str) -> u8 {
    match word.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// A code as it is compared: `00012345` is `12345`.
pub fn code(text: &str) -> String {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.trim_start_matches('0');
    if digits.is_empty() { text } else { digits.to_owned() }
}

//! The addresses of products: `/products/milk-1l/whole-milk-1-l`.
//!
//! The code comes first and says everything; the name behind it is for people and search engines. Codes hold dashes, as
//! names do: in `/products/whole-milk-milk-1l` nobody could tell where the code begins.

use crate::Sku;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer name is cut between two of its words.
const LONGEST: usize = 60;

/// The path of a product's page. Without a name in Latin letters it is the code alone.
pub fn product(sku: &Sku, name: &str) -> String {
    match slug(name) {
        slug if slug.is_empty() => format!("/products/{sku}"),
        slug => format!("/products/{sku}/{slug}"),
    }
}

/// A name as it stands in an address: lower case letters, digits and dashes.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len().min(2 * LONGEST));
    for c in name.nfc().flat_map(char::to_lowercase) {
        // "Jerry's" is one word.
        match c {
            '\'' | '’' => {}
            c if c.is_ascii() => note(&mut slug, c),
            c => folded(&mut slug, c),
        }
        if slug.len() > 2 * LONGEST {
            break;
        }
    }
    slug.truncate(cut(&slug));
    slug
}

/// A letter or digit; a dash for anything else, but never two and none at the start.
fn note(slug: &mut String, c: char) {
    match c {
        c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
        _ if slug.is_empty() || slug.ends_with('-') => {}
        _ => slug.push('-'),
    }
}

/// German letters as they are spelled without the dots, the others without their marks.
fn folded(slug: &mut String, c: char) {
    let spelled = match c {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).for_each(|c| note(slug, c)),
    };
    slug.push_str(spelled);
}

/// Where a slug ends: before the word that is too much, and without a dash.
fn cut(slug: &str) -> usize {
    let fits = match slug.get(..=LONGEST) {
        Some(head) => head.rfind('-').map_or(&slug[..LONGEST], |dash| &slug[..dash]),
        None => slug,
    };
    fits.trim_end_matches('-').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(name: &str) -> String {
        product(&Sku::parse("a-1").unwrap(), name)
    }

    #[test]
    fn a_name_is_spelled_in_plain_letters() {
        assert_eq!(path("Elstar Apples, loose"), "/products/a-1/elstar-apples-loose");
        assert_eq!(path("Süße Äpfel & Weißkäse"), "/products/a-1/suesse-aepfel-weisskaese");
        assert_eq!(path("Su\u{308}ße A\u{308}pfel"), "/products/a-1/suesse-aepfel", "the same letters, written as two");
        assert_eq!(path("Crème Brûlée №5 Łódź"), "/products/a-1/creme-brulee-no5-lodz");
        assert_eq!(path("Ben & Jerry's 4 % “½ l”"), "/products/a-1/ben-jerrys-4-1-2-l");
    }

    #[test]
    fn a_name_without_latin_letters_leaves_the_code() {
        for name in ["", "  ", "—", "🍎", "яблоко", "<>"] {
            assert_eq!(path(name), "/products/a-1", "{name}");
        }
    }

    #[test]
    fn a_long_name_ends_with_a_whole_word() {
        assert_eq!(slug(&"seven77 ".repeat(30)), ["seven77"; 7].join("-"));
        assert_eq!(slug(&"x".repeat(300)).len(), LONGEST);
        assert_eq!(slug(&format!("{} y", "x".repeat(LONGEST))), "x".repeat(LONGEST));
    }

    proptest! {
        #[test]
        fn any_name_makes_a_clean_address(name in "\\PC{0,120}") {
            let slug = slug(&name);
            prop_assert!(slug.len() <= LONGEST && !slug.contains("--") && !slug.starts_with('-') && !slug.ends_with('-'), "{}", slug);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", slug);
            prop_assert_eq!(super::slug(&slug), slug);
        }
    }
}

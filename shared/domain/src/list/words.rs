//! The words a list says amounts with: numbers, units, packs; English and German.

/// What a word of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// In thousandths.
    Number(u32),
    /// `a`, `ein`: one, where an amount is expected.
    One,
    /// Grams in one of it.
    Weight(u32),
    /// Milliliters in one of it.
    Volume(u32),
    /// `x`.
    Times,
    /// Twelve.
    Dozen,
    /// `pieces`.
    Things,
    /// `bottles`.
    Packs,
    /// `of`.
    Of,
    /// Anything else.
    Other,
}

/// What a word in lower case means.
pub fn meaning(word: &str) -> Meaning {
    match word {
        "g" | "gr" | "gram" | "grams" | "gramm" => Meaning::Weight(1),
        "kg" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramm" => Meaning::Weight(1000),
        "pfund" => Meaning::Weight(500),
        "lb" | "lbs" | "pound" | "pounds" => Meaning::Weight(454),
        "oz" | "ounce" | "ounces" => Meaning::Weight(28),
        "ml" => Meaning::Volume(1),
        "cl" => Meaning::Volume(10),
        "l" | "liter" | "liters" | "litre" | "litres" | "ltr" => Meaning::Volume(1000),
        "x" | "×" | "mal" => Meaning::Times,
        "dozen" | "dutzend" => Meaning::Dozen,
        "piece" | "pieces" | "pc" | "pcs" | "stück" | "stueck" | "stk" | "st" => Meaning::Things,
        "of" | "von" | "vom" => Meaning::Of,
        "a" | "an" | "ein" | "eine" | "einen" | "einem" | "einer" => Meaning::One,
        _ if is_pack(word) => Meaning::Packs,
        _ => number_word(word).or_else(|| number(word)).map_or(Meaning::Other, Meaning::Number),
    }
}

/// Units that stand for one of themselves when no number comes before: `Pfund Kaffee`.
pub fn stands_alone(word: &str) -> bool {
    matches!(word, "dozen" | "dutzend" | "kilo" | "pfund" | "pound")
}

fn is_pack(word: &str) -> bool {
    let english = ["pack", "packet", "bottle", "can", "tin", "bag", "jar", "carton", "box", "crate", "tube", "bar", "tub"];
    let german = ["packung", "flasche", "dose", "tüte", "schachtel", "tafel", "kiste", "tube"];
    let endings = |stem: &str, plural: &str| word.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest == plural);
    let odd =
        ["boxes", "bunch", "bunches", "loaf", "loaves", "packungen", "päckchen", "beutel", "glas", "gläser", "karton", "kasten", "bund"];
    english.iter().any(|stem| endings(stem, "s")) || german.iter().any(|stem| endings(stem, "n")) || odd.contains(&word) || word == "becher"
}

fn number_word(word: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    const GERMAN: [&str; 12] = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
    match word {
        "half" | "halb" | "halbe" | "halber" | "halben" | "halbes" | "½" => return Some(500),
        "quarter" | "viertel" | "¼" => return Some(250),
        "¾" => return Some(750),
        _ => {}
    }
    let found = [ENGLISH, GERMAN].iter().find_map(|words| words.iter().position(|w| *w == word));
    u32::try_from(found? + 1).ok()?.checked_mul(1000)
}

/// `2`, `1.5`, `1,5`, `1/2`, `1½`; in thousandths.
pub fn number(word: &str) -> Option<u32> {
    if let Some((whole, part)) = word.char_indices().last().and_then(|(at, c)| Some((&word[..at], part_of(c)?))) {
        return whole_number(whole)?.checked_mul(1000)?.checked_add(part);
    }
    if let Some((over, under)) = word.split_once('/') {
        return whole_number(over)?.checked_mul(1000)?.checked_div(whole_number(under)?);
    }
    match word.split_once(['.', ',']) {
        None => whole_number(word)?.checked_mul(1000),
        Some((whole, decimals)) if decimals.len() <= 3 => {
            let thousandths = whole_number(decimals)?.checked_mul([0, 100, 10, 1][decimals.len()])?;
            whole_number(whole)?.checked_mul(1000)?.checked_add(thousandths)
        }
        Some(_) => None,
    }
}

fn part_of(sign: char) -> Option<u32> {
    match sign {
        '½' => Some(500),
        '¼' => Some(250),
        '¾' => Some(750),
        _ => None,
    }
}

/// At most six digits: nobody buys a million of anything.
fn whole_number(digits: &str) -> Option<u32> {
    let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

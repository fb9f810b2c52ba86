//! Which words count as the same: one and many, in English and in German.
//!
//! Rules, not a dictionary, and only one step: a form counts when some product has it. Umlauts are no matter here,
//! words are folded before (Äpfel is apfel already).

/// Plurals that no rule finds.
const IRREGULAR: [(&str, &str); 6] =
    [("blatt", "blatter"), ("ei", "eier"), ("glas", "glaser"), ("goose", "geese"), ("kind", "kinder"), ("leaf", "leaves")];
/// Short words that German builds longer ones with: Olivenöl, Früchtetee, Hühnerei.
const SHORT_HEADS: [&str; 2] = ["ol", "ei"];

/// The word itself first, then what may be its singular or plural.
pub fn of(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if word.contains(|c: char| c.is_ascii_digit()) {
        return forms;
    }
    forms.extend(IRREGULAR.iter().filter(|(one, _)| *one == word).map(|(_, many)| (*many).to_owned()));
    forms.extend(singulars(word));
    plurals(word, &mut forms);
    forms
}

/// What may be its singular: berries, berry; loaves, loaf; Tomaten, Tomate; Säfte, Saft.
pub fn singulars(word: &str) -> Vec<String> {
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|stem| stem.len() >= least);
    let mut forms: Vec<String> = IRREGULAR.iter().filter(|(_, many)| *many == word).map(|(one, _)| (*one).to_owned()).collect();
    forms.extend(cut("ies", 2).map(|stem| format!("{stem}y")));
    forms.extend(cut("ves", 3).into_iter().flat_map(|stem| [format!("{stem}f"), format!("{stem}fe")]));
    forms.extend(cut("es", 3).map(str::to_owned));
    forms.extend(cut("s", 3).filter(|stem| !stem.ends_with('s')).map(str::to_owned));
    forms.extend(cut("n", 4).filter(|stem| stem.ends_with(['e', 'l', 'r'])).map(str::to_owned));
    forms.extend(cut("e", 4).map(str::to_owned));
    forms
}

fn plurals(word: &str, forms: &mut Vec<String>) {
    forms.push(format!("{word}s"));
    forms.push(format!("{word}es"));
    forms.extend(word.strip_suffix('y').map(|stem| format!("{stem}ies")));
    forms.extend(word.strip_suffix("fe").or_else(|| word.strip_suffix('f')).map(|stem| format!("{stem}ves")));
    forms.extend(word.ends_with(['e', 'l', 'r']).then(|| format!("{word}n")));
    forms.extend((word.len() >= 4).then(|| format!("{word}e")));
}

/// How a word may stand inside a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// Anywhere but at the beginning: "saft" in Apfelsaftschorle.
    Anywhere,
    /// At the end only: "tee" in Früchtetee.
    AtTheEnd,
    /// It is too short to mean anything there.
    No,
}

/// How this word may stand inside a longer one.
pub fn inside(word: &str) -> Inside {
    match word.chars().count() {
        4.. if !word.contains(|c: char| c.is_ascii_digit()) => Inside::Anywhere,
        3 => Inside::AtTheEnd,
        _ if SHORT_HEADS.contains(&word) => Inside::AtTheEnd,
        _ => Inside::No,
    }
}

/// The ends of a word that another may be found by: each leaves at least three letters before it.
pub fn ends(word: &str) -> impl Iterator<Item = &str> {
    let starts = word.char_indices().skip(3).map(|(at, _)| at);
    starts.map(|at| &word[at..]).filter(|end| end.len() >= 3 || SHORT_HEADS.contains(end))
}

/// How many typos are forgiven in a word, and how many if that finds nothing. None in short words and in numbers.
pub fn typos(word: &str) -> (u8, u8) {
    match word.chars().count() {
        _ if word.contains(|c: char| c.is_ascii_digit()) => (0, 0),
        0..4 => (0, 0),
        4 => (1, 1),
        5..8 => (1, 2),
        _ => (2, 2),
    }
}

/// The same for a word that some product has, but none together with the other words: "bread butter" is not "cream butter".
pub fn typos_if_known(word: &str) -> (u8, u8) {
    let forgiven = typos(word).0.min(1);
    (forgiven, forgiven)
}

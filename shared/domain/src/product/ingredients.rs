//! Allergens where they stand in the list of ingredients: Regulation (EU) 1169/2011, article 21 (1) (b) wants them
//! emphasized there.
//!
//! Only what the product declares is looked for. A word is emphasized whole: in `Vollmilchpulver`, too, so that it is
//! read as one word. What only sounds like it stays as it is: coconut milk, cocoa butter, eggplant, nutmeg.

use super::Allergen;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A stretch of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// As written.
    pub text: &'a str,
    /// The allergen it names.
    pub names: Option<Allergen>,
}

/// The list of ingredients in stretches; put together they are the list.
pub fn emphasized<'a>(list: &'a str, declared: &[Allergen]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let (mut from, mut before) = (0, String::new());
    for (start, end) in words(list) {
        let word = plain(&list[start..end]);
        if let Some(names) = declared.iter().copied().find(|a| is_named(*a, &word, &before)) {
            parts.extend((from < start).then(|| Part { text: &list[from..start], names: None }));
            parts.push(Part { text: &list[start..end], names: Some(names) });
            from = end;
        }
        before = word;
    }
    parts.extend((from < list.len()).then(|| Part { text: &list[from..], names: None }));
    parts
}

/// Where the words of a text begin and end.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    found.extend(start.map(|from| (from, text.len())));
    found
}

/// In small letters without marks.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('ß', "ss").nfd().filter(|c| !is_combining_mark(*c)).collect()
}

fn is_named(allergen: Allergen, word: &str, before: &str) -> bool {
    let Words { alone, inside, never, not_after } = words_of(allergen);
    // `Eis` is no plural of `Ei`.
    let plural = |one: &str| one.len() > 2 && word.strip_prefix(one).is_some_and(|rest| matches!(rest, "s" | "es"));
    let is_so = alone.iter().any(|one| word == *one || plural(one)) || inside.iter().any(|s| word.contains(s));
    is_so && !never.iter().any(|n| word.contains(n)) && !not_after.contains(&before)
}

/// How an allergen is written in lists of ingredients, in English and German.
struct Words {
    /// As a word of its own, singular or plural.
    alone: &'static [&'static str],
    /// Anywhere in a word: German puts them together.
    inside: &'static [&'static str],
    /// Words that hold one of those and mean something else.
    never: &'static [&'static str],
    /// After these it is another thing: coconut milk, cocoa butter.
    not_after: &'static [&'static str],
}

const NONE: &[&str] = &[];
const FISH: Words = Words {
    alone: &["cod", "tuna", "hake", "sole", "carp", "aal", "scholle", "karpfen"],
    inside: &[
        "fish",
        "fisch",
        "salmon",
        "lachs",
        "trout",
        "forelle",
        "herring",
        "hering",
        "pollock",
        "sardine",
        "anchov",
        "sardelle",
        "mackerel",
        "makrele",
        "kabeljau",
        "dorsch",
        "haddock",
        "halibut",
        "heilbutt",
        "matjes",
        "rotbarsch",
        "seehecht",
        "zander",
    ],
    never: &["tintenfisch", "cuttlefish", "crayfish", "shellfish"],
    not_after: NONE,
};

const MILK: Words = Words {
    alone: &["cream", "butter", "buttermilk", "ghee", "curd", "rahm", "schmand", "skyr", "kefir", "ricotta", "mascarpone"],
    inside: &[
        "milk",
        "milch",
        "whey",
        "molke",
        "lactose",
        "laktose",
        "casein",
        "kasein",
        "sahne",
        "sussrahm",
        "sauerrahm",
        "butterfett",
        "butterreinfett",
        "butterschmalz",
        "joghurt",
        "quark",
        "kase",
    ],
    never: &[
        "kokosmilch",
        "kokosnussmilch",
        "mandelmilch",
        "hafermilch",
        "sojamilch",
        "reismilch",
        "kakaobutter",
        "milchsaure",
        "sheabutter",
        "kulturen",
        "leberkase",
        "kokosjoghurt",
        "sojajoghurt",
        "sojasahne",
        "hafersahne",
    ],
    not_after: &["coconut", "almond", "oat", "soy", "soya", "rice", "cocoa", "cacao", "shea", "peanut", "nut", "almonds"],
};

const NUTS: Words = Words {
    alone: &["nut", "nuss", "nusse", "nussen", "pecan", "brazil"],
    inside: &[
        "almond",
        "mandel",
        "hazelnut",
        "haselnuss",
        "walnut",
        "walnuss",
        "cashew",
        "pistach",
        "pistazie",
        "macadamia",
        "pekannuss",
        "paranuss",
        "schalenfrucht",
        "nussmischung",
        "nussmus",
    ],
    never: &["coconut", "kokosnuss", "nutmeg", "muskatnuss", "peanut", "erdnuss", "erdmandel", "doughnut", "chestnut"],
    not_after: NONE,
};

const MOLLUSCS: Words = Words {
    alone: &["clam", "snail", "sepia"],
    inside: &[
        "mollus",
        "weichtier",
        "mussel",
        "muschel",
        "oyster",
        "auster",
        "squid",
        "cuttlefish",
        "tintenfisch",
        "kalmar",
        "octopus",
        "oktopus",
        "scallop",
        "schnecke",
    ],
    never: NONE,
    not_after: NONE,
};

fn words_of(allergen: Allergen) -> Words {
    let of = |alone, inside| Words { alone, inside, never: NONE, not_after: NONE };
    match allergen {
        Allergen::Gluten => Words {
            never: &["buckwheat", "buchweizen", "glutenfree", "glutenfrei"],
            ..of(
                &["rye", "oat", "spelt", "emmer", "kamut"],
                &["wheat", "barley", "gluten", "weizen", "roggen", "gerste", "hafer", "dinkel", "einkorn", "grunkern", "triticale"],
            )
        },
        Allergen::Crustaceans => of(
            &["crab", "prawn", "krill"],
            &["shrimp", "lobster", "crayfish", "crustacean", "krustentier", "garnele", "krebs", "hummer", "krabbe", "langust", "scampi"],
        ),
        Allergen::Eggs => Words {
            never: &["eggplant"],
            ..of(
                &["egg", "ei", "eier", "eiern", "eiklar", "eiweiss", "eipulver", "eidotter", "trockenei", "flussigei"],
                &["huhnerei", "freilandei", "wachtelei", "vollei", "eigelb", "eiweisspulver", "eiernudel", "eierlikor", "ovalbumin"],
            )
        },
        Allergen::Fish => FISH,
        Allergen::Peanuts => of(&[], &["peanut", "erdnuss", "groundnut"]),
        Allergen::Soybeans => of(&["soy", "soya", "tofu", "edamame"], &["soybean", "soja"]),
        Allergen::Milk => MILK,
        Allergen::Nuts => NUTS,
        Allergen::Celery => of(&[], &["celery", "celeriac", "sellerie"]),
        Allergen::Mustard => of(&[], &["mustard", "senf"]),
        Allergen::Sesame => of(&["tahini", "tahin", "tahina"], &["sesam"]),
        Allergen::Sulphites => of(&[], &["sulphite", "sulfite", "sulfit", "sulphur", "sulfur", "schwefel", "metabisul"]),
        Allergen::Lupin => of(&[], &["lupin"]),
        Allergen::Molluscs => MOLLUSCS,
    }
}

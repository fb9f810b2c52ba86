//! What people may write about a product, fact by fact: the same for a form's field and for a file's column.
//!
//! A fact is told as text and reads back as the text one would type. An empty text takes it away. Whatever is wrong is
//! said beside its fact, and the product is left as it is in that.

mod declared;

use super::{Allergen, Diet, Family, Nutrition, Product, ProductText, Storage, Times};
use crate::import::cell::{decimal, words};
use crate::import::slug;

/// Something to be told about a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum Fact {
    Brand,
    Family,
    Variant,
    Description,
    Ingredients,
    Allergens,
    Traces,
    Diet,
    EnergyKj,
    Fat,
    Saturates,
    Carbohydrate,
    Sugars,
    Fiber,
    Protein,
    Salt,
    Origin,
    Producer,
    Storage,
    Keeping,
    KeepsDays,
    Drained,
    Plu,
    Alcohol,
    Age,
    Times,
}

impl Fact {
    /// All of them, in the order of a label.
    pub const ALL: [Fact; 26] = [
        Fact::Brand,
        Fact::Family,
        Fact::Variant,
        Fact::Description,
        Fact::Ingredients,
        Fact::Allergens,
        Fact::Traces,
        Fact::Diet,
        Fact::EnergyKj,
        Fact::Fat,
        Fact::Saturates,
        Fact::Carbohydrate,
        Fact::Sugars,
        Fact::Fiber,
        Fact::Protein,
        Fact::Salt,
        Fact::Origin,
        Fact::Producer,
        Fact::Storage,
        Fact::Keeping,
        Fact::KeepsDays,
        Fact::Drained,
        Fact::Plu,
        Fact::Alcohol,
        Fact::Age,
        Fact::Times,
    ];

    /// The name of its column and of its field.
    pub fn name(self) -> &'static str {
        match self {
            Fact::Brand => "brand",
            Fact::Family => "family",
            Fact::Variant => "variant",
            Fact::Description => "description",
            Fact::Ingredients => "ingredients",
            Fact::Allergens => "allergens",
            Fact::Traces => "traces",
            Fact::Diet => "diet",
            Fact::EnergyKj => "energy_kj",
            Fact::Fat => "fat",
            Fact::Saturates => "saturates",
            Fact::Carbohydrate => "carbohydrate",
            Fact::Sugars => "sugars",
            Fact::Fiber => "fiber",
            Fact::Protein => "protein",
            Fact::Salt => "salt",
            Fact::Origin => "origin",
            Fact::Producer => "producer",
            Fact::Storage => "storage",
            Fact::Keeping => "keeping",
            Fact::KeepsDays => "keeps_days",
            Fact::Drained => "drained",
            Fact::Plu => "plu",
            Fact::Alcohol => "alcohol",
            Fact::Age => "age",
            Fact::Times => "times",
        }
    }

    /// From the name of a column or field, in either spelling.
    pub fn named(name: &str) -> Option<Fact> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        Fact::ALL.into_iter().find(|f| f.name() == name).or(match name.as_str() {
            "fibre" => Some(Fact::Fiber),
            "may_contain" => Some(Fact::Traces),
            "dietary_labels" => Some(Fact::Diet),
            "best_before_days" => Some(Fact::KeepsDays),
            "drained_weight" => Some(Fact::Drained),
            "age_limit" => Some(Fact::Age),
            _ => None,
        })
    }

    /// What stands there now, as one would type it.
    pub fn read(self, product: &Product) -> String {
        let text = &product.text;
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        match self {
            Fact::Brand => text.brand.clone(),
            Fact::Family => text.family.as_ref().map(|f| f.id.to_string()).unwrap_or_default(),
            Fact::Variant => text.family.as_ref().map(|f| f.label.clone()).unwrap_or_default(),
            Fact::Description => text.description.clone(),
            Fact::Ingredients => text.ingredients.clone(),
            Fact::Allergens => names(&text.allergens),
            Fact::Traces => names(&text.traces),
            Fact::Diet => text.diet.iter().map(|d| d.name()).collect::<Vec<_>>().join(", "),
            Fact::Origin => text.origin.clone(),
            Fact::Producer => text.producer.clone(),
            Fact::Storage => text.storage.name().to_owned(),
            Fact::Keeping => text.keeping.clone(),
            Fact::KeepsDays => number(text.keeps_days.map(u32::from)),
            Fact::Drained => number(text.drained),
            Fact::Plu => text.plu.clone().unwrap_or_default(),
            Fact::Alcohol => text.alcohol.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default(),
            Fact::Age => number(product.head.age.map(u32::from)),
            Fact::Times => text.times.map(|times| times.to_string()).unwrap_or_default(),
            Fact::EnergyKj | Fact::Fat | Fact::Saturates | Fact::Carbohydrate | Fact::Sugars | Fact::Fiber | Fact::Protein | Fact::Salt => {
                declared::read(self, text.nutrition.as_ref())
            }
        }
    }

    /// Tells a product facts, in the order of [`Fact::ALL`]. The answer is what is wrong with which.
    pub fn tell(facts: &[(Fact, String)], product: &mut Product) -> Vec<(Fact, String)> {
        told(facts, &mut product.text, &mut product.head.age)
    }

    /// Facts that no product could be told.
    pub fn malformed(facts: &[(Fact, String)]) -> Vec<(Fact, String)> {
        let family = Some(Family { id: slug("any"), label: String::new() });
        let mut any = ProductText { family, nutrition: Some(Nutrition::default()), ..ProductText::default() };
        told(facts, &mut any, &mut None)
    }

    /// What does not go together in a product.
    pub fn contradictions(product: &Product) -> Vec<(Fact, String)> {
        let text = &product.text;
        let says = |diet| text.diet.contains(&diet);
        let holds = |allergen| text.allergens.contains(&allergen);
        let animal = [Allergen::Milk, Allergen::Eggs, Allergen::Fish, Allergen::Crustaceans, Allergen::Molluscs];
        let mut wrong = Vec::new();
        let mut check = |fact, bad: bool, why: &str| wrong.extend(bad.then(|| (fact, why.to_owned())));
        check(Fact::Variant, text.family.as_ref().is_some_and(|f| f.label.is_empty()), "a product of a family needs a variant, like 0.5 l");
        check(Fact::Diet, says(Diet::Vegan) && animal.into_iter().any(holds), "what is vegan has no milk, eggs, fish or shellfish in it");
        check(Fact::Diet, says(Diet::GlutenFree) && holds(Allergen::Gluten), "what is gluten-free has no gluten in it");
        if let Some(why) = text.nutrition.as_ref().and_then(Nutrition::problem) {
            wrong.push((Fact::EnergyKj, why.to_owned()));
        }
        wrong
    }

    fn write(self, words: &str, text: &mut ProductText, age: &mut Option<u8>) -> Result<(), String> {
        match self {
            Fact::Brand => text.brand = line("brand", words, 60)?,
            Fact::Description => text.description = line("description", words, 600)?,
            Fact::Ingredients => text.ingredients = line("list of ingredients", words, 4_000)?,
            Fact::Origin => text.origin = line("origin", words, 60)?,
            Fact::Producer => text.producer = line("producer", words, 200)?,
            Fact::Keeping => text.keeping = line("keeping", words, 200)?,
            Fact::Family => text.family = family(words, text.family.clone())?,
            Fact::Variant => variant(words, &mut text.family)?,
            Fact::Allergens => text.allergens = allergens(words)?,
            Fact::Traces => text.traces = allergens(words)?,
            Fact::Diet => text.diet = list(words, Diet::parse, |word| not_one_of("dietary label", word, &Diet::ALL.map(Diet::name)))?,
            Fact::Storage => text.storage = storage(words)?,
            Fact::KeepsDays => text.keeps_days = number("days it keeps", words, 1, 3_650)?,
            Fact::Drained => text.drained = number("drained weight", words, 1, 1_000_000)?,
            Fact::Plu => text.plu = plu(words)?,
            Fact::Alcohol => text.alcohol = alcohol(words)?,
            Fact::Age => *age = number("age limit", words, 1, 21)?,
            Fact::Times => text.times = Times::parse(words)?,
            Fact::EnergyKj | Fact::Fat | Fact::Saturates | Fact::Carbohydrate | Fact::Sugars | Fact::Fiber | Fact::Protein | Fact::Salt => {
            }
        }
        Ok(())
    }
}

fn told(facts: &[(Fact, String)], text: &mut ProductText, age: &mut Option<u8>) -> Vec<(Fact, String)> {
    let wrong = |(fact, words): &(Fact, String)| Some((*fact, fact.write(words.trim(), text, age).err()?));
    let mut wrong: Vec<(Fact, String)> = facts.iter().filter_map(wrong).collect();
    wrong.extend(declared::tell(facts, &mut text.nutrition));
    wrong
}

fn line(what: &str, text: &str, most: usize) -> Result<String, String> {
    words(what, text, most).map(Option::unwrap_or_default)
}

/// The words of a list, each once, in the list's own order.
fn list<T: Ord>(text: &str, parse: fn(&str) -> Option<T>, unknown: impl Fn(&str) -> String) -> Result<Vec<T>, String> {
    let words = text.split([',', ';', '|']).map(str::trim).filter(|w| !w.is_empty());
    let mut all = words.map(|w| parse(w).ok_or_else(|| unknown(w))).collect::<Result<Vec<T>, String>>()?;
    all.sort();
    all.dedup();
    Ok(all)
}

fn allergens(text: &str) -> Result<Vec<Allergen>, String> {
    list(text, Allergen::parse, |word| not_one_of("allergen", word, &Allergen::ALL.map(Allergen::name)))
}

fn names(allergens: &[Allergen]) -> String {
    allergens.iter().map(|a| a.name()).collect::<Vec<_>>().join(", ")
}

fn not_one_of(what: &str, word: &str, known: &[&str]) -> String {
    format!("the {what} {word:?} is none of {}", known.join(", "))
}

fn family(text: &str, before: Option<Family>) -> Result<Option<Family>, String> {
    let Some(name) = words("family", text, 48)? else { return Ok(None) };
    Ok(Some(Family { id: slug(&name), label: before.map(|f| f.label).unwrap_or_default() }))
}

fn variant(text: &str, family: &mut Option<Family>) -> Result<(), String> {
    match (words("variant", text, 40)?, family) {
        (Some(label), Some(family)) => family.label = label,
        (Some(_), None) => return Err("a variant needs a family".to_owned()),
        (None, Some(family)) => family.label.clear(),
        (None, None) => {}
    }
    Ok(())
}

fn storage(text: &str) -> Result<Storage, String> {
    let known = Storage::ALL.into_iter().find(|s| s.name() == text.to_lowercase());
    known.or(text.is_empty().then(Storage::default)).ok_or_else(|| not_one_of("storage", text, &Storage::ALL.map(Storage::name)))
}

fn plu(text: &str) -> Result<Option<String>, String> {
    match text {
        "" => Ok(None),
        text if matches!(text.len(), 4 | 5) && text.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(text.to_owned())),
        text => Err(format!("the PLU {text:?} is not 4 or 5 digits")),
    }
}

fn alcohol(text: &str) -> Result<Option<u16>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let tenths = decimal(text.trim_end_matches('%').trim_end(), 1).and_then(|n| u16::try_from(n).ok()).filter(|n| *n <= 1_000);
    tenths.map(Some).ok_or_else(|| format!("the alcohol {text:?} is no percentage by volume like 12.5"))
}

fn number<T: TryFrom<i64>>(what: &str, text: &str, least: i64, most: i64) -> Result<Option<T>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = decimal(text, 0).filter(|n| (least..=most).contains(n)).and_then(|n| T::try_from(n).ok());
    number.map(Some).ok_or_else(|| format!("the {what} {text:?} is not a whole number from {least} to {most}"))
}

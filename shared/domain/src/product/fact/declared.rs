//! The nutrition declaration as people write it: grams with a point or a comma. It is whole or not there at all.

use super::Fact;
use crate::import::cell::decimal;
use crate::product::Nutrition;

/// What must be declared together: Regulation (EU) 1169/2011, article 30 (1).
const NEEDED: [Fact; 7] = [Fact::EnergyKj, Fact::Fat, Fact::Saturates, Fact::Carbohydrate, Fact::Sugars, Fact::Protein, Fact::Salt];

/// A figure as one would type it.
pub(super) fn read(fact: Fact, nutrition: Option<&Nutrition>) -> String {
    let Some(n) = nutrition else { return String::new() };
    let (whole, part) = match fact {
        Fact::EnergyKj => return n.energy_kj.to_string(),
        _ => match figure(fact, n) {
            Some(mg) => (mg / 1000, mg % 1000),
            None => return String::new(),
        },
    };
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:03}").trim_end_matches('0').to_owned() }
}

/// Tells a declaration its figures. The answer is what is wrong with which.
pub(super) fn tell(facts: &[(Fact, String)], nutrition: &mut Option<Nutrition>) -> Vec<(Fact, String)> {
    let figures: Vec<&(Fact, String)> = facts.iter().filter(|(fact, _)| NEEDED.contains(fact) || *fact == Fact::Fiber).collect();
    if figures.is_empty() {
        return Vec::new();
    }
    let (mut after, mut wrong) = (nutrition.unwrap_or_default(), Vec::new());
    let mut there: Vec<Fact> = if nutrition.is_some() { NEEDED.to_vec() } else { Vec::new() };
    for (fact, text) in figures {
        there.retain(|f| f != fact);
        match parse(*fact, text.trim()) {
            Ok(None) => set(*fact, &mut after, None),
            Ok(Some(n)) => {
                set(*fact, &mut after, Some(n));
                there.extend(NEEDED.contains(fact).then_some(*fact));
            }
            Err(why) => wrong.push((*fact, why)),
        }
    }
    if !wrong.is_empty() {
        return wrong;
    }
    if there.is_empty() && after.fiber_mg.is_none() {
        *nutrition = None;
        return Vec::new();
    }
    let lacks = |fact: Fact| (fact, format!("the nutrition declaration is whole or not there: {} is missing", fact.name()));
    let missing: Vec<_> = NEEDED.into_iter().filter(|f| !there.contains(f)).map(lacks).collect();
    if missing.is_empty() {
        *nutrition = Some(after);
    }
    missing
}

fn parse(fact: Fact, text: &str) -> Result<Option<u32>, String> {
    let places = if fact == Fact::EnergyKj { 0 } else { 3 };
    let most = if fact == Fact::EnergyKj { 3_900 } else { 100_000 };
    if text.is_empty() {
        return Ok(None);
    }
    let number = decimal(text, places).filter(|n| *n <= most).and_then(|n| u32::try_from(n).ok());
    number.map(Some).ok_or_else(|| match fact {
        Fact::EnergyKj => format!("the energy {text:?} is not a whole number of kJ up to 3900"),
        _ => format!("{} {text:?} is not a number of grams up to 100, like 4.5", fact.name()),
    })
}

fn figure(fact: Fact, n: &Nutrition) -> Option<u32> {
    match fact {
        Fact::Fat => Some(n.fat_mg),
        Fact::Saturates => Some(n.saturates_mg),
        Fact::Carbohydrate => Some(n.carbohydrate_mg),
        Fact::Sugars => Some(n.sugars_mg),
        Fact::Fiber => n.fiber_mg,
        Fact::Protein => Some(n.protein_mg),
        Fact::Salt => Some(n.salt_mg),
        _ => None,
    }
}

fn set(fact: Fact, n: &mut Nutrition, figure: Option<u32>) {
    let known = figure.unwrap_or(0);
    match fact {
        Fact::EnergyKj => n.energy_kj = known,
        Fact::Fat => n.fat_mg = known,
        Fact::Saturates => n.saturates_mg = known,
        Fact::Carbohydrate => n.carbohydrate_mg = known,
        Fact::Sugars => n.sugars_mg = known,
        Fact::Fiber => n.fiber_mg = figure,
        Fact::Protein => n.protein_mg = known,
        Fact::Salt => n.salt_mg = known,
        _ => {}
    }
}

//! The shop's words for what products are labeled with.

use domain::product::{Allergen, Diet, Storage, Times};
use jiff::civil::Time;
use std::borrow::Cow;
use web::Shell;

/// A dietary label.
pub(super) fn diet(diet: Diet, shell: &Shell) -> Cow<'static, str> {
    match diet {
        Diet::Vegan => shell.text("product-diet-vegan"),
        Diet::Vegetarian => shell.text("product-diet-vegetarian"),
        Diet::GlutenFree => shell.text("product-diet-gluten-free"),
        Diet::LactoseFree => shell.text("product-diet-lactose-free"),
        Diet::Organic => shell.text("product-diet-organic"),
        Diet::Halal => shell.text("product-diet-halal"),
        Diet::Kosher => shell.text("product-diet-kosher"),
        Diet::NoAddedSugar => shell.text("product-diet-no-added-sugar"),
    }
}

/// An allergen by the name annex II of Regulation (EU) 1169/2011 gives it.
pub(super) fn allergen(allergen: Allergen, shell: &Shell) -> Cow<'static, str> {
    match allergen {
        Allergen::Gluten => shell.text("product-allergen-gluten"),
        Allergen::Crustaceans => shell.text("product-allergen-crustaceans"),
        Allergen::Eggs => shell.text("product-allergen-eggs"),
        Allergen::Fish => shell.text("product-allergen-fish"),
        Allergen::Peanuts => shell.text("product-allergen-peanuts"),
        Allergen::Soybeans => shell.text("product-allergen-soybeans"),
        Allergen::Milk => shell.text("product-allergen-milk"),
        Allergen::Nuts => shell.text("product-allergen-nuts"),
        Allergen::Celery => shell.text("product-allergen-celery"),
        Allergen::Mustard => shell.text("product-allergen-mustard"),
        Allergen::Sesame => shell.text("product-allergen-sesame"),
        Allergen::Sulphites => shell.text("product-allergen-sulphites"),
        Allergen::Lupin => shell.text("product-allergen-lupin"),
        Allergen::Molluscs => shell.text("product-allergen-molluscs"),
    }
}

/// The message for how something is kept; nothing for what stands on a shelf.
pub(super) fn storage(storage: Storage) -> Option<&'static str> {
    match storage {
        Storage::Ambient => None,
        Storage::Chilled => Some("product-chilled"),
        Storage::Frozen => Some("product-frozen"),
    }
}

/// The slots there is a product in, by the hour they begin.
pub(super) fn times(times: Times, shell: &Shell) -> Cow<'static, str> {
    let clock = |time: Time| shell.language.time(time);
    match (times.from, times.before) {
        (Some(from), Some(before)) => shell.say("product-times-between", [("from", clock(from).into()), ("before", clock(before).into())]),
        (Some(from), None) => shell.say("product-times-from", [("from", clock(from).into())]),
        (None, before) => shell.say("product-times-before", [("before", before.map(clock).unwrap_or_default().into())]),
    }
}

/// One decimal; two for what is less than a gram and more than a trace.
pub(super) fn grams(mg: u32, shell: &Shell) -> Cow<'static, str> {
    let (whole, part) = (mg / 1000, mg % 1000);
    let digits = if whole == 0 && part % 100 >= 10 { format!("{:02}", part / 10) } else { (part / 100).to_string() };
    shell.say("product-grams", [("whole", whole.into()), ("part", digits.into())])
}

//! The 14 allergens that must be named: Regulation (EU) 1169/2011, annex II.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A substance of annex II, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Allergen {
    /// 1. Wheat, rye, barley, oats and what is made of them.
    Gluten,
    /// 2. Crustaceans.
    Crustaceans,
    /// 3. Eggs.
    Eggs,
    /// 4. Fish.
    Fish,
    /// 5. Peanuts.
    Peanuts,
    /// 6. Soybeans.
    Soybeans,
    /// 7. Milk, lactose included.
    Milk,
    /// 8. Almonds, hazelnuts, walnuts, cashews, pecans, Brazil nuts, pistachios, macadamias.
    Nuts,
    /// 9. Celery.
    Celery,
    /// 10. Mustard.
    Mustard,
    /// 11. Sesame.
    Sesame,
    /// 12. Sulfur dioxide and sulfites, above 10 mg/kg.
    #[serde(alias = "sulfites")]
    Sulphites,
    /// 13. Lupin.
    Lupin,
    /// 14. Mollusks.
    #[serde(alias = "mollusks")]
    Molluscs,
}

impl Allergen {
    /// All of them, in the annex's order.
    pub const ALL: [Allergen; 14] = [
        Allergen::Gluten,
        Allergen::Crustaceans,
        Allergen::Eggs,
        Allergen::Fish,
        Allergen::Peanuts,
        Allergen::Soybeans,
        Allergen::Milk,
        Allergen::Nuts,
        Allergen::Celery,
        Allergen::Mustard,
        Allergen::Sesame,
        Allergen::Sulphites,
        Allergen::Lupin,
        Allergen::Molluscs,
    ];

    /// The word it is stored as.
    pub fn name(self) -> &'static str {
        match self {
            Allergen::Gluten => "gluten",
            Allergen::Crustaceans => "crustaceans",
            Allergen::Eggs => "eggs",
            Allergen::Fish => "fish",
            Allergen::Peanuts => "peanuts",
            Allergen::Soybeans => "soybeans",
            Allergen::Milk => "milk",
            Allergen::Nuts => "nuts",
            Allergen::Celery => "celery",
            Allergen::Mustard => "mustard",
            Allergen::Sesame => "sesame",
            Allergen::Sulphites => "sulphites",
            Allergen::Lupin => "lupin",
            Allergen::Molluscs => "molluscs",
        }
    }

    /// From a word as people write it, in English or German, singular or plural.
    pub fn parse(word: &str) -> Option<Allergen> {
        let word = word.trim().to_lowercase();
        let known = Allergen::ALL.into_iter().find(|a| a.name() == word || a.name().trim_end_matches('s') == word);
        known.or(match word.as_str() {
            "wheat" | "rye" | "barley" | "oats" | "spelt" | "cereals" | "weizen" | "roggen" | "gerste" | "hafer" | "dinkel" => {
                Some(Allergen::Gluten)
            }
            "krebstiere" => Some(Allergen::Crustaceans),
            "ei" | "eier" => Some(Allergen::Eggs),
            "fisch" => Some(Allergen::Fish),
            "erdnuss" | "erdnüsse" => Some(Allergen::Peanuts),
            "soy" | "soya" | "soja" => Some(Allergen::Soybeans),
            "lactose" | "dairy" | "milch" | "laktose" => Some(Allergen::Milk),
            "tree nuts" | "schalenfrüchte" | "nüsse" => Some(Allergen::Nuts),
            "sellerie" => Some(Allergen::Celery),
            "senf" => Some(Allergen::Mustard),
            "sesam" => Some(Allergen::Sesame),
            "sulfites" | "sulfite" | "sulphur dioxide" | "sulfur dioxide" | "schwefeldioxid" => Some(Allergen::Sulphites),
            "lupine" | "lupinen" | "lupins" => Some(Allergen::Lupin),
            "mollusks" | "mollusk" | "weichtiere" => Some(Allergen::Molluscs),
            _ => None,
        })
    }
}

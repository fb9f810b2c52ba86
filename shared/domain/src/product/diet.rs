//! Dietary labels: a closed list, so that a filter means the same everywhere.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// For whom something is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Diet {
    /// Nothing of animals.
    Vegan,
    /// No meat, no fish.
    Vegetarian,
    /// At most 20 mg/kg gluten: Regulation (EU) 828/2014.
    #[serde(alias = "gluten_free")]
    GlutenFree,
    /// Without lactose.
    #[serde(alias = "lactose_free")]
    LactoseFree,
    /// From organic farming: Regulation (EU) 2018/848.
    Organic,
    /// Certified halal.
    Halal,
    /// Certified kosher.
    Kosher,
    /// Without added sugars: annex of Regulation (EC) 1924/2006.
    #[serde(alias = "no_added_sugar")]
    NoAddedSugar,
}

impl Diet {
    /// All of them, in the order they are shown.
    pub const ALL: [Diet; 8] =
        [Diet::Vegan, Diet::Vegetarian, Diet::GlutenFree, Diet::LactoseFree, Diet::Organic, Diet::Halal, Diet::Kosher, Diet::NoAddedSugar];

    /// The word it is stored as, and stands for in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Diet::Vegan => "vegan",
            Diet::Vegetarian => "vegetarian",
            Diet::GlutenFree => "gluten-free",
            Diet::LactoseFree => "lactose-free",
            Diet::Organic => "organic",
            Diet::Halal => "halal",
            Diet::Kosher => "kosher",
            Diet::NoAddedSugar => "no-added-sugar",
        }
    }

    /// From a word as people write it: `Gluten free`, `gluten_free`, `bio`.
    pub fn parse(word: &str) -> Option<Diet> {
        let plain = word.trim().to_lowercase().replace(['_', ' '], "-");
        let known = Diet::ALL.into_iter().find(|d| d.name() == plain);
        known.or(match plain.as_str() {
            "bio" | "eco" => Some(Diet::Organic),
            "glutenfrei" => Some(Diet::GlutenFree),
            "laktosefrei" => Some(Diet::LactoseFree),
            "vegetarisch" => Some(Diet::Vegetarian),
            "koscher" => Some(Diet::Kosher),
            _ => None,
        })
    }
}

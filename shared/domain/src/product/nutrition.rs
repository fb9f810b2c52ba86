//! The nutrition declaration.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Nutrition declaration per 100 g or 100 ml: energy in kJ, the rest in milligrams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are the declaration's own words, annex XV of Regulation (EU) 1169/2011, in its order")]
pub struct Nutrition {
    pub energy_kj: u32,
    pub fat_mg: u32,
    pub saturates_mg: u32,
    pub carbohydrate_mg: u32,
    pub sugars_mg: u32,
    /// May be declared; need not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiber_mg: Option<u32>,
    pub protein_mg: u32,
    pub salt_mg: u32,
}

impl Nutrition {
    /// 1 kcal is 4.184 kJ.
    pub fn energy_kcal(&self) -> u32 {
        (self.energy_kj * 1000 + 2092) / 4184
    }

    /// What cannot be, in words for the owner.
    pub fn problem(&self) -> Option<&'static str> {
        let grams = [self.fat_mg, self.carbohydrate_mg, self.fiber_mg.unwrap_or(0), self.protein_mg, self.salt_mg];
        match self {
            n if n.saturates_mg > n.fat_mg => Some("there are more saturates than fat"),
            n if n.sugars_mg > n.carbohydrate_mg => Some("there are more sugars than carbohydrate"),
            // Each figure may be rounded up by up to half a gram.
            _ if grams.iter().map(|mg| u64::from(*mg)).sum::<u64>() > 102_500 => Some("there are more than 100 g in 100 g"),
            n if n.energy_kj > 3_900 => Some("no food has more than 3,900 kJ in 100 g"),
            _ => None,
        }
    }
}

//! What a shopper reads about a product.

use super::{Allergen, Diet, Nutrition, Times};
use crate::wording::Wordings;
use crate::{AisleId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a shopper reads about a product. Absent facts are absent, never made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ProductText {
    /// Maker or label.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// The section of its aisle, by slug; none: it stands in the aisle itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<AisleId>,
    /// The same thing in other sizes or flavors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<Family>,
    /// Net content of one piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
    /// Grams without the liquid it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drained: Option<u32>,
    /// GTIN with a right check digit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// Price look-up code of loose produce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plu: Option<String>,
    /// Of the 14 that Regulation (EU) 1169/2011, annex II, names; in its order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allergens: Vec<Allergen>,
    /// Of the same, what it may contain by accident: "may contain traces of nuts".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traces: Vec<Allergen>,
    /// As on the pack.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ingredients: String,
    /// Alcohol in tenths of a percent by volume: Regulation (EU) 1169/2011, article 9 (1) (k), asks for it above 1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alcohol: Option<u16>,
    /// Per 100 g or 100 ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nutrition: Option<Nutrition>,
    /// Country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// Name and address of who answers for it: Regulation (EU) 1169/2011, article 9 (1) (h).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub producer: String,
    /// How it is kept.
    pub storage: Storage,
    /// More about keeping it, as on the pack: "use within three days of opening".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub keeping: String,
    /// The shop's promise: it keeps at least so many days from delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keeps_days: Option<u16>,
    /// For whom it is made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diet: Vec<Diet>,
    /// One or two sentences.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Name of the picture, without size and ending: see [`crate::picture`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub picture: String,
    /// What staff may give instead, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<Sku>,
    /// The slots it can be had in, if not all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times>,
    /// What of it is said in other languages.
    #[serde(skip_serializing_if = "Wordings::is_empty")]
    pub said: Wordings,
}

impl ProductText {
    /// True where somebody said what it contains: a list of ingredients, or allergens. Then an allergen that is not named
    /// is not in it; otherwise nothing is known.
    pub fn is_declared(&self) -> bool {
        !self.ingredients.trim().is_empty() || !self.allergens.is_empty()
    }
}

/// The same thing in several sizes or flavors: its products share an id, and each has a word of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Family {
    /// What its products share: a name as it stands in addresses.
    pub id: AisleId,
    /// What tells this one from the others: "0.5 l", "Strawberry".
    pub label: String,
}

/// Net content of one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pack {
    /// In the unit beside it.
    pub amount: u32,
    /// What it is measured in.
    pub unit: PackUnit,
}

/// What a pack's content is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PackUnit {
    /// Grams.
    G,
    /// Milliliters.
    Ml,
    /// Things.
    Piece,
}

/// How a product is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    /// On a shelf.
    #[default]
    Ambient,
    /// In the cooler.
    Chilled,
    /// In the freezer.
    Frozen,
}

impl Storage {
    /// All of them.
    pub const ALL: [Storage; 3] = [Storage::Ambient, Storage::Chilled, Storage::Frozen];

    /// The word it is stored as.
    pub fn name(self) -> &'static str {
        match self {
            Storage::Ambient => "ambient",
            Storage::Chilled => "chilled",
            Storage::Frozen => "frozen",
        }
    }
}

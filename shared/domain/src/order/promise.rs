//! What was agreed with a shopper beyond lines and prices.

use super::{AgeCheck, Agreed, Proposal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What was agreed beyond lines and prices. Orders from before have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Promise {
    /// What may be given instead, by line. The others follow the order's wish.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Agreed>)]
    pub instead: BTreeMap<u16, Agreed>,
    /// What the shopper was asked while the order was picked, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
    /// The age the shopper confirmed at checkout to have, for themselves and for whoever receives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_age: Option<u8>,
    /// What was seen when it changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_check: Option<AgeCheck>,
}

impl Promise {
    /// Nothing beyond what every order promises.
    pub fn is_plain(&self) -> bool {
        *self == Promise::default()
    }

    /// The questions that wait for their answer.
    pub fn open(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals.iter().filter(|p| p.answered.is_none())
    }

    /// The question about a line that waits for its answer.
    pub fn open_for(&self, line: u16) -> Option<&Proposal> {
        self.open().find(|p| p.line == line)
    }
}

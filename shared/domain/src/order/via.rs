//! Who takes the money of an order that is paid beforehand, and what its shopper approves of there.

use super::{Order, Write};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which provider a shopper pays with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Via {
    /// A card, on Stripe's page.
    #[default]
    Card,
    /// A `PayPal` account, on `PayPal`'s page.
    PayPal,
}

/// What a shopper is asked to approve of, where the provider waits for our word then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Approval {
    /// Which of the order's payment pages.
    pub attempt: u16,
    /// The provider's name for it.
    pub name: String,
}

impl Via {
    /// For `skip_serializing_if`: what is usual is not stored.
    pub fn is_card(&self) -> bool {
        *self == Via::Card
    }
}

impl Order {
    /// The provider's name for what its shopper is asked to approve of now.
    pub fn approval(&self) -> Option<&str> {
        self.approval.as_ref().filter(|approval| approval.attempt == self.page().0).map(|approval| approval.name.as_str())
    }

    /// The provider knows under this name what is asked for now. `None`: that is known.
    pub fn named(&self, name: &str) -> Option<Write> {
        let approval = Approval { attempt: self.page().0, name: name.to_owned() };
        (self.approval.as_ref() != Some(&approval)).then(|| Write::of(Order { approval: Some(approval), ..self.touched() }))
    }
}

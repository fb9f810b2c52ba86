//! Names of things, parsed once at the edge: a value of these types is well-formed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a text is not the name it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a {1}")]
pub struct Malformed(pub String, pub &'static str);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(try_from = "String")]
        #[schema(value_type = String)]
        pub struct $name(String);

        impl $name {
            /// The checked text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Accepts the text or says what it is not.
            pub fn parse(text: impl Into<String>) -> Result<$name, Malformed> {
                let text = text.into();
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok($name(text)) } else { Err(Malformed(text.chars().take(64).collect(), $what)) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;
            fn try_from(text: String) -> Result<$name, Malformed> {
                $name::parse(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fn slug(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

id!(
    /// Stock keeping unit: 1 to 32 letters, digits and dashes.
    Sku, "product code", |t| slug(t, 32)
);
id!(
    /// An aisle's name in addresses: 1 to 48 letters, digits and dashes.
    AisleId, "aisle", |t| slug(t, 48)
);
id!(
    /// A basket's secret name: 32 hexadecimal digits (128 random bits).
    CartId, "basket", |t| t.len() == 32 && t.bytes().all(|b| b.is_ascii_hexdigit())
);
id!(
    /// An order's number: 12 characters of Crockford's base 32 (60 random bits), readable aloud.
    OrderId, "order number", |t| t.len() == 12 && t.bytes().all(|b| CROCKFORD.contains(&b))
);
id!(
    /// A member of staff, by mail address in lower case.
    StaffId, "staff member", |t| t.len() <= 254 && t.contains('@') && !t.contains(char::is_whitespace)
);

id!(
    /// A refund, unique within its order.
    RefundId, "name of a refund", |t| slug(t, 40)
);

/// Crockford's alphabet: no I, L, O or U, so that nothing is misread over the phone.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl OrderId {
    /// The order number these random bits spell.
    pub fn from_random(random: [u8; 12]) -> OrderId {
        OrderId(random.iter().map(|b| char::from(CROCKFORD[usize::from(b & 31)])).collect())
    }
}

impl CartId {
    /// The basket name these random bits spell.
    pub fn from_random(random: [u8; 16]) -> CartId {
        CartId(random.iter().map(|b| format!("{b:02x}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sku_with_a_separator_of_keys_is_refused() {
        assert!(Sku::parse("milk-1l").is_ok());
        assert!(Sku::parse("milk#1l").is_err());
        assert!(Sku::parse("").is_err());
        assert!(Sku::parse("x".repeat(33)).is_err());
    }

    #[test]
    fn random_ids_are_well_formed() {
        assert!(OrderId::parse(OrderId::from_random([255; 12]).as_str()).is_ok());
        assert!(CartId::parse(CartId::from_random([7; 16]).as_str()).is_ok());
    }
}

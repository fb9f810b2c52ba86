//! Unguessable names.

use domain::{CartId, OrderId};
use sha2::{Digest, Sha256};

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has randomness");
    bytes
}

/// A new basket's name.
pub fn cart_id() -> CartId {
    CartId::from_random(bytes())
}

/// A new order's number.
pub fn order_id() -> OrderId {
    OrderId::from_random(bytes())
}

/// A bearer token: 128 bits, hexadecimal.
pub fn token() -> String {
    hex(&bytes::<16>())
}

/// Four digits to be said aloud. Only a few guesses at one are looked at.
pub fn code() -> String {
    format!("{:04}", below(10_000))
}

/// What is stored in place of a token.
pub fn hashed(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A number below `bound`.
pub(crate) fn below(bound: u64) -> u64 {
    u64::from_le_bytes(bytes()) % bound.max(1)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

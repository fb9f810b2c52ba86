//! Ids that look like Stripe's.

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// `prefix` and that many random letters and digits.
pub fn fresh(prefix: &str, length: usize) -> String {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    let random = bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
    prefix.chars().chain(random).collect()
}

/// The id of an object, with the part that Stripe keeps constant for it.
pub fn object(prefix: &str) -> String {
    fresh(&format!("{prefix}_3S"), 22)
}

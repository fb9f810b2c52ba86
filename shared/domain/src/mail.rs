//! Mail addresses, as far as they can be judged by looking: whether one exists only a letter tells.

/// True for what could be an address.
pub fn looks_like_mail(text: &str) -> bool {
    let parts = text.split_once('@');
    text.len() <= 254
        && !text.contains(char::is_whitespace)
        && parts.is_some_and(|(who, at)| !who.is_empty() && at.contains('.') && !at.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_checked_loosely() {
        assert!(looks_like_mail("ada@example.org"));
        for wrong in ["", "ada", "ada@", "@example.org", "ada@example", "a b@example.org", "a@b@c.d"] {
            assert!(!looks_like_mail(wrong), "{wrong}");
        }
    }
}

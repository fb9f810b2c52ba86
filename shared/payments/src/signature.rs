//! Stripe's webhook signatures: `Stripe-Signature: t=...,v1=...`, HMAC-SHA256 of `t.body`.
//! <https://docs.stripe.com/webhooks#verify-manually>

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Why a webhook is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// No header, or one that does not parse.
    #[error("the signature header cannot be read")]
    Unreadable,
    /// Signed too long ago, or in the future.
    #[error("the signature is not from the last five minutes")]
    Stale,
    /// Signed with none of our secrets.
    #[error("no signature matches")]
    Wrong,
}

/// Seconds a signature counts, as in Stripe's own libraries; we also refuse as far into the future.
const TOLERANCE: i64 = 300;

/// Accepts the raw bytes if any of the secrets signed them within five minutes.
pub fn verify(body: &[u8], header: &str, secrets: &[String], now: Timestamp) -> Result<(), Untrusted> {
    let parts: Vec<(&str, &str)> = header.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let time = parts.iter().find(|(name, _)| *name == "t").ok_or(Untrusted::Unreadable)?.1;
    let signed_at: i64 = time.parse().map_err(|_| Untrusted::Unreadable)?;
    let signatures: Vec<&str> = parts.iter().filter(|(name, _)| *name == "v1").map(|(_, value)| *value).collect();
    if signatures.is_empty() {
        return Err(Untrusted::Unreadable);
    }
    if !secrets.iter().any(|secret| matches(&expected(secret, time, body), &signatures)) {
        return Err(Untrusted::Wrong);
    }
    if now.as_second().saturating_sub(signed_at).saturating_abs() > TOLERANCE { Err(Untrusted::Stale) } else { Ok(()) }
}

fn matches(expected: &str, signatures: &[&str]) -> bool {
    signatures.iter().any(|s| s.as_bytes().ct_eq(expected.as_bytes()).into())
}

fn expected(secret: &str, time: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn signed(secret: &str, time: i64, body: &[u8]) -> String {
        format!("t={time},v1={}", expected(secret, &time.to_string(), body))
    }

    #[test]
    fn either_secret_counts_while_one_is_being_replaced() {
        let secrets = ["old".to_owned(), "new".to_owned()];
        for secret in &secrets {
            assert_eq!(verify(b"{}", &signed(secret, 1000, b"{}"), &secrets, at(1000)), Ok(()));
        }
        assert_eq!(verify(b"{}", &signed("other", 1000, b"{}"), &secrets, at(1000)), Err(Untrusted::Wrong));
    }

    #[test]
    fn five_minutes_pass_and_a_second_more_does_not() {
        let secrets = ["s".to_owned()];
        let header = signed("s", 1000, b"{}");
        assert_eq!(verify(b"{}", &header, &secrets, at(1300)), Ok(()));
        assert_eq!(verify(b"{}", &header, &secrets, at(1301)), Err(Untrusted::Stale));
        assert_eq!(verify(b"{}", &header, &secrets, at(699)), Err(Untrusted::Stale));
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let secrets = ["s".to_owned()];
        assert_eq!(verify(b"{ }", &signed("s", 1000, b"{}"), &secrets, at(1000)), Err(Untrusted::Wrong));
        assert_eq!(verify(b"{}", "v1=00", &secrets, at(1000)), Err(Untrusted::Unreadable));
        assert_eq!(verify(b"{}", "", &secrets, at(1000)), Err(Untrusted::Unreadable));
    }
}

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
///
/// Headers are read as strictly as by whichever of Stripe's own libraries is stricter (tests/stripe/signatures.json).
pub fn verify(body: &[u8], header: &str, secrets: &[String], now: Timestamp) -> Result<(), Untrusted> {
    let Signed { at, signatures } = Signed::parse(header).ok_or(Untrusted::Unreadable)?;
    std::str::from_utf8(body).map_err(|_| Untrusted::Wrong)?;
    // A secret that was left blank is known to everybody.
    let mut secrets = secrets.iter().filter(|secret| !secret.trim().is_empty());
    if !secrets.any(|secret| matches(&expected(secret, at, body), &signatures)) {
        return Err(Untrusted::Wrong);
    }
    if now.as_second().saturating_sub(at).saturating_abs() > TOLERANCE { Err(Untrusted::Stale) } else { Ok(()) }
}

/// What a header says: when, and every signature of the scheme we know.
struct Signed<'a> {
    at: i64,
    signatures: Vec<&'a str>,
}

impl Signed<'_> {
    fn parse(header: &str) -> Option<Signed<'_>> {
        let (mut at, mut signatures) = (None, Vec::new());
        for item in header.split(',') {
            let mut parts = item.split('=');
            match (parts.next().unwrap_or_default(), parts.next()) {
                ("t", time) => {
                    let time = time?.trim().parse().ok()?;
                    // Two times: which of them is signed?
                    if at.replace(time).is_some_and(|before| before != time) {
                        return None;
                    }
                }
                ("v1", signature) => signatures.push(signature?),
                _ => {}
            }
        }
        (!signatures.is_empty()).then_some(Signed { at: at?, signatures })
    }
}

fn matches(expected: &str, signatures: &[&str]) -> bool {
    signatures.iter().any(|s| s.as_bytes().ct_eq(expected.as_bytes()).into())
}

fn expected(secret: &str, at: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(at.to_string().as_bytes());
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
        format!("t={time},v1={}", expected(secret, time, body))
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

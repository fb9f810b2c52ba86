//! The shop's signature under its notices: VAPID, RFC 8292.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::Sha256;

/// Signs for one shop.
pub struct Signer {
    key: SigningKey,
    subject: String,
}

/// A token lives for this long; the RFC allows a day.
const LIVES: SignedDuration = SignedDuration::from_hours(12);

impl Signer {
    /// The key follows from the shop's secret; the subject is how the push service can find the shop.
    pub fn new(secret: &str, origin: &str) -> Signer {
        // All but one in 2^32 hashes are a key.
        let key = (0_u8..=u8::MAX).find_map(|n| SigningKey::from_slice(&derived(secret, n)).ok());
        Signer { key: key.expect("256 hashes in a row are no key on P-256"), subject: origin.to_owned() }
    }

    /// On P-256, uncompressed, in base64url.
    pub fn public_key(&self) -> String {
        BASE64.encode(self.key.verifying_key().to_encoded_point(false).as_bytes())
    }

    /// The `Authorization` header for messages to one push service.
    pub fn authorization(&self, audience: &str, now: Timestamp) -> String {
        let head = BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let claims = serde_json::json!({ "aud": audience, "exp": (now + LIVES).as_second(), "sub": self.subject });
        let signed = format!("{head}.{}", BASE64.encode(claims.to_string()));
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", BASE64.encode(signature.to_bytes()), self.public_key())
    }
}

fn derived(secret: &str, n: u8) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(b"web-push");
    mac.update(&[0, n]);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;

    #[test]
    fn a_push_service_can_check_who_sent_it() {
        let header = Signer::new("secret", "https://shop.example").authorization("https://push.example", Timestamp::UNIX_EPOCH);
        let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let key = VerifyingKey::from_sec1_bytes(&BASE64.decode(key).unwrap()).unwrap();
        let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
        assert!(key.verify(signed.as_bytes(), &signature).is_ok());
        assert!(key.verify(b"something else", &signature).is_err());
        let claims = BASE64.decode(signed.split_once('.').unwrap().1).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims, serde_json::json!({ "aud": "https://push.example", "exp": 43_200, "sub": "https://shop.example" }));
    }

    #[test]
    fn each_secret_has_its_own_key() {
        assert_eq!(Signer::new("a", "x").public_key(), Signer::new("a", "y").public_key());
        assert_ne!(Signer::new("a", "x").public_key(), Signer::new("b", "x").public_key());
        assert_eq!(Signer::new("a", "x").public_key().len(), 87);
    }
}

//! The secret key in an order's link. It follows from the order's number and the shop's secret, so nothing is stored.

use crate::OrderId;
use crate::credit::CreditCode;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Makes and checks the keys of links that open without signing in.
#[derive(Clone)]
pub struct Links {
    secret: Vec<u8>,
}

impl Links {
    /// With the shop's secret.
    pub fn new(secret: &str) -> Links {
        Links { secret: secret.as_bytes().to_vec() }
    }

    /// The key that opens an order: 128 bits, hexadecimal.
    pub fn order_key(&self, order: &OrderId) -> String {
        self.key("order", order.as_str())
    }

    /// The code of credit that was issued under a name: 128 bits that follow from the shop's secret. So the table keeps only
    /// its hash, a letter can be written anew, and issuing twice under a name is issuing once.
    pub fn credit_code(&self, name: &str) -> CreditCode {
        CreditCode::from_random(self.bytes("credit", name))
    }

    /// True for exactly that key; takes the same time for any other.
    pub fn opens(&self, order: &OrderId, key: &str) -> bool {
        self.proves("order", order.as_str(), key)
    }

    /// True for exactly the key of that purpose and subject.
    pub fn proves(&self, purpose: &str, subject: &str, key: &str) -> bool {
        self.key(purpose, subject).as_bytes().ct_eq(key.as_bytes()).into()
    }

    /// The key of a link that does one thing (`purpose`) for one subject, such as ending a mail subscription.
    pub fn key(&self, purpose: &str, subject: &str) -> String {
        self.bytes(purpose, subject).iter().map(|b| format!("{b:02x}")).collect()
    }

    fn bytes(&self, purpose: &str, subject: &str) -> [u8; 16] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(subject.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        bytes
    }
}

//! Idempotency keys: the same request again is answered with what was answered first, anything else is an error.

use http::{Method, StatusCode};
use sha2::{Digest, Sha256};

use super::{Asked, Replied};
use crate::{error::ApiError, state::Answer, state::State};

/// The key of a POST, with what it stands for.
pub struct Key {
    pub key: String,
    path: String,
    fingerprint: String,
    request: String,
}

impl Key {
    /// The key of this request, if it has one that counts.
    pub fn of(asked: &Asked) -> Result<Option<Self>, ApiError> {
        let given = asked.headers.get("idempotency-key").filter(|_| *asked.method == Method::POST);
        let Some(given) = given else { return Ok(None) };
        let wrong = || ApiError::idempotency("Idempotency keys must be 1 to 255 printable characters.");
        let key = given.to_str().map_err(|_| wrong())?;
        if key.is_empty() || key.len() > 255 {
            return Err(wrong());
        }
        let path = asked.uri.path().to_owned();
        Ok(Some(Self { key: key.to_owned(), fingerprint: fingerprint(&path, asked.body), path, request: asked.id.clone() }))
    }

    /// The answer given before under this key, if there is one.
    pub fn replay(&self, state: &State) -> Result<Option<Replied>, ApiError> {
        let Some(answer) = state.answer(&self.key) else {
            return Ok(None);
        };
        if answer.path != self.path {
            return Err(ApiError::idempotency(format!(
                "Keys for idempotent requests can only be used for the same endpoint they were first used for ('{}' vs '{}'). Try using a key other than '{}' if you meant to execute a different request.",
                self.path, answer.path, self.key
            )));
        }
        if answer.fingerprint != self.fingerprint {
            return Err(ApiError::idempotency(format!(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{}' if you meant to execute a different request.",
                self.key
            )));
        }
        Ok(Some(Replied {
            status: StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK),
            body: answer.body.clone(),
            replayed: Some(answer.request.clone()),
        }))
    }

    /// What is to be remembered.
    pub fn answered(self, replied: &Replied, now: i64) -> Answer {
        Answer {
            key: self.key,
            path: self.path,
            fingerprint: self.fingerprint,
            request: self.request,
            status: replied.status.as_u16(),
            body: replied.body.clone(),
            at: now,
        }
    }
}

/// The same for the same parameters in any order.
fn fingerprint(path: &str, body: &[u8]) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(body).collect();
    pairs.sort();
    let mut hash = Sha256::new();
    hash.update(path);
    for (name, value) in pairs {
        hash.update([0]);
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(value.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

//! `PayPal-Request-Id`: the same request again is answered with what was answered first. Only what was done is kept.

use crate::error::Refusal;
use crate::kept::State;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a request id was answered with.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Answer {
    fingerprint: String,
    pub body: String,
}

/// What a request with an id asks for.
pub(crate) struct Asked {
    pub id: String,
    pub fingerprint: String,
}

impl Asked {
    pub fn of(id: &str, path: &str, body: &[u8]) -> Result<Asked, Refusal> {
        if id.is_empty() || id.len() > 108 {
            return Err(Refusal::shape("INVALID_REQUEST_ID"));
        }
        let mut hash = Sha256::new();
        hash.update(path);
        hash.update([0]);
        hash.update(body);
        Ok(Asked { id: id.to_owned(), fingerprint: crate::rules::hex(&hash.finalize()) })
    }

    /// The answer given before. Another request under the same id is refused.
    pub fn replay(&self, state: &State) -> Result<Option<String>, Refusal> {
        match state.answers.get(&self.id) {
            None => Ok(None),
            Some(answer) if answer.fingerprint == self.fingerprint => Ok(Some(answer.body.clone())),
            Some(_) => Err(Refusal::rule("DUPLICATE_REQUEST_ID")),
        }
    }

    pub fn keep(self, state: &mut State, body: &str) {
        state.answers.insert(self.id, Answer { fingerprint: self.fingerprint, body: body.to_owned() });
    }
}

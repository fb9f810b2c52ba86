//! What speaking to any provider takes: patience, and one place that waits.

use crate::Trouble;
use std::pin::Pin;
use std::time::Duration;

/// How long an answer may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Boxed, so that the client's machinery is compiled here and not in every crate that waits for it.
pub(crate) fn fetched(request: reqwest::RequestBuilder) -> Pin<Box<dyn Future<Output = reqwest::Result<reqwest::Response>> + Send>> {
    Box::pin(request.timeout(PATIENCE).send())
}

/// A payment that is not where a call wanted it, and has not been there before.
pub(crate) fn stuck(doing: &str, intent: &str) -> Trouble {
    let message = "the payment is in another state".to_owned();
    Trouble::Refused { doing: format!("{doing} {intent}"), code: "unexpected_state".to_owned(), message }
}

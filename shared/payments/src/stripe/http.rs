//! How Stripe is spoken to: one client, forms out, JSON back, and a refusal told from a line that is dead.

use crate::Trouble;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The version of Stripe's API these shapes are from.
const VERSION: &str = "2026-01-28.clover";
const PATIENCE: Duration = Duration::from_secs(20);

/// A line to Stripe.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Made at the first call: its certificates take longer to load than a function takes to start.
    http: Arc<OnceLock<reqwest::Client>>,
    api: String,
    key: String,
}

#[derive(Deserialize)]
struct Refusal {
    error: RefusalBody,
}

#[derive(Deserialize)]
struct RefusalBody {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

impl Line {
    pub fn new(api: &str, key: &str) -> Line {
        Line { http: Arc::default(), api: api.trim_end_matches('/').to_owned(), key: key.to_owned() }
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        self.answer(self.http().get(format!("{}{path}", self.api)), format!("reading {path}")).await
    }

    /// A change. The key follows from what it is for, so a repeat is the same call.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, &str)],
        key: &str,
        doing: impl Fn() -> String,
    ) -> Result<T, Trouble> {
        let request = self.http().post(format!("{}{path}", self.api)).form(form).header("Idempotency-Key", key);
        self.answer(request, doing()).await
    }

    fn http(&self) -> &reqwest::Client {
        self.http.get_or_init(reqwest::Client::new)
    }

    async fn answer<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder, doing: String) -> Result<T, Trouble> {
        let unreachable = |source| Trouble::Unreachable { doing: doing.clone(), source };
        let request = request.bearer_auth(&self.key).header("Stripe-Version", VERSION);
        let answer = fetched(request.timeout(PATIENCE)).await.map_err(unreachable)?;
        if answer.status().is_success() {
            return answer.json().await.map_err(unreachable);
        }
        if answer.status().is_server_error() || answer.status().as_u16() == 429 {
            return Err(unreachable(answer.error_for_status().expect_err("the status is an error")));
        }
        let refusal: Refusal = answer.json().await.map_err(unreachable)?;
        Err(Trouble::Refused { doing, code: refusal.error.code, message: refusal.error.message })
    }
}

/// Boxed, so that the client's machinery is compiled here and not in every crate that waits for it.
fn fetched(request: reqwest::RequestBuilder) -> Pin<Box<dyn Future<Output = reqwest::Result<reqwest::Response>> + Send>> {
    Box::pin(request.send())
}

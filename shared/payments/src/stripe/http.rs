//! How Stripe is spoken to: one client, forms out, JSON back, and a refusal told from a line that is dead.

use crate::Trouble;
use crate::wire::fetched;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, OnceLock};

/// The version of Stripe's API these shapes are from. Webhooks are to be made with it, too: their events come in the
/// version the webhook was made with, not in the one we ask in.
pub const API_VERSION: &str = "2026-10-28.endive";

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
    /// `idempotency_error` has no code.
    #[serde(default, rename = "type")]
    kind: String,
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
        let request = request.bearer_auth(&self.key).header("Stripe-Version", API_VERSION);
        let answer = fetched(request).await.map_err(unreachable)?;
        if answer.status().is_success() {
            return answer.json().await.map_err(unreachable);
        }
        if answer.status().is_server_error() || answer.status().as_u16() == 429 {
            return Err(unreachable(answer.error_for_status().expect_err("the status is an error")));
        }
        let stranger = matches!(answer.status().as_u16(), 401 | 403);
        let refusal: Refusal = answer.json().await.map_err(unreachable)?;
        let RefusalBody { kind, code, message } = refusal.error;
        let code = match code {
            _ if stranger => "not_allowed".to_owned(),
            code if code.is_empty() => kind,
            code => code,
        };
        Err(Trouble::Refused { doing, code, message })
    }
}

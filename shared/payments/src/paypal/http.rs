//! How `PayPal` is spoken to: JSON both ways, with a bearer that is asked for once and kept until it is nearly over.

use crate::Trouble;
use crate::wire::fetched;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// So long before its end a bearer is asked for anew.
const SPARE: Duration = Duration::from_secs(60);

/// A line to `PayPal`.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Made at the first call: its certificates take longer to load than a function takes to start.
    http: Arc<OnceLock<reqwest::Client>>,
    api: String,
    client: String,
    secret: String,
    bearer: Arc<Mutex<Option<Bearer>>>,
}

#[derive(Clone, Debug)]
struct Bearer {
    word: String,
    until: Instant,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: u64,
}

/// `PayPal`'s refusals name the general case, and in `details` what exactly it is.
#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    name: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    details: Vec<Detail>,
    /// The bearer's endpoint has words of its own.
    #[serde(default)]
    error: String,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    issue: String,
    #[serde(default)]
    description: String,
}

impl Line {
    pub fn new(api: &str, client: &str, secret: &str) -> Line {
        let api = api.trim_end_matches('/').to_owned();
        Line { http: Arc::default(), api, client: client.to_owned(), secret: secret.to_owned(), bearer: Arc::default() }
    }

    /// Where a shopper approves of a payment whose own link is not told any more.
    pub fn page(&self, payment: &str) -> String {
        format!("{}/checkoutnow?token={payment}", self.api.replace("://api-m.", "://www."))
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        self.asked(|| self.http().get(format!("{}{path}", self.api)), &format!("reading {path}")).await
    }

    /// A change. The key follows from what it is for, so a repeat is the same call. The whole object comes back.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &str, key: Option<&str>, doing: &str) -> Result<T, Trouble> {
        let request = || {
            let request = self.http().post(format!("{}{path}", self.api)).body(body.to_owned());
            let request = request.header("Content-Type", "application/json").header("Prefer", "return=representation");
            key.into_iter().fold(request, |request, key| request.header("PayPal-Request-Id", key))
        };
        self.asked(request, doing).await
    }

    fn http(&self) -> &reqwest::Client {
        self.http.get_or_init(reqwest::Client::new)
    }

    /// Asks; and where the bearer is not taken any more, once again with a new one.
    async fn asked<T: DeserializeOwned>(&self, request: impl Fn() -> reqwest::RequestBuilder, doing: &str) -> Result<T, Trouble> {
        let answer = sent(request().bearer_auth(self.bearer().await?), doing).await?;
        if answer.status().as_u16() != 401 {
            return read(answer, doing).await;
        }
        *self.bearer.lock().unwrap_or_else(PoisonError::into_inner) = None;
        read(sent(request().bearer_auth(self.bearer().await?), doing).await?, doing).await
    }

    async fn bearer(&self) -> Result<String, Trouble> {
        let kept = self.bearer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| kept.until > Instant::now()) {
            return Ok(kept.word);
        }
        let doing = "signing in at PayPal";
        let request = self.http().post(format!("{}/v1/oauth2/token", self.api)).basic_auth(&self.client, Some(&self.secret));
        let granted: Granted = read(sent(request.form(&[("grant_type", "client_credentials")]), doing).await?, doing).await?;
        let until = Instant::now() + Duration::from_secs(granted.expires_in).saturating_sub(SPARE);
        let bearer = Bearer { word: granted.access_token, until };
        *self.bearer.lock().unwrap_or_else(PoisonError::into_inner) = Some(bearer.clone());
        Ok(bearer.word)
    }
}

async fn sent(request: reqwest::RequestBuilder, doing: &str) -> Result<reqwest::Response, Trouble> {
    fetched(request).await.map_err(|source| Trouble::Unreachable { doing: doing.to_owned(), source })
}

/// 409: the same call is under way.
async fn read<T: DeserializeOwned>(answer: reqwest::Response, doing: &str) -> Result<T, Trouble> {
    let unreachable = |source| Trouble::Unreachable { doing: doing.to_owned(), source };
    let status = answer.status();
    if status.is_success() {
        return answer.json().await.map_err(unreachable);
    }
    if status.is_server_error() || matches!(status.as_u16(), 409 | 429) {
        return Err(unreachable(answer.error_for_status().expect_err("the status is an error")));
    }
    let refusal: Refusal = answer.json().await.map_err(unreachable)?;
    let general = if refusal.name.is_empty() { refusal.error } else { refusal.name };
    let (code, message) = match refusal.details.into_iter().next() {
        Some(detail) if !detail.issue.is_empty() => (detail.issue, detail.description),
        _ => (general, refusal.message),
    };
    Err(Trouble::Refused { doing: doing.to_owned(), code, message })
}

//! Web push and nothing but: a short notice to a browser that asked for it, encrypted for it alone (RFC 8291), sent by
//! its maker's push service (RFC 8030), signed by the shop (RFC 8292). It costs nothing and needs no account.

mod sign;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::push::Subscription;
use jiff::Timestamp;
use p256::PublicKey;
use serde::Serialize;
use sign::Signer;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use web_push_native::{Auth, WebPushBuilder};

/// Sends notices.
#[derive(Clone)]
pub struct Push {
    shop: Arc<Shop>,
    signer: Arc<OnceLock<Signer>>,
    http: Arc<OnceLock<reqwest::Client>>,
}

struct Shop {
    secret: String,
    origin: String,
    also: Option<String>,
}

/// What a browser shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The first line.
    pub title: String,
    /// A sentence.
    pub body: String,
    /// What is opened by touching it.
    pub url: String,
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The service took it.
    Accepted,
    /// The browser no longer listens: its subscription can be forgotten.
    Gone,
}

/// A notice that was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Unsent {
    /// No public key of a browser.
    #[error("a subscription's keys are not keys")]
    Keys,
    /// It could not be encrypted.
    #[error("a notice could not be encrypted")]
    Encrypting(#[source] web_push_native::Error),
    /// The service was not reached.
    #[error("the push service at {0} was not reached")]
    Unreached(String, #[source] reqwest::Error),
    /// The service refused it.
    #[error("the push service at {0} answered {1}")]
    Refused(String, u16),
}

/// A notice that waits longer than this is no news.
const KEPT: Duration = Duration::from_secs(4 * 60 * 60);

impl Push {
    /// Signs as the shop at this address; the key follows from the shop's secret, so nothing more is to be kept.
    /// Nothing is worked out before it is needed. `also` is one more push service: the stand-in's on this machine.
    pub fn new(secret: &str, origin: &str, also: Option<String>) -> Push {
        let shop = Shop { secret: secret.to_owned(), origin: origin.to_owned(), also };
        Push { shop: Arc::new(shop), signer: Arc::default(), http: Arc::default() }
    }

    /// A browser's own `PushSubscription`, if it is one that the shop may call.
    pub fn subscription(&self, endpoint: &str, p256dh: &str, auth: &str) -> Option<Subscription> {
        Subscription::parse(endpoint, p256dh, auth, self.shop.also.as_deref())
    }

    /// What browsers are to know the shop by: the `applicationServerKey`.
    pub fn public_key(&self) -> String {
        self.signer().public_key()
    }

    /// Sends a notice to one browser.
    ///
    /// # Errors
    /// When the service does not take it. Another try may help, but nobody waits for old news.
    pub async fn send(&self, to: &Subscription, notice: &Notice, now: Timestamp) -> Result<Sent, Unsent> {
        let request = sealed(to, notice)?;
        let (parts, body) = request.into_parts();
        let authorization = self.signer().authorization(to.origin(), now);
        let asked = self.http().post(&to.endpoint).headers(parts.headers).header("authorization", authorization);
        let unreached = |fault| Unsent::Unreached(to.origin().to_owned(), fault);
        let answer = asked.header("urgency", "high").body(body).send().await.map_err(unreached)?;
        match answer.status().as_u16() {
            200..=299 => Ok(Sent::Accepted),
            404 | 410 => Ok(Sent::Gone),
            status => Err(Unsent::Refused(to.origin().to_owned(), status)),
        }
    }

    fn signer(&self) -> &Signer {
        self.signer.get_or_init(|| Signer::new(&self.shop.secret, &self.shop.origin))
    }

    fn http(&self) -> &reqwest::Client {
        self.http.get_or_init(|| {
            let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).redirect(reqwest::redirect::Policy::none());
            client.build().unwrap_or_default()
        })
    }
}

fn sealed(to: &Subscription, notice: &Notice) -> Result<http::Request<Vec<u8>>, Unsent> {
    let bytes = |text: &str| BASE64.decode(text).map_err(|_| Unsent::Keys);
    let public = PublicKey::from_sec1_bytes(&bytes(&to.p256dh)?).map_err(|_| Unsent::Keys)?;
    let auth = bytes(&to.auth)?;
    if auth.len() != 16 {
        return Err(Unsent::Keys);
    }
    let endpoint = to.endpoint.parse().map_err(|_| Unsent::Keys)?;
    let builder = WebPushBuilder::new(endpoint, public, Auth::clone_from_slice(&auth)).with_valid_duration(KEPT);
    builder.build(serde_json::to_vec(notice).unwrap_or_default()).map_err(Unsent::Encrypting)
}

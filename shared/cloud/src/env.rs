//! Settings of a function, read once from its environment.

use aws_credential_types::Credentials;

/// What the template, or the shop on this machine, tells a function.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is the variable of that name")]
pub struct Env {
    pub region: String,
    /// One endpoint for all services, or none for AWS's own.
    pub endpoints: crate::Endpoints,
    pub credentials: Credentials,
    pub table: String,
    pub queue_url: String,
    pub bucket: String,
    /// Sender of mails.
    pub mail_from: String,
    /// Where the owner reads mail.
    pub owner_mail: String,
    /// `https://shop.example`, without a slash at the end.
    pub origin: String,
    /// Makes the keys in order links.
    pub link_secret: String,
    pub stripe_api: String,
    pub stripe_key: String,
    /// Any of these may have signed a webhook: two while one is being replaced.
    pub stripe_webhook_secrets: Vec<String>,
}

/// A variable that is not set.
#[derive(Debug, thiserror::Error)]
#[error("the environment variable {0} is not set")]
pub struct Missing(pub &'static str);

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn variable(name: &'static str) -> Result<String, Missing> {
    std::env::var(name).map_err(|_| Missing(name))
}

impl Env {
    /// Credentials for emulators, which do not look at them.
    pub fn local_credentials() -> Credentials {
        Credentials::new("local", "local", None, None, "local")
    }

    /// Reads it, or names the first variable that is missing.
    pub fn read() -> Result<Env, Missing> {
        let endpoint = variable("AWS_ENDPOINT_URL").ok();
        let list = |text: String| text.split(',').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
        Ok(Env {
            region: variable("AWS_REGION")?,
            endpoints: crate::Endpoints::all(endpoint),
            credentials: Credentials::new(
                variable("AWS_ACCESS_KEY_ID")?,
                variable("AWS_SECRET_ACCESS_KEY")?,
                variable("AWS_SESSION_TOKEN").ok(),
                None,
                "environment",
            ),
            table: variable("TABLE")?,
            queue_url: variable("QUEUE_URL")?,
            bucket: variable("BUCKET")?,
            mail_from: variable("MAIL_FROM")?,
            owner_mail: variable("OWNER_MAIL")?,
            origin: variable("ORIGIN")?,
            link_secret: variable("LINK_SECRET")?,
            stripe_api: variable("STRIPE_API").unwrap_or_else(|_| "https://api.stripe.com".to_owned()),
            stripe_key: variable("STRIPE_KEY")?,
            stripe_webhook_secrets: list(variable("STRIPE_WEBHOOK_SECRETS")?),
        })
    }
}

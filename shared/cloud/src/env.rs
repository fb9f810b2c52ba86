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
    /// A push service beside the browsers' own: the stand-in on this machine.
    pub push_service: Option<String>,
    pub stripe_api: String,
    pub stripe_key: String,
    /// Any of these may have signed a webhook: two while one is being replaced.
    pub stripe_webhook_secrets: Vec<String>,
    /// Absent where the shop takes cards only.
    pub paypal: Option<PayPalAccount>,
}

/// An account at `PayPal`. In the environment it is `client:secret:webhook`, or `none`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the parts of the variable")]
pub struct PayPalAccount {
    pub api: String,
    pub client: String,
    pub secret: String,
    pub webhook: String,
}

/// A variable that a function may be told. Each names the ones it needs beside its `App`; the template sets those and
/// no others, so that a secret reaches only who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the field of that name in `Env`")]
pub enum Variable {
    Table,
    QueueUrl,
    Bucket,
    MailFrom,
    OwnerMail,
    Origin,
    LinkSecret,
    StripeKey,
    StripeWebhookSecrets,
    PayPal,
}

impl Variable {
    /// As the template spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Variable::Table => "TABLE",
            Variable::QueueUrl => "QUEUE_URL",
            Variable::Bucket => "BUCKET",
            Variable::MailFrom => "MAIL_FROM",
            Variable::OwnerMail => "OWNER_MAIL",
            Variable::Origin => "ORIGIN",
            Variable::LinkSecret => "LINK_SECRET",
            Variable::StripeKey => "STRIPE_KEY",
            Variable::StripeWebhookSecrets => "STRIPE_WEBHOOK_SECRETS",
            Variable::PayPal => "PAYPAL",
        }
    }
}

/// A variable that is not set.
#[derive(Debug, thiserror::Error)]
#[error("the environment variable {0} is not set")]
pub struct Missing(pub &'static str);

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn variable(name: &'static str) -> Result<String, Missing> {
    std::env::var(name).map_err(|_| Missing(name))
}

/// The account, where one is told. Any other text is none: a shop takes cards with or without `PayPal`.
fn paypal() -> Option<PayPalAccount> {
    let told = variable(Variable::PayPal.name()).ok()?;
    let parts: Vec<&str> = told.split(':').map(str::trim).collect();
    let [client, secret, webhook] = parts[..] else { return None };
    let api = variable("PAYPAL_API").unwrap_or_else(|_| "https://api-m.paypal.com".to_owned());
    let part = str::to_owned;
    Some(PayPalAccount { api, client: part(client), secret: part(secret), webhook: part(webhook) })
}

impl Env {
    /// Credentials for emulators, which do not look at them.
    pub fn local_credentials() -> Credentials {
        Credentials::new("local", "local", None, None, "local")
    }

    /// Reads what a function needs, or names the first variable that is missing. What it does not need stays empty.
    pub fn read(needs: &[Variable]) -> Result<Env, Missing> {
        let endpoint = variable("AWS_ENDPOINT_URL").ok();
        let told = |wanted: Variable| if needs.contains(&wanted) { variable(wanted.name()) } else { Ok(String::new()) };
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
            table: told(Variable::Table)?,
            queue_url: told(Variable::QueueUrl)?,
            bucket: told(Variable::Bucket)?,
            mail_from: told(Variable::MailFrom)?,
            owner_mail: told(Variable::OwnerMail)?,
            origin: told(Variable::Origin)?,
            link_secret: told(Variable::LinkSecret)?,
            push_service: variable("PUSH_SERVICE").ok(),
            stripe_api: variable("STRIPE_API").unwrap_or_else(|_| "https://api.stripe.com".to_owned()),
            stripe_key: told(Variable::StripeKey)?,
            stripe_webhook_secrets: list(told(Variable::StripeWebhookSecrets)?),
            paypal: if needs.contains(&Variable::PayPal) { paypal() } else { None },
        })
    }
}

//! The function on AWS.

use cloud::{Clock, Env, Jobs, Store};
use larder_payment_webhook::{App, NEEDS, router};
use payments::{Account, PayPal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    cloud::log();
    let env = Env::read(NEEDS)?;
    let secrets = env.stripe_webhook_secrets.clone();
    let account = env.paypal.as_ref();
    let account = account.map(|a| Account { api: &a.api, client: &a.client, secret: &a.secret, webhook: &a.webhook });
    lambda_http::run(router(App {
        store: Store::new(&env),
        jobs: Jobs::new(&env),
        clock: Clock::default(),
        provider_clock: Clock::default(),
        secrets,
        paypal: account.as_ref().map(PayPal::new),
    }))
    .await
}

//! The function on AWS.

use cloud::{Clock, Env, Jobs, Store};
use larder_payment_webhook::{App, NEEDS, router};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    cloud::log();
    let env = Env::read(NEEDS)?;
    let secrets = env.stripe_webhook_secrets.clone();
    lambda_http::run(router(App {
        store: Store::new(&env),
        jobs: Jobs::new(&env),
        clock: Clock::default(),
        provider_clock: Clock::default(),
        secrets,
    }))
    .await
}

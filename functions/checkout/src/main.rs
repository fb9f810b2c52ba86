//! The function on AWS.

use cloud::Env;
use larder_checkout::{App, NEEDS, router};
use web::{Site, guarded};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    cloud::log();
    let env = Env::read(NEEDS)?;
    let pages = ["https://checkout.stripe.com", "https://www.paypal.com", "https://www.sandbox.paypal.com"];
    let site = Site::paying_at(&env.origin, pages.map(str::to_owned));
    lambda_http::run(guarded(router(App::new(&env, site.clone())), site)).await
}

//! The function on AWS.

use cloud::Env;
use larder_back_office::{App, NEEDS, router};
use web::{Site, guarded};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    cloud::log();
    let env = Env::read(NEEDS)?;
    let site = Site::new(&env.origin);
    lambda_http::run(guarded(router(App::new(&env, site.clone())), site)).await
}

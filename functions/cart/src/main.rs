//! The function on AWS.

use cloud::{Clock, Env, Files, Published, Store};
use larder_cart::{App, NEEDS, router};
use web::{Site, guarded};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    cloud::log();
    let env = Env::read(NEEDS)?;
    let site = Site::new(&env.origin);
    let catalog = Published::new(Files::new(&env));
    let app = App { store: Store::new(&env), catalog, clock: Clock::default(), site: site.clone() };
    lambda_http::run(guarded(router(app), site)).await
}

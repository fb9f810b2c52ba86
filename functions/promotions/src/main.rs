//! The function on AWS.

use cloud::{Clock, Env, Files, Jobs, Published, Store};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use larder_promotions::{App, Event, NEEDS, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    cloud::log();
    let env = Env::read(NEEDS)?;
    let published = Published::new(Files::new(&env));
    let app = &App { store: Store::new(&env), jobs: Jobs::new(&env), published, clock: Clock::default() };
    run(service_fn(async |event: LambdaEvent<Event>| handle(app, event.payload).await.map_err(Error::from))).await
}

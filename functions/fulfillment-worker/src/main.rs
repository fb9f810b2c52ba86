//! The function on AWS.

use cloud::Env;
use lambda_runtime::{LambdaEvent, run, service_fn};
use larder_fulfillment_worker::{App, Event, NEEDS, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    cloud::log();
    let app = &App::new(&Env::read(NEEDS)?);
    run(service_fn(async |event: LambdaEvent<Event>| handle(app, event.payload).await.map_err(lambda_runtime::Error::from))).await
}

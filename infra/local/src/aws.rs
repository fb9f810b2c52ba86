//! AWS on this machine: the table, the queues and the buckets, in this process, each on a loopback
//! port.
//!
//! The shop talks to these through the official SDK with its real expressions; there is no second
//! store to keep true. With a data folder the table and the objects survive `kill -9`. Messages do
//! not: a job's row in the table is the truth, and the sweep sends it again.

mod buckets;
mod error;
mod ledger;
mod queues;
mod setup;

use std::fs::{File, TryLockError};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use awsim_core::{AppState, RequestDetailStore, ServiceHandler, gateway};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use error::Error;
pub(crate) use error::{Doing, chain};
pub use setup::{Queues, create_bucket, create_queues, create_table};

use buckets::Buckets;

/// The one region there is here. Requests signed for another one see the same queues.
pub const REGION: &str = "eu-central-1";

/// The one account there is here.
pub const ACCOUNT: &str = "000000000000";

/// The largest request the gateway takes: far above any catalog snapshot.
const LARGEST_BODY: usize = 256 * 1024 * 1024;

/// The running emulators. They stop when this is dropped.
#[derive(Debug)]
pub struct Aws {
    /// Where `DynamoDB` answers, such as `http://127.0.0.1:40001`.
    pub dynamodb: String,
    /// Where SQS answers.
    pub sqs: String,
    /// Where S3 answers; clients need path-style addresses.
    pub s3: String,
    /// Keeps a second shop off the data folder; the system lets go of it when the process ends,
    /// however it ends.
    _lock: Option<File>,
    /// Dropping a sender tells its server to finish what runs and to stop.
    _stop: [oneshot::Sender<()>; 2],
}

impl Aws {
    /// Starts everything: on files below `data`, or in memory without it.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be opened, another shop uses it, or no port is free.
    pub async fn start(data: Option<&Path>) -> Result<Aws, Error> {
        let lock = data.map(lock).transpose()?;
        let (dynamodb, stop_table) = serve_table(data).await?;
        let (gateway, stop_gateway) = serve_gateway(data).await?;
        Ok(Aws { dynamodb, sqs: gateway.clone(), s3: gateway, _lock: lock, _stop: [stop_table, stop_gateway] })
    }

    /// An SDK client of the table.
    #[must_use]
    pub fn dynamodb_client(&self) -> aws_sdk_dynamodb::Client {
        use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("local", "local", None, None, "local"))
            .endpoint_url(&self.dynamodb);
        aws_sdk_dynamodb::Client::from_conf(config.build())
    }

    /// An SDK client of the queues.
    #[must_use]
    pub fn sqs_client(&self) -> aws_sdk_sqs::Client {
        use aws_sdk_sqs::config::{BehaviorVersion, Config, Credentials, Region};
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("local", "local", None, None, "local"))
            .endpoint_url(&self.sqs);
        aws_sdk_sqs::Client::from_conf(config.build())
    }

    /// An SDK client of the buckets.
    #[must_use]
    pub fn s3_client(&self) -> aws_sdk_s3::Client {
        use aws_sdk_s3::config::{BehaviorVersion, Config, Credentials, Region};
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("local", "local", None, None, "local"))
            .force_path_style(true)
            .endpoint_url(&self.s3);
        aws_sdk_s3::Client::from_conf(config.build())
    }
}

fn lock(folder: &Path) -> Result<File, Error> {
    let doing = || format!("locking {}", folder.display());
    std::fs::create_dir_all(folder).doing(doing)?;
    let file = File::create(folder.join("lock")).doing(doing)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err("another shop is running on it").doing(doing),
        Err(TryLockError::Error(fault)) => Err(fault).doing(doing),
    }
}

async fn serve_table(data: Option<&Path>) -> Result<(String, oneshot::Sender<()>), Error> {
    let database = match data {
        Some(folder) => {
            let file = folder.join("table.db");
            let doing = || format!("opening the table {}", file.display());
            let database = dynoxide::Database::new(&file.to_string_lossy()).doing(doing)?;
            // Its only way to SQLite's `synchronous = NORMAL`: what is committed outlives this process however it ends,
            // and no write waits for the disk.
            database.disable_bulk_loading().doing(doing)?;
            database
        }
        None => dynoxide::Database::memory().doing(|| "opening a table in memory".into())?,
    };
    let (listener, url) = listen().await?;
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let until = async move { drop(stopped.await) };
        if let Err(fault) = dynoxide::server::serve_with_shutdown(listener, database, until).await {
            tracing::error!(fault, "the table stopped");
        }
    });
    Ok((url, stop))
}

async fn serve_gateway(data: Option<&Path>) -> Result<(String, oneshot::Sender<()>), Error> {
    let mut state = AppState::new(REGION.into(), ACCOUNT.into());
    state.request_details = RequestDetailStore::new(1, 0);
    let services: [Arc<dyn ServiceHandler>; 2] = [Arc::new(queues::Queues::default()), Arc::new(Buckets::open(data)?)];
    for service in services {
        let routes = service.routes();
        state.register(service, routes);
    }
    let app = Router::new().fallback(gateway::handle_request).layer(DefaultBodyLimit::max(LARGEST_BODY)).with_state(state);
    let (listener, url) = listen().await?;
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let prompt = listener.tap_io(|tcp| drop(tcp.set_nodelay(true)));
        let until = async move { drop(stopped.await) };
        if let Err(fault) = axum::serve(prompt, app).with_graceful_shutdown(until).await {
            tracing::error!(%fault, "the queues and buckets stopped");
        }
    });
    Ok((url, stop))
}

async fn listen() -> Result<(TcpListener, String), Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.doing(|| "looking for a free loopback port".into())?;
    let address = listener.local_addr().doing(|| "reading the address of a port".into())?;
    Ok((listener, format!("http://{address}")))
}

#[cfg(test)]
mod tests;

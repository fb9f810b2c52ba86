//! How clients reach AWS, or what stands in for it.

use crate::Env;
use aws_sdk_dynamodb::config::Region;
use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Where each service answers; `None` is AWS's own address.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one per service")]
pub struct Endpoints {
    pub dynamodb: Option<String>,
    pub sqs: Option<String>,
    pub s3: Option<String>,
    pub ses: Option<String>,
}

impl Endpoints {
    /// The same for all services.
    pub fn all(endpoint: Option<String>) -> Endpoints {
        Endpoints { dynamodb: endpoint.clone(), sqs: endpoint.clone(), s3: endpoint.clone(), ses: endpoint }
    }
}

/// A client made at its first call. Making one loads the system's certificates, which takes longer than all else that a
/// function does before it can be asked.
#[derive(Clone)]
pub(crate) struct Late<C> {
    made: Arc<OnceLock<C>>,
    make: Arc<dyn Fn() -> C + Send + Sync>,
}

impl<C> Late<C> {
    fn new(make: impl Fn() -> C + Send + Sync + 'static) -> Late<C> {
        Late { made: Arc::default(), make: Arc::new(make) }
    }
}

impl<C> Deref for Late<C> {
    type Target = C;
    fn deref(&self) -> &C {
        self.made.get_or_init(|| (self.make)())
    }
}

impl<C> Debug for Late<C> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.made.get().is_some() { "a client" } else { "a client to be made" })
    }
}

macro_rules! client {
    ($name:ident, $sdk:ident, $endpoint:ident) => {
        pub(crate) fn $name(env: &Env) -> Late<$sdk::Client> {
            let (region, credentials, endpoint) = (env.region.clone(), env.credentials.clone(), env.endpoints.$endpoint.clone());
            Late::new(move || {
                let mut config = $sdk::Config::builder()
                    .behavior_version_latest()
                    .region(Region::new(region.clone()))
                    .credentials_provider(credentials.clone());
                config.set_endpoint_url(endpoint.clone());
                $sdk::Client::from_conf(config.build())
            })
        }
    };
}

client!(dynamodb, aws_sdk_dynamodb, dynamodb);
client!(sqs, aws_sdk_sqs, sqs);
client!(ses, aws_sdk_sesv2, ses);

pub(crate) fn s3(env: &Env) -> Late<aws_sdk_s3::Client> {
    let (region, credentials, endpoint) = (env.region.clone(), env.credentials.clone(), env.endpoints.s3.clone());
    Late::new(move || {
        let mut config = aws_sdk_s3::Config::builder()
            .behavior_version_latest()
            .region(Region::new(region.clone()))
            .credentials_provider(credentials.clone())
            .force_path_style(endpoint.is_some());
        config.set_endpoint_url(endpoint.clone());
        aws_sdk_s3::Client::from_conf(config.build())
    })
}

//! How clients reach AWS, or what stands in for it.

use crate::Env;
use aws_sdk_dynamodb::config::Region;

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

macro_rules! client {
    ($name:ident, $sdk:ident, $endpoint:ident) => {
        pub(crate) fn $name(env: &Env) -> $sdk::Client {
            let mut config = $sdk::Config::builder()
                .behavior_version_latest()
                .region(Region::new(env.region.clone()))
                .credentials_provider(env.credentials.clone());
            config.set_endpoint_url(env.endpoints.$endpoint.clone());
            $sdk::Client::from_conf(config.build())
        }
    };
}

client!(dynamodb, aws_sdk_dynamodb, dynamodb);
client!(sqs, aws_sdk_sqs, sqs);
client!(ses, aws_sdk_sesv2, ses);

pub(crate) fn s3(env: &Env) -> aws_sdk_s3::Client {
    let mut config = aws_sdk_s3::Config::builder()
        .behavior_version_latest()
        .region(Region::new(env.region.clone()))
        .credentials_provider(env.credentials.clone())
        .force_path_style(env.endpoints.s3.is_some());
    config.set_endpoint_url(env.endpoints.s3.clone());
    aws_sdk_s3::Client::from_conf(config.build())
}

//! What `template.yaml` creates on AWS, created here: the table with its two indexes, the queue
//! with its dead letters, a bucket. Each is left alone when it is already there.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType, ScalarAttributeType,
};
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};
use aws_sdk_sqs::types::QueueAttributeName;

use super::REGION;
use super::error::{Doing, Error};

/// Six times the worker's timeout, as AWS advises.
const VISIBILITY_SECONDS: u32 = 180;

/// A message received this often without success becomes a dead letter.
const MAX_RECEIVE_COUNT: u32 = 5;

/// The addresses of the two queues.
#[derive(Debug, Clone)]
pub struct Queues {
    /// Where jobs are sent.
    pub jobs: String,
    /// Where a job goes that failed five times.
    pub dead_letters: String,
}

/// Creates the shop's table.
///
/// # Errors
/// When the table service refuses or cannot be reached.
pub async fn create_table(client: &aws_sdk_dynamodb::Client, name: &str) -> Result<(), Error> {
    let doing = || format!("creating the table {name}");
    let mut request = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .global_secondary_indexes(index("due", ["jq", "due"], ProjectionType::KeysOnly)?)
        .global_secondary_indexes(index("day", ["day", "slot_order"], ProjectionType::All)?);
    for key in keys(["pk", "sk"])? {
        request = request.key_schema(key);
    }
    for attribute in ["pk", "sk", "jq", "due", "day", "slot_order"] {
        let text = AttributeDefinition::builder().attribute_name(attribute).attribute_type(ScalarAttributeType::S);
        request = request.attribute_definitions(text.build().doing(doing)?);
    }
    match request.send().await.map_err(aws_sdk_dynamodb::Error::from) {
        Ok(_) | Err(aws_sdk_dynamodb::Error::ResourceInUseException(_)) => Ok(()),
        Err(fault) => Err(fault).doing(doing),
    }
}

/// Creates the queue `{name}` and the queue of its dead letters, `{name}-dead-letters`.
///
/// # Errors
/// When the queue service refuses or cannot be reached.
pub async fn create_queues(client: &aws_sdk_sqs::Client, name: &str) -> Result<Queues, Error> {
    let doing = || format!("creating the queue {name}");
    let dead = client.create_queue().queue_name(format!("{name}-dead-letters")).send().await.doing(doing)?;
    let dead_letters = dead.queue_url.unwrap_or_default();
    let arn = QueueAttributeName::QueueArn;
    let known = client.get_queue_attributes().queue_url(&dead_letters).attribute_names(arn.clone()).send().await.doing(doing)?;
    let target = known.attributes.and_then(|mut all| all.remove(&arn)).unwrap_or_default();
    let redrive = format!(r#"{{"deadLetterTargetArn":"{target}","maxReceiveCount":{MAX_RECEIVE_COUNT}}}"#);
    let jobs = client
        .create_queue()
        .queue_name(name)
        .attributes(QueueAttributeName::VisibilityTimeout, VISIBILITY_SECONDS.to_string())
        .attributes(QueueAttributeName::RedrivePolicy, redrive)
        .send()
        .await
        .doing(doing)?;
    Ok(Queues { jobs: jobs.queue_url.unwrap_or_default(), dead_letters })
}

/// Creates a bucket.
///
/// # Errors
/// When the object store refuses or cannot be reached.
pub async fn create_bucket(client: &aws_sdk_s3::Client, name: &str) -> Result<(), Error> {
    let here = BucketLocationConstraint::from(REGION);
    let configuration = CreateBucketConfiguration::builder().location_constraint(here).build();
    let created = client.create_bucket().bucket(name).create_bucket_configuration(configuration).send().await;
    match created.map_err(aws_sdk_s3::Error::from) {
        Ok(_) | Err(aws_sdk_s3::Error::BucketAlreadyOwnedByYou(_)) => Ok(()),
        Err(fault) => Err(fault).doing(|| format!("creating the bucket {name}")),
    }
}

fn index(name: &str, attributes: [&str; 2], projected: ProjectionType) -> Result<GlobalSecondaryIndex, Error> {
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(keys(attributes)?))
        .projection(Projection::builder().projection_type(projected).build())
        .build()
        .doing(|| format!("describing the index {name}"))
}

fn keys([hash, range]: [&str; 2]) -> Result<Vec<KeySchemaElement>, Error> {
    let part = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    let both = [part(hash, KeyType::Hash), part(range, KeyType::Range)];
    both.into_iter().collect::<Result<_, _>>().doing(|| format!("describing the key {hash}, {range}"))
}

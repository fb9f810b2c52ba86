//! S3, whose objects outlive the process when there is a data folder.
//!
//! The emulator's own data folder loses the body of an object that is overwritten, and its snapshot
//! forgets content encoding, cache control and tags. So it runs in memory, and every write is noted
//! in a ledger before it is answered.

use std::path::Path;

use async_trait::async_trait;
use awsim_core::{AwsError, Protocol, RequestContext, RouteDefinition, ServiceHandler};
use awsim_s3::S3Service;
use serde_json::Value;

use super::error::{Error, chain};
use super::ledger::Ledger;

/// The buckets and what keeps them.
pub(super) struct Buckets {
    awsim: S3Service,
    ledger: Option<Ledger>,
}

impl Buckets {
    /// The buckets as they were left below `data`, or none, in memory.
    pub(super) fn open(data: Option<&Path>) -> Result<Buckets, Error> {
        let awsim = S3Service::new();
        let ledger = data.map(|folder| Ledger::open(&folder.join("s3"), &awsim)).transpose()?;
        Ok(Buckets { awsim, ledger })
    }
}

#[async_trait]
impl ServiceHandler for Buckets {
    fn service_name(&self) -> &str {
        "s3"
    }

    fn protocol(&self) -> Protocol {
        self.awsim.protocol()
    }

    fn routes(&self) -> Vec<RouteDefinition> {
        self.awsim.routes()
    }

    async fn handle(&self, operation: &str, input: Value, ctx: &RequestContext) -> Result<Value, AwsError> {
        let Some(ledger) = self.ledger.as_ref().filter(|_| writes(operation)) else {
            return self.awsim.handle(operation, input, ctx).await;
        };
        let object = one_object(operation, &input);
        let answer = self.awsim.handle(operation, input, ctx).await?;
        let noted = match object {
            Some((bucket, key)) => ledger.note(&self.awsim, &bucket, &key),
            None => ledger.rewrite(&self.awsim),
        };
        noted.map_err(|fault| AwsError::internal(chain(&fault)))?;
        Ok(answer)
    }
}

/// Whether an operation changes what a restart must find. Parts of an unfinished upload are not
/// kept.
fn writes(operation: &str) -> bool {
    let reads = ["Get", "Head", "List", "Select", "UploadPart", "CreateMultipart", "AbortMultipart", "CreateSession"];
    !reads.iter().any(|prefix| operation.starts_with(prefix))
}

/// The object an operation writes, when it is exactly one.
fn one_object(operation: &str, input: &Value) -> Option<(String, String)> {
    let single = ["PutObject", "CopyObject", "CompleteMultipartUpload", "DeleteObject"];
    let text = |name: &str| input[name].as_str().map(str::to_owned);
    single.contains(&operation).then(|| Some((text("Bucket")?, text("Key")?)))?
}

#[cfg(test)]
mod tests {
    use aws_sdk_s3::primitives::ByteStream;

    use crate::aws::{Aws, create_bucket};

    #[tokio::test]
    async fn objects_outlive_their_process_with_all_that_was_said_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let aws = Aws::start(Some(folder.path())).await.unwrap();
        let client = aws.s3_client();
        create_bucket(&client, "shop-files").await.unwrap();
        let put = |key: &str, body: &'static [u8]| {
            let put = client.put_object().bucket("shop-files").key(key).body(ByteStream::from_static(body));
            put.content_type("application/json").content_encoding("br").cache_control("max-age=15").metadata("version", "7")
        };
        put("catalog/7.json", b"old").send().await.unwrap();
        let etag = put("catalog/7.json", b"[1,2,3]").send().await.unwrap().e_tag;
        put("gone", b"x").send().await.unwrap();
        client.delete_object().bucket("shop-files").key("gone").send().await.unwrap();
        drop(aws);
        assert_eq!(std::fs::read_dir(folder.path().join("s3/bodies")).unwrap().count(), 1);

        let aws = Aws::start(Some(folder.path())).await.unwrap();
        let client = aws.s3_client();
        create_bucket(&client, "shop-files").await.unwrap();
        let kept = client.get_object().bucket("shop-files").key("catalog/7.json").send().await.unwrap();
        assert_eq!((&kept.e_tag, kept.content_type()), (&etag, Some("application/json")));
        assert_eq!((kept.content_encoding(), kept.cache_control()), (Some("br"), Some("max-age=15")));
        assert_eq!(kept.metadata().unwrap()["version"], "7");
        assert_eq!(&kept.body.collect().await.unwrap().into_bytes()[..], b"[1,2,3]");
        let listed = client.list_objects_v2().bucket("shop-files").send().await.unwrap();
        assert_eq!(listed.contents().iter().filter_map(|object| object.key()).collect::<Vec<_>>(), ["catalog/7.json"]);
        let unchanged = client.get_object().bucket("shop-files").key("catalog/7.json").if_none_match(etag.unwrap());
        let answer = unchanged.send().await.unwrap_err();
        assert_eq!(answer.raw_response().unwrap().status().as_u16(), 304);
    }
}

//! The bucket.

use crate::{Call, Env, Fault, aws};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;

/// Files in the shop's bucket.
#[derive(Clone, Debug)]
pub struct Files {
    client: aws::Late<aws_sdk_s3::Client>,
    bucket: String,
}

/// A file and the tag of its content.
#[derive(Clone, Debug)]
pub struct File {
    /// What it holds.
    pub content: Vec<u8>,
    /// Changes with the content.
    pub etag: String,
}

/// What a conditional read finds.
#[derive(Clone, Debug)]
pub enum Found {
    /// Another content than the one already known.
    New(File),
    /// The same.
    Same,
    /// No such file.
    Nothing,
}

impl Files {
    /// Late: no call is made before the first file.
    pub fn new(env: &Env) -> Files {
        Files { client: aws::s3(env), bucket: env.bucket.clone() }
    }

    /// Stores a file whole, in place of what was there.
    pub fn put<'a>(&'a self, key: &'a str, content_type: &'a str, content: Vec<u8>) -> Call<'a, ()> {
        self.store(key, content_type, content, None)
    }

    /// Stores a file whose name follows from its content: browsers and CloudFront may keep it for a year.
    pub fn put_forever<'a>(&'a self, key: &'a str, content_type: &'a str, content: Vec<u8>) -> Call<'a, ()> {
        self.store(key, content_type, content, Some("public, max-age=31536000, immutable"))
    }

    fn store<'a>(&'a self, key: &'a str, content_type: &'a str, content: Vec<u8>, keep: Option<&'a str>) -> Call<'a, ()> {
        Box::pin(async move {
            let put = self.client.put_object().bucket(&self.bucket).key(key).content_type(content_type);
            let put = put.set_cache_control(keep.map(str::to_owned));
            let stored = put.body(ByteStream::from(content)).send().await;
            stored.map(|_| ()).map_err(Fault::call(|| format!("storing file {key}")))
        })
    }

    /// Reads a file, if there is one.
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.get_unless(key, None).await? {
            Found::New(file) => Ok(Some(file.content)),
            Found::Same | Found::Nothing => Ok(None),
        }
    }

    /// Reads a file unless its content has this tag.
    pub fn get_unless<'a>(&'a self, key: &'a str, known: Option<&'a str>) -> Call<'a, Found> {
        Box::pin(async move {
            let get = self.client.get_object().bucket(&self.bucket).key(key).set_if_none_match(known.map(str::to_owned));
            let object = match get.send().await {
                Ok(object) => object,
                Err(error) if error.raw_response().is_some_and(|r| r.status().as_u16() == 304) => return Ok(Found::Same),
                Err(error) if error.code() == Some("NoSuchKey") => return Ok(Found::Nothing),
                // What the bucket says of a file that is not there to whom may not list it. Rights are checked beside the template.
                Err(error) if error.code() == Some("AccessDenied") => {
                    tracing::warn!(key, "not there, or not to be read");
                    return Ok(Found::Nothing);
                }
                Err(error) => return Err(Fault::call(|| format!("reading file {key}"))(error)),
            };
            let etag = object.e_tag.unwrap_or_default();
            if known == Some(etag.as_str()) {
                return Ok(Found::Same);
            }
            let content = object.body.collect().await.map_err(Fault::call(|| format!("reading file {key}")))?;
            Ok(Found::New(File { content: content.into_bytes().to_vec(), etag }))
        })
    }
}

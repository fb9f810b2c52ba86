//! The published catalog: loaded from the bucket, kept in memory, looked after at most every 5 seconds.

use crate::files::Found;
use crate::{Call, Fault, Files};
use domain::catalog::{Catalog, Snapshot};
use domain::freshness;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

/// The catalog as readers see it.
#[derive(Clone)]
pub struct Published {
    files: Files,
    loaded: Arc<RwLock<Option<Loaded>>>,
    loading: Arc<tokio::sync::Mutex<()>>,
}

struct Loaded {
    catalog: Arc<Catalog>,
    etag: String,
    checked: Instant,
}

/// Where it is in the bucket.
const KEY: &str = "catalog/current.json.zst";
const FRESH: Duration = Duration::from_secs(freshness::CATALOG as u64);

impl Published {
    /// Nothing is read before the first question.
    pub fn new(files: Files) -> Published {
        Published { files, loaded: Arc::default(), loading: Arc::default() }
    }

    /// The catalog, at most 5 seconds behind the published one. While one request looks for a newer one,
    /// the others go on with what is there; when the bucket does not answer, so do all.
    pub fn catalog(&self) -> Call<'_, Arc<Catalog>> {
        Box::pin(async move {
            let held = self.held();
            if let Some((catalog, true)) = &held {
                return Ok(Arc::clone(catalog));
            }
            let guard = match held {
                Some((catalog, _)) => match self.loading.try_lock() {
                    Ok(guard) => guard,
                    Err(_) => return Ok(catalog),
                },
                None => self.loading.lock().await,
            };
            let answer = self.refresh().await;
            drop(guard);
            match (answer, self.held()) {
                (Err(fault), Some((catalog, _))) => {
                    tracing::warn!(error = &fault as &dyn std::error::Error, "keeping the catalog at hand");
                    Ok(catalog)
                }
                (Err(fault), None) => Err(fault),
                (Ok(()), Some((catalog, _))) => Ok(catalog),
                (Ok(()), None) => Err(Fault::Absent("the published catalog".into())),
            }
        })
    }

    /// The snapshot published last, as it is in the bucket. One that cannot be read any more is none.
    pub async fn last(&self) -> Result<Option<Snapshot>, Fault> {
        let packed = self.files.get(KEY).await?;
        let read = packed.map(|packed| unpacked(&packed)).transpose();
        Ok(read.unwrap_or_else(|fault| {
            tracing::warn!(error = &fault as &dyn std::error::Error, "the catalog before is not known");
            None
        }))
    }

    /// Stores a new catalog for all readers.
    pub fn publish<'a>(&'a self, snapshot: &'a Snapshot) -> Call<'a, ()> {
        Box::pin(async move {
            let json = serde_json::to_vec(snapshot).map_err(Fault::unreadable(|| "a snapshot".into()))?;
            let packed = zstd::encode_all(json.as_slice(), 3).map_err(Fault::call(|| "compressing the catalog".into()))?;
            self.files.put(KEY, "application/zstd", packed).await?;
            self.look_again();
            Ok(())
        })
    }

    /// The next question looks at the bucket, however fresh the catalog is.
    pub fn look_again(&self) {
        if let Ok(mut loaded) = self.loaded.write()
            && let Some(loaded) = loaded.as_mut()
        {
            loaded.checked = loaded.checked.checked_sub(FRESH).unwrap_or(loaded.checked);
        }
    }

    fn held(&self) -> Option<(Arc<Catalog>, bool)> {
        let loaded = self.loaded.read().ok()?;
        loaded.as_ref().map(|l| (Arc::clone(&l.catalog), l.checked.elapsed() < FRESH))
    }

    async fn refresh(&self) -> Result<(), Fault> {
        let known = self.loaded.read().ok().and_then(|l| l.as_ref().map(|l| (l.etag.clone(), l.checked)));
        if known.as_ref().is_some_and(|(_, checked)| checked.elapsed() < FRESH) {
            return Ok(());
        }
        let next = match self.files.get_unless(KEY, known.as_ref().map(|(etag, _)| etag.as_str())).await? {
            Found::Nothing => return Ok(()),
            Found::Same => None,
            Found::New(file) => Some((Arc::new(loaded(&file.content)?), file.etag)),
        };
        if let Ok(mut loaded) = self.loaded.write() {
            let checked = Instant::now();
            match (next, loaded.as_mut()) {
                (Some((catalog, etag)), _) => *loaded = Some(Loaded { catalog, etag, checked }),
                (None, Some(loaded)) => loaded.checked = checked,
                (None, None) => {}
            }
        }
        Ok(())
    }
}

/// How large it is and how long this takes is said to who asks for it: the benchmark does.
fn loaded(packed: &[u8]) -> Result<Catalog, Fault> {
    let began = Instant::now();
    let catalog = Catalog::new(unpacked(packed)?);
    let (bytes, products, micros) = (packed.len(), catalog.snapshot.products.len(), began.elapsed().as_micros());
    tracing::debug!(bytes, products, micros, "a catalog is loaded");
    Ok(catalog)
}

fn unpacked(packed: &[u8]) -> Result<Snapshot, Fault> {
    let json = zstd::decode_all(packed).map_err(Fault::unreadable(|| KEY.into()))?;
    serde_json::from_slice(&json).map_err(Fault::unreadable(|| KEY.into()))
}

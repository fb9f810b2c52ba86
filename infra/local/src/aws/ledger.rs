//! The ledger of the buckets: `buckets.json` says which there are, `objects.jsonl` gains a line per
//! written object, and every body is a file of its own below `bodies`.
//!
//! A new body gets a new file, then the line that names it is appended, then the write is answered:
//! a hard kill at any moment leaves the old object or the new one, whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use awsim_core::{Body, ServiceHandler};
use awsim_s3::S3Service;
use awsim_s3::state::{ObjectVersions, S3Object, S3RegionSnapshot};
use serde::{Deserialize, Serialize};

use super::ACCOUNT;
use super::error::{Doing, Error};

/// S3 names are global, so the emulator keeps all buckets under this region.
const EVERYWHERE: &str = "global";

/// What is known of the objects, on disk.
pub(super) struct Ledger {
    folder: PathBuf,
    book: Mutex<Book>,
}

struct Book {
    lines: File,
    next_body: u64,
    /// The bodies each object has on disk.
    bodies: BTreeMap<Name, BTreeSet<PathBuf>>,
}

/// A bucket and a key.
type Name = (String, String);

/// All versions of one object, oldest first; none when it is gone. Bodies are given by the name of
/// their file.
#[derive(Serialize, Deserialize)]
struct Line {
    bucket: String,
    key: String,
    versions: Vec<S3Object>,
}

impl Ledger {
    /// Fills an empty emulator with what `folder` remembers.
    pub(super) fn open(folder: &Path, awsim: &S3Service) -> Result<Ledger, Error> {
        let bodies = folder.join("bodies");
        std::fs::create_dir_all(&bodies).doing(|| format!("creating {}", bodies.display()))?;
        restore_buckets(&folder.join("buckets.json"), awsim)?;
        restore_objects(folder, awsim)?;
        let book = Book { lines: append(folder)?, next_body: first_free(&bodies)?, bodies: BTreeMap::new() };
        let ledger = Ledger { folder: folder.into(), book: Mutex::new(book) };
        ledger.rewrite(awsim)?;
        Ok(ledger)
    }

    /// Notes one object as it is now.
    pub(super) fn note(&self, awsim: &S3Service, bucket: &str, key: &str) -> Result<(), Error> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let state = awsim.store().get(ACCOUNT, EVERYWHERE);
        let mut versions = Vec::new();
        if let Some(bucket) = state.buckets.get(bucket)
            && let Some(mut object) = bucket.objects.get_mut(key)
        {
            self.write_bodies(&mut book, &mut object)?;
            versions = object.versions.clone();
        }
        let (now, line) = line(bucket, key, versions)?;
        book.lines.write_all(&line).doing(|| format!("noting the object {bucket}/{key}"))?;
        let before = book.bodies.insert((bucket.into(), key.into()), now.clone());
        before.unwrap_or_default().difference(&now).for_each(|file| discard(file));
        Ok(())
    }

    /// Writes the whole ledger anew: after a change of a bucket, and once per start, which drops
    /// what no longer counts.
    pub(super) fn rewrite(&self, awsim: &S3Service) -> Result<(), Error> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let state = awsim.store().get(ACCOUNT, EVERYWHERE);
        let mut lines = Vec::new();
        book.bodies.clear();
        for bucket in &state.buckets {
            for mut object in bucket.objects.iter_mut() {
                self.write_bodies(&mut book, &mut object)?;
                let (now, line) = line(bucket.key(), object.key(), object.versions.clone())?;
                book.bodies.insert((bucket.key().clone(), object.key().clone()), now);
                lines.extend(line);
            }
        }
        replace(&self.folder.join("buckets.json"), &awsim.snapshot().unwrap_or_default())?;
        replace(&self.folder.join("objects.jsonl"), &lines)?;
        book.lines = append(&self.folder)?;
        let counted: BTreeSet<&PathBuf> = book.bodies.values().flatten().collect();
        let on_disk = files(&self.folder.join("bodies"))?;
        on_disk.iter().filter(|file| !counted.contains(file)).for_each(|file| discard(file));
        Ok(())
    }

    /// Moves the bodies of an object that are still in memory to files.
    fn write_bodies(&self, book: &mut Book, object: &mut ObjectVersions) -> Result<(), Error> {
        for version in object.versions.iter_mut().filter(|version| !version.is_delete_marker) {
            let Body::InMemory(bytes) = &version.body else {
                continue;
            };
            let path = self.folder.join("bodies").join(book.next_body.to_string());
            book.next_body += 1;
            std::fs::write(&path, bytes).doing(|| format!("writing {}", path.display()))?;
            version.body = Body::OnDisk(path);
        }
        Ok(())
    }
}

/// The line of an object, and the files it counts on.
fn line(bucket: &str, key: &str, mut versions: Vec<S3Object>) -> Result<(BTreeSet<PathBuf>, Vec<u8>), Error> {
    let mut bodies = BTreeSet::new();
    for version in &mut versions {
        if let Body::OnDisk(path) = &version.body {
            let name = path.file_name().map(PathBuf::from).unwrap_or_default();
            bodies.insert(path.clone());
            version.body = Body::OnDisk(name);
        }
    }
    let line = Line { bucket: bucket.into(), key: key.into(), versions };
    let mut bytes = serde_json::to_vec(&line).doing(|| format!("noting the object {bucket}/{key}"))?;
    bytes.push(b'\n');
    Ok((bodies, bytes))
}

fn restore_buckets(path: &Path, awsim: &S3Service) -> Result<(), Error> {
    let Some(text) = read(path)? else {
        return Ok(());
    };
    let doing = || format!("restoring the buckets of {}", path.display());
    let mut regions: Vec<S3RegionSnapshot> = serde_json::from_str(&text).doing(doing)?;
    for bucket in regions.iter_mut().flat_map(|region| &mut region.buckets) {
        bucket.objects.clear();
    }
    awsim.restore(&serde_json::to_vec(&regions).doing(doing)?).doing(doing)
}

/// Gives every object its last line. A line cut short by a kill was never acknowledged.
fn restore_objects(folder: &Path, awsim: &S3Service) -> Result<(), Error> {
    let state = awsim.store().get(ACCOUNT, EVERYWHERE);
    let text = read(&folder.join("objects.jsonl"))?.unwrap_or_default();
    for line in text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        let Some(bucket) = state.buckets.get(&line.bucket) else {
            continue;
        };
        let mut versions = line.versions;
        for version in &mut versions {
            if let Body::OnDisk(name) = &version.body {
                version.body = Body::OnDisk(folder.join("bodies").join(name));
            }
        }
        bucket.objects.insert(line.key, ObjectVersions { versions });
    }
    for bucket in &state.buckets {
        for mut object in bucket.objects.iter_mut() {
            object.versions.retain(|version| version.is_delete_marker || version.body.len_hint().is_some());
        }
        bucket.objects.retain(|_, object| !object.versions.is_empty());
    }
    Ok(())
}

fn first_free(bodies: &Path) -> Result<u64, Error> {
    let taken = files(bodies)?.into_iter().filter_map(|file| file.file_name()?.to_str()?.parse::<u64>().ok());
    Ok(taken.max().map_or(1, |last| last + 1))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let doing = || format!("looking through {}", folder.display());
    let entries = std::fs::read_dir(folder).doing(doing)?;
    entries.map(|entry| Ok(entry.doing(doing)?.path())).collect()
}

/// A body nothing names. When it cannot be deleted now, the next start tries again.
fn discard(file: &Path) {
    if let Err(fault) = std::fs::remove_file(file) {
        tracing::warn!(file = %file.display(), %fault, "an old body stays for now");
    }
}

fn read(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(Error::new(format!("reading {}", path.display()), fault)),
    }
}

fn append(folder: &Path) -> Result<File, Error> {
    let path = folder.join("objects.jsonl");
    OpenOptions::new().create(true).append(true).open(&path).doing(|| format!("opening {}", path.display()))
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = path.with_extension("new");
    std::fs::write(&new, bytes).doing(|| format!("writing {}", new.display()))?;
    std::fs::rename(&new, path).doing(|| format!("replacing {}", path.display()))
}

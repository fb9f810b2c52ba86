//! The post office: takes mail as SES does, keeps it, and shows it on a page instead of sending it.
//!
//! With a data folder every mail is a line of `mails.jsonl` before it is acknowledged.

mod api;
mod pages;
mod push;

use std::collections::VecDeque;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::aws::{Doing, Error};
pub use push::Pushed;

/// How many mails are kept; the oldest go first.
const KEPT: usize = 5_000;

/// A mail that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// What the sender was told its mail is called.
    pub id: String,
    /// When it was handed in.
    pub at: Timestamp,
    /// The sender's address.
    pub from: String,
    /// All recipients: to, cc and bcc.
    pub to: Vec<String>,
    /// Where answers go, when not to the sender.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The part without markup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The part with markup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Further headers, such as `List-Unsubscribe`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
}

impl Mail {
    /// Whether a recipient's address contains `part`, whatever the case.
    #[must_use]
    pub fn is_to(&self, part: &str) -> bool {
        let part = part.trim().to_lowercase();
        self.to.iter().any(|address| address.to_lowercase().contains(&part))
    }
}

/// The post office. Clones share their mail.
#[derive(Clone)]
pub struct PostOffice {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    shelf: Arc<Mutex<Shelf>>,
}

/// The mail, newest first, and where it is written down.
#[derive(Default)]
struct Shelf {
    mails: VecDeque<Arc<Mail>>,
    pushed: VecDeque<Pushed>,
    taken: u64,
    journal: Option<File>,
}

impl PostOffice {
    /// Opens the post office with the mail below `data`, or empty and in memory without it.
    ///
    /// # Errors
    /// When the journal cannot be read or written.
    pub fn open(data: Option<&Path>, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Result<PostOffice, Error> {
        let shelf = match data {
            Some(folder) => Shelf::open(folder)?,
            None => Shelf::default(),
        };
        Ok(PostOffice { now: Arc::new(now), shelf: Arc::new(Mutex::new(shelf)) })
    }

    /// The SES endpoint and the pages, to be served on a port of their own or nested below any
    /// path.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(pages::list))
            .route("/mails.json", get(pages::json))
            .route("/mails/{id}", get(pages::mail))
            .route("/mails/{id}/html", get(pages::html))
            .route("/push/{device}", post(push::take))
            .route("/v2/email/outbound-emails", post(api::send_email))
            .with_state(self.clone())
    }

    /// All mail, newest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Arc<Mail>> {
        self.shelf().mails.iter().cloned().collect()
    }

    /// The notices to browsers, oldest first.
    #[must_use]
    pub fn pushed(&self) -> Vec<Pushed> {
        self.shelf().pushed.iter().cloned().collect()
    }

    fn mail(&self, id: &str) -> Option<Arc<Mail>> {
        self.shelf().mails.iter().find(|mail| mail.id == id).cloned()
    }

    /// Takes a mail; `mail` makes it from its time and its name.
    fn take(&self, mail: impl FnOnce(Timestamp, String) -> Mail) -> Result<String, Error> {
        let mut shelf = self.shelf();
        let at = (self.now)();
        shelf.taken += 1;
        let id = format!("{:013x}-{:06}", at.as_millisecond(), shelf.taken);
        let mail = mail(at, id.clone());
        if let Some(journal) = &mut shelf.journal {
            journal.write_all(&line(&mail)?).doing(|| "writing the journal of the post office".into())?;
        }
        shelf.mails.push_front(Arc::new(mail));
        shelf.mails.truncate(KEPT);
        Ok(id)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for PostOffice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostOffice").field("mails", &self.shelf().mails.len()).finish()
    }
}

impl Shelf {
    /// Reads the journal and writes it anew with what is kept. A line cut short by a kill was never
    /// acknowledged.
    fn open(folder: &Path) -> Result<Shelf, Error> {
        std::fs::create_dir_all(folder).doing(|| format!("creating {}", folder.display()))?;
        let path = folder.join("mails.jsonl");
        let doing = || format!("opening {}", path.display());
        let text = match std::fs::read_to_string(&path) {
            Err(fault) if fault.kind() == ErrorKind::NotFound => String::new(),
            read => read.doing(doing)?,
        };
        let mut mails: VecDeque<Arc<Mail>> = VecDeque::new();
        for mail in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
            mails.push_front(Arc::new(mail));
        }
        mails.truncate(KEPT);
        let mut kept = Vec::new();
        for mail in mails.iter().rev() {
            kept.extend(line(mail)?);
        }
        let new = path.with_extension("new");
        std::fs::write(&new, kept).and_then(|()| std::fs::rename(&new, &path)).doing(doing)?;
        let journal = OpenOptions::new().append(true).open(&path).doing(doing)?;
        Ok(Shelf { taken: mails.len() as u64, mails, journal: Some(journal), ..Shelf::default() })
    }
}

fn line(mail: &Mail) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec(mail).doing(|| format!("writing down the mail {}", mail.id))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests;

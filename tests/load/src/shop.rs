//! The shop as a child process: started, told apart by what it prints, ended.

use crate::Outcome;
use crate::wire::{Ask, Wire};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A shop that nobody uses starts within this.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running shop. It ends with this value.
pub struct Shop {
    child: Child,
    said: BTreeMap<String, String>,
    /// From the command to the line `ready`.
    pub ready_after: Duration,
    began: Instant,
}

/// How to start a shop.
pub struct Start<'a> {
    /// The program.
    pub program: &'a Path,
    /// Where it keeps its data.
    pub data: &'a Path,
    /// What it says goes here too.
    pub log: PathBuf,
    /// Without what was there before.
    pub fresh: bool,
    /// What it logs, where that is not the usual.
    pub logs: Option<&'a str>,
}

/// What it prints at the start: a name, a space, a value.
const NAMES: [&str; 12] =
    ["shop", "back office", "post office", "payments", "paypal", "dynamodb", "sqs", "s3", "stripe key", "owner token", "data", "ready"];

impl Start<'_> {
    /// Starts it on a free port and waits until it is ready.
    pub fn start(&self) -> Outcome<Shop> {
        let began = Instant::now();
        let mut command = Command::new(self.program);
        command.env("PORT", "0").env("DATA", self.data).stdin(Stdio::null()).stdout(Stdio::piped());
        if self.fresh {
            command.env("FRESH", "1");
        }
        if let Some(logs) = self.logs {
            command.env("RUST_LOG", logs).env("NO_COLOR", "1");
        }
        let log = File::options().create(true).append(true).open(&self.log)?;
        command.stderr(log.try_clone()?);
        let mut child = command.spawn().map_err(|fault| format!("{}: {fault}", self.program.display()))?;
        let lines = lines(&mut child, log);
        let mut shop = Shop { child, said: BTreeMap::new(), ready_after: Duration::ZERO, began };
        while !shop.said.contains_key("ready") {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let line = lines.recv_timeout(left).map_err(|_| format!("the shop did not get ready; see {}", self.log.display()))?;
            if let Some((name, value)) = told(&line) {
                shop.said.insert(name.to_owned(), value.to_owned());
            }
        }
        shop.ready_after = began.elapsed();
        Ok(shop)
    }
}

/// Its lines as they come; all of them go to the log as well, for as long as it runs.
fn lines(child: &mut Child, mut log: File) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                // Neither a full disk nor a reader that has gone may end the shop's own output.
                let _ = writeln!(log, "{line}");
                let _ = sender.send(line);
            }
        });
    }
    receiver
}

fn told(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let name = NAMES.iter().find(|name| line.strip_prefix(**name).is_some_and(|rest| rest.starts_with(' ')))?;
    Some((name, line[name.len()..].trim()))
}

impl Shop {
    /// What it said it is: the address of `shop`, `stripe`, `dynamodb` ...
    pub fn at(&self, name: &str) -> Outcome<&str> {
        self.said.get(name).map(String::as_str).ok_or_else(|| format!("the shop did not say its {name:?}").into())
    }

    /// The owner's bearer token.
    pub fn token(&self) -> Outcome<&str> {
        self.at("owner token")
    }

    /// From the command to the first page, answered.
    pub async fn first_answer(&self) -> Outcome<Duration> {
        let reply = Wire::to(self.at("shop")?).ask(Ask::page("/")?).await?;
        if reply.status == 200 { Ok(self.began.elapsed()) } else { Err(format!("the first page is a {}", reply.status).into()) }
    }

    /// Resident memory in MB: now, and at most so far.
    pub fn memory(&self) -> Option<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let kilobytes = |name: &str| status.lines().find_map(|l| l.strip_prefix(name)?.trim().trim_end_matches(" kB").parse::<u64>().ok());
        Some((kilobytes("VmRSS:")? / 1024, kilobytes("VmHWM:")? / 1024))
    }
}

impl Drop for Shop {
    /// Without a warning, as a power cut: what was answered must be there afterwards.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_two_words_are_told_apart() {
        assert_eq!(told("shop http://localhost:8080"), Some(("shop", "http://localhost:8080")));
        assert_eq!(told("  owner token   abc"), Some(("owner token", "abc")));
        assert_eq!(told("shopping http://x"), None);
    }
}

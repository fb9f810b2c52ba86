//! The auditor and its watcher: Python, independent of the shop and of this.

use super::Plan;
use crate::Outcome;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};

/// Looks at stock and slots during the run.
pub struct Watcher {
    child: Child,
    stop: PathBuf,
}

/// Where the auditor finds things.
#[derive(Clone, Debug)]
pub struct Places {
    /// `tests/audit`
    pub scripts: PathBuf,
    /// Runs them.
    pub python: String,
    /// Where logs and findings go.
    pub folder: PathBuf,
    /// Addresses.
    pub dynamodb: String,
    /// The queues.
    pub sqs: String,
    /// The mails.
    pub post_office: String,
    /// `PayPal`'s stand-in.
    pub paypal: String,
    /// The provider's key.
    pub stripe_key: String,
}

impl Watcher {
    /// Starts looking.
    pub fn start(places: &Places) -> Outcome<Watcher> {
        let stop = places.folder.join("stop");
        let mut command = Command::new(&places.python);
        command.arg(places.scripts.join("watch.py")).args(["--dynamodb", &places.dynamodb]);
        command.arg("--stop").arg(&stop).arg("--out").arg(places.folder.join("watched.jsonl"));
        // A look reads every product: more often would be load of its own.
        let child = command.args(["--interval", "2"]).spawn().map_err(|fault| format!("{}: {fault}", places.python))?;
        Ok(Watcher { child, stop })
    }

    /// A last look, and whether all that was seen may be.
    pub fn end(mut self) -> Outcome<bool> {
        fs::write(&self.stop, "")?;
        Ok(self.child.wait()?.success())
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // After `end` there is nothing left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Audits. `true`: no violation.
pub fn audit(plan: &Plan, places: &Places) -> Outcome<bool> {
    let file = |name: &str| places.folder.join(name);
    let mut command = Command::new(&places.python);
    command.arg(places.scripts.join("audit.py")).args(["--dynamodb", &places.dynamodb, "--sqs", &places.sqs]);
    command.args(["--stripe", &plan.stripe, "--stripe-key", &places.stripe_key, "--wait", "60"]);
    command.args(["--paypal", &places.paypal]);
    command.arg("--mails").arg(format!("{}/mails.json", places.post_office));
    command.arg("--log").arg(file("client.jsonl")).arg("--out").arg(file("audit.json"));
    if file("watched.jsonl").exists() {
        command.arg("--watched").arg(file("watched.jsonl"));
    }
    Ok(command.status()?.success())
}

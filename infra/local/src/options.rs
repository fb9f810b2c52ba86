//! What `make run` may be told: `PORT=`, `DATA=`, `FRESH=1`, `SEED=0`.

use std::path::PathBuf;

/// How to start the shop.
#[derive(Clone, Debug)]
pub struct Options {
    /// The shop's port; the payment page is on the next one, the post office on the one after. 0: any free ones.
    pub port: u16,
    /// Where everything is kept; `None` keeps it in memory.
    pub data: Option<PathBuf>,
    /// Begin with an empty folder.
    pub fresh: bool,
    /// Begin with the demonstration catalog; else as a shop is that was just set up.
    pub seeded: bool,
}

impl Options {
    /// In memory, on free ports: for tests.
    pub fn in_memory() -> Options {
        Options { port: 0, data: None, fresh: false, seeded: true }
    }

    /// From the environment.
    ///
    /// # Errors
    /// When `PORT` is no port.
    pub fn read() -> Result<Options, String> {
        let port = match variable("PORT") {
            Some(text) => text.parse().map_err(|_| format!("PORT={text} is not a port"))?,
            None => 8080,
        };
        let data = variable("DATA").map_or_else(|| PathBuf::from(".larder"), PathBuf::from);
        let is = |name: &str, word: &str| variable(name).is_some_and(|said| said == word);
        Ok(Options { port, data: Some(data), fresh: is("FRESH", "1"), seeded: !is("SEED", "0") })
    }
}

#[expect(clippy::disallowed_methods, reason = "the shop on this machine has its own four variables")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

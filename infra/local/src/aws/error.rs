//! What can go wrong while the machinery of this machine is set up.

use std::error::Error as StdError;
use std::fmt;

/// A fault: what was being done, and what stopped it.
#[derive(Debug)]
pub struct Error {
    doing: String,
    source: Box<dyn StdError + Send + Sync>,
}

impl Error {
    /// A fault met while `doing` something, such as `opening the table`.
    pub fn new(doing: impl Into<String>, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        Error { doing: doing.into(), source: source.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed", self.doing)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// Says what was being done when a result is a fault.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, Error>;
}

impl<T, E: Into<Box<dyn StdError + Send + Sync>>> Doing<T> for Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, Error> {
        self.map_err(|fault| Error::new(what(), fault))
    }
}

/// A fault with everything behind it on one line, for the log.
pub(crate) fn chain(fault: &(dyn StdError + 'static)) -> String {
    let mut line = fault.to_string();
    let mut next = fault.source();
    while let Some(source) = next {
        line = format!("{line}: {source}");
        next = source.source();
    }
    line
}

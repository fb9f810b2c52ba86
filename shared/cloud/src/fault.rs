//! What goes wrong underneath: a fault is nobody's choice, and the caller can only try again.

use std::error::Error;

/// A fault of AWS, or of what is stored there.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A call failed.
    #[error("{doing}")]
    Call {
        /// What was being done, with ids.
        doing: String,
        /// Why it failed.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// What is stored cannot be read.
    #[error("what is stored as {key} cannot be read")]
    Unreadable {
        /// Where.
        key: String,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Too many writers at once, five times in a row.
    #[error("too many writers at once: {0}")]
    Busy(String),
    /// Something that must be there is not.
    #[error("{0} is missing")]
    Absent(String),
}

impl Fault {
    /// A failed call. Used as `.map_err(Fault::call(|| format!("reading basket {cart}")))`.
    pub fn call<E: Error + Send + Sync + 'static>(doing: impl FnOnce() -> String) -> impl FnOnce(E) -> Fault {
        move |source| Fault::Call { doing: doing(), source: Box::new(source) }
    }

    /// Something stored that does not parse.
    pub fn unreadable<E: Error + Send + Sync + 'static>(key: impl FnOnce() -> String) -> impl FnOnce(E) -> Fault {
        move |source| Fault::Unreadable { key: key(), source: Box::new(source) }
    }
}

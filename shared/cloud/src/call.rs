//! A call of AWS, boxed where it is made: its machinery is compiled here, once, and not again in every crate that waits
//! for it. Next to a call over the network an allocation is nothing.

use crate::Fault;
use std::pin::Pin;

/// What answers a call.
pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

//! Load on the shop, over HTTP and nothing else.
//!
//! `replay` sends real baskets through it, has them paid and picked, and lets the auditor judge what is left.
//! `bench` asks for one thing again and again, and compares what that costs with the budgets of the design.
//!
//! ```text
//! shop (child process) <- wire (one connection) <- client (cookies, log) <- shopper, staff
//! ```

pub mod assortment;
pub mod bench;
pub mod book;
pub mod chance;
pub mod client;
pub mod options;
pub mod owner;
pub mod replay;
pub mod samples;
pub mod shop;
pub mod wire;

/// What ends a run: it is shown to whoever started it.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// A step of a run.
pub type Outcome<T> = Result<T, Fault>;

//! How old what a shopper sees may be: every place on the way that keeps something, and the sum of them.
//!
//! A price that was changed is published, found by the functions, asked for by CloudFront and shown. Browsers add
//! nothing: they ask each time, and an unchanged page answers 304.

/// A changed price is visible within this many seconds.
pub const PROMISED: u32 = 15;

/// From the change to the published catalog: one message and a read of all products. An allowance, not a limit.
pub const PUBLISHED: u32 = 3;

/// A function looks for a newer catalog this often.
pub const CATALOG: u32 = 5;

/// A finished page is kept this long while its catalog and shelf stay the same: only the clock can change it.
pub const PAGE: u32 = 5;

/// CloudFront keeps a page this long (`s-maxage`),
pub const EDGE: u32 = 5;

/// and hands it out for so much longer while it asks for the next one (`stale-while-revalidate`).
pub const MEANWHILE: u32 = 2;

const _: () = assert!(PUBLISHED + CATALOG + EDGE + MEANWHILE <= PROMISED, "a changed price would be seen too late");
const _: () = assert!(PAGE + EDGE + MEANWHILE <= PROMISED, "an offer would start too late");

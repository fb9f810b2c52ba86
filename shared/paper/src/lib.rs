//! Documents: invoices and credit notes, as a page to print and as a PDF. What they say is worked out once, in
//! [`Document`]; the two only draw it.

mod document;
mod font;
mod page;
mod pdf;

pub use document::{Document, Line};

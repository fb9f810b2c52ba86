//! The pieces pages are made of. Each is a function that returns markup, or a value to be put in a page with `(…)`.

mod buying;
mod cash;
mod choices;
mod figures;
mod forms;
pub mod icons;
mod label;
mod parts;
mod picture;
mod product;
mod stepper;
mod voucher;
mod words;

pub use buying::{add_forms, choose_forms};
pub use cash::{Cash, unit_price};
pub use choices::{Choice, Choices, choices};
pub use figures::{plus_vat, totals, vat_note};
pub use forms::{Field, button, hidden, post, wrong};
pub use label::Label;
pub use parts::{Tone, Trail, badge, empty, notice, steps, sum, trail};
pub use picture::{Picture, picture};
pub use product::{OfferView, Stock, Tile, price_block, shelf, tile, tiles};
pub use stepper::stepper;
pub use voucher::{too_many_codes, voucher_why_not};
pub(crate) use words::words;

//! What people do with the shop, from the shelf to the day's takings. Each name is a fact.
//!
//! The verbs are in `shop`, `shopper`, `staff`, `provider`; what must be true after all of it is in `truth`.

mod browser;
mod provider;
mod rows;
mod shelf;
mod shop;
mod shopper;
mod staff;
mod truth;

mod addresses;
mod ages;
mod buying;
mod changing;
mod claiming;
mod clockwork;
mod credit;
mod disputing;
mod elsewhere;
mod forms;
mod guarding;
mod habits;
mod importing;
mod info;
mod invoicing;
mod issuing;
mod keeping;
mod labeling;
mod later;
mod listing;
mod looking;
mod members;
mod naming;
mod net_prices;
mod nobody;
mod noticing;
mod paying;
mod paypal;
mod paypal_disputes;
mod picking;
mod picturing;
mod promising;
mod racing;
mod refunding;
mod refusing;
mod returning;
mod speaking;
mod strangers;
mod unpaid;
mod vouchers;
mod waiting;
mod walking;
mod ways;
mod webhooks;
mod zones;

pub use browser::{Browser, Content, Reply};
pub use provider::Bank;
pub use rows::{Row, rows};
pub use shelf::{assortment, packed, settings};
pub use shop::{Open, eventually};
pub use shopper::{Placed, Shopper, placed};
pub use staff::Picker;
pub use truth::assert_true_books;

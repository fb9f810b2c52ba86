//! The rules of the shop. Pure: no async, no AWS, no clock, no environment, no floats.
//!
//! `quote` says what a basket costs. `order` says what may happen to an order, as decisions that answer with what
//! is to be stored. Everything else is the words those two are written in.

#![deny(clippy::float_arithmetic)]

pub mod address;
pub mod aisles;
pub mod audit;
pub mod cart;
pub mod catalog;
pub mod companions;
pub mod country;
pub mod credit;
pub mod deal;
pub mod fees;
pub mod figures;
pub mod freshness;
pub mod gift;
pub mod gtin;
pub mod habits;
pub mod holidays;
pub mod ids;
pub mod import;
pub mod invoice;
pub mod least;
pub mod legal;
pub mod link;
pub mod list;
pub mod lowest;
pub mod mail;
pub mod money;
pub mod offer;
pub mod order;
pub mod photo;
pub mod picture;
pub mod price;
pub mod product;
pub mod promotion;
pub mod push;
pub mod quantity;
pub mod quote;
pub mod scale_label;
pub mod search;
pub mod settings;
pub mod sheet;
pub mod slot;
pub mod split;
pub mod takings;
pub mod tax;
pub mod voucher;
pub mod waiting;
pub mod ways;
pub mod wording;
pub mod zone;

pub use country::Country;
pub use ids::{AisleId, CartId, OrderId, RefundId, Sku, StaffId};
pub use money::Money;
pub use offer::{Offer, OfferKind};
pub use order::Order;
pub use product::{ByWeight, Product, ProductHead, ProductText, VatClass};
pub use quantity::Quantity;
pub use quote::Quote;
pub use settings::Settings;
pub use slot::{Slot, SlotId};
pub use tax::{Rates, VatPart};
pub use zone::Zone;

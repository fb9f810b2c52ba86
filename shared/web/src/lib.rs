//! The browser: page shell, components, forms, faults, security headers, cookies, assets.
//!
//! A handler reads with [`Want`], [`Path`], [`Query`] and [`Input`], answers with [`page`] or [`done`], and returns
//! [`Outcome`]. A router is [`guarded`] before it meets the world.

pub mod answer;
pub mod assets;
pub mod components;
pub mod cookies;
mod frame;
pub mod guard;
mod head;
pub mod info;
pub mod input;
pub mod problem;
pub mod reader;
pub mod shell;
mod site;
mod want;

pub use answer::{Answer, View, done, moved, page, redirect, refused};
pub use assets::assets_router;
pub use guard::{fallback, guarded};
pub use head::{Card, decimal};
pub use input::{Input, Path, Query};
pub use problem::{Failure, Outcome, Problem};
pub use shell::{About, Kind, Shell};
pub use site::Site;
pub use texts::Language;
pub use want::{Content, Want};

//! What others rely on: AWS sends these events, clients read this description, tomorrow's code reads these items.

mod api;
mod events;
mod items;
mod keys;
mod redacted;
mod search;

//! The shop through its public doors. Every test opens a shop of its own, in memory, on free ports.
//!
//! `journeys` are what people do. `contracts` are what others rely on: AWS, clients, the stored items.
//! `faults` are journeys while the table loses replies, conflicts and throttles.

#[cfg(test)]
mod contracts;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod journeys;

//! All the stand-in knows, and the file it is kept in: replaced as a whole, so that a kill leaves the one before or after.

use crate::dispute::Dispute;
use crate::idempotency::Answer;
use crate::objects::{Event, Order};
use crate::stand_in::Delivery;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::{fs, io};

/// What is kept, and what only one request at a time may touch beside it.
pub(crate) struct Kept {
    pub state: State,
    pub delivery: Delivery,
    /// Who signed in.
    pub bearers: BTreeSet<String>,
    file: Option<PathBuf>,
}

/// Everything that happened, oldest first.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    pub orders: Vec<Order>,
    #[serde(default)]
    pub disputes: Vec<Dispute>,
    pub events: Vec<Event>,
    /// What request ids were answered with.
    pub answers: BTreeMap<String, Answer>,
}

impl Kept {
    pub fn open(file: Option<PathBuf>) -> io::Result<Kept> {
        let text = file.as_ref().map(fs::read).transpose();
        let state = match text {
            Ok(Some(text)) => serde_json::from_slice(&text)?,
            Ok(None) => State::default(),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => State::default(),
            Err(fault) => return Err(fault),
        };
        Ok(Kept { state, delivery: Delivery::default(), bearers: BTreeSet::new(), file })
    }

    /// Writes it down, then makes it true.
    pub fn write(&mut self, next: State) -> io::Result<()> {
        if let Some(file) = &self.file {
            let beside = file.with_extension("new");
            fs::write(&beside, serde_json::to_vec(&next)?)?;
            fs::rename(&beside, file)?;
        }
        self.state = next;
        Ok(())
    }
}

impl State {
    pub fn order(&mut self, id: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.id == id)
    }

    pub fn of_authorization(&mut self, id: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.authorization.as_ref().is_some_and(|held| held.id == id))
    }

    pub fn dispute(&mut self, id: &str) -> Option<&mut Dispute> {
        self.disputes.iter_mut().find(|dispute| dispute.id == id)
    }

    /// Somebody disputes a capture, and it is not decided yet.
    pub fn held(&self, capture: &str) -> bool {
        self.disputes.iter().any(|dispute| dispute.capture == capture && dispute.is_open())
    }

    pub fn of_capture(&mut self, id: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.captures.iter().any(|taken| taken.id == id))
    }
}

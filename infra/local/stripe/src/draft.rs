//! What a request is about to change: collected first, written and made true in one step.

use serde_json::Value;

use crate::{
    ids,
    objects::{Event, Object, Tally},
    state::{Change, State},
};

/// The changes of one step, in order.
pub struct Draft {
    /// Seconds since 1970.
    pub now: i64,
    pub changes: Vec<Change>,
    origin: Origin,
}

/// The API request behind a step, named in its events; empty for the pay page and the clock.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub request: Option<String>,
    pub key: Option<String>,
}

impl Draft {
    /// A step that begins now.
    pub fn new(now: i64, origin: Origin) -> Self {
        Self { now, changes: Vec::new(), origin }
    }

    /// An object as it shall be.
    pub fn put(&mut self, object: impl Into<Change>) {
        self.changes.push(object.into());
    }

    /// An event, with the object as it is at this point of the step.
    pub fn emit(&mut self, kind: &str, object: impl Into<Object>) {
        self.put(Event {
            id: ids::fresh("evt_1S", 22),
            kind: kind.to_owned(),
            created: self.now,
            object: object.into(),
            request: self.origin.request.clone(),
            key: self.origin.key.clone(),
            tally: Tally::default(),
        });
    }

    /// The object of that id, as the API will show it after this step.
    pub fn look_up(&self, state: &State, id: &str) -> Option<Value> {
        let changed = self.changes.iter().rev().find(|change| change.id() == id);
        match changed {
            Some(Change::Session(session)) => Some(session.render()),
            Some(Change::Intent(intent)) => Some(intent.render()),
            Some(Change::Charge(charge)) => Some(charge.render()),
            Some(Change::Refund(refund)) => Some(refund.render()),
            Some(Change::Dispute(dispute)) => Some(dispute.render()),
            Some(Change::Customer(customer)) => Some(customer.render()),
            Some(Change::PaymentMethod(method)) => Some(method.render()),
            Some(Change::SetupIntent(setup)) => Some(setup.render()),
            _ => stored(state, id),
        }
    }

    /// The lines of a session that this step makes.
    pub fn line_items(&self, id: &str) -> Option<Value> {
        self.changes.iter().find_map(|change| match change {
            Change::Session(session) if session.id == id => Some(session.line_items()),
            _ => None,
        })
    }
}

fn stored(state: &State, id: &str) -> Option<Value> {
    match id.split('_').next()? {
        "cs" => state.sessions.find(id).map(|session| session.render()),
        "pi" => state.intents.find(id).map(|intent| intent.render()),
        "ch" => state.charges.find(id).map(|charge| charge.render()),
        "cus" => state.customers.find(id).map(|customer| customer.render()),
        "pm" => state.payment_methods.find(id).map(|method| method.render()),
        "seti" => state.setup_intents.find(id).map(|setup| setup.render()),
        "du" => state.disputes.find(id).map(|dispute| dispute.render()),
        "re" => state.refunds.find(id).map(|refund| refund.render()),
        _ => None,
    }
}

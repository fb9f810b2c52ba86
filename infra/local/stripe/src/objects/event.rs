//! An event: what happened, with the object as it was then. Kept as the object, not as its JSON: that is a tenth of the room.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{API_VERSION, Charge, Customer, Dispute, Intent, PaymentMethod, Refund, Session, SetupIntent};
use crate::table::Row;

/// One thing that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    pub id: String,
    pub kind: String,
    pub created: i64,
    pub object: Object,
    /// The request that caused it, if it was one of the API's, and its idempotency key.
    pub request: Option<String>,
    pub key: Option<String>,
    #[serde(default)]
    pub tally: Tally,
}

/// What an event is about, as it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    Session(Box<Session>),
    Intent(Box<Intent>),
    Charge(Box<Charge>),
    Refund(Box<Refund>),
    Dispute(Box<Dispute>),
    Customer(Box<Customer>),
    PaymentMethod(Box<PaymentMethod>),
    SetupIntent(Box<SetupIntent>),
}

/// How an event's delivery went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub attempts: u32,
    /// Attempts answered with 2xx.
    pub delivered: u32,
    /// The last answer; absent when there was none.
    pub last_status: Option<u16>,
    /// When it was first delivered.
    pub delivered_at: Option<i64>,
}

impl Event {
    /// As the API shows it and as webhooks carry it.
    pub fn render(&self) -> Value {
        json!({
            "id": self.id, "object": "event", "api_version": API_VERSION, "created": self.created,
            "data": {"object": self.object.render()}, "livemode": false,
            "pending_webhooks": u8::from(self.tally.delivered == 0),
            "request": {"id": self.request, "idempotency_key": self.key}, "type": self.kind,
        })
    }

    /// The body of a webhook. Always the same bytes, whatever the delivery's count.
    pub fn payload(&self) -> String {
        let mut event = self.render();
        event["pending_webhooks"] = json!(1);
        format!("{event:#}")
    }
}

impl Object {
    fn render(&self) -> Value {
        match self {
            Self::Session(session) => session.render(),
            Self::Intent(intent) => intent.render(),
            Self::Charge(charge) => charge.render(),
            Self::Refund(refund) => refund.render(),
            Self::Dispute(dispute) => dispute.render(),
            Self::Customer(customer) => customer.render(),
            Self::PaymentMethod(method) => method.render(),
            Self::SetupIntent(setup) => setup.render(),
        }
    }
}

macro_rules! object_from {
    ($($kind:ident),+) => {$(
        impl From<&$kind> for Object {
            fn from(object: &$kind) -> Self {
                Self::$kind(Box::new(object.clone()))
            }
        }
    )+};
}

object_from!(Session, Intent, Charge, Refund, Dispute, Customer, PaymentMethod, SetupIntent);

impl Row for Event {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn group(&self) -> Option<&str> {
        Some(&self.kind)
    }
}

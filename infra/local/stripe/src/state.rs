//! Everything the stand-in knows, and the changes that make it so.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    objects::{
        AUTHORIZED_FOR, Charge, Customer, Dispute, Event, Intent, IntentStatus, PaymentMethod, Refund, Session, SessionStatus, SetupIntent,
        Tally,
    },
    table::{Row, Table},
};

/// How long an idempotency key is remembered, as Stripe promises at least.
const KEYS_LIVE: i64 = 24 * 3600;

/// All objects. Changed by [`State::apply`] only.
#[derive(Default)]
pub struct State {
    pub sessions: Table<Session>,
    pub intents: Table<Intent>,
    pub charges: Table<Charge>,
    pub refunds: Table<Refund>,
    pub disputes: Table<Dispute>,
    pub customers: Table<Customer>,
    pub payment_methods: Table<PaymentMethod>,
    pub setup_intents: Table<SetupIntent>,
    pub events: Table<Event>,
    /// Captured less refunded and disputed, per currency.
    pub balance: HashMap<String, i64>,
    /// Events which nobody has acknowledged yet.
    pub undelivered: BTreeSet<String>,
    answers: HashMap<String, Answer>,
    /// When open sessions and authorized intents end by themselves, and when keys are forgotten.
    deadlines: BTreeSet<(i64, Deadline)>,
}

/// One fact, as the journal keeps it: an object as it is from now on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Session(Box<Session>),
    Intent(Box<Intent>),
    Charge(Box<Charge>),
    Refund(Box<Refund>),
    Dispute(Box<Dispute>),
    Customer(Box<Customer>),
    PaymentMethod(Box<PaymentMethod>),
    SetupIntent(Box<SetupIntent>),
    Event(Box<Event>),
    /// How the delivery of an event stands.
    Delivery {
        event: String,
        tally: Tally,
    },
    /// What an idempotency key was answered with.
    Answer(Box<Answer>),
}

/// The answer stored for an idempotency key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    pub key: String,
    pub path: String,
    /// Of method, path and parameters.
    pub fingerprint: String,
    pub request: String,
    pub status: u16,
    pub body: String,
    pub at: i64,
}

/// What ends by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    Session(String),
    Intent(String),
    Key(String),
}

impl State {
    /// Makes a change true.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Session(session) => self.put_session(*session),
            Change::Intent(intent) => self.put_intent(*intent),
            Change::Charge(charge) => self.put_charge(*charge),
            Change::Refund(refund) => {
                self.refunds.put(*refund);
            }
            Change::Dispute(dispute) => self.put_dispute(*dispute),
            Change::Customer(customer) => drop(self.customers.put(*customer)),
            Change::PaymentMethod(method) => drop(self.payment_methods.put(*method)),
            Change::SetupIntent(setup) => drop(self.setup_intents.put(*setup)),
            Change::Event(event) => {
                if event.tally.delivered == 0 {
                    self.undelivered.insert(event.id.clone());
                }
                self.events.put(*event);
            }
            Change::Delivery { event, tally } => self.tally(&event, tally),
            Change::Answer(answer) => {
                self.deadlines.insert((answer.at + KEYS_LIVE, Deadline::Key(answer.key.clone())));
                self.answers.insert(answer.key.clone(), *answer);
            }
        }
    }

    /// The answer that a key was given before.
    pub fn answer(&self, key: &str) -> Option<&Answer> {
        self.answers.get(key)
    }

    /// The next session or intent whose time is over. Keys are forgotten on the way.
    pub fn overdue(&mut self, now: i64) -> Option<Deadline> {
        while self.deadlines.first().is_some_and(|(at, _)| *at <= now) {
            match self.deadlines.pop_first() {
                Some((_, Deadline::Key(key))) => drop(self.answers.remove(&key)),
                other => return other.map(|(_, what)| what),
            }
        }
        None
    }

    /// Notes how an event's delivery stands.
    pub fn tally(&mut self, id: &str, tally: Tally) {
        if tally.delivered > 0 {
            self.undelivered.remove(id);
        }
        if let Some(event) = self.events.find_mut(id) {
            event.tally = tally;
        }
    }

    fn put_session(&mut self, session: Session) {
        let deadline = (session.expires_at, Deadline::Session(session.id.clone()));
        match session.status {
            SessionStatus::Open => self.deadlines.insert(deadline),
            SessionStatus::Complete | SessionStatus::Expired => self.deadlines.remove(&deadline),
        };
        self.sessions.put(session);
    }

    fn put_intent(&mut self, intent: Intent) {
        let deadline = (intent.created + AUTHORIZED_FOR, Deadline::Intent(intent.id.clone()));
        match intent.status {
            IntentStatus::RequiresCapture => self.deadlines.insert(deadline),
            _ => self.deadlines.remove(&deadline),
        };
        self.intents.put(intent);
    }

    fn put_dispute(&mut self, dispute: Dispute) {
        let balance = self.balance.entry(dispute.currency.clone()).or_default();
        *balance -= dispute.withheld();
        if let Some(before) = self.disputes.put(dispute) {
            *balance += before.withheld();
        }
    }

    fn put_charge(&mut self, charge: Charge) {
        let balance = self.balance.entry(charge.currency.clone()).or_default();
        *balance += charge.refundable();
        if let Some(before) = self.charges.put(charge) {
            *balance -= before.refundable();
        }
    }
}

macro_rules! change_from {
    ($($kind:ident),+) => {$(
        impl From<$kind> for Change {
            fn from(object: $kind) -> Self {
                Self::$kind(Box::new(object))
            }
        }
    )+};
}

change_from!(Session, Intent, Charge, Refund, Dispute, Customer, PaymentMethod, SetupIntent, Event, Answer);

impl Change {
    /// The id of the object this is about.
    pub fn id(&self) -> &str {
        match self {
            Self::Session(session) => session.id(),
            Self::Intent(intent) => intent.id(),
            Self::Charge(charge) => charge.id(),
            Self::Refund(refund) => refund.id(),
            Self::Dispute(dispute) => dispute.id(),
            Self::Customer(customer) => customer.id(),
            Self::PaymentMethod(method) => method.id(),
            Self::SetupIntent(setup) => setup.id(),
            Self::Event(event) => event.id(),
            Self::Delivery { event, .. } => event,
            Self::Answer(answer) => &answer.key,
        }
    }
}

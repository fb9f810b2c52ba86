//! What it says is true and complete, but it says it late, twice and in any order.

use domain::order::{Fact, FactKind, Ruling};
use domain::{Money, OrderId};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Authorized,
    Captured,
    Canceled,
}

/// A payment.
#[derive(Clone, Debug)]
pub struct Intent {
    pub status: Status,
    pub amount: Money,
    pub currency: &'static str,
    pub received: Money,
    pub returned: Money,
    /// Taken back by the shopper's bank, and who has it.
    pub dispute: Option<(Money, Ruling)>,
    /// The answer to the shop's own request to refund it, which has one key.
    shops_refund: Option<Fact>,
    /// The answers to requests for a part, by their keys.
    parts: BTreeMap<String, Fact>,
}

/// All payments made for one order.
pub struct Provider {
    order: OrderId,
    pub intents: BTreeMap<String, Intent>,
    /// Everything it has to tell.
    pub said: Vec<Fact>,
    /// The owner of each refund.
    pub refunds: BTreeMap<String, String>,
}

impl Provider {
    pub fn new(order: OrderId) -> Provider {
        Provider { order, intents: BTreeMap::new(), said: Vec::new(), refunds: BTreeMap::new() }
    }

    fn say(&mut self, name: &str, kind: FactKind, amount: Money) -> Fact {
        let currency = self.intents[name].currency.to_owned();
        let fact = Fact { order: self.order.clone(), intent: name.to_owned(), kind, amount, currency };
        self.said.push(fact.clone());
        fact
    }

    fn start(&mut self, name: &str, status: Status, amount: Money, currency: &'static str) {
        let intent = Intent {
            status,
            amount,
            currency,
            received: Money::ZERO,
            returned: Money::ZERO,
            dispute: None,
            shops_refund: None,
            parts: BTreeMap::new(),
        };
        self.intents.insert(name.to_owned(), intent);
    }

    /// The shopper pays.
    pub fn authorize(&mut self, name: &str, amount: Money, currency: &'static str) -> Option<Fact> {
        if self.intents.contains_key(name) {
            return None;
        }
        self.start(name, Status::Authorized, amount, currency);
        Some(self.say(name, FactKind::Authorized, amount))
    }

    /// The shopper tries to pay, and gives up.
    pub fn abandon(&mut self, name: &str, amount: Money, currency: &'static str) {
        if !self.intents.contains_key(name) {
            self.start(name, Status::Canceled, amount, currency);
            self.say(name, FactKind::Voided, amount);
        }
    }

    /// Takes authorized money, once. When it is taken already, says how much was.
    pub fn capture(&mut self, name: &str, amount: Money) -> Option<Fact> {
        let intent = self.intents.get_mut(name)?;
        match intent.status {
            Status::Authorized if Money::ZERO < amount && amount <= intent.amount => {
                (intent.status, intent.received) = (Status::Captured, amount);
                Some(self.say(name, FactKind::Captured, amount))
            }
            Status::Captured => {
                let received = intent.received;
                Some(self.say(name, FactKind::Captured, received))
            }
            Status::Authorized | Status::Canceled => None,
        }
    }

    /// Lets go of an authorization. When it is let go of already, says so.
    pub fn void(&mut self, name: &str) -> Option<Fact> {
        let intent = self.intents.get_mut(name)?;
        let amount = intent.amount;
        match intent.status {
            Status::Authorized | Status::Canceled => {
                intent.status = Status::Canceled;
                Some(self.say(name, FactKind::Voided, amount))
            }
            Status::Captured => None,
        }
    }

    /// Gives back so much of what is left, or all of it.
    pub fn refund(&mut self, name: &str, most: Option<Money>) -> Option<Fact> {
        let number = self.refunds.len() + 1;
        let intent = self.intents.get_mut(name)?;
        if intent.dispute.is_some() {
            return None;
        }
        let left = intent.received - intent.returned;
        let amount = most.map_or(left, |most| most.min(left));
        if amount <= Money::ZERO {
            return None;
        }
        intent.returned += amount;
        let refund = format!("re_{number}");
        self.refunds.insert(refund.clone(), name.to_owned());
        Some(self.say(name, FactKind::Refunded(refund), amount))
    }

    /// As the shop asks for it: all that is left, with a key, so that a repeat gets the same answer.
    pub fn shops_refund(&mut self, name: &str) -> Option<Fact> {
        if let Some(same) = self.intents.get(name)?.shops_refund.clone() {
            return Some(same);
        }
        let fact = self.refund(name, None)?;
        self.intents.get_mut(name)?.shops_refund = Some(fact.clone());
        Some(fact)
    }

    /// As the shop asks for a part, by its name. Refused when more would go back than was taken.
    pub fn refund_part(&mut self, name: &str, key: &str, amount: Money) -> Option<Fact> {
        let intent = self.intents.get(name)?;
        if let Some(same) = intent.parts.get(key) {
            return Some(same.clone());
        }
        if amount > intent.received - intent.returned {
            return None;
        }
        let fact = self.refund(name, Some(amount))?;
        self.intents.get_mut(name)?.parts.insert(key.to_owned(), fact.clone());
        Some(fact)
    }

    /// The shopper's bank takes all back that is left.
    pub fn dispute(&mut self, name: &str) -> Option<Fact> {
        let intent = self.intents.get_mut(name)?;
        let left = intent.received - intent.returned;
        if left <= Money::ZERO || intent.dispute.is_some() {
            return None;
        }
        intent.dispute = Some((left, Ruling::Open));
        Some(self.say(name, FactKind::Disputed(format!("du_{name}")), left))
    }

    /// The bank decides.
    pub fn decide(&mut self, name: &str, won: bool) -> Option<Fact> {
        let (amount, verdict) = self.intents.get_mut(name)?.dispute.as_mut().filter(|(_, verdict)| *verdict == Ruling::Open)?;
        *verdict = if won { Ruling::Won } else { Ruling::Lost };
        let (amount, dispute) = (*amount, format!("du_{name}"));
        Some(self.say(name, if won { FactKind::DisputeWon(dispute) } else { FactKind::DisputeLost(dispute) }, amount))
    }

    /// Taken and not given back, of all payments; less what banks have.
    pub fn kept(&self) -> Money {
        let with_the_bank = |i: &Intent| i.dispute.filter(|(_, verdict)| *verdict != Ruling::Won).map_or(Money::ZERO, |(amount, _)| amount);
        self.intents.values().map(|i| i.received - i.returned - with_the_bank(i)).sum()
    }
}

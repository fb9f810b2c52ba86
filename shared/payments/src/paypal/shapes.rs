//! `PayPal`'s shapes, as far as the shop reads them, and what they say in the shop's words.
//! <https://developer.paypal.com/docs/api/orders/v2/>, <https://developer.paypal.com/docs/api/payments/v2/>

use super::dispute::Dispute;
use domain::order::{Fact, FactKind};
use domain::{Money, OrderId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What our names for payments begin with, so that a job that knows nothing else knows whom to ask.
pub(crate) const OURS: &str = "paypal_";

/// An amount of money, as `PayPal` writes it: `{"currency_code": "EUR", "value": "10.99"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Amount {
    pub currency_code: String,
    pub value: String,
}

/// An order at `PayPal`: what a shopper is asked to approve of, and everything that happened to its money.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Payment {
    pub id: String,
    /// `CREATED`, `PAYER_ACTION_REQUIRED`, `APPROVED`, `COMPLETED`, `VOIDED`.
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub purchase_units: Vec<Unit>,
    #[serde(default)]
    pub links: Vec<Link>,
}

/// The one thing an order is for: a basket of groceries.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Unit {
    #[serde(default)]
    pub custom_id: Option<String>,
    #[serde(default)]
    pub payments: Moves,
}

/// What happened to the money.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Moves {
    #[serde(default)]
    pub authorizations: Vec<Move>,
    #[serde(default)]
    pub captures: Vec<Move>,
    #[serde(default)]
    pub refunds: Vec<Move>,
}

/// An authorization, a capture or a refund.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Move {
    pub id: String,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub status_details: Details,
    #[serde(default)]
    pub create_time: Option<Timestamp>,
    #[serde(default)]
    pub amount: Option<Amount>,
    #[serde(default)]
    pub custom_id: Option<String>,
    #[serde(default)]
    pub supplementary_data: Supplement,
    #[serde(default)]
    pub links: Vec<Link>,
}

/// Why it stands as it does, where that is said.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Details {
    #[serde(default)]
    pub reason: String,
}

/// Which order it belongs to, where that is said.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Supplement {
    #[serde(default)]
    pub related_ids: Related,
}

/// See [`Supplement`].
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Related {
    #[serde(default)]
    pub order_id: Option<String>,
}

/// Where something else is found.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Link {
    pub href: String,
    pub rel: String,
}

impl Amount {
    /// As `PayPal` wants it. What has no cents is written without.
    pub fn of(amount: Money, currency: &str) -> Amount {
        let minor = amount.0;
        let value = if without_cents(currency) { minor.to_string() } else { format!("{}.{:02}", minor / 100, minor % 100) };
        Amount { currency_code: currency.to_owned(), value }
    }

    /// In minor units. `None`: it is no amount of this currency.
    pub fn money(&self) -> Option<Money> {
        let (whole, cents) = self.value.split_once('.').unwrap_or((&self.value, ""));
        let whole: i64 = whole.parse().ok()?;
        if without_cents(&self.currency_code) {
            return cents.bytes().all(|digit| digit == b'0').then_some(Money(whole));
        }
        let cents: i64 = match cents.len() {
            0 => 0,
            2 if cents.bytes().all(|digit| digit.is_ascii_digit()) => cents.parse().ok()?,
            _ => return None,
        };
        whole.checked_mul(100)?.checked_add(cents).filter(|_| whole >= 0).map(Money)
    }

    /// What happened to so much. `None`: it is no amount that can be read.
    pub fn fact(&self, order: &OrderId, intent: &str, kind: FactKind) -> Option<Fact> {
        let currency = self.currency_code.to_uppercase();
        Some(Fact { order: order.clone(), intent: intent.to_owned(), kind, amount: self.money()?, currency })
    }
}

fn without_cents(currency: &str) -> bool {
    currency == "JPY"
}

impl Payment {
    /// Our name for it.
    pub fn intent(&self) -> String {
        format!("{OURS}{}", self.id)
    }

    /// The order of ours it is for.
    pub fn order(&self) -> Option<OrderId> {
        self.purchase_units.iter().find_map(|unit| OrderId::parse(unit.custom_id.as_deref()?).ok())
    }

    /// Where it leads to: `payer-action`, or `approve` where it was made without a payment source.
    pub fn page(&self) -> Option<String> {
        let link = self.links.iter().find(|link| matches!(link.rel.as_str(), "payer-action" | "approve"));
        link.map(|link| link.href.clone())
    }

    pub fn authorizations(&self) -> impl DoubleEndedIterator<Item = &Move> {
        self.purchase_units.iter().flat_map(|unit| &unit.payments.authorizations)
    }

    /// Captures that took money. One that is looked at by `PayPal`, or was declined, took none; one that is disputed did.
    pub fn captures(&self) -> impl DoubleEndedIterator<Item = &Move> {
        let all = self.purchase_units.iter().flat_map(|unit| &unit.payments.captures);
        all.filter(|one| {
            let taken = matches!(one.status.as_str(), "COMPLETED" | "PARTIALLY_REFUNDED" | "REFUNDED");
            taken || matches!(one.status_details.reason.as_str(), "BUYER_COMPLAINT" | "CHARGEBACK")
        })
    }

    /// Refunds that gave money back, or will.
    pub fn refunds(&self) -> impl DoubleEndedIterator<Item = &Move> {
        let all = self.purchase_units.iter().flat_map(|unit| &unit.payments.refunds);
        all.filter(|one| matches!(one.status.as_str(), "COMPLETED" | "PENDING"))
    }

    /// The latest authorization in one of these states.
    pub fn authorization(&self, states: &[&str]) -> Option<&Move> {
        self.authorizations().rev().find(|one| states.contains(&one.status.as_str()))
    }

    /// What was taken.
    pub fn captured(&self, order: &OrderId) -> Option<Fact> {
        let intent = self.intent();
        let all: Vec<Fact> = self.captures().filter_map(|one| one.fact(order, &intent, FactKind::Captured)).collect();
        let amount = all.iter().map(|fact| fact.amount).sum();
        all.into_iter().next().map(|fact| Fact { amount, ..fact })
    }

    /// What is set aside, and may be taken.
    pub fn authorized(&self, order: &OrderId) -> Option<Fact> {
        self.authorization(&["CREATED"])?.fact(order, &self.intent(), FactKind::Authorized)
    }

    /// What was let go of.
    pub fn voided(&self, order: &OrderId) -> Option<Fact> {
        self.authorization(&["VOIDED", "EXPIRED"])?.fact(order, &self.intent(), FactKind::Voided)
    }

    /// Everything that happened to it and its disputes, in the order it happened.
    pub(super) fn told(&self, order: &OrderId, disputes: &[Dispute]) -> Vec<Fact> {
        let intent = self.intent();
        let taken = self.captured(order);
        let set_aside = match &taken {
            Some(_) => self.authorizations().next().and_then(|one| one.fact(order, &intent, FactKind::Authorized)),
            None => self.authorized(order).or_else(|| self.voided(order)),
        };
        let all = self.purchase_units.iter().flat_map(|unit| &unit.payments.refunds);
        let back = all.filter(|one| !self.is_of_a_dispute(one, order, disputes)).flat_map(|one| {
            let bounced = matches!(one.status.as_str(), "FAILED" | "CANCELLED").then(|| FactKind::Bounced(one.id.clone()));
            let kinds = [FactKind::Refunded(one.id.clone())].into_iter().chain(bounced);
            kinds.filter_map(|kind| one.fact(order, &intent, kind)).collect::<Vec<_>>()
        });
        set_aside.into_iter().chain(taken).chain(back).chain(self.disputed(order, disputes)).collect()
    }
}

impl Move {
    /// True for what we asked for: it says for which order.
    pub fn is_of(&self, order: &OrderId) -> bool {
        self.custom_id.as_deref() == Some(order.as_str())
    }

    /// What it tells about an order. `None`: it is of no amount that can be read.
    pub fn fact(&self, order: &OrderId, intent: &str, kind: FactKind) -> Option<Fact> {
        self.amount.as_ref()?.fact(order, intent, kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_and_read_in_whole_cents() {
        for (cents, text) in [(0, "0.00"), (5, "0.05"), (1099, "10.99"), (1_234_500, "12345.00")] {
            let amount = Amount::of(Money(cents), "EUR");
            assert_eq!((amount.value.as_str(), amount.money()), (text, Some(Money(cents))));
        }
        assert_eq!(Amount::of(Money(1200), "JPY").value, "1200");
        let money = |value: &str| Amount { currency_code: "EUR".into(), value: value.into() }.money();
        assert_eq!(money("7"), Some(Money(700)));
        for wrong in ["", "1.2", "1.234", "1,20", "-1.00", "1.+1", "99999999999999999999.00"] {
            assert_eq!(money(wrong), None, "{wrong}");
        }
    }
}

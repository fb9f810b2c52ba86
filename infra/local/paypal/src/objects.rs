//! Orders, their money and events, as they are kept and as the API shows them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// An amount of money in cents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cents {
    pub currency: String,
    pub cents: i64,
}

/// An order: what a shopper is asked to approve of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub id: String,
    pub created: String,
    pub status: Status,
    pub amount: Cents,
    pub custom_id: Option<String>,
    pub description: Option<String>,
    pub return_url: String,
    pub cancel_url: String,
    /// The account approved with cannot pay.
    pub declined: bool,
    pub authorization: Option<Authorization>,
    pub captures: Vec<Capture>,
    pub refunds: Vec<Refund>,
}

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    PayerActionRequired,
    Approved,
    Completed,
}

/// Money set aside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Authorization {
    pub id: String,
    /// `CREATED`, `PARTIALLY_CAPTURED`, `CAPTURED`, `VOIDED`.
    pub status: String,
}

/// Money taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Capture {
    pub id: String,
    pub cents: i64,
    pub last: bool,
}

/// Money given back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Refund {
    pub id: String,
    #[serde(default)]
    pub created: String,
    pub capture: String,
    pub cents: i64,
    pub custom_id: Option<String>,
    /// The dispute that took it back.
    #[serde(default)]
    pub dispute: Option<String>,
}

/// Something that happened, with the object as it was then.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Event {
    pub id: String,
    pub created: String,
    pub kind: String,
    pub resource: Value,
    pub delivered: bool,
}

impl Cents {
    /// `10.99`, and nothing else. `None`: it is no amount.
    pub fn parse(currency: &str, value: &str) -> Option<Cents> {
        let (whole, cents) = value.split_once('.')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
        let known = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
        let whole: i64 = Some(whole).filter(|whole| digits(whole))?.parse().ok()?;
        let cents: i64 = Some(cents).filter(|cents| digits(cents) && cents.len() == 2)?.parse().ok()?;
        known.then(|| Cents { currency: currency.to_owned(), cents: whole * 100 + cents })
    }

    pub fn render(&self) -> Value {
        json!({"currency_code": self.currency, "value": format!("{}.{:02}", self.cents / 100, self.cents % 100)})
    }

    /// `EUR 10.99`, of so many cents.
    pub fn words(&self, cents: i64) -> String {
        format!("{} {}.{:02}", self.currency, cents / 100, cents % 100)
    }

    pub fn of(&self, cents: i64) -> Value {
        Cents { cents, ..self.clone() }.render()
    }
}

impl Order {
    /// Once; or again, where the account chosen first cannot pay.
    pub fn may_be_approved(&self) -> bool {
        self.status == Status::PayerActionRequired || self.status == Status::Approved && self.declined
    }

    pub fn taken(&self) -> i64 {
        self.captures.iter().map(|one| one.cents).sum()
    }

    pub fn given_back(&self, capture: &str) -> i64 {
        self.refunds.iter().filter(|one| one.capture == capture).map(|one| one.cents).sum()
    }

    /// Of a capture.
    pub fn left_of(&self, capture: &str) -> i64 {
        let taken = self.captures.iter().find(|one| one.id == capture).map_or(0, |one| one.cents);
        taken - self.given_back(capture)
    }

    /// With `api`, the address links lead to.
    pub fn render(&self, api: &str) -> Value {
        let link = |rel: &str, method: &str, path: String| json!({"href": format!("{api}{path}"), "rel": rel, "method": method});
        let mut links = vec![link("self", "GET", format!("/v2/checkout/orders/{}", self.id))];
        if self.status == Status::PayerActionRequired {
            links.push(link("payer-action", "GET", format!("/checkoutnow?token={}", self.id)));
        }
        let mut unit = json!({"reference_id": "default", "amount": self.amount.render(),
            "custom_id": self.custom_id, "description": self.description});
        if let Some(held) = &self.authorization {
            unit["payments"] = json!({
                "authorizations": [self.show_authorization(held, api)],
                "captures": self.captures.iter().map(|one| self.show_capture(one, api)).collect::<Vec<_>>(),
                "refunds": self.refunds.iter().map(|one| self.show_refund(one, api)).collect::<Vec<_>>(),
            });
        }
        json!({"id": self.id, "intent": "AUTHORIZE", "status": self.status, "create_time": self.created,
            "purchase_units": [unit], "links": links})
    }

    pub fn show_authorization(&self, held: &Authorization, api: &str) -> Value {
        json!({"id": held.id, "status": held.status, "amount": self.amount.render(), "custom_id": self.custom_id,
            "supplementary_data": {"related_ids": {"order_id": self.id}},
            "links": [{"href": format!("{api}/v2/payments/authorizations/{}", held.id), "rel": "self", "method": "GET"}]})
    }

    pub fn show_capture(&self, taken: &Capture, api: &str) -> Value {
        let status = match self.given_back(&taken.id) {
            0 => "COMPLETED",
            back if back < taken.cents => "PARTIALLY_REFUNDED",
            _ => "REFUNDED",
        };
        let held = self.authorization.as_ref().map(|held| held.id.as_str());
        json!({"id": taken.id, "status": status, "amount": self.amount.of(taken.cents), "final_capture": taken.last,
            "custom_id": self.custom_id,
            "supplementary_data": {"related_ids": {"order_id": self.id, "authorization_id": held}},
            "links": [{"href": format!("{api}/v2/payments/captures/{}", taken.id), "rel": "self", "method": "GET"}]})
    }

    pub fn show_refund(&self, back: &Refund, api: &str) -> Value {
        let link = |rel: &str, path: String| json!({"href": format!("{api}/v2/payments/{path}"), "rel": rel, "method": "GET"});
        json!({"id": back.id, "status": "COMPLETED", "amount": self.amount.of(back.cents), "custom_id": back.custom_id,
            "create_time": back.created,
            "links": [link("self", format!("refunds/{}", back.id)), link("up", format!("captures/{}", back.capture))]})
    }
}

impl Event {
    /// As the API lists it and as webhooks carry it.
    pub fn render(&self) -> Value {
        json!({"id": self.id, "event_version": "1.0", "resource_version": "2.0", "create_time": self.created,
            "event_type": self.kind, "resource": self.resource})
    }
}

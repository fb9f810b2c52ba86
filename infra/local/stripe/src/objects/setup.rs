//! What is saved for later: a customer, their card, and the setup intent through which they saved it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Metadata;
use crate::{ids, table::Row};

/// Somebody whose card is saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Customer {
    pub id: String,
    pub created: i64,
    pub email: Option<String>,
    pub metadata: Metadata,
}

/// A saved card, and how it behaves once nobody is there to ask.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaymentMethod {
    pub id: String,
    pub created: i64,
    pub customer: Option<String>,
    pub card: Card,
}

/// The test cards that can be saved, by what becomes of a later charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    /// 4242 4242 4242 4242: is charged.
    Good,
    /// 4000 0000 0000 0341: can be saved, and is declined when it is charged.
    DeclinesLater,
    /// 4000 0027 6000 3184: its bank wants to see the cardholder at every charge.
    AsksLater,
}

impl Card {
    /// The last four digits of its number.
    pub fn last4(self) -> &'static str {
        match self {
            Self::Good => "4242",
            Self::DeclinesLater => "0341",
            Self::AsksLater => "3184",
        }
    }
}

/// The saving of a card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetupIntent {
    pub id: String,
    pub secret: String,
    pub created: i64,
    pub customer: Option<String>,
    pub payment_method: Option<String>,
    pub status: SetupStatus,
    pub canceled: Option<String>,
    pub description: Option<String>,
    pub metadata: Metadata,
}

/// The states of Stripe's own that can occur here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupStatus {
    RequiresPaymentMethod,
    Succeeded,
    Canceled,
}

impl Customer {
    /// A new one.
    pub fn new(email: Option<String>, now: i64) -> Self {
        Self { id: ids::fresh("cus_", 14), created: now, email, metadata: Metadata::new() }
    }

    /// As the API shows it.
    pub fn render(&self) -> Value {
        json!({
            "id": self.id, "object": "customer", "created": self.created, "email": self.email, "metadata": self.metadata,
            "address": null, "balance": 0, "currency": null, "default_source": null, "delinquent": false,
            "description": null, "discount": null, "invoice_prefix": "0A1B2C3D",
            "invoice_settings": {"custom_fields": null, "default_payment_method": null, "footer": null, "rendering_options": null},
            "livemode": false, "name": null, "phone": null, "preferred_locales": [], "shipping": null, "tax_exempt": "none",
            "test_clock": null,
        })
    }
}

impl PaymentMethod {
    /// A card that was typed in.
    pub fn new(card: Card, customer: Option<String>, now: i64) -> Self {
        Self { id: ids::object("pm"), created: now, customer, card }
    }

    /// As the API shows it.
    pub fn render(&self) -> Value {
        json!({
            "id": self.id, "object": "payment_method", "created": self.created, "customer": self.customer, "type": "card",
            "allow_redisplay": "limited", "livemode": false, "metadata": {},
            "billing_details": {"address": {}, "email": null, "name": null, "phone": null, "tax_id": null},
            "card": {
                "brand": "visa", "country": "US", "display_brand": "visa", "exp_month": 12, "exp_year": 2034, "funding": "credit",
                "last4": self.card.last4(), "three_d_secure_usage": {"supported": true}, "wallet": null,
            },
        })
    }
}

impl SetupIntent {
    /// One that waits for a card.
    pub fn new(customer: Option<String>, (description, metadata): (Option<String>, Metadata), now: i64) -> Self {
        let id = ids::fresh("seti_1S", 22);
        Self {
            secret: ids::fresh(&format!("{id}_secret_"), 25),
            id,
            created: now,
            customer,
            payment_method: None,
            status: SetupStatus::RequiresPaymentMethod,
            canceled: None,
            description,
            metadata,
        }
    }

    /// As the API shows it.
    pub fn render(&self) -> Value {
        json!({
            "id": self.id, "object": "setup_intent", "client_secret": self.secret, "created": self.created,
            "application": null, "attach_to_self": false, "automatic_payment_methods": null,
            "cancellation_reason": self.canceled, "customer": self.customer, "description": self.description,
            "flow_directions": null, "last_setup_error": null, "latest_attempt": null, "livemode": false, "mandate": null,
            "metadata": self.metadata, "next_action": null, "on_behalf_of": null, "payment_method": self.payment_method,
            "payment_method_options": {"card": {"request_three_d_secure": "automatic"}}, "payment_method_types": ["card"],
            "single_use_mandate": null, "status": self.status, "usage": "off_session",
        })
    }
}

macro_rules! row {
    ($($kind:ident),+) => {$(
        impl Row for $kind {
            fn id(&self) -> &str {
                &self.id
            }

            fn created(&self) -> i64 {
                self.created
            }

            fn group(&self) -> Option<&str> {
                None
            }
        }
    )+};
}

row!(Customer, PaymentMethod, SetupIntent);

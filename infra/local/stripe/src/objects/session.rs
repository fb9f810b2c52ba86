//! A Checkout Session: the page on which somebody pays, once.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Capture, Metadata};
use crate::table::Row;

/// A hosted page in payment or setup mode.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    pub id: String,
    pub created: i64,
    pub expires_at: i64,
    pub status: SessionStatus,
    /// Whether money was taken: at once, or by the capture of an authorized payment.
    pub paid: bool,
    pub amount: i64,
    pub currency: String,
    pub items: Vec<Item>,
    pub url: String,
    pub success_url: String,
    pub cancel_url: Option<String>,
    pub client_reference_id: Option<String>,
    pub customer_email: Option<String>,
    pub locale: Option<String>,
    pub submit_type: Option<String>,
    pub metadata: Metadata,
    pub intent_options: IntentOptions,
    /// Only there after the first attempt to pay, as with Stripe since 2022.
    pub intent: Option<String>,
    #[serde(default)]
    pub mode: Mode,
    /// In setup mode there from the beginning.
    #[serde(default)]
    pub setup: Option<String>,
    #[serde(default)]
    pub customer: Option<String>,
    /// A customer is made of whoever completes it.
    #[serde(default)]
    pub creates_customer: bool,
}

/// What a page is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// To pay.
    #[default]
    Payment,
    /// To save a card.
    Setup,
}

/// Where a session is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    Open,
    Complete,
    Expired,
}

/// One line of what is paid for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    pub id: String,
    pub price: String,
    pub product: String,
    pub name: String,
    pub quantity: i64,
    pub unit_amount: i64,
}

/// What the session hands on to the payment intent it will make (`payment_intent_data`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IntentOptions {
    pub capture: Capture,
    pub metadata: Metadata,
    pub description: Option<String>,
    pub receipt_email: Option<String>,
}

impl Session {
    /// As the API shows it.
    pub fn render(&self) -> Value {
        let open = self.status == SessionStatus::Open;
        let email = self.customer_email.as_deref();
        let details = json!({
            "address": null, "email": email.unwrap_or("shopper@example.com"), "name": null, "phone": null,
            "tax_exempt": "none", "tax_ids": [],
        });
        let pays = self.mode == Mode::Payment;
        let amount = pays.then_some(self.amount);
        let payment_status = match (pays, self.paid) {
            (false, _) => "no_payment_required",
            (true, true) => "paid",
            (true, false) => "unpaid",
        };
        let creation = if self.creates_customer { "always" } else { "if_required" };
        let mut session = json!({
            "id": self.id, "object": "checkout.session",
            "amount_subtotal": amount, "amount_total": amount, "currency": self.currency,
            "cancel_url": self.cancel_url, "success_url": self.success_url,
            "client_reference_id": self.client_reference_id, "client_secret": null,
            "created": self.created, "expires_at": self.expires_at,
            "customer": self.customer, "customer_creation": creation, "customer_email": self.customer_email,
            "customer_details": if self.status == SessionStatus::Complete { details } else { Value::Null },
            "livemode": false, "locale": self.locale, "metadata": self.metadata, "mode": self.mode, "setup_intent": self.setup,
            "payment_intent": self.intent, "payment_link": null, "payment_method_collection": "if_required",
            "payment_method_types": ["card"], "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
            "payment_status": payment_status,
            "status": self.status, "submit_type": self.submit_type, "ui_mode": "hosted_page",
            "total_details": pays.then(|| json!({"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0})),
            "url": if open { Some(&self.url) } else { None },
        });
        session.as_object_mut().into_iter().for_each(|fields| fields.extend(unused()));
        session
    }

    /// Its lines, as `/line_items` and the expansion show them.
    pub fn line_items(&self) -> Value {
        let data: Vec<Value> = self.items.iter().map(|item| item.render(&self.currency)).collect();
        let url = format!("/v1/checkout/sessions/{}/line_items", self.id);
        json!({"object": "list", "data": data, "has_more": false, "url": url})
    }
}

/// The fields of a session which this stand-in never fills.
fn unused() -> serde_json::Map<String, Value> {
    let empty = json!({
        "adaptive_pricing": {"enabled": false}, "after_expiration": null, "allow_promotion_codes": null,
        "automatic_tax": {"enabled": false, "liability": null, "provider": null, "status": null},
        "billing_address_collection": null, "collected_information": null, "consent": null,
        "consent_collection": null, "currency_conversion": null, "custom_fields": [], "custom_text": {},
        "discounts": [], "invoice": null, "invoice_creation": {"enabled": false},
        "phone_number_collection": {"enabled": false}, "recovered_from": null,
        "shipping_address_collection": null, "shipping_cost": null, "shipping_options": [],
        "subscription": null,
    });
    match empty {
        Value::Object(fields) => fields,
        _ => serde_json::Map::new(),
    }
}

impl Item {
    fn render(&self, currency: &str) -> Value {
        let total = self.unit_amount * self.quantity;
        json!({
            "id": self.id, "object": "item", "currency": currency, "description": self.name,
            "amount_subtotal": total, "amount_total": total, "amount_discount": 0, "amount_tax": 0,
            "quantity": self.quantity,
            "price": {
                "id": self.price, "object": "price", "active": false, "currency": currency,
                "product": self.product, "type": "one_time", "unit_amount": self.unit_amount,
                "unit_amount_decimal": self.unit_amount.to_string(), "livemode": false, "metadata": {},
            },
        })
    }
}

impl Row for Session {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn group(&self) -> Option<&str> {
        self.intent.as_deref()
    }
}

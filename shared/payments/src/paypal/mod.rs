//! `PayPal`: an order the shopper approves of on `PayPal`'s page, authorized by us afterwards, captured when it is picked.
//!
//! Approved is not paid: somebody has to set the money aside, and that is us, told by the shopper's return or by a
//! webhook. So nothing has to be closed; what is given up is not authorized. A payment is known by its order at `PayPal`,
//! where everything that happened to it is read in one call; authorizations, captures and refunds have names of their own
//! there, which nobody here has to keep.

mod back;
mod dispute;
mod http;
mod look;
mod shapes;
mod webhook;

pub(crate) use shapes::OURS;
pub use webhook::Transmission;

use crate::wire::stuck;
use crate::{Asked, Page, Trouble};
use domain::order::Fact;
use domain::{Money, OrderId};
use http::Line;
use serde_json::json;
use shapes::{Amount, Payment};

/// `PayPal`, with one account.
#[derive(Clone, Debug)]
pub struct PayPal {
    line: Line,
    /// Our webhook's name there.
    webhook: String,
}

/// Who we are at `PayPal`.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    /// `https://api-m.paypal.com`, or the sandbox's.
    pub api: &'a str,
    /// The app's client id.
    pub client: &'a str,
    /// And its secret.
    pub secret: &'a str,
    /// The id of the webhook that tells us.
    pub webhook: &'a str,
}

impl PayPal {
    /// At this address, with this account. No call is made before the first question.
    pub fn new(account: &Account<'_>) -> PayPal {
        PayPal { line: Line::new(account.api, account.client, account.secret), webhook: account.webhook.to_owned() }
    }

    /// The payment page of an order. Who approved already is sent back from there at once; whose account cannot pay may
    /// choose another.
    pub(crate) async fn page(&self, asked: &Asked<'_>) -> Result<Page, Trouble> {
        let payment = self.asked(asked).await?;
        let url = match payment.status.as_str() {
            "COMPLETED" | "VOIDED" => None,
            _ => payment.page().or_else(|| Some(self.line.page(&payment.id))),
        };
        Ok(Page { name: Some(payment.id), url })
    }

    /// What the shopper was asked to approve of; made with a key that follows from the order, and known by its name then.
    async fn asked(&self, asked: &Asked<'_>) -> Result<Payment, Trouble> {
        let order = asked.order;
        if let Some(page) = order.approval() {
            return self.payment(page).await;
        }
        let (id, (attempt, amount)) = (order.order.as_str(), order.page());
        let key = if attempt == 0 { format!("order-{id}") } else { format!("order-{id}-{attempt}") };
        let unit = json!({
            "custom_id": id,
            "description": format!("Groceries, order {id}"),
            "amount": Amount::of(amount, &order.currency),
        });
        let experience = json!({
            "return_url": paid(asked),
            "cancel_url": asked.back,
            "user_action": "PAY_NOW",
            "shipping_preference": "NO_SHIPPING",
            "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
        });
        let source = json!({ "paypal": { "experience_context": experience } });
        let body = json!({ "intent": "AUTHORIZE", "purchase_units": [unit], "payment_source": source }).to_string();
        self.line.post("/v2/checkout/orders", &body, Some(&key), &format!("a PayPal page for order {id}")).await
    }

    /// An order that is given up is not authorized any more, so its page is worth nothing. What the shopper approved of
    /// before was paid in time: it is authorized here, and that fact comes back.
    pub(crate) async fn close(&self, asked: &Asked<'_>) -> Result<Option<Fact>, Trouble> {
        // Nobody was sent to a page that was never asked for.
        let Some(page) = asked.order.approval() else { return Ok(None) };
        self.authorize(&asked.order.order, page).await
    }

    /// Sets aside what the shopper approved of. `None`: they did not, or cannot pay it. An order is authorized once,
    /// whoever asks how often, so this needs no key.
    pub(crate) async fn authorize(&self, order: &OrderId, page: &str) -> Result<Option<Fact>, Trouble> {
        let path = format!("/v2/checkout/orders/{page}/authorize");
        let answer = self.line.post::<Payment>(&path, "{}", None, &format!("authorizing order {order}")).await;
        match answer {
            Ok(payment) => Ok(payment.authorized(order)),
            Err(Trouble::Refused { code, .. }) if code == "ORDER_ALREADY_AUTHORIZED" => Ok(self.payment(page).await?.authorized(order)),
            Err(Trouble::Refused { code, message, .. }) if is_the_payers(&code) => {
                tracing::info!(%order, code, message, "not approved at PayPal");
                Ok(None)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Charges an amount of what was authorized, once; the rest is let go of with it.
    pub(crate) async fn capture(&self, order: &OrderId, page: &str, amount: Money) -> Result<Fact, Trouble> {
        let payment = self.payment(page).await?;
        if let Some(fact) = payment.captured(order) {
            return Ok(fact);
        }
        let held = payment.authorization(&["CREATED"]).ok_or_else(|| stuck("charging", page))?;
        let currency = held.amount.as_ref().map_or_else(String::new, |held| held.currency_code.clone());
        let body = json!({ "amount": Amount::of(amount, &currency), "final_capture": true }).to_string();
        let path = format!("/v2/payments/authorizations/{}/capture", held.id);
        let made =
            self.line.post::<shapes::Move>(&path, &body, Some(&format!("capture-{order}")), &format!("charging order {order}")).await;
        match made {
            Ok(_) | Err(Trouble::Refused { .. }) => {
                // One that PayPal looks at first is told by a webhook when it is through, and asked for again until then.
                let taken = self.payment(page).await?.captured(order);
                taken.ok_or_else(|| made.err().unwrap_or_else(|| stuck("charging", page)))
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Lets go of an authorization.
    pub(crate) async fn void(&self, order: &OrderId, page: &str) -> Result<Fact, Trouble> {
        let payment = self.payment(page).await?;
        if let Some(held) = payment.authorization(&["CREATED", "PENDING"]) {
            let path = format!("/v2/payments/authorizations/{}/void", held.id);
            let key = format!("void-{}", held.id);
            let done = self.line.post::<serde_json::Value>(&path, "{}", Some(&key), &format!("letting go of {page}")).await;
            if let Err(trouble @ Trouble::Unreachable { .. }) = done {
                return Err(trouble);
            }
        }
        self.payment(page).await?.voided(order).ok_or_else(|| stuck("letting go of", page))
    }

    async fn payment(&self, page: &str) -> Result<Payment, Trouble> {
        self.line.get(&format!("/v2/checkout/orders/{page}")).await
    }
}

/// The shopper said no, or has not said yes, or their account cannot pay: nothing that asking again would mend.
fn is_the_payers(code: &str) -> bool {
    matches!(
        code,
        "ORDER_NOT_APPROVED"
            | "PAYER_ACTION_REQUIRED"
            | "PAYER_CANNOT_PAY"
            | "PAYER_ACCOUNT_LOCKED_OR_CLOSED"
            | "PAYER_ACCOUNT_RESTRICTED"
            | "INSTRUMENT_DECLINED"
            | "TRANSACTION_REFUSED"
            | "RESOURCE_NOT_FOUND"
            | "INVALID_RESOURCE_ID"
    )
}

/// Where the shopper returns to once they approved.
fn paid(asked: &Asked<'_>) -> String {
    format!("{}&paid=1", asked.back)
}

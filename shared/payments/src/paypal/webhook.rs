//! What `PayPal`'s webhooks say, and whether it was `PayPal` who said it.
//!
//! Asked instead of worked out: the certificates behind a signature are fetched, checked and replaced at `PayPal`, so
//! here nothing has to know whom to trust, and no code of ours parses what a stranger sent. That is one call per event.

use super::dispute::Told;
use super::shapes::{Move, OURS, Payment};
use super::{PayPal, Trouble};
use crate::webhook::News;
use domain::OrderId;
use domain::order::FactKind;
use serde::Deserialize;
use serde_json::{Value, json};

/// Begins the name of a payment that is only known by its capture.
pub(super) const CAPTURE: &str = "capture_";
/// The same by its authorization.
pub(super) const HELD: &str = "authorization_";

/// The headers an event comes with.
#[derive(Clone, Copy, Debug)]
pub struct Transmission<'a> {
    /// `PAYPAL-TRANSMISSION-ID`
    pub id: &'a str,
    /// `PAYPAL-TRANSMISSION-TIME`
    pub time: &'a str,
    /// `PAYPAL-TRANSMISSION-SIG`
    pub signature: &'a str,
    /// `PAYPAL-CERT-URL`
    pub certificate: &'a str,
    /// `PAYPAL-AUTH-ALGO`
    pub algorithm: &'a str,
}

#[derive(Deserialize)]
struct Verdict {
    verification_status: String,
}

#[derive(Deserialize)]
struct Event {
    event_type: String,
    resource: Value,
}

impl PayPal {
    /// True when `PayPal` sent these bytes to our webhook.
    pub async fn verifies(&self, sent: &Transmission<'_>, body: &[u8]) -> Result<bool, Trouble> {
        // As it came: written anew, it might not be what was signed. One whole object, so that it cannot be more than that.
        let Ok(text) = std::str::from_utf8(body) else { return Ok(false) };
        if !serde_json::from_str::<Value>(text).is_ok_and(|event| event.is_object()) {
            return Ok(false);
        }
        let told = json!({
            "transmission_id": sent.id,
            "transmission_time": sent.time,
            "transmission_sig": sent.signature,
            "cert_url": sent.certificate,
            "auth_algo": sent.algorithm,
            "webhook_id": self.webhook,
        });
        let told = told.to_string();
        let asked = format!("{},\"webhook_event\":{text}}}", told.strip_suffix('}').unwrap_or_default());
        let path = "/v1/notifications/verify-webhook-signature";
        match self.line.post::<Verdict>(path, &asked, None, "asking PayPal whether it sent an event").await {
            Ok(verdict) => Ok(verdict.verification_status == "SUCCESS"),
            // It has not even the shape of something PayPal sends.
            Err(Trouble::Refused { .. }) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    /// Reads a verified event. An error means that it is not the shape `PayPal` documents.
    pub fn news(body: &[u8]) -> Result<News, serde_json::Error> {
        news_of(serde_json::from_slice(body)?)
    }
}

/// The same, of an event that was asked for.
pub(super) fn news_of(event: Value) -> Result<News, serde_json::Error> {
    let Event { event_type, resource } = serde_json::from_value(event)?;
    Ok(match event_type.as_str() {
        "CHECKOUT.ORDER.APPROVED" => {
            let payment: Payment = serde_json::from_value(resource)?;
            payment.order().map_or(News::Nothing, |order| News::Approved { order, intent: payment.intent() })
        }
        "PAYMENT.AUTHORIZATION.CREATED" => moved(resource, FactKind::Authorized, HELD)?,
        "PAYMENT.AUTHORIZATION.VOIDED" => moved(resource, FactKind::Voided, HELD)?,
        "PAYMENT.CAPTURE.COMPLETED" => moved(resource, FactKind::Captured, CAPTURE)?,
        // What goes back names the capture it is of, and not our payment.
        "PAYMENT.CAPTURE.REFUNDED" | "PAYMENT.CAPTURE.REVERSED" => {
            let back: Move = serde_json::from_value(resource)?;
            let of = back.links.iter().find(|link| link.rel == "up").and_then(|link| link.href.rsplit('/').next());
            of.map_or(News::Nothing, |capture| News::Look(format!("{OURS}{CAPTURE}{capture}")))
        }
        // How it stands is asked for: what is told late or twice is then what it is now.
        "CUSTOMER.DISPUTE.CREATED" | "CUSTOMER.DISPUTE.UPDATED" | "CUSTOMER.DISPUTE.RESOLVED" => {
            let told: Told = serde_json::from_value(resource)?;
            let about = told.disputed_transactions.into_iter().next();
            about.map_or(News::Nothing, |one| News::Look(format!("{OURS}{CAPTURE}{}", one.seller_transaction_id)))
        }
        _ => News::Nothing,
    })
}

/// A payment of another shop's, or without an order, is no news. Older shapes do not name the payment: then it is asked for.
fn moved(resource: Value, kind: FactKind, named: &str) -> Result<News, serde_json::Error> {
    let one: Move = serde_json::from_value(resource)?;
    let Some(order) = one.custom_id.as_deref().and_then(|order| OrderId::parse(order).ok()) else { return Ok(News::Nothing) };
    let intent = one.supplementary_data.related_ids.order_id.as_ref().map(|page| format!("{OURS}{page}"));
    let fact = intent.and_then(|intent| one.fact(&order, &intent, kind));
    Ok(fact.map_or_else(|| News::Look(format!("{OURS}{named}{}", one.id)), News::Fact))
}

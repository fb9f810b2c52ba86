//! A card that is saved on a page, and asked when nobody is there.

use super::{Intent, Session, Stripe};
use crate::{Asked, Trouble};
use domain::order::{Fact, FactKind, SavedCard};
use domain::{Money, Order, OrderId};
use serde::Deserialize;
use std::collections::HashMap;

/// The saving of a card, as Stripe shows it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Setup {
    id: String,
    status: String,
    #[serde(default)]
    customer: Option<String>,
    #[serde(default)]
    payment_method: Option<String>,
    #[serde(default)]
    metadata: HashMap<String, String>,
}

impl Setup {
    /// What it tells about an order: nothing, before the card is saved, or for an order of somebody else's.
    pub fn fact(self) -> Option<Fact> {
        let order = self.metadata.get("order").and_then(|order| OrderId::parse(order.as_str()).ok())?;
        let currency = self.metadata.get("currency").cloned().unwrap_or_default();
        let card = SavedCard { customer: self.customer?, method: self.payment_method? };
        let fact = Fact { order, intent: self.id, kind: FactKind::Saved(card), amount: Money::ZERO, currency };
        (self.status == "succeeded").then_some(fact)
    }
}

impl Stripe {
    /// The page on which the card of an order is saved. Asked again, it is the same page.
    pub(super) async fn setup_session(&self, asked: &Asked<'_>) -> Result<Session, Trouble> {
        let order = asked.order;
        let (id, paid, currency) = (order.order.as_str(), format!("{}&paid=1", asked.back), order.currency.to_lowercase());
        let form = [
            ("mode", "setup"),
            ("currency", currency.as_str()),
            ("client_reference_id", id),
            ("customer_creation", "always"),
            ("customer_email", order.contact.email.as_str()),
            ("success_url", paid.as_str()),
            ("cancel_url", asked.back),
            ("metadata[order]", id),
            ("setup_intent_data[metadata][order]", id),
            ("setup_intent_data[metadata][currency]", order.currency.as_str()),
        ];
        let key = format!("save-{id}");
        let made = self.line.post("/v1/checkout/sessions", &form, &key, || format!("a page to save a card for order {id}")).await;
        self.or_lost(made, order).await
    }

    /// What became of the saving of a card.
    pub(super) async fn saved(&self, setup: &str) -> Result<Option<Fact>, Trouble> {
        let setup: Setup = self.line.get(&format!("/v1/setup_intents/{setup}")).await?;
        Ok(setup.fact())
    }

    /// Sets aside what an order may come to on its saved card, with nobody there to be asked. Refused when the card says no.
    pub(crate) async fn authorize(&self, order: &Order, card: &SavedCard) -> Result<Fact, Trouble> {
        let (id, amount, currency) = (order.order.as_str(), order.page().1.0.to_string(), order.currency.to_lowercase());
        let form = [
            ("amount", amount.as_str()),
            ("currency", currency.as_str()),
            ("customer", card.customer.as_str()),
            ("payment_method", card.method.as_str()),
            ("payment_method_types[0]", "card"),
            ("confirm", "true"),
            ("off_session", "true"),
            ("capture_method", "manual"),
            ("metadata[order]", id),
        ];
        let key = format!("authorize-{id}-{amount}");
        let intent: Intent = self.line.post("/v1/payment_intents", &form, &key, || format!("asking the card of order {id}")).await?;
        Ok(intent.fact(&order.order, FactKind::Authorized, intent.amount_capturable))
    }
}

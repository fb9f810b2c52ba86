//! Asking instead of being told: everything that happened to one payment, and everything that happened since a time.

use super::{Intent, Stripe};
use crate::webhook::{News, news_of};
use crate::{Heard, Trouble};
use domain::OrderId;
use domain::order::{Fact, FactKind};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// Events a page of the provider's list holds.
const PAGE: u32 = 100;
/// Pages read at most: a shop with more events in half a day is no small shop.
const MOST_PAGES: u32 = 50;

#[derive(Deserialize)]
struct Page<T> {
    data: Vec<T>,
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    created: i64,
    #[serde(flatten)]
    rest: Value,
}

/// A dispute, as Stripe shows it.
#[derive(Deserialize)]
struct Dispute {
    id: String,
    amount: domain::Money,
    status: String,
}

impl Stripe {
    /// Everything that happened to a payment, in the order it happened. Nothing, if it names no order of ours.
    pub(crate) async fn history(&self, intent: &str) -> Result<Vec<Fact>, Trouble> {
        let state = self.intent(intent).await?;
        let Some(order) = state.order() else { return Ok(Vec::new()) };
        let mut facts = state.told(&order);
        let refunds = self.refunds_of(intent, 100).await?;
        facts.extend(refunds.into_iter().rev().flat_map(|refund| refund.facts(&order, intent)));
        let disputes: Page<Dispute> = self.line.get(&format!("/v1/disputes?payment_intent={intent}&limit=100")).await?;
        for dispute in disputes.data.into_iter().rev() {
            facts.extend(dispute.kinds().into_iter().map(|kind| state.fact(&order, kind, dispute.amount)));
        }
        Ok(facts)
    }

    /// Everything the provider has told, or tried to tell, between two times; oldest first.
    pub(crate) async fn events(&self, since: Timestamp, until: Timestamp) -> Result<Vec<Heard>, Trouble> {
        let (mut heard, mut after) = (Vec::new(), String::new());
        for _ in 0..MOST_PAGES {
            let (from, to) = (since.as_second(), until.as_second());
            let path = format!("/v1/events?created[gte]={from}&created[lte]={to}&limit={PAGE}{after}");
            let page: Page<Event> = self.line.get(&path).await?;
            after = page.data.last().map(|event| format!("&starting_after={}", event.id)).unwrap_or_default();
            heard.extend(page.data.into_iter().filter_map(Event::heard));
            if !page.has_more {
                break;
            }
        }
        heard.reverse();
        Ok(heard)
    }
}

impl Event {
    /// An event that cannot be read was refused by the webhook too, with a line in the log.
    fn heard(self) -> Option<Heard> {
        let at = Timestamp::from_second(self.created).ok()?;
        match news_of(self.rest).ok()? {
            News::Nothing => None,
            news => Some(Heard { at, news }),
        }
    }
}

impl Intent {
    /// The order it is for.
    pub(crate) fn order(&self) -> Option<OrderId> {
        self.metadata.get("order").and_then(|order| OrderId::parse(order.as_str()).ok())
    }

    /// What its state says happened.
    fn told(&self, order: &OrderId) -> Vec<Fact> {
        match self.status.as_str() {
            "requires_capture" => vec![self.fact(order, FactKind::Authorized, self.amount_capturable)],
            "succeeded" => {
                vec![self.fact(order, FactKind::Authorized, self.amount), self.fact(order, FactKind::Captured, self.amount_received)]
            }
            "canceled" => vec![self.fact(order, FactKind::Voided, self.amount)],
            _ => Vec::new(),
        }
    }
}

impl Dispute {
    /// A warning takes no money, so it is none yet.
    fn kinds(&self) -> Vec<FactKind> {
        let id = || self.id.clone();
        match self.status.as_str() {
            "won" => vec![FactKind::Disputed(id()), FactKind::DisputeWon(id())],
            "lost" => vec![FactKind::Disputed(id()), FactKind::DisputeLost(id())],
            "needs_response" | "under_review" => vec![FactKind::Disputed(id())],
            _ => Vec::new(),
        }
    }
}

//! Asking instead of being told: everything that happened to one payment, and everything that happened since a time.

use super::PayPal;
use super::shapes::Move;
use super::webhook::{CAPTURE, HELD, news_of};
use crate::webhook::News;
use crate::{Heard, Trouble};
use domain::order::Fact;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// Events a page of the list holds at most.
const PAGE: u32 = 300;
/// Pages read at most: a shop with more events in half a day is no small shop.
const MOST_PAGES: u32 = 20;

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    events: Vec<Value>,
    #[serde(default)]
    links: Vec<super::shapes::Link>,
}

impl PayPal {
    /// Everything that happened to a payment, in the order it happened. Nothing, if it names no order of ours.
    pub(crate) async fn history(&self, name: &str) -> Result<Vec<Fact>, Trouble> {
        let Some(page) = self.page_of(name).await? else { return Ok(Vec::new()) };
        let payment = self.payment(&page).await?;
        let Some(order) = payment.order() else { return Ok(Vec::new()) };
        Ok(payment.told(&order, &self.disputes(&payment).await?))
    }

    /// The payment something belongs to: some events name a capture or an authorization, and nothing else. What was not
    /// taken by a shop at all, but can be disputed all the same, is no capture.
    async fn page_of(&self, name: &str) -> Result<Option<String>, Trouble> {
        let path = match (name.strip_prefix(CAPTURE), name.strip_prefix(HELD)) {
            (Some(capture), _) => format!("/v2/payments/captures/{capture}"),
            (None, Some(held)) => format!("/v2/payments/authorizations/{held}"),
            (None, None) => return Ok(Some(name.to_owned())),
        };
        match self.line.get::<Move>(&path).await {
            Err(Trouble::Refused { code, .. }) if matches!(code.as_str(), "INVALID_RESOURCE_ID" | "RESOURCE_NOT_FOUND") => Ok(None),
            found => Ok(found?.supplementary_data.related_ids.order_id),
        }
    }

    /// Everything the provider has told, or tried to tell, between two times; oldest first.
    pub(crate) async fn events(&self, since: Timestamp, until: Timestamp) -> Result<Vec<Heard>, Trouble> {
        let second = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut path =
            format!("/v1/notifications/webhooks-events?page_size={PAGE}&start_time={}&end_time={}", second(since), second(until));
        let mut heard = Vec::new();
        for _ in 0..MOST_PAGES {
            let page: Page = self.line.get(&path).await?;
            heard.extend(page.events.into_iter().filter_map(heard_of));
            // Its address is full: what counts is behind the host.
            let next = page.links.into_iter().find(|link| link.rel == "next").map(|link| link.href);
            match next.and_then(|next| next.find("/v1/").map(|at| next[at..].to_owned())) {
                Some(next) => path = next,
                None => break,
            }
        }
        heard.sort_by_key(|one| one.at);
        Ok(heard)
    }
}

/// An event that cannot be read was refused by the webhook too, with a line in the log.
fn heard_of(event: Value) -> Option<Heard> {
    let at = event.get("create_time")?.as_str()?.parse().ok()?;
    match news_of(event).ok()? {
        News::Nothing => None,
        news => Some(Heard { at, news }),
    }
}

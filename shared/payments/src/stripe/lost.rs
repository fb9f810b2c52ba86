//! A page whose key stands for another request by now: the shop's address, its words or its secret changed since it was
//! made. It can be paid all the same, so it is looked for among those made since its order was. An order that was changed
//! has several, which are told apart by the attempt they are for.

use super::{Session, Stripe};
use crate::Trouble;
use domain::Order;
use serde::Deserialize;

/// Seconds by which the provider's clock may be behind ours.
const CLOCKS: i64 = 300;
/// Pages of the list looked through.
const MOST_PAGES: u32 = 20;

/// Where a page says which attempt it is for. The first of an order says nothing.
pub(super) const ATTEMPT: &str = "metadata[attempt]";

#[derive(Deserialize)]
struct Sessions {
    data: Vec<Session>,
    #[serde(default)]
    has_more: bool,
}

impl Stripe {
    /// The page that was made, or the one that was made before under the same key.
    pub(super) async fn or_lost(&self, made: Result<Session, Trouble>, order: &Order) -> Result<Session, Trouble> {
        match made {
            Err(Trouble::Refused { doing, code, message }) if code == "idempotency_error" => {
                self.made_for(order).await?.ok_or(Trouble::Refused { doing, code, message })
            }
            made => made,
        }
    }

    /// The list begins with what was made last.
    async fn made_for(&self, order: &Order) -> Result<Option<Session>, Trouble> {
        let since = order.history.first().map_or(0, |(_, at)| at.as_second()) - CLOCKS;
        let mut after = String::new();
        for _ in 0..MOST_PAGES {
            let page: Sessions = self.line.get(&format!("/v1/checkout/sessions?created[gte]={since}&limit=100{after}")).await?;
            after = page.data.last().map(|session| format!("&starting_after={}", session.id)).unwrap_or_default();
            let found = page.data.into_iter().find(|session| session.is_for(order));
            if found.is_some() || !page.has_more {
                return Ok(found);
            }
        }
        Ok(None)
    }
}

impl Session {
    fn is_for(&self, order: &Order) -> bool {
        let attempt = self.metadata.get("attempt").map_or(Ok(0), |attempt| attempt.parse::<u16>());
        self.client_reference_id.as_deref() == Some(order.order.as_str()) && attempt == Ok(order.page().0)
    }
}

//! The payment provider behind one small type: whoever asks names an order and its payment, and gets facts back.

use crate::News;
use crate::stripe::Stripe;
use domain::order::{Fact, SavedCard};
use domain::{Money, Order, OrderId};
use jiff::Timestamp;

/// The payment provider.
#[derive(Clone, Debug)]
pub enum Provider {
    /// Hosted Checkout with manual capture.
    Stripe(Stripe),
}

/// What asking for a payment page takes.
pub struct Asked<'a> {
    /// For which order.
    pub order: &'a Order,
    /// Where the shopper returns to, an address with a query; `paid=1` is added to it once they paid.
    pub back: &'a str,
}

/// A part of a charged payment that is to be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// For which order.
    pub order: &'a OrderId,
    /// Of which payment: the provider's name for it.
    pub intent: &'a str,
    /// How much.
    pub amount: Money,
    /// Our name for the refund, unique within the order. The same name is the same refund, however often it is asked for.
    pub refund: &'a str,
}

/// Something the provider has told, or tried to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub news: News,
}

/// What went wrong with a call.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It did not get through, or no answer came back. Try again: the key makes it the same call.
    #[error("the payment provider cannot be reached for {doing}")]
    Unreachable {
        /// What was being done.
        doing: String,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// It said no.
    #[error("the payment provider refused {doing}: {code}: {message}")]
    Refused {
        /// What was being done.
        doing: String,
        /// The provider's code.
        code: String,
        /// The provider's words.
        message: String,
    },
}

impl Provider {
    /// Stripe at this address, with this key. No call is made before the first question.
    pub fn new(api: &str, key: &str) -> Provider {
        Provider::Stripe(Stripe::new(api, key))
    }

    /// The address of an order's payment page, unless it is closed. Asked again, it is the same page.
    pub async fn page(&self, asked: &Asked<'_>) -> Result<Option<String>, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.page(asked).await,
        }
    }

    /// Closes the payment page of an order that is given up. When it was paid in the last moment, that fact comes back.
    pub async fn close(&self, asked: &Asked<'_>) -> Result<Option<Fact>, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.close(asked).await,
        }
    }

    /// Sets aside what an order may come to on a saved card, with nobody there to be asked. Refused when the card says no.
    pub async fn authorize(&self, order: &Order, card: &SavedCard) -> Result<Fact, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.authorize(order, card).await,
        }
    }

    /// Charges an amount of what was authorized. The rest is let go of.
    pub async fn capture(&self, order: &OrderId, intent: &str, amount: Money) -> Result<Fact, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.capture(order, intent, amount).await,
        }
    }

    /// Lets go of an authorization.
    pub async fn void(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.void(order, intent).await,
        }
    }

    /// Gives back all of a charged payment that was not given back yet.
    pub async fn refund(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.refund(order, intent).await,
        }
    }

    /// Everything that happened to a payment, in the order it happened. Nothing, if it names no order of ours.
    pub async fn history(&self, intent: &str) -> Result<Vec<Fact>, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.history(intent).await,
        }
    }

    /// Everything the provider has told, or tried to tell, since a time; oldest first.
    pub async fn events(&self, since: Timestamp) -> Result<Vec<Heard>, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.events(since).await,
        }
    }

    /// Gives a part of a charged payment back, once per name. Refused when more would go back than was charged.
    pub async fn refund_part(&self, part: &Part<'_>) -> Result<Fact, Trouble> {
        match self {
            Provider::Stripe(stripe) => stripe.refund_part(part).await,
        }
    }
}

//! The payment providers behind one small type: whoever asks names an order and its payment, and gets facts back.

use crate::News;
use crate::paypal::{Account, OURS, PayPal};
use crate::stripe::Stripe;
use domain::order::{Fact, SavedCard, Via};
use domain::{Money, Order, OrderId};
use jiff::Timestamp;

/// The payment providers. Orders say which of them takes their money; what knows only a payment sees it by its name.
#[derive(Clone, Debug)]
pub struct Provider {
    stripe: Stripe,
    /// Absent: only cards are taken.
    paypal: Option<PayPal>,
}

/// A payment page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The provider's name for it, to be noted before anybody is sent there. Absent where the page follows from the order.
    pub name: Option<String>,
    /// Where the shopper pays; absent once it is closed.
    pub url: Option<String>,
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
    /// Stripe at this address, with this key, and `PayPal` where the shop has an account there. No call is made before
    /// the first question.
    pub fn new(api: &str, key: &str, paypal: Option<&Account<'_>>) -> Provider {
        Provider { stripe: Stripe::new(api, key), paypal: paypal.map(PayPal::new) }
    }

    /// Which of them shoppers may choose beside the card.
    pub fn has_paypal(&self) -> bool {
        self.paypal.is_some()
    }

    fn paypal(&self) -> Result<&PayPal, Trouble> {
        self.paypal.as_ref().ok_or_else(|| Trouble::Refused {
            doing: "a payment with PayPal".to_owned(),
            code: "no_account".to_owned(),
            message: "the shop has no account there any more".to_owned(),
        })
    }

    /// The payment of an order that waits for us to authorize it once its shopper approved of it.
    pub fn awaited(order: &Order) -> Option<String> {
        match order.via {
            Via::Card => None,
            Via::PayPal => order.approval().map(|page| format!("{OURS}{page}")),
        }
    }

    /// The payment page of an order. Asked again, it is the same page.
    pub async fn page(&self, asked: &Asked<'_>) -> Result<Page, Trouble> {
        match asked.order.via {
            Via::Card => self.stripe.page(asked).await,
            Via::PayPal => self.paypal()?.page(asked).await,
        }
    }

    /// Closes the payment page of an order that is given up. When it was paid in the last moment, that fact comes back.
    pub async fn close(&self, asked: &Asked<'_>) -> Result<Option<Fact>, Trouble> {
        match asked.order.via {
            Via::Card => self.stripe.close(asked).await,
            Via::PayPal => self.paypal()?.close(asked).await,
        }
    }

    /// Sets aside what a shopper approved of. `None`: they did not, or their money was never ours to set aside.
    pub async fn set_aside(&self, order: &OrderId, intent: &str) -> Result<Option<Fact>, Trouble> {
        match intent.strip_prefix(OURS) {
            None => Ok(None),
            Some(page) => self.paypal()?.authorize(order, page).await,
        }
    }

    /// Sets aside what an order may come to on a saved card, with nobody there to be asked. Refused when the card says no.
    pub async fn authorize(&self, order: &Order, card: &SavedCard) -> Result<Fact, Trouble> {
        self.stripe.authorize(order, card).await
    }

    /// Charges an amount of what was authorized. The rest is let go of.
    pub async fn capture(&self, order: &OrderId, intent: &str, amount: Money) -> Result<Fact, Trouble> {
        match intent.strip_prefix(OURS) {
            None => self.stripe.capture(order, intent, amount).await,
            Some(page) => self.paypal()?.capture(order, page, amount).await,
        }
    }

    /// Lets go of an authorization.
    pub async fn void(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        match intent.strip_prefix(OURS) {
            None => self.stripe.void(order, intent).await,
            Some(page) => self.paypal()?.void(order, page).await,
        }
    }

    /// Gives back all of a charged payment that was not given back yet.
    pub async fn refund(&self, order: &OrderId, intent: &str) -> Result<Fact, Trouble> {
        match intent.strip_prefix(OURS) {
            None => self.stripe.refund(order, intent).await,
            Some(page) => self.paypal()?.refund(order, page).await,
        }
    }

    /// Gives a part of a charged payment back, once per name. Refused when more would go back than was charged.
    pub async fn refund_part(&self, part: &Part<'_>) -> Result<Fact, Trouble> {
        match part.intent.strip_prefix(OURS) {
            None => self.stripe.refund_part(part).await,
            Some(page) => self.paypal()?.refund_part(part, page).await,
        }
    }

    /// Everything that happened to a payment, in the order it happened. Nothing, if it names no order of ours.
    pub async fn history(&self, intent: &str) -> Result<Vec<Fact>, Trouble> {
        match intent.strip_prefix(OURS) {
            None => self.stripe.history(intent).await,
            Some(name) => self.paypal()?.history(name).await,
        }
    }

    /// Everything the providers have told, or tried to tell, between two times; oldest first.
    pub async fn events(&self, since: Timestamp, until: Timestamp) -> Result<Vec<Heard>, Trouble> {
        let mut heard = self.stripe.events(since, until).await?;
        if let Some(paypal) = &self.paypal {
            heard.extend(paypal.events(since, until).await?);
            heard.sort_by_key(|one| one.at);
        }
        Ok(heard)
    }
}

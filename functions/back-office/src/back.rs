//! How money goes back, as staff say it in a form.

use crate::App;
use domain::order::{Back, Tender};
use domain::{OrderId, RefundId};
use maud::{Markup, html};
use serde::Deserialize;
use utoipa::ToSchema;

/// How money goes back.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The way it came: to the card, then onto the credit it was paid with.
    #[default]
    AsPaid,
    /// From the till, in cash.
    Cash,
    /// On the shop's card terminal.
    Terminal,
    /// As credit, with a code by mail.
    Credit,
}

impl How {
    /// As the order knows it. The code of credit follows from the shop's secret, the order, and the refund's name.
    pub fn back(self, app: &App, order: &OrderId, name: &RefundId) -> Back {
        match self {
            How::AsPaid => Back::AsPaid,
            How::Cash => Back::Till(Tender::Cash),
            How::Terminal => Back::Till(Tender::Terminal),
            How::Credit => Back::Credit(app.links.credit_code(&format!("{order}-{name}")).account()),
        }
    }
}

/// The field that asks.
pub fn field() -> Markup {
    html! {
        div.field {
            label for="back" { "How it goes back" }
            select #back name="back" {
                option value="as_paid" { "The way it was paid online" }
                option value="cash" { "From the till, in cash" }
                option value="terminal" { "On our card terminal" }
                option value="credit" { "As credit: they get a code by mail" }
            }
        }
    }
}

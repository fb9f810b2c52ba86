//! What was given back of an order, as its shopper sees it.

use crate::order::OrderView;
use domain::order::{Of, Part, Returned, WholeOrder};
use domain::{Money, RefundId};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::Shell;

/// Money given back.
#[derive(Serialize, ToSchema)]
pub(crate) struct GivenBack {
    /// Its name.
    pub refund: RefundId,
    /// When it was granted.
    pub at: Timestamp,
    /// In all, with VAT.
    pub amount: Money,
    /// Of that, back onto the credit it was paid with.
    #[serde(skip_serializing_if = "is_nothing")]
    pub credit: Money,
    /// Why.
    pub reason: String,
    /// There is a credit note for it.
    pub note: bool,
    /// False while it is on its way.
    pub paid: bool,
    /// The provider would not: somebody of the shop gets in touch.
    pub refused: bool,
    /// It came from the till.
    pub from_till: bool,
    /// For what.
    pub parts: Vec<For>,
}

/// What came back: a product by its name, or a fee by its kind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum For {
    Product(String),
    Fee(String),
}

fn is_nothing(amount: &Money) -> bool {
    *amount == Money::ZERO
}

impl GivenBack {
    /// All of an order.
    pub fn of(whole: &WholeOrder) -> Vec<GivenBack> {
        let refunds = &whole.order.refunds;
        let lines = if refunds.is_empty() { Vec::new() } else { whole.settlement().lines };
        let named = |part: &Part| match part.of {
            Of::Line(n) => lines.iter().find(|l| l.line == n).map(|l| For::Product(l.item.name.clone())),
            Of::Fee(n) => whole.order.fees.get(usize::from(n)).map(|fee| For::Fee(fee.kind.clone())),
        };
        let one = |r: &domain::order::Refund| GivenBack {
            refund: r.refund.clone(),
            at: r.at,
            amount: r.amount,
            reason: r.reason.clone(),
            note: r.note.is_some(),
            paid: matches!(r.money, Returned::Paid { .. } | Returned::Credited { .. } | Returned::Till { .. }),
            refused: matches!(r.money, Returned::Refused { .. }),
            from_till: r.tender().is_some(),
            credit: r.credit,
            parts: r.parts.iter().filter_map(named).collect(),
        };
        refunds.iter().map(one).collect()
    }
}

/// A card that says what came back, why, and how far it is.
pub(crate) fn card(order: &OrderView, shell: &Shell) -> Markup {
    let (given, documents) = (&order.refunds, format!("/orders/{}/documents/", order.order.order));
    html! {
        @if !given.is_empty() {
            section.card #refunds {
                h2 { (shell.text("claim-given-back")) }
                ul {
                    @for one in given {
                        li {
                            strong { (shell.money(one.amount)) } " "
                            @for (n, part) in one.parts.iter().enumerate() {
                                @if n > 0 { ", " }
                                @match part { For::Product(name) => (name), For::Fee(kind) => (shell.language.fee(kind)) }
                            }
                            p.hint {
                                (one.reason) " · "
                                @if one.credit > Money::ZERO { (shell.say("credit-given-back", [("amount", shell.money(one.credit).to_string().into())])) " · " }
                                @if one.refused { (shell.text("claim-refund-refused")) }
                                @else if one.from_till { (shell.text("claim-refund-in-cash")) }
                                @else if one.paid { (shell.text("claim-refund-paid")) }
                                @else { (shell.text("claim-refund-owed")) }
                                @if one.note {
                                    " · " a href={ (documents) (one.refund.as_str()) "?key=" (order.key) } { (shell.text("invoice-credit-link")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

//! Paid at handover: staff say what they were given for the goods. The amount is what was picked; nobody types it.

use crate::order::OrderView;
use domain::Money;
use domain::order::{Tender, Via};
use maud::{Markup, html};
use web::Language;
use web::components::button;

impl OrderView<'_> {
    /// The goods change hands with the money.
    pub(crate) fn to_be_paid(&self, due: Money, send_off: Option<String>) -> Markup {
        html! {
            p { "To be paid now: " strong { (self.said(due)) } "." }
            @if self.needs_age_check { p { "Without what has an age limit: " strong { (self.said(self.without_age(due))) } "." } }
            @if let Some(send_off) = send_off {
                form method="post" action=(send_off) { (button("On its way")) }
                p.hint { "The shopper is told that it left for their door, and what to pay there." }
            }
            (self.handover())
        }
    }

    /// The buttons that end the handover: one for each thing it may be paid with.
    pub(crate) fn took(&self, due: Money) -> Markup {
        let amount = if self.needs_age_check {
            html! { "it" }
        } else {
            self.said(due)
        };
        let took = |tender: Tender, how: &str| {
            html! { button.main type="submit" name="tender" value=(tender.as_str()) { "Took " (amount) " " (how) ", hand over" } }
        };
        html! { div.row { (took(Tender::Cash, "in cash")) (took(Tender::Terminal, "by card")) } }
    }

    /// What is left of it to be paid when what has an age limit stays here.
    fn without_age(&self, due: Money) -> Money {
        let limited = self.lines.iter().filter(|line| line.age.is_some()).map(|line| line.charged).sum::<Money>();
        (due - limited).max(Money::ZERO)
    }

    /// What was paid, and how.
    pub(crate) fn paid_with(&self) -> &'static str {
        match self.at_handover.and_then(|at| at.taken) {
            None if self.via == Via::PayPal => "Taken from PayPal",
            None => "Charged to the card",
            Some(Tender::Cash) => "Taken in cash",
            Some(Tender::Terminal) => "Taken by card at handover",
        }
    }

    fn said(&self, amount: Money) -> Markup {
        html! { (Language::default().money(amount, self.currency)) }
    }
}

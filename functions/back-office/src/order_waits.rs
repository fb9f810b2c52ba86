//! What an order waits for before it is picked: its shopper, who changes it, or the day its saved card is asked.

use crate::order::OrderView;
use maud::{Markup, html};
use web::components::{Tone, notice};

impl OrderView<'_> {
    /// A change that is not paid yet, a card that was not asked yet.
    pub(crate) fn waits(&self) -> Markup {
        html! {
            @if let Some(until) = self.change_until {
                (notice(Tone::Plain, html! {
                    p { "The shopper is changing this order. The change counts once it is paid, by " (self.local(until)) " at the latest." }
                    p { "Picking ends it, and the order stays as it is." }
                }))
            }
            @if let Some(due) = self.card_asked {
                (notice(Tone::Plain, html! { p { "The card is saved, and asked on " (self.local(due)) ". Nothing is picked before." } }))
            }
        }
    }
}

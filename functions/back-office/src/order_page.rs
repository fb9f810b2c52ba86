//! How an order looks on a picker's phone: the lines in the order of the walk, then what comes after picking.

use crate::age_check;
use crate::order::{LineView, OrderView, path};
use crate::pick_forms::{agreed, all_found, choices, controls, result_words};
use crate::proposals::words;
use crate::state::{badge_of, fee_name, is_pickable, method};
use domain::order::{Dispute, PickResult, Ruling, State as Stand, Via, Wish};
use domain::slot::Method;
use domain::{Money, Quantity};
use jiff::Timestamp;
use maud::{Markup, html};
use web::components::{Field, Tone, badge, button, notice, picture, trail};
use web::{Shell, View};

impl View for OrderView<'_> {
    fn title(&self, _: &Shell) -> String {
        format!("Order {}", self.order)
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let day = format!("/back-office/orders?day={}", self.day);
        html! {
            (trail(shell, &[("/back-office", "Back office"), (&day, "Orders")]))
            h1 { "Order " (self.order.as_str()) " " (badge_of(self.stand)) }
            p.lead { (self.when) " · " (method(self.method)) " · " (self.contact.name) }
            (self.warnings())
            div.split {
                div {
                    (self.progress())
                    @for aisle in self.lines.chunk_by(|a, b| a.aisle == b.aisle) {
                        section.aisle {
                            h2 { (aisle[0].aisle_name) }
                            ul.lines { @for line in aisle { (self.line(line, shell)) } }
                        }
                    }
                    section.card #finish { (self.next_step()) }
                }
                aside { (self.shopper()) (self.money(shell)) (self.given_back(shell)) (self.way_out()) }
            }
        }
    }
}

impl OrderView<'_> {
    /// A moment on the shop's own clock.
    pub fn local(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone_of_shop.clone()).strftime("%-d %b, %H:%M").to_string()
    }

    fn warnings(&self) -> Markup {
        html! {
            @if let Some(problem) = &self.problem {
                (notice(Tone::Bad, html! {
                    p { strong { (problem.title) "." } " " (problem.detail) }
                    @if !problem.errors.is_empty() { ul { @for failure in &problem.errors { li { (failure.message) } } } }
                }))
            }
            @if let Some(review) = self.review {
                (notice(Tone::Warn, html! {
                    p { strong { "The payment needs a look." } " " (review) "." }
                    p { "The owner got a mail. Please do not hand over before it is settled." }
                }))
            }
            (self.waits())
            @if let Some(age) = self.age {
                (notice(Tone::Warn, html! { p { strong { (age) "+" } " Check the age of whoever receives it." } }))
            }
            @if is_pickable(self.stand) {
                @match self.wish {
                    Wish::LeaveOut => (notice(Tone::Plain, html! { p { "If something is missing: " strong { "leave it out." } } })),
                    Wish::Similar => (notice(Tone::Plain, html! {
                        p { "If something is missing: " strong { "give something similar." } " It never costs the shopper more." }
                    })),
                }
            }
        }
    }

    fn progress(&self) -> Markup {
        let (done, of) = (self.lines.len() - self.open.len(), self.lines.len());
        html! {
            @if is_pickable(self.stand) || !self.open.is_empty() {
                div.row {
                    p { strong { (done) " of " (of) } " picked" }
                    progress max=(of) value=(done) aria-label="Picked" {}
                }
            }
            @if is_pickable(self.stand) { (self.scan_field()) }
        }
    }

    fn line(&self, line: &LineView, shell: &Shell) -> Markup {
        let wanted = self.problem.as_ref().is_some_and(|p| p.errors.iter().any(|f| f.line == Some(line.line.into())));
        html! {
            li.line.pick id={ "line-" (line.line) } .done[line.result.is_some()] .wrong[wanted] {
                (picture(line.picture, line.name, false))
                div.what {
                    strong { (amount(line)) " " (line.name) }
                    @if let Some(age) = line.age { " " (badge(Tone::Warn, &format!("{age}+"))) }
                    p.hint { (line.sku.as_str()) " · " (shell.money(line.price)) @if line.by_weight.is_some() { "/kg" } }
                    @if let Some(result) = line.result { p { (result_words(result)) } }
                    @if let Some(asked) = self.promise.proposals.iter().rev().find(|p| p.line == line.line) { (words(asked, &self.local(asked.until), shell)) }
                    @if self.promise.instead.contains_key(&line.line) && is_pickable(self.stand) { p.hint { (agreed(line, shell)) } }
                }
                div.amount { (shell.money(line.charged)) }
                @if is_pickable(self.stand) {
                    div.how-much { (controls(self, line)) }
                }
                @if let Some(instead) = self.instead.as_ref().filter(|i| i.line == line.line && is_pickable(self.stand)) {
                    div.instead { (choices(self, line, instead, shell)) }
                }
            }
        }
    }

    /// Ready, hand over, or why not yet.
    fn next_step(&self) -> Markup {
        let to = |step: &str| format!("{}/{step}", path(self.order));
        html! {
            @match self.stand {
                Stand::AwaitingPayment { .. } if self.given_up => p data-refresh="3" { "Its payment page is being closed; then it is canceled." },
                Stand::AwaitingPayment { .. } => p { "Not paid yet. The order ends by itself if that does not happen within half an hour." },
                Stand::Placed { .. } | Stand::Picking { .. } => {
                    @if let Some(until) = self.promise.open().map(|p| p.until).max() {
                        h2 { "Waiting for the shopper" }
                        p data-refresh="15" { "They can answer until " (self.local(until)) ". After that their wish counts. Picking a line again takes its question back." }
                        form action=(path(self.order)) { button type="submit" { "Look again" } }
                    } @else if self.open.is_empty() {
                        h2 { "Everything is looked at" }
                        @if self.at_handover.is_some() { p { "What is in the crate is paid when it is handed over." } }
                        @else { p { "When the order is ready, what is in the crate is charged." } }
                        form method="post" action=(to("ready")) { (button("Ready")) }
                    } @else {
                        h2 { (self.open.len()) @if self.open.len() == 1 { " line" } @else { " lines" } " to go" }
                        ul {
                            @for line in self.lines.iter().filter(|l| l.result.is_none()) {
                                li { a href={ "#line-" (line.line) } { (amount(line)) " " (line.name) } }
                            }
                        }
                        (all_found(self))
                    }
                },
                Stand::Ready { .. } => {
                    h2 { "Packed" }
                    @let send_off = (self.method == Method::Delivery).then(|| to("send-off"));
                    @match self.due {
                        Some(due) => (self.to_be_paid(due, send_off)),
                        None => (self.charged(send_off)),
                    }
                },
                Stand::OutForDelivery { by, at } => {
                    h2 { "On its way" }
                    p { "Left with " (by) ", " (self.local(*at)) ". The shopper was told." }
                    @match self.due {
                        Some(due) => (self.to_be_paid(due, None)),
                        None => (self.charged(None)),
                    }
                },
                Stand::HandedOver { by, at } => p {
                    "Handed over by " (by) ", " (self.local(*at)) ". "
                    @if let Some(check) = &self.promise.age_check { (age_check::words(check.outcome)) }
                },
                Stand::Canceled { reason, at } => p { "Canceled " (self.local(*at)) ": " (reason) "." },
                Stand::Expired { at } => p { "Not paid in time; ended " (self.local(*at)) "." },
            }
        }
    }

    fn shopper(&self) -> Markup {
        let contact = self.contact;
        html! {
            section.card {
                h2 { (contact.name) }
                @if !contact.phone.is_empty() { p { a href={ "tel:" (contact.phone.replace(' ', "")) } { (contact.phone) } } }
                p { a href={ "mailto:" (contact.email) } { (contact.email) } }
                @if self.via == Via::PayPal { p { "Pays with PayPal" } }
                @if let Some(address) = self.address {
                    address { (address.street) br; (address.postcode) " " (address.city) }
                    @if !address.note.is_empty() { p { strong { "Note: " } (address.note) } }
                }
            }
        }
    }

    /// Ordered, picked, charged.
    fn money(&self, shell: &Shell) -> Markup {
        html! {
            section.card {
                h2 { "What it comes to" }
                div.scroll {
                    table.table {
                        tbody {
                            @for line in &self.lines {
                                tr {
                                    td { (line.name) br; span.hint { (ordered_and_picked(line, shell)) } }
                                    td.number { (shell.money(line.charged)) }
                                }
                            }
                            @for fee in self.fees { tr { td { (fee_name(&fee.kind)) } td.number { (shell.money(fee.amount)) } } }
                        }
                        tfoot {
                            @for (words, amount) in self.sums() {
                                tr { th scope="row" { (words) } td.number { strong { (shell.money(amount)) } } }
                            }
                            @for dispute in self.disputes { (disputed(dispute, self.via, shell)) }
                        }
                    }
                }
            }
        }
    }

    fn sums(&self) -> Vec<(&'static str, Money)> {
        let payment = self.payment;
        let moved = [("Paid with credit", self.credit), (self.paid_with(), payment.captured), ("Given back", -payment.refunded)];
        let moved = moved.into_iter().filter(|(_, amount)| *amount != Money::ZERO);
        [("Promised", self.total), ("Comes to", self.comes_to)].into_iter().chain(moved).collect()
    }

    /// Before picking; after that, lines are left out one by one. And again once it is packed and nobody takes it.
    fn way_out(&self) -> Markup {
        html! {
            @if matches!(self.stand, Stand::Ready { .. } | Stand::OutForDelivery { .. }) { (self.nobody_came()) }
            @if matches!(self.stand, Stand::Placed { .. } | Stand::AwaitingPayment { .. }) && !self.given_up {
                details.card {
                    summary { "Cancel the order" }
                    form.stack method="post" action={ (path(self.order)) "/cancel" } {
                        (Field::text("reason", "Why", "").hint("The shopper reads it.").errors(self.problem.as_ref().map_or(&[], |p| &p.errors)))
                        button type="submit" { "Cancel the order" }
                    }
                }
            }
        }
    }
}

/// `2 ×`, `500 g`; loose goods by the piece with about what they weigh.
pub fn amount(line: &LineView) -> String {
    match (line.quantity, line.by_weight) {
        (Quantity::Pieces(n), None) => format!("{n} ×"),
        (Quantity::Pieces(n), Some(loose)) => format!("{n} × (about {})", Quantity::Grams(loose.nominal.saturating_mul(n))),
        (Quantity::Grams(_), _) => line.quantity.to_string(),
    }
}

/// How a dispute stands, and what is gone because of it.
fn disputed(dispute: &Dispute, via: Via, shell: &Shell) -> Markup {
    let (words, gone) = match (dispute.stand, via) {
        (Ruling::Open, Via::Card) => ("Taken back by the bank", dispute.amount),
        (Ruling::Open, Via::PayPal) => ("Held by PayPal", dispute.amount),
        (Ruling::Lost, _) => ("Lost in a dispute", dispute.amount),
        (Ruling::Won, _) => ("Won in a dispute", Money::ZERO),
    };
    html! { tr { th scope="row" { (words) br; span.hint { (dispute.dispute) } } td.number { strong { (shell.money(-gone)) } } } }
}

/// `3 ordered, 1 picked`: what is in the crate may be another product, in its own amount.
fn ordered_and_picked(line: &LineView, shell: &Shell) -> String {
    let ordered = line.quantity;
    match line.result {
        None => format!("{ordered} ordered"),
        Some(PickResult::Found) => format!("{ordered} ordered and picked"),
        Some(PickResult::Substituted(given) | PickResult::Proposed(given)) => {
            format!("{ordered} ordered, instead {} {}", given.item.quantity, given.item.name)
        }
        Some(PickResult::Weighed(_) | PickResult::Short(_)) => {
            format!("{ordered} ordered, {} picked{}", line.picked, by_weight(line, shell))
        }
    }
}

/// ` at €2.99/kg`, for what the scale decides.
fn by_weight(line: &LineView, shell: &Shell) -> String {
    if line.by_weight.is_some() { format!(" at {}/kg", shell.money(line.price)) } else { String::new() }
}

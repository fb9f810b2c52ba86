//! The order's page: how far it is, what was promised, what was picked.

use crate::order::OrderView;
use crate::thumbnail::thumbnail;
use domain::Money;
use domain::order::{BY_SHOPPER, SettledLine, State as OrderState};
use domain::quote::Line;
use maud::{Markup, html};
use web::components::{Tone, hidden, notice, steps, sum};
use web::{Kind, Shell, View};

impl OrderView {
    fn step(&self) -> usize {
        match self.order.state {
            OrderState::AwaitingPayment { .. } | OrderState::Canceled { .. } | OrderState::Expired { .. } => 0,
            OrderState::Placed { .. } => 1,
            OrderState::Picking { .. } => 2,
            OrderState::Ready { .. } => 3,
            OrderState::HandedOver { .. } => 4,
        }
    }

    fn headline(&self) -> &'static str {
        match self.order.state {
            OrderState::AwaitingPayment { .. } if self.paid => "Thank you! We wait for your bank",
            OrderState::AwaitingPayment { .. } => "One step left: pay",
            OrderState::Placed { .. } => "Thank you! We have your order",
            OrderState::Picking { .. } => "We are picking your order",
            OrderState::Ready { .. } => "Your order is ready",
            OrderState::HandedOver { .. } => "Enjoy your groceries",
            OrderState::Canceled { .. } => "This order was canceled",
            OrderState::Expired { .. } => "This order was not paid in time",
        }
    }
}

impl View for OrderView {
    fn title(&self, _: &Shell) -> String {
        format!("Order {}", self.order.order)
    }

    /// Nothing leads away from a payment; afterwards the whole shop is there again.
    fn kind(&self) -> Kind {
        if matches!(self.order.state, OrderState::AwaitingPayment { .. }) { Kind::Checkout } else { Kind::Shop }
    }

    fn html(&self, shell: &Shell) -> Markup {
        let slot = shell.settings().map(|s| crate::slots::words(s, &self.order.fulfillment.slot)).unwrap_or_default();
        html! {
            @if !matches!(self.order.state, OrderState::Canceled { .. } | OrderState::Expired { .. }) {
                (steps(&["Payment", "Placed", "Picking", "Ready", "With you"], self.step()))
            }
            h1 { (self.headline()) }
            p.lead { "Order " strong { (self.order.order.as_str()) } " · " (slot) }
            (self.notices(shell))
            div.split {
                @if self.picked.is_empty() { (promised(&self.lines, shell)) } @else { (picked(&self.lines, &self.picked, shell)) }
                (self.sums(shell))
            }
        }
    }
}

impl OrderView {
    fn notices(&self, shell: &Shell) -> Markup {
        let nothing = "Nothing was charged. What was set aside on your card is released by itself.";
        match &self.order.state {
            OrderState::AwaitingPayment { .. } if self.paid => notice(
                Tone::Plain,
                html! {
                    div data-refresh="2" {
                        p { "We are waiting for word of your payment. It usually takes a few seconds; this page looks again by itself." }
                    }
                    div.row {
                        form action={ "/orders/" (self.order.order.as_str()) } {
                            (hidden("key", &self.key)) (hidden("paid", "1"))
                            button type="submit" { "Look again" }
                        }
                        form method="post" action={ "/orders/" (self.order.order.as_str()) "/pay" } {
                            (hidden("key", &self.key))
                            button.quiet type="submit" { "Back to the payment page" }
                        }
                    }
                },
            ),
            OrderState::AwaitingPayment { until } => {
                let time = shell.settings().map(|s| until.to_zoned(s.tz()).strftime("%H:%M").to_string()).unwrap_or_default();
                notice(
                    Tone::Warn,
                    html! {
                        p { "Your groceries and your time are held until " (time) "." }
                        @if self.order.upper > self.order.total {
                            p { "Some of it is weighed, so a little more is set aside on your card. You pay what the scale says." }
                        }
                        div.row {
                            form method="post" action={ "/orders/" (self.order.order.as_str()) "/pay" } {
                                (hidden("key", &self.key))
                                button.main type="submit" { "Pay " (shell.money(self.order.upper)) }
                            }
                            form method="post" action={ "/orders/" (self.order.order.as_str()) "/cancel" } {
                                (hidden("key", &self.key))
                                button.quiet type="submit" { "Back to the basket" }
                            }
                        }
                    },
                )
            }
            OrderState::Canceled { reason, .. } => notice(
                Tone::Plain,
                html! { p { @if reason == BY_SHOPPER { "You canceled it." } @else { "Canceled: " (reason) "." } } p { (nothing) } },
            ),
            OrderState::Expired { .. } => {
                notice(Tone::Plain, html! { p { (nothing) } p { a href="/cart" { "Your basket is still there." } } })
            }
            OrderState::Placed { .. } => {
                notice(Tone::Good, html! { p data-refresh="30" { "A receipt is on its way to " (self.order.contact.email) "." } })
            }
            OrderState::Picking { .. } | OrderState::Ready { .. } => html! { div data-refresh="30" {} },
            OrderState::HandedOver { .. } => html! {},
        }
    }

    fn sums(&self, shell: &Shell) -> Markup {
        let lines = |part: fn(&Line) -> Money| self.lines.iter().map(part).sum::<Money>();
        let picked: Money = self.picked.iter().map(|l| l.priced.total()).sum();
        let fees: Money = self.order.fees.iter().map(|f| f.amount).sum();
        let mut rows = Vec::new();
        let saved = lines(|l| l.priced.discount);
        if self.picked.is_empty() {
            rows.push(("Goods", shell.money(lines(|l| l.priced.goods))));
            if saved > Money::ZERO {
                rows.push(("Offers", shell.money(-saved)));
            }
            let deposit = lines(|l| l.priced.deposit);
            if deposit > Money::ZERO {
                rows.push(("Deposit", shell.money(deposit)));
            }
        } else {
            rows.push(("Picked", shell.money(picked)));
        }
        rows.extend(self.order.fees.iter().map(|f| ("Delivery", shell.money(f.amount))));
        let charged = self.order.payment.captured > Money::ZERO;
        let total = match (charged, self.picked.is_empty()) {
            (true, _) => self.order.payment.captured,
            (false, true) => self.order.total,
            (false, false) => picked + fees,
        };
        rows.push((if charged { "Charged" } else { "Total" }, shell.money(total)));
        html! {
            section.card {
                (sum(&rows))
                @if !self.vat.is_empty() {
                    p.hint { "Including VAT: " @for (n, v) in self.vat.iter().enumerate() { @if n > 0 { ", " } (v.bp / 100) " % " (shell.money(v.vat)) } }
                }
                @if matches!(self.order.state, OrderState::Placed { .. }) {
                    form method="post" action={ "/orders/" (self.order.order.as_str()) "/cancel" } {
                        (hidden("key", &self.key))
                        button.quiet type="submit" { "Cancel the order" }
                    }
                }
            }
        }
    }
}

fn promised(lines: &[Line], shell: &Shell) -> Markup {
    html! {
        ul.lines {
            @for line in lines {
                li.line {
                    (thumbnail(shell, &line.item.sku, &line.item.name))
                    div.what { (line.item.name) }
                    div.how-much { (line.item.quantity.to_string()) @if line.item.by_weight.is_none() { " ×" } }
                    div.amount { (shell.money(line.priced.total())) }
                }
            }
        }
    }
}

fn picked(lines: &[Line], picked: &[SettledLine], shell: &Shell) -> Markup {
    html! {
        ul.lines {
            @for (promised, line) in lines.iter().zip(picked) {
                li.line {
                    (thumbnail(shell, &line.item.sku, &line.item.name))
                    div.what {
                        (line.item.name)
                        @if line.substitute { p.hint { "instead of " (promised.item.name) } }
                        @if line.units == 0 { p.hint { "not available, not charged" } }
                    }
                    div.how-much {
                        (line.item.quantity.to_string()) @if line.item.by_weight.is_none() { " ×" }
                        @if !line.substitute && line.item.quantity != promised.item.quantity { p.hint { "ordered " (promised.item.quantity.to_string()) } }
                    }
                    div.amount { (shell.money(line.priced.total())) }
                }
            }
        }
    }
}

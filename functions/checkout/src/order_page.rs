//! The order's page: how far it is, what was promised, what was picked.

use crate::claim_refunds;
use crate::instead;
use crate::order::OrderView;
use crate::receipt::receipt;
use crate::review::how_much;
use crate::thumbnail::thumbnail;
use domain::Money;
use domain::deal::Reason;
use domain::figures::{Charged, Figures};
use domain::order::{BY_SHOPPER, NOT_COLLECTED, NOT_PAID, NOTHING_THERE, State as OrderState};
use domain::slot::Method;
use maud::{Markup, html};
use std::borrow::Cow;
use web::components::{Tone, hidden, notice, plus_vat, steps, sum, totals, vat_note};
use web::{Kind, Shell, View};

impl OrderView {
    fn step(&self) -> usize {
        match self.order.state {
            OrderState::AwaitingPayment { .. } | OrderState::Canceled { .. } | OrderState::Expired { .. } => 0,
            OrderState::Placed { .. } => 1,
            OrderState::Picking { .. } => 2,
            OrderState::Ready { .. } | OrderState::OutForDelivery { .. } => 3,
            OrderState::HandedOver { .. } => 4,
        }
    }

    /// What was bought, for the browser to offer it again. What is not paid, or was given up, was not bought.
    fn bought(&self) -> Option<String> {
        let not = matches!(self.order.state, OrderState::AwaitingPayment { .. } | OrderState::Canceled { .. } | OrderState::Expired { .. });
        (!not).then(|| self.lines.iter().map(|line| line.item.sku.as_str()).collect::<Vec<_>>().join(","))
    }

    fn headline(&self, shell: &Shell) -> Cow<'static, str> {
        match self.order.state {
            OrderState::AwaitingPayment { .. } if self.paid => shell.text("order-waits-for-bank"),
            OrderState::AwaitingPayment { .. } => shell.text("order-pay-now"),
            OrderState::Placed { .. } => shell.text("order-placed"),
            OrderState::Picking { .. } => shell.text("order-picking"),
            OrderState::Ready { .. } => shell.text("order-ready"),
            OrderState::HandedOver { .. } if self.order.fulfillment.method == Method::Shipment => shell.text("way-shipped"),
            OrderState::OutForDelivery { .. } => shell.text("order-on-its-way"),
            OrderState::HandedOver { .. } => shell.text("order-handed-over"),
            OrderState::Canceled { .. } => shell.text("order-canceled"),
            OrderState::Expired { .. } => shell.text("order-expired"),
        }
    }
}

impl View for OrderView {
    fn title(&self, shell: &Shell) -> String {
        shell.say("order-title", [("order", self.order.order.as_str().into())]).into_owned()
    }

    /// Nothing leads away from a payment; afterwards the whole shop is there again.
    fn kind(&self) -> Kind {
        if matches!(self.order.state, OrderState::AwaitingPayment { .. }) { Kind::Checkout } else { Kind::Shop }
    }

    fn html(&self, shell: &Shell) -> Markup {
        let slot = crate::slots::words(shell, &self.order.fulfillment.slot);
        let steps_of_all = ["order-step-payment", "order-step-placed", "order-step-picking", "order-step-ready", "order-step-with-you"];
        html! {
            @if !matches!(self.order.state, OrderState::Canceled { .. } | OrderState::Expired { .. }) {
                (steps(shell, &steps_of_all.map(|name| shell.text(name)), self.step()))
            }
            h1 { (self.headline(shell)) }
            p.lead { (shell.text("order-order")) " " strong { (self.order.order.as_str()) } " · " (slot) }
            @if let Some(bought) = self.bought() { div data-bought=(bought) hidden {} }
            (self.notices(shell))
            (self.waits(shell))
            (self.questions(shell))
            (self.way_of(shell))
            div.split {
                @let figures = self.figures();
                @if self.picked.is_empty() { (self.promised(&figures, shell)) } @else { (receipt(self, &figures, shell)) }
                div { (self.sums(&figures, shell)) (claim_refunds::card(self, shell)) (self.claimed(shell)) }
            }
        }
    }
}

impl OrderView {
    fn notices(&self, shell: &Shell) -> Markup {
        let charged = self.order.payment.captured > Money::ZERO;
        let nothing = || shell.text(if charged { "order-money-back" } else { "order-nothing-charged" });
        let order = self.order.order.as_str();
        match &self.order.state {
            OrderState::AwaitingPayment { .. } if self.paid => notice(
                Tone::Plain,
                html! {
                    div data-refresh="2" {
                        p { (shell.text("order-waiting")) }
                    }
                    div.row {
                        form action={ "/orders/" (order) } {
                            (hidden("key", &self.key)) (hidden("paid", "1"))
                            button type="submit" { (shell.text("order-look-again")) }
                        }
                        form method="post" action={ "/orders/" (order) "/pay" } {
                            (hidden("key", &self.key))
                            button.quiet type="submit" { (shell.text("order-back-to-payment")) }
                        }
                    }
                },
            ),
            OrderState::AwaitingPayment { until } => {
                let time = shell.settings().map(|s| shell.language.time(until.to_zoned(s.tz()).time())).unwrap_or_default();
                notice(
                    Tone::Warn,
                    html! {
                        p { (shell.say("order-held", [("time", time.into())])) }
                        @if self.order.saves_card() { p { (self.later("change-save-card", shell)) } }
                        @if self.order.upper > self.order.total {
                            p { (shell.say(instead::why_more(&self.lines, "order-weighed"), [("upper", shell.money(self.by_card).to_string().into())])) }
                        }
                        div.row {
                            form method="post" action={ "/orders/" (order) "/pay" } {
                                (hidden("key", &self.key))
                                button.main type="submit" {
                                    @if self.order.saves_card() { (shell.text("change-save-card-button")) }
                                    @else { (shell.say("order-pay", [("amount", shell.money(self.by_card).to_string().into())])) }
                                }
                            }
                            form method="post" action={ "/orders/" (order) "/cancel" } {
                                (hidden("key", &self.key))
                                button.quiet type="submit" { (shell.text("frame-back-to-basket")) }
                            }
                        }
                    },
                )
            }
            OrderState::Canceled { reason, .. } => notice(
                Tone::Plain,
                html! {
                    p {
                        @if reason == BY_SHOPPER { (shell.text("order-you-canceled")) }
                        @else if reason == NOT_PAID { (shell.text("change-not-paid")) }
                        @else if reason == NOTHING_THERE { (shell.text("order-nothing-there")) }
                        @else if reason == NOT_COLLECTED { (shell.text("order-not-collected")) }
                        @else { (shell.say("order-canceled-for", [("reason", reason.as_str().into())])) }
                    }
                    p { (nothing()) }
                    (self.credit_is_back(shell))
                },
            ),
            OrderState::Expired { .. } => notice(
                Tone::Plain,
                html! { p { (nothing()) } (self.credit_is_back(shell)) p { a href="/cart" { (shell.text("order-basket-there")) } } },
            ),
            OrderState::Placed { .. } => notice(
                Tone::Good,
                html! {
                    p data-refresh="30" { (shell.say("order-receipt", [("email", self.order.contact.email.as_str().into())])) }
                    @if self.order.saved().is_some() && self.asking.is_none() { p { (self.later("change-card-saved", shell)) } }
                    @if self.order.changes() > 0 { p { (shell.text("change-changed")) } }
                    @if self.order.at_handover.is_some() { p { (shell.text("paying-later")) } }
                },
            ),
            OrderState::Picking { .. } | OrderState::Ready { .. } | OrderState::OutForDelivery { .. } => html! { div data-refresh="30" {} },
            OrderState::HandedOver { .. } => html! {},
        }
    }

    /// An order that ended keeps nothing.
    fn credit_is_back(&self, shell: &Shell) -> Markup {
        let reserved = self.order.reserved();
        let said = || shell.say("credit-is-back", [("amount", shell.money(reserved).to_string().into())]);
        html! { @if reserved > Money::ZERO { p { (said()) } } }
    }

    fn promised(&self, figures: &Figures, shell: &Shell) -> Markup {
        html! {
            ul.lines {
                @for (line, figures) in self.lines.iter().zip(&figures.lines) {
                    li.line {
                        (thumbnail(shell, &line.item.sku, &line.item.name))
                        div.what { (line.item.name) (why(&figures.reasons, shell)) }
                        div.how-much { (how_much(shell, line.item.quantity, line.item.by_weight)) }
                        div.amount { (shell.money(figures.total)) (plus_vat(self.order.prices, shell)) }
                    }
                }
            }
        }
    }

    /// What was promised, or picked by now, as it is shown.
    fn figures(&self) -> Figures {
        let (order, picked) = (&self.order, &self.picked);
        match picked.is_empty() {
            true => Figures::of(order.prices, order.rates, self.lines.iter().map(Charged::from), &order.fees),
            false => Figures::of(order.prices, order.rates, picked.iter().map(Charged::from), &order.fees),
        }
    }

    fn sums(&self, figures: &Figures, shell: &Shell) -> Markup {
        let picked: Money = self.picked.iter().map(|l| l.priced.total()).sum();
        let fees: Money = self.order.fees.iter().map(|f| f.amount).sum();
        let mut rows = Vec::new();
        if self.picked.is_empty() {
            rows.push((shell.text("cart-goods"), shell.money(figures.goods())));
            if figures.discount() > Money::ZERO {
                rows.push((shell.text("order-offers"), shell.money(-figures.discount())));
            }
            if figures.deposit() > Money::ZERO {
                rows.push((shell.text("cart-deposit"), shell.money(figures.deposit())));
            }
        } else {
            rows.push((shell.text("order-picked"), shell.money(figures.lines.iter().map(|line| line.total).sum())));
        }
        rows.extend(self.order.fees.iter().zip(&figures.fees).map(|(f, amount)| (shell.language.fee(&f.kind), shell.money(*amount))));
        let total = if self.picked.is_empty() { self.order.total } else { picked + fees };
        let credit = self.credit.min(total);
        let mut last = totals(figures, total, shell);
        if credit > Money::ZERO {
            rows.append(&mut last);
            rows.push((shell.text("credit-paid"), shell.money(-credit)));
        } else {
            // The last row says what became of the total.
            last.pop();
            rows.append(&mut last);
        }
        let charged = self.order.payment.captured > Money::ZERO;
        let words = match (charged, self.order.due()) {
            (true, _) if self.order.at_handover.is_some() => shell.text("paying-paid"),
            (true, _) => shell.text("order-charged"),
            (false, Some(_)) => shell.text("paying-due"),
            (false, None) if credit > Money::ZERO => shell.text("credit-left-to-pay"),
            (false, None) => shell.text("cart-total"),
        };
        rows.push((words, shell.money(if charged { self.order.payment.captured } else { total - credit })));
        let back: Money = self.refunds.iter().map(|r| r.amount).sum();
        if back > Money::ZERO {
            rows.push((shell.text("claim-given-back"), shell.money(-back)));
            rows.push((shell.text("claim-in-the-end"), shell.money(total - back)));
        }
        html! {
            section.card {
                (sum(&rows))
                (vat_note(self.order.prices, &self.vat, shell))
                (crate::listen::invitation(&self.order, (&self.key, &self.push_key), shell))
                @if self.order.invoice.is_some() {
                    p { a href={ "/orders/" (self.order.order.as_str()) "/documents/invoice?key=" (self.key) } { (shell.text("invoice-link")) } }
                }
                @if matches!(self.order.state, OrderState::Placed { .. }) {
                    form method="post" action={ "/orders/" (self.order.order.as_str()) "/cancel" } {
                        (hidden("key", &self.key))
                        button.quiet type="submit" { (shell.text("order-cancel")) }
                    }
                }
            }
        }
    }
}

/// Why a line costs less than its label says.
pub(crate) fn why(reasons: &[Reason], shell: &Shell) -> Markup {
    html! { @for reason in reasons { p.hint { (reason.title) " " span.nobr { (shell.money(-reason.off)) } } } }
}

//! How credit looks in the back office: the form, the code that is shown once, accounts with their movements.

use crate::credit::{CreditAccount, CreditMoved, CreditView, Paid};
use crate::order::path;
use crate::table::head;
use domain::Money;
use domain::order::Tender;
use maud::{Markup, html};
use web::components::{Choice, Choices, Field, Tone, button, hidden, notice};
use web::{Language, Shell, View};

impl View for CreditView<'_> {
    fn title(&self, _: &Shell) -> String {
        "Gift cards and credit".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { "Gift cards and credit" }
            @if let Some(code) = &self.code {
                (notice(Tone::Good, html! {
                    p { "Issued. The code is " strong { (code) } "." }
                    p { "It is on its way by mail, and is not shown again." }
                }))
            }
            @for account in &self.accounts { (movements(account, shell)) }
            @if self.looked && self.accounts.is_empty() { (notice(Tone::Plain, html! { p { "There is no such credit." } })) }
            div.split {
                (self.issue(shell))
                (self.look())
            }
        }
    }
}

impl CreditView<'_> {
    fn issue(&self, shell: &Shell) -> Markup {
        let wanted = &self.wanted;
        html! {
            section.card {
                h2 { "Issue" }
                form.stack method="post" action="/back-office/credit" {
                    (hidden("issue", &cloud::random::token()))
                    (Field::text("amount", "Amount", &wanted.amount_written(shell.currency())).inputmode("decimal").most(12).errors(&self.errors))
                    (Choices::of("paid", "What was taken for it?", &ways()).chosen(wanted.paid.map(Paid::as_str)).errors(&self.errors, shell.language))
                    (Field::text("reason", "Why", &wanted.reason).hint("A birthday, a present, an apology: only the shop reads it.").errors(&self.errors))
                    (Field::text("email", "Mail address of who gets it", &wanted.email).kind("email").most(254).autocomplete("off").errors(&self.errors))
                    div.field {
                        label for="language" { "Language of the mail" }
                        select #language name="language" {
                            @for language in Language::all() {
                                option value=(language.tag()) selected[language.tag() == wanted.language] { (language.tag()) }
                            }
                        }
                    }
                    (button("Issue"))
                }
                p.hint {
                    "A gift card is a voucher for many things: its sale is no taxed turnover. The tax is due when it is spent, and then it "
                    "is in the takings. What is taken for it now stands beside them."
                }
            }
        }
    }

    fn look(&self) -> Markup {
        html! {
            section.card {
                h2 { "Look up" }
                form.stack method="post" action="/back-office/credit/look" {
                    (Field::text("code", "Code", "").most(60).autocomplete("off").errors(&self.errors))
                    button type="submit" { "Look up the code" }
                }
                form.stack action="/back-office/credit" {
                    (Field::text("order", "Order", "").most(12).autocomplete("off").hint("Shows what paid for it, and what was issued because of it."))
                    button type="submit" { "Look up the order" }
                }
            }
        }
    }
}

fn movements(account: &CreditAccount, shell: &Shell) -> Markup {
    let zone = shell.settings().map(domain::Settings::tz).unwrap_or(jiff::tz::TimeZone::UTC);
    let when = |at: jiff::Timestamp| at.to_zoned(zone.clone()).strftime("%-d %b %Y, %H:%M").to_string();
    html! {
        section.card {
            h2 { "Left: " (shell.money(account.balance)) }
            div.scroll {
                table.table {
                    (head(&["What", "Who"], &["Amount"]))
                    tbody {
                        @for moving in &account.moves {
                            tr {
                                th scope="row" {
                                    (words(moving)) @if let Some(order) = &moving.order { ", order " a href=(path(order)) { (order) } }
                                    @if !moving.reason.is_empty() { p.hint { (moving.reason) } }
                                }
                                td { (moving.by) br; span.hint { (when(moving.at)) } }
                                td.number { @if moving.amount > Money::ZERO { "+" } (shell.money(moving.amount)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What may be taken for credit.
fn ways() -> [Choice<'static>; 3] {
    [(Paid::Cash, "Cash"), (Paid::Terminal, "A card, on the terminal"), (Paid::Nothing, "Nothing: it is given away")]
        .map(|(paid, words)| Choice { value: paid.as_str(), label: html! { (words) }, closed: None })
}

/// What a movement's name says.
fn words(moving: &CreditMoved) -> &'static str {
    match (moving.name.split('#').next().unwrap_or_default(), moving.tender) {
        ("issued", Some(Tender::Cash)) => "Sold, paid in cash",
        ("issued", Some(Tender::Terminal)) => "Sold, paid by card",
        ("issued", None) => "Issued",
        ("spent", _) => "Held back or spent",
        ("unused", _) => "Not needed",
        ("returned", _) => "Back: it ended",
        _ => "Given back",
    }
}

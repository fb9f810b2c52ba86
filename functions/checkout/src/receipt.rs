//! Ordered, picked, charged: each line of an order once picking started.

use crate::order_page::why;
use domain::order::{Promise, SettledLine};
use domain::quote::Line;
use domain::{Money, Quantity};
use maud::{Markup, html};
use web::Shell;

/// The lines as a table that reads the same on paper.
pub(crate) fn receipt(lines: &[Line], picked: &[SettledLine], promise: &Promise, shell: &Shell) -> Markup {
    html! {
        table.table.receipt {
            caption.sr-only { (shell.text("promise-receipt")) }
            thead {
                tr {
                    th scope="col" { (shell.text("promise-product")) }
                    th.number scope="col" { (shell.text("promise-ordered")) }
                    th.number scope="col" { (shell.text("promise-picked")) }
                    th.number scope="col" { (shell.text("promise-charged")) }
                }
            }
            tbody {
                @for (ordered, picked) in lines.iter().zip(picked) {
                    tr {
                        th scope="row" { (ordered.item.name) (explained(ordered, picked, promise, shell)) }
                        td.number { (amount(shell, ordered.item.quantity)) }
                        td.number { @if picked.units == 0 { "–" } @else { (amount(shell, picked.item.quantity)) } }
                        td.number { (shell.money(picked.priced.total())) }
                    }
                }
            }
        }
    }
}

/// Pieces as a number, loose goods as a weight.
fn amount(shell: &Shell, quantity: Quantity) -> String {
    shell.language.quantity(quantity)
}

/// Why it costs what it costs.
fn explained(ordered: &Line, picked: &SettledLine, promise: &Promise, shell: &Shell) -> Markup {
    let item = &picked.item;
    let money = |amount: Money| shell.money(amount).to_string();
    html! {
        @if promise.open_for(ordered.line).is_some() { p.hint { (shell.text("promise-asking")) } }
        @else if picked.substitute { p.hint { (shell.say("promise-instead", [("product", item.name.as_str().into())])) } }
        @else if picked.units == 0 { p.hint { (shell.text("order-not-there")) } }
        @if picked.units > 0 && item.by_weight.is_some() {
            p.hint { (shell.say("promise-by-weight", [("weight", amount(shell, item.quantity).into()), ("price", money(item.price).into())])) }
        }
        (why(&picked.reasons, shell))
        @if picked.priced.discount > Money::ZERO && picked.reasons.is_empty() {
            p.hint { (shell.say("promise-off", [("amount", money(picked.priced.discount).into())])) }
        }
        @if picked.priced.deposit > Money::ZERO {
            p.hint { (shell.say("promise-deposit", [("amount", money(picked.priced.deposit).into())])) }
        }
    }
}

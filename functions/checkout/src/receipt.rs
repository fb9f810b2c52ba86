//! Ordered, picked, charged: each line of an order once picking started.

use crate::order::OrderView;
use crate::order_page::why;
use domain::figures::{Figures, LineFigures};
use domain::order::SettledLine;
use domain::quote::Line;
use domain::{Money, Order, Quantity};
use maud::{Markup, html};
use web::Shell;
use web::components::plus_vat;

/// The lines as a table that reads the same on paper.
pub(crate) fn receipt(view: &OrderView, figures: &Figures, shell: &Shell) -> Markup {
    let (order, lines) = (&view.order, view.lines.iter().zip(&view.picked).zip(&figures.lines));
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
                @for ((ordered, picked), figures) in lines {
                    tr {
                        th scope="row" { (ordered.item.name) (explained((ordered, picked), figures, order, shell)) }
                        td.number { (amount(shell, ordered.item.quantity)) }
                        td.number { @if picked.units == 0 { "–" } @else { (amount(shell, picked.item.quantity)) } }
                        td.number { (shell.money(figures.total)) (plus_vat(order.prices, shell)) }
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
fn explained((ordered, picked): (&Line, &SettledLine), figures: &LineFigures, order: &Order, shell: &Shell) -> Markup {
    let (item, price) = (&picked.item, order.shown(picked.item.price, picked.item.vat));
    let money = |amount: Money| shell.money(amount).to_string();
    html! {
        @if order.promise.open_for(ordered.line).is_some() { p.hint { (shell.text("promise-asking")) } }
        @else if picked.substitute { p.hint { (shell.say("promise-instead", [("product", item.name.as_str().into())])) } }
        @else if picked.units == 0 { p.hint { (shell.text("order-not-there")) } }
        @if picked.units > 0 && item.by_weight.is_some() {
            p.hint { (shell.say("promise-by-weight", [("weight", amount(shell, item.quantity).into()), ("price", money(price).into())])) }
        }
        (why(&figures.reasons, shell))
        @if figures.discount > Money::ZERO && figures.reasons.is_empty() {
            p.hint { (shell.say("promise-off", [("amount", money(figures.discount).into())])) }
        }
        @if figures.deposit > Money::ZERO {
            p.hint { (shell.say("promise-deposit", [("amount", money(figures.deposit).into())])) }
        }
    }
}

//! Sums with VAT in every figure, or without and with the VAT beside them.

use super::Cash;
use crate::Shell;
use domain::figures::Figures;
use domain::tax::Prices;
use domain::{Money, VatPart};
use maud::{Markup, html};
use std::borrow::Cow;

/// A row of a sum.
pub type Row<'a> = (Cow<'a, str>, Cash<'a>);

/// What goods, discounts, deposits and fees come to, and what that is with VAT: the last rows of a sum.
pub fn totals<'a>(figures: &Figures, total: Money, shell: &'a Shell) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    if !figures.on_top.is_empty() {
        rows.push((shell.text("tax-net"), shell.money(figures.sum)));
        rows.extend(figures.on_top.iter().map(|part| (rate(part, shell), shell.money(part.vat))));
    }
    let words = if figures.on_top.is_empty() { "cart-total" } else { "tax-gross" };
    rows.push((shell.text(words), shell.money(total)));
    rows
}

fn rate(part: &VatPart, shell: &Shell) -> Cow<'static, str> {
    shell.say("tax-rate", [("rate", shell.language.percent(part.bp).into())])
}

/// Below a sum: the VAT that is in it, rate by rate, or what its figures are.
pub fn vat_note(prices: Prices, parts: &[VatPart], shell: &Shell) -> Markup {
    let part = |part: &VatPart| format!("{} {}", shell.language.percent(part.bp), shell.money(part.vat));
    html! {
        @match prices {
            Prices::Net => p.hint { (shell.text("tax-note")) },
            Prices::Gross if parts.is_empty() => {},
            Prices::Gross => p.hint {
                (shell.say("checkout-vat", [("parts", parts.iter().map(part).collect::<Vec<_>>().join(", ").into())]))
            },
        }
    }
}

/// Beside an amount that is without VAT: says so.
pub fn plus_vat(prices: Prices, shell: &Shell) -> Markup {
    html! { @if prices == Prices::Net { " " small { (shell.text("tax-plus")) } } }
}

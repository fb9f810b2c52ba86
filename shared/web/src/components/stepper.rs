//! How much of a line: less, a number, more.

use super::forms::hidden;
use domain::{Quantity, Sku};
use maud::{Markup, html};

/// Three small forms to `/cart/lines`, each setting the line: less, an exact number, more. Works without JavaScript;
/// with it, the page's content is exchanged in place.
///
/// Grams go in steps of 50 below half a kilogram and of 100 above.
pub fn stepper(sku: &Sku, name: &str, quantity: Quantity) -> Markup {
    let (field, now, step, most, unit) = match quantity {
        Quantity::Pieces(n) => ("quantity[pieces]", n, 1, Quantity::MOST_PIECES, ""),
        Quantity::Grams(g) => ("quantity[grams]", g, if g < 500 { 50 } else { 100 }, Quantity::MOST_GRAMS, "g"),
    };
    let set = |to: u32, sign: &str, words: &str| {
        html! {
            form method="post" action="/cart/lines" {
                (hidden("sku", sku.as_str()))
                button type="submit" name=(field) value=(to) aria-label={ (words) ": " (name) } disabled[to == now] { (sign) }
            }
        }
    };
    html! {
        div.stepper data-swap {
            (set(now.saturating_sub(step), "−", if now <= step { "Remove" } else { "Less" }))
            form.number method="post" action="/cart/lines" {
                (hidden("sku", sku.as_str()))
                label { span.sr-only { "Quantity of " (name) } input type="number" name=(field) value=(now) min="0" max=(most) inputmode="numeric"; }
                @if !unit.is_empty() { span.unit { (unit) } }
                button.sr-only type="submit" { "Set the quantity" }
            }
            (set((now + step).min(most), "+", "More"))
        }
    }
}

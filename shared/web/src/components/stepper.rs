//! How much of a line: less, a number, more.

use super::forms::hidden;
use crate::Shell;
use domain::{Quantity, Sku};
use maud::{Markup, html};

/// Three small forms to `/cart/lines`, each setting the line: less, an exact number, more. Works without JavaScript;
/// with it, the number changes at once and the basket around it follows.
///
/// Grams go to the next round number: by 50 up to half a kilogram and by 100 above. The number is sent with Enter; its own
/// button cannot be seen, so no key stops there.
pub fn stepper(sku: &Sku, name: &str, quantity: Quantity, shell: &Shell) -> Markup {
    let (field, most, unit) = match quantity {
        Quantity::Pieces(_) => ("quantity[pieces]", Quantity::MOST_PIECES, "".into()),
        Quantity::Grams(_) => ("quantity[grams]", Quantity::MOST_GRAMS, shell.text("tile-gram-sign")),
    };
    let now = quantity.amount();
    let (fewer, more) = beside(quantity);
    let named = || [("name", name.into())];
    let less = if fewer == 0 { shell.say("tile-remove", named()) } else { shell.say("tile-less", named()) };
    let set = |to: u32, sign: &str, words: &str, way: i8| {
        html! {
            form method="post" action="/cart/lines" {
                (hidden("sku", sku.as_str()))
                button type="submit" name=(field) value=(to) aria-label=(words) data-step=(way) disabled[to == now] { (sign) }
            }
        }
    };
    html! {
        div.stepper {
            (set(fewer, "−", &less, -1))
            form.number method="post" action="/cart/lines" {
                (hidden("sku", sku.as_str()))
                label {
                    span.sr-only { (shell.say("tile-quantity", named())) }
                    input type="number" name=(field) value=(now) min="0" max=(most) inputmode="numeric";
                }
                @if !unit.is_empty() { span.unit { (unit) } }
                button.sr-only type="submit" tabindex="-1" { (shell.text("tile-set")) }
            }
            (set(more.min(most), "+", &shell.say("tile-more", named()), 1))
        }
    }
}

/// The next round number below and above.
fn beside(quantity: Quantity) -> (u32, u32) {
    match quantity {
        Quantity::Pieces(n) => (n.saturating_sub(1), n + 1),
        Quantity::Grams(g) => {
            let (down, up) = (if g > 500 { 100 } else { 50 }, if g < 500 { 50 } else { 100 });
            (g.div_ceil(down).saturating_sub(1) * down, (g / up + 1) * up)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_to_round_numbers() {
        assert_eq!(beside(Quantity::Pieces(1)), (0, 2));
        assert_eq!(beside(Quantity::Grams(50)), (0, 100));
        assert_eq!(beside(Quantity::Grams(480)), (450, 500));
        assert_eq!(beside(Quantity::Grams(500)), (450, 600));
        assert_eq!(beside(Quantity::Grams(1230)), (1200, 1300));
    }
}

//! How a product gets into the basket: one button on a tile, a number on its own page.
//!
//! A page is the same for everybody. What lies in the basket is put in by the script, which shows `− 2 +` in place of
//! these forms; without it they are plain forms.

use super::forms::hidden;
use super::icons::PLUS;
use super::product::{Stock, Tile};
use crate::Shell;
use domain::Quantity;
use maud::{Markup, html};

/// What one tap takes of loose goods.
const GRAMS: u32 = 500;

/// One button that puts one, or 500 g, into the basket. Sold out says so in words.
pub fn add_forms(t: &Tile, shell: &Shell) -> Markup {
    if t.stock == Stock::SoldOut {
        return sold_out(shell);
    }
    let named = [("name", t.name.into())];
    let form = html! {
        form.adding method="post" action="/cart/lines" {
            (hidden("sku", t.sku.as_str()))
            (hidden("mode", "add"))
            @if t.by_weight.is_some() {
                button.add type="submit" name="quantity[grams]" value=(GRAMS) aria-label=(shell.say("tile-add-grams", named)) {
                    (PLUS) span.weight { (GRAMS) " g" }
                }
            } @else {
                button.add type="submit" name="quantity[pieces]" value="1" aria-label=(shell.say("tile-add-one", named)) { (PLUS) }
            }
        }
    };
    buying(t, form)
}

/// Like [`add_forms`], with a number to choose: for a product's own page. Loose goods are chosen by weight or by the piece.
pub fn choose_forms(t: &Tile, shell: &Shell) -> Markup {
    if t.stock == Stock::SoldOut {
        return sold_out(shell);
    }
    let pieces = (1, 1, Quantity::MOST_PIECES);
    if t.by_weight.is_none() {
        return buying(t, choose(t, "pieces", &shell.text("tile-how-many"), pieces, shell));
    }
    let unit = |value: &str, words: &str, chosen: bool| {
        html! { label { input type="radio" name="by" value=(value) checked[chosen] autocomplete="off"; span { (words) } } }
    };
    let (in_grams, in_pieces) = (shell.text("tile-grams"), shell.text("tile-pieces"));
    buying(
        t,
        html! {
            div.units role="radiogroup" aria-label=(shell.text("tile-by")) { (unit("grams", &in_grams, true)) (unit("pieces", &in_pieces, false)) }
            (choose(t, "grams", &in_grams, (GRAMS, 50, Quantity::MOST_GRAMS), shell))
            (choose(t, "pieces", &in_pieces, pieces, shell))
        },
    )
}

/// What the script needs to know about what is bought: for loose goods also the price of a kilogram and the weight of one.
fn buying(t: &Tile, forms: Markup) -> Markup {
    let kilo = t.by_weight.map(|_| t.offer.and_then(|o| o.price).unwrap_or(t.price).0);
    html! {
        div.buying data-sku=(t.sku.as_str()) data-name=(t.name) data-kilo=[kilo] data-nominal=[t.by_weight.map(|w| w.nominal)] { (forms) }
    }
}

fn sold_out(shell: &Shell) -> Markup {
    html! { div.buying { button.add type="button" disabled { (shell.text("tile-sold-out")) } } }
}

/// `number` is what stands there at first, the step, and the most.
fn choose(t: &Tile, unit: &str, words: &str, number: (u32, u32, u32), shell: &Shell) -> Markup {
    html! {
        form.choosing data-unit=(unit) method="post" action="/cart/lines" {
            (hidden("sku", t.sku.as_str()))
            (hidden("mode", "add"))
            label {
                span.sr-only { (words) }
                input type="number" name={ "quantity[" (unit) "]" } value=(number.0) min=(number.1) step=(number.1) max=(number.2) inputmode="numeric" autocomplete="off";
                @if unit == "grams" { span.unit aria-hidden="true" { "g" } }
            }
            button.add type="submit" { (shell.text("tile-add")) }
        }
    }
}

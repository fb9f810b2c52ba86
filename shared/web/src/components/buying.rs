//! How a product gets into the basket: one button on a tile, a number on its own page.
//!
//! A page is the same for everybody. What lies in the basket is put in by the script, which shows `− 2 +` in place of
//! these forms; without it they are plain forms.

use super::forms::hidden;
use super::icons::{MINUS, PLUS};
use super::product::{Stock, Tile};
use crate::Shell;
use domain::{ByWeight, Quantity};
use maud::{Markup, html};

/// One button that puts one, or half a kilogram of light things, into the basket. Sold out says so in words. Without the
/// script nobody knows what lies in the basket: then there is a second one, for one less, which of nothing is nothing.
pub fn add_forms(t: &Tile, shell: &Shell) -> Markup {
    if t.stock == Stock::SoldOut {
        return sold_out(shell);
    }
    let named = || [("name", t.name.into())];
    let form = html! {
        form.adding method="post" action="/cart/lines" {
            (hidden("sku", t.sku.as_str()))
            (hidden("mode", "add"))
            @match t.by_weight.map(ByWeight::unsaid) {
                Some(Quantity::Grams(grams)) => {
                    button.add type="submit" name="quantity[grams]" value=(grams) aria-label=(shell.say("tile-add-grams", named())) {
                        (PLUS) span.weight { (shell.language.grams(grams)) }
                    }
                }
                Some(Quantity::Pieces(_)) | None => {
                    button.add type="submit" name="quantity[pieces]" value="1" aria-label=(shell.say("tile-add-one", named())) {
                        (PLUS) @if let Some(weight) = t.by_weight { span.weight { "≈ " (shell.language.grams(weight.nominal)) } }
                    }
                }
            }
        }
    };
    let less = html! {
        noscript {
            form.adding method="post" action="/cart/lines" {
                (hidden("sku", t.sku.as_str()))
                (hidden("mode", "less"))
                @let (field, value) = match t.by_weight.map(ByWeight::unsaid) {
                    Some(Quantity::Grams(grams)) => ("quantity[grams]", grams),
                    Some(Quantity::Pieces(_)) | None => ("quantity[pieces]", 1),
                };
                button.add type="submit" name=(field) value=(value) aria-label=(shell.say("tile-less", named())) { (MINUS) }
            }
        }
    };
    buying(t, html! { (less) (form) })
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
            (choose(t, "grams", &in_grams, (grams(t.by_weight), 50, Quantity::MOST_GRAMS), shell))
            (choose(t, "pieces", &in_pieces, pieces, shell))
        },
    )
}

/// What stands in the field for grams at first: half a kilogram, or the weight of one that is heavier; in steps of 50.
fn grams(weight: Option<ByWeight>) -> u32 {
    weight.map_or(500, |weight| weight.nominal.div_ceil(50) * 50).clamp(500, Quantity::MOST_GRAMS)
}

/// What the script needs to know about what is bought: for loose goods also the price of a kilogram and the weight of one.
fn buying(t: &Tile, forms: Markup) -> Markup {
    let kilo = t.by_weight.map(|_| t.label().pays.0);
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
                @if unit == "grams" { span.unit aria-hidden="true" { (shell.text("tile-gram-sign")) } }
            }
            button.add type="submit" { (shell.text("tile-add")) }
        }
    }
}

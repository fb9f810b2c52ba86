//! A code scanned or typed at the pick: a product's barcode, or the label of a scale.

use crate::order::{OrderView, path};
use crate::order_page::amount;
use crate::pick_forms::result_words;
use crate::picks::pick;
use crate::steps::Change;
use domain::Product;
use domain::catalog::Catalog;
use domain::scale_label::{self, Scanned};
use maud::{Markup, html};
use web::components::{Tone, notice};
use web::{Answer, Failure, Outcome, Problem};

/// Takes a scan into account and goes on to the next one.
pub async fn scan(change: &Change<'_>, code: &str) -> Outcome<Answer> {
    let spotted = spotted(change, code).await;
    let mark = spotted.as_ref().map_or_else(|_| String::new(), |line| format!("?scanned={line}"));
    change.answered(spotted.map(drop), &mark).await
}

/// The line it is, picked where the code says all there is to say.
async fn spotted(change: &Change<'_>, code: &str) -> Outcome<u16> {
    let catalog = change.app.catalog.catalog().await?;
    let is_sold = |gtin: &str| product(&catalog, &Scanned::Gtin(gtin.to_owned())).is_some();
    let scanned = scale_label::read(code, &catalog.settings().scale_labels, is_sold)
        .map_err(|why| odd("unread", format!("{}.", capital(&why.to_string()))))?;
    let product = product(&catalog, &scanned).ok_or_else(|| odd("unknown", format!("No product has the code {}.", named(&scanned))))?;
    let whole = change.app.store.whole_order(change.order).await?.ok_or_else(crate::order::missing)?;
    let not_ordered = || odd("not_ordered", format!("{} is not on this order.", product.head.name));
    let spotted = whole.spot(product, &scanned).ok_or_else(not_ordered)?;
    if let Some(picked) = &spotted.picked {
        pick(change, std::slice::from_ref(picked)).await?;
    }
    Ok(spotted.line)
}

fn product<'a>(catalog: &'a Catalog, scanned: &Scanned) -> Option<&'a Product> {
    let is = |p: &&Product| match scanned {
        Scanned::Gtin(gtin) => p.text.barcode.as_deref().is_some_and(|own| same(own, gtin)),
        Scanned::Bag { plu, .. } => p.text.plu.as_deref().is_some_and(|own| scale_label::bare(own) == plu),
    };
    catalog.snapshot.products.iter().find(is)
}

/// A scanner may send a GTIN-12 as a GTIN-13 with a zero before it.
fn same(one: &str, other: &str) -> bool {
    one.trim_start_matches('0') == other.trim_start_matches('0')
}

fn named(scanned: &Scanned) -> &str {
    match scanned {
        Scanned::Gtin(code) | Scanned::Bag { plu: code, .. } => code,
    }
}

fn odd(code: &'static str, words: String) -> Problem {
    Problem::invalid(vec![Failure::field("code", code, words)])
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}

impl OrderView<'_> {
    /// What the last scan was, and the field for the next one.
    pub fn scan_field(&self) -> Markup {
        let last = self.lines.iter().find(|l| Some(l.line) == self.scanned);
        let refused = self.problem.as_ref().is_some_and(|p| p.errors.iter().any(|f| f.field.as_deref() == Some("code")));
        html! {
            @match last.map(|line| (line, line.result)) {
                Some((line, Some(result))) => (notice(Tone::Good, html! { p { (amount(line)) " " (line.name) ": " strong { (result_words(result)) } } })),
                Some((line, None)) => (notice(Tone::Plain, html! {
                    p { "The right product: " a href={ "#line-" (line.line) } { (amount(line)) " " (line.name) } ". Please "
                        @if line.by_weight.is_some() { "weigh it." } @else { "count them, then press Found." } }
                })),
                None => {}
            }
            (field(&format!("{}/picks", path(self.order)), last.is_some() || refused))
        }
    }
}

/// Where a scanner writes: it types the digits and presses Enter, like a quick hand.
fn field(action: &str, scanning: bool) -> Markup {
    html! {
        form.row.scan method="post" action=(action) {
            label for="code" { "Barcode or scale label" }
            input #code name="code" inputmode="numeric" maxlength="40" autocomplete="off" required autofocus[scanning];
            button type="submit" { "Scanned" }
        }
    }
}

//! A document as a page: it prints like the PDF.

use crate::{Document, Line};
use maud::{Markup, html};

impl Document {
    /// The content of a page; `pdf` is where the PDF is.
    pub fn html(&self, pdf: (&str, &str)) -> Markup {
        html! {
            h1 { (self.title) }
            div.split {
                section.card.paper { @for line in &self.buyer { (line) br; } }
                section.card.paper { @for line in &self.seller { (line) br; } }
            }
            section.card.paper {
                dl.sum { @for (name, value) in &self.facts { div { dt { (name) } dd { (value) } } } }
                div.scroll tabindex="0" role="group" aria-label=(self.title) {
                    table.table {
                        thead { tr { (heads(&self.head, 2)) } }
                        tbody { @for line in &self.lines { (row(line)) } }
                        tfoot { @for (n, (words, amount)) in self.totals.iter().enumerate() { (total(words, amount, n + 1 == self.totals.len())) } }
                    }
                }
                div.scroll tabindex="0" role="group" aria-label=(self.title) {
                    table.table {
                        thead { tr { (heads(&self.vat_head, 1)) } }
                        tbody { @for part in &self.vat { tr { th scope="row" { (part[0]) } @for cell in &part[1..] { td.number { (cell) } } } } }
                    }
                }
                @for note in &self.notes { p.hint { (note) } }
                p { a.button href=(pdf.0) { (pdf.1) } }
            }
        }
    }
}

fn heads(words: &[String; 4], of_text: usize) -> Markup {
    html! {
        @for (n, word) in words.iter().enumerate() {
            @if n < of_text { th scope="col" { (word) } } @else { th.number scope="col" { (word) } }
        }
    }
}

/// The last one is set in bold.
fn total(words: &str, amount: &str, last: bool) -> Markup {
    html! { tr { th scope="row" colspan="3" { (words) } td.number { @if last { strong { (amount) } } @else { (amount) } } } }
}

fn row(line: &Line) -> Markup {
    html! { tr { th scope="row" { (line.what) } td { (line.quantity) } td.number { (line.rate) } td.number { (line.amount) } } }
}

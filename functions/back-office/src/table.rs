//! The head of a table: columns of words first, columns of numbers after them.

use maud::{Markup, html};

/// One row of headings.
pub fn head(words: &[&str], numbers: &[&str]) -> Markup {
    html! {
        thead {
            tr {
                @for word in words { th scope="col" { (word) } }
                @for number in numbers { th.number scope="col" { (number) } }
            }
        }
    }
}

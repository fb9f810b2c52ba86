//! "Tell me when it is back": the form on the page of what is sold out. Checkout takes it.

use domain::Sku;
use maud::{Markup, html};
use web::Shell;
use web::components::{Field, hidden};

/// One address for one letter.
pub fn form(shell: &Shell, sku: &Sku) -> Markup {
    let (label, hint) = (shell.text("stock-email"), shell.text("stock-email-hint"));
    html! {
        form.tell-me method="post" action="/waiting" {
            h2 { (shell.text("stock-tell-me")) }
            (hidden("sku", sku.as_str()))
            (Field::text("email", &label, "").kind("email").autocomplete("email").most(254).hint(&hint))
            button type="submit" { (shell.text("stock-tell-me-button")) }
        }
    }
}

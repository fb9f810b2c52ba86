//! What the script says and shows, in the page's language: it has no words and no markup of its own.

use super::icons::{CLOSE, MINUS, PLUS};
use crate::Shell;
use maud::{Markup, html};

/// A template at the end of every page. Where a message has a value, the script finds its name in braces.
pub fn words(shell: &Shell) -> Markup {
    let say =
        |message: &str| shell.say(message, ["name", "quantity", "price", "count"].map(|value| (value, format!("{{{value}}}").into())));
    let text = |message: &str| shell.text(message);
    html! {
        template #words data-currency=(shell.currency()) data-folder=(shell.language.folder(shell.own()))
            data-per-kilogram=(say("format-per-kilogram")) data-per-liter=(say("format-per-liter")) data-per-piece=(say("format-per-piece"))
            data-less=(say("tile-less")) data-more=(say("tile-more")) data-remove=(say("tile-remove"))
            data-about=(say("tile-about")) data-grams=(say("tile-count-grams")) data-pieces=(say("tile-count-pieces"))
            data-to-pieces=(say("tile-to-pieces")) data-to-grams=(say("tile-to-grams"))
            data-added=(say("tile-said-added")) data-now=(say("tile-said-now")) data-gone=(say("tile-said-gone"))
            data-offline=(text("tile-said-offline")) data-failed=(text("tile-said-failed"))
            data-suggestions=(text("tile-suggestions")) data-found=(say("tile-suggestions-count")) data-all=(say("tile-suggestions-all")) {
            div.quick role="group" {
                button type="button" data-step="-1" { (MINUS) }
                span.amount {}
                button type="button" data-step="1" { (PLUS) }
            }
            dialog.panel aria-labelledby="panel-title" {
                header {
                    h2 #panel-title { (text("tile-panel-title")) }
                    button.round type="button" data-close aria-label=(text("tile-panel-close")) { (CLOSE) }
                }
                div.panel-content {}
            }
        }
    }
}

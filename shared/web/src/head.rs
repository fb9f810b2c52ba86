//! The head of every page: what browsers, search engines and those who share its address read.

use crate::assets::{ICON, SCRIPT, STYLE};
use crate::shell::{About, Shell};
use maud::{Markup, html};

/// The head of a page.
pub fn head(shell: &Shell, title: &str, about: &About) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="theme-color" content="#faf5ea" media="(prefers-color-scheme: light)";
            meta name="theme-color" content="#151a16" media="(prefers-color-scheme: dark)";
            title { (title) @if title != shell.name() { " · " (shell.name()) } }
            @if let Some(text) = &about.description { meta name="description" content=(text); }
            @match &about.canonical {
                Some(path) => link rel="canonical" href={ (shell.site.origin()) (path) };,
                None => meta name="robots" content="noindex";,
            }
            link rel="icon" type="image/svg+xml" href=(ICON.path());
            link rel="stylesheet" href=(STYLE.path());
            script src=(SCRIPT.path()) defer {}
        }
    }
}

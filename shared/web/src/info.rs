//! Links to what is good to know: help, delivery, and the legal texts that are written.

use crate::Shell;
use domain::legal::LegalPage;
use maud::{Markup, html};
use std::borrow::Cow;

/// A list of links for the footer.
pub fn links(shell: &Shell) -> Markup {
    let written = |page: &LegalPage| shell.settings().is_some_and(|shop| shop.legal.text(*page).is_some());
    html! {
        ul.info {
            li { a href=(shell.path("/help")) { (shell.text("info-help")) } }
            li { a href=(shell.path("/delivery")) { (shell.text("info-delivery")) } }
            li { a href=(shell.path("/list")) { (shell.text("info-list")) } }
            @for page in LegalPage::ALL.into_iter().filter(written) {
                li { a href={ (shell.path("/legal/")) (page.as_str()) } { (legal_title(shell, page)) } }
            }
        }
    }
}

/// What a legal page is called.
pub fn legal_title(shell: &Shell, page: LegalPage) -> Cow<'static, str> {
    match page {
        LegalPage::Imprint => shell.text("info-imprint"),
        LegalPage::Privacy => shell.text("info-privacy"),
        LegalPage::Terms => shell.text("info-terms"),
        LegalPage::Withdrawal => shell.text("info-withdrawal"),
    }
}

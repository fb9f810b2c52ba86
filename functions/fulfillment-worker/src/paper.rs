//! The paper all letters are written on: one frame, few styles, each beside what it styles, because mail programs drop sheets.
//! The one sheet in the head makes the paper dark at night for those that keep it; the others show it as by day.

use maud::{DOCTYPE, Markup, html};
use texts::Language;

/// A letter as HTML, before it is written on paper.
pub(crate) struct Page<'a> {
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    pub(crate) body: Markup,
    /// Why it came and how no more of them come, under everything else.
    pub(crate) foot: Option<Markup>,
}

const SHEET: &str = "background-color:#faf5ea;color:#1b2a21;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const LINK: &str = "color:#1f4a34";
const BUTTON: &str =
    "display:inline-block;padding:12px 24px;border-radius:10px;background-color:#1f4a34;color:#fbf6ea;font-weight:600;text-decoration:none";
const CELL: &str = "padding:8px 0;border-top:1px solid #e2d8c3;vertical-align:top";
const NIGHT: &str = "@media (prefers-color-scheme:dark){.paper{background-color:#121915!important;color:#f0ead9!important}\
    .soft{color:#aab5aa!important}.line{border-color:#333f37!important}.link{color:#b7dba5!important}\
    .button{background-color:#b7dba5!important;color:#122017!important}}";

/// The whole document.
pub(crate) fn write(page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(page.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                style { (NIGHT) }
            }
            body.paper style={ "margin:0;padding:24px 20px 32px;overflow-wrap:anywhere;" (SHEET) } {
                div style="max-width:36rem;margin:0 auto" {
                    h1 style="margin:0 0 16px;font:600 24px/1.2 Georgia,'Times New Roman',serif" { (page.title) }
                    (page.body)
                    @if let Some(foot) = &page.foot { p.soft style="margin:32px 0 0;color:#55635a;font-size:14px" { (foot) } }
                }
            }
        }
    }
}

/// The one thing to do next.
pub(crate) fn button(address: &str, words: &str) -> Markup {
    html! { p style="margin:24px 0" { a.button href=(address) style=(BUTTON) { (words) } } }
}

/// Something that may be looked up.
pub(crate) fn link(address: &str, words: &str) -> Markup {
    html! { a.link href=(address) style=(LINK) { (words) } }
}

/// What stands on the left, and what it costs.
pub(crate) fn rows(rows: impl IntoIterator<Item = (Markup, Markup)>) -> Markup {
    html! {
        table role="presentation" style="width:100%;border-collapse:collapse" {
            @for (name, amount) in rows {
                tr {
                    td.line style=(CELL) { (name) }
                    td.line style={ (CELL) ";padding-left:16px;text-align:right;white-space:nowrap" } { (amount) }
                }
            }
        }
    }
}

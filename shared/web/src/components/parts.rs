//! Notices, progress, empty states, sums.

use super::Cash;
use super::icons::SPRIG;
use crate::Shell;
use maud::{Markup, html};

/// How a notice sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Good,
    /// Worth knowing.
    Plain,
    /// Needs attention.
    Warn,
    /// Did not work.
    Bad,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Plain => "plain",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

/// A box with something to say: `notice(Tone::Warn, html! { p { "…" } })`. Bad and warning ones are read out at once.
pub fn notice(tone: Tone, content: Markup) -> Markup {
    let role = if matches!(tone, Tone::Bad | Tone::Warn) { "alert" } else { "status" };
    html! { div class={ "notice " (tone.class()) } role=(role) { (content) } }
}

/// A small word in a colored pill: an order's state, a stock state.
pub fn badge(tone: Tone, words: &str) -> Markup {
    html! { span class={ "pill " (tone.class()) } { (words) } }
}

/// Progress: `steps(shell, &["Basket", "Details", "Review", "Payment"], 1)` marks the second as where one is.
pub fn steps<S: AsRef<str>>(shell: &Shell, names: &[S], now: usize) -> Markup {
    html! {
        ol.steps aria-label=(shell.text("frame-progress")) {
            @for (n, name) in names.iter().enumerate() {
                li .past[n < now] aria-current=[(n == now).then_some("step")] {
                    (name.as_ref()) @if n < now { span.sr-only { " (" (shell.text("frame-done")) ")" } }
                }
            }
        }
    }
}

/// Where there is nothing: a title, a sentence, a way on.
pub fn empty(title: &str, text: &str, way: (&str, &str)) -> Markup {
    html! {
        section.empty {
            (SPRIG)
            h2 { (title) }
            p { (text) }
            a.button.main href=(way.0) { (way.1) }
        }
    }
}

/// One step of a [`trail`]: address and words.
pub type Trail<'a> = (&'a str, &'a str);

/// The way from the entrance to here; the page itself is not part of it. Its links stay in the page's language.
pub fn trail(shell: &Shell, steps: &[Trail]) -> Markup {
    html! {
        nav.trail aria-label=(shell.text("frame-trail")) {
            ol { @for (href, words) in steps { li { a href=(shell.path(href)) { (words) } } } }
        }
    }
}

/// Rows of words and amounts, the last of them the total: `sum(&[(shell.text("cart-goods"), shell.money(goods)), …])`.
pub fn sum<S: AsRef<str>>(rows: &[(S, Cash)]) -> Markup {
    let last = rows.len().saturating_sub(1);
    html! {
        dl.sum {
            @for (n, (words, cash)) in rows.iter().enumerate() {
                div .total[n == last] { dt { (words.as_ref()) } dd { (cash) } }
            }
        }
    }
}

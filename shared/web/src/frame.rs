//! The three headers and the footer, with its choice of language.

use crate::components::icons::{BASKET, SEARCH, SPRIG};
use crate::reader::Here;
use crate::shell::{About, Shell};
use domain::Settings;
use jiff::civil::Weekday;
use maud::{Markup, html};
use texts::Language;

/// More aisles than this are on the page of all aisles.
const AISLES_SHOWN: usize = 20;

pub fn shop(shell: &Shell, about: &About) -> Markup {
    html! {
        header.top {
            div.bar {
                (wordmark(shell, "/"))
                form.search role="search" action=(shell.path("/search")) {
                    label.sr-only for="q" { (shell.text("frame-search-label")) }
                    input #q name="q" type="search" placeholder=(shell.text("frame-search-hint")) autocomplete="off" maxlength="80" value=[about.query];
                    button type="submit" aria-label=(shell.text("frame-search")) { (SEARCH) }
                }
                a.basket href="/cart" {
                    (BASKET)
                    span.basket-word { (shell.text("frame-basket")) }
                    span data-badge hidden { span.badge { "0" } span.sr-only { " " (shell.text("frame-items")) } }
                }
            }
            @if let Some(settings) = shell.settings() { (aisles(shell, settings, about)) }
        }
    }
}

fn aisles(shell: &Shell, settings: &Settings, about: &About) -> Markup {
    let here = |slug: &str| (about.aisle == Some(slug)).then_some("page");
    html! {
        nav.aisles aria-label=(shell.text("frame-aisles")) {
            ul {
                li { a.deals href=(shell.path("/offers")) aria-current=[(about.canonical.as_deref() == Some("/offers")).then_some("page")] { (shell.text("info-offers")) } }
                @for aisle in settings.aisles.iter().take(AISLES_SHOWN) {
                    li { a href={ (shell.path("/aisles/")) (aisle.slug.as_str()) } lang=[shell.lang_of(&aisle.name)] aria-current=[here(aisle.slug.as_str())] { (aisle.name) } }
                }
                @if settings.aisles.len() > AISLES_SHOWN { li { a href=(shell.path("/#aisles")) { (shell.text("frame-all-aisles")) } } }
            }
        }
    }
}

pub fn checkout(shell: &Shell) -> Markup {
    html! {
        header.top {
            div.bar {
                (wordmark(shell, "/"))
                a.back href="/cart" { (shell.text("frame-back-to-basket")) }
            }
        }
    }
}

pub fn back_office(shell: &Shell, about: &About) -> Markup {
    html! {
        header.top {
            div.bar {
                (wordmark(shell, "/back-office"))
                @if let Some(staff) = about.staff {
                    nav aria-label="Back office" {
                        a href="/back-office/orders" { "Orders" }
                        a href="/back-office/products" { "Products" }
                        a href="/back-office/takings" { "Takings" }
                        a href="/back-office/import" { "Import" }
                    }
                    form.signed-in method="post" action="/back-office/sign-out" {
                        span { (staff) }
                        button.quiet type="submit" { "Sign out" }
                    }
                }
            }
        }
    }
}

fn wordmark(shell: &Shell, home: &str) -> Markup {
    html! {
        a.wordmark href=(shell.path(home)) {
            (SPRIG)
            (shell.name())
            @if home != "/" { small { "back office" } }
        }
    }
}

pub fn footer(shell: &Shell) -> Markup {
    let Some(shop) = shell.settings() else { return html! {} };
    html! {
        footer.foot {
            div.columns {
                section {
                    h2 { (shop.name) }
                    address { (shop.street) br; (shop.postcode) " " (shop.city) }
                    p { a href={ "tel:" (shop.phone.replace(' ', "")) } { (shop.phone) } br; a href={ "mailto:" (shop.mail) } { (shop.mail) } }
                }
                section {
                    h2 { (shell.text("frame-open")) }
                    dl.hours { @for (days, hours) in opening(shop, shell.language) { dt { (days) } dd { (hours) } } }
                }
                section {
                    h2 { (shell.text("frame-good-to-know")) }
                    p { (shell.text(if shell.shows_net() { "tax-note" } else { "frame-with-vat" })) " " (shell.text("frame-promise")) }
                    (crate::info::links(shell))
                    (languages(shell))
                }
            }
        }
    }
}

/// The same page in every other language. Where the address does not say which, a cookie has to: that is a form.
fn languages(shell: &Shell) -> Markup {
    let others = || Language::all().filter(|other| *other != shell.language);
    html! {
        @match &shell.here {
            Here::Public(path) => nav.languages aria-label=(shell.text("frame-languages")) {
                @for other in others() {
                    a href=(shell.path_in(other, path)) lang=(other.tag()) hreflang=(other.tag()) rel="alternate" { (other.name()) }
                }
            },
            Here::Personal(path) => form.languages method="post" action="/language" {
                input type="hidden" name="to" value=(path);
                @for other in others() {
                    button.quiet type="submit" name="language" value=(other.tag()) lang=(other.tag()) { (other.name()) }
                }
            },
            Here::Unknown => {},
        }
    }
}

/// Days with the same hours stand together: `Mon–Fri 08:00–20:00`.
fn opening(shop: &Settings, language: Language) -> Vec<(String, String)> {
    let week: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
    let mut rows = Vec::new();
    for same in week.chunk_by(|a, b| shop.hours(*a) == shop.hours(*b)) {
        let (first, last) = (language.weekday_short(same[0]), language.weekday_short(same[same.len() - 1]));
        let days = if same.len() == 1 { first.to_owned() } else { format!("{first}–{last}") };
        let hours = shop.hours(same[0]).map(|(from, to)| language.window(from, to));
        rows.push((days, hours.unwrap_or_else(|| language.text("frame-closed").into_owned())));
    }
    rows
}

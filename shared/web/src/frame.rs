//! The three headers and the footer.

use crate::components::icons::{BASKET, SEARCH, SPRIG};
use crate::shell::{About, Shell};
use domain::Settings;
use maud::{Markup, html};

/// More aisles than this are on the page of all aisles.
const AISLES_SHOWN: usize = 20;

pub fn shop(shell: &Shell, about: &About) -> Markup {
    html! {
        header.top {
            div.bar {
                (wordmark(shell, "/"))
                form.search role="search" action="/search" {
                    label.sr-only for="q" { "Search the shop" }
                    input #q name="q" type="search" placeholder="Search apples, bread, coffee …" autocomplete="off" maxlength="80" value=[about.query];
                    button type="submit" aria-label="Search" { (SEARCH) }
                }
                a.basket href="/cart" {
                    (BASKET)
                    span.basket-word { "Basket" }
                    span data-badge hidden { span.badge { "0" } span.sr-only { " items" } }
                }
            }
            @if let Some(settings) = shell.settings() { (aisles(shell, settings, about)) }
        }
    }
}

fn aisles(shell: &Shell, settings: &Settings, about: &About) -> Markup {
    html! {
        nav.aisles aria-label="Aisles" {
            ul {
                li { a.deals href="/offers" aria-current=[(about.canonical.as_deref() == Some("/offers")).then_some("page")] { (shell.text("info-offers")) } }
                @for aisle in settings.aisles.iter().take(AISLES_SHOWN) {
                    li { a href={ "/aisles/" (aisle.slug.as_str()) } aria-current=[(about.aisle == Some(aisle.slug.as_str())).then_some("page")] { (aisle.name) } }
                }
                @if settings.aisles.len() > AISLES_SHOWN { li { a href="/#aisles" { "All aisles" } } }
            }
        }
    }
}

pub fn checkout(shell: &Shell) -> Markup {
    html! {
        header.top {
            div.bar {
                (wordmark(shell, "/"))
                a.back href="/cart" { "Back to the basket" }
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
        a.wordmark href=(home) {
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
                    h2 { "Open" }
                    dl.hours { @for (days, hours) in opening(shop) { dt { (days) } dd { (hours) } } }
                }
                section {
                    h2 { "Good to know" }
                    p { "All prices include VAT. Goods by weight are charged as weighed, never more than shown at checkout. Missing items are not charged." }
                    (crate::info::links(shell))
                }
            }
        }
    }
}

/// Days with the same hours stand together: `Mon-Fri 08:00-20:00`.
fn opening(shop: &Settings) -> Vec<(String, String)> {
    const DAYS: [(&str, &str); 7] =
        [("mon", "Mon"), ("tue", "Tue"), ("wed", "Wed"), ("thu", "Thu"), ("fri", "Fri"), ("sat", "Sat"), ("sun", "Sun")];
    let hours = DAYS.map(|(key, name)| (name, shop.opening_hours.get(key).copied()));
    let mut rows = Vec::new();
    for same in hours.chunk_by(|a, b| a.1 == b.1) {
        let (first, last) = (same[0].0, same[same.len() - 1].0);
        let days = if first == last { first.to_owned() } else { format!("{first}–{last}") };
        let text =
            same[0].1.map_or_else(|| "closed".to_owned(), |(from, to)| format!("{}–{}", from.strftime("%H:%M"), to.strftime("%H:%M")));
        rows.push((days, text));
    }
    rows
}

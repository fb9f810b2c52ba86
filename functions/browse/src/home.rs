//! The entrance: a welcome, what is on offer, where things stand.

use crate::scene::Scene;
use crate::structured;
use domain::settings::Aisle;
use domain::slot::{Method, calendar};
use domain::{Money, Product, Settings, Zone};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Picture, Tile, picture, tiles};
use web::{About, Answer, Card, Outcome, Shell, View, Want, page as show};

/// Offers shown at the entrance, and loose goods.
const SHOWN: usize = 12;

/// The shop's entrance.
#[utoipa::path(get, path = "/", tag = "browse", responses((status = 200, body = HomePage)))]
pub async fn page(scene: Scene, want: Want) -> Outcome<Answer> {
    let shop = scene.catalog.settings();
    let offers = scene.catalog.on_offer(scene.now).take(SHOWN).map(|p| scene.tile(p)).collect();
    let loose = |p: &&Product| p.head.by_weight.is_some() && p.head.offer_at(scene.now).is_none();
    let fresh = scene.catalog.snapshot.products.iter().filter(loose).take(SHOWN / 2).map(|p| scene.tile(p)).collect();
    let deals = shop.deals.iter().filter(|deal| deal.runs_at(scene.now)).map(|deal| deal.title.as_str()).collect();
    let view =
        HomePage { name: &shop.name, offers, deals, fresh, aisles: &shop.aisles, delivery: Delivery::of(shop, &scene.shell, scene.now) };
    Ok(show(want, &scene.shell, &view).public())
}

/// What one sees coming in.
#[derive(Debug, Serialize, ToSchema)]
pub struct HomePage<'a> {
    /// The shop's name.
    pub name: &'a str,
    /// Products whose price is lower now.
    pub offers: Vec<Tile<'a>>,
    /// What counts in the basket.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deals: Vec<&'a str>,
    /// Loose goods.
    pub fresh: Vec<Tile<'a>>,
    /// In the order they are walked.
    pub aisles: &'a [Aisle],
    /// What delivery is like; absent where the shop does not deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery<'a>>,
}

/// What delivery is like.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery<'a> {
    /// Where to.
    pub zones: Vec<&'a str>,
    /// The lowest fee.
    pub from: Money,
    /// The lowest worth of goods that is delivered free.
    pub free_from: Money,
    /// The next window still open to choose, in the shop's time: `tomorrow 10:00–12:00`. It may have filled up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<'a> Delivery<'a> {
    fn of(shop: &'a Settings, shell: &Shell, now: Timestamp) -> Option<Delivery<'a>> {
        let nearest = shop.zones.iter().min_by_key(|z| z.fee)?;
        Some(Delivery {
            zones: shop.zones.iter().map(|z| z.name.as_str()).collect(),
            from: nearest.fee,
            free_from: shop.zones.iter().map(|z| z.free_from).min().unwrap_or_default(),
            next: next_window(shop, &nearest.id, shell, now),
        })
    }
}

fn next_window(shop: &Settings, zone: &str, shell: &Shell, now: Timestamp) -> Option<String> {
    let slot = calendar(shop, Method::Delivery, zone, now).into_iter().next()?;
    let (today, starts, ends) = (now.to_zoned(shop.tz()).date(), slot.starts.to_zoned(shop.tz()), slot.ends.to_zoned(shop.tz()));
    let window = [("window", format!("{}–{}", starts.strftime("%H:%M"), ends.strftime("%H:%M")).into())];
    let words = match starts.date() {
        day if day == today => shell.say("home-today", window),
        day if today.tomorrow().is_ok_and(|t| t == day) => shell.say("home-tomorrow", window),
        day => {
            let weekday = [("day", day.weekday().to_monday_one_offset().into())];
            shell.say("home-on-day", window.into_iter().chain(weekday))
        }
    };
    Some(words.into_owned())
}

impl View for HomePage<'_> {
    fn title(&self, _: &Shell) -> String {
        self.name.to_owned()
    }

    fn about(&self, shell: &Shell) -> About<'_> {
        let description = shell.say("home-description", [("shop", self.name.into())]).into_owned();
        let card = Card { data: shell.settings().map(|shop| structured::store(shop, shell)), ..Card::default() };
        About { canonical: Some("/".to_owned()), description: Some(description), card, ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            section.welcome {
                div {
                    h1 { (shell.text("home-welcome")) }
                    @if let Some(delivery) = &self.delivery { (promise(shell, delivery)) }
                }
                (still_life(self.aisles))
            }
            @if !self.offers.is_empty() { section.strip { h2 { (shell.text("home-offers")) } (tiles(&self.offers, shell)) } }
            @if !self.deals.is_empty() {
                section.strip {
                    h2 { (shell.text("home-deals")) }
                    ul.pills { @for deal in &self.deals { li { a.pill lang=[shell.lang_of(deal)] href=(shell.path("/offers")) { (deal) } } } }
                }
            }
            (again(shell))
            section.strip #aisles {
                h2 { (shell.text("home-aisles")) }
                ul.doors {
                    @for (n, aisle) in self.aisles.iter().enumerate() { li { (door(shell, aisle, n % 8)) } }
                }
            }
            @if !self.fresh.is_empty() { section.strip { h2 { (shell.text("home-fresh")) } (tiles(&self.fresh, shell)) } }
        }
    }
}

/// Where the script puts what this browser took last, asked for at [`crate::again`]. Nobody else knows, so it is empty here.
fn again(shell: &Shell) -> Markup {
    html! {
        section.strip data-again=(shell.path("/products")) hidden {
            div.heading {
                h2 { (shell.text("home-again")) }
                p.hint { (shell.text("home-again-note")) }
                button.quiet type="button" data-forget { (shell.text("home-again-clear")) }
            }
        }
    }
}

fn promise(shell: &Shell, delivery: &Delivery) -> Markup {
    let fees = [("fee", shell.money(delivery.from).to_string().into()), ("free", shell.money(delivery.free_from).to_string().into())];
    let never = delivery.free_from >= Zone::NEVER;
    html! {
        p.lead { (shell.say("home-lead", [("zones", listed(shell, &delivery.zones).into())])) }
        ul.promise {
            @if let Some(next) = &delivery.next { li { (shell.text("home-next")) " " strong { (next) } } }
            li { @if never { (shell.say("way-fees-from", fees.into_iter().take(1))) } @else { (shell.say("home-fees", fees)) } }
            li { (shell.text("home-missing")) }
        }
        @if shell.shows_net() { p.hint { (shell.text("tax-fees")) } }
    }
}

/// `Mitte, Wedding and Pankow`.
fn listed(shell: &Shell, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => shell.say("home-and", [("first", first.join(", ").into()), ("last", (*last).into())]).into_owned(),
    }
}

/// What lies in the window: the pictures of the first aisles.
fn still_life(aisles: &[Aisle]) -> Markup {
    let pictures = aisles.iter().map(|a| a.picture.as_str()).filter(|p| !p.is_empty()).take(6);
    html! {
        div.still-life aria-hidden="true" {
            @for p in pictures { img src={ "/pictures/" (p) "-160.webp" } width="160" height="160" alt="" decoding="async"; }
        }
    }
}

fn door(shell: &Shell, aisle: &Aisle, tint: usize) -> Markup {
    html! {
        a.door data-tint=(tint) href={ (shell.path("/aisles/")) (aisle.slug.as_str()) } {
            (picture((!aisle.picture.is_empty()).then_some(Picture(&aisle.picture)), &aisle.name, false))
            span lang=[shell.lang_of(&aisle.name)] { (aisle.name) }
        }
    }
}

//! All running offers, those that end first at the top, with the day they end.

use crate::pager::{PER_PAGE, Pager};
use crate::scene::Scene;
use domain::deal::{Deal, DealKind};
use domain::{Offer, OfferKind, Product, Settings};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::components::{Tile, empty, tiles, trail};
use web::{About, Answer, Outcome, Query, Shell, View, Want, page as show};

/// Products whose price is lower now.
#[utoipa::path(
    get, path = "/offers", tag = "browse", params(Asked),
    responses((status = 200, body = OffersPage), (status = 404, description = "No such page", body = web::problem::Details))
)]
pub async fn page(scene: Scene, want: Want, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let mut running: Vec<(&Offer, &Product)> =
        scene.catalog.on_offer(scene.now).filter_map(|p| Some((p.head.offer_at(scene.now)?, p))).collect();
    running.sort_by_key(|(offer, _)| (offer.ends, offer.title.as_str(), offer.id.as_str()));
    let pager = Pager::new(asked.page, PER_PAGE, running.len())?;
    let here = running.chunks(PER_PAGE).nth(pager.page - 1).unwrap_or_default();
    let offers = here.chunk_by(|a, b| a.0.id == b.0.id).map(|same| OfferGroup::of(&scene, same)).collect();
    let deals = if pager.page == 1 { deals(&scene) } else { Vec::new() };
    Ok(show(want, &scene.shell, &OffersPage { pager, offers, deals, now: scene.now }).public())
}

/// Deals on baskets that run now, each with the products it names.
fn deals<'s>(scene: &'s Scene) -> Vec<DealGroup<'s>> {
    let named = |deal: &Deal| match &deal.kind {
        DealKind::Bundle { parts, .. } => parts.concat(),
        _ => deal.goods.skus.clone(),
    };
    let group = |deal: &'s Deal| {
        let products = named(deal).iter().filter_map(|sku| scene.catalog.product(sku)).take(PER_PAGE).map(|p| scene.tile(p)).collect();
        DealGroup { title: &deal.title, ends: deal.ends, products }
    };
    scene.catalog.settings().deals.iter().filter(|deal| deal.runs_at(scene.now)).map(group).collect()
}

/// Which page is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// From 1.
    #[serde(default = "first")]
    page: usize,
}

fn first() -> usize {
    1
}

/// Running offers, one page of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OffersPage<'a> {
    /// Where in them one is.
    #[serde(flatten)]
    pub pager: Pager,
    /// Those that end first at the top. A long one goes on on the next page.
    pub offers: Vec<OfferGroup<'a>>,
    /// What counts in the basket; on the first page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deals: Vec<DealGroup<'a>>,
    #[serde(skip)]
    now: Timestamp,
}

/// A deal on baskets, and the products it names.
#[derive(Debug, Serialize, ToSchema)]
pub struct DealGroup<'a> {
    /// In the owner's words.
    pub title: &'a str,
    /// First moment it no longer counts.
    pub ends: Timestamp,
    /// None: it is for all that is in the basket.
    pub products: Vec<Tile<'a>>,
}

/// One offer, and what it is for.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferGroup<'a> {
    /// In the owner's words.
    pub title: &'a str,
    /// How the price changes.
    pub kind: OfferKind,
    /// First moment it no longer counts.
    pub ends: Timestamp,
    /// What it is for, by aisle as walked.
    pub products: Vec<Tile<'a>>,
}

impl<'a> OfferGroup<'a> {
    fn of(scene: &'a Scene, same: &[(&'a Offer, &'a Product)]) -> OfferGroup<'a> {
        let offer = same[0].0;
        let products = same.iter().map(|(_, product)| scene.tile(product)).collect();
        OfferGroup { title: &offer.title, kind: offer.kind, ends: offer.ends, products }
    }
}

impl View for OffersPage<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.text("offers-title").into_owned()
    }

    fn about(&self, shell: &Shell) -> About<'_> {
        let canonical = if self.pager.page > 1 { format!("/offers?page={}", self.pager.page) } else { "/offers".to_owned() };
        About { canonical: Some(canonical), description: Some(shell.text("offers-about").into_owned()), ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", &shell.text("offers-shop"))]))
            header.heading { h1 { (shell.text("offers-title")) } @if !self.offers.is_empty() { p.count { (self.pager.count(shell)) } } }
            @for deal in &self.deals {
                section.strip {
                    h2 lang=[shell.lang_of(deal.title)] { (deal.title) " " small.until { (until(shell, deal.ends, self.now)) } }
                    @if !deal.products.is_empty() { (tiles(&deal.products, shell)) }
                }
            }
            @if self.offers.is_empty() && self.deals.is_empty() {
                (empty(&shell.text("offers-none"), &shell.text("offers-none-hint"), ("/#aisles", &shell.text("offers-to-aisles"))))
            }
            @for offer in &self.offers {
                section.strip {
                    h2 lang=[shell.lang_of(offer.title)] { (offer.title) " " small.until { (until(shell, offer.ends, self.now)) } }
                    (tiles(&offer.products, shell))
                }
            }
            (self.pager.links(shell, |page| format!("/offers?page={page}")))
        }
    }
}

/// `until Saturday`: the last day it counts, with the hour where it ends before the day does.
fn until(shell: &Shell, ends: Timestamp, now: Timestamp) -> String {
    let zone = shell.settings().map_or(jiff::tz::TimeZone::UTC, Settings::tz);
    let last = (ends - SignedDuration::from_secs(1)).to_zoned(zone.clone());
    let whole_day = ends.to_zoned(zone.clone()).time() == jiff::civil::Time::midnight();
    let time = if whole_day { String::new() } else { ends.to_zoned(zone.clone()).strftime(", %H:%M").to_string() };
    let days = (last.date() - now.to_zoned(zone).date()).get_days();
    let hour = [("time", time.into())];
    let day = match days {
        ..=0 => shell.say("offers-until-today", hour),
        1 => shell.say("offers-until-tomorrow", hour),
        2..=6 => shell.say("offers-until-weekday", [("day", last.weekday().to_monday_one_offset().into())].into_iter().chain(hour)),
        _ => shell.say("offers-until-date", [("day", last.day().into()), ("month", last.month().into())].into_iter().chain(hour)),
    };
    day.into_owned()
}

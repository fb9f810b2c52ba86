//! A product as it stands on a shelf: picture, name, price, a way to add it.

use super::buying::add_forms;
use super::cash::unit_price;
use super::label::Label;
use super::picture::{Picture, Spot, picture_in};
use crate::Shell;
use domain::product::{Pack, UnitPrice};
use domain::wording::{Told, Wordings};
use domain::{AisleId, ByWeight, Money, OfferKind, Product, Settings, Sku, address};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

/// A product in a list: what a tile shows, and its JSON. Borrows from the catalog.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Tile<'a> {
    /// The shop's code.
    pub sku: &'a Sku,
    /// As on the label.
    pub name: &'a str,
    /// Maker or label; may be empty.
    pub brand: &'a str,
    /// Where it stands.
    pub aisle: &'a AisleId,
    /// Per piece, or per kilogram when `by_weight` is there. As it is charged: VAT included.
    pub price: Money,
    /// Its prices without VAT, where the shop shows them so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<Label>,
    /// The offer that counts now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferView<'a>>,
    /// What one pays per kilogram, liter or piece, offer included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<UnitPrice>,
    /// Present for loose goods: they may be ordered in grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_weight: Option<ByWeight>,
    /// Net content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
    /// Deposit on each piece.
    pub deposit: Money,
    /// The lowest price in the 30 days before the offer began; absent unless the offer lowers the price of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Money>,
    /// Youngest age that may buy it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Whether it can be had.
    pub stock: Stock,
    /// Absent: a placeholder is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture<'a>>,
    /// What it is part of in a basket: "Any 3 for 4.00". Only where pages of the shop look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<&'a str>,
    /// Grams without the liquid it lies in.
    #[serde(skip)]
    pub drained: Option<u32>,
    /// Which of its texts are said in which language.
    #[serde(skip)]
    pub said: &'a Wordings,
}

/// An offer as shoppers see it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct OfferView<'a> {
    /// In the owner's words.
    pub title: &'a str,
    /// How the price changes.
    pub kind: OfferKind,
    /// The lower price; absent for a multi-buy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// First moment it no longer counts.
    pub ends: Timestamp,
}

/// Whether a product can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stock {
    /// Yes.
    InStock,
    /// A few are left.
    Low,
    /// No.
    SoldOut,
}

impl<'a> Tile<'a> {
    /// A product as a shop offers it at a moment.
    pub fn of(product: &'a Product, stock: Stock, (shop, now): (&Settings, Timestamp)) -> Tile<'a> {
        let (head, text) = (&product.head, &product.text);
        let offer = head.offer_at(now).map(|o| OfferView { title: &o.title, kind: o.kind, price: o.kind.lower(head.price), ends: o.ends });
        let label = Label::of(product, offer.and_then(|o| o.price).unwrap_or(head.price));
        Tile {
            sku: &head.sku,
            name: &head.name,
            brand: &text.brand,
            aisle: &head.aisle,
            price: head.price,
            net: label.net(product, shop, now),
            offer,
            unit_price: label.unit_price,
            by_weight: head.by_weight,
            pack: text.pack,
            deposit: head.deposit,
            lowest: label.lowest,
            age: head.age,
            stock,
            picture: (!text.picture.is_empty()).then_some(Picture(&text.picture)),
            deal: None,
            drained: text.drained.filter(|grams| *grams > 0),
            said: &text.said,
        }
    }

    /// The prices as they are shown.
    pub fn label(&self) -> Label {
        let Tile { price, unit_price, deposit, lowest, .. } = *self;
        let pays = self.offer.and_then(|o| o.price).unwrap_or(price);
        self.net.unwrap_or(Label { vat_bp: None, price, pays, unit_price, deposit, lowest })
    }
}

/// Tiles in a grid. The first one's picture is loaded at once.
pub fn tiles<'a>(list: impl IntoIterator<Item = &'a Tile<'a>>, shell: &Shell) -> Markup {
    let spot = |n| if n == 0 { Spot::FirstTile } else { Spot::Tile };
    html! { ul.tiles { @for (n, each) in list.into_iter().enumerate() { li { (tile_in(spot(n), each, shell)) } } } }
}

/// One tile: the whole of it leads to the product, its button puts it into the basket.
pub fn tile(t: &Tile, shell: &Shell) -> Markup {
    tile_in(Spot::Tile, t, shell)
}

fn tile_in(spot: Spot, t: &Tile, shell: &Shell) -> Markup {
    html! {
        article.tile .gone[t.stock == Stock::SoldOut] {
            (shelf_in(spot, t, shell))
            h3 lang=[shell.lang(t.said, Told::Name)] { a href=(shell.path(&address::product(t.sku, t.name))) { (t.name) } }
            p.maker { (t.brand) @if !t.brand.is_empty() && t.pack.is_some() { " · " } @if let Some(pack) = t.pack { (shell.language.pack(pack)) } }
            @if let Some(deal) = t.deal { p.fine.deal lang=[shell.lang_of(deal)] { (deal) } }
            (price_block(t, shell))
            (add_forms(t, shell))
        }
    }
}

/// The picture on its tint, with the offer's flag. `large`: on the product's own page.
pub fn shelf(t: &Tile, large: bool, shell: &Shell) -> Markup {
    shelf_in(if large { Spot::Page } else { Spot::Tile }, t, shell)
}

fn shelf_in(spot: Spot, t: &Tile, shell: &Shell) -> Markup {
    html! {
        div.shelf data-tint=(tint(t.aisle, shell)) {
            (picture_in(spot, t.picture, t.name))
            @if let Some(offer) = &t.offer { span.flag { (flag(t, offer, shell)) } }
        }
    }
}

/// `−20 %`, `3 for 2`. A percentage counts from the lowest price of the 30 days before, as the Court of Justice reads the
/// directive (C-330/23); where that leaves nothing to boast of, it is an offer.
fn flag(t: &Tile, offer: &OfferView, shell: &Shell) -> Markup {
    let percent = match (offer.kind, t.lowest.filter(|lowest| *lowest < t.price), offer.price) {
        (OfferKind::Percent { bp }, None, _) => i64::from(bp / 100),
        (OfferKind::Percent { .. }, Some(lowest), Some(now)) if now < lowest => (lowest - now).0 * 100 / lowest.0,
        _ => 0,
    };
    html! {
        @match offer.kind {
            OfferKind::MultiBuy { take, pay } => (shell.say("tile-flag-multi", [("take", take.into()), ("pay", pay.into())])),
            OfferKind::Percent { .. } if percent > 0 => { "−" (shell.language.percent(percent * 100)) }
            OfferKind::Percent { .. } | OfferKind::Amount { .. } | OfferKind::Price { .. } => (shell.text("tile-flag-offer")),
        }
    }
}

/// The price: the offer's big, the usual one struck; what that is per kilogram; deposit; scarcity in words.
pub fn price_block(t: &Tile, shell: &Shell) -> Markup {
    let (label, offered) = (t.label(), t.offer.is_some_and(|o| o.price.is_some()));
    html! {
        div.price .offered[offered] {
            p.now {
                (shell.money(label.pays).big())
                @if t.by_weight.is_some() { span.per { (shell.text("tile-per-kilogram")) } }
                @if offered { " " s { span.sr-only { (shell.text("tile-instead-of")) " " } (shell.money(label.price)) } }
            }
            @if let Some(lowest) = label.lowest { p.fine.lowest { (shell.say("tile-lowest", [("price", shell.money(lowest).to_string().into())])) } }
            p.fine {
                @if label.vat_bp.is_some() { (shell.text("tax-plus")) " " }
                @if let (Some(unit), None) = (label.unit_price, t.by_weight) { (unit_price(unit, shell.currency(), shell.language)) }
                @if let Some(weight) = t.by_weight { (shell.say("tile-each", [("grams", weight.nominal.into())])) }
                @if t.deposit > Money::ZERO { " " (shell.say("tile-deposit", [("amount", shell.money(label.deposit).to_string().into())])) }
                @if let Some(age) = t.age { " " span.age { (age) "+" } }
                @if t.stock == Stock::Low { " " span.low { (shell.text("tile-few-left")) } }
            }
        }
    }
}

/// Every aisle has one of eight colors, the same on its door and behind its products.
fn tint(aisle: &AisleId, shell: &Shell) -> usize {
    let at = shell.settings().and_then(|shop| shop.aisles.iter().position(|a| a.slug == *aisle));
    at.unwrap_or_default() % 8
}

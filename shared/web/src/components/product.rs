//! A product as it stands on a shelf: picture, name, price, a way to add it.

use super::cash::{Cash, unit_price};
use super::forms::hidden;
use domain::product::{Pack, PackUnit, UnitPrice};
use domain::{AisleId, ByWeight, Money, OfferKind, Product, Quantity, Sku};
use jiff::Timestamp;
use maud::{Markup, Render, html};
use serde::Serialize;
use texts::Language;
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
    /// Per piece, or per kilogram when `by_weight` is there.
    pub price: Money,
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
    /// Youngest age that may buy it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Whether it can be had.
    pub stock: Stock,
    /// Absent: a placeholder is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture<'a>>,
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

/// Addresses of a product's picture in two sizes.
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(value_type = String, example = "/pictures/apple-480.webp")]
pub struct Picture<'a>(pub &'a str);

impl Serialize for Picture<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("/pictures/{}-480.webp", self.0))
    }
}

impl<'a> Tile<'a> {
    /// A product as it is offered at a moment.
    pub fn of(product: &'a Product, stock: Stock, now: Timestamp) -> Tile<'a> {
        let (head, text) = (&product.head, &product.text);
        let offer = head.offer_at(now).map(|o| OfferView { title: &o.title, kind: o.kind, price: lower(o.kind, head.price), ends: o.ends });
        let pays = offer.and_then(|o| o.price).unwrap_or(head.price);
        Tile {
            sku: &head.sku,
            name: &head.name,
            brand: &text.brand,
            aisle: &head.aisle,
            price: head.price,
            offer,
            unit_price: product.unit_price(pays),
            by_weight: head.by_weight,
            pack: text.pack,
            deposit: head.deposit,
            age: head.age,
            stock,
            picture: (!text.picture.is_empty()).then_some(Picture(&text.picture)),
        }
    }
}

/// The price of one under an offer, if that is lower at once.
fn lower(kind: OfferKind, price: Money) -> Option<Money> {
    match kind {
        OfferKind::Percent { bp } => Some(price - price.share(i64::from(bp))),
        OfferKind::Price { price: offered } => (offered < price).then_some(offered),
        OfferKind::MultiBuy { .. } => None,
    }
}

/// Tiles in a grid.
pub fn tiles<'a>(list: impl IntoIterator<Item = &'a Tile<'a>>, currency: &str) -> Markup {
    html! { ul.tiles { @for each in list { li { (tile(each, currency)) } } } }
}

/// One tile: the whole of it leads to the product, its button puts it into the basket.
pub fn tile(t: &Tile, currency: &str) -> Markup {
    html! {
        article.tile .gone[t.stock == Stock::SoldOut] {
            (shelf(t, false))
            h3 { a href={ "/products/" (t.sku.as_str()) } { (t.name) } }
            p.maker { (t.brand) @if !t.brand.is_empty() && t.pack.is_some() { " · " } @if let Some(pack) = t.pack { (Content(pack)) } }
            (price_block(t, currency))
            (add_forms(t))
        }
    }
}

/// The picture on its tint, with the offer's flag. `large`: on the product's own page.
pub fn shelf(t: &Tile, large: bool) -> Markup {
    html! {
        div.shelf data-tint=(tint(t.name)) {
            (picture(t.picture, t.name, large))
            @if let Some(offer) = &t.offer { span.flag { (flag(offer.kind)) } }
        }
    }
}

/// `−20 %`, `3 for 2`.
fn flag(kind: OfferKind) -> Markup {
    html! {
        @match kind {
            OfferKind::Percent { bp } => { "−" (bp / 100) " %" }
            OfferKind::MultiBuy { take, pay } => { (take) " for " (pay) }
            OfferKind::Price { .. } => { "Offer" }
        }
    }
}

/// The price: the offer's big, the usual one struck; what that is per kilogram; deposit; scarcity in words.
pub fn price_block(t: &Tile, currency: &str) -> Markup {
    let cash = |amount| Cash { amount, currency, language: Language::default() };
    let offered = t.offer.and_then(|o| o.price);
    html! {
        div.price .offered[offered.is_some()] {
            p.now {
                (cash(offered.unwrap_or(t.price)).big())
                @if t.by_weight.is_some() { span.per { "/kg" } }
                @if offered.is_some() { " " s { span.sr-only { "instead of " } (cash(t.price)) } }
            }
            p.fine {
                @if let (Some(unit), None) = (t.unit_price, t.by_weight) { (unit_price(unit, currency, Language::default())) }
                @if let Some(weight) = t.by_weight { "about " (weight.nominal) " g each" }
                @if t.deposit > Money::ZERO { " + " (cash(t.deposit)) " deposit" }
                @if let Some(age) = t.age { " " span.age { (age) "+" } }
                @if t.stock == Stock::Low { " " span.low { "only a few left" } }
            }
        }
    }
}

/// The forms that put it into the basket: pieces, and grams for loose goods. Sold out says so in words.
pub fn add_forms(t: &Tile) -> Markup {
    html! {
        @if t.stock == Stock::SoldOut {
            button.add type="button" disabled { "Sold out" }
        } @else {
            form.adding method="post" action="/cart/lines" data-add=(t.name) {
                (hidden("sku", t.sku.as_str()))
                (hidden("mode", "add"))
                @if t.by_weight.is_some() {
                    button.add.half type="submit" name="quantity[pieces]" value="1" aria-label={ "Add one: " (t.name) } { "+ 1 piece" }
                    button.add.half type="submit" name="quantity[grams]" value="500" aria-label={ "Add 500 grams: " (t.name) } { "+ 500 g" }
                } @else {
                    button.add type="submit" name="quantity[pieces]" value="1" aria-label={ "Add to basket: " (t.name) } { "Add" }
                }
            }
        }
    }
}

/// Like [`add_forms`], with a number to choose: for a product's own page.
pub fn choose_forms(t: &Tile) -> Markup {
    html! {
        @if t.stock == Stock::SoldOut {
            (add_forms(t))
        } @else if t.by_weight.is_some() {
            (choose(t, "quantity[pieces]", "pieces", (1, 1, Quantity::MOST_PIECES)))
            (choose(t, "quantity[grams]", "grams", (500, 50, Quantity::MOST_GRAMS)))
        } @else {
            (choose(t, "quantity[pieces]", "", (1, 1, Quantity::MOST_PIECES)))
        }
    }
}

/// `number` is what stands there at first, the step, and the most.
fn choose(t: &Tile, name: &str, unit: &str, number: (u32, u32, u32)) -> Markup {
    let words = if unit.is_empty() { "How many" } else { unit };
    html! {
        form.choosing method="post" action="/cart/lines" data-add=(t.name) {
            (hidden("sku", t.sku.as_str()))
            (hidden("mode", "add"))
            label { span .sr-only[unit.is_empty()] { (words) } input type="number" name=(name) value=(number.0) min=(number.1) step=(number.1) max=(number.2) inputmode="numeric"; }
            button.add type="submit" { "Add to basket" }
        }
    }
}

/// A product's picture, or its first letter on one of eight colors. `large`: on its own page, loaded at once.
pub fn picture(picture: Option<Picture>, name: &str, large: bool) -> Markup {
    let (sizes, loading) = if large { ("(max-width: 48rem) 80vw, 480px", None) } else { ("160px", Some("lazy")) };
    html! {
        @match picture {
            Some(Picture(p)) => {
                img src={ "/pictures/" (p) "-160.webp" } srcset={ "/pictures/" (p) "-160.webp 160w, /pictures/" (p) "-480.webp 480w" }
                    sizes=(sizes) width="160" height="160" alt="" loading=[loading] decoding="async";
            }
            None => span.letter aria-hidden="true" data-tint=(tint(name)) { (initial(name)) },
        }
    }
}

fn initial(name: &str) -> char {
    name.chars().find(|c| c.is_alphanumeric()).map_or('·', |c| c.to_uppercase().next().unwrap_or(c))
}

fn tint(name: &str) -> u8 {
    name.bytes().fold(0_u8, |sum, b| sum.wrapping_mul(31).wrapping_add(b)) % 8
}

/// `500 g`, `1.5 l`, `6 pieces`.
#[derive(Clone, Copy, Debug)]
pub struct Content(pub Pack);

impl Render for Content {
    fn render_to(&self, buffer: &mut String) {
        use std::fmt::Write;
        let n = self.0.amount;
        let (small, large) = match self.0.unit {
            PackUnit::G => ("g", "kg"),
            PackUnit::Ml => ("ml", "l"),
            PackUnit::Piece if n == 1 => ("piece", ""),
            PackUnit::Piece => ("pieces", ""),
        };
        // Writing to a String cannot fail.
        let _ = match n % 1000 {
            _ if large.is_empty() || n < 1000 => write!(buffer, "{n} {small}"),
            0 => write!(buffer, "{} {large}", n / 1000),
            rest => write!(buffer, "{}.{} {large}", n / 1000, format!("{rest:03}").trim_end_matches('0')),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_read_as_on_a_pack() {
        let show = |amount, unit| Content(Pack { amount, unit }).render().into_string();
        assert_eq!(show(500, PackUnit::G), "500 g");
        assert_eq!(show(1500, PackUnit::Ml), "1.5 l");
        assert_eq!(show(2000, PackUnit::G), "2 kg");
        assert_eq!(show(6, PackUnit::Piece), "6 pieces");
    }

    #[test]
    fn an_offer_that_is_no_better_is_none() {
        assert_eq!(lower(OfferKind::Percent { bp: 2000 }, Money(100)), Some(Money(80)));
        assert_eq!(lower(OfferKind::Price { price: Money(120) }, Money(100)), None);
        assert_eq!(lower(OfferKind::MultiBuy { take: 3, pay: 2 }, Money(100)), None);
    }
}

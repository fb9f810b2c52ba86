//! One product: everything on its label, its family, and what stands beside it.

mod family;
mod label;
mod words;

use crate::scene::Scene;
use crate::{aisle, gone, structured};
use axum::extract::RawQuery;
use domain::product::{Allergen, Diet, Nutrition, Storage, Times};
use domain::settings::Section;
use domain::wording::Told;
use domain::{Money, Product, Sku, address};
use family::Variant;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::Language;
use utoipa::ToSchema;
use web::components::{Picture, Stock, Tile, choose_forms, price_block, shelf, tiles, trail};
use web::{About, Answer, Card, Outcome, Path, Problem, Shell, View, Want, moved, page as show};

/// A product.
#[utoipa::path(
    get, path = "/products/{sku}", tag = "browse", params(("sku" = String, Path, description = "The shop's code")),
    responses((status = 200, body = ProductPage), (status = 404, description = "Not sold here", body = web::problem::Details),
        (status = 410, description = "No longer sold", body = web::problem::Details))
)]
pub async fn page(scene: Scene, want: Want, Path(at): Path<At>, RawQuery(query): RawQuery) -> Outcome<Answer> {
    let Some(product) = scene.catalog.product(&at.sku) else {
        let text = |name| scene.shell.text(name);
        let never = || Problem::not_found(text("stock-unknown")).way("/search", text("gone-to-search")).way("/", text("stock-to-shop"));
        return Ok(gone::answer(want, &scene, scene.catalog.gone(&at.sku).ok_or_else(never)?));
    };
    if want.content == web::Content::Html && at.name != address::slug(&product.head.name) {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let path = address::product(&product.head.sku, &product.head.name);
        return Ok(moved(&(scene.shell.path(&path) + &query)));
    }
    Ok(show(want, &scene.shell, &ProductPage::of(&scene, product)).public())
}

/// Where a product is asked for. People are led to the address with its name of today; programs get it at any.
#[derive(Debug, Deserialize)]
pub struct At {
    sku: Sku,
    #[serde(default)]
    name: String,
}

/// A product with everything on its label. Absent facts are absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductPage<'a> {
    /// As in a list.
    #[serde(flatten)]
    pub tile: Tile<'a>,
    /// What the sign over its aisle says.
    pub aisle_name: &'a str,
    /// Where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<&'a Section>,
    /// The same thing in all its sizes or flavors, this one included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub family: Vec<Variant<'a>>,
    /// What it is part of in a basket: "Any 3 for 4.00".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deals: Vec<&'a str>,
    /// VAT rate of the price, in basis points.
    pub vat_bp: i64,
    /// For loose goods: what one pays per 100 g, offer included, as prices are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_100_g: Option<Money>,
    /// For loose goods: what one piece costs, about, offer included, as prices are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about_each: Option<Money>,
    /// One or two sentences.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// As on the pack.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub ingredients: &'a str,
    /// Of the 14 that must be named.
    pub allergens: &'a [Allergen],
    /// Tenths of a percent by volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alcohol: Option<u16>,
    /// What may be in it by accident.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub traces: &'a [Allergen],
    /// For whom it is made.
    pub diet: &'a [Diet],
    /// Per 100 g or 100 ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nutrition: Option<Nutrition>,
    /// Country.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub origin: &'a str,
    /// Name and address of who answers for it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub producer: &'a str,
    /// How it is kept.
    pub storage: Storage,
    /// More about keeping it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub keeping: &'a str,
    /// It keeps at least so many days from delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keeps_days: Option<u16>,
    /// Grams without the liquid it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drained: Option<u32>,
    /// It is only there for slots that begin then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times>,
    /// GTIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcode: Option<&'a str>,
    /// Look-up code of loose produce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plu: Option<&'a str>,
    /// What may be given instead, best first.
    pub substitutes: Vec<Tile<'a>>,
    /// What shoppers buy together with it.
    pub companions: Vec<Tile<'a>>,
    /// What is like it.
    pub beside: Vec<Tile<'a>>,
}

impl<'a> ProductPage<'a> {
    fn of(scene: &'a Scene, product: &'a Product) -> ProductPage<'a> {
        let (head, text, catalog) = (&product.head, &product.text, &*scene.catalog);
        let tile = scene.tile(product);
        let label = tile.label();
        let law = catalog.settings().country.law();
        let stands_in = catalog.settings().aisles.iter().find(|a| a.slug == head.aisle);
        ProductPage {
            aisle_name: aisle::name(catalog, &head.aisle).unwrap_or(head.aisle.as_str()),
            section: stands_in.and_then(|a| a.sections.iter().find(|s| Some(&s.slug) == text.section.as_ref())),
            family: family::of(scene, product),
            deals: catalog.settings().deals.iter().filter(|d| d.runs_at(scene.now) && d.names(head)).map(|d| d.title.as_str()).collect(),
            vat_bp: catalog.settings().rates_at(scene.now).of(head.vat),
            per_100_g: label
                .unit_price
                .filter(|_| head.by_weight.is_some() && law.unit_price.loose_per_100_g)
                .and_then(domain::product::UnitPrice::per_hundred),
            about_each: product.about_each(label.pays),
            tile,
            description: &text.description,
            ingredients: &text.ingredients,
            allergens: &text.allergens,
            alcohol: text.alcohol,
            traces: &text.traces,
            diet: &text.diet,
            nutrition: text.nutrition,
            origin: &text.origin,
            producer: &text.producer,
            storage: text.storage,
            keeping: &text.keeping,
            keeps_days: text.keeps_days,
            drained: text.drained,
            times: text.times,
            barcode: text.barcode.as_deref(),
            plu: text.plu.as_deref(),
            substitutes: scene.instead(&head.sku),
            companions: scene.companions(&head.sku),
            beside: scene.similar(&head.sku),
        }
    }
}

impl View for ProductPage<'_> {
    fn title(&self, _: &Shell) -> String {
        self.tile.name.to_owned()
    }

    fn about(&self, shell: &Shell) -> About<'_> {
        About {
            canonical: Some(address::product(self.tile.sku, self.tile.name)),
            elsewhere: Language::all().map(|language| (language, self.path_in(shell, language))).collect(),
            description: (!self.description.is_empty()).then(|| self.description.to_owned()),
            aisle: Some(self.tile.aisle.as_str()),
            card: Card {
                picture: self.tile.picture.map(Picture::to_share),
                price: Some(self.tile.label().pays),
                data: Some(structured::product(self, shell)),
            },
            ..About::default()
        }
    }

    fn html(&self, shell: &Shell) -> Markup {
        let lang = |told| shell.lang(self.tile.said, told);
        html! {
            (self.trail(shell))
            article.product {
                (shelf(&self.tile, true, shell))
                div.about {
                    @if !self.tile.brand.is_empty() { p.maker { (self.tile.brand) } }
                    h1 lang=[lang(Told::Name)] { (self.tile.name) }
                    @if !self.description.is_empty() { p.lead lang=[lang(Told::Description)] { (self.description) } }
                    @if !self.diet.is_empty() { ul.pills { @for diet in self.diet { li.pill.good { (words::diet(*diet, shell)) } } } }
                    (family::row(&self.family, shell))
                    div.buy {
                        @if let Some(offer) = &self.tile.offer { p.offer lang=[shell.lang_of(offer.title)] { (offer.title) } }
                        @for deal in &self.deals { p.offer lang=[shell.lang_of(deal)] { (deal) } }
                        div { (price_block(&self.tile, shell)) (self.price_says(shell)) }
                        (choose_forms(&self.tile, shell))
                        @if self.tile.by_weight.is_some() && self.tile.stock != Stock::SoldOut { p.hint { (shell.text("product-weighed")) } }
                        @if self.tile.stock == Stock::SoldOut { (crate::waiting::form(shell, self.tile.sku)) }
                    }
                    (label::facts(self, shell))
                }
                div.label { (label::label(self, shell)) }
            }
            @if self.tile.stock == Stock::SoldOut && !self.substitutes.is_empty() { section.strip { h2 { (shell.text("stock-instead")) } (tiles(&self.substitutes, shell)) } }
            @if !self.companions.is_empty() { section.strip { h2 { (shell.text("stock-goes-well-with")) } (tiles(&self.companions, shell)) } }
            @if self.tile.stock != Stock::SoldOut && !self.beside.is_empty() { section.strip { h2 { (shell.text("stock-similar")) } (tiles(&self.beside, shell)) }
            }
        }
    }
}

impl ProductPage<'_> {
    /// Its address with the name it has in another language.
    fn path_in(&self, shell: &Shell, language: Language) -> String {
        let tile = &self.tile;
        let named = |language: Language| tile.said.get(language.tag()).map(|said| said.name.as_str()).filter(|name| !name.is_empty());
        let name = if language == shell.language { None } else { named(language).or_else(|| named(shell.own())) };
        address::product(tile.sku, name.unwrap_or(tile.name))
    }

    fn trail(&self, shell: &Shell) -> Markup {
        let aisle = format!("/aisles/{}", self.tile.aisle);
        let (shop, section) = (shell.text("product-shop"), self.section.map(|s| (format!("{aisle}?section={}", s.slug), &s.name)));
        let mut way = vec![("/", shop.as_ref()), (aisle.as_str(), self.aisle_name)];
        way.extend(section.as_ref().map(|(path, name)| (path.as_str(), name.as_str())));
        trail(shell, &way)
    }

    /// What one is charged: VAT included.
    fn pays(&self) -> Money {
        self.tile.offer.and_then(|offer| offer.price).unwrap_or(self.tile.price)
    }

    /// What stands in small letters under a price: tax, and for loose goods what 100 g and one piece cost.
    fn price_says(&self, shell: &Shell) -> Markup {
        let money = |amount| shell.money(amount).to_string().into();
        html! {
            p.fine {
                @match self.tile.net {
                    None => (shell.say("product-vat", [("rate", shell.language.percent(self.vat_bp).into())])),
                    Some(_) => (shell.say("product-plus-vat", [("rate", shell.language.percent(self.vat_bp).into()), ("price", money(self.pays()))])),
                }
                @if let Some(price) = self.per_100_g { " · " (shell.say("product-per-100-g", [("price", money(price))])) }
                @if let Some(price) = self.about_each { " · " (shell.say("product-about-each", [("price", money(price))])) }
            }
        }
    }
}

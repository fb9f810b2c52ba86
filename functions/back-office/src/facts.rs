//! `PATCH /back-office/products/{sku}/facts` and the same as a form: everything that is written about a product.

use crate::App;
use crate::amount;
use crate::facts_form::Form;
use crate::picture_card::Card;
use crate::product::TRIES;
use crate::product_row::{OneProduct, ProductRow, missing};
use crate::who::Staff;
use axum::extract::State;
use cloud::Fault;
use cloud::store::products::Edited;
use domain::import::pack;
use domain::product::{Fact, PackUnit};
use domain::wording::Told;
use domain::{AisleId, Money, Product, Settings, Sku, VatClass, gtin};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;
use web::Language;
use web::{Answer, Failure, Input, Outcome, Path, Problem, Shell, Want, done, refused};

/// What to change about a product, each as one types it. What is absent stays; an empty text takes a fact away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = ProductFacts)]
pub struct Facts {
    /// As on the shelf label.
    pub name: Option<String>,
    /// An aisle, or an aisle and its section: `bakery`, `bakery/cakes`.
    pub place: Option<String>,
    /// Net content of one piece: `500 g`, `1.5 l`. For loose goods, what one piece weighs: `180 g`.
    pub content: Option<String>,
    /// `standard`, `reduced`, `zero`.
    pub vat: Option<String>,
    /// On each piece: `0.25`.
    pub deposit: Option<String>,
    /// GTIN.
    pub barcode: Option<String>,
    /// Of the 14 that must be named.
    pub allergens: Option<Vec<String>>,
    /// Dietary labels.
    pub diet: Option<Vec<String>>,
    /// The others by name: `brand`, `family`, `variant`, `description`, `ingredients`, `energy_kj`, `fat`, `saturates`,
    /// `carbohydrate`, `sugars`, `fiber`, `protein`, `salt`, `origin`, `producer`, `storage`, `keeping`, `keeps_days`,
    /// `drained`, `plu`, `age`.
    pub facts: BTreeMap<String, String>,
    /// Texts in other languages, by language tag: `name`, `description`, `ingredients`, `origin`, `keeping`, `variant`.
    pub said: BTreeMap<String, BTreeMap<String, String>>,
}

/// Changes what is written about a product. The price and the stock have a form of their own.
#[utoipa::path(patch, path = "/back-office/products/{sku}/facts", tag = "back office", params(("sku" = String, Path)), request_body = Facts,
    responses((status = 200, body = ProductRow), (status = 404, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn change(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(sku): Path<Sku>,
    Input(facts): Input<Facts>,
) -> Outcome<Answer> {
    let settings = app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))?;
    for _ in 0..TRIES {
        let before = app.store.products(std::slice::from_ref(&sku)).await?.pop().ok_or_else(missing)?;
        let mut shown = before.clone();
        settings.put_in_place(&mut shown);
        let (after, failures) = facts.told(&shown, &settings);
        if !failures.is_empty() {
            let catalog = app.catalog.catalog().await?;
            let form =
                Form { typed: facts.over(Facts::of(&shown, &settings.currency)), errors: &failures, settings: &settings, product: &shown };
            let view = OneProduct { form: Some(form), ..OneProduct::of(&shown, &settings, &staff, Card::of(&shown)) };
            return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())));
        }
        if after != before {
            match app.store.save_product(&before.head, &after, app.clock.now()).await? {
                (Edited::Yes, job) => app.jobs.announce(&[job]).await,
                (Edited::No | Edited::TooLow, _) => continue,
            }
        }
        return Ok(done(want, &ProductRow::of(&after, &after.head), &format!("/back-office/products/{sku}")));
    }
    Err(Fault::Busy(format!("changing the facts of {sku}")).into())
}

impl Facts {
    /// What a product says, as one would type it.
    pub fn of(product: &Product, currency: &str) -> Facts {
        let (head, text) = (&product.head, &product.text);
        let place = text.section.as_ref().map_or(head.aisle.to_string(), |s| format!("{}/{s}", head.aisle));
        let vat = match head.vat {
            VatClass::Standard => "standard",
            VatClass::Reduced => "reduced",
            VatClass::Basic => "basic",
            VatClass::Zero => "zero",
        };
        let deposit = if head.deposit == Money::ZERO { String::new() } else { amount::written(head.deposit, currency) };
        Facts {
            name: Some(head.name.clone()),
            place: Some(place),
            content: Some(content_of(product)),
            vat: Some(vat.to_owned()),
            deposit: Some(deposit),
            barcode: Some(text.barcode.clone().unwrap_or_default()),
            allergens: Some(text.allergens.iter().map(|a| a.name().to_owned()).collect()),
            diet: Some(text.diet.iter().map(|d| d.name().to_owned()).collect()),
            facts: Fact::ALL.map(|fact| (fact.name().to_owned(), fact.read(product))).into(),
            said: text
                .said
                .iter()
                .map(|(tag, said)| (tag.clone(), Told::ALL.map(|t| (t.name().to_owned(), said.read(t).to_owned())).into()))
                .collect(),
        }
    }

    /// These, and where they say nothing the others.
    fn over(&self, others: Facts) -> Facts {
        let mine = self.clone();
        Facts {
            name: mine.name.or(others.name),
            place: mine.place.or(others.place),
            content: mine.content.or(others.content),
            vat: mine.vat.or(others.vat),
            deposit: mine.deposit.or(others.deposit),
            barcode: mine.barcode.or(others.barcode),
            allergens: mine.allergens.or(others.allergens),
            diet: mine.diet.or(others.diet),
            facts: others.facts.into_iter().chain(mine.facts).collect(),
            said: others.said.into_iter().chain(mine.said).collect(),
        }
    }

    /// The product as these say, and what is wrong with them.
    fn told(&self, before: &Product, settings: &Settings) -> (Product, Vec<Failure>) {
        let mut after = before.clone();
        let mut failures = self.told_head(&mut after, settings);
        failures.extend(self.told_in_other_languages(&mut after));
        let mut told: Vec<(Fact, String)> = Vec::new();
        for (name, text) in &self.facts {
            match Fact::named(name) {
                Some(fact) => told.push((fact, text.clone())),
                None => failures.push(Failure::field(field(name), "unknown", format!("There is no fact {name}."))),
            }
        }
        told.extend(self.allergens.as_ref().map(|list| (Fact::Allergens, list.join(","))));
        told.extend(self.diet.as_ref().map(|list| (Fact::Diet, list.join(","))));
        told.sort();
        let mut wrong = Fact::tell(&told, &mut after);
        wrong.extend(settings.country.age(&mut after).err().map(|why| (Fact::Age, why)));
        let odd = if wrong.is_empty() { Fact::contradictions(&after) } else { Vec::new() };
        failures.extend(wrong.into_iter().chain(odd).map(|(fact, why)| Failure::field(field(fact.name()), "malformed", sentence(&why))));
        (after, failures)
    }

    fn told_in_other_languages(&self, after: &mut Product) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (tag, texts) in &self.said {
            for (name, words) in texts {
                let told = Told::ALL.into_iter().find(|told| told.name() == name).filter(|_| Language::tagged(tag).is_some());
                let said = told.ok_or_else(|| format!("there is no {name} in {tag}")).and_then(|told| after.text.tell_in(tag, told, words));
                failures.extend(said.err().map(|why| Failure::field(format!("said[{tag}][{name}]"), "malformed", sentence(&why))));
            }
        }
        failures
    }

    fn told_head(&self, after: &mut Product, settings: &Settings) -> Vec<Failure> {
        let mut failures = Vec::new();
        let mut keep = |field: &'static str, told: Result<(), String>| {
            failures.extend(told.err().map(|why| Failure::field(field, "malformed", sentence(&why))));
        };
        if let Some(text) = &self.name {
            keep("name", name(text).map(|name| after.head.name = name));
        }
        if let Some(text) = &self.place {
            keep("place", place(text, settings).map(|(aisle, section)| (after.head.aisle, after.text.section) = (aisle, section)));
        }
        if let Some(text) = &self.content {
            keep("content", content(text, after));
        }
        if let Some(text) = &self.vat {
            keep("vat", vat(text).map(|vat| after.head.vat = vat));
        }
        if let Some(text) = self.deposit.as_deref().map(str::trim) {
            let told =
                if text.is_empty() { Ok(Money::ZERO) } else { amount::parse(text, &settings.currency).map_err(|odd| odd.to_string()) };
            keep("deposit", told.map(|deposit| after.head.deposit = deposit));
        }
        if let Some(text) = self.barcode.as_deref().map(str::trim) {
            let told = text.is_empty() || gtin::is_valid(text);
            let told =
                if told { Ok(()) } else { Err(format!("the barcode {text} is no GTIN: 8, 12, 13 or 14 digits with a right check digit")) };
            keep("barcode", told.map(|()| after.text.barcode = Some(text.to_owned()).filter(|t| !t.is_empty())));
        }
        failures
    }
}

/// The field of a fact: the two with a list of their own, and the others.
fn field(name: &str) -> String {
    if matches!(name, "allergens" | "diet") { name.to_owned() } else { format!("facts[{name}]") }
}

fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn content_of(product: &Product) -> String {
    match (product.head.by_weight, product.text.pack) {
        (Some(weight), _) => format!("{} g", weight.nominal),
        (None, Some(pack)) => {
            let unit = match pack.unit {
                PackUnit::G => "g",
                PackUnit::Ml => "ml",
                PackUnit::Piece => "pieces",
            };
            format!("{} {unit}", pack.amount)
        }
        (None, None) => String::new(),
    }
}

fn name(text: &str) -> Result<String, String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("the name is missing".to_owned()),
        n if n > 200 => Err(format!("the name has {n} characters, the most is 200")),
        _ if name.contains(char::is_control) => Err("the name has characters that cannot be printed".to_owned()),
        _ => Ok(name),
    }
}

fn place(text: &str, settings: &Settings) -> Result<(AisleId, Option<AisleId>), String> {
    let (aisle, section) = text.split_once('/').map_or((text, None), |(aisle, section)| (aisle, Some(section)));
    let known = settings.aisles.iter().find(|a| a.slug.as_str() == aisle).ok_or_else(|| format!("there is no aisle {aisle}"))?;
    let named = |slug: &str| known.sections.iter().find(|s| s.slug.as_str() == slug).map(|s| s.slug.clone());
    match section.map(|slug| named(slug).ok_or_else(|| format!("{} has no section {slug}", known.name))) {
        None => Ok((known.slug.clone(), None)),
        Some(section) => Ok((known.slug.clone(), Some(section?))),
    }
}

/// Grams and pieces never change into each other under orders that hold them: only how much one is.
fn content(text: &str, after: &mut Product) -> Result<(), String> {
    let told = pack(text)?;
    let Some(weight) = &mut after.head.by_weight else {
        after.text.pack = told;
        return Ok(());
    };
    match told {
        Some(one) if one.unit == PackUnit::G && (1..=25_000).contains(&one.amount) => {
            weight.nominal = one.amount;
            Ok(())
        }
        _ => Err("what one piece weighs is a number of grams, like 180 g".to_owned()),
    }
}

fn vat(text: &str) -> Result<VatClass, String> {
    match text {
        "standard" => Ok(VatClass::Standard),
        "reduced" => Ok(VatClass::Reduced),
        "basic" => Ok(VatClass::Basic),
        "zero" => Ok(VatClass::Zero),
        other => Err(format!("there is no VAT class {other}")),
    }
}

//! What a row means for the product it is about.

use super::{Row, aisle};
use crate::product::Fact;
use crate::wording::Told;
use crate::{AisleId, Country, Money, Product, ProductHead, ProductText, VatClass};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What a row changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A product the shop does not have. Its head says what is available at the start.
    New(Box<Product>),
    /// Another one than before.
    Changed {
        /// What differs, for people.
        fields: Vec<Field>,
        /// The product as it should be, except for its stock; `None` when only the stock differs.
        product: Option<Box<Product>>,
        /// Stock units to be booked, signed.
        units: i64,
    },
    /// Nothing.
    Same,
    /// It cannot be used for this product.
    Refused(String),
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "a name and two values")]
pub struct Field {
    pub field: String,
    pub from: String,
    pub to: String,
}

/// Compares a row with the product of its code, in a shop of this country.
pub fn change(country: Country, row: &Row, existing: Option<&Product>) -> Change {
    let mut after = existing.map_or_else(|| new(row), |before| told(row, before.clone()));
    let young = country.age(&mut after).err().filter(|_| !row.facts.is_empty());
    let clash = existing.and_then(|before| clash(row, &before.head)).map(str::to_owned);
    if let Some(why) = clash.or_else(|| odd(row, &after)).or(young) {
        return Change::Refused(why);
    }
    let Some(before) = existing else { return Change::New(Box::new(after)) };
    let mut fields = differences(before, &after);
    let product = (after != *before).then(|| Box::new(after));
    let units = row.stock.map_or(0, |stock| stock - before.head.available);
    if let Some(stock) = row.stock.filter(|_| units != 0) {
        fields.push(field("stock", before.head.available.to_string(), stock.to_string()));
    }
    if fields.is_empty() { Change::Same } else { Change::Changed { fields, product, units } }
}

/// Pieces cannot become grams under orders that hold them.
fn clash(row: &Row, head: &ProductHead) -> Option<&'static str> {
    match (row.pack, row.loose, head.by_weight) {
        (Some(_), _, Some(_)) => Some("the shop sells this by weight, the file by the piece"),
        (_, Some(_), None) => Some("the shop sells this by the piece, the file by weight"),
        _ => None,
    }
}

/// Facts that do not fit the product they are told, or one another.
fn odd(row: &Row, after: &Product) -> Option<String> {
    if row.facts.is_empty() {
        return None;
    }
    let unheard = Fact::tell(&row.facts, &mut after.clone());
    let wrong: Vec<String> = unheard.into_iter().chain(Fact::contradictions(after)).map(|(_, why)| why).collect();
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

fn new(row: &Row) -> Product {
    let head = ProductHead {
        sku: row.sku.clone(),
        name: row.name.clone(),
        aisle: aisle::other().slug,
        price: row.price,
        pv: 1,
        available: row.stock.unwrap_or(0),
        vat: VatClass::Reduced,
        deposit: Money::ZERO,
        age: None,
        by_weight: row.loose,
        offer: None,
        active: true,
    };
    told(row, Product::new(head, ProductText::default()))
}

/// The product with everything the row says but its stock.
fn told(row: &Row, mut product: Product) -> Product {
    product.head.name.clone_from(&row.name);
    product.head.price = row.price;
    if let Some(aisle) = &row.aisle {
        let stays = product.head.aisle == aisle.slug;
        product.head.aisle.clone_from(&aisle.slug);
        let section = row.section.as_ref().map(|s| s.slug.clone());
        product.text.section = section.or(product.text.section.filter(|_| stays));
    }
    product.head.vat = row.vat.unwrap_or(product.head.vat);
    product.head.deposit = row.deposit.unwrap_or(product.head.deposit);
    if let (Some(by_weight), Some(loose)) = (&mut product.head.by_weight, row.loose) {
        by_weight.nominal = loose.nominal;
    }
    product.text.pack = row.pack.or(product.text.pack);
    product.text.barcode = row.barcode.clone().or(product.text.barcode);
    // What is wrong with them is said by `odd`.
    Fact::tell(&row.facts, &mut product);
    for (tag, told, words) in &row.said {
        // Reading the row tried them on a product of no texts: none is too long.
        let _ = product.text.tell_in(tag, *told, words);
    }
    product
}

fn differences(before: &Product, after: &Product) -> Vec<Field> {
    let says = |p: &Product| {
        let pack = p.text.pack.map(|p| format!("{} {}", p.amount, serde_name(&p.unit))).unwrap_or_default();
        let weighs = p.head.by_weight.map(|w| format!("{} g a piece", w.nominal)).unwrap_or_default();
        let mut says = vec![
            ("name", p.head.name.clone()),
            ("aisle", p.head.aisle.to_string()),
            ("section", p.text.section.as_ref().map(AisleId::to_string).unwrap_or_default()),
            ("content", pack + &weighs),
            ("price", p.head.price.to_string()),
            ("VAT", serde_name(&p.head.vat)),
            ("deposit", p.head.deposit.to_string()),
            ("barcode", p.text.barcode.clone().unwrap_or_default()),
        ];
        says.extend(Fact::ALL.map(|fact| (fact.name(), fact.read(p))));
        says
    };
    let pairs = says(before).into_iter().zip(says(after));
    let differ = pairs.filter(|(a, b)| a != b).map(|((name, from), (_, to))| field(name, from, to));
    differ.chain(said(before, after)).collect()
}

/// What differs in other languages.
fn said(before: &Product, after: &Product) -> Vec<Field> {
    let tags: BTreeSet<&String> = before.text.said.keys().chain(after.text.said.keys()).collect();
    let all = tags.into_iter().flat_map(|tag| Told::ALL.map(|told| (tag, told)));
    let both = all.map(|(tag, told)| (format!("{}:{tag}", told.name()), before.text.read_in(tag, told), after.text.read_in(tag, told)));
    both.filter(|(_, from, to)| from != to).map(|(name, from, to)| field(&name, from.to_owned(), to.to_owned())).collect()
}

fn field(name: &str, from: String, to: String) -> Field {
    Field { field: name.to_owned(), from, to }
}

/// The word a unit or a class is stored as.
fn serde_name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

//! What the shops of these tests sell: few things at plain prices, so that every sum can be done in the head.

use domain::order::{Movement, MovementReason};
use domain::{AisleId, ByWeight, Money, Product, ProductHead, ProductText, Settings, Sku, VatClass};
use jiff::Timestamp;

/// A packed product.
pub fn packed(code: &str, cents: i64, stock: i64) -> Product {
    let head = ProductHead {
        sku: Sku::parse(code).unwrap(),
        name: name(code),
        aisle: AisleId::parse("dairy-eggs").unwrap(),
        price: Money(cents),
        pv: 1,
        available: stock,
        vat: VatClass::Reduced,
        deposit: Money::ZERO,
        age: None,
        by_weight: None,
        offer: None,
        active: true,
    };
    Product::new(head, ProductText { brand: "Larder".into(), ingredients: name(code), ..ProductText::default() })
}

/// Loose goods at a price per kilogram, of which 10 % more may be weighed in.
pub fn loose(code: &str, cents: i64, grams: i64) -> Product {
    let mut product = packed(code, cents, grams);
    product.head.by_weight = Some(ByWeight { nominal: 200, tolerance_bp: 1_000 });
    product.head.aisle = AisleId::parse("fruit-vegetables").unwrap();
    product
}

/// 3.00 a kilogram for apples, 2.50 for bread, 1.20 for milk, 2.30 for oat milk, 1.00 and 0.25 deposit for cola,
/// 8.00 for wine, from 16 on.
pub fn assortment() -> Vec<Product> {
    let mut milk = packed("milk", 120, 50);
    milk.text.substitutes = vec![Sku::parse("oat-milk").unwrap()];
    milk.text.allergens = vec![domain::product::Allergen::Milk];
    let mut cola = packed("cola", 100, 60);
    (cola.head.deposit, cola.head.vat, cola.head.aisle) = (Money(25), VatClass::Standard, AisleId::parse("drinks").unwrap());
    let mut wine = packed("wine", 800, 10);
    (wine.head.age, wine.head.vat, wine.head.aisle) = (Some(16), VatClass::Standard, AisleId::parse("beer-wine").unwrap());
    let mut bread = packed("bread", 250, 30);
    bread.head.aisle = AisleId::parse("bakery").unwrap();
    let mut apples = loose("apples", 300, 20_000);
    apples.text.plu = Some("4181".into());
    bread.text.barcode = Some("4006381333931".into());
    vec![apples, bread, milk, packed("oat-milk", 230, 20), cola, wine]
}

/// The demonstration shop's settings without its legal texts, with room for a hundred orders in every slot.
pub fn settings() -> Settings {
    let mut settings: Settings = serde_json::from_str(include_str!("../../infra/local/seed/shop.json")).unwrap();
    (settings.slots.capacity_pickup, settings.slots.capacity_delivery) = (100, 100);
    settings.legal = domain::legal::Legal::default();
    settings.at_handover = Some(domain::order::Trust { most: domain::Money(2_000), after_orders: 1, open_at_once: 1 });
    settings
}

/// With the row in the stock book that a product starts with.
pub fn received(product: Product, at: Timestamp) -> (Product, Movement) {
    let (sku, units) = (product.head.sku.clone(), product.head.available);
    let start = Movement { sku, reason: MovementReason::Received, units, by: "tests".into(), at, order: None, id: "start".into() };
    (product, start)
}

fn name(code: &str) -> String {
    let words = code.replace('-', " ");
    words[..1].to_uppercase() + &words[1..]
}

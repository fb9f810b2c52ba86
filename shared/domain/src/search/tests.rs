//! What shoppers type, and what they find.

use super::*;
use crate::catalog::{Catalog, Snapshot};
use crate::settings::{Aisle, Section};
use crate::{Money, Offer, OfferKind, ProductHead, ProductText, Settings, Sku, VatClass};
use jiff::Timestamp;
use std::collections::BTreeSet;

const NOW: &str = "2026-11-23T09:00:00Z";

fn product(sku: &str, name: &str, brand: &str, aisle: &str) -> Product {
    let head = ProductHead {
        sku: Sku::parse(sku).unwrap(),
        name: name.to_owned(),
        aisle: AisleId::parse(aisle).unwrap(),
        price: Money(100),
        pv: 1,
        available: 1,
        vat: VatClass::Reduced,
        deposit: Money::ZERO,
        age: None,
        by_weight: None,
        offer: None,
        active: true,
    };
    Product::new(head, ProductText { brand: brand.to_owned(), ..ProductText::default() })
}

fn shelf() -> Vec<Product> {
    let mut all = vec![
        product("apple-gala", "Gala apples", "", "fruit"),
        product("apple-juice", "Apple juice, cloudy", "Hofgut", "drinks"),
        product("tomato", "Vine tomatoes", "", "vegetables"),
        product("creme", "Crème fraîche", "Hofgut", "dairy"),
        product("milk-35", "Whole milk 3.5 %", "Hofgut", "dairy"),
        product("chocolate", "Milk chocolate", "Cacao & Co", "sweets"),
        product("strawberry", "Strawberries", "", "fruit"),
        product("cookie", "Oat cookies", "Jerry's", "sweets"),
    ];
    all[4].text.barcode = Some("4006381333931".to_owned());
    all[0].text.plu = Some("4173".to_owned());
    all[7].text.diet = vec![crate::product::Diet::GlutenFree];
    all
}

fn german() -> Vec<Product> {
    vec![
        product("apfel", "Äpfel, lose", "", "obst"),
        product("saft", "Apfelsaft, trüb", "Hofgut", "getraenke"),
        product("vollmilch", "Vollmilch 3,8 %", "Hofgut", "molkerei"),
        product("tomaten", "Rispentomaten", "", "gemuese"),
        product("kaese", "Käse, gerieben", "", "molkerei"),
        product("eier", "Bio-Eier, 10 Stück", "", "molkerei"),
        product("oel", "Olivenöl", "", "feinkost"),
        product("griess", "Weichweizengrieß", "", "backen"),
        product("mango", "Mangonektar", "", "getraenke"),
    ]
}

fn catalog(products: Vec<Product>, settings: Settings) -> Catalog {
    Catalog::new(Snapshot::new(settings, products, NOW.parse().unwrap()))
}

fn skus(products: &[&Product]) -> Vec<String> {
    products.iter().map(|p| p.head.sku.to_string()).collect()
}

fn ask(catalog: &Catalog, find: Find) -> Found<'_> {
    let sold_out = [Sku::parse("milk-35").unwrap()].into();
    catalog.find(&Find { take: 20, ..find }, &sold_out, NOW.parse().unwrap())
}

fn of(products: Vec<Product>, typed: &str) -> Vec<String> {
    skus(&catalog(products, Settings::default()).search(typed, 10))
}

fn find(typed: &str) -> Vec<String> {
    of(shelf(), typed)
}

fn reading(typed: &str) -> Reading {
    ask(&catalog(shelf(), Settings::default()), Find { words: typed.to_owned(), ..Find::default() }).reading
}

#[test]
fn what_it_is_comes_before_what_is_in_it() {
    assert_eq!(find("milk"), ["milk-35", "chocolate"]);
    assert_eq!(find("apple"), ["apple-gala", "apple-juice"]);
}

#[test]
fn all_words_must_match_or_else_as_many_as_possible() {
    assert_eq!(find("hofgut milk"), ["milk-35"]);
    assert_eq!(find("milk nothing"), ["milk-35", "chocolate"]);
    assert_eq!((reading("hofgut milk"), reading("milk nothing")), (Reading::AsTyped, Reading::Partly));
}

#[test]
fn the_last_word_may_be_unfinished() {
    assert_eq!(find("straw"), ["strawberry"]);
    assert_eq!(find("milk choc"), ["chocolate"]);
    assert_eq!(find("jui"), ["apple-juice"]);
    assert_eq!(find("strwb"), ["strawberry"], "even with a typo");
}

#[test]
fn singular_and_plural_are_the_same() {
    for (typed, sku) in [("tomato", "tomato"), ("strawberry", "strawberry"), ("apples juices", "apple-juice"), ("cookie", "cookie")] {
        assert_eq!(find(typed), [sku], "{typed}");
    }
    for (typed, sku) in [("apfel", "apfel"), ("säfte", "saft"), ("tomate", "tomaten"), ("ei", "eier"), ("eiern", "eier")] {
        assert_eq!(of(german(), typed)[0], sku, "{typed}");
    }
}

#[test]
fn accents_case_and_spelled_out_umlauts_do_not_matter() {
    assert_eq!(find("creme fraiche"), ["creme"]);
    assert_eq!(find("CRÈME"), ["creme"]);
    assert_eq!(find("jerrys"), ["cookie"]);
    for (typed, sku) in [("kaese", "kaese"), ("kase", "kaese"), ("KÄSE", "kaese"), ("aepfel", "apfel"), ("weichweizengriess", "griess")] {
        assert_eq!(of(german(), typed)[0], sku, "{typed}");
    }
}

#[test]
fn a_german_word_is_found_inside_a_longer_one() {
    for (typed, sku) in [("milch", "vollmilch"), ("saft", "saft"), ("tomaten", "tomaten"), ("öl", "oel"), ("grieß", "griess")] {
        assert_eq!(of(german(), typed), [sku], "{typed}");
    }
    assert_eq!(of(german(), "nektar"), ["mango"]);
}

#[test]
fn two_words_written_as_one_are_two() {
    assert_eq!(find("applejuice"), ["apple-juice"]);
    assert_eq!(find("milkchocolate"), ["chocolate"]);
}

#[test]
fn typos_are_forgiven_by_length() {
    assert_eq!(find("tomatoe"), ["tomato"]);
    assert_eq!(find("mlik"), ["milk-35", "chocolate"]);
    assert_eq!(find("choclate"), ["chocolate"]);
    assert_eq!(find("strawbrries"), ["strawberry"]);
    assert_eq!(find("strwbrries"), ["strawberry"]);
    assert!(find("oxt").is_empty());
    assert!(find("mxxk").is_empty());
}

#[test]
fn a_word_the_shop_knows_is_not_bent_far() {
    let all = vec![product("bread", "Rye bread", "", "bakery"), product("butter", "Butter cream", "", "dairy")];
    assert_eq!(of(all, "bread butter").len(), 2, "each has one of the words; cream is no bread");
    assert!(find("frui").contains(&"strawberry".to_owned()) && find("frux").is_empty());
}

#[test]
fn a_typo_is_likelier_than_a_cut_word_inside_another() {
    let all = vec![product("peaches", "Peaches", "", "fruit"), product("cheese", "Cheese", "", "dairy")];
    assert_eq!(of(all, "chese")[0], "cheese");
}

#[test]
fn another_spelling_is_said() {
    assert_eq!(reading("mlik"), Reading::Respelled("milk".into()));
    assert_eq!(reading("hofgut creem"), Reading::Respelled("hofgut crème".into()));
    assert_eq!(reading("choxxxlate"), Reading::Nothing(Some("chocolate".into())));
    assert_eq!(reading("bicycle"), Reading::Nothing(None));
    assert_eq!(reading("oxt"), Reading::Nothing(Some("oat".into())));
}

#[test]
fn somebody_elses_typo_hides_nothing() {
    let mut all: Vec<Product> = (0..12).map(|n| product(&format!("o{n}"), &format!("Organic tea {n}"), "", "tea")).collect();
    all.push(product("slip", "Oragnic kombucha", "", "tea"));
    let found = of(all, "oragnic");
    assert_eq!((found[0].as_str(), found.len()), ("slip", 10));
}

#[test]
fn the_owners_synonyms_find_each_other() {
    let synonyms = vec![vec!["cookie".into(), "biscuit".into()], vec!["Vine Tomato".into(), "panicle".into()]];
    let shop = catalog(shelf(), Settings { synonyms, ..Settings::default() });
    assert_eq!(skus(&shop.search("biscuits", 5)), ["cookie"]);
    assert_eq!(skus(&shop.search("biscit", 5)), ["cookie"]);
    assert_eq!(skus(&shop.search("panicle", 5)), ["tomato"]);
}

#[test]
fn a_synonym_knows_what_the_word_it_stands_for_names() {
    let all = vec![
        product("conditioner", "Almond milk conditioner", "", "hair"),
        product("coconut", "Coconut milk", "", "cans"),
        product("chocolate", "Milk chocolate", "", "sweets"),
        product("whole", "Wonderful whole milk", "", "dairy"),
    ];
    let mut settings = Settings { synonyms: vec![vec!["milk".into(), "Milch".into()]], ..Settings::default() };
    let of = |settings: &Settings, typed: &str| skus(&catalog(all.clone(), settings.clone()).search(typed, 9));
    assert_eq!(of(&settings, "Milch"), of(&settings, "milk"));
    assert_eq!(of(&settings, "Milch"), ["coconut", "whole", "chocolate", "conditioner"]);
    let mut at_home = all.clone();
    at_home[3].text.section = Some(AisleId::parse("milk").unwrap());
    let section = Section { slug: AisleId::parse("milk").unwrap(), name: "Milk & Buttermilk".into() };
    settings.aisles =
        vec![Aisle { slug: AisleId::parse("dairy").unwrap(), name: "Dairy".into(), picture: String::new(), sections: vec![section] }];
    assert_eq!(skus(&catalog(at_home, settings).search("milch", 2)), ["whole", "coconut"]);
}

#[test]
fn of_equal_matches_the_shorter_name_is_meant_whatever_stands_behind_it() {
    let all = vec![product("choc", "Chocolate milk", "", "dairy"), product("whole", "Whole milk 3.8 %, long-life", "", "dairy")];
    assert_eq!(of(all, "milk"), ["whole", "choc"]);
}

#[test]
fn codes_are_found_exactly() {
    assert_eq!(find("4006381333931"), ["milk-35"]);
    assert_eq!(find("04006381333931"), ["milk-35"]);
    assert_eq!(find("4173"), ["apple-gala"]);
    assert_eq!(find("APPLE-juice")[0], "apple-juice");
    assert!(find("4006381333932").is_empty());
}

#[test]
fn brand_aisle_and_diet_count() {
    assert_eq!(find("gluten free"), ["cookie"]);
    assert_eq!(find("hofgut dairy"), ["creme", "milk-35"]);
    assert_eq!(find("hofgut whole milk"), ["milk-35"]);
}

#[test]
fn an_aisles_name_does_not_bring_the_whole_aisle() {
    let mut all = shelf();
    all.push(product("fruit-bar", "Fruit bar", "", "snacks"));
    assert_eq!(of(all, "fruit"), ["fruit-bar"]);
    assert_eq!(find("fruit"), ["strawberry", "apple-gala"], "unless nothing else goes by it");
}

#[test]
fn of_equal_matches_what_is_bought_comes_first_and_what_is_sold_out_last() {
    let mut snapshot = Snapshot::new(Settings::default(), shelf(), NOW.parse().unwrap());
    snapshot.products.push(product("milk-15", "Light milk 1.5 %", "Hofgut", "dairy"));
    snapshot.products.push(product("milk-org", "Organic meadow milk 3.8 %", "", "dairy"));
    snapshot.habits.sold = [(Sku::parse("milk-35").unwrap(), 900), (Sku::parse("milk-org").unwrap(), 40)].into();
    let shop = Catalog::new(snapshot);
    assert_eq!(skus(&shop.search("milk", 9)), ["milk-35", "milk-org", "milk-15", "chocolate"]);
    let found = ask(&shop, Find { words: "milk".into(), ..Find::default() });
    assert_eq!(skus(&found.products), ["milk-org", "milk-15", "milk-35", "chocolate"], "milk-35 is sold out");
}

#[test]
fn nothing_typed_finds_nothing() {
    assert!(find("").is_empty());
    assert!(find(" -*- ").is_empty());
    assert!(of(Vec::new(), "milk").is_empty());
    assert_eq!(catalog(shelf(), Settings::default()).search("hofgut", 2).len(), 2);
    assert!(catalog(shelf(), Settings::default()).search("hofgut", 0).is_empty());
}

mod narrowing;

use super::*;
use crate::{AisleId, Money, ProductHead, ProductText, Sku, VatClass};

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

fn find(typed: &str) -> Vec<String> {
    let shelf = shelf();
    Index::of(&shelf).find(typed, 10).into_iter().map(|n| shelf[n].head.sku.to_string()).collect()
}

#[test]
fn the_shorter_name_comes_first() {
    assert_eq!(find("milk"), ["chocolate", "milk-35"]);
    assert_eq!(find("apple"), ["apple-gala", "apple-juice"]);
}

#[test]
fn all_words_must_match_or_else_as_many_as_possible() {
    assert_eq!(find("hofgut milk"), ["milk-35"]);
    assert_eq!(find("milk with nothing"), ["chocolate", "milk-35"]);
}

#[test]
fn the_last_word_may_be_unfinished() {
    assert_eq!(find("straw"), ["strawberry"]);
    assert_eq!(find("milk choc"), ["chocolate"]);
    assert_eq!(find("jui"), ["apple-juice"]);
}

#[test]
fn singular_and_plural_are_the_same() {
    assert_eq!(find("tomato"), ["tomato"]);
    assert_eq!(find("strawberry"), ["strawberry"]);
    assert_eq!(find("apples juices"), ["apple-juice"]);
    assert_eq!(find("cookie"), ["cookie"]);
}

#[test]
fn accents_and_case_do_not_matter() {
    assert_eq!(find("creme fraiche"), ["creme"]);
    assert_eq!(find("CRÈME"), ["creme"]);
    assert_eq!(find("jerrys"), ["cookie"]);
}

#[test]
fn typos_are_forgiven_by_length() {
    assert_eq!(find("tomatoe"), ["tomato"]);
    assert_eq!(find("mlik"), ["chocolate", "milk-35"]);
    assert_eq!(find("choclate"), ["chocolate"]);
    assert_eq!(find("strawbrries"), ["strawberry"]);
    assert_eq!(find("strwbrries"), ["strawberry"]);
    assert!(find("oxt").is_empty());
    assert!(find("mxxk").is_empty());
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
}

#[test]
fn nothing_typed_finds_nothing() {
    assert!(find("").is_empty());
    assert!(find(" -*- ").is_empty());
    assert_eq!(Index::of(&[]).find("milk", 5), Vec::<usize>::new());
    assert_eq!(Index::of(&shelf()).find("hofgut", 2).len(), 2);
    assert!(Index::of(&shelf()).find("hofgut", 0).is_empty());
}

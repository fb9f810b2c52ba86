//! Filters, their counts, and the orders.

use super::*;
use crate::product::Diet;
use crate::product::{Pack, PackUnit};

fn offer(cents: i64) -> Offer {
    let [starts, ends] = ["2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z"].map(|at| at.parse::<Timestamp>().unwrap());
    Offer { id: "week".into(), title: "Week".into(), kind: OfferKind::Price { price: Money(cents) }, starts, ends, group: None }
}

/// Eight products: two of Hofgut in the dairy aisle, one of them sold out; one on offer; two vegan, one of them organic.
fn shop() -> Catalog {
    let mut all = shelf();
    for (sku, cents, grams) in [("apple-juice", 199, 1000), ("creme", 119, 200), ("milk-35", 129, 1000), ("chocolate", 179, 100)] {
        let product = all.iter_mut().find(|p| p.head.sku.as_str() == sku).unwrap();
        product.head.price = Money(cents);
        product.text.pack = Some(Pack { amount: grams, unit: if grams == 1000 { PackUnit::Ml } else { PackUnit::G } });
    }
    all[5].head.offer = Some(offer(99));
    all[0].text.diet = vec![Diet::Vegan, Diet::Organic];
    all[2].text.diet = vec![Diet::Vegan];
    all[3].text.section = Some(AisleId::parse("cream").unwrap());
    all[4].text.section = Some(AisleId::parse("milk").unwrap());
    catalog(all, Settings::default())
}

fn narrowed(filter: Filter) -> (Vec<String>, usize) {
    let (shop, find) = (shop(), Find { filter, ..Find::default() });
    let found = ask(&shop, find);
    (skus(&found.products), found.total)
}

fn aisle(slug: &str) -> AisleId {
    AisleId::parse(slug).unwrap()
}

fn counts(counts: &[Count]) -> Vec<(String, usize)> {
    counts.iter().map(|c| (c.value.to_owned(), c.products)).collect()
}

#[test]
fn without_words_it_is_the_whole_catalog() {
    assert_eq!(narrowed(Filter::default()).1, 8);
}

#[test]
fn aisles_and_brands_widen_diets_narrow() {
    let both = Filter { aisles: vec![aisle("dairy"), aisle("drinks")], ..Filter::default() };
    assert_eq!(narrowed(both).0, ["creme", "apple-juice", "milk-35"]);
    let brands = Filter { brands: vec!["Hofgut".into(), "Jerry's".into()], ..Filter::default() };
    assert_eq!(narrowed(brands).1, 4);
    let diets = |diets: &[&str]| narrowed(Filter { diets: diets.iter().map(|d| (*d).to_owned()).collect(), ..Filter::default() }).0;
    assert_eq!((diets(&["vegan"]).len(), diets(&["vegan", "organic"])), (2, vec!["apple-gala".to_owned()]));
}

#[test]
fn a_section_is_a_part_of_its_aisle() {
    let filter = Filter { aisles: vec![aisle("dairy")], sections: vec![aisle("milk")], ..Filter::default() };
    let (shop, find) = (shop(), Find { filter, ..Find::default() });
    let found = ask(&shop, find);
    assert_eq!(skus(&found.products), ["milk-35"]);
    assert_eq!(counts(&found.facets.sections), [("cream".into(), 1), ("milk".into(), 1)], "the other one can still be chosen");
}

#[test]
fn sold_out_and_offers_are_of_this_moment() {
    assert_eq!(narrowed(Filter { in_stock: true, ..Filter::default() }).1, 7);
    assert_eq!(narrowed(Filter { on_offer: true, ..Filter::default() }).0, ["chocolate"]);
    let (shop, find) = (shop(), Find { filter: Filter { on_offer: true, ..Filter::default() }, take: 9, ..Find::default() });
    assert_eq!(shop.find(&find, &BTreeSet::new(), "2026-11-27T00:00:00Z".parse().unwrap()).total, 0);
}

#[test]
fn what_no_product_has_leaves_nothing() {
    assert_eq!(narrowed(Filter { aisles: vec![aisle("nowhere")], ..Filter::default() }).1, 0);
    assert_eq!(narrowed(Filter { diets: vec!["paleo".into()], ..Filter::default() }).1, 0);
    assert_eq!(narrowed(Filter { brands: vec!["hofgut".into()], ..Filter::default() }).1, 0, "brands are as written");
}

#[test]
fn each_filter_is_counted_with_the_others_applied() {
    let shop = shop();
    let filter = Filter { aisles: vec![aisle("dairy")], in_stock: true, ..Filter::default() };
    let found = ask(&shop, Find { filter, ..Find::default() });
    assert_eq!(skus(&found.products), ["creme"]);
    let expected = [("dairy", 1), ("drinks", 1), ("fruit", 2), ("sweets", 2), ("vegetables", 1)];
    assert_eq!(counts(&found.facets.aisles), expected.map(|(aisle, n)| (aisle.to_owned(), n)), "in stock, in any aisle");
    assert_eq!(found.facets.in_stock, 1, "of two dairy products");
    assert_eq!(counts(&found.facets.brands), [("Hofgut".into(), 1)]);
    assert_eq!((found.facets.diets.len(), found.facets.on_offer), (0, 0));
    assert!(found.facets.aisles[0].chosen && !found.facets.aisles[1].chosen);
}

#[test]
fn what_is_chosen_is_shown_even_where_nothing_is_left() {
    let shop = shop();
    let filter = Filter { brands: vec!["Jerry's".into()], on_offer: true, ..Filter::default() };
    let found = ask(&shop, Find { filter, ..Find::default() });
    assert_eq!((found.total, counts(&found.facets.brands)), (0, vec![("Cacao & Co".into(), 1), ("Jerry's".into(), 0)]));
}

#[test]
fn the_lowest_price_counts_its_offer() {
    let shop = shop();
    let cheapest = |sort| skus(&ask(&shop, Find { words: "milk".into(), sort, ..Find::default() }).products);
    assert_eq!(cheapest(Sort::Price), ["chocolate", "milk-35"], "0.99 on offer, 1.29");
    assert_eq!(cheapest(Sort::UnitPrice), ["milk-35", "chocolate"], "1.29 a liter, 9.90 a kilogram");
}

#[test]
fn the_lowest_price_is_the_one_that_is_shown() {
    let mut all = vec![product("cola", "Cola", "", "drinks"), product("milk", "Milk", "", "dairy")];
    (all[0].head.price, all[0].head.vat, all[1].head.price) = (Money(110), VatClass::Standard, Money(107));
    let cheapest = |prices| {
        let shop = catalog(all.clone(), Settings { prices, ..Settings::default() });
        skus(&ask(&shop, Find { sort: Sort::Price, ..Find::default() }).products)
    };
    assert_eq!(cheapest(crate::tax::Prices::Gross), ["milk", "cola"]);
    assert_eq!(cheapest(crate::tax::Prices::Net), ["cola", "milk"], "0.92 and 1.00 without VAT");
}

#[test]
fn what_has_no_unit_price_comes_last() {
    let shop = shop();
    let by_unit = skus(&ask(&shop, Find { sort: Sort::UnitPrice, ..Find::default() }).products);
    assert_eq!(by_unit[..4], ["milk-35", "apple-juice", "creme", "chocolate"]);
}

#[test]
fn pages_follow_each_other() {
    let shop = shop();
    let page = |skip| skus(&shop.find(&Find { skip, take: 3, ..Find::default() }, &BTreeSet::new(), NOW.parse().unwrap()).products);
    let all: Vec<String> = [page(0), page(3), page(6)].concat();
    assert_eq!((all.len(), page(9).len()), (8, 0));
    assert_eq!(all, skus(&shop.snapshot.products.iter().collect::<Vec<_>>()), "by aisle and name while nobody bought anything");
}

#[test]
fn a_sections_sign_is_searched_too() {
    let mut settings = Settings::default();
    let section = Section { slug: aisle("cream"), name: "Cream & Custard".into() };
    let sign = crate::settings::Aisle { slug: aisle("dairy"), name: "Dairy".into(), picture: String::new(), sections: vec![section] };
    settings.aisles = vec![sign];
    let mut all = shelf();
    all[3].text.section = Some(aisle("cream"));
    assert_eq!(skus(&catalog(all, settings).search("custard", 5)), ["creme"]);
}

use super::*;
use crate::{AisleId, ByWeight, Money, ProductHead, ProductText, VatClass};
use proptest::prelude::*;

fn one(line: &str) -> (String, Amount) {
    let mut all = parse(line);
    assert_eq!(all.len(), 1, "{line}: {all:?}");
    let entry = all.remove(0);
    (entry.words, entry.amount)
}

fn said(line: &str, words: &str, amount: Amount) {
    assert_eq!(one(line), (words.to_owned(), amount), "{line}");
}

fn product(sku: &str, pack: Option<(u32, PackUnit)>, nominal: Option<u32>) -> Product {
    let head = ProductHead {
        sku: Sku::parse(sku).unwrap(),
        name: sku.to_owned(),
        aisle: AisleId::parse("aisle").unwrap(),
        price: Money(100),
        pv: 1,
        available: 100,
        vat: VatClass::Reduced,
        deposit: Money::ZERO,
        age: None,
        by_weight: nominal.map(|nominal| ByWeight { nominal, tolerance_bp: 1000 }),
        offer: None,
        active: true,
    };
    let pack = pack.map(|(amount, unit)| Pack { amount, unit });
    Product::new(head, ProductText { pack, ..ProductText::default() })
}

#[test]
fn a_list_is_lines_or_commas() {
    let words: Vec<_> = parse("milk, 6 eggs,500 g carrots;\n\n- bread\r\n  * [x] 1,5 kg potatoes\n").into_iter().map(|e| e.words).collect();
    assert_eq!(words, ["milk", "eggs", "carrots", "bread", "potatoes"]);
    assert!(parse(" ,;\n -- ").is_empty());
}

#[test]
fn amounts_are_said_before_the_thing() {
    said("milk", "milk", Amount::Unsaid);
    said("6 eggs", "eggs", Amount::Things(6));
    said("500 g carrots", "carrots", Amount::Grams(500));
    said("500g carrots", "carrots", Amount::Grams(500));
    said("1.5kg potatoes", "potatoes", Amount::Grams(1500));
    said("1/2 kg mushrooms", "mushrooms", Amount::Grams(500));
    said("1 1/2 l juice", "juice", Amount::Milliliters(1500));
    said("2 x milk", "milk", Amount::Packs(2));
    said("2x milk", "milk", Amount::Packs(2));
    said("2 bottles of sparkling water", "sparkling water", Amount::Packs(2));
    said("2 x 500 g spaghetti", "spaghetti", Amount::Grams(1000));
    said("a dozen eggs", "eggs", Amount::Things(12));
    said("half a dozen eggs", "eggs", Amount::Things(6));
    said("half a cucumber", "cucumber", Amount::Things(1));
    said("a kilo of apples", "apples", Amount::Grams(1000));
    said("bunch of radishes", "radishes", Amount::Packs(1));
    said("three lemons", "lemons", Amount::Things(3));
}

#[test]
fn a_german_list_is_read_too() {
    said("1,5 kg Kartoffeln", "Kartoffeln", Amount::Grams(1500));
    said("ein halbes Kilo Möhren", "Möhren", Amount::Grams(500));
    said("ein Dutzend Eier", "Eier", Amount::Things(12));
    said("Pfund Kaffee", "Kaffee", Amount::Grams(500));
    said("2 Flaschen Wasser", "Wasser", Amount::Packs(2));
    said("3 Stück Butter", "Butter", Amount::Things(3));
    said("½ l Sahne", "Sahne", Amount::Milliliters(500));
    said("zwei Dosen Mais", "Mais", Amount::Packs(2));
    said("eine Gurke", "Gurke", Amount::Things(1));
}

#[test]
fn amounts_are_said_after_the_thing_too() {
    said("carrots 500 g", "carrots", Amount::Grams(500));
    said("milk x2", "milk", Amount::Packs(2));
    said("milk 2x", "milk", Amount::Packs(2));
    said("eggs (6)", "eggs", Amount::Things(6));
    said("2 cola 0,33 l", "cola", Amount::Things(2));
}

#[test]
fn what_is_no_amount_stays_a_word() {
    said("3.5 % milk", "3.5 milk", Amount::Unsaid);
    said("3,5% Milch", "3,5% Milch", Amount::Unsaid);
    said("500 g", "500 g", Amount::Unsaid);
    said("12", "12", Amount::Unsaid);
    said("7up", "7up", Amount::Unsaid);
    said("0 eggs", "0 eggs", Amount::Unsaid);
}

#[test]
fn packs_are_as_many_as_it_takes() {
    let bag = product("carrots-bag", Some((1000, PackUnit::G)), None);
    let eggs = product("eggs", Some((10, PackUnit::Piece)), None);
    let milk = product("milk", Some((1000, PackUnit::Ml)), None);
    let count = |product: &Product, amount| quantity(product, amount).amount();
    assert_eq!(count(&bag, Amount::Grams(500)), 1);
    assert_eq!(count(&bag, Amount::Grams(1200)), 2);
    assert_eq!(count(&bag, Amount::Grams(1050)), 1, "nobody opens a second bag for a carrot");
    assert_eq!(count(&eggs, Amount::Things(6)), 1);
    assert_eq!(count(&eggs, Amount::Things(12)), 2);
    assert_eq!(count(&eggs, Amount::Packs(2)), 2);
    assert_eq!(count(&milk, Amount::Milliliters(3000)), 3);
    assert_eq!(count(&milk, Amount::Grams(500)), 1, "nobody can say how many liters that is");
    assert_eq!(count(&milk, Amount::Things(1_000_000)), Quantity::MOST_PIECES);
}

#[test]
fn loose_goods_are_taken_as_asked() {
    let (carrots, apples) = (product("carrots", None, Some(80)), product("apples", None, Some(180)));
    assert_eq!(quantity(&carrots, Amount::Grams(500)), Quantity::Grams(500));
    assert_eq!(quantity(&apples, Amount::Things(3)), Quantity::Pieces(3));
    assert_eq!(quantity(&carrots, Amount::Unsaid), Quantity::Grams(500));
    assert_eq!(quantity(&apples, Amount::Unsaid), Quantity::Pieces(1));
}

#[test]
fn the_same_list_twice_changes_nothing_more() {
    let (milk, apples) = (product("milk", None, None), product("apples", None, Some(200)));
    let list =
        [(&milk, Quantity::Pieces(1)), (&apples, Quantity::Grams(500)), (&milk, Quantity::Pieces(2)), (&apples, Quantity::Pieces(1))];
    let held = BTreeMap::from([(apples.head.sku.clone(), Quantity::Pieces(5))]);
    let once = put_into(&held, &list);
    assert_eq!(once[&milk.head.sku], Quantity::Pieces(3), "one and two more");
    assert_eq!(once[&apples.head.sku], Quantity::Pieces(5), "five apples are more than 700 g");
    assert_eq!(put_into(&once, &list), once);
    assert_eq!(put_into(&BTreeMap::new(), &list)[&apples.head.sku], Quantity::Grams(700));
}

proptest! {
    #[test]
    fn nothing_typed_is_lost_and_nothing_panics(text in "(?s).{0,200}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let entries = parse(&text);
        prop_assert_eq!(entries.iter().map(|e| letters(&e.line)).collect::<String>(), letters(&text));
        prop_assert!(entries.iter().all(|e| !e.words.is_empty()));
    }

    #[test]
    fn any_amount_of_any_product_fits_into_a_basket(
        text in "[0-9]{0,7}([.,/][0-9]{1,3})? ?(kg|g|l|ml|x|dozen|Pfund|Stück)? (of )?[a-z]{1,9}( x ?[0-9]{1,6})?",
        content in 0_u32..5000,
        nominal in proptest::option::of(1_u32..2000),
        unit in prop_oneof![Just(PackUnit::G), Just(PackUnit::Ml), Just(PackUnit::Piece)],
    ) {
        let product = product("thing", Some((content, unit)), nominal);
        for entry in parse(&text) {
            let quantity = quantity(&product, entry.amount);
            prop_assert!(!quantity.is_zero() && !quantity.is_too_much() && product.head.accepts(quantity), "{:?}", entry);
        }
    }
}

//! What shoppers read about a product.

use crate::shop::{loose, packed};
use domain::product::{Allergen, Diet, Fact, Family, Nutrition, Pack, PackUnit, Product, ProductText, UnitOfPrice, emphasized};
use domain::wording::Told;
use domain::{AisleId, Money};

fn product(text: ProductText) -> Product {
    Product::new(packed("tea", 199), text)
}

/// The list with what is emphasized in brackets.
fn read(list: &str, declared: &[Allergen]) -> String {
    let part = |p: domain::product::Part| if p.names.is_some() { format!("[{}]", p.text) } else { p.text.to_owned() };
    emphasized(list, declared).into_iter().map(part).collect()
}

#[test]
fn allergens_are_emphasized_where_they_stand() {
    use Allergen::{Celery, Eggs, Fish, Gluten, Milk, Molluscs, Mustard, Nuts, Peanuts, Sesame, Soybeans, Sulphites};
    for (list, declared, shown) in [
        ("Sugar, skimmed milk powder", &[Milk][..], "Sugar, skimmed [milk] powder"),
        ("Milk", &[Milk], "[Milk]"),
        ("Zucker, Vollmilchpulver, Süßmolkenpulver", &[Milk], "Zucker, [Vollmilchpulver], [Süßmolkenpulver]"),
        ("Whey (milk), butter, cocoa butter", &[Milk], "[Whey] ([milk]), [butter], cocoa butter"),
        ("Coconut milk, Kokosmilch, milk", &[Milk], "Coconut milk, Kokosmilch, [milk]"),
        ("Wheat flour, buckwheat, oats, Weizenmehl", &[Gluten], "[Wheat] flour, buckwheat, [oats], [Weizenmehl]"),
        ("Eggplant, egg yolk, Eier, Eis, Reis, ein Ei", &[Eggs], "Eggplant, [egg] yolk, [Eier], Eis, Reis, ein [Ei]"),
        ("Hazelnuts, coconut, nutmeg, Muskatnuss, Haselnüsse", &[Nuts], "[Hazelnuts], coconut, nutmeg, Muskatnuss, [Haselnüsse]"),
        ("Emulsifier: SOY lecithin; Sojalecithin", &[Soybeans], "Emulsifier: [SOY] lecithin; [Sojalecithin]"),
        ("Grapes, SULPHITES", &[Sulphites], "Grapes, [SULPHITES]"),
        ("Knollensellerie, celery", &[Celery], "[Knollensellerie], [celery]"),
        (
            "Hartweizengrieß, Roggenvollkornmehl, Gerstenmalz, Reis- und Buchweizenflocken",
            &[Gluten],
            "[Hartweizengrieß], [Roggenvollkornmehl], [Gerstenmalz], Reis- und Buchweizenflocken",
        ),
        (
            "Magermilch, Joghurtkulturen, Milchsäure, Kakaobutter, Kokosnussmilch",
            &[Milk],
            "[Magermilch], Joghurtkulturen, Milchsäure, Kakaobutter, Kokosnussmilch",
        ),
        (
            "Süßrahmbutter, Schlagsahne, Frischkäse, Käsereikulturen, Magerquark",
            &[Milk],
            "[Süßrahmbutter], [Schlagsahne], [Frischkäse], Käsereikulturen, [Magerquark]",
        ),
        ("Eigelb, Hühnereiweiß, Volleipulver, Eis am Stiel", &[Eggs], "[Eigelb], [Hühnereiweiß], [Volleipulver], Eis am Stiel"),
        (
            "Walnüsse, Cashewkerne, gehackte Mandeln, Erdnüsse, Erdmandeln",
            &[Nuts],
            "[Walnüsse], [Cashewkerne], gehackte [Mandeln], Erdnüsse, Erdmandeln",
        ),
        ("Erdnüsse, Haselnüsse", &[Peanuts], "[Erdnüsse], Haselnüsse"),
        ("Alaska-Seelachs, Thunfisch, Tintenfisch", &[Fish, Molluscs], "Alaska-[Seelachs], [Thunfisch], [Tintenfisch]"),
        ("Tintenfisch, Miesmuscheln", &[Fish], "Tintenfisch, Miesmuscheln"),
        ("Senfsaat, Senf, Sesampaste", &[Mustard, Sesame], "[Senfsaat], [Senf], [Sesampaste]"),
        ("Trauben, Sulfite, geschwefelte Rosinen", &[Sulphites], "Trauben, [Sulfite], [geschwefelte] Rosinen"),
        ("milk, wheat, eggs", &[], "milk, wheat, eggs"),
        ("", &[Milk], ""),
    ] {
        assert_eq!(read(list, declared), shown);
    }
}

#[test]
fn every_allergen_of_the_demonstration_is_found_in_its_ingredients_in_either_language() {
    let products: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../../../infra/local/seed/products.json")).unwrap();
    let mut found = 0;
    for value in products {
        let sku = value["sku"].to_string();
        let text: ProductText = serde_json::from_value(value).unwrap();
        for list in [text.ingredients.as_str(), text.read_in("de", Told::Ingredients)] {
            let parts = emphasized(list, &text.allergens);
            assert_eq!(parts.iter().map(|p| p.text).collect::<String>(), list);
            for allergen in text.allergens.iter().filter(|_| !text.ingredients.is_empty()) {
                assert!(parts.iter().any(|p| p.names == Some(*allergen)), "{sku}: no {} in {list:?}", allergen.name());
                found += 1;
            }
        }
        let told = product(text);
        assert_eq!(Fact::contradictions(&told), [], "{sku}");
    }
    assert!(found > 300);
}

#[test]
fn what_is_told_reads_back_as_it_was_typed() {
    let told: Vec<(Fact, String)> = [
        (Fact::Brand, "Fizzwerk"),
        (Fact::Family, "cola"),
        (Fact::Variant, "0.5 l"),
        (Fact::Description, "Cold."),
        (Fact::Ingredients, "Water, sugar, barley malt"),
        (Fact::Allergens, "gluten, milk"),
        (Fact::Traces, "nuts"),
        (Fact::Diet, "vegetarian, organic"),
        (Fact::EnergyKj, "180"),
        (Fact::Fat, "0"),
        (Fact::Saturates, "0"),
        (Fact::Carbohydrate, "10.6"),
        (Fact::Sugars, "10.55"),
        (Fact::Fiber, "0.5"),
        (Fact::Protein, "0"),
        (Fact::Salt, "0.01"),
        (Fact::Origin, "Germany"),
        (Fact::Producer, "Fizzwerk, Perlstraße 14, Berlin"),
        (Fact::Storage, "chilled"),
        (Fact::Keeping, "Drink soon."),
        (Fact::KeepsDays, "5"),
        (Fact::Drained, "240"),
        (Fact::Plu, "4011"),
        (Fact::Alcohol, "5.2"),
        (Fact::Age, "16"),
        (Fact::Times, "before 11:00"),
    ]
    .map(|(fact, text)| (fact, text.to_owned()))
    .into();
    assert_eq!(told.iter().map(|(fact, _)| *fact).collect::<Vec<_>>(), Fact::ALL);
    let mut after = product(ProductText::default());
    assert_eq!(Fact::tell(&told, &mut after), []);
    assert_eq!(told, Fact::ALL.map(|fact| (fact, fact.read(&after))));
    let gone: Vec<(Fact, String)> = Fact::ALL.map(|fact| (fact, String::new())).into();
    assert_eq!(Fact::tell(&gone, &mut after), []);
    assert_eq!(after, product(ProductText::default()));
}

#[test]
fn people_write_facts_their_own_way() {
    let mut after = product(ProductText::default());
    let facts = [
        (Fact::Allergens, "Milch; EGGS, sulfites, milk"),
        (Fact::Diet, "Gluten free | bio"),
        (Fact::Family, "Käse & Co"),
        (Fact::Variant, "jung"),
    ];
    assert_eq!(Fact::tell(&facts.map(|(fact, text)| (fact, text.to_owned())), &mut after), []);
    assert_eq!(after.text.allergens, [Allergen::Eggs, Allergen::Milk, Allergen::Sulphites]);
    assert_eq!(after.text.diet, [Diet::GlutenFree, Diet::Organic]);
    assert_eq!(after.text.family, Some(Family { id: AisleId::parse("kase-co").unwrap(), label: "jung".into() }));
    assert_eq!((Fact::named("Best-before days"), Fact::named("colour")), (Some(Fact::KeepsDays), None));
}

#[test]
fn what_is_wrong_is_said_beside_its_fact_and_changes_nothing() {
    let facts = [
        (Fact::Variant, "0.5 l"),
        (Fact::Allergens, "milk, peas"),
        (Fact::Diet, "paleo"),
        (Fact::Fat, "a lot"),
        (Fact::Storage, "warm"),
        (Fact::KeepsDays, "0"),
        (Fact::Plu, "12"),
        (Fact::Age, "-1"),
        (Fact::Times, "14:00-11:00"),
    ];
    let mut after = product(ProductText::default());
    let wrong = Fact::tell(&facts.map(|(fact, text)| (fact, text.to_owned())), &mut after);
    let mut named: Vec<Fact> = wrong.iter().map(|(fact, _)| *fact).collect();
    named.sort();
    assert_eq!(named, facts.map(|(fact, _)| fact));
    assert!(wrong.iter().any(|(_, why)| why.starts_with("the allergen \"peas\" is none of gluten, crustaceans, eggs")), "{wrong:?}");
    assert_eq!(after, product(ProductText::default()));
}

#[test]
fn a_nutrition_declaration_is_whole_or_not_there() {
    let mut after = product(ProductText::default());
    let missing: Vec<Fact> =
        Fact::tell(&[(Fact::Fat, "1".into()), (Fact::Salt, "0,5".into())], &mut after).into_iter().map(|(f, _)| f).collect();
    assert_eq!(missing, [Fact::EnergyKj, Fact::Saturates, Fact::Carbohydrate, Fact::Sugars, Fact::Protein]);
    assert_eq!(after.text.nutrition, None);
    after.text.nutrition = Some(Nutrition { fat_mg: 1_000, ..Nutrition::default() });
    assert_eq!(Fact::tell(&[(Fact::Saturates, "2".into())], &mut after), []);
    assert_eq!(Fact::contradictions(&after), [(Fact::EnergyKj, "there are more saturates than fat".to_owned())]);
}

#[test]
fn facts_do_not_contradict_one_another() {
    let wrong = |text| Fact::contradictions(&product(text)).into_iter().map(|(fact, _)| fact).collect::<Vec<_>>();
    let vegan = ProductText { diet: vec![Diet::Vegan], allergens: vec![Allergen::Milk], ..ProductText::default() };
    let free = ProductText { diet: vec![Diet::GlutenFree], allergens: vec![Allergen::Gluten], ..ProductText::default() };
    let nameless =
        ProductText { family: Some(Family { id: AisleId::parse("cola").unwrap(), label: String::new() }), ..ProductText::default() };
    assert_eq!((wrong(vegan), wrong(free), wrong(nameless)), (vec![Fact::Diet], vec![Fact::Diet], vec![Fact::Variant]));
}

#[test]
fn a_product_stored_before_there_were_such_facts_is_still_read() {
    let old = r#"{"brand":"Larder","allergens":["milk"],"diet":["vegan","gluten-free"],"storage":"ambient","pack":{"amount":500,"unit":"g"},
        "nutrition":{"energy_kj":100,"fat_mg":1},"substitutes":["oat-milk"]}"#;
    let text: ProductText = serde_json::from_str(old).unwrap();
    assert_eq!((text.diet, text.allergens, text.family), (vec![Diet::Vegan, Diet::GlutenFree], vec![Allergen::Milk], None));
    assert_eq!(serde_json::from_str::<Diet>("\"gluten_free\"").unwrap(), Diet::GlutenFree);
    for diet in Diet::ALL {
        assert_eq!((serde_json::to_value(diet).unwrap(), Diet::parse(diet.name())), (diet.name().into(), Some(diet)));
    }
    for allergen in Allergen::ALL {
        assert_eq!((serde_json::to_value(allergen).unwrap(), Allergen::parse(allergen.name())), (allergen.name().into(), Some(allergen)));
    }
}

#[test]
fn what_lies_in_a_liquid_is_priced_without_it() {
    let pack = Some(Pack { amount: 400, unit: PackUnit::G });
    let tin = product(ProductText { pack, drained: Some(240), ..ProductText::default() });
    let unit = tin.unit_price(Money(120)).unwrap();
    assert_eq!((unit.price, unit.per, unit.per_hundred()), (Money(500), UnitOfPrice::Kg, Some(Money(50))));
}

#[test]
fn one_of_loose_goods_costs_about_its_nominal_weight() {
    let apples = Product::new(loose("apples", 299, 180), ProductText::default());
    assert_eq!((apples.about_each(Money(299)), product(ProductText::default()).about_each(Money(299))), (Some(Money(54)), None));
}

#[test]
fn one_more_and_one_less_are_in_the_unit_the_line_is_held_in() {
    use domain::Quantity::{Grams, Pieces};
    let apple = loose("apple", 299, 170);
    let nominal = apple.by_weight.unwrap().nominal;
    assert_eq!((apple.more(None, Grams(500)), apple.more(Some(Pieces(2)), Grams(2 * nominal))), (Grams(500), Pieces(4)));
    assert_eq!((apple.more(Some(Grams(500)), Pieces(1)), apple.more(Some(Pieces(1)), Grams(1))), (Grams(500 + nominal), Pieces(2)));
    assert_eq!((apple.less(Some(Pieces(1)), Pieces(1)), apple.less(Some(Grams(100)), Grams(500))), (Pieces(0), Grams(0)));
    assert!(apple.less(None, Pieces(1)).is_zero(), "less of nothing is nothing");
    assert_eq!(packed("tea", 199).more(Some(Pieces(98)), Pieces(9)), Pieces(107), "too much is said by the basket");
}

#[test]
fn what_is_meant_when_nobody_says_how_much_is_one_or_half_a_kilogram_of_light_things() {
    use domain::Quantity::{Grams, Pieces};
    let of = |nominal| domain::ByWeight { nominal, tolerance_bp: 1000 }.unsaid();
    assert_eq!((of(60), of(99), of(100), of(1_400)), (Grams(500), Grams(500), Pieces(1), Pieces(1)));
}

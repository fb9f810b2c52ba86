//! The facts of a label, as a file tells them.

use domain::import::{Change, Known, Plan, change, parse, with_new};
use domain::{AisleId, Country};

fn read(file: &str) -> Plan {
    parse(file.as_bytes(), &Known::default()).unwrap()
}

#[test]
fn a_row_tells_the_facts_of_a_label() {
    let file = "sku,name,price,aisle,section,allergens,diet,keeps_days,energy_kj,fat,saturates,carbohydrate,sugars,protein,salt,family,variant\n\
        yogurt,Yogurt,0.99,Dairy,Yogurt & Quark,\"milk, Eier\",vegetarian,7,350,3.5,2.1,12,11.5,3,0.1,yogurt,Cherry\n";
    let plan = read(file);
    assert_eq!((plan.bad, plan.ignored), (vec![], vec![]));
    let Change::New(product) = change(Country::De, &plan.rows[0], None) else { panic!("not new") };
    let text = &product.text;
    assert_eq!(text.section.as_ref().map(AisleId::as_str), Some("yogurt-quark"));
    assert_eq!(text.allergens, [domain::product::Allergen::Eggs, domain::product::Allergen::Milk]);
    assert_eq!((text.keeps_days, text.nutrition.map(|n| (n.energy_kj, n.fat_mg))), (Some(7), Some((350, 3_500))));
    let after = with_new([(&plan.rows[0], &Change::New(product.clone()))], &[]);
    assert_eq!((after[0].slug.as_str(), after[0].sections[0].name.as_str()), ("dairy", "Yogurt & Quark"));

    let gone = read("sku,name,price,allergens,fat\nyogurt,Yogurt,0.99,none,4\n");
    let Change::Changed { product: Some(less), .. } = change(Country::De, &gone.rows[0], Some(&product)) else { panic!("not changed") };
    assert_eq!((less.text.allergens.len(), less.text.nutrition.map(|n| n.fat_mg), &less.text.section), (0, Some(4_000), &text.section));
}

#[test]
fn a_fact_that_cannot_be_is_said_and_spoils_only_its_row() {
    let file = "sku,name,price,aisle,section,allergens,diet,fat,keeps_days\n\
        a,A,1,,Cakes,,,,\nb,B,1,,,\"milk, peas\",paleo,,\nc,C,1,,,milk,vegan,,\nd,D,1,,,,,,soon\ne,E,1,,,,,3,\n";
    let plan = read(file);
    let why = |line| plan.bad.iter().find(|b| b.line == line).map(|b| b.reason.as_str()).unwrap_or_default();
    assert_eq!(why(2), "a section needs its aisle in the same row");
    assert!(
        why(3).starts_with("the allergen \"peas\" is none of") && why(3).contains("the dietary label \"paleo\" is none of"),
        "{}",
        why(3)
    );
    assert!(why(5).contains("whole number from 1"), "{}", why(5));
    let refused = |n: usize| match change(Country::De, &plan.rows[n], None) {
        Change::Refused(why) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(plan.rows.len(), 2);
    assert!(refused(0).contains("vegan") && refused(1).contains("energy_kj is missing"));
}
